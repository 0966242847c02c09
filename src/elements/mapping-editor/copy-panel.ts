import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { HostClient } from '../../api/host-client.js';
import { configOf, kindOf } from '../../core/editor-mapping.js';
import { errorsCatalog } from '../../i18n/errors.catalog.js';
import { LocalizeController } from '../../i18n/localize.js';
import type { WorkflowSummary } from '../../schema/workflow.js';
import { changesCatalog } from '../../ui/changes-words.js';
import changes from '../../ui/changes.styles.js';
import { controls } from '../../ui/controls.styles.js';
import { emit } from '../../ui/emit.js';
import type { MappingActions, MappingView } from '../../ui/mapping-view.js';
import transferStyles from '../../ui/transfer.styles.js';
import { transferCatalog } from '../../ui/transfer-words.js';
import styles from './copy-panel.styles.js';
import { copyCatalog, renderReport } from './copy-report.js';
import { CopyRun, type CopyTarget } from './copy-run.js';

/**
 * Copies what is edited to other workflows (复制到其他流程): they are chosen, each is reported on, and only then written as
 * a draft, where a person said so.
 */
export class CopyPanel extends LitElement {
  static override styles = [controls, changes, transferStyles, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  @property({ attribute: false }) client: HostClient | undefined;
  @property({ attribute: false }) close: (() => void) | undefined;
  @property({ attribute: false }) say: ((text: string) => void) | undefined;
  @property() locale = '';

  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private run: CopyRun | undefined;
  @state() private started = false;

  readonly #localize = new LocalizeController(this, copyCatalog);
  readonly #changes = new LocalizeController(this, changesCatalog);
  readonly #transfer = new LocalizeController(this, transferCatalog);
  readonly #errors = new LocalizeController(this, errorsCatalog);

  protected override render(): TemplateResult | typeof nothing {
    const { view, run } = this;
    if (!view) return nothing;
    return run ? this.#renderReports(view, run) : this.#renderChoice(view);
  }

  #renderChoice(view: MappingView): TemplateResult {
    const words = this.#localize.messages;
    const kind = kindOf(view.mapping);
    const others = view.workflows.filter(({ id }) => id !== view.workflow.id);
    const chosen = others.filter(({ id }) => this.chosen.has(id));
    return html`<p>${words.intro}</p>
      <esign-workflow-list
        label=${words.list}
        .view=${view}
        .workflows=${others}
        .chosen=${this.chosen}
        .note=${(workflow: WorkflowSummary) => (configOf(workflow, kind) ? words.taken : words.fresh)}
        .choose=${({ id }: WorkflowSummary) => this.#toggle(id)}
      ></esign-workflow-list>
      <footer>
        <span class="muted" role="status">${words.chosen(chosen.length)}</span>
        <button
          class="button primary look"
          type="button"
          ?disabled=${chosen.length === 0}
          @click=${() => this.#look(view, chosen)}
        >
          ${words.look(chosen.length)}
        </button>
      </footer>`;
  }

  #toggle(id: string): void {
    const next = new Set(this.chosen);
    if (!next.delete(id)) next.add(id);
    this.chosen = next;
  }

  #look(view: MappingView, chosen: readonly { readonly id: string; readonly name: string }[]): void {
    const { client } = this;
    if (!client) return;
    const run = new CopyRun(client, view.mapping, view.workflow, () => this.requestUpdate());
    this.run = run;
    this.started = false;
    void run.read(chosen);
    // the button that had the cursor is gone
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.reports')?.focus());
  }

  #renderReports(view: MappingView, run: CopyRun): TemplateResult {
    const words = this.#localize.messages;
    const { targets, waiting, isBusy } = run;
    const done = targets.filter(({ state: at }) => at === 'done').length;
    const failed = targets.filter(({ state: at }) => at === 'refused').length;
    const retries = waiting.length > 0 && waiting.length === failed;
    const label = waiting.length === 0 ? words.nothing : retries ? words.retry(failed) : words.start(waiting.length);
    return html`<div class="reports" role="group" aria-label=${words.list} tabindex="-1">
        ${targets.map((target) => this.#renderTarget(view, run, target))}
      </div>
      <footer>
        <span class="muted" role="status"
          >${isBusy ? words.progress(done, done + waiting.length + 1) : this.started ? this.#outcome(targets) : ''}</span
        >
        <button
          class="button"
          type="button"
          ?disabled=${isBusy}
          @click=${() => {
            this.run = undefined;
            void this.updateComplete.then(() =>
              this.renderRoot.querySelector<HTMLElement>('esign-workflow-list')?.focus(),
            );
          }}
        >
          ${words.back}
        </button>
        <button
          class="button primary write"
          type="button"
          aria-disabled=${waiting.length === 0 || isBusy}
          @click=${() => void this.#write(run)}
        >
          ${label}
        </button>
      </footer>`;
  }

  #renderTarget(view: MappingView, run: CopyRun, target: CopyTarget): TemplateResult {
    return renderReport(
      {
        view,
        words: this.#localize.messages,
        changes: this.#changes.messages,
        transfer: this.#transfer.messages,
        errors: this.#errors.messages,
        choose: (id, choice) => run.choose(id, choice),
        again: (id) => {
          // the button goes away with the fault
          this.renderRoot.querySelector<HTMLElement>('.reports')?.focus();
          void run.readAgain(id);
        },
        open: (id) => {
          this.close?.();
          this.actions?.openWorkflow(id);
        },
      },
      target,
    );
  }

  #outcome(targets: readonly CopyTarget[]): string {
    const done = targets.filter(({ state: at }) => at === 'done').length;
    const failed = targets.filter(({ state: at }) => at === 'stale' || at === 'refused').length;
    return this.#localize.messages.finished(done, failed);
  }

  async #write(run: CopyRun): Promise<void> {
    if (run.waiting.length === 0 || run.isBusy) return;
    this.started = true;
    await run.write((config) => {
      emit(this, 'esign-copied', { workflowId: config.mapping.basic.workflowId, config });
    });
    this.say?.(this.#outcome(run.targets));
  }
}
