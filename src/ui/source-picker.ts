import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { findField } from '../core/field-index.js';
import { valueAt } from '../core/pointer.js';
import { slotAt, type SlotDefinition } from '../core/slots.js';
import type { FieldRef } from '../schema/form.js';
import type { Deadline, DocumentSource } from '../schema/signing-config.js';
import type { ValueSource } from '../schema/value-source.js';
import { comboStyles } from './combo-list.styles.js';
import { ComboList } from './combo-list.js';
import { focusItem, itemAct } from './chip-keys.js';
import { controls } from './controls.styles.js';
import { fieldIcon, glyph } from './icons.js';
import { loadElement } from './lazy-element.js';
import {
  bindChange,
  fieldName,
  listAt,
  sentence,
  setChange,
  slotName,
  unbindChange,
  valueName,
  type MappingActions,
  type MappingView,
} from './mapping-view.js';
import {
  renderConversion,
  renderDetails,
  renderLookup,
  takesEveryRow,
  type ConvertedField,
} from './source-conversion.js';
import { sourceOptions, type SourceOption } from './source-options.js';
import styles, { conditionStyles } from './source-picker.styles.js';

interface Chip {
  readonly value: ValueSource;
  /** Place in the list of the slot; undefined where the slot holds one value. */
  readonly index: number | undefined;
}

/** The values of a slot as chips, and a combobox that binds by typing. Fields that do not fit come last, with the reason. */
export class SourcePicker extends LitElement {
  static override styles = [controls, comboStyles, conditionStyles, styles];

  @property({ attribute: false }) slotDefinition: SlotDefinition | undefined;
  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  @property() label = '';

  /** Pointer of the value whose lookup table is open. */
  @state() private openLookup: string | null = null;
  @state() private lookupFailed = false;

  readonly #combo = new ComboList<SourceOption>(this, {
    options: (search) =>
      this.view && this.slotDefinition ? sourceOptions(this.view, this.slotDefinition, search) : [],
    take: (option) => this.#take(option),
    words: () => this.view?.messages.picker,
    anchor: () => this.renderRoot.querySelector('.box'),
    // a field that waits to be placed goes in here; the list would only be in the way
    opens: () => this.view?.armed?.kind !== 'field',
    back: () => this.#removeLast(),
  });

  override focus(): void {
    (this.#combo.input ?? this.renderRoot.querySelector<HTMLElement>('button'))?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, slotDefinition: slot } = this;
    if (!view || !slot) return nothing;
    const { card, picker } = view.messages;
    const chips = this.#chips(view, slot);
    const movable = slot.control !== 'source' && listAt(view, slot.pointer).length > 1;
    return html`
      <div class="box ${view.editable ? '' : 'readonly'}" @keydown=${this.#handleKey}>
        ${chips.map((chip) => this.#renderChip(view, slot, chip, movable))}
        ${
          view.editable
            ? html`${this.#combo.renderInput(this.label, chips.length === 0 ? picker.placeholder : '')}
              ${this.#renderFind(view, slot)}`
            : chips.length === 0
              ? html`<span class="muted">${card.unset}</span>`
              : nothing
        }
      </div>
      ${chips.map((chip) => {
        const field = this.#converted(view, slot, chip);
        return field ? html`${renderDetails(field)}${this.#renderLookup(view, field)}` : nothing;
      })}
      ${this.#combo.renderPopup(this.label)}
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

  #renderLookup(view: MappingView, field: ConvertedField): TemplateResult | typeof nothing {
    if (!field.lookupOpen || !this.lookupFailed) return renderLookup(field);
    return html`<p class="detail notice danger" role="alert">${view.messages.status.partFailed}</p>`;
  }

  #renderChip(view: MappingView, slot: SlotDefinition, { value, index }: Chip, movable: boolean): TemplateResult {
    const { card, flow } = view.messages;
    const { perRow } = view.messages.converting;
    const field = value.kind === 'field' ? value.field : null;
    const name = field ? fieldName(view, field) : { table: null, label: valueName(view, value) };
    const gone = field !== null && !findField(view.index, field);
    const converted = this.#converted(view, slot, { value, index });
    const table = name.table && field && takesEveryRow(view, slot, field) ? perRow(name.table) : name.table;
    return html`<span
      class="chip ${gone ? 'gone' : ''}"
      title=${gone ? flow.gone : nothing}
      data-index=${movable ? (index ?? nothing) : nothing}
      data-item=${index === undefined ? slot.pointer : `${slot.pointer}/${index}`}
    >
      ${movable && slot.control === 'documents' && index !== undefined ? html`<span class="muted" aria-hidden="true">${index + 1}</span>` : nothing}
      ${field ? fieldIcon(field.type) : nothing}
      <span>${table ? html`<span class="muted">${table} · </span>` : nothing}${name.label}</span>
      ${converted ? renderConversion(converted) : nothing}
      ${
        view.editable
          ? html`${
                movable && index !== undefined && index > 0
                  ? html`<button
                      class="chip-button"
                      type="button"
                      aria-label=${card.moveUp(name.label)}
                      @click=${() => this.#move(view, slot, index, index - 1)}
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

  /** A field of a chip, with what its conversion is changed by. */
  #converted(view: MappingView, slot: SlotDefinition, { value, index }: Chip): ConvertedField | null {
    // a bare field reference has no room for a conversion
    if (value.kind !== 'field' || slot.control === 'documents' || slot.control === 'field') return null;
    if (slot.control === 'deadline') return null;
    const pointer = index === undefined ? slot.pointer : `${slot.pointer}/${index}`;
    return {
      view,
      slot,
      source: value,
      lookupOpen: this.openLookup === pointer,
      change: (source, typed) => this.actions?.change(setChange(view, pointer, source, typed)),
      toggleLookup: () => void this.#toggleLookup(pointer),
    };
  }

  async #toggleLookup(pointer: string): Promise<void> {
    if (this.openLookup === pointer) {
      this.openLookup = null;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('.table')?.focus();
      return;
    }
    this.openLookup = pointer;
    this.lookupFailed = false;
    try {
      await loadElement('esign-lookup-editor');
    } catch {
      this.lookupFailed = true;
      return;
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('esign-lookup-editor')?.focus();
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
      case 'deadline': {
        const deadline = value as Deadline;
        if (deadline.kind !== 'field' || deadline.field === null) return [];
        return [{ value: { kind: 'field', field: deadline.field }, index: undefined }];
      }
      default: {
        const source = value as ValueSource;
        return source.kind === 'field' || source.kind === 'creator' || source.kind === 'operator'
          ? [{ value: source, index: undefined }]
          : [];
      }
    }
  }

  #takesMany(): boolean {
    return this.slotDefinition?.control === 'sources' || this.slotDefinition?.control === 'documents';
  }

  #take(option: SourceOption): void {
    const { view, slotDefinition: slot } = this;
    if (!view || !slot) return;
    this.actions?.change(bindChange(view, slot, option.value, this.#takesMany() ? 'add' : 'replace'));
  }

  /** Only what is a chip here: a template among the documents has its own button. */
  #removeLast(): void {
    const { view, slotDefinition: slot } = this;
    const last = view && slot ? this.#chips(view, slot).at(-1) : undefined;
    if (view && slot && last) this.#remove(view, slot, last.index);
  }

  #remove(view: MappingView, slot: SlotDefinition, index: number | undefined): void {
    this.actions?.change(unbindChange(view, slot, index));
    // the button is gone with its chip: the cursor stays in the slot
    void this.updateComplete.then(() => this.focus());
  }

  /** Alt+arrows move the chip that has the cursor, as its button does; Delete takes it out. */
  readonly #handleKey = (event: KeyboardEvent): void => {
    const { view, slotDefinition: slot } = this;
    const chip = (event.target as Element).closest<HTMLElement>('.chip');
    const act = chip && view?.editable ? itemAct(event) : null;
    if (!chip || !act || !view || !slot) return;
    const place = [...this.renderRoot.querySelectorAll('.chip')].indexOf(chip);
    const index = this.#chips(view, slot)[place]?.index;
    if (act === 'remove') {
      this.actions?.change(unbindChange(view, slot, index));
      focusItem(this.renderRoot, '.chip', place, '.chip-button:last-of-type', 'input[role="combobox"]');
    } else if ((act === 'up' || act === 'down') && chip.dataset['index'] !== undefined && index !== undefined) {
      const to = index + (act === 'up' ? -1 : 1);
      if (to >= 0 && to < listAt(view, slot.pointer).length) this.#move(view, slot, index, to);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #move(view: MappingView, slot: SlotDefinition, from: number, to: number): void {
    this.actions?.change({
      command: { type: 'move', pointer: slot.pointer, from, to },
      sentence: sentence('move', slotName(view, slot.pointer)),
    });
    // the cursor goes with the chip; at either end only its last button is left
    requestAnimationFrame(() =>
      this.renderRoot.querySelector<HTMLElement>(`[data-index="${to}"] .chip-button:last-of-type`)?.focus(),
    );
  }
}
