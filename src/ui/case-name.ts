import { html, type TemplateResult } from 'lit';

import type { MappingCasesMessages } from '../i18n/mapping-cases.zh-cn.js';

/**
 * The name of a case while it is typed. `settle` is told the name, by Enter or by leaving the box, or the old one by Escape;
 * a key also says that the cursor is free.
 */
export function renderCaseName(
  words: MappingCasesMessages,
  name: string,
  settle: (typed: string, isKey: boolean) => void,
): TemplateResult {
  return html`<input
    class="input rename"
    maxlength="200"
    aria-label=${words.nameOf(name)}
    .value=${name}
    @blur=${(event: FocusEvent) => settle((event.target as HTMLInputElement).value, false)}
    @keydown=${(event: KeyboardEvent) => {
      if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
      event.preventDefault();
      event.stopPropagation();
      const { value } = event.target as HTMLInputElement;
      settle(event.key === 'Enter' ? value : name, true);
    }}
  />`;
}
