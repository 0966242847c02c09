import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { moveSlot } from '../core/template-moves.js';
import { parseTemplate, printTemplate, type TemplateError } from '../core/template-text.js';
import type { TextTemplate } from '../schema/value-source.js';
import { comboStyles } from './combo-list.styles.js';
import { ComboList } from './combo-list.js';
import { controls } from './controls.styles.js';
import type { MappingView } from './mapping-view.js';
import { partOptions, type PartOption } from './source-options.js';
import styles from './template-field.styles.js';

/**
 * A text with slots in braces, and a list from which a slot is put in at the cursor.
 *
 * @fires {CustomEvent<TextTemplate>} template-change - For every edit; does not bubble.
 * @fires {CustomEvent<TextTemplate>} template-move - Two slots changed places; does not bubble.
 */
export class TemplateField extends LitElement {
  static override styles = [controls, comboStyles, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) template: TextTemplate = [];
  @property() label = '';

  /** What is being typed: printing it back at once would double the braces of a name that is not finished. */
  @state() private draft: string | undefined;
  @state() private errors: readonly TemplateError[] = [];

  @query('.text') private readonly input!: HTMLInputElement | null;

  readonly #combo = new ComboList<PartOption>(this, {
    options: (search) => (this.view ? partOptions(this.view, search) : []),
    take: (option) => this.#insert(option),
    words: () => this.view && { more: this.view.messages.picker.more, noMatch: this.view.messages.picker.insertNone },
    anchor: () => this.renderRoot.querySelector('.insert'),
  });

  override focus(): void {
    this.input?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { picker, system } = view.messages;
    const text = this.draft ?? printTemplate(this.template, view.workflow.form, system);
    if (!view.editable) return html`<span>${text || view.messages.card.unset}</span>`;
    return html`
      <div class="line">
        <input
          class="input text"
          aria-label=${this.label}
          aria-invalid=${this.errors.length > 0}
          placeholder=${picker.placeholderTemplate}
          autocomplete="off"
          spellcheck="false"
          .value=${text}
          @input=${this.#handleInput}
          @compositionend=${this.#handleComposed}
          @blur=${this.#handleBlur}
          @keydown=${this.#handleKey}
        />
        <span class="insert">
          ${this.#combo.renderInput(`${picker.insert}: ${this.label}`, picker.insert, 'input')}
        </span>
      </div>
      ${this.errors.map((error) => html`<p class="error">${picker.unknownPart(error.name)}</p>`)}
      ${this.#combo.renderPopup(`${picker.insert}: ${this.label}`)}
    `;
  }

  #handleInput(event: InputEvent): void {
    if (event.isComposing) return;
    this.#commit((event.target as HTMLInputElement).value);
  }

  /** The last input of an input method still counts as composing: its text is complete only now. */
  #handleComposed(event: Event): void {
    this.#commit((event.target as HTMLInputElement).value);
  }

  #handleBlur(): void {
    this.draft = undefined;
  }

  /** Alt+arrows move the slot at the cursor; anywhere else in the text they are the browser's. */
  #handleKey(event: KeyboardEvent): void {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    const { view, input } = this;
    if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing || by === 0 || !view || !input) return;
    const caret = input.selectionStart ?? 0;
    const move = moveSlot(this.template, caret, by, view.workflow.form, view.messages.system);
    if (!move || this.errors.length > 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.draft = undefined;
    this.dispatchEvent(new CustomEvent<TextTemplate>('template-move', { detail: move.template }));
    requestAnimationFrame(() => this.input?.setSelectionRange(move.caret, move.caret));
  }

  /** Puts a slot in at the cursor, in the words in which the text is printed. */
  #insert({ part }: PartOption): void {
    const { view, input } = this;
    if (!view || !input) return;
    const start = input.selectionStart ?? input.value.length;
    const slot = printTemplate([part], view.workflow.form, view.messages.system);
    input.setRangeText(slot, start, input.selectionEnd ?? start, 'end');
    this.#commit(input.value);
    input.focus();
  }

  #commit(text: string): void {
    const { view } = this;
    if (!view) return;
    const { template, errors } = parseTemplate(text, view.workflow.form, view.messages.system, this.template);
    this.draft = text;
    this.errors = errors;
    this.dispatchEvent(new CustomEvent<TextTemplate>('template-change', { detail: template }));
  }
}
