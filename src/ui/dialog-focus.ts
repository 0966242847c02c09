import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { deepActiveElement } from './deep-query.js';

interface DialogFocusOptions {
  /** Whether a dialog is open, by the snapshot that is about to be drawn. */
  readonly isOpen: () => boolean;
  /** Takes the focus when what had it before the dialog is gone or can no longer have it. */
  readonly fallback: () => HTMLElement | null;
}

/**
 * Gives the focus back when a dialog is removed together with the focus that was in it: to what had it before, else to the
 * fallback. A focus that is somewhere else by then stays there.
 */
export class DialogFocus implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: DialogFocusOptions;
  #opener: Element | null = null;
  #wasOpen = false;

  constructor(host: ReactiveControllerHost & HTMLElement, options: DialogFocusOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#options.isOpen() && !this.#wasOpen) this.#opener = deepActiveElement();
  }

  hostUpdated(): void {
    const isOpen = this.#options.isOpen();
    const closed = this.#wasOpen && !isOpen;
    this.#wasOpen = isOpen;
    if (!closed) return;
    const opener = this.#opener;
    this.#opener = null;
    // the parts that are about to disable or remove the opener draw themselves after the host
    void this.#host.updateComplete.then(() => this.#giveBack(opener));
  }

  #giveBack(opener: Element | null): void {
    if (!this.#host.isConnected || !isLost(this.#host)) return;
    if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus();
    if (isLost(this.#host)) this.#options.fallback()?.focus();
  }
}

/** Whether the focus is on nothing inside the element, and on nothing else of the page. */
function isLost(host: HTMLElement): boolean {
  const active = deepActiveElement();
  return active === null || active === document.body || active === host;
}
