import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { isRead, readingGap, ReadingLog, type ReadingGap } from '../../core/reading.js';
import type { SignPanelContext, SignPanelEvent } from '../../machines/sign-panel.events.js';
import type { ReadPage } from '../../schema/signing-terms.js';

interface ReadingPort {
  readonly context: () => SignPanelContext | undefined;
  /** The document and the pages of it that are before the person's eyes now; null where nothing can be read. */
  readonly shown: () => { readonly documentId: string; readonly pages: readonly number[] } | null;
  readonly send: (event: SignPanelEvent) => void;
}

const TICK_MS = 500;
/** A tick that comes much later was one of a computer that slept. */
const LONGEST_MS = 2000;

/** Counts how long each page was shown while the tab was visible, and says when what must be read was read. */
export class ReadingController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #port: ReadingPort;
  readonly #log = new ReadingLog();
  #clock: ReturnType<typeof setInterval> | undefined;
  #last = 0;
  #envelopeId: string | undefined;

  constructor(host: ReactiveControllerHost, port: ReadingPort) {
    this.#host = host;
    this.#port = port;
    host.addController(this);
  }

  /** What goes with the signature; empty where the host does not ask what was read. */
  get pages(): ReadPage[] {
    return this.#port.context()?.terms ? this.#log.pages() : [];
  }

  /** What is still to be read; null when nothing is. */
  get gap(): ReadingGap | null {
    const context = this.#port.context();
    const { terms, view, hasRead } = context ?? {};
    if (!terms || hasRead || view?.state !== 'sign' || context?.readOnly) return null;
    const gap = readingGap(terms.reading, this.#log.pages(), view.envelope?.documents ?? []);
    return isRead(gap) ? null : gap;
  }

  hostConnected(): void {
    this.#last = performance.now();
    this.#clock ??= setInterval(() => this.#tick(), TICK_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#clock);
    this.#clock = undefined;
  }

  #tick(): void {
    const now = performance.now();
    const millis = Math.min(now - this.#last, LONGEST_MS);
    this.#last = now;
    const context = this.#port.context();
    const envelopeId = context?.view?.envelope?.id;
    if (envelopeId !== this.#envelopeId) this.#log.clear();
    this.#envelopeId = envelopeId;
    if (!context?.terms || context.view?.state !== 'sign' || document.visibilityState !== 'visible') return;
    const shown = this.#port.shown();
    if (!shown) return;
    for (const page of shown.pages) this.#log.add(shown.documentId, page, millis / shown.pages.length);
    const { minSeconds, toEnd } = context.terms.reading;
    if (context.hasRead || (minSeconds === 0 && !toEnd)) return;
    if (this.gap === null) this.#port.send({ type: 'reading.done' });
    this.#host.requestUpdate();
  }
}
