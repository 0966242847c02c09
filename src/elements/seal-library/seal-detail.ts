import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { fromPromise } from 'xstate';

import type { SealLibraryHost } from '../../api/seal-library-host.js';
import { EsignError } from '../../core/errors.js';
import { errors as errorsZhCn } from '../../i18n/errors.zh-cn.js';
import { LocalizeController } from '../../i18n/localize.js';
import { sealDetailZhCn } from '../../i18n/seal-detail.zh-cn.js';
import {
  sealHoldersMachine,
  type SealHoldersEmitted,
  type SealHoldersSnapshot,
} from '../../machines/seal-holders.machine.js';
import type { LibrarySeal, SealHolderKind, SealHolders } from '../../schema/seal-library.js';
import { controls } from '../../ui/controls.styles.js';
import { emit } from '../../ui/emit.js';
import { MachineController } from '../../ui/machine-controller.js';
import { modalStyles } from '../../ui/modal.styles.js';
import type { FindColleagues } from '../../ui/seal-holders.js';
import { sealDetailStyles } from './seal-detail.styles.js';

const catalog = {
  'zh-CN': { ...sealDetailZhCn, errors: errorsZhCn },
  en: async () => {
    const [texts, errors] = await Promise.all([
      import('../../i18n/seal-detail.en.js'),
      import('../../i18n/errors.en.js'),
    ]);
    return { ...texts.sealDetailEn, errors: errors.errors };
  },
  'zh-TW': async () => {
    const [texts, errors] = await Promise.all([
      import('../../i18n/seal-detail.zh-tw.js'),
      import('../../i18n/errors.zh-tw.js'),
    ]);
    return { ...texts.sealDetailZhTw, errors: errors.errors };
  },
};

/** Everything that is known of one seal, and who holds it. Fires `detail-close`, which is private. */
export class SealDetail extends LitElement {
  static override styles = [controls, modalStyles, sealDetailStyles];

  @property() locale = '';
  @property({ attribute: false }) seal: LibrarySeal | undefined;
  @property({ attribute: false }) host: SealLibraryHost | undefined;
  @property({ attribute: false }) holderKinds: readonly SealHolderKind[] = [];
  @property({ attribute: false }) find: FindColleagues | undefined;
  @property({ attribute: false }) lastSyncedAt: string | null = null;
  @property() picture = '';
  @state() private isSaved = false;
  @query('dialog') private dialogElement!: HTMLDialogElement | null;
  @query('[data-act=keep-choice]') private stayButton!: HTMLElement | null;
  @query('[data-act=close-detail]') private closeButton!: HTMLElement | null;

  readonly #localize = new LocalizeController(this, catalog);
  #holders: MachineController<typeof sealHoldersMachine> | undefined;
  #isClosed = false;
  #wasLeaving = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { seal } = this;
    if (!changed.has('seal') || !seal || this.#holders) return;
    if (seal.kind !== 'electronic' || this.holderKinds.length === 0) return;
    this.#holders = new MachineController(
      this,
      () => this.#createMachine(),
      (event) => this.#announce(event),
      () => ({ sealId: seal.id }),
    );
  }

  protected override updated(): void {
    if (this.dialogElement && !this.dialogElement.open && !this.#isClosed) this.dialogElement.showModal();
    const isLeaving = this.#holders?.snapshot?.matches('leaving') ?? false;
    if (isLeaving && !this.#wasLeaving) this.stayButton?.focus();
    if (!isLeaving && this.#wasLeaving) this.closeButton?.focus();
    this.#wasLeaving = isLeaving;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { seal } = this;
    if (!this.#localize.isReady || !seal) return nothing;
    const texts = this.#localize.messages;
    const { name, owner, kind, purpose, state, widthMm, heightMm, createdAt, id } = seal;
    const size = widthMm !== null && heightMm !== null ? texts.mm(widthMm, heightMm) : texts.unknown;
    const row = (label: string, value: unknown): TemplateResult =>
      html`<dt>${label}</dt>
        <dd>${value}</dd>`;
    return html`<dialog
      aria-labelledby="title"
      @cancel=${this.#handleCancel}
      @keydown=${this.#handleKey}
      @close=${this.#handleClosed}
    >
      <form method="dialog">
        <h2 id="title"><bdi>${name}</bdi></h2>
        <div class="paper">
          ${
            this.picture
              ? html`<img src=${this.picture} alt=${texts.pictureOf(name)} />`
              : html`<span>${seal.imageUrl === null ? texts.noPicture : texts.pictureComes}</span>`
          }
        </div>
        <dl>
          ${row(texts.kind, texts.kinds[kind])} ${purpose ? row(texts.purpose, texts.purposes[purpose]) : nothing}
          ${row(texts.owner, html`<bdi>${owner ?? texts.unknown}</bdi>`)} ${row(texts.size, size)}
          ${row(texts.state, texts.states[state])} ${row(texts.id, html`<bdi class="id">${id}</bdi>`)}
          ${createdAt ? row(texts.createdAt, this.#time(createdAt)) : nothing}
          ${this.lastSyncedAt ? row(texts.lastSync, this.#time(this.lastSyncedAt)) : nothing}
        </dl>
        ${this.#renderHolders()} ${this.#renderActions()}
      </form>
    </dialog>`;
  }

  #renderActions(): TemplateResult {
    const texts = this.#localize.messages;
    const snapshot = this.#holders?.snapshot;
    if (!snapshot?.matches('leaving')) {
      return html`<div class="actions">
        <button
          class="button"
          type="button"
          data-act="close-detail"
          aria-disabled=${snapshot?.matches('saving') ?? false}
          @click=${this.#askToClose}
        >
          ${texts.close}
        </button>
      </div>`;
    }
    const act = (name: string, text: string, type: 'leave.declined' | 'leave.confirmed'): TemplateResult =>
      html`<button class="button" type="button" data-act=${name} @click=${() => this.#holders?.send({ type })}>
        ${text}
      </button>`;
    return html`<div class="actions" role="alertdialog" aria-label=${texts.unsaved}>
      <p>${texts.unsaved}</p>
      ${act('keep-choice', texts.keepChoice, 'leave.declined')}
      ${act('discard-choice', texts.discardChoice, 'leave.confirmed')}
    </div>`;
  }

  #renderHolders(): TemplateResult | typeof nothing {
    const snapshot = this.#holders?.snapshot;
    if (!snapshot) return nothing;
    const texts = this.#localize.messages;
    const { stored, chosen, error } = snapshot.context;
    const reason = error ? html`<p class="fault">${this.#reasonOf(error, snapshot)}</p>` : nothing;
    if (snapshot.matches('failed')) {
      return html`<div role="alert">${reason}</div>
        <button
          class="button"
          type="button"
          data-act="retry"
          @click=${() => this.#holders?.send({ type: 'retry.requested' })}
        >
          ${texts.retry}
        </button>`;
    }
    if (!stored) return html`<p role="status">${texts.readingHolders}</p>`;
    const mayNotSave = !snapshot.can({ type: 'save.requested' });
    return html`<div class="holders">
      <esign-seal-holders
        locale=${this.#localize.locale}
        .kinds=${this.#kindsWith(stored.value)}
        .value=${chosen ?? stored.value}
        .find=${this.find}
        ?disabled=${snapshot.hasTag('busy') || snapshot.matches('leaving')}
        @holders-change=${this.#handleHolders}
      ></esign-seal-holders>
      <div role="alert">${reason}</div>
      <p role="status">${this.isSaved && !chosen ? texts.holdersSaved : nothing}</p>
      <button
        class="button primary"
        type="button"
        data-act="save-holders"
        aria-disabled=${mayNotSave}
        @click=${() => this.#holders?.send({ type: 'save.requested' })}
      >
        ${snapshot.matches('saving') ? texts.savingHolders : texts.saveHolders}
      </button>
    </div>`;
  }

  /** What happened, and what the person does next. */
  #reasonOf({ code, errors }: EsignError, { context }: SealHoldersSnapshot): string {
    const { refusals, errors: words, nameSeparator } = this.#localize.messages;
    const { stored, chosen } = context;
    const unknown = errors.filter((one) => one.code === 'SEAL-HOLDER-UNKNOWN').map(({ pointer }) => pointer);
    if (unknown.length > 0 && chosen?.kind === 'people') {
      const names = chosen.people.filter((_, index) => unknown.includes(`/people/${index}`)).map(({ name }) => name);
      return refusals.unknownHolder(names.join(nameSeparator));
    }
    if (errors.some((one) => one.code === 'SEAL-NO-HOLDER')) return refusals.noHolder;
    switch (code) {
      case 'stale-version':
        return stored ? refusals.stale(this.#namesOf(stored.value)) : words[code];
      case 'not-found':
        return refusals.gone;
      case 'forbidden':
        return refusals.forbidden;
      case 'not-implemented':
        return refusals.noDirectory;
      default:
        return words[code];
    }
  }

  #namesOf(holders: SealHolders): string {
    const { holderKinds, nameSeparator } = this.#localize.messages;
    if (holders.kind !== 'people') return holderKinds[holders.kind];
    return holders.people.map(({ name }) => name).join(nameSeparator);
  }

  #announce(event: SealHoldersEmitted): void {
    if (event.type === 'saved') this.isSaved = true;
    else if (event.type === 'failed') {
      emit(this, 'esign-error', { code: event.error.code, message: event.error.message });
    } else this.#close();
  }

  /** What is stored is shown, also where it could not be chosen any more. */
  #kindsWith({ kind }: SealHolders): readonly SealHolderKind[] {
    return this.holderKinds.includes(kind) ? this.holderKinds : [...this.holderKinds, kind];
  }

  #time(at: string): string {
    const format = new Intl.DateTimeFormat(this.#localize.locale, { dateStyle: 'medium', timeStyle: 'short' });
    return format.format(new Date(at));
  }

  readonly #handleHolders = ({ detail }: CustomEvent<SealHolders>): void => {
    this.isSaved = false;
    this.#holders?.send({ type: 'holders.changed', holders: detail });
  };

  /** What is not saved is not lost unasked. */
  readonly #askToClose = (): void => {
    if (this.#holders) this.#holders.send({ type: 'close.requested' });
    else this.#close();
  };

  readonly #handleCancel = (event: Event): void => {
    event.preventDefault();
    this.#askToClose();
  };

  /** A second Escape closes a dialog whatever its `cancel` says, so that the key itself is taken. */
  readonly #handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    this.#askToClose();
  };

  #close(): void {
    this.#isClosed = true;
    // gives the focus back to what opened it
    this.dialogElement?.close();
  }

  readonly #handleClosed = (): void => {
    if (this.#isClosed) this.dispatchEvent(new CustomEvent('detail-close'));
    else {
      this.#askToClose();
      this.requestUpdate();
    }
  };

  #createMachine(): typeof sealHoldersMachine {
    const connected = (): SealLibraryHost => {
      if (!this.host) throw new EsignError('unavailable', 'no host is set');
      return this.host;
    };
    return sealHoldersMachine.provide({
      actors: {
        load: fromPromise(async ({ input, signal }) => connected().getSealHolders(input.sealId, { signal })),
        // a change that may already have been stored is not aborted
        save: fromPromise(async ({ input }) => connected().setSealHolders(input.sealId, input.holders, input.etag)),
      },
    });
  }
}
