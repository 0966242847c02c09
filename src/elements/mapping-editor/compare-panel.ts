import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { HostClient } from '../../api/host-client.js';
import type { MappingDraft } from '../../core/draft.js';
import { diffCommand, diffDocuments, type Difference } from '../../core/diff.js';
import { resultsOf } from '../../core/diff-results.js';
import { isSealUse, kindOf, withBasic, type EditorMapping } from '../../core/editor-mapping.js';
import { EsignError } from '../../core/errors.js';
import { isObject } from '../../core/document-parts.js';
import type { HistoryLabel } from '../../core/history.js';
import { parseOrThrow } from '../../core/parse.js';
import { transferMapping, type Transfer } from '../../core/transfer.js';
import { LocalizeController } from '../../i18n/localize.js';
import { SealUseMapping } from '../../schema/seal-use-config.js';
import { SigningMapping, type ConfigVersion } from '../../schema/signing-config.js';
import { renderChanges, type ChangeOptions } from '../../ui/change-list.js';
import { changesCatalog, placeName } from '../../ui/changes-words.js';
import styles from '../../ui/changes.styles.js';
import { safetyCatalog } from '../../ui/safety-words.js';
import { controls } from '../../ui/controls.styles.js';
import type { MappingActions, MappingView } from '../../ui/mapping-view.js';
import { renderRecordTurn } from '../../ui/record-turn.js';
import recordTurn from '../../ui/record-turn.styles.js';
import { contextOf } from '../../ui/slot-result.js';
import { renderTransfer } from '../../ui/transfer-report.js';
import transferStyles from '../../ui/transfer.styles.js';
import { transferCatalog } from '../../ui/transfer-words.js';
import { sourceOf } from './editor-import.js';

/** A configuration of the largest size that is allowed stays far below this. */
const MAX_BYTES = 2_000_000;

type Fault = { readonly text: string; readonly places: readonly string[] };

/** What is edited beside a stored version or a file (C-01): what differs, going back to it, taking a file in and out. */
export class ComparePanel extends LitElement {
  static override styles = [controls, styles, recordTurn, transferStyles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  @property({ attribute: false }) client: HostClient | undefined;
  /** The stored configuration; undefined while it was never saved. */
  @property({ attribute: false }) stored: { readonly id: string; readonly version: number } | undefined;
  @property({ attribute: false }) say: ((text: string) => void) | undefined;
  /** Turns the record bar to another record. */
  @property({ attribute: false }) turn: ((by: number) => void) | undefined;
  /** Unsaved work of an earlier visit that nobody has decided about. */
  @property({ attribute: false }) draft: MappingDraft | undefined;
  @property() locale = '';

  @state() private versions: readonly ConfigVersion[] | 'loading' | 'failed' = 'loading';
  @state() private chosen = '';
  @state() private other: EditorMapping | undefined;
  @state() private file = '';
  /** What was found here of a file of another workflow, and whether that workflow could be read. */
  @state() private transfer: (Transfer & { readonly isKnown: boolean }) | undefined;
  @state() private fault: Fault | undefined;
  @state() private over = false;

  readonly #localize = new LocalizeController(this, changesCatalog);
  readonly #transferWords = new LocalizeController(this, transferCatalog);
  readonly #safetyWords = new LocalizeController(this, safetyCatalog);
  #asked = '';

  protected override willUpdate(): void {
    const key = this.stored ? `${this.stored.id} ${this.stored.version}` : '';
    if (this.view && key !== this.#asked) {
      this.#asked = key;
      if (key) void this.#readVersions();
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, other } = this;
    if (!view) return nothing;
    const words = this.#localize.messages;
    const isFile = other !== undefined && this.file !== '';
    // a version is shown as what has changed since, a file as what it would change
    const [before, after] = isFile ? [view.mapping, other] : [other, view.mapping];
    const changes = before && after && this.#diff(before, after);
    return html`${this.draft ? this.#renderDraft(view, this.draft) : nothing} ${this.#renderTools(view)}
    ${this.fault ? this.#renderFault(this.fault) : nothing}
    ${isFile && this.transfer ? this.#renderTransfer(view, this.transfer) : nothing}
    ${
      before && after && changes
        ? html`${changes.length > 0 ? this.#renderRecord(view) : nothing}
          ${renderChanges(view, words, changes, this.#options(view, before, after))}`
        : nothing
    }
    ${
      view.editable && other && changes && changes.length > 0
        ? html`<p></p>
            <button class="button primary" type="button" @click=${() => this.#take(view, other)}>
              ${isFile ? words.compare.import : words.compare.restore(this.#otherName())}
            </button>`
        : nothing
    }`;
  }

  /** Which record the results are for. */
  #renderRecord({ trial, messages }: MappingView): TemplateResult {
    const { record } = messages;
    const { name, index, count } = trial;
    return html`<div class="for">
      <span>${this.#localize.messages.results.intro}</span>
      ${renderRecordTurn(record, name, record.at(index + 1, count), (by) => this.turn?.(by))}
    </div>`;
  }

  #options(view: MappingView, before: EditorMapping, after: EditorMapping): ChangeOptions {
    return {
      results: (difference) => resultsOf(difference, before, after, (mapping, slot) => contextOf(view, slot, mapping)),
    };
  }

  /** What it changed, whatever has happened since. */
  #renderDraft(view: MappingView, { base, mapping }: MappingDraft): TemplateResult {
    return html`<section>
      <h3>${this.#safetyWords.messages.draft.mine}</h3>
      ${renderChanges(
        view,
        this.#localize.messages,
        this.#diff(base.mapping, mapping),
        this.#options(view, base.mapping, mapping),
      )}
    </section>`;
  }

  #renderTransfer(view: MappingView, transfer: Transfer & { readonly isKnown: boolean }): TemplateResult {
    const words = this.#transferWords.messages;
    return html`<p>${this.#localize.messages.compare.otherWorkflow}</p>
      ${transfer.isKnown ? nothing : html`<p class="muted">${words.unknownSource}</p>`}
      ${renderTransfer(view, words, transfer)}`;
  }

  #renderTools(view: MappingView): TemplateResult {
    const words = this.#localize.messages.compare;
    return html`<div class="tools">
        ${this.#renderVersions()}
        <button class="button" type="button" @click=${() => this.#export(view)}>${words.export}</button>
      </div>
      <div
        class="drop tools ${this.over ? 'over' : ''}"
        @dragover=${(event: DragEvent) => {
          event.preventDefault();
          this.over = true;
        }}
        @dragleave=${() => {
          this.over = false;
        }}
        @drop=${(event: DragEvent) => {
          event.preventDefault();
          this.over = false;
          void this.#readFile(event.dataTransfer?.files[0]);
        }}
      >
        <button
          class="button"
          type="button"
          @click=${() => this.renderRoot.querySelector<HTMLInputElement>('.file')?.click()}
        >
          ${words.choose}
        </button>
        <span class="muted">${this.file ? words.file(this.file) : words.drop}</span>
        <input
          class="file"
          type="file"
          accept=".json,application/json"
          hidden
          aria-label=${words.choose}
          @change=${(event: Event) => this.#chooseFile(event.target as HTMLInputElement)}
        />
      </div>`;
  }

  #renderVersions(): TemplateResult {
    const words = this.#localize.messages.compare;
    const { versions } = this;
    if (!this.stored) return html`<span class="muted">${words.never}</span>`;
    if (versions === 'loading') return html`<span class="muted" role="status">${words.loading}</span>`;
    if (versions === 'failed') {
      return html`<span role="alert">${words.failed}</span
        ><button class="button small" type="button" @click=${() => void this.#readVersions()}>${words.retry}</button>`;
    }
    const date = new Intl.DateTimeFormat(this.#localize.locale, { dateStyle: 'medium', timeStyle: 'short' });
    return html`<label
      ><span>${words.against}</span>
      <select
        class="input"
        @change=${(event: Event) => void this.#readVersion((event.target as HTMLSelectElement).value)}
      >
        ${versions.map(
          ({ version, updatedAt, updatedBy }) =>
            html`<option value=${version} .selected=${String(version) === this.chosen}>
              ${words.version(version)} – ${words.by(updatedBy, date.format(new Date(updatedAt)))}
            </option>`,
        )}
      </select></label
    >`;
  }

  #renderFault({ text, places }: Fault): TemplateResult {
    return html`<div role="alert">
      <p>${text}</p>
      <ul>
        ${places.map((place) => html`<li>${place}</li>`)}
      </ul>
    </div>`;
  }

  #otherName(): string {
    return this.#localize.messages.compare.version(Number(this.chosen));
  }

  /** The workflow is fixed, and says nothing about what differs. */
  #diff(before: EditorMapping, after: EditorMapping): Difference[] {
    return diffDocuments(before, withBasic(after, { workflowId: before.basic.workflowId }));
  }

  async #readVersions(): Promise<void> {
    const { client, stored, view } = this;
    if (!client || !stored || !view) return;
    this.versions = 'loading';
    try {
      const list = isSealUse(view.mapping)
        ? client.listSealUseConfigVersions(stored.id)
        : client.listSigningConfigVersions(stored.id);
      this.versions = (await list).toSorted((a, b) => b.version - a.version);
      if (!this.file) await this.#readVersion(String(this.versions[0]?.version ?? ''));
    } catch {
      this.versions = 'failed';
    }
  }

  async #readVersion(version: string): Promise<void> {
    const { client, stored, view } = this;
    if (!client || !stored || !view || version === '') return;
    this.chosen = version;
    this.file = '';
    this.fault = undefined;
    try {
      const config = await (isSealUse(view.mapping)
        ? client.getSealUseConfigVersion(stored.id, Number(version))
        : client.getSigningConfigVersion(stored.id, Number(version)));
      // another one may have been chosen meanwhile
      if (this.chosen === version && !this.file) this.other = config.mapping;
    } catch {
      this.versions = 'failed';
    }
  }

  #chooseFile(input: HTMLInputElement): void {
    const file = input.files?.[0];
    void this.#readFile(file).finally(() => {
      input.value = '';
    });
  }

  async #readFile(file: File | undefined): Promise<void> {
    const { view } = this;
    if (!file || !view) return;
    const words = this.#localize.messages.compare;
    this.fault = undefined;
    if (file.size > MAX_BYTES) {
      this.fault = { text: words.tooBig, places: [] };
      return;
    }
    try {
      const parsed = this.#parse(view, JSON.parse(await file.text()));
      this.transfer = await this.#transfer(view, parsed);
      this.other = this.transfer?.mapping ?? parsed;
      this.file = file.name;
      this.chosen = '';
    } catch (error) {
      this.fault = this.#faultOf(view, error);
    }
  }

  /** A file of another workflow: what it names is looked for here. */
  async #transfer(view: MappingView, mapping: EditorMapping): Promise<typeof this.transfer> {
    if (mapping.basic.workflowId === view.workflow.id) return undefined;
    // a file may come from another system, or from a workflow that this person may not read
    const from = await sourceOf(this.client, mapping);
    return { ...transferMapping(mapping, from, view.workflow), isKnown: from !== undefined };
  }

  #parse(view: MappingView, json: unknown): EditorMapping {
    // what is stored may be given too: its mapping counts
    const value = isObject(json) && isObject(json['mapping']) ? json['mapping'] : json;
    const kind = kindOf(view.mapping);
    if (isObject(value) && 'basic' in value && 'apply' in value !== (kind === 'seal-use')) {
      throw new EsignError('invalid-input', 'another kind');
    }
    return kind === 'seal-use' ? parseOrThrow(SealUseMapping, value) : parseOrThrow(SigningMapping, value);
  }

  #faultOf(view: MappingView, error: unknown): Fault {
    const { messages } = this.#localize;
    const words = messages.compare;
    if (!(error instanceof EsignError)) return { text: words.notJson, places: [] };
    const errors = error.errors ?? [];
    if (errors.length === 0) return { text: words.wrongKind, places: [] };
    const places = errors.slice(0, 20).map(({ pointer }) => words.fault(placeName(view, messages, pointer), pointer));
    return { text: words.faults(errors.length), places };
  }

  #take(view: MappingView, other: EditorMapping): void {
    const words = this.#localize.messages.compare;
    const changes = this.#diff(view.mapping, other);
    const isFile = this.file !== '';
    const sentence: HistoryLabel = isFile
      ? { key: 'imported', params: {} }
      : { key: 'restored', params: { version: this.chosen } };
    this.actions?.change({ command: diffCommand(view.mapping, changes), sentence });
    this.say?.(isFile ? words.imported(changes.length) : words.restored(this.#otherName()));
  }

  #export(view: MappingView): void {
    const text = JSON.stringify(view.mapping, undefined, 2);
    const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = this.#localize.messages.compare.fileName(view.mapping.basic.name || view.workflow.name);
    link.click();
    URL.revokeObjectURL(url);
  }
}
