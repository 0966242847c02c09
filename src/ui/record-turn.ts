import { html, nothing, type TemplateResult } from 'lit';

import { glyph } from './icons.js';

export interface RecordTurnWords {
  readonly label: string;
  readonly previous: string;
  readonly next: string;
}

/** The record that a part of the editor shows something for, with the way to the one before and behind it. */
export function renderRecordTurn(
  words: RecordTurnWords,
  name: string,
  at: string,
  turn: (by: number) => void,
): TemplateResult {
  const button = (by: number): TemplateResult =>
    html`<button
      class="button quiet small icon"
      type="button"
      data-act=${by < 0 ? 'previous' : 'next'}
      aria-label=${by < 0 ? words.previous : words.next}
      @click=${() => turn(by)}
    >
      <span class="turn ${by < 0 ? 'back' : ''}">${glyph('down')}</span>
    </button>`;
  return html`<span class="record" role="group" aria-label=${words.label}>
    ${button(-1)}
    <span class="record-name" aria-live="polite"><span class="visually-hidden">${words.label}: </span>${name}</span>
    ${at ? html`<span class="muted">${at}</span>` : nothing} ${button(1)}
  </span>`;
}
