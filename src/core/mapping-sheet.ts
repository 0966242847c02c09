import type { EditorStep, MappingProblem } from '../schema/dom-events.js';
import { EACH_ROW_PARTY, INITIATOR_PARTY, type PlacementRule } from '../schema/placement.js';
import type { SealUseCallback } from '../schema/seal-use-config.js';
import type { CallbackRule, DocumentSource, FileOperation, SigningMapping } from '../schema/signing-config.js';
import type { FieldSource, RowCondition } from '../schema/value-source.js';
import type { Workflow } from '../schema/workflow.js';
import { isEmptyValue } from './check-references.js';
import { isObject, isSame } from './document-parts.js';
import { emptyMapping, isSealUse, kindOf, type EditorMapping, type MappingKind } from './editor-mapping.js';
import { sheetPlaces, type SheetPlace } from './sheet-places.js';
import { valueAt } from './pointer.js';
import { slotsOf, type SlotDefinition } from './slots.js';
import { textRows, type TextRow } from './text-rows.js';

export type { SheetAct, SheetPlace } from './sheet-places.js';

/** One value of a slot; `source` says how a field's value is taken, `control` for which control of a template. */
export interface SheetEntry {
  readonly pointer: string;
  readonly value: unknown;
  readonly source?: FieldSource;
  readonly control?: string;
}

/** A slot with its values. A parked one keeps its values, but they have no effect with the present modes. */
export interface SheetRow {
  /** Key of the slot's words, and the requirement. */
  readonly slot: string;
  readonly code: string;
  readonly pointer: string;
  readonly required: boolean;
  readonly parked: boolean;
  readonly entries: readonly SheetEntry[];
  readonly problems: readonly MappingProblem[];
}

export interface SheetStep {
  readonly step: EditorStep;
  readonly rows: readonly SheetRow[];
}

/** A party: the initiating organisation, one of the list by its number from 1, or one per row of a detail table. */
export interface SheetParty {
  readonly id: string;
  readonly number: number | null;
  readonly where: RowCondition | null;
  readonly rows: readonly SheetRow[];
}

/** What stands in a list of the mapping, with what is wrong with it. */
export interface SheetItem<T> {
  readonly pointer: string;
  readonly item: T;
  readonly problems: readonly MappingProblem[];
}

/** A whole mapping as sections of rows, without a word in any language: what a printed sheet (配置说明书) is made from. */
export interface MappingSheet {
  readonly kind: MappingKind;
  readonly steps: readonly SheetStep[];
  readonly parties: readonly SheetParty[];
  readonly placements: readonly SheetItem<PlacementRule>[];
  readonly places: readonly SheetPlace[];
  readonly callbacks: readonly SheetItem<CallbackRule>[];
  readonly sealCallbacks: readonly SheetItem<SealUseCallback>[];
  readonly texts: readonly SheetItem<TextRow>[];
  readonly operations: readonly SheetItem<FileOperation>[];
  readonly problems: readonly MappingProblem[];
}

/** Slots that have a section of their own. */
const APART: ReadonlySet<SlotDefinition['control']> = new Set<SlotDefinition['control']>([
  'parties',
  'dynamicParties',
  'placements',
  'callbacks',
  'sealCallbacks',
  'operations',
]);
const TEXTS = ['/buttons', '/advanced/tabName', '/advanced/prompts/notSignedText'];
const OF_INITIATOR = '/flow/initiator/';

/** Everything that a mapping says, in the order of the editor; `problems` are those of the checks. */
export function mappingSheet(
  mapping: EditorMapping,
  workflow: Workflow,
  problems: readonly MappingProblem[],
): MappingSheet {
  const slots = slotsOf(mapping).filter(({ control, pointer }) => !APART.has(control) && !TEXTS.includes(pointer));
  const empty = emptyMapping(kindOf(mapping), mapping.basic.workflowId, '');
  const rows = slots
    .map((slot) => ({ slot, row: rowOf(mapping, slot, problems) }))
    .filter(({ row }) => isShown(row, empty));
  const isOfParty = ({ pointer }: SlotDefinition): boolean =>
    /^\/flow\/(parties|dynamicParties)\//.test(pointer) || pointer.startsWith(OF_INITIATOR);
  const plain = rows.filter(({ slot }) => !isOfParty(slot));
  const steps = [...new Set(plain.map(({ slot }) => slot.step))].map((step) => ({
    step,
    rows: plain.filter(({ slot }) => slot.step === step).map(({ row }) => row),
  }));
  const under = (pointer: string): SheetRow[] =>
    rows.filter(({ slot }) => slot.pointer.startsWith(pointer)).map(({ row }) => row);
  const items = <T>(list: readonly T[], pointer: string): SheetItem<T>[] =>
    list.map((item, index) => itemOf(item, `${pointer}/${index}`, problems));
  const base = { kind: kindOf(mapping), steps, places: sheetPlaces(mapping, workflow), problems };
  if (isSealUse(mapping)) {
    const none = { parties: [], placements: [], callbacks: [], texts: [], operations: [] };
    return { ...base, ...none, sealCallbacks: items(mapping.callbacks, '/callbacks') };
  }
  return {
    ...base,
    parties: partiesOf(mapping, under),
    placements: items(mapping.flow.placements, '/flow/placements'),
    callbacks: items(mapping.advanced.callbacks, '/advanced/callbacks'),
    sealCallbacks: [],
    texts: textRows(mapping).map((row) => itemOf(row, row.pointer, problems)),
    operations: items(mapping.operations, '/operations'),
  };
}

function partiesOf({ flow }: SigningMapping, under: (pointer: string) => SheetRow[]): SheetParty[] {
  const initiator = under(OF_INITIATOR);
  const { dynamicParties, addParties } = flow;
  return [
    ...(flow.initiatorAction === 'launchAndSign' && initiator.length > 0
      ? [{ id: INITIATOR_PARTY, number: null, where: null, rows: initiator }]
      : []),
    ...flow.parties.map(({ id }, index) => ({
      id,
      number: index + 1,
      where: null,
      rows: under(`/flow/parties/${index}/`),
    })),
    ...(addParties.dynamic || dynamicParties.table !== null
      ? [
          {
            id: EACH_ROW_PARTY,
            number: null,
            where: dynamicParties.where ?? null,
            rows: under('/flow/dynamicParties/'),
          },
        ]
      : []),
  ];
}

/** What does not apply is only worth a line where a person has set something there. */
function isShown({ parked, entries, pointer }: SheetRow, empty: EditorMapping): boolean {
  if (!parked) return true;
  const usual = valueAt(empty, pointer);
  return entries.some(({ value }) => value !== false && !isSame(value, usual));
}

function rowOf(mapping: EditorMapping, slot: SlotDefinition, problems: readonly MappingProblem[]): SheetRow {
  const { id, code, pointer } = slot;
  return {
    slot: id,
    code,
    pointer,
    required: slot.required(mapping),
    parked: !slot.applies(mapping),
    entries: entriesOf(slot, valueAt(mapping, pointer)),
    problems: problemsAt(problems, pointer),
  };
}

function itemOf<T>(item: T, pointer: string, problems: readonly MappingProblem[]): SheetItem<T> {
  return { item, pointer, problems: problemsAt(problems, pointer) };
}

function problemsAt(problems: readonly MappingProblem[], pointer: string): MappingProblem[] {
  return problems.filter((found) => found.pointer === pointer || found.pointer.startsWith(`${pointer}/`));
}

function entriesOf({ control, pointer }: SlotDefinition, value: unknown): SheetEntry[] {
  if (isEmptyValue(value)) return [];
  if (control === 'documents') {
    return (value as DocumentSource[]).flatMap((document, index) => documentEntries(document, `${pointer}/${index}`));
  }
  // a text template is one value, cut into pieces
  if (Array.isArray(value) && control !== 'template') {
    return value.map((item: unknown, index) => entryOf(item, `${pointer}/${index}`));
  }
  return [entryOf(value, pointer)];
}

function entryOf(value: unknown, pointer: string): SheetEntry {
  const isField = isObject(value) && value['kind'] === 'field' && isObject(value['field']);
  if (!isField) return { pointer, value };
  const source = value as unknown as FieldSource;
  return { pointer, value: source.field, source };
}

function documentEntries(document: DocumentSource, pointer: string): SheetEntry[] {
  if (document.kind === 'field') return [{ pointer, value: document.field }];
  const controls = document.controls.flatMap(({ control, value }, index) =>
    value === null ? [] : [{ ...entryOf(value, `${pointer}/controls/${index}/value`), control }],
  );
  return [entryOf(document.template, `${pointer}/template`), ...controls];
}
