import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { fromPromise } from 'xstate';

import type { HostClient } from '../../api/host-client.js';
import { newIdempotencyKey } from '../../api/idempotency-key.js';
import { EsignError } from '../../core/errors.js';
import { errors as errorsZhCn } from '../../i18n/errors.zh-cn.js';
import { LocalizeController } from '../../i18n/localize.js';
import { panelIntent as textsZhCn, type PanelIntentMessages } from '../../i18n/panel-intent.zh-cn.js';
import { intentMachine, type IntentEmitted, type StartInput, type VerifyInput } from '../../machines/intent.machine.js';
import type { CodeChannel, Intent, IntentAnswer, SigningTerms, StartIntent } from '../../schema/signing-terms.js';
import { controls } from '../../ui/controls.styles.js';
import { MachineController } from '../../ui/machine-controller.js';
import { modalStyles } from '../../ui/modal.styles.js';
import { intentStyles } from './intent-dialog.styles.js';

type Texts = PanelIntentMessages & { readonly errors: typeof errorsZhCn };

/**
 * The step before a signature in which the signer proves who signs: a password, a code, or the page's own element.
 *
 * @slot - The page's own proof; it fires `esign-intent-answer` with `{ secret }`.
 *
 * @fires intent-proved - The host has confirmed it; the detail is its token. Does not bubble.
 * @fires intent-kept - What was started and waits for its answer; null when it does not any more. Does not bubble.
 * @fires dialog-close - The person went back. Does not bubble.
 */
export class IntentDialog extends LitElement {
  static override styles = [controls, modalStyles, intentStyles];

  @property({ attribute: false }) client: HostClient | undefined;
  @property({ attribute: false }) envelopeId = '';
  @property({ attribute: false }) documents: StartIntent['documents'] = [];
  /** Further envelopes that the same proof is for. */
  @property({ attribute: false }) also: NonNullable<StartIntent['also']> = [];
  @property({ attribute: false }) terms: SigningTerms['intent'] = { kind: 'none', channels: [] };
  /** What was started when the step was open before; it is asked for again while it lives. */
  @property({ attribute: false }) started: Intent | null = null;
  @property() locale = '';

  @state() private now = Date.now();
  @state() private channel: CodeChannel['channel'] | null = null;
  @query('dialog') private dialogElement!: HTMLDialogElement | null;
  @query('input.secret') private secretElement!: HTMLInputElement | null;

  readonly #localize = new LocalizeController<Texts>(this, {
    'zh-CN': { ...textsZhCn, errors: errorsZhCn },
    en: async () => {
      const [texts, { errors }] = await Promise.all([
        import('../../i18n/panel-intent.en.js'),
        import('../../i18n/errors.en.js'),
      ]);
      return { ...texts.panelIntent, errors };
    },
    'zh-TW': async () => {
      const [texts, { errors }] = await Promise.all([
        import('../../i18n/panel-intent.zh-tw.js'),
        import('../../i18n/errors.zh-tw.js'),
      ]);
      return { ...texts.panelIntent, errors };
    },
  });
  readonly #machine = new MachineController(
    this,
    () => this.#connect(),
    (event: IntentEmitted) => this.#tell(event),
    () => ({ kind: this.terms.kind, intent: this.#living() }),
  );
  #clock: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => this.#tick(), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  protected override firstUpdated(): void {
    this.addEventListener('esign-intent-answer', this.#handleOwnAnswer);
    if (this.terms.kind !== 'code' && this.#state === 'ready') this.#start();
  }

  protected override updated(): void {
    // a language that is on its way draws the dialog later
    if (this.dialogElement && !this.dialogElement.open) this.dialogElement.showModal();
    if (this.#state === 'asking' && this.#focused !== this.#machine.snapshot?.context.intent?.id) {
      this.#focused = this.#machine.snapshot?.context.intent?.id;
      this.secretElement?.focus();
    }
  }

  #focused: string | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const snapshot = this.#machine.snapshot;
    if (!this.#localize.isReady || !snapshot) return nothing;
    const texts = this.#localize.messages;
    const { kind } = this.terms;
    const isBusy = snapshot.hasTag('busy');
    return html`
      <dialog aria-labelledby="title" aria-busy=${isBusy} @close=${() => this.dispatchEvent(new Event('dialog-close'))}>
        <form method="dialog" @submit=${this.#handleSubmit}>
          <h2 id="title">${texts.title}</h2>
          ${kind === 'none' ? nothing : html`<p>${texts.text[kind]}</p>`}
          ${kind === 'code' ? this.#renderChannels(texts) : nothing} ${this.#renderAnswer(texts)}
          <p class="fault" id="fault" role="alert">${this.#fault(texts)}</p>
          <p class="visually-hidden" role="status">
            ${snapshot.matches('verifying') ? texts.verifying : snapshot.matches('starting') ? texts.preparing : ''}
          </p>
          <div class="actions">
            <button class="button" type="button" data-act="back" @click=${() => this.dialogElement?.close()}>
              ${texts.no}
            </button>
            ${this.#renderYes(texts)}
          </div>
        </form>
      </dialog>
    `;
  }

  get #state(): string {
    return String(this.#machine.snapshot?.value ?? '');
  }

  /** Where a code goes to, and when another one can be sent. */
  #renderChannels(texts: Texts): TemplateResult {
    const snapshot = this.#machine.snapshot;
    const { intent } = snapshot?.context ?? {};
    const wait = intent?.resendAt ? Math.ceil((Date.parse(intent.resendAt) - this.now) / 1000) : 0;
    const left = intent ? Math.ceil((Date.parse(intent.expiresAt) - this.now) / 1000) : 0;
    const chosen = this.channel ?? this.terms.channels[0]?.channel;
    const isOver = this.#state === 'locked';
    return html`
      ${
        this.terms.channels.length > 1
          ? html`<fieldset ?disabled=${isOver}>
              <legend>${texts.channel}</legend>
              ${this.terms.channels.map(
                ({ channel, masked }) =>
                  html`<label>
                    <input
                      type="radio"
                      name="channel"
                      .checked=${channel === chosen}
                      @change=${() => (this.channel = channel)}
                    />
                    ${texts.channels[channel](masked)}
                  </label>`,
              )}
            </fieldset>`
          : nothing
      }
      <div class="again">
        ${
          intent
            ? html`<span>
                ${intent.sentTo ? texts.sentTo(intent.sentTo) : nothing}
                ${left > 0 ? html`<span class="left">${texts.validFor(clockText(left))}</span>` : nothing}
              </span>`
            : nothing
        }
        <button
          class="button ${intent ? '' : 'primary'}"
          type="button"
          data-act="send-code"
          ?disabled=${isOver || wait > 0 || snapshot?.hasTag('busy')}
          @click=${() => this.#start()}
        >
          ${wait > 0 ? texts.resendIn(wait) : intent ? texts.resend : texts.send}
        </button>
      </div>
    `;
  }

  #renderAnswer(texts: Texts): TemplateResult | typeof nothing {
    const { kind } = this.terms;
    const isAsked = ['asking', 'verifying'].includes(this.#state);
    if (kind === 'custom') return html`<div ?hidden=${!isAsked}><slot></slot></div>`;
    if (!isAsked) return nothing;
    const isWrong = this.#machine.snapshot?.context.isWrong ?? false;
    return html`<label>
      ${kind === 'password' ? texts.password : texts.code}
      <input
        class="input secret"
        type=${kind === 'password' ? 'password' : 'text'}
        inputmode=${kind === 'code' ? 'numeric' : nothing}
        autocomplete=${kind === 'password' ? 'current-password' : 'one-time-code'}
        maxlength="500"
        required
        aria-invalid=${isWrong}
        aria-describedby="fault"
      />
    </label>`;
  }

  #renderYes(texts: Texts): TemplateResult | typeof nothing {
    const state = this.#state;
    const { kind } = this.terms;
    if (state === 'expired' || state === 'locked' || (state === 'ready' && kind !== 'code')) {
      return html`<button class="button primary" type="button" data-act="restart" @click=${() => this.#start()}>
        ${texts.restart}
      </button>`;
    }
    if (kind === 'custom') return nothing;
    return html`<button
      class="button primary"
      type="submit"
      formnovalidate
      data-act="prove"
      ?disabled=${state !== 'asking'}
    >
      ${texts.yes}
    </button>`;
  }

  #fault(texts: Texts): string {
    const { context } = this.#machine.snapshot ?? {};
    if (!context) return '';
    if (this.#state === 'locked') {
      const { lockedUntil } = context;
      if (!lockedUntil) return texts.lockedSomeTime;
      const format = new Intl.DateTimeFormat(this.#localize.locale, { timeStyle: 'short' });
      return texts.locked(format.format(new Date(lockedUntil)));
    }
    if (this.#state === 'expired') return texts.expired;
    if (context.error) return texts.errors[context.error.code];
    return context.isWrong ? texts.wrong(context.attemptsLeft ?? 0) : '';
  }

  #living(): Intent | undefined {
    const { started, terms } = this;
    return started?.kind === terms.kind && Date.parse(started.expiresAt) > Date.now() ? started : undefined;
  }

  #tell(event: IntentEmitted): void {
    const news =
      event.type === 'proved'
        ? new CustomEvent('intent-proved', { detail: event.token })
        : new CustomEvent('intent-kept', { detail: event.intent });
    this.dispatchEvent(news);
  }

  #tick(): void {
    this.now = Date.now();
    const { intent } = this.#machine.snapshot?.context ?? {};
    if (intent && Date.parse(intent.expiresAt) <= this.now) this.#machine.send({ type: 'time.passed' });
  }

  #start(): void {
    const channel = this.channel ?? this.terms.channels[0]?.channel ?? null;
    this.#machine.send({ type: 'start.requested', idempotencyKey: newIdempotencyKey(), channel });
  }

  #handleSubmit(event: Event): void {
    event.preventDefault();
    const secret = this.secretElement?.value ?? '';
    this.#machine.send({ type: 'secret.given', secret });
    if (secret.trim() === '') this.secretElement?.focus();
  }

  readonly #handleOwnAnswer = (event: Event): void => {
    const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
    if (typeof detail !== 'object' || detail === null || !('secret' in detail)) return;
    this.#machine.send({ type: 'secret.given', secret: String(detail.secret) });
  };

  #connect(): typeof intentMachine {
    const client = (): HostClient => {
      if (this.client) return this.client;
      throw new EsignError('unavailable', 'the dialog has no host');
    };
    const unknown = (): never => {
      throw new EsignError('not-implemented', 'the host proves no intent');
    };
    return intentMachine.provide({
      actors: {
        start: fromPromise<Intent, StartInput>(async ({ input: { channel, idempotencyKey }, signal }) => {
          const also = this.also.length > 0 && { also: [...this.also] };
          const request = { documents: [...this.documents], ...also, ...(channel && { channel }) };
          return client().startIntent?.(this.envelopeId, request, { idempotencyKey, signal }) ?? unknown();
        }),
        verify: fromPromise<IntentAnswer, VerifyInput>(async ({ input: { intentId, secret }, signal }) => {
          return client().verifyIntent?.(intentId, { secret }, { signal }) ?? unknown();
        }),
      },
    });
  }
}

/** Minutes and seconds, `9:05`. */
function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-intent-dialog': IntentDialog;
  }
}
