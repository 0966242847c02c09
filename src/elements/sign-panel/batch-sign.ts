import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import type { HostClient } from '../../api/host-client.js';
import { newIdempotencyKey } from '../../api/idempotency-key.js';
import { batchState, isCovered, pinnedDocuments, proofGroup, readyItems, type BatchItem } from '../../core/batch.js';
import { EsignError } from '../../core/errors.js';
import { documentHash } from '../../core/panel-view.js';
import { LocalizeController } from '../../i18n/localize.js';
import type { BatchEmitted, BatchEvent } from '../../machines/batch-sign.events.js';
import type { DocumentLimits } from '../../pdf/limits.js';
import type { EnvelopeDocument } from '../../schema/envelope.js';
import type { ErrorCode } from '../../schema/problem.js';
import { controls } from '../../ui/controls.styles.js';
import { DialogFocus } from '../../ui/dialog-focus.js';
import { emit } from '../../ui/emit.js';
import { usableSeals } from '../../ui/keyword-form.js';
import { MachineController } from '../../ui/machine-controller.js';
import type { PageView } from '../../ui/page-view.js';
import { saveBlob } from '../../ui/save-file.js';
import { firstForm, missingField, ruleOf, type RuleForm } from './batch-form.js';
import { BatchReading } from './batch-reading.js';
import { connectBatchSign } from './batch-sign.actors.js';
import { batchCatalog } from './batch-sign.catalog.js';
import { batchStyles } from './batch-sign.styles.js';
import { renderBatch, type BatchScene } from './batch-sign.views.js';
import { BatchTexts } from './batch-texts.js';
import { reportCsv, reportText } from './batch-words.js';
import { DocumentController } from './document-controller.js';
import { LinkFollowing } from './link-following.js';
import { loadIntentDialog } from './proving.js';
import { SealImages } from './seal-images.js';

/**
 * Several envelopes that are signed with one rule; a part of the sign panel that is loaded when a page first asks for it. The
 * public events are those of the panel.
 *
 * @slot intent - The page's own proof before the signatures.
 */
export class BatchSign extends LitElement {
  static override styles = [controls, batchStyles];

  @property({ attribute: false }) client: HostClient | undefined;
  @property({ attribute: false }) envelopeIds: readonly string[] = [];
  @property({ attribute: false }) limits: Partial<DocumentLimits> | undefined;
  @property() locale = '';

  @state() private form: RuleForm = firstForm;
  @state() private isInvalid = false;
  @state() private openId: string | null = null;
  @state() private documentId = '';
  @state() private singleId: string | null = null;
  @state() private announcement = '';
  @query('esign-page-view') private pageView!: PageView | null;

  readonly #localize = new LocalizeController(this, batchCatalog);
  readonly #texts = new BatchTexts(() => this.limits);
  readonly #machine = new MachineController(
    this,
    () => connectBatchSign({ host: () => this.client, texts: this.#texts }),
    (event: BatchEmitted) => this.#announce(event),
  );
  readonly #report = ({ code, message }: { code: ErrorCode; message: string }): void => {
    emit(this, 'esign-error', { code, message });
  };
  readonly #file = new DocumentController(this, this.#report);
  readonly #images = new SealImages(this, this.#report);
  readonly #following = new LinkFollowing(this, {
    root: () => this.shadowRoot,
    pageView: () => this.pageView,
    onError: this.#report,
  });
  #hadFocus = false;
  #left = '';
  #assigned: { client: HostClient | undefined; key: string } = { client: undefined, key: '' };

  constructor() {
    super();
    new DialogFocus(
      this,
      () => this.renderRoot.querySelector<HTMLElement>('h2'),
      'esign-batch-confirm, esign-intent-dialog',
    );
    new BatchReading(this, {
      shown: () => {
        const { item, document } = this.#shown();
        if (!item?.reading?.terms || !document || this.#file.error) return null;
        return { id: item.id, documentId: document.id, pages: this.pageView?.shownPages ?? [] };
      },
      tell: (id, pages) => this.#send({ type: 'item.shown', id, pages }),
    });
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.matches(':focus-within');
    this.#assign();
    const { item, document } = this.#shown();
    this.#images.showSeals(this.client, this.#machine.snapshot?.context.seals ?? []);
    this.#file.show(
      this.client && item && document && this.singleId === null
        ? {
            // a signature makes another revision of it
            key: `${item.id}/${document.id}/${documentHash(document)}/${batchState(item) === 'signed'}`,
            location: this.client.documentLocation(item.id, document.id, 'content'),
            pages: document.pages,
            limits: this.limits,
          }
        : undefined,
    );
  }

  protected override render(): TemplateResult | typeof nothing {
    const snapshot = this.#machine.snapshot;
    if (!this.#localize.isReady || !snapshot) return nothing;
    return html`${this.singleId === null ? renderBatch(this.#scene()) : this.#renderSingle(this.singleId)}
      <p class="visually-hidden" role="status">${this.announcement}</p>`;
  }

  protected override updated(): void {
    const loaded = this.#machine.snapshot?.context.applied.sealId ?? '';
    if (this.form.sealId === '' && loaded !== '') this.form = { ...this.form, sealId: loaded };
    this.#keepFocus();
  }

  /** What stops the signing, or tries it again, is gone when it was pressed: a person goes on from the title. */
  #keepFocus(): void {
    const value = JSON.stringify(this.#machine.snapshot?.value);
    const left = this.#left;
    this.#left = value;
    if (value === left || !/signing|reported/.test(left)) return;
    if (this.#hadFocus && !this.matches(':focus-within')) this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  #scene(): BatchScene {
    const snapshot = this.#machine.snapshot!;
    const { context } = snapshot;
    const format = new Intl.DateTimeFormat(this.#localize.locale, { dateStyle: 'medium', timeStyle: 'short' });
    const { item, document } = this.#shown();
    const isChoosing = snapshot.matches('choosing');
    return {
      texts: this.#localize.messages,
      context,
      state: typeof snapshot.value === 'string' ? snapshot.value : 'signing',
      isStopping: snapshot.matches({ signing: 'stopping' }),
      isChoosing,
      canSubmit: snapshot.can({ type: 'submit.requested' }),
      form: this.form,
      seals: usableSeals(context.seals, null),
      pageCount: this.#pageCount(),
      isInvalid: this.isInvalid,
      openId: this.openId,
      item,
      document,
      file: this.#file,
      images: this.#images.urls,
      client: this.client,
      locale: this.#localize.locale,
      time: (timestamp) => format.format(new Date(timestamp)),
      send: (event) => this.#send(event),
      change: (form) => this.#change(form),
      apply: () => this.#apply(),
      open: (id) => this.#open(id),
      close: () => this.#close(),
      resubmit: (id) => this.#send({ type: 'resubmit.requested', id, idempotencyKey: newIdempotencyKey() }),
      exclude: (id, isExcluded) => this.#send({ type: 'item.excluded', id, isExcluded }),
      showDocument: (id) => (this.documentId = id),
      signSingly: (id) => (this.singleId = id),
      following: this.#following,
      handlePage: (act) => {
        if (this.#following.handlePage(act)) return;
        if (act.kind === 'failed') this.#report(EsignError.from(act.error));
      },
      confirm: () => void this.#confirm(),
      proof: this.#proof(),
      download: () => this.#download(),
    };
  }

  /** The whole panel for one envelope of the batch: what no rule fits is placed by hand. */
  #renderSingle(id: string): TemplateResult {
    const view = this.#item(id)?.reading?.view;
    const recordId = view?.planned ? (view.recordId ?? '') : '';
    return html`<div class="single">
      <div class="single-head">
        <button class="button" type="button" data-act="leave-single" @click=${() => this.#leaveSingle(id)}>
          ${this.#localize.messages.backToBatch}
        </button>
      </div>
      <esign-sign-panel
        .host=${this.client}
        .recordId=${recordId}
        .envelopeId=${id}
        .limits=${this.limits}
        .locale=${this.#localize.locale}
        ><slot name="intent" slot="intent"></slot
      ></esign-sign-panel>
    </div>`;
  }

  #leaveSingle(id: string): void {
    this.singleId = null;
    this.#send({ type: 'reload.requested', ids: [id] });
  }

  #change(form: RuleForm): void {
    this.form = form;
    this.isInvalid = false;
    this.#send({ type: 'rule.changed', rule: ruleOf(form) });
  }

  #apply(): void {
    const missing = missingField(this.form, this.#pageCount());
    this.isInvalid = missing !== null;
    if (missing === null) this.#send({ type: 'rule.applied' });
    else this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"], [name="keyword"]')?.focus();
  }

  #open(id: string): void {
    this.openId = id;
    const item = this.#item(id);
    const [first] = item?.resolution?.marks ?? [];
    this.documentId = first?.documentId ?? '';
    if (!customElements.get('esign-page-view')) return;
    void this.#revealFirst(id);
  }

  /** Goes to the first mark: it is what the person wants to see. */
  async #revealFirst(id: string): Promise<void> {
    await this.updateComplete;
    await this.pageView?.updateComplete;
    const [first] = this.#item(id)?.resolution?.marks ?? [];
    const heading = this.renderRoot.querySelector<HTMLElement>('.preview h3');
    heading?.focus({ preventScroll: true });
    if (first && this.openId === id) this.pageView?.reveal(first.pageIndex, first.rect);
  }

  #close(): void {
    const id = this.openId;
    this.openId = null;
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(id ?? '')}"] .show`)?.focus();
    });
  }

  async #confirm(): Promise<void> {
    const { items } = this.#machine.snapshot?.context ?? { items: [] };
    const ready = readyItems(items);
    const marks = ready.flatMap(({ resolution }) => resolution?.marks ?? []);
    const asks = proofGroup(items).length > 0;
    if (!emit(this, 'esign-before-sign', { marks })) this.#send({ type: 'dialog.closed' });
    else if (asks && !(await loadIntentDialog(this.#report))) this.#send({ type: 'dialog.closed' });
    else {
      const keys = Object.fromEntries(ready.map(({ id }) => [id, newIdempotencyKey()]));
      this.#send({ type: 'submit.confirmed', keys });
    }
  }

  /** What the next proof is about: the envelopes that ask for the same. */
  #proof(): BatchScene['proof'] {
    const { items, started } = this.#machine.snapshot?.context ?? { items: [], started: null };
    const group = proofGroup(items);
    const ids = group.map(({ id }) => id);
    const [first, ...others] = group;
    if (!first) return null;
    return {
      envelopeId: first.id,
      documents: pinnedDocuments(first),
      also: others.map((item) => ({ envelopeId: item.id, documents: pinnedDocuments(item) })),
      terms: first.reading?.terms?.intent ?? { kind: 'none', channels: [] },
      started: started && isCovered(ids, started.ids) ? started.intent : null,
      ids,
    };
  }

  #download(): void {
    const texts = this.#localize.messages;
    const csv = reportCsv(this.#machine.snapshot?.context.items ?? [], texts);
    saveBlob(new Blob([csv], { type: 'text/csv;charset=utf-8' }), texts.report.file);
  }

  #announce(event: BatchEmitted): void {
    const texts = this.#localize.messages;
    switch (event.type) {
      case 'loaded':
        emit(this, 'esign-ready', { recordId: null, envelopeId: null, state: 'batch' });
        return;
      case 'signed':
        emit(this, 'esign-signed', { receipt: event.receipt });
        if (event.receipt.workflowSubmitted && event.recordId) {
          emit(this, 'esign-submit-workflow', { recordId: event.recordId });
        }
        return;
      case 'finished':
        this.announcement = reportText(this.#machine.snapshot?.context.items ?? [], texts);
        emit(this, 'esign-batch-done', { results: [...event.results] });
        return;
      case 'failed':
        this.#report(event.error);
    }
  }

  #assign(): void {
    const snapshot = this.#machine.snapshot;
    if (!snapshot || !this.client || this.envelopeIds.length === 0) return;
    const key = JSON.stringify(this.envelopeIds);
    const isSame = this.#assigned.key === key && this.#assigned.client === this.client;
    if (isSame && !snapshot.matches('unassigned')) return;
    this.#assigned = { client: this.client, key };
    this.openId = null;
    this.singleId = null;
    this.form = firstForm;
    this.#send({ type: 'target.assigned', ids: this.envelopeIds });
  }

  #item(id: string | null): BatchItem | undefined {
    return this.#machine.snapshot?.context.items.find((item) => item.id === id);
  }

  #shown(): { item: BatchItem | undefined; document: EnvelopeDocument | undefined } {
    const item = this.#item(this.openId);
    const documents = item?.reading?.view.envelope?.documents ?? [];
    return { item, document: documents.find(({ id }) => id === this.documentId) ?? documents[0] };
  }

  #pageCount(): number {
    const { items } = this.#machine.snapshot?.context ?? { items: [] };
    const counts = items.flatMap(
      ({ reading }) => reading?.view.envelope?.documents.map(({ pages }) => pages.length) ?? [],
    );
    return Math.max(1, ...counts);
  }

  #send(event: BatchEvent): void {
    this.#machine.send(event);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-batch-sign': BatchSign;
  }
}
