import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';

import type { HostClient } from '../../api/host-client.js';
import { loadElement } from '../../ui/lazy-element.js';
import { signsOnPage } from './sign-panel.scene.js';
import type { Scene } from './sign-panel.views.js';

const TAG = 'esign-sign-page';

/** Brings the step when it is first needed, and again when it did not come. */
export class PageStep {
  readonly #host: ReactiveControllerHost;
  #state: 'idle' | 'loading' | 'ready' | 'failed' = 'idle';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
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
