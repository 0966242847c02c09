import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { oa, type DemoMessage } from './api.js';

const PAUSE_MS = 3000;

/** Reads the person's messages again and again while its element is in a page that is looked at. */
export class InboxController implements ReactiveController {
  messages: readonly DemoMessage[] | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #onFailure: (error: unknown) => void;
  readonly #onNew: (message: DemoMessage) => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    host: ReactiveControllerHost,
    told: { onFailure?: (error: unknown) => void; onNew?: (message: DemoMessage) => void },
  ) {
    this.#host = host;
    this.#onFailure = told.onFailure ?? (() => undefined);
    this.#onNew = told.onNew ?? (() => undefined);
    host.addController(this);
  }

  hostConnected(): void {
    void this.#read();
    this.#timer = setInterval(() => {
      if (document.visibilityState === 'visible') void this.#read();
    }, PAUSE_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  async #read(): Promise<void> {
    let messages: DemoMessage[];
    try {
      messages = await oa.messages();
    } catch (error) {
      this.#onFailure(error);
      return;
    }
    const last = this.messages;
    if (last?.length === messages.length && last[0]?.at === messages[0]?.at) return;
    this.messages = messages;
    this.#host.requestUpdate();
    const newest = messages[0];
    if (last && newest && newest.at !== last[0]?.at) this.#onNew(newest);
  }
}
