import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { fromPromise } from 'xstate';

import type { HostClient } from '../../api/host-client.js';
import { EsignError } from '../../core/errors.js';
import { errors as errorsZhCn } from '../../i18n/errors.zh-cn.js';
import { LocalizeController } from '../../i18n/localize.js';
import { panelPage as textsZhCn, type PanelPageMessages } from '../../i18n/panel-page.zh-cn.js';
import { signPageMachine, type SignPageEmitted, type SignPlace } from '../../machines/sign-page.machine.js';
import type { OpenSignPage, SignPage, SignPageMode } from '../../schema/signing-terms.js';
import { controls } from '../../ui/controls.styles.js';
import { loadElement } from '../../ui/lazy-element.js';
import { MachineController } from '../../ui/machine-controller.js';
import { signPageStyles } from './sign-page.styles.js';

type Texts = PanelPageMessages & { readonly errors: typeof errorsZhCn };

/** What the page may do in its frame: all that signing needs, but not leading the OA's own page away. */
const SANDBOX =
  'allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-modals allow-downloads';

/** Whether this is a phone already: it gets the page made for phones, and no code for another one. */
function isPhone(): boolean {
  return matchMedia('(pointer: coarse) and (max-width: 600px), (pointer: coarse) and (max-height: 500px)').matches;
}

/**
 * How a signer comes to the page of the service: in a frame, in a window, or on a phone. Only the host says whether it was signed.
 *
 * @fires page-checked - The host has asked the service; what it knows now is to be read. Does not bubble.
 */
export class SignPageStep extends LitElement {
  static override styles = [controls, signPageStyles];

  @property({ attribute: false }) client: HostClient | undefined;
  @property({ attribute: false }) envelopeId = '';
  /** How the host wants it; what the service's page does not allow is shown in a window. */
  @property({ attribute: false }) mode: SignPageMode = 'window';
  @property() locale = '';
  /** Milliseconds after which a frame that shows nothing is told of. */
  @property({ attribute: false }) patience = 15_000;

  @state() private now = Date.now();

  readonly #localize = new LocalizeController<Texts>(this, {
    'zh-CN': { ...textsZhCn, errors: errorsZhCn },
    en: async () => {
      const [texts, { errors }] = await Promise.all([
        import('../../i18n/panel-page.en.js'),
        import('../../i18n/errors.en.js'),
      ]);
      return { ...texts.panelPage, errors };
    },
    'zh-TW': async () => {
      const [texts, { errors }] = await Promise.all([
        import('../../i18n/panel-page.zh-tw.js'),
        import('../../i18n/errors.zh-tw.js'),
      ]);
      return { ...texts.panelPage, errors };
    },
  });
  readonly #machine = new MachineController(
    this,
    () => this.#connect(),
    (event: SignPageEmitted) => this.#handleNews(event),
  );
  #clock: ReturnType<typeof setInterval> | undefined;
  #window: Window | null = null;
  #framedSince: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => this.#tick(), 500);
    window.addEventListener('focus', this.#handleReturn);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
    window.removeEventListener('focus', this.#handleReturn);
  }

  protected override updated(): void {
    this.toggleAttribute('framed', this.#is('framed'));
    if (!this.#is('framed')) this.#framedSince = undefined;
    else this.#framedSince ??= Date.now();
  }

  protected override render(): TemplateResult | typeof nothing {
    const snapshot = this.#machine.snapshot;
    if (!this.#localize.isReady || !snapshot) return nothing;
    const texts = this.#localize.messages;
    return html`<section aria-label=${texts.frame} aria-busy=${snapshot.hasTag('busy')}>
      ${this.#is('framed') ? this.#renderFrame(texts) : this.#renderStep(texts)}
    </section>`;
  }

  #is(state: 'ready' | 'opening' | 'opened' | 'blocked' | 'phone' | 'framed' | 'expired'): boolean {
    return this.#machine.snapshot?.matches({ page: state }) ?? false;
  }

  #renderStep(texts: Texts): TemplateResult {
    const known = (['opened', 'blocked', 'expired'] as const).find((name) => this.#is(name));
    const { title, text } = this.#is('phone') ? texts.scan : known ? texts[known] : texts;
    return html`<div class="step">
      ${this.#is('phone') ? this.#renderCode(texts) : nothing}
      <div class="words">
        <h3>${title}</h3>
        <p>${text}</p>
        ${this.#renderLeft(texts)} ${this.#renderSaid(texts)}
        <div class="actions">${this.#renderWays(texts)}</div>
      </div>
    </div>`;
  }

  #renderWays(texts: Texts): TemplateResult {
    const { page } = this.#machine.snapshot?.context ?? {};
    const isBusy = this.#is('opening');
    const isAway = this.#machine.snapshot?.hasTag('away') ?? false;
    const link = page && isAway && !this.#is('phone');
    return html`
      ${link ? this.#renderLink(page.url, this.#is('blocked') ? 'primary' : '', texts.link) : nothing}
      ${isAway ? this.#renderCheck(texts, !this.#is('blocked')) : nothing}
      ${
        link
          ? nothing
          : html`<button
              class="button ${isAway ? '' : 'primary'}"
              type="button"
              data-act="open-page"
              ?disabled=${isBusy}
              @click=${() => this.#open('here')}
            >
              ${this.#is('expired') ? texts.renew : texts.open}
            </button>`
      }
      ${
        this.#is('phone') || isPhone()
          ? nothing
          : html`<button
              class="button"
              type="button"
              data-act="open-phone"
              ?disabled=${isBusy}
              @click=${() => this.#open('phone')}
            >
              ${texts.phone}
            </button>`
      }
    `;
  }

  #renderCheck(texts: Texts, isPrimary: boolean): TemplateResult {
    return html`<button
      class="button ${isPrimary ? 'primary' : ''}"
      type="button"
      data-act="check-page"
      ?disabled=${this.#machine.snapshot?.matches({ question: 'asking' })}
      @click=${() => this.#machine.send({ type: 'check.requested' })}
    >
      ${texts.check}
    </button>`;
  }

  #renderLink(url: string, kind: string, words: string): TemplateResult {
    return html`<a class="button ${kind}" data-act="page-link" href=${url} target="_blank" rel="noopener noreferrer">
      ${words}
    </a>`;
  }

  #renderCode(texts: Texts): TemplateResult {
    const url = this.#machine.snapshot?.context.page?.url ?? '';
    return html`<div class="code">
      <esign-qr-code .text=${url} .label=${texts.code}></esign-qr-code>
      <a data-act="page-link" href=${url} target="_blank" rel="noopener noreferrer">${texts.phoneLink}</a>
    </div>`;
  }

  /** How long the address still leads there. */
  #renderLeft(texts: Texts): TemplateResult | typeof nothing {
    const { page } = this.#machine.snapshot?.context ?? {};
    if (!page?.expiresAt) return nothing;
    const left = Math.max(0, Math.ceil((Date.parse(page.expiresAt) - this.now) / 1000));
    const seconds = String(left % 60).padStart(2, '0');
    return html`<p class="left" data-left>${texts.left(`${Math.floor(left / 60)}:${seconds}`)}</p>`;
  }

  /** What came of the last request, for everybody to hear. */
  #renderSaid(texts: Texts): TemplateResult {
    const snapshot = this.#machine.snapshot;
    const error = snapshot?.context.error;
    const isAsking = snapshot?.matches({ question: 'asking' });
    const isOpen = snapshot?.matches({ question: 'unconfirmed' });
    const said = this.#is('opening') ? texts.opening : isAsking ? texts.checking : isOpen ? texts.unconfirmed : '';
    return html`
      <p class="said" role="status">${said}</p>
      <p class="fault" role="alert">${error ? texts.errors[error.code] : ''}</p>
    `;
  }

  #renderFrame(texts: Texts): TemplateResult {
    const snapshot = this.#machine.snapshot;
    const url = snapshot?.context.page?.url ?? '';
    const isStalled = snapshot?.matches({ page: { framed: 'stalled' } });
    const isLoading = snapshot?.matches({ page: { framed: 'loading' } });
    return html`
      <div class="bar">
        <button
          class="button"
          type="button"
          data-act="leave-page"
          @click=${() => this.#machine.send({ type: 'page.left' })}
        >
          ${texts.leave}
        </button>
        ${this.#renderLink(url, isStalled ? 'primary' : '', texts.link)} ${this.#renderCheck(texts, false)}
        <span class="told" role="status">${isStalled ? texts.stalled : isLoading ? texts.loading : ''}</span>
        ${this.#renderSaid(texts)}
      </div>
      <iframe
        title=${texts.frame}
        src=${url}
        sandbox=${SANDBOX}
        allow="camera; microphone; geolocation"
        referrerpolicy="strict-origin"
        @load=${() => this.#machine.send({ type: 'frame.loaded' })}
      ></iframe>
    `;
  }

  #tick(): void {
    this.now = Date.now();
    this.#machine.send({ type: 'time.passed', now: new Date(this.now).toISOString() });
    if (this.#framedSince !== undefined && this.now - this.#framedSince >= this.patience) {
      this.#machine.send({ type: 'frame.stalled' });
    }
  }

  #open(where: SignPlace): void {
    if (where === 'phone') void loadElement('esign-qr-code').catch(() => undefined);
    // a browser opens windows in answer to a click only, and not when the address has come
    if (where === 'here' && this.mode === 'window') this.#window = window.open('', '_blank');
    const device = where === 'phone' || isPhone() ? 'phone' : 'desktop';
    this.#machine.send({ type: 'open.requested', where, device });
  }

  #handleNews(event: SignPageEmitted): void {
    switch (event.type) {
      case 'arrived':
        if (this.#window && !this.#window.closed) {
          this.#window.opener = null;
          this.#window.location.replace(event.url);
          this.#machine.send({ type: 'window.opened' });
        } else this.#machine.send({ type: 'window.blocked' });
        this.#window = null;
        return;
      case 'refused':
        this.#window?.close();
        this.#window = null;
        return;
      case 'checked':
        this.dispatchEvent(new Event('page-checked'));
    }
  }

  /** Who comes back from the other window has perhaps signed. */
  readonly #handleReturn = (): void => {
    if (this.#machine.snapshot?.hasTag('away')) this.#machine.send({ type: 'check.requested' });
  };

  #connect(): typeof signPageMachine {
    const client = (): HostClient => {
      if (this.client) return this.client;
      throw new EsignError('unavailable', 'the panel has no host');
    };
    const unknown = (): never => {
      throw new EsignError('not-implemented', 'the host gives out no pages');
    };
    return signPageMachine.provide({
      actors: {
        open: fromPromise<SignPage, OpenSignPage>(async ({ input, signal }) => {
          return client().openSignPage?.(this.envelopeId, input, { signal }) ?? unknown();
        }),
        check: fromPromise<void, void>(async ({ signal }) => {
          await (client().checkEnvelope?.(this.envelopeId, { signal }) ?? unknown());
        }),
      },
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-sign-page': SignPageStep;
  }
}
