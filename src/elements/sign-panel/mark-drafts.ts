import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { DraftStore } from '../../core/draft.js';
import type { SignPanelContext, SignPanelEmitted, SignPanelEvent } from '../../machines/sign-panel.events.js';

/** The storage of the page's origin; it answers at once, so that work is kept even while the page is being closed. */
export const pageStorage: DraftStore = {
  read: (key) => localStorage.getItem(key),
  write: (key, text) => localStorage.setItem(key, text),
  remove: (key) => localStorage.removeItem(key),
};

interface DraftsPort {
  /** Null where nothing may be kept. */
  readonly store: () => DraftStore | null;
  readonly context: () => SignPanelContext | undefined;
  readonly send: (event: SignPanelEvent) => void;
}

/** What was brought back, until the person has read it. */
export interface RestoredDraft {
  readonly count: number;
  readonly savedAt: string;
}

/**
 * Keeps what was placed and not submitted, and brings it back after a crash. It holds no content of the documents, and is
 * gone after the submit, the refusal, and when the host says that nobody is signed in any more; of a store of the page's
 * own, which cannot be looked through, it is the draft that is open.
 */
export class MarkDrafts implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #port: DraftsPort;
  #asked = '';
  restored: RestoredDraft | null = null;

  constructor(host: ReactiveControllerHost, port: DraftsPort) {
    this.#host = host;
    this.#port = port;
    host.addController(this);
  }

  handle(event: SignPanelEmitted): void {
    void this.#follow(event).catch(() => {
      // a browser that keeps nothing for the page: the marks are still on it
      this.restored = null;
    });
  }

  accept(): void {
    this.#show(null);
  }

  discard(): void {
    this.#show(null);
    this.#port.send({ type: 'draft.discarded' });
  }

  hostDisconnected(): void {
    this.#asked = '';
    this.restored = null;
  }

  async #follow(event: SignPanelEmitted): Promise<void> {
    const store = this.#port.store();
    const { view } = this.#port.context() ?? {};
    if (!store) return;
    const { me, envelope } = view ?? {};
    const isLoggedOut = event.type === 'failed' && event.error.code === 'not-signed-in';
    if (event.type === 'failed' && !isLoggedOut) return;
    const { MARK_DRAFTS, markDraftKey, readMarkDraft, writeMarkDraft } = await import('../../core/mark-draft.js');
    if (isLoggedOut && store === pageStorage) {
      // whoever sits down next must not find what others placed
      for (const key of Object.keys(localStorage)) if (key.startsWith(MARK_DRAFTS)) localStorage.removeItem(key);
      return;
    }
    if (!me || !envelope) return;
    const key = markDraftKey(envelope, me);
    if (isLoggedOut || event.type === 'signed' || event.type === 'rejected') await store.remove(key);
    else if (event.type === 'placed') {
      if (event.marks.length === 0) await store.remove(key);
      else await store.write(key, writeMarkDraft(event.marks, envelope.documents, new Date().toISOString()));
    } else if (view?.state === 'sign' && this.#asked !== key) {
      this.#asked = key;
      const draft = readMarkDraft(await store.read(key), envelope.documents, new Date().toISOString());
      const seals = new Set(this.#port.context()?.seals.map(({ id }) => id));
      const marks = draft?.marks.filter(({ sealId }) => sealId === null || seals.has(sealId)) ?? [];
      if (!draft || marks.length === 0 || this.#port.context()?.board.marks.length !== 0) return;
      this.#port.send({ type: 'draft.restored', marks });
      this.#show({ count: marks.length, savedAt: draft.savedAt });
    }
  }

  #show(restored: RestoredDraft | null): void {
    this.restored = restored;
    this.#host.requestUpdate();
  }
}
