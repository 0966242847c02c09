import { Locale, type LocalizedText } from '../schema/primitives.js';
import { ButtonLabels, type FileOperation, type SigningMapping } from '../schema/signing-config.js';
import type { MappingCommand } from './commands.js';
import { readCsv, writeCsv } from './csv.js';
import { valueAt } from './pointer.js';

/** What a text of the mapping is; `name` tells texts of one kind apart. */
export type TextKind = 'button' | 'tabName' | 'notSigned' | 'operation';

/** One text that exists in several languages (C-51, C-52, C-60, C-70). */
export interface TextRow {
  /** JSON pointer of the localised text. */
  readonly pointer: string;
  readonly kind: TextKind;
  /** The button, or the number of the operation. */
  readonly name: string;
  readonly text: LocalizedText;
  /** Signs that fit where the text is shown; longer ones are warned about. */
  readonly fits: number;
}

export const LANGUAGES: readonly Locale[] = Locale.options;

/** The buttons that a signing configuration labels (C-60), in the order of the tab. */
export const LABELLED_BUTTONS = Object.keys(ButtonLabels.shape) as (keyof ButtonLabels)[];

const FITS: Record<TextKind, number> = { button: 16, tabName: 12, notSigned: 200, operation: 200 };

/** Every text of a mapping that has languages, in the order in which they are shown. */
export function textRows(mapping: SigningMapping): TextRow[] {
  const row = (kind: TextKind, pointer: string, name: string): TextRow => ({
    pointer,
    kind,
    name,
    text: (valueAt(mapping, pointer) as LocalizedText | undefined) ?? {},
    fits: FITS[kind],
  });
  return [
    ...LABELLED_BUTTONS.map((name) => row('button', `/buttons/${name}`, name)),
    row('tabName', '/advanced/tabName', ''),
    row('notSigned', '/advanced/prompts/notSignedText', ''),
    ...mapping.operations.flatMap((operation, index) =>
      hasMessage(operation) ? [row('operation', `/operations/${index}/message`, String(index + 1))] : [],
    ),
  ];
}

function hasMessage(operation: FileOperation): boolean {
  return operation.operation === 'verifySigned';
}

/**
 * Sets one text in one language; an empty one takes the language away, and a button without any label loses its entry, so
 * that a text that was typed and deleted again leaves no trace.
 */
export function textCommand(
  row: Pick<TextRow, 'pointer' | 'text' | 'kind'>,
  locale: Locale,
  value: string,
): MappingCommand {
  const { [locale]: _, ...rest } = row.text;
  const text: LocalizedText = value === '' ? rest : inOrder({ ...rest, [locale]: value });
  const isEmpty = row.kind === 'button' && Object.keys(text).length === 0;
  return { type: 'set', pointer: row.pointer, value: isEmpty ? undefined : text };
}

function inOrder(text: LocalizedText): LocalizedText {
  return Object.fromEntries(
    LANGUAGES.flatMap((locale) => (text[locale] === undefined ? [] : [[locale, text[locale]]])),
  );
}

/** What a text is shown as in each language when it has none of its own there. */
export type TextDefaults = (row: Pick<TextRow, 'kind' | 'name'>, locale: Locale) => string;

/** The languages in which one of the texts was given; only there can one be missing. */
export function usedLanguages(rows: readonly TextRow[]): Locale[] {
  return LANGUAGES.filter((locale) => rows.some((row) => row.text[locale] !== undefined));
}

/** Whether a text is given in some language but not in this one, while others are: a reader would see two languages mixed. */
export function isMissing(row: TextRow, locale: Locale, used: readonly Locale[]): boolean {
  return used.includes(locale) && row.text[locale] === undefined && Object.keys(row.text).length > 0;
}

/** All texts for a translator: the pointer names the text, then one column a language. */
export function exportTexts(rows: readonly TextRow[]): string {
  return writeCsv([
    ['key', ...LANGUAGES],
    ...rows.map((row) => [row.pointer, ...LANGUAGES.map((locale) => row.text[locale] ?? '')]),
  ]);
}

/** Why a line of an imported table was refused; `line` counts from 1, the heading included. */
export interface TextFault {
  readonly line: number;
  readonly reason: 'unreadable' | 'noKey' | 'unknownKey' | 'tooLong';
  readonly key: string;
}

/**
 * Reads a table back: columns are found by their heading, in any order; languages that are not in it stay as they are, and
 * so do texts without a line. The command is one act; it changes nothing where the table says what is there already.
 */
export function importTexts(
  rows: readonly TextRow[],
  csv: string,
): { command: MappingCommand; changed: number; faults: TextFault[] } {
  const faults: TextFault[] = [];
  const commands: MappingCommand[] = [];
  let table: string[][] = [];
  try {
    table = readCsv(csv);
  } catch {
    faults.push({ line: 1, reason: 'unreadable', key: '' });
  }
  const [heading = [], ...lines] = table;
  const keyAt = heading.findIndex((cell) => cell.trim().toLowerCase() === 'key');
  if (keyAt < 0 && faults.length === 0) faults.push({ line: 1, reason: 'noKey', key: heading[0] ?? '' });
  const columns = LANGUAGES.map((locale) => ({
    locale,
    at: heading.findIndex((cell) => cell.trim().toLowerCase() === locale.toLowerCase()),
  })).filter(({ at }) => at >= 0);
  if (keyAt >= 0) {
    lines.forEach((cells, index) => {
      const key = (cells[keyAt] ?? '').trim();
      const line = index + 2;
      if (key === '' && cells.every((cell) => cell.trim() === '')) return;
      const row = rows.find(({ pointer }) => pointer === key);
      if (!row) {
        faults.push({ line, reason: 'unknownKey', key });
        return;
      }
      const values = columns.map(({ locale, at }) => ({ locale, value: (cells[at] ?? '').trim() }));
      if (values.some(({ value }) => value.length > 500)) {
        faults.push({ line, reason: 'tooLong', key });
        return;
      }
      let text = row.text;
      let command: MappingCommand | undefined;
      for (const { locale, value } of values) {
        if (value === (text[locale] ?? '')) continue;
        command = textCommand({ ...row, text }, locale, value);
        text = (command as { value: LocalizedText | undefined }).value ?? {};
      }
      if (command) commands.push(command);
    });
  }
  return { command: { type: 'batch', commands }, changed: commands.length, faults };
}
