import { html, nothing, type TemplateResult } from 'lit';

import { printCss, sheetCss, type SheetTable, type SheetText } from '../core/sheet-files.js';

/** A sheet as a page: the same on the screen and on paper. */
export function renderSheetPage(text: SheetText): TemplateResult {
  return html`<div class="sheet-page" lang=${text.lang}>
    <h3 class="sheet-title">${text.title}</h3>
    <p class="sheet-subtitle">${text.subtitle}</p>
    <dl class="sheet-facts">
      ${text.facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    ${text.sections.map(
      ({ title, note, tables }) =>
        html`<h4 class="sheet-section">${title}</h4>
          ${note ? html`<p class="sheet-note">${note}</p>` : nothing} ${tables.map(renderTable)}`,
    )}
  </div>`;
}

function renderTable({ title, head, rows }: SheetTable): TemplateResult {
  return html`<table class="sheet-table">
    ${
      title
        ? html`<caption>
            ${title}
          </caption>`
        : nothing
    }
    <thead>
      <tr>
        ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([first, ...cells]) =>
          html`<tr>
            <th scope="row">${first}</th>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/**
 * Prints the sheet and nothing of the page around it: it is drawn into an empty frame of its own, without any address, so
 * that a strict content policy has nothing to refuse. Answers whether the browser could. `draw` renders into a node.
 */
export function printSheet(
  root: ShadowRoot,
  text: SheetText,
  draw: (text: SheetText, root: HTMLElement) => void,
): boolean {
  // the frame of the last time: it stays until then, because some browsers say that they are done while they still draw
  root.querySelector('.print-frame')?.remove();
  const frame = document.createElement('iframe');
  frame.className = 'print-frame';
  frame.title = text.title;
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  root.append(frame);
  const target = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!target) {
    frame.remove();
    return false;
  }
  const page = target.document;
  page.title = text.title;
  page.documentElement.lang = text.lang;
  const sheet = new target.CSSStyleSheet();
  sheet.replaceSync(`${sheetCss}${printCss(text)}`);
  page.adoptedStyleSheets = [sheet];
  draw(text, page.body);
  target.print();
  return true;
}
