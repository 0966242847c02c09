import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { slotAt } from '../core/slots.js';
import { suggestionKey, type Suggestion, type SuggestionCandidate } from '../core/suggestions.js';
import { LocalizeController } from '../i18n/localize.js';
import { mappingSuggestionsEn } from '../i18n/mapping-suggestions.en.js';
import { mappingSuggestionsZhCn, type MappingSuggestionMessages } from '../i18n/mapping-suggestions.zh-cn.js';
import { controls } from './controls.styles.js';
import { fieldIcon, glyph } from './icons.js';
import {
  bindChange,
  fieldName,
  fieldSource,
  sentence,
  slotName,
  type MappingActions,
  type MappingView,
} from './mapping-view.js';
import styles from './suggestion-tray.styles.js';

/** Fields that would suit empty slots, each with the reason; nothing is bound before a person accepts it. */
export class SuggestionTray extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  @property() locale = '';

  readonly #localize = new LocalizeController<MappingSuggestionMessages>(this, {
    'zh-CN': mappingSuggestionsZhCn,
    en: mappingSuggestionsEn,
    'zh-TW': async () => (await import('../i18n/mapping-suggestions.zh-tw.js')).mappingSuggestionsZhTw,
  });

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { messages } = this.#localize;
    const { suggestions = [] } = view;
    if (suggestions === null) {
      return html`<div class="empty" role="alert">
        <p class="muted">${messages.failed}</p>
        <button class="button small" type="button" data-act="retry" @click=${() => this.actions?.suggest()}>
          ${messages.retry}
        </button>
      </div>`;
    }
    if (suggestions.length === 0) return html`<p class="empty muted" tabindex="-1">${messages.empty}</p>`;
    const certain = suggestions.filter(({ level }) => level === 'certain');
    return html`<header>
        <p class="muted">${messages.count(certain.length, suggestions.length - certain.length)}</p>
        ${
          view.editable && certain.length > 0
            ? html`<button
                class="button small primary all"
                type="button"
                @click=${() => this.#acceptAll(view, certain)}
              >
                ${messages.acceptAll(certain.length)}
              </button>`
            : nothing
        }
      </header>
      <ul>
        ${suggestions.map((suggestion) => this.#renderRow(view, messages, suggestion))}
      </ul>`;
  }

  #renderRow(view: MappingView, messages: MappingSuggestionMessages, suggestion: Suggestion): TemplateResult {
    const { pointer, field, level, reason, others } = suggestion;
    const name = slotName(view, pointer);
    const { table, label } = fieldName(view, field);
    return html`<li data-suggestion=${pointer}>
      <button class="slot" type="button" @click=${() => this.actions?.reveal(pointer)}>${name}</button>
      <span class="field">${fieldIcon(field.type)}${table ? `${table} · ${label}` : label}</span>
      <span class="reason"
        ><span class="badge ${level === 'certain' ? 'success' : ''}">${messages.levels[level]}</span>
        <span class="muted">${messages.reasons[reason]}</span></span
      >
      ${view.editable ? this.#renderActs(view, messages, suggestion, others, name) : nothing}
    </li>`;
  }

  #renderActs(
    view: MappingView,
    messages: MappingSuggestionMessages,
    { pointer, field, fit }: Suggestion,
    others: readonly SuggestionCandidate[],
    name: string,
  ): TemplateResult {
    return html`<span class="acts">
      ${
        others.length > 0
          ? html`<select
              class="input"
              aria-label=${`${name}: ${messages.others}`}
              @change=${(event: Event) => {
                const chosen = others[Number((event.target as HTMLSelectElement).value)];
                if (chosen) this.#accept(view, pointer, chosen);
              }}
            >
              <option value="" selected disabled>${messages.others}</option>
              ${others.map((other, at) => html`<option value=${at}>${other.field.label}</option>`)}
            </select>`
          : nothing
      }
      <button
        class="button small accept"
        type="button"
        aria-label=${messages.acceptOf(field.label, name)}
        @click=${() => this.#accept(view, pointer, { field, fit })}
      >
        ${glyph('check')}${messages.accept}
      </button>
      <button
        class="button quiet icon refuse"
        type="button"
        aria-label=${messages.refuseOf(field.label, name)}
        title=${messages.refuse}
        @click=${() => {
          this.actions?.refuse(suggestionKey(pointer, field));
          this.#keepFocus();
        }}
      >
        ${glyph('close')}
      </button>
    </span>`;
  }

  #accept(view: MappingView, pointer: string, { field, fit }: Pick<SuggestionCandidate, 'field' | 'fit'>): void {
    const slot = slotAt(pointer);
    if (!slot) return;
    this.actions?.change(bindChange(view, slot, fieldSource(field, fit), 'replace'));
    this.#keepFocus();
  }

  /** All in one step of undo. */
  #acceptAll(view: MappingView, certain: readonly Suggestion[]): void {
    const commands = certain.flatMap(({ pointer, field, fit }) => {
      const slot = slotAt(pointer);
      return slot ? [bindChange(view, slot, fieldSource(field, fit), 'replace').command] : [];
    });
    this.actions?.change({
      command: { type: 'batch', commands },
      sentence: sentence('acceptAll', '', { count: String(commands.length) }),
    });
    this.#keepFocus();
  }

  /** The button that was pressed is gone with its row. */
  #keepFocus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.accept, .empty')?.focus());
  }
}
