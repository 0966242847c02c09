import type { MappingSheet, SheetEntry, SheetParty, SheetRow } from '../core/mapping-sheet.js';
import { conversionOf, rowChoiceOf } from '../core/row-choice.js';
import type { SheetSection, SheetTable, SheetText } from '../core/sheet-files.js';
import type { MappingSheetMessages } from '../i18n/mapping-sheet.zh-cn.js';
import type { MappingProblem } from '../schema/dom-events.js';
import { EACH_ROW_PARTY, INITIATOR_PARTY } from '../schema/placement.js';
import type { LookupTarget, RowCondition } from '../schema/value-source.js';
import { slotWords, type MappingView } from './mapping-view.js';
import {
  callbackTables,
  checkTables,
  operationTables,
  placeTables,
  problemLines,
  sealCallbackTables,
  textTables,
  type SheetWords,
} from './sheet-lists.js';
import { placementTables } from './sheet-placements.js';
import { valueWords } from './value-words.js';

export type { SheetWords } from './sheet-lists.js';

/** What is said about the document itself. */
export interface SheetFacts {
  readonly stored: { readonly version: number; readonly updatedAt: string; readonly updatedBy: string } | undefined;
  readonly dirty: boolean;
  readonly made: Date;
}

/** A sheet in words; `view` speaks the language of the sheet, which may be another one than that of the editor. */
export function sheetText(view: MappingView, sheet: MappingSheet, words: SheetWords, facts: SheetFacts): SheetText {
  const { basic } = view.mapping;
  return {
    lang: view.locale,
    title: basic.name || view.workflow.name,
    subtitle: `${words.sheet.title} · ${words.sheet.kinds[sheet.kind]}`,
    facts: factsOf(view, sheet, words.sheet, facts),
    sections: [
      ...sheet.steps
        .filter(({ step }) => step !== 'basic')
        .map(({ step, rows }) =>
          section(
            view.messages.steps[step],
            [slotTable(view, words.sheet, '', rows)],
            flowNote(view, words.sheet, step),
          ),
        ),
      ...listSections(view, sheet, words),
      section(
        words.sheet.sections.check,
        checkTables(view, words.sheet, sheet.problems),
        checkNote(words.sheet, sheet),
      ),
    ],
  };
}

function listSections(view: MappingView, sheet: MappingSheet, words: SheetWords): SheetSection[] {
  const { sections } = words.sheet;
  const parties = sheet.parties.map((party) =>
    slotTable(view, words.sheet, partyTitle(view, words.sheet, party), party.rows),
  );
  const all: readonly [string, SheetTable[]][] = [
    [sections.parties, parties],
    [sections.placements, placementTables(view, sheet, words.sheet)],
    [sections.places, placeTables(view, sheet.places, words)],
    [sections.callbacks, [...callbackTables(view, sheet, words), ...sealCallbackTables(view, sheet, words.sheet)]],
    [sections.operations, operationTables(view, sheet, words)],
    [sections.texts, textTables(sheet, words)],
  ];
  const isSealUse = sheet.kind === 'seal-use';
  // a physical-seal mapping has no parties, positions, labels or file operations at all
  const kept = all.filter(
    ([title, tables]) => tables.length > 0 || !isSealUse || title === sections.callbacks || title === sections.places,
  );
  return kept.map(([title, tables]) => section(title, tables, tables.length === 0 ? words.sheet.none : ''));
}

function section(title: string, tables: readonly SheetTable[], note = ''): SheetSection {
  return { title, note, tables: tables.filter(({ rows }) => rows.length > 0) };
}

function factsOf(
  view: MappingView,
  sheet: MappingSheet,
  words: MappingSheetMessages,
  { stored, dirty, made }: SheetFacts,
): [string, string][] {
  const { basic } = view.mapping;
  const date = new Intl.DateTimeFormat(view.locale, { dateStyle: 'medium', timeStyle: 'short' });
  const saved = stored ? words.savedBy(stored.updatedBy, date.format(new Date(stored.updatedAt))) : words.never;
  const { facts } = words;
  return [
    [facts.workflow, words.workflow(view.workflow.name, view.workflow.version)],
    [facts.enabled, basic.enabled ? words.enabled : words.disabled],
    [facts.provider, valueWords(view, '/basic/provider', basic.provider) || words.notSet],
    [facts.binding, valueWords(view, '/basic/bindingId', basic.bindingId) || words.notSet],
    ...(stored ? [[facts.version, words.version(stored.version)] as [string, string]] : []),
    [facts.saved, dirty && stored ? `${saved}\n${words.unsaved}` : saved],
    [facts.check, checkNote(words, sheet)],
    [facts.made, date.format(made)],
  ];
}

function checkNote(words: MappingSheetMessages, { problems }: MappingSheet): string {
  const count = (severity: MappingProblem['severity']): number =>
    problems.filter((problem) => problem.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  return errors + warnings === 0 ? words.complete : words.checked(errors, warnings);
}

function flowNote({ mapping }: MappingView, words: MappingSheetMessages, step: string): string {
  if (step !== 'flow' || !('flow' in mapping)) return '';
  const create = mapping.flow.createAt.length === 0 ? [words.lazyCreate] : [];
  return [...create, ...(mapping.flow.saveAsDraft ? [] : [words.lazyLaunch])].join(' ');
}

/** Settings with their values: every value on a line, how it is taken beside it. */
function slotTable(
  view: MappingView,
  words: MappingSheetMessages,
  title: string,
  rows: readonly SheetRow[],
): SheetTable {
  const { head } = words;
  return {
    title,
    head: [head.slot, head.value, head.how, head.problems],
    rows: rows.map((row) => {
      const { name } = slotWords(view, { id: row.slot });
      const values = row.entries.map((entry) => entryWords(view, words, entry)).filter((text) => text !== '');
      const how = row.entries.map((entry) => howWords(view, words, entry)).filter((text) => text !== '');
      return [
        `${name} (${row.code}${row.required ? `, ${words.required}` : ''})`,
        values.join('\n') || words.notSet,
        [...how, ...(row.parked ? [words.parked] : [])].join('\n'),
        problemLines(view, row.problems),
      ];
    }),
  };
}

function entryWords(view: MappingView, words: MappingSheetMessages, { pointer, value, control }: SheetEntry): string {
  const text = valueWords(view, pointer, value);
  return control === undefined ? text : words.control(control, text);
}

/** Conversion, lookup table and rows of one value. */
function howWords(view: MappingView, words: MappingSheetMessages, { source }: SheetEntry): string {
  if (!source) return '';
  const conversion = conversionOf(source);
  const choice = rowChoiceOf(source);
  const parts: string[] = [];
  if (choice?.pick === 'where') parts.push(words.rowWhere(choice.field.label, equalsWords(view, words, choice)));
  else if (choice) parts.push(words.rows[choice.pick]);
  if (conversion) parts.push(view.messages.conversions[conversion]);
  const { lookup } = source;
  if (lookup && lookup.rows.length > 0) {
    const pairs = lookup.rows.map(({ option, target }) =>
      words.pair(optionLabel(view, source.field, option), targetWords(words, target)),
    );
    if (lookup.otherwise) pairs.push(words.pair(words.otherwise, targetWords(words, lookup.otherwise)));
    parts.push(words.lookup(pairs.join(view.messages.listSeparator)));
  }
  return parts.length === 0 ? '' : `${source.field.label}: ${parts.join(view.messages.listSeparator)}`;
}

function targetWords(words: MappingSheetMessages, target: LookupTarget | null): string {
  if (target === null) return words.notSet;
  if (typeof target.value === 'boolean') return target.value ? words.on : words.off;
  return target.label ?? String(target.value);
}

function optionLabel(view: MappingView, ref: RowCondition['field'], option: string): string {
  const { main, details } = view.workflow.form;
  const table = [main, ...details].find(({ id }) => id === ref.table);
  const field = table?.fields.find(({ id }) => id === ref.field);
  return field?.options?.find(({ value }) => value === option)?.label ?? option;
}

function equalsWords(view: MappingView, words: MappingSheetMessages, { field, equals }: RowCondition): string {
  if (typeof equals === 'boolean') return equals ? words.yes : words.no;
  return optionLabel(view, field, String(equals));
}

function partyTitle(view: MappingView, words: MappingSheetMessages, { id, number, where }: SheetParty): string {
  const { parties } = view.messages;
  if (id === INITIATOR_PARTY) return parties.initiator;
  if (id !== EACH_ROW_PARTY) return parties.nth(number ?? 0);
  const { mapping } = view;
  const table = 'flow' in mapping ? mapping.flow.dynamicParties.table : null;
  const title = parties.eachRow(table === null ? words.notSet : valueWords(view, '/flow/dynamicParties/table', table));
  return where ? `${title} – ${words.partiesWhere(where.field.label, equalsWords(view, words, where))}` : title;
}
