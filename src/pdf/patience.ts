import { EsignError } from '../core/errors.js';

const STEP = 250;

/** Ends what takes too long. Time in which bytes or a person are waited for does not count. */
export class Patience {
  #holds = 0;

  /** Stops the clocks until the answer is called. */
  async without<T>(wait: Promise<T>): Promise<T> {
    this.#holds += 1;
    try {
      return await wait;
    } finally {
      this.#holds -= 1;
    }
  }

  /** @throws EsignError `timeout` */
  async within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
    let left = milliseconds;
    let timer: ReturnType<typeof setInterval> | undefined;
    const end = new Promise<never>((_, reject) => {
      timer = setInterval(() => {
        // a page that nobody sees is not drawn: the browser gives it no frames
        if (this.#holds === 0 && !document.hidden) left -= STEP;
        if (left <= 0) reject(new EsignError('timeout', `the document took more than ${milliseconds} ms`));
      }, STEP);
    });
    try {
      return await Promise.race([work, end]);
    } finally {
      clearInterval(timer);
    }
  }
}
