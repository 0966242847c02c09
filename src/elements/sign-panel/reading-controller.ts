import type { ReactiveControllerHost } from 'lit';

import { isRead, readingGap, ReadingLog, type ReadingGap } from '../../core/reading.js';
import type { SignPanelContext, SignPanelEvent } from '../../machines/sign-panel.events.js';
import type { ReadPage } from '../../schema/signing-terms.js';
import { VisibleClock } from './visible-clock.js';

interface ReadingPort {
  readonly context: () => SignPanelContext | undefined;
  /** The document and the pages of it that are before the person's eyes now; null where nothing can be read. */
  readonly shown: () => { readonly documentId: string; readonly pages: readonly number[] } | null;
  readonly send: (event: SignPanelEvent) => void;
}

/** Counts how long each page was shown while the tab was visible, and says when what must be read was read. */
export class ReadingController {
  readonly #host: ReactiveControllerHost;
  readonly #port: ReadingPort;
  readonly #log = new ReadingLog();
  #envelopeId: string | undefined;

  constructor(host: ReactiveControllerHost, port: ReadingPort) {
    this.#host = host;
    this.#port = port;
    new VisibleClock(host, (millis) => this.#count(millis));
  }

  /** What goes with the signature; empty where the host does not ask what was read. */
  get pages(): ReadPage[] {
    return this.#port.context()?.terms ? this.#log.pages() : [];
  }

  /** What is still to be read; null when nothing is. */
  get gap(): ReadingGap | null {
    const context = this.#port.context();
    const { terms, view, hasRead } = context ?? {};
    if (!terms || hasRead || view?.state !== 'sign' || context?.mode !== 'sign') return null;
    const gap = readingGap(terms.reading, this.#log.pages(), view.envelope?.documents ?? []);
    return isRead(gap) ? null : gap;
  }

  #count(millis: number): void {
    const context = this.#port.context();
    const envelopeId = context?.view?.envelope?.id;
    if (envelopeId !== this.#envelopeId) this.#log.clear();
    this.#envelopeId = envelopeId;
    if (!context?.terms || context.view?.state !== 'sign') return;
    const shown = this.#port.shown();
    if (!shown) return;
    for (const page of shown.pages) this.#log.add(shown.documentId, page, millis / shown.pages.length);
    const { minSeconds, toEnd } = context.terms.reading;
    // what is read while nothing is signed counts, too; that it was enough is said where it is asked
    if (context.mode !== 'sign' || context.hasRead || (minSeconds === 0 && !toEnd)) return;
    if (this.gap === null) this.#port.send({ type: 'reading.done' });
    this.#host.requestUpdate();
  }
}
