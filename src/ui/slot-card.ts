import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { valueAt } from '../core/pointer.js';
import type { SlotDefinition } from '../core/slots.js';
import type { ValueSource } from '../schema/value-source.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import { problemText, slotName, slotWords, type MappingActions, type MappingView } from './mapping-view.js';
import { dropWords } from './drop-words.js';
import { armedFit, armedName } from './field-many.js';
import { renderFixes } from './problem-fixes.js';
import styles from './slot-card.styles.js';
import { conditionStyles } from './source-picker.styles.js';
import { renderControl } from './slot-controls.js';
import { isMenuKey, renderMenuButton } from './slot-menu.js';
import { renderResult } from './slot-result.js';
import type { KindChoice } from './slot-source.js';
import { renderCaseMark, renderRecordMark } from './trial-marks.js';
import { renderWhy } from './why-button.js';

type Control = SlotDefinition['control'];

/** Slots whose values are rows under the card that show their own problems. */
const ROWS: ReadonlySet<Control> = new Set<Control>(['placements', 'callbacks', 'operations', 'sealCallbacks']);
/** Slots whose values are a list under the card. */
const LISTS: ReadonlySet<Control> = new Set<Control>(['parties', ...ROWS]);

/** One slot of a mapping: its name, its value, what is wrong with it, and the place where an armed field goes. */
export class SlotCard extends LitElement {
  static override styles = [controls, conditionStyles, styles];

  @property({ attribute: false }) slotDefinition: SlotDefinition | undefined;
  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  /** Without the line that says where the value shows: inside a party, where space is short. */
  @property({ type: Boolean }) compact = false;

  /** The kind of value that was chosen, or was there last: an empty slot keeps the control that a person works in. */
  @state() private kind: ValueSource['kind'] | undefined;

  /** Whether the explanation of the result is open. */
  @state() private asks = false;

  readonly #nestedKinds = new Map<string, ValueSource['kind']>();

  /** Puts the cursor into the slot: the button that places an armed field, else its first control; a list has none here. */
  focusControl(): boolean {
    const choices = [
      '.place',
      'esign-source-picker',
      'esign-template-field',
      '.control .value',
      '.control :is(input, select, button)',
    ];
    const found = choices.map((selector) => this.renderRoot.querySelector<HTMLElement>(selector));
    const control = found.find((element) => element !== null);
    if (!control) return this.focusCard();
    control.focus();
    return true;
  }

  /** Puts the focus on the card itself, where arrows go from card to card and Enter goes in. */
  focusCard(): boolean {
    const card = this.renderRoot.querySelector<HTMLElement>('.card');
    card?.focus();
    return card !== null;
  }

  get isCardFocused(): boolean {
    return this.shadowRoot?.activeElement?.matches('.card') ?? false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { view, slotDefinition: slot } = this;
    // a choice that was just made waits for its document
    if (!view || slot?.control !== 'source' || !changed.has('view')) return;
    const value = valueAt(view.mapping, slot.pointer) as ValueSource | null | undefined;
    if (value) this.kind = value.kind;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, slotDefinition: slot, actions } = this;
    if (!view || !slot || !actions) return nothing;
    const { card } = view.messages;
    const { name, help } = slotWords(view, slot);
    const required = slot.required(view.mapping);
    const hasRows = ROWS.has(slot.control);
    const isList = LISTS.has(slot.control);
    // rows show their own
    const problems = (view.shown.get(slot.pointer) ?? []).filter(({ pointer }) => !hasRows || pointer === slot.pointer);
    const waiting = view.armed?.kind === 'slot' && view.armed.pointer === slot.pointer;
    return html`
      <div
        class="card ${isList ? 'list' : ''} ${slot.pointer === '/buttons' ? 'wide' : ''} ${waiting ? 'waiting' : ''} ${view.picking === slot.pointer ? 'picking' : ''} ${view.marked.has(slot.pointer) ? 'marked' : ''} ${this.#dropClass(view, slot)}"
        role="group"
        tabindex="-1"
        aria-labelledby="name"
        aria-describedby="help problems"
        data-slot=${slot.pointer}
        data-drop=${slot.type ? slot.pointer : nothing}
        @focusout=${() => actions.visit(slot.pointer)}
        @keydown=${this.#handleKey}
      >
        <div class="label">
          <span id="name">${name}</span>${
            required
              ? html`<span class="star" title=${card.required} aria-hidden="true">*</span
                  ><span class="visually-hidden">${card.required}</span>`
              : nothing
          }${view.marked.has(slot.pointer) ? html`<span class="badge accent mark">${glyph('check')}${card.marked}</span>` : nothing}
        </div>
        ${renderMenuButton(view, actions, slot)}
        <div class="body">
          ${isList ? nothing : html`<div class="control">${this.#renderControl(view, actions, slot)}</div>`}
          ${isList ? nothing : renderResult(view, slot, () => this.#renderWhy(view, slot))}
          ${renderCaseMark(view, actions, slot)} ${this.#renderPlace(view, actions, slot)}
          ${this.#renderBulb(view, actions, slot)}
          <p id="help" class=${this.compact ? 'visually-hidden' : 'help muted'}>${help}</p>
          <div id="problems">
            ${problems.map(
              (problem) =>
                html`<p class="problem ${problem.severity}">
                  ${glyph(problem.severity === 'error' ? 'error' : 'warning')}<span
                    >${problemText(view, problem)}${renderRecordMark(view, problem)}</span
                  >
                </p>`,
            )}
          </div>
          ${renderFixes(view, actions, problems, ({ pointer }) => actions.reveal(pointer))}
        </div>
      </div>
    `;
  }

  /** Space selects the card; the menu key opens its menu, but a text control keeps its own. */
  readonly #handleKey = (event: KeyboardEvent): void => {
    const { view, actions, slotDefinition: slot } = this;
    if (!view || !slot || event.isComposing) return;
    const isCard = event.target === event.currentTarget;
    if (event.key === ' ' && isCard) actions?.mark(slot.pointer);
    else if (isMenuKey(event)) this.renderRoot.querySelector<HTMLElement>('.menu-button')?.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #renderControl(view: MappingView, actions: MappingActions, slot: SlotDefinition): TemplateResult {
    return renderControl(view, actions, slot, {
      kind: this.kind,
      choose: (kind) => {
        this.kind = kind;
      },
      of: (pointer) => this.#nestedChoice(pointer),
    });
  }

  #renderWhy(view: MappingView, slot: SlotDefinition): TemplateResult {
    return renderWhy(view, slot, this.asks, (isOpen) => {
      this.asks = isOpen;
    });
  }

  #nestedChoice(pointer: string): KindChoice {
    return {
      kind: this.#nestedKinds.get(pointer),
      choose: (kind) => {
        this.#nestedKinds.set(pointer, kind);
        this.requestUpdate();
      },
      of: (deeper) => this.#nestedChoice(deeper),
    };
  }

  #dropClass(view: MappingView, slot: SlotDefinition): string {
    const { armed } = view;
    if (armed?.kind !== 'field' || !slot.type) return '';
    const { kind } = armedFit(view, slot);
    const over = view.hover === slot.pointer ? 'over' : '';
    return kind === 'refused' ? `dimmed ${over}` : `fits ${over}`;
  }

  #renderBulb(view: MappingView, actions: MappingActions, slot: SlotDefinition): TemplateResult | typeof nothing {
    const found = view.armed === null ? view.suggestions?.find(({ pointer }) => pointer === slot.pointer) : undefined;
    if (!found) return nothing;
    return html`<button class="button quiet small bulb" type="button" @click=${() => actions.suggest()}>
      ${glyph('bulb')}${view.messages.suggestions.of(found.field.label)}
    </button>`;
  }

  #renderPlace(view: MappingView, actions: MappingActions, slot: SlotDefinition): TemplateResult | typeof nothing {
    const { armed, messages } = view;
    if (armed?.kind !== 'field' || !slot.type) return nothing;
    const { fits, text } = dropWords(view, slot);
    if (!fits) return view.hover === slot.pointer ? html`<p class="refused">${text}</p>` : nothing;
    return html`<button class="place" type="button" @click=${() => actions.place(slot.pointer)}>
      ${glyph('plus')}${text}<span class="visually-hidden"
        >: ${messages.card.placeHere(armedName(view), slotName(view, slot.pointer))}</span
      >
    </button>`;
  }
}
