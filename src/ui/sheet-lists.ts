import type { MappingSheet, SheetAct, SheetPlace } from '../core/mapping-sheet.js';
import type { SheetTable } from '../core/sheet-files.js';
import { slotAt } from '../core/slots.js';
import type { TextRow } from '../core/text-rows.js';
import type { MappingRowMessages } from '../i18n/mapping-rows.zh-cn.js';
import type { MappingSheetMessages } from '../i18n/mapping-sheet.zh-cn.js';
import type { MappingTextMessages } from '../i18n/mapping-texts.zh-cn.js';
import type { MappingProblem } from '../schema/dom-events.js';
import type { SealUseAction } from '../schema/seal-use-config.js';
import type { ButtonKind } from '../schema/signing-kinds.js';
import { fieldName, nodeName, problemText, slotName, type MappingView } from './mapping-view.js';
import { valueWords } from './value-words.js';

/** All words that a sheet is written with, in its language. */
export interface SheetWords {
  readonly sheet: MappingSheetMessages;
  readonly rows: MappingRowMessages;
  readonly texts: MappingTextMessages;
  readonly buttons: Readonly<Record<ButtonKind, string>>;
}

export function problemLines(view: MappingView, problems: readonly MappingProblem[]): string {
  const { severities } = view.messages.problemList;
  return problems.map((problem) => `${severities[problem.severity]}: ${problemText(view, problem)}`).join('\n');
}

export function placeTables(view: MappingView, places: readonly SheetPlace[], words: SheetWords): SheetTable[] {
  if (places.length === 0) return [];
  const { head, moments } = words.sheet;
  const rows = places.map(({ acts, timing, ...place }) => [
    placeTitle(view, words.sheet, place),
    moments[timing ?? 'at'],
    acts.map((act) => actWords(words, act)).join('\n'),
  ]);
  return [{ title: '', head: [head.place, head.moment, head.happens], rows }];
}

function placeTitle(
  view: MappingView,
  words: MappingSheetMessages,
  { kind, id }: Pick<SheetPlace, 'kind' | 'id'>,
): string {
  if (kind === 'node') return nodeName(view, id);
  const exit = view.workflow.exits.find((candidate) => candidate.id === id);
  return exit
    ? words.exitPlace(nodeName(view, exit.from), exit.name, nodeName(view, exit.to))
    : view.messages.flow.goneName(id);
}

function actWords({ sheet, rows }: SheetWords, { layer, party, operation }: SheetAct): string {
  if (operation) return sheet.operation(rows.operations.operations[operation]);
  if (typeof party === 'number') return sheet.party(String(party));
  return layer === 'operation' ? '' : sheet.acts[layer];
}

export function callbackTables(
  view: MappingView,
  { callbacks }: MappingSheet,
  { sheet, rows }: SheetWords,
): SheetTable[] {
  if (callbacks.length === 0) return [];
  const { head } = sheet;
  const name = (id: string): string => view.workflow.actionFlows.find((flow) => flow.id === id)?.name ?? id;
  return [
    {
      title: '',
      head: [head.event, head.action, head.state, head.problems],
      rows: callbacks.map(({ item, problems }) => [
        rows.callbacks.events[item.event],
        sheet.run(name(item.actionFlowId)),
        item.enabled ? sheet.on : sheet.off,
        problemLines(view, problems),
      ]),
    },
  ];
}

export function sealCallbackTables(
  view: MappingView,
  { sealCallbacks }: MappingSheet,
  words: MappingSheetMessages,
): SheetTable[] {
  if (sealCallbacks.length === 0) return [];
  const { head } = words;
  return [
    {
      title: '',
      head: [head.event, head.action, head.state, head.problems],
      rows: sealCallbacks.map(({ item, problems }) => [
        view.messages.sealUse.events[item.event],
        item.actions.map((action) => actionWords(view, words, action)).join('\n') || words.none,
        item.enabled ? words.on : words.off,
        problemLines(view, problems),
      ]),
    },
  ];
}

function actionWords(view: MappingView, words: MappingSheetMessages, action: SealUseAction): string {
  switch (action.kind) {
    case 'submitWorkflow':
      return words.submit;
    case 'sendBack':
      return words.sendBack(nodeName(view, action.nodeId));
    case 'writeField': {
      const value = action.value === null ? words.clear : valueWords(view, '', action.value);
      return words.writeField(fieldName(view, action.field).label, value);
    }
    case 'notify':
      return words.notify(valueWords(view, '', action.to), action.text);
    case 'runActionFlow': {
      const flow = view.workflow.actionFlows.find(({ id }) => id === action.actionFlowId);
      return words.run(flow?.name ?? action.actionFlowId);
    }
  }
}

export function operationTables(
  view: MappingView,
  { operations }: MappingSheet,
  { sheet, rows }: SheetWords,
): SheetTable[] {
  if (operations.length === 0) return [];
  const { head, moments } = sheet;
  return [
    {
      title: '',
      head: [head.place, head.moment, head.operation, head.problems],
      rows: operations.map(({ item, problems }) => [
        placeTitle(view, sheet, { kind: item.kind, id: item.target }),
        moments[item.timing],
        rows.operations.operations[item.operation],
        problemLines(view, problems),
      ]),
    },
  ];
}

/** Every text in every language; a dash where it has its default. */
export function textTables({ texts }: MappingSheet, words: SheetWords): SheetTable[] {
  if (texts.length === 0) return [];
  const { languages } = words.texts;
  const locales = Object.keys(languages) as (keyof typeof languages)[];
  return [
    {
      title: '',
      head: [words.sheet.head.text, ...locales.map((locale) => languages[locale])],
      rows: texts.map(({ item }) => [textName(words, item), ...locales.map((locale) => item.text[locale] ?? '–')]),
    },
  ];
}

function textName({ buttons, texts }: SheetWords, { kind, name }: Pick<TextRow, 'kind' | 'name'>): string {
  if (kind === 'button') return buttons[name as ButtonKind];
  if (kind === 'tabName') return texts.tabName;
  return kind === 'notSigned' ? texts.notSigned : texts.operation(name);
}

export function checkTables(
  view: MappingView,
  words: MappingSheetMessages,
  problems: readonly MappingProblem[],
): SheetTable[] {
  const { head } = words;
  const { severities } = view.messages.problemList;
  return [
    {
      title: '',
      head: [head.severity, head.slot, head.what],
      rows: problems.map((problem) => [
        severities[problem.severity],
        slotAt(problem.pointer) ? slotName(view, problem.pointer) : problem.slot,
        problemText(view, problem),
      ]),
    },
  ];
}
