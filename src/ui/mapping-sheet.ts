import { html, LitElement, nothing, render, unsafeCSS, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { mappingSheet } from '../core/mapping-sheet.js';
import { sheetCss, sheetHtml, sheetMarkdown, type SheetText } from '../core/sheet-files.js';
import { buttons as buttonsEn } from '../i18n/buttons.en.js';
import { buttons as buttonsZhCn } from '../i18n/buttons.zh-cn.js';
import { LocalizeController } from '../i18n/localize.js';
import { mappingEditorEn } from '../i18n/mapping-editor.en.js';
import { mappingEditorZhCn } from '../i18n/mapping-editor.zh-cn.js';
import { mappingRowsEn } from '../i18n/mapping-rows.en.js';
import { mappingRowsZhCn } from '../i18n/mapping-rows.zh-cn.js';
import { mappingSheetEn } from '../i18n/mapping-sheet.en.js';
import { mappingSheetZhCn } from '../i18n/mapping-sheet.zh-cn.js';
import { mappingTextsEn } from '../i18n/mapping-texts.en.js';
import { mappingTextsZhCn } from '../i18n/mapping-texts.zh-cn.js';
import type { Locale } from '../schema/primitives.js';
import type { ButtonKind } from '../schema/signing-kinds.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import styles from './mapping-sheet.styles.js';
import type { MappingView } from './mapping-view.js';
import { saveText } from './save-file.js';
import { printSheet, renderSheetPage } from './sheet-page.js';
import { sheetText, type SheetFacts } from './sheet-words.js';

const LANGUAGES: readonly Locale[] = ['zh-CN', 'zh-TW', 'en'];

/** The whole configuration in words (配置说明书): to be read, printed and kept, in a language that is chosen here. */
export class MappingSheetView extends LitElement {
  static override styles = [controls, unsafeCSS(sheetCss), styles];

  @property({ attribute: false }) view: MappingView | undefined;
  /** The stored configuration; undefined while it was never saved. */
  @property({ attribute: false }) stored: SheetFacts['stored'];
  @property({ attribute: false }) dirty = false;
  @property({ attribute: false }) say: ((text: string) => void) | undefined;
  @property() locale = '';

  @state() private language: Locale | undefined;
  @state() private fault = '';

  readonly #editor = new LocalizeController(this, {
    'zh-CN': mappingEditorZhCn,
    en: mappingEditorEn,
    'zh-TW': async () => (await import('../i18n/mapping-editor.zh-tw.js')).mappingEditorZhTw,
  });
  readonly #sheet = new LocalizeController(this, {
    'zh-CN': mappingSheetZhCn,
    en: mappingSheetEn,
    'zh-TW': async () => (await import('../i18n/mapping-sheet.zh-tw.js')).mappingSheetZhTw,
  });
  readonly #rows = new LocalizeController(this, {
    'zh-CN': mappingRowsZhCn,
    en: mappingRowsEn,
    'zh-TW': async () => (await import('../i18n/mapping-rows.zh-tw.js')).mappingRowsZhTw,
  });
  readonly #texts = new LocalizeController(this, {
    'zh-CN': mappingTextsZhCn,
    en: mappingTextsEn,
    'zh-TW': async () => (await import('../i18n/mapping-texts.zh-tw.js')).mappingTextsZhTw,
  });
  readonly #buttons = new LocalizeController<Record<ButtonKind, string>>(this, {
    'zh-CN': buttonsZhCn,
    en: buttonsEn,
    'zh-TW': async () => (await import('../i18n/buttons.zh-tw.js')).buttons,
  });

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const words = this.#sheet.messages;
    const text = this.#text(view);
    const language = this.#chosen();
    return html`<div class="tools">
        <label
          ><span>${words.language}</span>
          <select
            class="input"
            @change=${(event: Event) => {
              this.language = (event.target as HTMLSelectElement).value as Locale;
            }}
          >
            ${LANGUAGES.map(
              (locale) =>
                html`<option value=${locale} lang=${locale} .selected=${locale === language}>
                  ${words.languages[locale]}
                </option>`,
            )}
          </select></label
        >
        <button class="button primary print" type="button" @click=${() => this.#print(text)}>
          ${glyph('print')}${words.print}
        </button>
        <button class="button" type="button" @click=${() => this.#export(text, 'html')}>${words.exportHtml}</button>
        <button class="button" type="button" @click=${() => this.#export(text, 'md')}>${words.exportMarkdown}</button>
      </div>
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
      <div class="paper" role="document" aria-label=${text.title} lang=${text.lang} tabindex="0">
        ${renderSheetPage(text)}
      </div>`;
  }

  #chosen(): Locale {
    const own = this.language ?? this.#sheet.locale;
    return LANGUAGES.includes(own) ? own : 'en';
  }

  #text(view: MappingView): SheetText {
    const locale = this.#chosen();
    // a page may have brought words of its own for the language of the editor
    const messages = locale === this.#editor.locale ? view.messages : this.#editor.messagesIn(locale);
    const words = {
      sheet: this.#sheet.messagesIn(locale),
      rows: this.#rows.messagesIn(locale),
      texts: this.#texts.messagesIn(locale),
      buttons: this.#buttons.messagesIn(locale),
    };
    const sheet = mappingSheet(view.mapping, view.workflow, view.problems);
    const facts = { stored: this.stored, dirty: this.dirty, made: new Date() };
    return sheetText({ ...view, messages, locale }, sheet, words, facts);
  }

  #print(text: SheetText): void {
    const isOpen = printSheet(this.renderRoot as ShadowRoot, text, (sheet, root) =>
      render(renderSheetPage(sheet), root),
    );
    this.fault = isOpen ? '' : this.#sheet.messages.printFailed;
  }

  #export(text: SheetText, kind: 'html' | 'md'): void {
    const words = this.#sheet.messages;
    const name = `${words.fileName(text.title)}.${kind}`;
    const type = kind === 'html' ? 'text/html;charset=utf-8' : 'text/markdown;charset=utf-8';
    saveText(name, type, kind === 'html' ? sheetHtml(text) : sheetMarkdown(text));
    this.say?.(words.exported(name));
  }
}
