import { html, nothing, type TemplateResult } from 'lit';

import type { PanelViewerMessages } from '../../i18n/panel-viewer.zh-cn.js';
import type { PasswordQuestion } from './document-controller.js';

/** Asks for the password of a file, over its pages; it is kept nowhere. */
export function passwordCard(
  { attempt, answer, cancel }: PasswordQuestion,
  texts: PanelViewerMessages,
): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    const field = event.currentTarget instanceof HTMLFormElement ? event.currentTarget.querySelector('input') : null;
    if (!field?.value) return;
    const { value } = field;
    field.value = '';
    answer(value);
  };
  return html`<div class="over">
    <form class="card" data-attempt=${attempt} @submit=${submit}>
      <h2 id="password-title">${texts.password}</h2>
      ${attempt > 0 ? html`<p class="notice danger" role="alert">${texts.wrongPassword(attempt)}</p>` : nothing}
      <input class="input" type="password" autocomplete="off" aria-labelledby="password-title" data-act="password" />
      <div class="acts">
        <button class="button" type="button" data-act="no-password" @click=${cancel}>${texts.cancel}</button>
        <button class="button primary" type="submit" data-act="unlock">${texts.unlock}</button>
      </div>
    </form>
  </div>`;
}
