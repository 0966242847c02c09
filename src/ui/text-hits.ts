import { html, nothing, type TemplateResult } from 'lit';

import type { TextIndex } from '../core/text-index.js';
import { excerptOf, type TextHit } from '../core/text-search.js';
import type { PanelFindMessages } from '../i18n/panel-find.zh-cn.js';
import { glyph } from './icons.js';

/** Rows of the list; a keyword with more hits is no keyword. */
const MAX_ROWS = 100;
/** Characters around a hit; before it few, so that it shows in a narrow list. */
const AROUND = 14;
const BEFORE = 6;

/** The hits as a list, each with its page and what stands around it; those that get a seal are ticked. */
export function renderHits({
  index,
  hits,
  chosen,
  current,
  texts,
  show,
}: {
  readonly index: TextIndex;
  readonly hits: readonly TextHit[];
  readonly chosen: ReadonlySet<TextHit>;
  readonly current: number;
  readonly texts: PanelFindMessages;
  readonly show: (nth: number) => void;
}): TemplateResult {
  return html`<ul class="hits" aria-label=${texts.hits}>
    ${hits.slice(0, MAX_ROWS).map((found, nth) => {
      const { before, hit, after } = excerptOf(index, found, AROUND);
      return html`<li>
        <button
          type="button"
          class="hit ${chosen.has(found) ? 'chosen' : ''}"
          aria-current=${nth === current ? 'true' : nothing}
          @click=${() => show(nth)}
        >
          <span class="tick">${chosen.has(found) ? glyph('check') : nothing}</span>
          <span class="page">${texts.page(found.pageIndex + 1)}</span>
          <span class="words">${before.slice(-BEFORE)}<mark>${hit}</mark>${after}</span>
        </button>
      </li>`;
    })}
    ${hits.length > MAX_ROWS ? html`<li class="more">${texts.moreHits(hits.length - MAX_ROWS)}</li>` : nothing}
  </ul>`;
}
