import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { HostClient } from '../../api/host-client.js';
import type { MappingDraft } from '../../core/draft.js';
import { diffCommand, diffDocuments, type Difference } from '../../core/diff.js';
import { resultsOf } from '../../core/diff-results.js';
import { configOf, kindOf, withBasic, type EditorMapping } from '../../core/editor-mapping.js';
import type { HistoryLabel } from '../../core/history.js';
import { errorsCatalog } from '../../i18n/errors.catalog.js';
import { LocalizeController } from '../../i18n/localize.js';
import type { WorkflowSummary } from '../../schema/workflow.js';
import { renderChanges, type ChangeOptions } from '../../ui/change-list.js';
import { changesCatalog } from '../../ui/changes-words.js';
import styles from '../../ui/changes.styles.js';
import { controls } from '../../ui/controls.styles.js';
import { glyph } from '../../ui/icons.js';
import type { MappingActions, MappingView } from '../../ui/mapping-view.js';
import { renderRecordTurn } from '../../ui/record-turn.js';
import recordTurn from '../../ui/record-turn.styles.js';
import { safetyCatalog } from '../../ui/safety-words.js';
import { saveJson } from '../../ui/save-file.js';
import { contextOf } from '../../ui/slot-result.js';
import { renderTransfer } from '../../ui/transfer-report.js';
import transferStyles from '../../ui/transfer.styles.js';
import { transferCatalog } from '../../ui/transfer-words.js';
import { Comparison, type Found, type Other } from './comparison.js';
import { renderFault } from './comparison-fault.js';

/**
 * What is edited beside a stored version, a file or the configuration of another workflow (C-01): what differs and what that
 * means for a record, going back to it, taking it in, and taking what is edited out.
 */
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

  @state() private over = false;
  /** Whether another workflow is being chosen. */
  @state() private choosing = false;

  readonly #localize = new LocalizeController(this, changesCatalog);
  readonly #transferWords = new LocalizeController(this, transferCatalog);
  readonly #safetyWords = new LocalizeController(this, safetyCatalog);
  readonly #errors = new LocalizeController(this, errorsCatalog);
  readonly #comparison = new Comparison({
    client: () => this.client,
    view: () => this.view,
    changed: () => this.requestUpdate(),
  });
  #asked = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { stored, view, client } = this;
    const key = stored ? `${stored.id} ${stored.version}` : '';
    if (!view || !client || key === this.#asked) return;
    this.#asked = key;
    if (stored) void this.#comparison.readVersions(stored.id);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { other, fault, isReading } = this.#comparison;
    return html`${this.draft ? this.#renderDraft(view, this.draft) : nothing} ${this.#renderTools(view)}
    ${fault ? renderFault(view, this.#localize.messages, this.#errors.messages, fault) : nothing}
    ${isReading ? html`<p role="status">${this.#localize.messages.compare.reading}</p>` : nothing}
    ${other ? this.#renderOther(view, other) : nothing}`;
  }

  /** A version is shown as what has changed since, anything else as what it would change. */
  #renderOther(view: MappingView, other: Other): TemplateResult {
    const { compare: words } = this.#localize.messages;
    const [own, its] = [words.own, this.#nameOf(other)];
    const isOld = other.kind === 'version';
    const [before, after] = isOld ? [other.mapping, view.mapping] : [view.mapping, other.mapping];
    const changes = this.#diff(before, after);
    const sides = isOld ? { before: its, after: own } : { before: own, after: its };
    const options = { ...this.#options(view, before, after), sides };
    return html`${other.kind !== 'version' && other.found ? this.#renderFound(view, other, other.found) : nothing}
    ${changes.length > 0 ? this.#renderRecord(view) : nothing}
    ${renderChanges(view, this.#localize.messages, changes, options)}
    ${
      view.editable && changes.length > 0
        ? html`<p></p>
            <button class="button primary" type="button" @click=${() => this.#take(view, other)}>
              ${this.#actOf(other)}
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

  #renderFound(view: MappingView, { kind }: Other, found: Found): TemplateResult {
    const words = this.#transferWords.messages;
    const { compare } = this.#localize.messages;
    return html`<p>${kind === 'file' ? compare.otherWorkflow : compare.matched}</p>
      ${found.isKnown ? nothing : html`<p class="muted">${words.unknownSource}</p>`}
      ${renderTransfer(view, words, found)}`;
  }

  #renderTools(view: MappingView): TemplateResult {
    const words = this.#localize.messages.compare;
    const { other } = this.#comparison;
    return html`<div class="tools">
        ${this.#renderVersions()}
        <button
          class="button"
          type="button"
          @click=${() => saveJson(view.mapping, words.fileName(view.mapping.basic.name || view.workflow.name))}
        >
          ${words.export}
        </button>
      </div>
      ${this.#renderWorkflows(view)}
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
          this.#readFile(event.dataTransfer?.files[0]);
        }}
      >
        <button
          class="button"
          type="button"
          @click=${() => this.renderRoot.querySelector<HTMLInputElement>('.file')?.click()}
        >
          ${words.choose}
        </button>
        <span class="muted">${other?.kind === 'file' ? this.#nameOf(other) : words.drop}</span>
        <input
          class="file"
          type="file"
          accept=".json,application/json"
          hidden
          aria-label=${words.choose}
          @change=${(event: Event) => {
            const input = event.target as HTMLInputElement;
            this.#readFile(input.files?.[0]);
            input.value = '';
          }}
        />
      </div>`;
  }

  /** Absent where no other workflow is configured. */
  #renderWorkflows(view: MappingView): TemplateResult | typeof nothing {
    const kind = kindOf(view.mapping);
    const others = view.workflows.filter((one) => one.id !== view.workflow.id && configOf(one, kind) !== null);
    if (others.length === 0) return nothing;
    const words = this.#localize.messages.compare;
    const { other } = this.#comparison;
    return html`<div class="tools line">
        <button
          class="button workflow"
          type="button"
          aria-expanded=${this.choosing}
          @click=${() => this.#toggleChoice()}
        >
          ${words.chooseWorkflow}${glyph('down')}
        </button>
        ${other?.kind === 'workflow' ? html`<span class="muted">${this.#nameOf(other)}</span>` : nothing}
      </div>
      ${
        this.choosing
          ? html`<esign-workflow-list
              class="others"
              label=${words.workflows}
              .view=${view}
              .workflows=${others}
              .choose=${(workflow: WorkflowSummary) => this.#chooseWorkflow(workflow)}
            ></esign-workflow-list>`
          : nothing
      }`;
  }

  #renderVersions(): TemplateResult {
    const words = this.#localize.messages.compare;
    const { stored } = this;
    const { versions, version: chosen } = this.#comparison;
    if (!stored) return html`<span class="muted">${words.never}</span>`;
    if (versions === 'loading') return html`<span class="muted" role="status">${words.loading}</span>`;
    if (versions === 'failed') {
      return html`<span role="alert">${words.failed}</span
        ><button class="button small" type="button" @click=${() => void this.#comparison.readVersions(stored.id)}>
          ${words.retry}
        </button>`;
    }
    const date = new Intl.DateTimeFormat(this.#localize.locale, { dateStyle: 'medium', timeStyle: 'short' });
    return html`<label
      ><span>${words.against}</span>
      <select
        class="input"
        @change=${(event: Event) =>
          void this.#comparison.readVersion(stored.id, Number((event.target as HTMLSelectElement).value))}
      >
        <option value="" disabled hidden .selected=${chosen === undefined}>${words.versions}</option>
        ${versions.map(
          ({ version, updatedAt, updatedBy }) =>
            html`<option value=${version} .selected=${version === chosen}>
              ${words.version(version)} – ${words.by(updatedBy, date.format(new Date(updatedAt)))}
            </option>`,
        )}
      </select></label
    >`;
  }

  #nameOf(other: Other): string {
    const { version, file, workflow } = this.#localize.messages.compare;
    if (other.kind === 'version') return version(other.version);
    return other.kind === 'file' ? file(other.name) : workflow(other.name);
  }

  #actOf(other: Other): string {
    const { restore, import: taken, take } = this.#localize.messages.compare;
    if (other.kind === 'version') return restore(this.#nameOf(other));
    return other.kind === 'file' ? taken : take(other.name);
  }

  /** The workflow is fixed, and says nothing about what differs. */
  #diff(before: EditorMapping, after: EditorMapping): Difference[] {
    return diffDocuments(before, withBasic(after, { workflowId: before.basic.workflowId }));
  }

  #toggleChoice(): void {
    this.choosing = !this.choosing;
    if (this.choosing) {
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('esign-workflow-list')?.focus());
    }
  }

  #chooseWorkflow(workflow: WorkflowSummary): void {
    this.choosing = false;
    // the list that had the cursor goes away
    this.renderRoot.querySelector<HTMLElement>('.workflow')?.focus();
    void this.#comparison.readWorkflow(workflow);
  }

  #readFile(file: File | undefined): void {
    if (file) void this.#comparison.readFile(file);
  }

  #take(view: MappingView, other: Other): void {
    const words = this.#localize.messages.compare;
    const changes = this.#diff(view.mapping, other.mapping);
    const name = this.#nameOf(other);
    this.actions?.change({ command: diffCommand(view.mapping, changes), sentence: labelOf(other) });
    this.say?.(other.kind === 'version' ? words.restored(name) : words.imported(changes.length));
  }
}

function labelOf(other: Other): HistoryLabel {
  if (other.kind === 'version') return { key: 'restored', params: { version: String(other.version) } };
  return other.kind === 'file' ? { key: 'imported', params: {} } : { key: 'copiedFrom', params: { name: other.name } };
}
