import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { filterFields, toFieldRef, type FieldRow } from '../core/field-index.js';
import { slotAt } from '../core/slots.js';
import type { FieldRef } from '../schema/form.js';
import { controls } from './controls.styles.js';
import styles from './field-tree.styles.js';
import { FieldSelection } from './field-selection.js';
import { renderFieldRow, renderHint, renderSelected, renderTableRow } from './field-tree.rows.js';
import { glyph } from './icons.js';
import { fitOf, type MappingActions, type MappingView } from './mapping-view.js';

/** Every row has the same height, so that only those in sight are drawn: a form may have thousands of fields. */
const ROW = 32;
const OVERSCAN = 6;

/** The fields of a form as a tree with search: pick a field, then its slot; or drag it there. */
export class FieldTree extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  /** How often a field is used, by `table field`. */
  @property({ attribute: false }) usage: ReadonlyMap<string, number> = new Map();

  @state() private search = '';
  @state() private folded: ReadonlySet<string> = new Set();
  @state() private active = 0;
  @state() private first = 0;
  @state() private visible = 24;

  @query('.rows') private readonly scroller!: HTMLElement | null;
  @query('.spacer') private readonly spacer!: HTMLElement | null;
  @query('.window') private readonly window!: HTMLElement | null;

  #rows: readonly FieldRow[] = [];
  readonly #selection = new FieldSelection();
  readonly #resize = new ResizeObserver(([entry]) => {
    if (entry) this.visible = Math.ceil(entry.contentRect.height / ROW) + 1;
  });

  /** Puts the cursor into the search box. */
  focusSearch(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input')?.focus();
  }

  /** The field under a point of the screen, for the drag controller. */
  fieldAt(x: number, y: number): FieldRef | null {
    const hit = (this.renderRoot as ShadowRoot).elementFromPoint(x, y)?.closest<HTMLElement>('[data-row]');
    const row = hit ? this.#rows[Number(hit.dataset['row'])] : undefined;
    return row?.kind === 'field' ? toFieldRef(row.table, row.field) : null;
  }

  /** The field that the cursor is on. */
  get current(): FieldRef | null {
    const row = this.#rows[this.active];
    return row?.kind === 'field' ? toFieldRef(row.table, row.field) : null;
  }

  /** The fields that are selected, in the order of the form. */
  get selected(): readonly FieldRef[] {
    return this.view && this.#selection.size > 0 ? this.#selection.fields(this.view.index.rows) : [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { view } = this;
    const before = changed.get('view');
    // what was placed together, or given up, is no longer selected; nor is anything of another form
    const isOver = before?.armed?.kind === 'field' && before.armed.others !== undefined && view?.armed === null;
    if (isOver || (before && before.workflow !== view?.workflow)) this.#selection.clear();
    const found = view ? filterFields(view.index, this.search) : [];
    const waiting = view?.armed?.kind === 'slot' ? slotAt(view.armed.pointer) : undefined;
    const fitting =
      view && waiting
        ? found.filter(
            (row) => row.kind === 'table' || fitOf(view, waiting, toFieldRef(row.table, row.field)).kind !== 'refused',
          )
        : found;
    // a table without a row that is left would be an empty heading
    const shown = fitting.filter((row, index) => row.kind === 'field' || fitting[index + 1]?.kind === 'field');
    this.#rows = shown.filter((row) => row.kind === 'table' || this.search !== '' || !this.folded.has(row.table.id));
    this.active = Math.max(0, Math.min(this.active, this.#rows.length - 1));
  }

  protected override firstUpdated(): void {
    if (this.scroller) this.#resize.observe(this.scroller);
  }

  protected override updated(): void {
    if (this.scroller) this.#resize.observe(this.scroller);
    // the two measures that a list of unknown length needs; a style attribute would break the page's policy
    if (this.spacer) this.spacer.style.height = `${this.#rows.length * ROW}px`;
    if (this.window) this.window.style.transform = `translateY(${this.#from() * ROW}px)`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { tree } = view.messages;
    const from = this.#from();
    const rows = this.#rows.slice(from, this.first + this.visible + OVERSCAN);
    return html`
      <div class="search">
        ${glyph('search')}
        <input
          class="input"
          type="search"
          aria-label=${tree.search}
          placeholder=${tree.search}
          .value=${this.search}
          @input=${this.#handleSearch}
          @keydown=${this.#handleSearchKey}
        />
      </div>
      ${view.editable ? this.#renderHint(view) : nothing}
      ${
        this.#rows.length === 0
          ? html`<p class="empty muted" role="status">${tree.empty}</p>`
          : html`<div
              class="rows"
              role="tree"
              aria-multiselectable=${view.editable ? 'true' : nothing}
              tabindex="0"
              aria-label=${tree.label}
              aria-activedescendant=${`row-${this.active}`}
              @scroll=${this.#handleScroll}
              @keydown=${this.#handleKey}
              @click=${this.#handleClick}
            >
              <div class="spacer" role="presentation">
                <div class="window" role="presentation">
                  ${rows.map((row, index) => this.#renderRow(view, row, from + index))}
                </div>
              </div>
            </div>`
      }
    `;
  }

  #renderHint(view: MappingView): TemplateResult {
    const count = this.#selection.size;
    if (view.armed?.kind === 'field' || count === 0) return renderHint(view, () => this.actions?.disarm());
    return renderSelected(
      view,
      count,
      () => this.#armSelected(),
      () => {
        this.#clearSelection();
        this.scroller?.focus();
      },
    );
  }

  #renderRow(view: MappingView, row: FieldRow, index: number): TemplateResult {
    const current = index === this.active;
    return row.kind === 'table'
      ? renderTableRow(view, row, { index, current, open: this.search !== '' || !this.folded.has(row.table.id) })
      : renderFieldRow(view, row, {
          index,
          current,
          used: this.usage.get(`${row.table.id} ${row.field.id}`) ?? 0,
          selected: this.#selection.has(row.table.id, row.field.id),
        });
  }

  #from(): number {
    return Math.max(0, Math.min(this.first, Math.max(0, this.#rows.length - this.visible)) - OVERSCAN);
  }

  #handleScroll(event: Event): void {
    this.first = Math.floor((event.currentTarget as HTMLElement).scrollTop / ROW);
  }

  #handleSearch(event: InputEvent): void {
    this.search = (event.target as HTMLInputElement).value;
    this.active = 1;
    this.first = 0;
    if (this.scroller) this.scroller.scrollTop = 0;
  }

  #handleSearchKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.scroller?.focus();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const index = this.#rows.findIndex((row) => row.kind === 'field');
      if (index >= 0) this.#act(index);
    }
  }

  #handleClick(event: MouseEvent): void {
    const hit = (event.target as Element).closest<HTMLElement>('[data-row]');
    if (!hit) return;
    const index = Number(hit.dataset['row']);
    if (event.shiftKey) this.#extend(index);
    else if (event.ctrlKey || event.metaKey) this.#toggle(index);
    else this.#act(index);
  }

  #handleKey(event: KeyboardEvent): void {
    // with Ctrl or ⌘ a key is the editor's
    if (event.ctrlKey || event.metaKey) return;
    const row = this.#rows[this.active];
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: this.visible - 2,
      PageUp: 2 - this.visible,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (step !== undefined && event.shiftKey) this.#extend(this.active + step);
    else if (step !== undefined) this.#moveTo(this.active + step);
    else if (event.key === ' ' && row?.kind === 'field') this.#toggle(this.active);
    else if (event.key === 'Escape' && this.#selection.size > 0 && this.view?.armed === null) this.#clearSelection();
    else if (event.key === 'Enter' && this.#selection.size > 0 && row?.kind === 'field') this.#armSelected();
    else if (event.key === 'Enter' || event.key === ' ') this.#act(this.active);
    else if (event.key === 'ArrowLeft' && row?.kind === 'table') this.#fold(row.table.id, true);
    else if (event.key === 'ArrowRight' && row?.kind === 'table') this.#fold(row.table.id, false);
    else if (event.key === 'ArrowLeft' && row) {
      this.#moveTo(this.#rows.findIndex((other) => other.kind === 'table' && other.table === row.table));
    } else return;
    event.preventDefault();
    // the editor would close what is around it
    if (event.key === 'Escape') event.stopPropagation();
  }

  /** Selects one more field, or one less. */
  #toggle(index: number): void {
    const row = this.#rows[index];
    if (!row || !this.view?.editable) return;
    this.active = index;
    this.#selection.toggle(row);
    this.requestUpdate();
  }

  #extend(to: number): void {
    const from = this.active;
    this.#moveTo(to);
    if (!this.view?.editable) return;
    this.#selection.extend(this.#rows, from, this.active);
    this.requestUpdate();
  }

  #clearSelection(): void {
    this.#selection.clear();
    this.requestUpdate();
  }

  #armSelected(): void {
    const [first, ...others] = this.selected;
    if (first && this.view?.editable) this.actions?.armField(first, others);
  }

  #act(index: number): void {
    const row = this.#rows[index];
    if (!row) return;
    this.active = index;
    if (row.kind === 'table') this.#fold(row.table.id, !this.folded.has(row.table.id));
    else if (this.#selection.has(row.table.id, row.field.id)) this.#armSelected();
    else if (this.view?.editable) {
      this.#clearSelection();
      this.actions?.armField(toFieldRef(row.table, row.field));
    }
  }

  #fold(table: string, fold: boolean): void {
    const folded = new Set(this.folded);
    if (fold) folded.add(table);
    else folded.delete(table);
    this.folded = folded;
  }

  #moveTo(index: number): void {
    this.active = Math.max(0, Math.min(index, this.#rows.length - 1));
    const { scroller } = this;
    if (!scroller) return;
    const top = this.active * ROW;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + ROW > scroller.scrollTop + scroller.clientHeight)
      scroller.scrollTop = top + ROW - scroller.clientHeight;
    this.first = Math.floor(scroller.scrollTop / ROW);
  }
}
