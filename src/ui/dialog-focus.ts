import type { LitElement, ReactiveController } from 'lit';

import { deepActiveElement } from './deep-query.js';

/**
 * Opens the modal dialog that an element has drawn, and gives the focus back when it is gone: to where it was, or to
 * `fallback` when that went away or was disabled meanwhile. A part that holds its dialog itself is named by `selector`.
 */
export class DialogFocus implements ReactiveController {
  readonly #host: LitElement;
  readonly #fallback: () => HTMLElement | null | undefined;
  readonly #selector: string;
  #before: Element | null = null;
  #wasOpen = false;

  constructor(host: LitElement, fallback: () => HTMLElement | null | undefined, selector = 'dialog') {
    this.#host = host;
    this.#fallback = fallback;
    this.#selector = selector;
    host.addController(this);
  }

  hostUpdate(): void {
    // the dialog takes the focus as soon as it opens
    if (!this.#wasOpen) this.#before = deepActiveElement();
  }

  hostUpdated(): void {
    const dialog = this.#host.renderRoot.querySelector(this.#selector);
    if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
    const isOpen = dialog !== null;
    const isClosed = this.#wasOpen && !isOpen;
    this.#wasOpen = isOpen;
    if (!isClosed) return;
    const before = this.#before;
    // a part may be about to disable what opened the dialog
    void this.#host.updateComplete.then(() => this.#giveBack(before));
  }

  hostDisconnected(): void {
    this.#before = null;
    this.#wasOpen = false;
  }

  #giveBack(before: Element | null): void {
    if (!this.#host.isConnected || !isLost()) return;
    if (before instanceof HTMLElement && before.isConnected) before.focus();
    if (isLost()) this.#fallback()?.focus();
  }
}

/** A browser that closes a dialog by itself has given the focus back already; a person may have gone elsewhere. */
function isLost(): boolean {
  const active = deepActiveElement();
  return active === null || active === document.body;
}
