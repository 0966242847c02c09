import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { matchesName } from '../core/name-search.js';
import type { WorkflowSummary } from '../schema/workflow.js';
import { controls } from './controls.styles.js';
import type { MappingView } from './mapping-view.js';
import styles from './workflow-list.styles.js';

/** Workflows to choose from, found by name: one of them, or several where `chosen` is given. */
export class WorkflowList extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) workflows: readonly WorkflowSummary[] = [];
  /** What the list is called. */
  @property() label = '';
  /** Those that are chosen by now, by their id; undefined where one click chooses one workflow. */
  @property({ attribute: false }) chosen: ReadonlySet<string> | undefined;
  /** What stands behind a workflow, beside its size. */
  @property({ attribute: false }) note: ((workflow: WorkflowSummary) => string) | undefined;
  /** Called for a workflow that was chosen, or is no longer. */
  @property({ attribute: false }) choose: ((workflow: WorkflowSummary) => void) | undefined;

  @state() private search = '';

  /** Puts the cursor into the search. */
  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.input')?.focus());
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { status: words } = view.messages;
    const found = this.workflows.filter(({ name }) => matchesName(name, this.search, view.spell));
    return html`<input
        class="input"
        type="search"
        aria-label=${words.chooseSearch}
        placeholder=${words.chooseSearch}
        .value=${this.search}
        @input=${(event: Event) => {
          this.search = (event.target as HTMLInputElement).value;
        }}
      />
      <p class="muted" role="status">${found.length === 0 ? words.chooseEmpty : nothing}</p>
      <ul aria-label=${this.label}>
        ${found.map((workflow) => html`<li>${this.#renderChoice(view, workflow)}</li>`)}
      </ul>`;
  }

  #renderChoice(view: MappingView, workflow: WorkflowSummary): TemplateResult {
    const { chosen } = this;
    const { id, name, fieldCount, nodeCount } = workflow;
    const note = this.note?.(workflow);
    const choose = (): void => this.choose?.(workflow);
    const text = html`<span class="name">${name}</span>
      <span class="muted">${view.messages.status.counts(fieldCount, nodeCount)}</span>
      ${note ? html`<span class="badge">${note}</span>` : nothing}`;
    return chosen
      ? html`<label><input type="checkbox" .checked=${chosen.has(id)} @change=${choose} /> ${text}</label>`
      : html`<button type="button" @click=${choose}>${text}</button>`;
  }
}
