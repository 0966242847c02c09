import type { LitElement, ReactiveController } from 'lit';

import { deepActiveElement } from './deep-query.js';

/**
 * Opens the modal dialog that an element has drawn, and gives the focus back when it is gone: to where it was, or to
 * `fallback` when that went away meanwhile.
 */
export class DialogFocus implements ReactiveController {
  readonly #host: LitElement;
  readonly #fallback: () => HTMLElement | null | undefined;
  #before: Element | null = null;
  #wasOpen = false;

  constructor(host: LitElement, fallback: () => HTMLElement | null | undefined) {
    this.#host = host;
    this.#fallback = fallback;
    host.addController(this);
  }

  hostUpdate(): void {
    // the dialog takes the focus as soon as it opens
    if (!this.#wasOpen) this.#before = deepActiveElement();
  }

  hostUpdated(): void {
    const dialog = this.#host.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
    const isOpen = dialog !== null;
    if (this.#wasOpen && !isOpen) this.#giveBack();
    this.#wasOpen = isOpen;
  }

  hostDisconnected(): void {
    this.#before = null;
    this.#wasOpen = false;
  }

  #giveBack(): void {
    const before = this.#before instanceof HTMLElement && this.#before !== document.body ? this.#before : null;
    const target = before?.isConnected ? before : this.#fallback();
    target?.focus();
  }
}
