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
 * gone after the submit, the refusal, and when the host says that nobody is signed in any more.
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
    if (event.type === 'failed') {
      if (event.error.code === 'not-signed-in') await forgetMarkDrafts(store);
      return;
    }
    const { me, envelope } = view ?? {};
    if (!me || !envelope) return;
    const { markDraftKey, readMarkDraft, writeMarkDraft } = await import('../../core/mark-draft.js');
    const key = markDraftKey(envelope, me);
    if (event.type === 'signed' || event.type === 'rejected') await store.remove(key);
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

/** Forgets every draft of the page's origin, for a page that logs its person out. */
export async function forgetMarkDrafts(store: DraftStore): Promise<void> {
  const { MARK_DRAFTS } = await import('../../core/mark-draft.js');
  for (const key of Object.keys(localStorage)) if (key.startsWith(MARK_DRAFTS)) await store.remove(key);
}
