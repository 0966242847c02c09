import { sha256OfText } from './sha256.js';

export interface SheetTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface SheetSection {
  readonly title: string;
  readonly note: string;
  readonly tables: readonly SheetTable[];
}

/** A sheet in the words of one language: a title, facts, and sections of tables. A cell may have several lines. */
export interface SheetText {
  /** BCP 47. */
  readonly lang: string;
  readonly title: string;
  readonly subtitle: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly sections: readonly SheetSection[];
}

/** Look of a sheet on paper and on its page; the editor shows it with its own colours. */
export const sheetCss = `
.sheet-page { color: var(--_text, #1d2430); font: 400 14px/1.5 system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', sans-serif; overflow-wrap: anywhere; }
.sheet-title { margin: 0; font-size: 22px; font-weight: 600; line-height: 1.3; }
.sheet-subtitle { margin: 4px 0 16px; color: var(--_text-2, #4a5568); }
.sheet-facts { display: grid; grid-template-columns: minmax(88px, max-content) minmax(0, 1fr); gap: 4px 16px; margin: 0 0 8px; }
.sheet-facts dt { color: var(--_text-2, #4a5568); }
.sheet-facts dd { margin: 0; white-space: pre-line; }
.sheet-section { margin: 24px 0 0; font-size: 16px; font-weight: 600; break-after: avoid; }
.sheet-note { margin: 4px 0; color: var(--_text-2, #4a5568); }
.sheet-table { width: 100%; margin: 8px 0 0; border-collapse: collapse; table-layout: fixed; }
.sheet-table caption { padding: 8px 0 4px; text-align: start; font-weight: 600; break-after: avoid; }
.sheet-table thead { display: table-header-group; }
.sheet-table tr { break-inside: avoid; }
.sheet-table th, .sheet-table td { padding: 5px 8px; border: 1px solid var(--_line, #d5dae2); text-align: start; vertical-align: top; white-space: pre-line; font-weight: 400; }
.sheet-table thead th { background: var(--_surface-2, #f3f5f8); font-weight: 600; }
`;

/** Paper: A4, with the name at the head and numbers at the foot of each page where the browser can. */
export function printCss({ title, subtitle }: Pick<SheetText, 'title' | 'subtitle'>): string {
  return `@page { size: A4; margin: 18mm 14mm 16mm; @top-left { content: ${cssText(title)}; font-size: 9pt; color: #4a5568; } @top-right { content: ${cssText(subtitle)}; font-size: 9pt; color: #4a5568; } @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; color: #4a5568; } }
@media print { .sheet-page { font-size: 10.5pt; } .sheet-table { font-size: 9.5pt; } }
`;
}

/** A string of CSS in which nothing but letters and digits stands as it is, so that no text can end it. */
function cssText(text: string): string {
  const safe = [...text].map((sign) =>
    /[\p{L}\p{N} ]/u.test(sign) ? sign : `\\${sign.codePointAt(0)!.toString(16)} `,
  );
  return `"${safe.join('')}"`;
}

const PAGE_CSS =
  'body { margin: 0; background: #ffffff; } .sheet-page { max-width: 1000px; margin: 0 auto; padding: 24px; } @media print { .sheet-page { max-width: none; padding: 0; } }\n';

/** One file that needs nothing else: no script, no address, and a policy that allows its own style only. */
export function sheetHtml(sheet: SheetText): string {
  const css = `\n${PAGE_CSS}${sheetCss}${printCss(sheet)}`;
  const policy = `default-src 'none'; style-src 'sha256-${base64OfHex(sha256OfText(css))}'`;
  const facts = sheet.facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`);
  return `<!doctype html>
<html lang="${escapeHtml(sheet.lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(sheet.title)}</title>
<style>${css}</style>
</head>
<body>
<main class="sheet-page">
<h1 class="sheet-title">${escapeHtml(sheet.title)}</h1>
<p class="sheet-subtitle">${escapeHtml(sheet.subtitle)}</p>
<dl class="sheet-facts">${facts.join('')}</dl>
${sheet.sections.map(sectionHtml).join('\n')}
</main>
</body>
</html>
`;
}

function sectionHtml({ title, note, tables }: SheetSection): string {
  const parts = [`<h2 class="sheet-section">${escapeHtml(title)}</h2>`];
  if (note) parts.push(`<p class="sheet-note">${escapeHtml(note)}</p>`);
  return [...parts, ...tables.map(tableHtml)].join('\n');
}

function tableHtml({ title, head, rows }: SheetTable): string {
  const caption = title ? `<caption>${escapeHtml(title)}</caption>` : '';
  const heads = head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('');
  const lines = rows.map(([first = '', ...cells]) => {
    const rest = cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('');
    return `<tr><th scope="row">${escapeHtml(first)}</th>${rest}</tr>`;
  });
  return `<table class="sheet-table">${caption}<thead><tr>${heads}</tr></thead><tbody>\n${lines.join('\n')}\n</tbody></table>`;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign]!);
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Three hexadecimal digits are two of base 64. */
function base64OfHex(hex: string): string {
  const padded = hex.padEnd(Math.ceil(hex.length / 3) * 3, '0');
  const digits = (padded.match(/.{3}/g) ?? []).map((three) => {
    const value = Number.parseInt(three, 16);
    return BASE64[value >> 6]! + BASE64[value & 63]!;
  });
  const signs = Math.ceil((hex.length * 4) / 6);
  return digits
    .join('')
    .slice(0, signs)
    .padEnd(Math.ceil(signs / 4) * 4, '=');
}

/** The same as text, in Markdown; what is a sign of Markdown in a text is escaped. */
export function sheetMarkdown({ title, subtitle, facts, sections }: SheetText): string {
  const lines = [`# ${escapeMarkdown(title)}`, '', escapeMarkdown(subtitle), ''];
  lines.push(...facts.map(([name, value]) => `- ${escapeMarkdown(name)}: ${escapeMarkdown(value)}`));
  for (const section of sections) {
    lines.push('', `## ${escapeMarkdown(section.title)}`);
    if (section.note) lines.push('', escapeMarkdown(section.note));
    for (const table of section.tables) lines.push('', ...tableMarkdown(table));
  }
  return `${lines.join('\n')}\n`;
}

function tableMarkdown({ title, head, rows }: SheetTable): string[] {
  const row = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const table = [row(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(row)];
  return title ? [`### ${escapeMarkdown(title)}`, '', ...table] : table;
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#&~]/g, '\\$&').replaceAll(/\s*\n\s*/g, '<br>');
}
