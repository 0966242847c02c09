import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import type { HostClient } from '../../api/host-client.js';
import { HostConnection } from '../../api/host-connection.js';
import { newIdempotencyKey } from '../../api/idempotency-key.js';
import type { DraftStore } from '../../core/draft.js';
import { EsignError } from '../../core/errors.js';
import type { MarkError } from '../../core/marks.js';
import { documentHash } from '../../core/panel-view.js';
import { LocalizeController } from '../../i18n/localize.js';
import type { PanelMode, SignPanelEmitted, SignPanelEvent } from '../../machines/sign-panel.events.js';
import type { DocumentLimits } from '../../pdf/limits.js';
import type { EnvelopeDocument } from '../../schema/envelope.js';
import type { Mark, Rect } from '../../schema/placement.js';
import type { ErrorCode } from '../../schema/problem.js';
import { cardStyles } from '../../ui/card.styles.js';
import { controls } from '../../ui/controls.styles.js';
import { DialogFocus } from '../../ui/dialog-focus.js';
import { emit } from '../../ui/emit.js';
import { loadElement } from '../../ui/lazy-element.js';
import type { ArrangeAct } from '../../ui/mark-arranger.js';
import { MachineController } from '../../ui/machine-controller.js';
import type { PageAct } from '../../ui/page-act.js';
import type { PageView } from '../../ui/page-view.js';
import type { MadeSeal } from '../../ui/seal-maker.js';
import { tokens } from '../../ui/tokens.styles.js';
import { ActivityController } from './activity-controller.js';
import { idsConverter, renderBatchPart } from './batch-part.js';
import { DocumentController } from './document-controller.js';
import { DownloadController } from './download-controller.js';
import { EnvelopeWatch } from './envelope-watch.js';
import { LinkFollowing } from './link-following.js';
import { MarkDrafts, pageStorage } from './mark-drafts.js';
import { PageInputs } from './page-inputs.js';
import { panelElements, PanelParts } from './panel-parts.js';
import { PlaceGuide } from './place-guide.js';
import { PlacingController } from './placing-controller.js';
import { asksForProof, loadIntentDialog } from './proving.js';
import { ReadingController } from './reading-controller.js';
import { SealImages } from './seal-images.js';
import { SeamController } from './seam-controller.js';
import { SealMaking } from './seal-making.js';
import { connectSignPanel } from './sign-panel.actors.js';
import { signPanelCatalog } from './sign-panel.catalog.js';
import { openDialog, requestOfKey, targetOf, tellPage, viewKey } from './sign-panel.news.js';
import { PageStep } from './sign-panel.page.js';
import { sceneOf } from './sign-panel.scene.js';
import type { Stage } from './sign-panel.stage.js';
import { signPanelStyles } from './sign-panel.styles.js';
import { TextFinding } from './text-finding.js';
import { ViewerController } from './viewer-controller.js';
import { card, emptyScreen, firstScreen, partsScreen, veil, type Scene } from './sign-panel.views.js';

/**
 * The e-seal tab (电子用印页签): read the documents, put seals where they belong, submit; and a screen for every other state.
 *
 * @tag esign-sign-panel
 *
 * @attr {'light' | 'dark'} theme - Overrules the system's preference.
 *
 * @fires {CustomEvent<{ recordId, envelopeId, state }>} esign-ready - The panel has read what it shows.
 * @fires {CustomEvent<{ marks: Mark[], done: boolean }>} esign-placed - Marks were put, moved, removed, undone or redone; `done` when, with `mode="place"`, the person said that all is placed and the checks found nothing.
 * @fires {CustomEvent<{ marks: Mark[] }>} esign-before-sign - The person confirmed; cancel it to stop the submit.
 * @fires {CustomEvent<{ receipt: SignReceipt }>} esign-signed - The host has stored the signature, or has learned of one at the page of a service.
 * @fires {CustomEvent<{ results: BatchResult[] }>} esign-batch-done - Of several envelopes, what became of each.
 * @fires {CustomEvent<{ envelopeId, reason }>} esign-rejected - The host has stored the refusal.
 * @fires {CustomEvent<{ envelopeId, documentId }>} esign-download - A signed document was downloaded.
 * @fires {CustomEvent<{ recordId }>} esign-submit-workflow - The signature submitted the workflow (C-38).
 * @fires {CustomEvent<{}>} esign-activity - A person works in the panel; at most once a minute, to keep a session alive.
 * @fires {CustomEvent<{ envelopeId }>} esign-close - The panel is done with: it was signed, and `after-sign` is `close`.
 * @fires {CustomEvent<{ code, message }>} esign-error - The host refused, could not be reached, or a document is broken.
 *
 * @slot intent - The page's own proof before a signature, where the host asks for `custom`.
 *
 * @cssproperty [--esign-panel-height=min(860px, 86vh)] - Height of the panel.
 * @cssproperty [--esign-panel-top=0] - With `page-scroll`, how far below the edge of what scrolls the panel stays, for example below a bar of the page.
 *
 * @cssstate busy - The element waits for the host.
 */
export class SignPanel extends LitElement {
  static override styles = [tokens, controls, signPanelStyles, cardStyles];

  /** The record whose e-seal tab is shown. */
  @property({ attribute: 'record-id' }) recordId = '';

  /** One envelope, where there is no record. Ignored when `record-id` is given. */
  @property({ attribute: 'envelope-id' }) envelopeId = '';

  /** Several envelopes that are signed together with one rule, at most 100; then `record-id` and `envelope-id` are ignored. */
  @property({ attribute: 'envelope-ids', converter: idsConverter }) envelopeIds: readonly string[] = [];

  /**
   * `view` only shows; with `place` a signer puts marks on the pages, also before their turn, and submits nothing; anything
   * else is `sign`. Marks stay when it changes.
   */
  @property() mode: PanelMode = 'sign';

  /** Address of a host that speaks the host contract; not needed when `host` is set. */
  @property() endpoint = '';

  /** The page's connection to its host. */
  @property({ attribute: false }) host: HostClient | undefined;

  /** What follows a signature: the panel stays, or it asks the page by `esign-close` to be closed. */
  @property({ attribute: 'after-sign' }) afterSign: 'stay' | 'close' = 'stay';

  /** Where marks that were not submitted are kept; default: the storage of the page. */
  @property({ attribute: false }) drafts: DraftStore | undefined;

  /** Keeps no marks outside of the page. */
  @property({ type: Boolean, attribute: 'without-drafts' }) withoutDrafts = false;

  /** What a document may ask of the page; what is not named stays as it is. Counts for what is opened from now on. */
  @property({ attribute: false }) limits: Partial<DocumentLimits> | undefined;

  /** The page scrolls the documents; otherwise they scroll inside of the panel. */
  @property({ type: Boolean, attribute: 'page-scroll' }) pageScroll = false;

  /** Language of the texts; default: the nearest `lang`, else the browser's. */
  @property() locale = '';

  @state() private announcement = '';
  @query('esign-page-view') private pageView!: PageView | null;

  readonly #internals = this.attachInternals();
  readonly #localize = new LocalizeController(this, signPanelCatalog);
  readonly #machine = new MachineController(
    this,
    () => connectSignPanel(() => this.#client),
    (event) => this.#announce(event),
  );
  readonly #report = ({ code, message }: { code: ErrorCode; message: string }): void => {
    emit(this, 'esign-error', { code, message });
  };
  readonly #viewer = new ViewerController(this, () => this.pageView, this.#report);
  readonly #file = new DocumentController(this, this.#report);
  readonly #inputs = new PageInputs();
  readonly #images = new SealImages(this, this.#report);
  readonly #making = new SealMaking(this, this.#report);
  readonly #downloads = new DownloadController(this, this.#report);
  readonly #elements = new PanelParts(this, () => panelElements.load());
  readonly #batch = new PanelParts(
    this,
    () => loadElement('esign-batch-sign'),
    () => this.envelopeIds.length > 0,
  );
  readonly #placeBar = new PanelParts(
    this,
    () => loadElement('esign-place-bar'),
    () => this.mode === 'place',
  );
  readonly #page = new PageStep(this);
  readonly #watch = new EnvelopeWatch(this, ({ version }) => this.#send({ type: 'change.reported', version }));
  readonly #parts = {
    root: () => this.shadowRoot,
    pageView: () => this.pageView,
    context: () => this.#machine.snapshot?.context,
    // nobody places a seal on what they cannot see
    document: (): EnvelopeDocument | undefined => (this.#file.isClosed ? undefined : this.#document()),
    send: (event: SignPanelEvent) => this.#send(event),
  };
  readonly #placing = new PlacingController(this, {
    ...this.#parts,
    source: () => this.#file.source,
    found: (pageIndex) => this.#finding.hitsOn(pageIndex),
  });
  readonly #guide = new PlaceGuide(this, {
    ...this.#parts,
    documentId: () => (this.#file.source ? this.#parts.document()?.id : undefined),
    showDocument: (id) => this.#viewer.showDocument(id),
  });
  readonly #seam = new SeamController(this, this.#parts);
  readonly #finding = new TextFinding(this, {
    root: () => this.shadowRoot,
    pageView: () => this.pageView,
    place: (sealId, places) => this.#placing.placeAll(sealId, places),
    onError: this.#report,
  });
  readonly #links = new LinkFollowing(this, {
    root: () => this.shadowRoot,
    pageView: () => this.pageView,
    onError: this.#report,
  });
  readonly #reading = new ReadingController(this, {
    context: () => this.#machine.snapshot?.context,
    shown: () => {
      const document = this.#file.isClosed ? undefined : this.#document();
      const pages = this.pageView?.shownPages ?? [];
      return document && pages.length > 0 ? { documentId: document.id, pages } : null;
    },
    send: (event) => this.#send(event),
  });
  readonly #markDrafts = new MarkDrafts(this, {
    store: () => (this.withoutDrafts ? null : (this.drafts ?? pageStorage)),
    context: () => this.#machine.snapshot?.context,
    send: (event) => this.#send(event),
  });
  readonly #connection = new HostConnection();
  #client: HostClient | undefined;
  #assigned = { client: undefined as HostClient | undefined, key: '' };

  constructor() {
    super();
    new ActivityController(this);
    new DialogFocus(
      this,
      () => this.renderRoot.querySelector<HTMLElement>('h2'),
      'esign-submit-dialog, esign-reject-dialog, esign-seal-maker, esign-intent-dialog',
    );
  }

  /** What is placed and not submitted, as `esign-placed` tells it. */
  get marks(): Mark[] {
    return [...(this.#machine.snapshot?.context.board.marks ?? [])];
  }

  /** Reads the newest state, for example after the page changed the record. Marks that were placed stay. */
  refresh(): void {
    this.#send({ type: 'reload.requested' });
  }

  protected override willUpdate(): void {
    this.#client = this.#connection.clientOf(this);
    this.#assign();
    const context = this.#machine.snapshot?.context;
    const envelope = context?.view?.envelope;
    const document = this.#document();
    this.#watch.watch(this.#client, envelope?.id);
    this.#viewer.watchArmed(context?.armedSealId ?? null);
    if (this.#client) this.#file.prepare();
    this.#images.showSeals(this.#client, context?.seals ?? []);
    this.#file.show(
      this.#client && envelope && document
        ? {
            key: `${envelope.id}/${document.id}/${context.pinned[document.id] ?? documentHash(document)}`,
            location: this.#client.documentLocation(envelope.id, document.id, 'content'),
            pages: document.pages,
            limits: this.limits,
          }
        : undefined,
    );
    if (this.#isBusy()) this.#internals.states.add('busy');
    else this.#internals.states.delete('busy');
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#localize.isReady) return nothing;
    const snapshot = this.#machine.snapshot;
    const texts = this.#localize.messages;
    if (this.envelopeIds.length > 0) return html`<section class="panel">${this.#renderBatch()}</section>`;
    return html`
      <section class="panel" aria-busy=${this.#isBusy()} @keydown=${this.#handleKey}>
        ${snapshot && !snapshot.matches('unassigned') ? this.#renderState() : card(texts.unassigned, '', nothing)}
        <p class="visually-hidden" role="status">${this.announcement}</p>
      </section>
    `;
  }

  protected override updated(): void {
    if (!this.pageScroll) return;
    // without it they scroll inside
    void import('./page-scroll.js').then(
      ({ followPage }) => followPage(this, () => this.pageView),
      () => undefined,
    );
  }

  #renderBatch(): TemplateResult {
    return renderBatchPart({
      texts: this.#localize.messages,
      client: this.#client,
      envelopeIds: this.envelopeIds,
      limits: this.limits,
      locale: this.#localize.locale,
      parts: [this.#elements, this.#batch],
    });
  }

  /** Waits for the host, or for what shows the document. */
  #isBusy(): boolean {
    const snapshot = this.#machine.snapshot;
    const isShown = snapshot?.context.view !== undefined;
    return (snapshot?.hasTag('busy') ?? false) || (isShown && !this.#elements.isReady && !this.#elements.hasFailed);
  }

  #renderState(): TemplateResult {
    const scene = this.#scene();
    const { view } = scene.context;
    if (!view) return firstScreen(scene);
    const { envelope } = view;
    if (!envelope || envelope.documents.length === 0 || view.state === 'forbidden') {
      return html`${emptyScreen(scene)}${veil(scene)}`;
    }
    const desk = this.#elements.loaded;
    if (!desk) return partsScreen(scene, this.#elements);
    desk.styleDesk(this.renderRoot as ShadowRoot);
    return desk.renderDesk(this.#stage(scene), envelope, this.#page.render(scene, this.#client));
  }

  #scene(): Scene {
    return {
      ...sceneOf(this.#machine.snapshot!, this.#localize.messages, this.#localize.locale),
      document: this.#document(),
      viewer: this.#viewer,
      downloading: this.#downloads.isBusy,
      gap: this.#reading.gap,
      drafts: this.#markDrafts,
      placeBar: this.#placeBar,
      send: (event) => this.#send(event),
      act: (act) => this.#send({ type: 'act.requested', act, idempotencyKey: newIdempotencyKey() }),
      showFault: (fault) => this.#showFault(fault),
      showMark: (id) => this.#showMark(id),
      nextPlace: () => void this.#guide.next(),
      view: (act) => {
        if (act.kind === 'print') this.#print();
        else if (act.kind === 'download') void this.#download(act.documentIds);
        else this.#viewer.handleView(act);
      },
      find: (mode) => void this.#finding.open(mode),
      download: () => void this.#download(),
    };
  }

  #stage(scene: Scene): Stage {
    const snapshot = this.#machine.snapshot;
    return {
      scene,
      file: this.#file,
      placing: this.#placing,
      finding: this.#finding,
      links: this.#links,
      seam: this.#seam,
      images: this.#images.urls,
      inputs: this.#inputs,
      making: this.#making,
      saveSeal: (made) => void this.#saveSeal(made),
      dialog: openDialog(snapshot?.value),
      handlePage: (act) => this.#handlePage(act),
      arrange: (act) => void this.#arrange(act),
      client: this.#client,
      confirm: () => void this.#confirm(),
      reject: (reason) => this.#send({ type: 'reject.confirmed', reason, idempotencyKey: newIdempotencyKey() }),
    };
  }

  #handlePage(act: PageAct): void {
    if (this.#viewer.handlePage(act) || this.#links.handlePage(act)) return;
    if (act.kind === 'failed') this.#report(EsignError.from(act.error));
    else if (!this.#seam.handlePage(act))
      this.#placing.handlePage(act, (sealId) => this.#images.urls.get(sealId ?? ''));
  }

  async #arrange(act: ArrangeAct): Promise<void> {
    const copies = await this.#placing.handleArrange(act);
    if (copies !== undefined) this.announcement = this.#localize.messages.placing.copied(copies);
  }

  #handleKey(event: KeyboardEvent): void {
    if (this.pageView && this.#finding.handleKey(event)) return;
    if (this.pageView && this.#handleViewKey(event)) return;
    const request = requestOfKey(event);
    if (!request) return;
    if (request.type !== 'seal.armed') event.preventDefault();
    this.#send(request);
  }

  /** Alt+R turns the view, Alt+Shift+R the other way; Alt+N goes to the next place; Alt+Left back to a link that was followed. */
  #handleViewKey(event: KeyboardEvent): boolean {
    const act = viewKey(event);
    if (!act || (act === 'back' && !this.#links.back()) || (act === 'next' && !this.#guide.next())) return false;
    event.preventDefault();
    if (act === 'turn') this.#viewer.turnBy(event.shiftKey ? -90 : 90);
    return true;
  }

  async #confirm(): Promise<void> {
    const { context } = this.#machine.snapshot ?? {};
    const { marks } = this;
    if (!emit(this, 'esign-before-sign', { marks })) this.#send({ type: 'dialog.closed' });
    else if (asksForProof(context) && !(await loadIntentDialog(this.#report))) this.#send({ type: 'dialog.closed' });
    else this.#send({ type: 'submit.confirmed', idempotencyKey: newIdempotencyKey(), reading: this.#reading.pages });
  }

  #showFault({ pointer }: MarkError): void {
    const { marks } = this.#machine.snapshot?.context.board ?? { marks: [] };
    const mark = marks[Number(pointer.split('/')[2])];
    if (mark) void this.#show(mark, mark);
    else this.#guide.next();
  }

  #showMark(id: string): void {
    this.#send({ type: 'dialog.closed' });
    const mark = this.#machine.snapshot?.context.board.marks.find((one) => one.id === id);
    if (mark) void this.#show(mark, mark);
  }

  /** Opens the document where something is, and scrolls to it. */
  async #show(place: { documentId: string; pageIndex: number; rect: Rect }, mark?: Mark): Promise<void> {
    this.#viewer.showDocument(place.documentId);
    await this.updateComplete;
    await this.pageView?.updateComplete;
    this.pageView?.reveal(place.pageIndex, place.rect);
    if (mark) this.pageView?.focusMark(mark);
  }

  async #saveSeal(made: MadeSeal): Promise<void> {
    const seal = this.#client && (await this.#making.save(this.#client, made));
    if (seal) this.#send({ type: 'seal.made', seal });
  }

  #print(): void {
    const document = this.#document();
    const { source } = this.#file;
    if (document && source) this.#viewer.print({ source, pages: document.pages, name: document.name });
  }

  async #download(ids: readonly string[] = [this.#document()?.id ?? '']): Promise<void> {
    const envelope = this.#machine.snapshot?.context.view?.envelope;
    if (!this.#client || !envelope) return;
    const wanted = envelope.documents.filter(({ id }) => ids.includes(id));
    await this.#downloads.start(this.#client, envelope.id, wanted, (documentId) =>
      emit(this, 'esign-download', { envelopeId: envelope.id, documentId }),
    );
  }

  #announce(event: SignPanelEmitted): void {
    this.#markDrafts.handle(event);
    if (event.type === 'submitted' || (event.type === 'signed' && event.onPage && event.receipt.workflowSubmitted)) {
      this.#page.lookAgain(() => this.refresh());
    }
    if (event.type === 'signed' && this.afterSign === 'close') {
      emit(this, 'esign-close', { envelopeId: event.receipt.envelopeId });
    }
    this.announcement =
      tellPage(this, event, this.#localize.messages, this.#machine.snapshot?.context) ?? this.announcement;
  }

  #assign(): void {
    const snapshot = this.#machine.snapshot;
    const target = this.envelopeIds.length > 0 ? undefined : targetOf(this);
    if (!snapshot || !target || !this.#client) return;
    const mode = this.mode === 'view' || this.mode === 'place' ? this.mode : 'sign';
    const key = JSON.stringify(target);
    const isSame = this.#assigned.key === key && this.#assigned.client === this.#client;
    if (isSame && !snapshot.matches('unassigned')) {
      if (mode !== snapshot.context.mode) this.#send({ type: 'mode.assigned', mode });
      return;
    }
    this.#assigned = { client: this.#client, key };
    this.#page.stop();
    this.#send({ type: 'target.assigned', target, mode });
  }

  #document(): EnvelopeDocument | undefined {
    const documents = this.#machine.snapshot?.context.view?.envelope?.documents ?? [];
    return documents.find(({ id }) => id === this.#viewer.documentId) ?? documents[0];
  }

  #send(event: SignPanelEvent): void {
    this.#machine.send(event);
  }
}

// declarations keep no import for its effect alone, and a page's listeners need the event map
export type { EsignEventMap } from '../../ui/emit.js';

declare global {
  interface HTMLElementTagNameMap {
    'esign-sign-panel': SignPanel;
  }
}
