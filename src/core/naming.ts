import type { TextTemplate } from '../schema/value-source.js';
import { fillTemplate, type ResolveContext } from './resolve.js';

/** What no common file system takes in a name; the second part is invisible and turns text around (C-44). */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}]|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Bytes in UTF-8: file systems take 255, and a number or extension may still come behind. */
const MOST_BYTES = 230;

export type FileNameCheck =
  { readonly ok: true } | { readonly ok: false; readonly code: 'NAME-BAD'; readonly fixed: string };

/** A file name by a naming rule (C-44), without extension. Spaces are drawn together; it may still be illegal. */
export function renderName(template: TextTemplate, context: ResolveContext): string {
  return fillTemplate(template, context).replaceAll(/\s+/g, ' ').trim();
}

/** Whether a file name is legal everywhere (C-44), else the nearest legal one. */
export function checkFileName(name: string): FileNameCheck {
  const fixed = fixFileName(name);
  return fixed === name ? { ok: true } : { ok: false, code: 'NAME-BAD', fixed };
}

/** Letters that the fixed part of a name may have (C-44). */
const MOST_LETTERS = 200;

/** A naming rule with a letter for each value: a dot or a space beside one is then not taken for the end of the name. */
export function sampleName(template: TextTemplate): string {
  return template.map((part) => (part.kind === 'text' ? part.text : 'x')).join('');
}

/** What a naming rule would become (C-44), where what is fixed in it is not legal or too long; null when it is fine. */
export function repairedName(template: TextTemplate): string | null {
  const sample = sampleName(template);
  const result = checkFileName(sample.trim());
  if (!result.ok) return result.fixed;
  const letters = [...sample];
  return letters.length > MOST_LETTERS ? letters.slice(0, MOST_LETTERS).join('') : null;
}

export function isLegalRule(template: TextTemplate): boolean {
  return template.length === 0 || repairedName(template) === null;
}

/** A piece of a name without what no file system takes. */
export function cleanFileText(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\t\n\r]/g, ' ')
    .replaceAll(FORBIDDEN, '_');
}

/** Tells equal names apart by ` (2)`, ` (3)` … before the extension; upper and lower case are the same. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const { stem, extension } = splitExtension(name);
    let unique = name;
    for (let number = 2; taken.has(key(unique)); number += 1) unique = `${stem} (${number})${extension}`;
    taken.add(key(unique));
    return unique;
  });
}

/** A name in front of its extension, which keeps the dot; a name that only begins with a dot has none. */
export function splitExtension(name: string): { readonly stem: string; readonly extension: string } {
  const match = /^(.+)(\.[A-Za-z0-9]{1,8})$/.exec(name);
  return match ? { stem: match[1] ?? '', extension: match[2] ?? '' } : { stem: name, extension: '' };
}

function fixFileName(name: string): string {
  const trimmed = cleanFileText(name).replaceAll(/^[\s.]+|[\s.]+$/g, '');
  const { stem, extension } = splitExtension(trimmed);
  const short = shorten(stem, MOST_BYTES - extension.length);
  const fixed = `${short || '_'}${extension}`;
  return RESERVED.test(fixed) ? `_${fixed}` : fixed;
}

function shorten(text: string, bytes: number): string {
  let short = '';
  let used = 0;
  for (const char of text) {
    used += utf8Length(char.codePointAt(0) ?? 0);
    if (used > bytes) break;
    short += char;
  }
  return short.trimEnd();
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

function key(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
