import { html, type TemplateResult } from 'lit';

import type { Catalog } from '../../i18n/localize.js';
import { mappingShellEn } from '../../i18n/mapping-shell.en.js';
import { mappingShellZhCn, type MappingShellMessages } from '../../i18n/mapping-shell.zh-cn.js';
import { mappingShellZhTw } from '../../i18n/mapping-shell.zh-tw.js';

/** The few words that are needed at once, in every language: the others are on their way. */
export const shellCatalog: Catalog<MappingShellMessages> = {
  'zh-CN': mappingShellZhCn,
  en: mappingShellEn,
  'zh-TW': mappingShellZhTw,
};

/** How the elements of the desk are registered; `src/define` fills it, because it alone registers elements. */
export const deskElements: { load: () => Promise<unknown> } = { load: () => Promise.resolve() };

export function renderLoading(text: string): TemplateResult {
  return html`<div class="state" role="status"><span class="spinner"></span>${text}</div>`;
}

/** The part of the editor that says what went wrong did not come either. */
export function renderMissing(words: MappingShellMessages, retry: () => void): TemplateResult {
  return html`<div class="state" role="alert">
    <h2>${words.failed}</h2>
    <p class="muted">${words.help}</p>
    <button class="button" type="button" @click=${retry}>${words.retry}</button>
  </div>`;
}
