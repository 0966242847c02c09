import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

import type { HostClient } from '../../api/host-client.js';
import { loadElement } from '../../ui/lazy-element.js';
import { signsOnPage } from './sign-panel.scene.js';
import type { Scene } from './sign-panel.views.js';

const TAG = 'esign-sign-page';

/** When it is looked again whether the workflow was submitted (C-38), in milliseconds after the last signature. */
const LOOKS = [1000, 4000, 15_000];

/** Brings the step when it is first needed, and again when it did not come. */
export class PageStep implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #state: 'idle' | 'loading' | 'ready' | 'failed' = 'idle';

  #looks: ReturnType<typeof setTimeout>[] = [];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** The host submits the workflow after it has told of the signature; whether that failed is told by nobody. */
  lookAgain(read: () => void): void {
    this.stop();
    this.#looks = LOOKS.map((millis) => setTimeout(read, millis));
  }

  stop(): void {
    for (const look of this.#looks.splice(0)) clearTimeout(look);
  }

  load(): void {
    if (this.#state === 'loading' || this.#state === 'ready') return;
    this.#state = 'loading';
    const settle = (state: 'ready' | 'failed'): void => {
      this.#state = state;
      this.#host.requestUpdate();
    };
    loadElement(TAG).then(
      () => settle('ready'),
      () => settle('failed'),
    );
  }

  /** Above the document, or in its place while the page stands in a frame. */
  render(scene: Scene, client: HostClient | undefined): TemplateResult | typeof nothing {
    const { context, locale, texts, send } = scene;
    if (!signsOnPage(context)) return nothing;
    if (this.#state === 'idle') this.load();
    if (this.#state === 'failed') {
      return html`<div class="notices">
        <div class="notice danger" role="alert">
          <span class="words">${texts.errors.network}</span>
          <button class="button small" type="button" data-act="load-page" @click=${() => this.load()}>
            ${texts.retry}
          </button>
        </div>
      </div>`;
    }
    return html`<esign-sign-page
      .client=${client}
      .envelopeId=${context.view?.envelope?.id ?? ''}
      .mode=${context.terms?.page?.mode ?? 'window'}
      .locale=${locale}
      @page-checked=${() => send({ type: 'reload.requested' })}
    ></esign-sign-page>`;
  }
}
