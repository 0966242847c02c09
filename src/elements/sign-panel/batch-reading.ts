import type { ReactiveControllerHost } from 'lit';

import { ReadingLog } from '../../core/reading.js';
import type { ReadPage } from '../../schema/signing-terms.js';
import { VisibleClock } from './visible-clock.js';

interface BatchReadingPort {
  /** What of which envelope is before the person's eyes now; null where nothing can be read. */
  readonly shown: () => { readonly id: string; readonly documentId: string; readonly pages: readonly number[] } | null;
  readonly tell: (id: string, pages: readonly ReadPage[]) => void;
}

/** Counts for each envelope of a batch how long its pages were shown while the tab was visible. */
export class BatchReading {
  readonly #port: BatchReadingPort;
  readonly #logs = new Map<string, ReadingLog>();
  #told = '';

  constructor(host: ReactiveControllerHost, port: BatchReadingPort) {
    this.#port = port;
    new VisibleClock(host, (millis) => this.#count(millis));
  }

  #count(millis: number): void {
    const shown = this.#port.shown();
    if (!shown || shown.pages.length === 0) return;
    const log = this.#logs.get(shown.id) ?? new ReadingLog();
    this.#logs.set(shown.id, log);
    for (const page of shown.pages) log.add(shown.documentId, page, millis / shown.pages.length);
    const pages = log.pages();
    const key = JSON.stringify([shown.id, pages]);
    if (pages.length === 0 || key === this.#told) return;
    this.#told = key;
    this.#port.tell(shown.id, pages);
  }
}
