import type { ReactiveController, ReactiveControllerHost } from 'lit';

const TICK_MS = 500;
/** A tick that comes much later was one of a computer that slept. */
const LONGEST_MS = 2000;

/** Tells, twice a second, how many milliseconds have gone by in which a person could see the element's tab. */
export class VisibleClock implements ReactiveController {
  readonly #tell: (millis: number) => void;
  #clock: ReturnType<typeof setInterval> | undefined;
  #last = 0;

  constructor(host: ReactiveControllerHost, tell: (millis: number) => void) {
    this.#tell = tell;
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
    if (document.visibilityState === 'visible') this.#tell(millis);
  }
}
