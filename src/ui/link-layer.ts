import { css, html, nothing, type TemplateResult } from 'lit';

import type { PageLink } from '../core/page-links.js';
import type { PanelViewerMessages } from '../i18n/panel-viewer.zh-cn.js';
import type { PageAct } from './page-act.js';

/** Characters of an address in the name of its link; the whole of it is shown before it is opened. */
const LONGEST_NAME = 120;

/**
 * The links of a page, over its text and under its marks. They are buttons without an address: nothing of a file is followed
 * by the browser itself.
 */
export function renderLinks(
  links: readonly PageLink[],
  pageIndex: number,
  scale: number,
  words: PanelViewerMessages,
  fire: (act: PageAct) => void,
): TemplateResult | typeof nothing {
  if (links.length === 0) return nothing;
  return html`<div class="links">
    ${links.map((link, index) => {
      const { target, rect } = link;
      const name =
        target.kind === 'page'
          ? words.linkToPage(target.pageIndex + 1)
          : words.linkToAddress(target.address.slice(0, LONGEST_NAME));
      return html`<button
        type="button"
        role="link"
        class="link"
        data-link="${pageIndex}-${index}"
        aria-label=${name}
        title=${name}
        .style=${`left:${rect.x * scale}px;top:${rect.y * scale}px;width:${rect.width * scale}px;height:${rect.height * scale}px`}
        @click=${() => fire({ kind: 'link', pageIndex, index, link })}
      ></button>`;
    })}
  </div>`;
}

export const linkStyles = css`
  .links {
    position: absolute;
    inset: 0;
    isolation: isolate;
    pointer-events: none;
  }
  .link {
    position: absolute;
    padding: 0;
    border: 0;
    border-radius: 2px;
    background: none;
    cursor: pointer;
    pointer-events: auto;
  }
  /* a finger hits what is near, but never another link in the place of the one that it is on */
  @media (pointer: coarse) {
    .link::after {
      position: absolute;
      inset: min(0px, (100% - 44px) / 2);
      z-index: -1;
      content: '';
    }
  }
  .link:hover {
    background: rgb(31 95 214 / 14%);
  }
  .link:focus-visible {
    outline: 2px solid #1f5fd6;
    outline-offset: 1px;
  }
  .armed .link {
    pointer-events: none;
  }
`;
