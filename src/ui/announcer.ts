import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

/** A live region inside an element: what happened, for people who do not see it. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #text = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  say(text: string): void {
    // the same sentence twice would not be read again
    this.#text = text === this.#text ? `${text}\u00a0` : text;
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#text = '';
  }

  render(): TemplateResult {
    return html`<div class="visually-hidden" role="status" aria-live="polite">${this.#text}</div>`;
  }
}
