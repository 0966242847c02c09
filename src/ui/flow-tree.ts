import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { FlowPoint } from '../schema/workflow.js';
import { pickedKeys, pickKind, refusalRule } from './flow-picks.js';
import { departmentsOf, flowRows, type FlowRow, type ListFilter } from './flow-tree-rows.js';
import { pointName, type MappingView } from './mapping-view.js';

/** A workflow of so many nodes is unfolded at once; a longer one shows its nodes, and the places of those that are chosen. */
const UNFOLDED = 12;

/** The same choice as the drawing as a tree of nodes and their places: for long flows, for a search, and without sight. */
export class FlowTree {
  /** Grows with every change of its own, so that what else is drawn anew leaves the tree alone. */
  version = 0;

  readonly #host: LitElement;
  readonly #toggle: (item: string | FlowPoint) => void;
  #search = '';
  #filter: ListFilter | null = null;
  #department: string | null = null;
  #after: string | null = null;
  /** What a person folded or unfolded, by node. */
  #folds = new Map<string, boolean>();
  /** The row that Tab comes to. */
  #active = '';
  #rows: readonly FlowRow[] = [];
  #typed = { text: '', at: 0 };

  constructor(host: LitElement, toggle: (item: string | FlowPoint) => void) {
    this.#host = host;
    this.#toggle = toggle;
  }

  /** Begins anew, for another slot. */
  reset(): void {
    this.version += 1;
    this.#filter = null;
    this.#department = null;
    this.#after = null;
    this.#search = '';
    this.#folds = new Map();
    this.#active = '';
  }

  render(view: MappingView, slot: string): TemplateResult {
    const { flow, diagram } = view.messages;
    this.#rows = this.#rowsOf(view);
    if (!this.#rows.some(({ key }) => key === this.#active)) this.#active = this.#firstOf(this.#rows);
    return html`<div class="list">
      <input
        class="input"
        type="search"
        aria-label=${flow.search}
        placeholder=${flow.search}
        .value=${this.#search}
        @input=${this.#handleSearch}
        @keydown=${this.#handleSearchKey}
      />
      ${this.#renderFilters(view)}
      <div
        class="items"
        role="tree"
        aria-label=${`${slot}: ${flow.list}`}
        aria-multiselectable="true"
        @keydown=${this.#handleKey}
        @click=${this.#handleClick}
      >
        ${repeat(
          this.#rows,
          ({ key }) => key,
          (row) => this.#renderRow(row, row.refusal && diagram.reasons[row.refusal]),
        )}
      </div>
      ${this.#rows.length === 0 ? html`<p class="muted" role="status">${flow.empty}</p>` : nothing}
    </div>`;
  }

  #rowsOf(view: MappingView): FlowRow[] {
    const { workflow, spell } = view;
    const isShort = workflow.nodes.length <= UNFOLDED;
    return flowRows({
      workflow,
      spell,
      points: pickKind(view) === 'points',
      picked: pickedKeys(view),
      refuses: refusalRule(view),
      search: this.#search,
      filter: this.#filter,
      department: this.#department,
      after: this.#after,
      isOpen: (id, chosen) => this.#folds.get(id) ?? (isShort || chosen > 0),
      nameOf: (point) => pointName(view, point),
    });
  }

  /** After a search the first place that can be picked, else the first row. */
  #firstOf(rows: readonly FlowRow[]): string {
    const hit = this.#search === '' ? undefined : rows.find(({ item }) => item !== null);
    return (hit ?? rows[0])?.key ?? '';
  }

  #renderFilters(view: MappingView): TemplateResult {
    const { flow, diagram } = view.messages;
    const { nodes } = view.workflow;
    const kinds = [...new Set(nodes.map(({ kind }) => kind))];
    const departments = departmentsOf(view.workflow);
    const chips = [
      ['used', diagram.used],
      ['possible', diagram.possible],
    ] as const;
    const kind = kinds.find((one) => one === this.#filter) ?? null;
    return html`<div class="narrow" role="group" aria-label=${diagram.filters}>
      ${chips.map(
        ([name, label]) =>
          html`<button
            class="chip"
            type="button"
            aria-pressed=${name === this.#filter}
            @click=${() => this.#set(() => (this.#filter = name === this.#filter ? null : name))}
          >
            ${label}
          </button>`,
      )}
      ${this.#renderChoice(
        [diagram.kind, diagram.everyKind],
        kind,
        kinds.map((one) => [one, flow.kinds[one]]),
        (value) => (this.#filter = kinds.find((one) => one === value) ?? null),
      )}
      ${this.#renderChoice(
        [diagram.afterLabel, diagram.everywhere],
        this.#after,
        nodes.map(({ id, name }) => [id, diagram.afterNode(name)]),
        (value) => (this.#after = value),
      )}
      ${
        departments.length > 0
          ? this.#renderChoice(
              [diagram.department, diagram.everyDepartment],
              this.#department,
              departments.map((name) => [name, name]),
              (value) => (this.#department = value),
            )
          : nothing
      }
    </div>`;
  }

  #renderChoice(
    [label, none]: readonly [label: string, none: string],
    value: string | null,
    options: readonly (readonly [id: string, name: string])[],
    choose: (value: string | null) => void,
  ): TemplateResult {
    return html`<select
      class="input"
      aria-label=${label}
      @change=${(event: Event) => this.#set(() => choose((event.target as HTMLSelectElement).value || null))}
    >
      <option value="" .selected=${value === null}>${none}</option>
      ${options.map(([id, name]) => html`<option value=${id} .selected=${id === value}>${name}</option>`)}
    </select>`;
  }

  /** What cannot be picked stays reachable, so that its reason can be read. */
  #renderRow(row: FlowRow, reason: string | null): TemplateResult {
    const { key, level, item, name, on, open, chosen, node } = row;
    return html`<div
      class="row ${item === null ? 'title' : 'check'} ${reason === null ? '' : 'refused'}"
      role="treeitem"
      data-key=${key}
      aria-level=${level}
      aria-expanded=${open ?? nothing}
      aria-checked=${item === null ? nothing : on}
      aria-disabled=${reason === null ? nothing : 'true'}
      tabindex=${key === this.#active ? 0 : -1}
    >
      <span class=${item === null ? `fold ${open ? 'open' : ''}` : 'box'} aria-hidden="true"></span>
      <span
        >${name}${item === null && chosen > 0 ? html` <span class="badge accent">${chosen}</span>` : nothing}${
          level === 1 && node.department ? html` <small>${node.department}</small>` : nothing
        }${reason === null ? nothing : html`<small>${reason}</small>`}</span
      >
    </div>`;
  }

  #redraw(): void {
    this.version += 1;
    this.#host.requestUpdate();
  }

  #set(change: () => void): void {
    change();
    this.#redraw();
  }

  #act({ key, item, node, open }: FlowRow): void {
    this.#active = key;
    if (item !== null) this.#toggle(item);
    else this.#fold(node.id, !open);
    this.#redraw();
  }

  #fold(id: string, open: boolean): void {
    this.#set(() => this.#folds.set(id, open));
  }

  readonly #handleClick = (event: Event): void => {
    const key = (event.target as Element).closest<HTMLElement>('[data-key]')?.dataset['key'];
    const row = this.#rows.find((one) => one.key === key);
    if (row) this.#act(row);
  };

  readonly #handleSearch = (event: Event): void => {
    this.#set(() => {
      this.#search = (event.target as HTMLInputElement).value;
      this.#active = '';
    });
  };

  readonly #handleSearchKey = (event: KeyboardEvent): void => {
    if (event.isComposing || event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.#focus(this.#active);
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    const index = this.#rows.findIndex(({ key }) => key === this.#active);
    const row = this.#rows[index];
    if (!row || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (step !== undefined) this.#moveTo(index + step);
    else if (event.key === 'Enter' || event.key === ' ') this.#act(row);
    else if (event.key === 'ArrowRight') this.#unfold(row, index);
    else if (event.key === 'ArrowLeft') this.#leave(row);
    else if (event.key === '*') this.#unfoldAll();
    else if (event.key.length === 1) this.#typeAhead(event.key, event.timeStamp, index);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Unfolds a node, or goes to its first place. */
  #unfold({ open, node }: FlowRow, index: number): void {
    if (open === false) this.#fold(node.id, true);
    else if (open) this.#moveTo(index + 1);
  }

  /** Folds a node, or goes from a place to its node. */
  #leave({ open, node, level }: FlowRow): void {
    if (open) this.#fold(node.id, false);
    else if (level === 2) this.#focus(`node ${node.id}`);
  }

  #unfoldAll(): void {
    this.#set(() => this.#rows.forEach(({ open, node }) => open === false && this.#folds.set(node.id, true)));
  }

  #typeAhead(key: string, now: number, index: number): void {
    const text = (now - this.#typed.at < 1000 ? this.#typed.text : '') + key.toLowerCase();
    this.#typed = { text, at: now };
    const from = index + (text.length > 1 ? 0 : 1);
    const found = [...this.#rows.slice(from), ...this.#rows.slice(0, from)].find(({ name }) =>
      name.toLowerCase().startsWith(text),
    );
    if (found) this.#focus(found.key);
  }

  #moveTo(index: number): void {
    const row = this.#rows[Math.max(0, Math.min(index, this.#rows.length - 1))];
    if (row) this.#focus(row.key);
  }

  #focus(key: string): void {
    this.#active = key;
    this.#redraw();
    void this.#host.updateComplete.then(() => {
      const rows = this.#host.renderRoot.querySelectorAll<HTMLElement>('[role="treeitem"]');
      [...rows].find((row) => row.dataset['key'] === key)?.focus();
    });
  }
}
