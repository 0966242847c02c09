import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { parseTemplate, printTemplate, type TemplateError } from '../core/template-text.js';
import { isDetail } from '../core/field-index.js';
import { SystemVariable, type TextTemplate } from '../schema/value-source.js';
import { controls } from './controls.styles.js';
import type { MappingView } from './mapping-view.js';
import styles from './template-field.styles.js';

/**
 * A text with slots in braces, and a list from which a slot is put in at the cursor.
 *
 * @fires {CustomEvent<TextTemplate>} template-change - For every edit; does not bubble.
 */
export class TemplateField extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) template: TextTemplate = [];
  @property() label = '';

  /** What is being typed: printing it back at once would double the braces of a name that is not finished. */
  @state() private draft: string | undefined;
  @state() private errors: readonly TemplateError[] = [];

  @query('input') private readonly input!: HTMLInputElement | null;

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
          class="input"
          aria-label=${this.label}
          aria-invalid=${this.errors.length > 0}
          placeholder=${picker.placeholderTemplate}
          autocomplete="off"
          spellcheck="false"
          .value=${text}
          @input=${this.#handleInput}
          @blur=${this.#handleBlur}
        />
        <select class="input insert" aria-label=${`${picker.insert}: ${this.label}`} @change=${this.#handleInsert}>
          <option value="" selected>${picker.insert}</option>
          <optgroup label=${view.messages.system.group}>
            ${SystemVariable.options.map((name) => html`<option value=${system[name]}>${system[name]}</option>`)}
          </optgroup>
          ${[view.workflow.form.main, ...view.workflow.form.details].map(
            (table) =>
              html`<optgroup label=${table.label}>
                ${table.fields.map((field) => {
                  const name = isDetail(table.id) ? `${table.label}.${field.label}` : field.label;
                  return html`<option value=${name}>${field.label}</option>`;
                })}
              </optgroup>`,
          )}
        </select>
      </div>
      ${this.errors.map((error) => html`<p class="error">${picker.unknownPart(error.name)}</p>`)}
    `;
  }

  #handleInput(event: InputEvent): void {
    if (event.isComposing) return;
    this.#commit((event.target as HTMLInputElement).value);
  }

  #handleBlur(): void {
    this.draft = undefined;
  }

  #handleInsert(event: Event): void {
    const select = event.target as HTMLSelectElement;
    const name = select.value;
    select.value = '';
    const { input } = this;
    if (!name || !input) return;
    const start = input.selectionStart ?? input.value.length;
    const slot = `{${name}}`;
    input.setRangeText(slot, start, input.selectionEnd ?? start, 'end');
    this.#commit(input.value);
    input.focus();
  }

  #commit(text: string): void {
    const { view } = this;
    if (!view) return;
    const { template, errors } = parseTemplate(text, view.workflow.form, view.messages.system);
    this.draft = text;
    this.errors = errors;
    this.dispatchEvent(new CustomEvent<TextTemplate>('template-change', { detail: template }));
  }
}
