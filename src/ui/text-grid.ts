import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { signingOf } from '../core/editor-mapping.js';
import type { MappingCommand } from '../core/commands.js';
import { noticeTexts } from '../core/notice-texts.js';
import {
  exportTexts,
  importTexts,
  isMissing,
  LANGUAGES,
  textCommand,
  textRows,
  usedLanguages,
  type TextFault,
  type TextRow,
} from '../core/text-rows.js';
import { buttons as buttonsEn } from '../i18n/buttons.en.js';
import { buttons as buttonsZhCn } from '../i18n/buttons.zh-cn.js';
import { LocalizeController } from '../i18n/localize.js';
import { mappingTextsEn } from '../i18n/mapping-texts.en.js';
import { mappingTextsZhCn } from '../i18n/mapping-texts.zh-cn.js';
import type { Locale } from '../schema/primitives.js';
import type { ButtonKind } from '../schema/signing-kinds.js';
import { controls } from './controls.styles.js';
import { sentence, slotName, type MappingActions, type MappingView } from './mapping-view.js';
import styles from './text-grid.styles.js';

/**
 * Texts of the mapping in every language (C-51, C-52, C-60): a row a text, a column a language. What is empty shows its
 * default in grey. The table of all texts can be carried out and in as CSV.
 */
export class TextGrid extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  /** JSON pointer of the slot whose texts are shown; `/buttons` shows the buttons, and handles the CSV of all texts. */
  @property() pointer = '';
  @property() locale = '';

  @state() private folded: ReadonlySet<Locale> = new Set<Locale>(['ja']);
  @state() private onlyMissing = false;
  @state() private previewed: Locale = 'zh-CN';
  @state() private pseudo = false;
  @state() private faults: readonly TextFault[] = [];
  @state() private outcome = '';

  readonly #buttons = new LocalizeController<Record<ButtonKind, string>>(this, {
    'zh-CN': buttonsZhCn,
    en: buttonsEn,
    'zh-TW': async () => (await import('../i18n/buttons.zh-tw.js')).buttons,
  });
  readonly #localize = new LocalizeController(this, {
    'zh-CN': mappingTextsZhCn,
    en: mappingTextsEn,
    'zh-TW': async () => (await import('../i18n/mapping-texts.zh-tw.js')).mappingTextsZhTw,
  });

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const all = textRows(signingOf(view.mapping));
    const own = all.filter(({ pointer }) => pointer === this.pointer || pointer.startsWith(`${this.pointer}/`));
    const used = usedLanguages(own);
    const missing = own.filter((row) => LANGUAGES.some((locale) => isMissing(row, locale, used)));
    const rows = this.onlyMissing && missing.length > 0 ? missing : own;
    const shown = LANGUAGES.filter((locale) => !this.folded.has(locale) || used.includes(locale));
    const many = this.pointer === '/buttons';
    return html`${many ? this.#renderTools(view, all, used, missing.length) : nothing}
      <div class="grid ${many ? '' : 'single'}" role="table" aria-label=${slotName(view, this.pointer)}>
        <div class="row head" role="row">
          <span role="columnheader">${this.#localize.messages.text}</span>
          ${shown.map((locale) => html`<span role="columnheader" lang=${locale}>${this.#language(locale)}</span>`)}
        </div>
        ${rows.map((row) => this.#renderRow(view, row, shown, used))}
      </div>
      ${many ? this.#renderPreview(own) : nothing}`;
  }

  #renderTools(view: MappingView, all: readonly TextRow[], used: readonly Locale[], missing: number): TemplateResult {
    const words = this.#localize.messages;
    return html`<div class="tools">
        <div class="languages" role="group" aria-label=${words.shown}>
          ${LANGUAGES.map((locale) => {
            const fixed = used.includes(locale);
            return html`<label class="check">
              <input
                type="checkbox"
                ?disabled=${fixed}
                .checked=${fixed || !this.folded.has(locale)}
                @change=${() => this.#toggle(locale)}
              /><span lang=${locale}>${this.#language(locale)}</span>
            </label>`;
          })}
        </div>
        <label class="check">
          <input
            type="checkbox"
            ?disabled=${missing === 0}
            .checked=${this.onlyMissing && missing > 0}
            @change=${(event: Event) => {
              this.onlyMissing = (event.target as HTMLInputElement).checked;
            }}
          />${missing === 0 ? words.noneMissing : words.onlyMissing(missing)}
        </label>
        <span class="grow"></span>
        <button class="button small" type="button" @click=${() => this.#export(all)}>${words.exportCsv}</button>
        ${
          view.editable
            ? html`<button class="button small" type="button" @click=${() => this.#chooseFile()}>
                  ${words.importCsv}
                </button>
                <input
                  class="file"
                  type="file"
                  accept=".csv,text/csv"
                  hidden
                  aria-label=${words.importCsv}
                  @change=${(event: Event) => void this.#readFile(event.target as HTMLInputElement, all)}
                />`
            : nothing
        }
      </div>
      <div class="outcome" role="status">
        ${this.outcome ? html`<p>${this.outcome}</p>` : nothing}
        ${
          this.faults.length > 0
            ? html`<p>${words.importFaults(this.faults.length)}</p>
                <ul>
                  ${this.faults.slice(0, 20).map(({ line, reason, key }) => html`<li>${words.faults[reason](line, key)}</li>`)}
                </ul>`
            : nothing
        }
      </div>`;
  }

  #renderRow(view: MappingView, row: TextRow, shown: readonly Locale[], used: readonly Locale[]): TemplateResult {
    const words = this.#localize.messages;
    const name = this.#nameOf(row);
    return html`<div class="row" role="row">
      <span class="name" role="rowheader">${name}</span>
      ${shown.map((locale) => {
        const text = row.text[locale] ?? '';
        const long = [...text.trim()].length > row.fits;
        const missing = isMissing(row, locale, used);
        return html`<span class="cell ${missing ? 'missing' : ''}" role="cell">
          <span class="language" lang=${locale} aria-hidden="true">${this.#language(locale)}</span>
          <input
            class="input ${long ? 'long' : ''}"
            lang=${locale}
            maxlength="500"
            aria-label=${words.cell(name, this.#language(locale))}
            aria-description=${missing ? words.isMissing : long ? words.tooLong(row.fits) : nothing}
            title=${long ? words.tooLong(row.fits) : nothing}
            placeholder=${this.#defaultOf(row, locale)}
            ?readonly=${!view.editable}
            .value=${text}
            @input=${(event: Event) => this.#set(row, locale, (event.target as HTMLInputElement).value)}
          />
        </span>`;
      })}
    </div>`;
  }

  #renderPreview(rows: readonly TextRow[]): TemplateResult {
    const words = this.#localize.messages;
    const longer = (text: string): string =>
      this.pseudo ? `${text}·${text.slice(0, Math.ceil(text.length / 2))}` : text;
    return html`<section class="preview" aria-label=${words.previewIn(this.#language(this.previewed))}>
      <header>
        <strong>${words.preview}</strong>
        <select
          class="input"
          aria-label=${words.previewLanguage}
          @change=${(event: Event) => {
            this.previewed = (event.target as HTMLSelectElement).value as Locale;
          }}
        >
          ${LANGUAGES.map(
            (locale) =>
              html`<option value=${locale} ?selected=${locale === this.previewed}>${this.#language(locale)}</option>`,
          )}
        </select>
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.pseudo}
            @change=${(event: Event) => {
              this.pseudo = (event.target as HTMLInputElement).checked;
            }}
          />${words.pseudo}
        </label>
      </header>
      <div class="bar" lang=${this.previewed}>
        ${rows.map(
          (row) =>
            html`<span class="sample ${row.name === 'sign' ? 'primary' : ''}"
              >${longer(row.text[this.previewed]?.trim() || this.#defaultOf(row, this.previewed))}</span
            >`,
        )}
      </div>
    </section>`;
  }

  #language(locale: Locale): string {
    return this.#localize.messages.languages[locale];
  }

  #nameOf({ kind, name }: Pick<TextRow, 'kind' | 'name'>): string {
    const { messages, locale } = this.#localize;
    if (kind === 'button') return this.#buttons.messagesIn(locale)[name as ButtonKind];
    return kind === 'operation' ? messages.operation(name) : messages[kind];
  }

  /** What people read where a text is left empty: the label of the button, or the words of the product. */
  #defaultOf({ kind, name, text }: Pick<TextRow, 'kind' | 'name' | 'text'>, locale: Locale): string {
    if (kind === 'button') return this.#buttons.messagesIn(locale)[name as ButtonKind];
    const words = locale.startsWith('zh') ? mappingTextsZhCn : mappingTextsEn;
    if (kind === 'tabName') return text['zh-CN'] ?? text.en ?? words.tabNameDefault;
    return kind === 'notSigned' ? (text['zh-CN'] ?? noticeTexts[locale].notSigned) : '';
  }

  #toggle(locale: Locale): void {
    const folded = new Set(this.folded);
    if (!folded.delete(locale)) folded.add(locale);
    this.folded = folded;
  }

  #set(row: TextRow, locale: Locale, value: string): void {
    this.#change(textCommand(row, locale, value), 'set', `${row.pointer} ${locale}`);
  }

  #change(command: MappingCommand, key: 'set' | 'imported', mergeKey?: string): void {
    const { view, actions } = this;
    if (!view || !actions) return;
    const change = { command, sentence: sentence(key, slotName(view, this.pointer)) };
    actions.change(mergeKey === undefined ? change : { ...change, mergeKey });
  }

  #export(rows: readonly TextRow[]): void {
    // the mark at the start tells office programs that this is UTF-8
    const url = URL.createObjectURL(new Blob(['\uFEFF', exportTexts(rows)], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = this.#localize.messages.fileName;
    link.click();
    URL.revokeObjectURL(url);
  }

  #chooseFile(): void {
    this.renderRoot.querySelector<HTMLInputElement>('.file')?.click();
  }

  async #readFile(input: HTMLInputElement, rows: readonly TextRow[]): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    const { command, changed, faults } = importTexts(rows, await file.text());
    input.value = '';
    if (changed > 0) this.#change(command, 'imported');
    this.faults = faults;
    const words = this.#localize.messages;
    this.outcome = changed > 0 ? words.imported(changed) : faults.length === 0 ? words.importedNothing : '';
  }
}
