import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { LocalizeController } from '../../i18n/localize.js';
import type { MappingEditorEvent } from '../../machines/mapping-editor.machine.js';
import { controls } from '../../ui/controls.styles.js';
import { glyph } from '../../ui/icons.js';
import type { MappingActions, MappingView } from '../../ui/mapping-view.js';
import { paletteCatalog } from '../../ui/palette-words.js';
import styles from '../../ui/palette.styles.js';
import type { PartProps } from './editor-parts.js';
import { findEntries, paletteEntries, SHOWN, type PaletteEntry } from './palette-entries.js';

/** A search over everything that can be done or gone to: typing filters, arrows walk, Enter or a click carries out. */
export class CommandPalette extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  /** Whether the document takes an event now. */
  @property({ attribute: false }) can: ((event: MappingEditorEvent) => boolean) | undefined;
  @property({ attribute: false }) leave: PartProps['leave'] | undefined;
  @property() locale = '';

  @state() private search = '';
  @state() private active = 0;
  @query('input') private readonly input!: HTMLInputElement | null;

  readonly #localize = new LocalizeController(this, paletteCatalog);
  #found: readonly PaletteEntry[] = [];
  /** All there is to do; the same list while the view and the words are. */
  #all: { view: MappingView; words: object; entries: PaletteEntry[] } | undefined;

  protected override willUpdate(): void {
    const { view } = this;
    if (!view) return;
    const source = {
      view,
      words: this.#localize.messages,
      can: (event: MappingEditorEvent) => this.can?.(event) ?? false,
    };
    if (this.#all?.view !== view || this.#all.words !== source.words) {
      this.#all = { view, words: source.words, entries: paletteEntries(source) };
    }
    this.#found = findEntries(source, this.#all.entries, this.search);
    this.active = Math.max(0, Math.min(this.active, this.#shown.length - 1));
  }

  protected override firstUpdated(): void {
    this.input?.focus();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('active')) this.renderRoot.querySelector('.option.current')?.scrollIntoView({ block: 'nearest' });
  }

  get #shown(): readonly PaletteEntry[] {
    return this.#found.slice(0, SHOWN);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.view) return nothing;
    const words = this.#localize.messages;
    const shown = this.#shown;
    const rest = this.#found.length - shown.length;
    return html`<input
        class="input search"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        aria-label=${words.search}
        aria-expanded=${shown.length > 0}
        aria-controls="results"
        aria-autocomplete="list"
        aria-activedescendant=${shown.length > 0 ? `result-${this.active}` : nothing}
        aria-describedby="help"
        placeholder=${words.search}
        .value=${this.search}
        @input=${this.#handleInput}
        @keydown=${this.#handleKey}
      />
      <p id="help" class="help">${words.help}</p>
      <div id="results" role="listbox" aria-label=${words.results}>
        ${shown.map((entry, at) => this.#renderEntry(entry, at))}
      </div>
      <p class="more" role="status">${shown.length === 0 ? words.none : rest > 0 ? words.more(rest) : nothing}</p>`;
  }

  #renderEntry(entry: PaletteEntry, at: number): TemplateResult {
    const words = this.#localize.messages;
    const current = at === this.active;
    return html`<div
      id=${`result-${at}`}
      class="option ${current ? 'current' : ''}"
      role="option"
      aria-selected=${current}
      data-kind=${entry.kind}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#take(entry)}
    >
      ${glyph(entry.icon)}<span class="name">${entry.label}</span>
      <span class="note">${entry.note || words.kinds[entry.kind]}</span>
      ${entry.keys ? html`<kbd>${entry.keys}</kbd>` : nothing}
    </div>`;
  }

  #take(entry: PaletteEntry): void {
    const { actions } = this;
    if (actions) this.leave?.((desk) => entry.run(desk, actions));
  }

  readonly #handleInput = (event: Event): void => {
    this.search = (event.target as HTMLInputElement).value;
    this.active = 0;
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    // an input method uses the same keys while it composes
    if (event.isComposing || event.keyCode === 229) return;
    const { length } = this.#shown;
    const entry = this.#shown[this.active];
    if (event.key === 'ArrowDown') this.active = (this.active + 1) % (length || 1);
    else if (event.key === 'ArrowUp') this.active = (this.active + length - 1) % (length || 1);
    else if (event.key === 'Enter' && entry) this.#take(entry);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
