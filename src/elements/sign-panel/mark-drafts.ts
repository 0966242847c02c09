import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { DraftStore } from '../../core/draft.js';
import type { SignPanelContext, SignPanelEmitted, SignPanelEvent } from '../../machines/sign-panel.events.js';
import { placesMarks } from './places-marks.js';

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

  /** Whether marks outlive the page. */
  get isKept(): boolean {
    return this.#port.store() !== null;
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
    const context = this.#port.context();
    if (!store || !context || (event.type === 'failed' && event.error.code !== 'not-signed-in')) return;
    const { keepDraft, keyOf, readBack } = await import('./draft-keeping.js');
    if (event.type !== 'loaded') {
      await keepDraft(event, context, store, store === pageStorage);
      return;
    }
    const key = keyOf(context);
    if (!key || !placesMarks(context) || this.#asked === key) return;
    this.#asked = key;
    const draft = await readBack(key, context, store);
    const now = this.#port.context();
    // asked for once more where marks are placed again
    if (!now || !placesMarks(now)) this.#asked = '';
    else if (draft && now.board.marks.length === 0) {
      this.#port.send({ type: 'draft.restored', marks: draft.marks });
      this.#show({ count: draft.marks.length, savedAt: draft.savedAt });
    }
  }

  #show(restored: RestoredDraft | null): void {
    this.restored = restored;
    this.#host.requestUpdate();
  }
}
