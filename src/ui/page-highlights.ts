import { css, html, nothing, type TemplateResult } from 'lit';

import type { Rect } from '../schema/placement.js';

/** Something marked on a page, in displayed points: a hit, the hit that is meant now, or where a seal would come. */
export interface Highlight {
  readonly kind: 'hit' | 'current' | 'place';
  readonly rects: readonly Rect[];
}

/** What is marked on a page; asked only for pages that are shown, so that thousands of hits cost nothing. */
export type HighlightsOf = (pageIndex: number) => readonly Highlight[];

/** Room around a hit, in CSS pixels: the letters themselves stay free. */
const MARGIN = 1.5;

/** The highlights of one page, under its marks. `scale` is CSS pixels of one displayed point. */
export function renderHighlights(highlights: readonly Highlight[], scale: number): TemplateResult | typeof nothing {
  if (highlights.length === 0) return nothing;
  return html`<div class="highlights" aria-hidden="true">
    ${highlights.flatMap(({ kind, rects }) =>
      rects.map((rect) => html`<div class="highlight ${kind}" .style=${boxStyle(rect, scale)}></div>`),
    )}
  </div>`;
}

function boxStyle({ x, y, width, height }: Rect, scale: number): string {
  const [left, top] = [x * scale - MARGIN, y * scale - MARGIN];
  return `left:${left}px;top:${top}px;width:${width * scale + 2 * MARGIN}px;height:${height * scale + 2 * MARGIN}px`;
}

/** On paper, which is white in every theme; the colours multiply, so that the text stays as black as it is. */
export const highlightStyles = css`
  .highlights {
    position: absolute;
    inset: 0;
    contain: strict;
    mix-blend-mode: multiply;
    pointer-events: none;
  }
  .highlight {
    position: absolute;
    border-radius: 2px;
    background: #ffe58a;
  }
  .highlight.current {
    background: #ffb454;
    outline: 2px solid #b45309;
  }
  .highlight.place {
    border: 1.5px dashed #1f5fd6;
    background: rgb(31 95 214 / 8%);
  }
  @media (forced-colors: active) {
    .highlight {
      outline: 1px solid Highlight;
    }
    .highlight.current {
      outline-width: 3px;
    }
  }
`;
