import { html, nothing, type TemplateResult } from 'lit';

import { printCss, sheetCss, type SheetTable, type SheetText } from '../core/sheet-files.js';
import { openPrintFrame } from './print-frame.js';

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

/** Prints the sheet and nothing of the page around it. Answers whether the browser could. `draw` renders into a node. */
export function printSheet(
  root: ShadowRoot,
  text: SheetText,
  draw: (text: SheetText, root: HTMLElement) => void,
): boolean {
  const target = openPrintFrame(root, text, `${sheetCss}${printCss(text)}`);
  if (!target) return false;
  draw(text, target.document.body);
  target.print();
  return true;
}
