import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { rankFields, toFieldRef, findField } from '../core/field-index.js';
import { valueAt } from '../core/pointer.js';
import { slotAt, type SlotDefinition } from '../core/slots.js';
import type { Fit } from '../core/type-matrix.js';
import type { FieldRef } from '../schema/form.js';
import type { DocumentSource } from '../schema/signing-config.js';
import type { ValueSource } from '../schema/value-source.js';
import { controls } from './controls.styles.js';
import { fieldIcon, glyph } from './icons.js';
import {
  bindChange,
  fieldName,
  fieldSource,
  fitOf,
  listAt,
  sentence,
  slotName,
  unbindChange,
  valueName,
  type MappingActions,
  type MappingView,
} from './mapping-view.js';
import { placePopup } from './place-popup.js';
import styles from './source-picker.styles.js';

interface Option {
  readonly value: ValueSource;
  readonly label: string;
  readonly note: string;
  readonly fit: Fit;
  readonly field: FieldRef | null;
}

interface Chip {
  readonly value: ValueSource;
  /** Place in the list of the slot; undefined where the slot holds one value. */
  readonly index: number | undefined;
}

/** More options than this are cut: a person types on instead of scrolling through a form of thousands of fields. */
const OPTIONS = 60;

/** The values of a slot as chips, and a combobox that binds by typing. Fields that do not fit come last, with the reason. */
export class SourcePicker extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) slotDefinition: SlotDefinition | undefined;
  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  @property() label = '';

  @state() private search = '';
  @state() private open = false;
  @state() private active = 0;

  @query('input') private readonly input!: HTMLInputElement | null;
  @query('.popup') private readonly popup!: HTMLElement | null;

  override focus(): void {
    (this.input ?? this.renderRoot.querySelector<HTMLElement>('button'))?.focus();
  }

  protected override updated(): void {
    const { popup, input } = this;
    if (!popup) return;
    if (this.open && input) {
      if (!popup.matches(':popover-open')) popup.showPopover();
      placePopup(popup, this.renderRoot.querySelector('.box') ?? input);
      popup.querySelector('.option.current')?.scrollIntoView({ block: 'nearest' });
    } else if (popup.matches(':popover-open')) popup.hidePopover();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, slotDefinition: slot } = this;
    if (!view || !slot) return nothing;
    const { card, picker } = view.messages;
    const chips = this.#chips(view, slot);
    const movable = chips.length > 1 && slot.control !== 'source';
    const options = this.open ? this.#options(view, slot) : [];
    const shown = options.slice(0, OPTIONS);
    return html`
      <div class="box ${view.editable ? '' : 'readonly'}">
        ${chips.map((chip) => this.#renderChip(view, slot, chip, movable))}
        ${
          view.editable
            ? html`<input
                  role="combobox"
                  autocomplete="off"
                  spellcheck="false"
                  aria-label=${this.label}
                  aria-expanded=${this.open}
                  aria-controls="options"
                  aria-autocomplete="list"
                  aria-activedescendant=${this.open && shown.length > 0 ? `option-${this.active}` : nothing}
                  placeholder=${chips.length === 0 ? picker.placeholder : ''}
                  .value=${this.search}
                  @input=${this.#handleInput}
                  @keydown=${this.#handleKey}
                  @click=${this.#handleOpen}
                  @blur=${this.#handleBlur}
                />${this.#renderFind(view, slot)}`
            : chips.length === 0
              ? html`<span class="muted">${card.unset}</span>`
              : nothing
        }
      </div>
      <div class="popup" popover="manual" id="options" role="listbox" aria-label=${this.label}>
        ${shown.map((option, index) => this.#renderOption(view, option, index))}
        ${
          options.length > OPTIONS
            ? html`<div class="note muted" role="presentation">${picker.more(options.length - OPTIONS)}</div>`
            : nothing
        }
        ${
          this.open && options.length === 0
            ? html`<div class="note muted" role="presentation">${picker.noMatch}</div>`
            : nothing
        }
      </div>
    `;
  }

  /** A slot inside a list item (a control of a template) cannot wait for a field by itself. */
  #renderFind(view: MappingView, slot: SlotDefinition): TemplateResult | typeof nothing {
    if (slotAt(slot.pointer)?.pointer !== slot.pointer) return nothing;
    const { findField } = view.messages.card;
    return html`<button
      class="button quiet small icon find"
      type="button"
      aria-label=${`${findField}: ${this.label}`}
      title=${findField}
      @click=${() => this.actions?.armSlot(slot.pointer)}
    >
      ${glyph('target')}
    </button>`;
  }

  #renderChip(view: MappingView, slot: SlotDefinition, { value, index }: Chip, movable: boolean): TemplateResult {
    const { card, conversions, flow } = view.messages;
    const field = value.kind === 'field' ? value.field : null;
    const name = field ? fieldName(view, field) : { table: null, label: valueName(view, value) };
    const gone = field !== null && !findField(view.index, field);
    const conversion = value.kind === 'field' && value.conversion ? conversions[value.conversion] : null;
    return html`<span class="chip ${gone ? 'gone' : ''}" title=${gone ? flow.gone : nothing}>
      ${field ? fieldIcon(field.type) : nothing}
      <span>${name.table ? html`<span class="muted">${name.table} ▸ </span>` : nothing}${name.label}</span>
      ${conversion ? this.#renderConversion(view, slot, { value, index }) : nothing}
      ${
        view.editable
          ? html`${
                movable && index !== undefined && index > 0
                  ? html`<button
                      class="chip-button"
                      type="button"
                      aria-label=${card.moveUp(name.label)}
                      @click=${() => this.#move(view, slot, index)}
                    >
                      ${glyph('up')}
                    </button>`
                  : nothing
              }<button
                class="chip-button"
                type="button"
                aria-label=${card.remove(name.label)}
                @click=${() => this.#remove(view, slot, index)}
              >
                ${glyph('close')}
              </button>`
          : nothing
      }
    </span>`;
  }

  /** Where several conversions are possible (first row, last row, joined rows) the admin chooses on the chip. */
  #renderConversion(view: MappingView, slot: SlotDefinition, { value, index }: Chip): TemplateResult | typeof nothing {
    if (value.kind !== 'field' || !value.conversion) return nothing;
    const { conversions } = view.messages;
    const fit = fitOf(view, slot, value.field);
    if (!view.editable || fit.kind !== 'convert' || fit.conversions.length < 2) {
      return html`<span class="badge accent">${conversions[value.conversion]}</span>`;
    }
    const pointer = index === undefined ? slot.pointer : `${slot.pointer}/${index}`;
    return html`<select
      class="conversion"
      aria-label=${`${value.field.label}: ${view.messages.kinds.label}`}
      @change=${(event: Event) => {
        const chosen = fit.conversions.find((name) => name === (event.target as HTMLSelectElement).value);
        if (!chosen) return;
        this.actions?.change({
          command: { type: 'set', pointer, value: { ...value, conversion: chosen } },
          sentence: sentence('set', slotName(view, slot.pointer)),
        });
      }}
    >
      ${fit.conversions.map(
        (name) => html`<option value=${name} ?selected=${name === value.conversion}>${conversions[name]}</option>`,
      )}
    </select>`;
  }

  #renderOption(view: MappingView, option: Option, index: number): TemplateResult {
    const refused = option.fit.kind === 'refused';
    return html`<div
      id=${`option-${index}`}
      class="option ${index === this.active ? 'current' : ''} ${refused ? 'refused' : ''}"
      role="option"
      aria-selected=${index === this.active}
      aria-disabled=${refused}
      @pointerdown=${(event: Event) => {
        event.preventDefault();
        this.#take(view, option);
      }}
    >
      ${option.field ? fieldIcon(option.field.type) : nothing}
      <span class="name">${option.label}</span>
      <span class="muted">${option.note}</span>
    </div>`;
  }

  #chips(view: MappingView, slot: SlotDefinition): Chip[] {
    const value = valueAt(view.mapping, slot.pointer);
    if (value === null || value === undefined) return [];
    switch (slot.control) {
      case 'sources':
        return (value as ValueSource[]).map((source, index) => ({ value: source, index }));
      case 'documents':
        return (value as DocumentSource[]).flatMap((document, index) =>
          document.kind === 'field' ? [{ value: { kind: 'field', field: document.field } as const, index }] : [],
        );
      case 'field':
        return [{ value: { kind: 'field', field: value as FieldRef }, index: undefined }];
      default: {
        const source = value as ValueSource;
        return source.kind === 'field' || source.kind === 'creator' || source.kind === 'operator'
          ? [{ value: source, index: undefined }]
          : [];
      }
    }
  }

  #options(view: MappingView, slot: SlotDefinition): Option[] {
    const { kinds, fieldTypes, reasons, conversions, card } = view.messages;
    const wanted = this.search.trim().toLowerCase();
    const system = (['operator', 'creator'] as const)
      .filter((kind) => slot.control === 'sources' && slot.kinds?.includes(kind))
      .filter((kind) => kinds[kind].toLowerCase().includes(wanted))
      .map((kind): Option => ({ value: { kind }, label: kinds[kind], note: '', fit: { kind: 'direct' }, field: null }));
    const fields = rankFields(view.index, this.search).map(({ table, field }): Option => {
      const ref = toFieldRef(table, field);
      const fit = fitOf(view, slot, ref);
      const place = fieldName(view, ref).table ?? fieldTypes[field.type];
      const note =
        fit.kind === 'refused'
          ? card.refused(reasons[fit.reason])
          : fit.kind === 'convert' && fit.conversions[0]
            ? card.convert(conversions[fit.conversions[0]])
            : place;
      return { value: fieldSource(ref, fit), label: field.label, note, fit, field: ref };
    });
    const rank = ({ fit }: Option): number => (fit.kind === 'direct' ? 0 : fit.kind === 'convert' ? 1 : 2);
    return [...system, ...fields.sort((a, b) => rank(a) - rank(b))];
  }

  #take(view: MappingView, option: Option): void {
    const slot = this.slotDefinition;
    if (!slot || option.fit.kind === 'refused') return;
    const many = slot.control === 'sources' || slot.control === 'documents';
    this.actions?.change(bindChange(view, slot, option.value, many ? 'add' : 'replace'));
    this.search = '';
    if (this.input) this.input.value = '';
    this.active = 0;
    this.open = many;
  }

  #remove(view: MappingView, slot: SlotDefinition, index: number | undefined): void {
    this.actions?.change(unbindChange(view, slot, index));
    // the button is gone with its chip: the cursor stays in the slot
    void this.updateComplete.then(() => this.focus());
  }

  #move(view: MappingView, slot: SlotDefinition, index: number): void {
    this.actions?.change({
      command: { type: 'move', pointer: slot.pointer, from: index, to: index - 1 },
      sentence: sentence('move', slotName(view, slot.pointer)),
    });
  }

  #handleInput(event: InputEvent): void {
    this.search = (event.target as HTMLInputElement).value;
    this.active = 0;
    this.open = true;
  }

  #handleOpen(): void {
    const { view, slotDefinition: slot } = this;
    // a field that waits to be placed goes in here; the list would only be in the way
    if (view?.armed?.kind === 'field' && slot) return;
    this.open = true;
  }

  #handleBlur(): void {
    this.open = false;
    this.search = '';
  }

  #handleKey(event: KeyboardEvent): void {
    const { view, slotDefinition: slot } = this;
    // an input method uses the same keys while it composes
    if (event.isComposing || event.keyCode === 229 || !view || !slot) return;
    const options = this.open ? this.#options(view, slot).slice(0, OPTIONS) : [];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!this.open) this.open = true;
      else this.active = (this.active + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % (options.length || 1);
    } else if (event.key === 'Enter' && this.open) {
      event.preventDefault();
      event.stopPropagation();
      const option = options[this.active];
      if (option) this.#take(view, option);
    } else if (event.key === 'Escape' && this.open) {
      event.stopPropagation();
      this.open = false;
    } else if (event.key === 'Backspace' && this.search === '') {
      const last = listAt(view, slot.pointer).length - 1;
      const chips = this.#chips(view, slot);
      if (chips.length > 0)
        this.#remove(view, slot, slot.control === 'source' || slot.control === 'field' ? undefined : last);
    }
  }
}
