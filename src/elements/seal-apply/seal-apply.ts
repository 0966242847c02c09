import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { fromPromise } from 'xstate';

import type { HostClient } from '../../api/host-client.js';
import { EsignError } from '../../core/errors.js';
import { isOpenSealUse } from '../../core/seal-use.js';
import { HostConnection } from '../../api/host-connection.js';
import { newIdempotencyKey } from '../../api/idempotency-key.js';
import { errors as errorsZhCn } from '../../i18n/errors.zh-cn.js';
import { LocalizeController } from '../../i18n/localize.js';
import { sealApply as textsZhCn } from '../../i18n/seal-apply.zh-cn.js';
import {
  openRequest,
  sealApplyMachine,
  showsDraft,
  type SealApplySnapshot,
} from '../../machines/seal-apply.machine.js';
import type { SealApplyEmitted, SealUseAsk } from '../../machines/seal-apply.setup.js';
import type { SealUse, SealUseDraft } from '../../schema/seal-use.js';
import { controls } from '../../ui/controls.styles.js';
import { DialogFocus } from '../../ui/dialog-focus.js';
import { emit } from '../../ui/emit.js';
import { loadElement } from '../../ui/lazy-element.js';
import { MachineController } from '../../ui/machine-controller.js';
import { tokens } from '../../ui/tokens.styles.js';
import { carryOut, readSituation } from './seal-apply.actors.js';
import { sealApplyStyles } from './seal-apply.styles.js';
import * as views from './seal-apply.views.js';
import type { SealUseRequested } from './seal-use-request.js';

const catalog = {
  'zh-CN': { ...textsZhCn, errors: errorsZhCn },
  en: async () => {
    const [texts, errors] = await Promise.all([
      import('../../i18n/seal-apply.en.js'),
      import('../../i18n/errors.en.js'),
    ]);
    return { ...texts.sealApply, errors: errors.errors };
  },
  'zh-TW': async () => {
    const [texts, errors] = await Promise.all([
      import('../../i18n/seal-apply.zh-tw.js'),
      import('../../i18n/errors.zh-tw.js'),
    ]);
    return { ...texts.sealApply, errors: errors.errors };
  },
};

/**
 * Physical seal use (物理用印) at one record: apply, use codes, what remains, ask for more, end.
 *
 * @tag esign-seal-apply
 *
 * @attr {'light' | 'dark'} theme - Overrules the system's preference.
 *
 * @fires {CustomEvent<{ sealUse: SealUse }>} esign-applied - The host has stored the application.
 * @fires {CustomEvent<{ sealUse: SealUse }>} esign-appended - The host has taken the request for more uses.
 * @fires {CustomEvent<{ sealUse: SealUse }>} esign-ended - The host has ended the use.
 * @fires {CustomEvent<{ code: ErrorCode, message: string }>} esign-error - The host refused or could not be reached.
 *
 * @csspart status - The badge with the status.
 * @csspart timeline - The history.
 *
 * @cssstate busy - The element waits for the host.
 */
export class SealApply extends LitElement {
  static override styles = [tokens, controls, sealApplyStyles];

  /** The record whose seal use is shown. */
  @property({ attribute: 'record-id' }) recordId = '';

  /** One seal use, where there is no record. Ignored when `record-id` is given. */
  @property({ attribute: 'seal-use-id' }) sealUseId = '';

  /** Address of a host that speaks the host contract; not needed when `host` is set. */
  @property() endpoint = '';

  /** The page's connection to its host. */
  @property({ attribute: false }) host: HostClient | undefined;

  /** Language of the texts; default: the nearest `lang`, else the browser's. */
  @property() locale = '';

  @state() private announcement = '';
  /** Whether a part of this element could not be loaded. */
  @state() private isPartMissing = false;
  @query('h2') private heading!: HTMLElement | null;

  readonly #internals = this.attachInternals();
  readonly #localize = new LocalizeController(this, catalog);
  readonly #machine = new MachineController(
    this,
    () => this.#createMachine(),
    (event) => this.#announce(event),
  );
  readonly #connection = new HostConnection();
  #client: HostClient | undefined;

  constructor() {
    super();
    new DialogFocus(this, () => this.heading, 'esign-seal-use-request');
  }

  /** Reads the newest state, for example after the page changed the record. */
  refresh(): void {
    this.#machine.send({ type: 'refresh.requested' });
  }

  protected override willUpdate(): void {
    const client = this.#connection.clientOf(this);
    const target = client
      ? { recordId: this.recordId, sealUseId: this.recordId ? '' : this.sealUseId }
      : { recordId: '', sealUseId: '' };
    const shown = this.#machine.snapshot?.context.target;
    const isShown = shown?.recordId === target.recordId && shown.sealUseId === target.sealUseId;
    if (shown && (!isShown || client !== this.#client)) {
      this.#client = client;
      this.#machine.send({ type: 'target.assigned', target });
    }
    const { sealUse, unsupported } = this.#machine.snapshot?.context.situation ?? {};
    if ((sealUse || unsupported) && !customElements.get('esign-seal-use-log')) void this.#load('esign-seal-use-log');
    if (this.#machine.snapshot?.hasTag('busy')) this.#internals.states.add('busy');
    else this.#internals.states.delete('busy');
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#localize.isReady) return nothing;
    const { messages } = this.#localize;
    const snapshot = this.#machine.snapshot;
    return html`
      <div class="frame" aria-busy=${snapshot?.hasTag('busy') ?? false}>
        ${snapshot ? this.#renderState(snapshot) : nothing}
        <p class="visually-hidden" role="status">
          ${this.announcement || (snapshot?.matches('loading') ? messages.loading : '')}
        </p>
      </div>
      ${snapshot ? this.#renderRequest(snapshot) : nothing}
    `;
  }

  #renderState(snapshot: SealApplySnapshot): TemplateResult {
    const { messages } = this.#localize;
    const { situation, error } = snapshot.context;
    if (snapshot.matches('unassigned')) return views.screen(messages.screens.unassigned, '', nothing);
    if (snapshot.matches('loading')) {
      return html`<div class="screen">
        <span class="spinner"></span>
        <p>${messages.loading}</p>
      </div>`;
    }
    if (snapshot.hasTag('reload')) return this.#renderScreen(snapshot);
    if (situation.draft && showsDraft(snapshot)) return this.#renderDraft(situation.draft, snapshot);
    if (situation.sealUse) return this.#renderSealUse(situation.sealUse, snapshot);
    return views.screen(messages.screens.failed, error ? messages.errors[error.code] : '', nothing);
  }

  #renderScreen(snapshot: SealApplySnapshot): TemplateResult {
    const { screens, errors, refresh, retry } = this.#localize.messages;
    const { error } = snapshot.context;
    const hint = error ? errors[error.code] : '';
    const button = (label: string): TemplateResult =>
      html`<button class="button" type="button" @click=${this.#handleRefresh}>${label}</button>`;
    if (snapshot.matches('notConfigured'))
      return views.screen(screens.notConfigured, screens.notConfiguredHint, button(refresh));
    if (snapshot.matches('empty')) return views.screen(screens.empty, screens.emptyHint, button(refresh));
    if (snapshot.matches('forbidden')) return views.screen(screens.forbidden, hint, button(refresh));
    return views.screen(screens.failed, hint, button(retry));
  }

  #renderDraft(draft: SealUseDraft, snapshot: SealApplySnapshot): TemplateResult {
    const { messages } = this.#localize;
    const { count, situation } = snapshot.context;
    const isSending = snapshot.matches('sending');
    const canApply = snapshot.can({ type: 'apply.requested', key: '' });
    const { owed } = situation;
    return html`
      <div class="head">
        <h2 tabindex="-1">${messages.draft.heading}</h2>
        ${this.#renderRefresh(snapshot)}
      </div>
      ${owed ? views.owingUse(owed, this.#texts) : nothing}
      ${situation.sealUse ? views.earlierUse(situation.sealUse, this.#texts) : nothing}
      <p class="muted">${messages.draft.hint}</p>
      ${views.draftProblems(draft, this.#texts)} ${views.draftFacts(draft, this.#texts)}
      <section>
        <h3><label for="count">${messages.fields.count}</label></h3>
        <input
          class="input count"
          id="count"
          type="number"
          inputmode="numeric"
          min="1"
          max="9999"
          step="1"
          .value=${String(count ?? '')}
          ?readonly=${isSending}
          aria-describedby="count-hint"
          @input=${this.#handleCount}
        />
        <p class="muted" id="count-hint">${messages.draft.countHint}</p>
      </section>
      ${this.#renderLimits(snapshot)} ${this.#renderFailure(snapshot)}
      <div class="actions">
        <button
          class="button primary"
          type="button"
          aria-disabled=${!canApply}
          aria-describedby=${owed ? 'owed' : nothing}
          @click=${this.#handleApply}
        >
          ${isSending ? messages.draft.applying : messages.draft.apply}
        </button>
      </div>
    `;
  }

  #renderSealUse(sealUse: SealUse, snapshot: SealApplySnapshot): TemplateResult {
    const { messages } = this.#localize;
    const { canAppend, canEnd } = snapshot.context.situation;
    return html`
      <div class="head">
        <h2 tabindex="-1">${sealUse.subject}</h2>
        ${views.statusBadge(sealUse.status, this.#texts)} ${this.#renderRefresh(snapshot)}
      </div>
      ${views.stateLine(sealUse.status, this.#texts)} ${this.#renderFailure(snapshot)}
      ${views.owedPhotos(sealUse.photosOwed ?? 0, this.#texts)}
      <div class="columns">
        <div>
          ${views.meters(sealUse, this.#texts)} ${views.useCodes(sealUse, this.#texts)}
          ${views.facts(sealUse, this.#texts)} ${isOpenSealUse(sealUse) ? this.#renderLimits(snapshot) : nothing}
          <div class="actions" ?hidden=${!canAppend && !canEnd}>
            ${
              canAppend
                ? html`<button class="button" type="button" @click=${this.#handleAppend}>
                    ${messages.append.open}
                  </button>`
                : nothing
            }
            ${
              canEnd
                ? html`<button class="button danger" type="button" @click=${this.#handleEnd}>
                    ${messages.end.open}
                  </button>`
                : nothing
            }
          </div>
        </div>
        <esign-seal-use-log
          class="side"
          part="timeline"
          .client=${this.#client}
          .sealUse=${sealUse}
          .texts=${this.#texts}
          .locale=${this.#localize.locale}
        ></esign-seal-use-log>
      </div>
    `;
  }

  #renderLimits({ context }: SealApplySnapshot): TemplateResult | typeof nothing {
    const { unsupported } = context.situation;
    if (!unsupported) return nothing;
    return html`<esign-seal-use-limits
      .unsupported=${unsupported}
      .locale=${this.#localize.locale}
    ></esign-seal-use-limits>`;
  }

  #renderRefresh(snapshot: SealApplySnapshot): TemplateResult {
    return html`<button
      class="button small"
      type="button"
      aria-disabled=${!snapshot.can({ type: 'refresh.requested' })}
      @click=${this.#handleRefresh}
    >
      ${this.#localize.messages.refresh}
    </button>`;
  }

  #renderFailure(snapshot: SealApplySnapshot): TemplateResult {
    const { error } = snapshot.context;
    const code = this.isPartMissing ? 'network' : openRequest(snapshot) === null && error?.code;
    return html`<div role="alert">
      ${code ? html`<p class="notice danger">${this.#localize.messages.errors[code]}</p>` : nothing}
    </div>`;
  }

  #renderRequest(snapshot: SealApplySnapshot): TemplateResult | typeof nothing {
    const kind = openRequest(snapshot);
    const { error, situation } = snapshot.context;
    const { messages } = this.#localize;
    if (!kind) return nothing;
    return html`<esign-seal-use-request
      .kind=${kind}
      .busy=${snapshot.matches('sending')}
      .remaining=${situation.sealUse ? views.mostLeft(situation.sealUse) : 0}
      .failure=${error ? messages.errors[error.code] : ''}
      .messages=${messages}
      @request=${this.#handleRequest}
      @cancelled=${this.#handleCancelled}
    ></esign-seal-use-request>`;
  }

  get #texts(): views.SealApplyTexts {
    const { messages, locale } = this.#localize;
    const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    return { messages, formatTime: (timestamp) => format.format(new Date(timestamp)) };
  }

  readonly #handleRefresh = (): void => this.refresh();
  readonly #handleApply = (): void => this.#machine.send({ type: 'apply.requested', key: newIdempotencyKey() });
  readonly #handleAppend = (): Promise<void> => this.#open({ type: 'append.opened' });
  readonly #handleEnd = (): Promise<void> => this.#open({ type: 'end.opened' });
  readonly #handleCancelled = (): void => this.#machine.send({ type: 'request.cancelled' });

  async #open(event: { type: 'append.opened' | 'end.opened' }): Promise<void> {
    if (await this.#load('esign-seal-use-request')) this.#machine.send(event);
  }

  /** @returns False when it does not come; the person is told, and the next try may go better. */
  async #load(tag: 'esign-seal-use-log' | 'esign-seal-use-request'): Promise<boolean> {
    try {
      await loadElement(tag);
      this.isPartMissing = false;
      return true;
    } catch (error) {
      if (!this.isPartMissing) emit(this, 'esign-error', { code: 'network', message: EsignError.from(error).message });
      this.isPartMissing = true;
      return false;
    }
  }

  readonly #handleCount = (event: Event & { currentTarget: HTMLInputElement }): void => {
    const count = event.currentTarget.valueAsNumber;
    this.#machine.send({ type: 'count.changed', count: Number.isNaN(count) ? null : count });
  };

  readonly #handleRequest = ({ detail }: CustomEvent<SealUseRequested>): void => {
    const key = newIdempotencyKey();
    if (detail.kind === 'append') this.#machine.send({ type: 'append.requested', request: detail.request, key });
    else this.#machine.send({ type: 'end.requested', request: detail.request, key });
  };

  #announce(event: SealApplyEmitted): void {
    if (event.type === 'failed') {
      emit(this, 'esign-error', { code: event.error.code, message: event.error.message });
      return;
    }
    const names = { apply: 'esign-applied', append: 'esign-appended', end: 'esign-ended' } as const satisfies Record<
      SealUseAsk['kind'],
      string
    >;
    this.announcement = this.#localize.messages.announced[event.kind];
    emit(this, names[event.kind], { sealUse: event.sealUse });
  }

  #createMachine(): typeof sealApplyMachine {
    return sealApplyMachine.provide({
      actors: {
        load: fromPromise(({ input, signal }) => readSituation(this.#client, input, signal)),
        carryOut: fromPromise(({ input }) => carryOut(this.#client, input)),
      },
    });
  }
}

// declarations keep no import for its effect alone, and a page's listeners need the event map
export type { EsignEventMap } from '../../ui/emit.js';

declare global {
  interface HTMLElementTagNameMap {
    'esign-seal-apply': SealApply;
  }
}
