import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { ReadingLog } from '../../core/reading.js';
import type { ReadPage } from '../../schema/signing-terms.js';

interface BatchReadingPort {
  /** What of which envelope is before the person's eyes now; null where nothing can be read. */
  readonly shown: () => { readonly id: string; readonly documentId: string; readonly pages: readonly number[] } | null;
  readonly tell: (id: string, pages: readonly ReadPage[]) => void;
}

const TICK_MS = 500;
/** A tick that comes much later was one of a computer that slept. */
const LONGEST_MS = 2000;

/** Counts for each envelope of a batch how long its pages were shown while the tab was visible. */
export class BatchReading implements ReactiveController {
  readonly #port: BatchReadingPort;
  readonly #logs = new Map<string, ReadingLog>();
  #clock: ReturnType<typeof setInterval> | undefined;
  #last = 0;
  #told = '';

  constructor(host: ReactiveControllerHost, port: BatchReadingPort) {
    this.#port = port;
    host.addController(this);
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
    const shown = document.visibilityState === 'visible' ? this.#port.shown() : null;
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
