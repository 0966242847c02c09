import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { emit } from '../../ui/emit.js';

/** A page that keeps a session alive needs no more than this. */
const THROTTLE_MS = 60_000;
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

/** Tells the page now and then that a person works in the element, so that it can keep its session alive. */
export class ActivityController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #told = Number.NEGATIVE_INFINITY;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    for (const sign of SIGNS) this.#host.addEventListener(sign, this.#seen, { passive: true });
  }

  hostDisconnected(): void {
    for (const sign of SIGNS) this.#host.removeEventListener(sign, this.#seen);
  }

  readonly #seen = (event: Event): void => {
    if (event.timeStamp - this.#told < THROTTLE_MS) return;
    this.#told = event.timeStamp;
    emit(this.#host, 'esign-activity', {});
  };
}
