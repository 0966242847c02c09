import type { MappingProblem } from '../schema/dom-events.js';
import { Locale } from '../schema/primitives.js';
import type { TemplatePart, TextTemplate } from '../schema/value-source.js';
import { isSealUse, type EditorMapping } from './editor-mapping.js';
import type { Fix } from './fix.js';
import { cleanFileText, isLegalRule, repairedName, sampleName } from './naming.js';
import { valueAt } from './pointer.js';
import { textCommand, textRows, type TextRow } from './text-rows.js';

/** Fixes of words that people typed: the naming rule and the labels. */
export function textFixes(problem: MappingProblem, mapping: EditorMapping): Fix[] {
  if (problem.code === 'NAME-BAD') return cleanRule(problem.pointer, mapping);
  if (isSealUse(mapping)) return [];
  const row = textRows(mapping).find(({ pointer }) => pointer === problem.pointer);
  const language = Locale.safeParse(problem.params['language']);
  if (!row || !language.success) return [];
  const own = row.text[language.data];
  switch (problem.code) {
    case 'I18N-GAP':
      return copyText(row, language.data);
    case 'LABEL-DUP':
      return [{ id: 'defaultText', params: {}, command: textCommand(row, language.data, '') }];
    default: {
      if (own === undefined) return [];
      const short = [...own.trim()].slice(0, row.fits).join('').trim();
      return [{ id: 'shortenText', params: { text: short }, command: textCommand(row, language.data, short) }];
    }
  }
}

/** The text of the language that is its source, so that it can be translated where it stands. */
function copyText(row: TextRow, language: Locale): Fix[] {
  const from = Locale.options.find((candidate) => row.text[candidate] !== undefined);
  const text = from && row.text[from];
  if (text === undefined) return [];
  return [{ id: 'copyText', params: { text, language }, command: textCommand(row, language, text) }];
}

/** C-44: the same rule with what no file name takes replaced, and cut where it is too long. */
function cleanRule(pointer: string, mapping: EditorMapping): Fix[] {
  const rule = valueAt(mapping, pointer);
  if (!Array.isArray(rule)) return [];
  const cleaned = trimmed(
    (rule as TextTemplate).map((part) => (part.kind === 'text' ? { ...part, text: cleanFileText(part.text) } : part)),
  );
  // a name that a system keeps for itself (`con`) only needs another beginning
  const led = isReservedStart(cleaned) ? [{ kind: 'text' as const, text: '_' }, ...cleaned] : cleaned;
  const short = shortened(led);
  if (short.length === 0 || !isLegalRule(short)) return [];
  return [{ id: 'cleanName', params: {}, command: { type: 'set', pointer, value: short } }];
}

function isReservedStart(rule: readonly TemplatePart[]): boolean {
  return repairedName(rule as TextTemplate) === `_${sampleName(rule as TextTemplate)}`;
}

/** No dot and no space at either end: systems drop them silently. */
function trimmed(rule: TemplatePart[]): TemplatePart[] {
  return rule
    .map((part, index) => {
      if (part.kind !== 'text') return part;
      const start = index === 0 ? part.text.replace(/^[\s.]+/, '') : part.text;
      return { ...part, text: index === rule.length - 1 ? start.replace(/[\s.]+$/, '') : start };
    })
    .filter((part) => part.kind !== 'text' || part.text !== '');
}

/** Takes letters off the last texts until the rule is legal; what cannot be made so is left to the person. */
function shortened(rule: TemplatePart[]): TemplatePart[] {
  let short = rule;
  while (!isLegalRule(short)) {
    const at = short.findLastIndex((part) => part.kind === 'text');
    const part = short[at];
    if (part?.kind !== 'text') return short;
    const letters = [...part.text];
    const text = letters.slice(0, Math.floor(letters.length / 2)).join('');
    short = trimmed(text === '' ? short.toSpliced(at, 1) : short.with(at, { ...part, text }));
  }
  return short;
}
