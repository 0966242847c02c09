import { bind, unbind, type Bindable, type BindMode } from '../core/bind.js';
import type { MappingCommand } from '../core/commands.js';
import type { Armed, MappingChange } from '../core/editing.js';
import type { EditorMapping } from '../core/editor-mapping.js';
import { findField, type FieldIndex } from '../core/field-index.js';
import { placesById } from '../core/graph.js';
import type { Speller } from '../core/name-search.js';
import { valueAt } from '../core/pointer.js';
import type { Suggestion } from '../core/suggestions.js';
import type { ResolveContext } from '../core/resolve.js';
import { chosenCapabilities } from '../core/service-capabilities.js';
import { rowTableOf, slotAt, type SlotDefinition } from '../core/slots.js';
import { fitSlot, type Fit } from '../core/type-matrix.js';
import type { MappingEditorMessages, SentenceKey } from '../i18n/mapping-editor.zh-cn.js';
import type { SlotId } from '../i18n/mapping-slots.zh-cn.js';
import type { SlotWords } from '../i18n/slot-words.js';
import type { Binding } from '../schema/binding.js';
import type { EditorStep, MappingProblem } from '../schema/dom-events.js';
import { MAIN_TABLE, type FieldRef } from '../schema/form.js';
import type { CatalogItem, Permission, ProviderCapabilities, ProviderDescriptor } from '../schema/provider.js';
import type { FieldSource, LookupTable } from '../schema/value-source.js';
import type { FlowPoint, Workflow, WorkflowSummary } from '../schema/workflow.js';
import type { Keymap } from './keymap.js';

/** Where a record comes from: the page, a person who typed it in, a case, or nowhere. */
export type RecordOrigin = 'real' | 'typed' | 'case' | 'sample';

/** One row of a detail table, or all of them where `index` is null, for the slots that are read for each row. */
export interface TrialRow {
  readonly table: string;
  readonly count: number;
  readonly index: number | null;
  readonly context: ResolveContext;
}

/** The record that results are shown for, and its place among those that can be looked at. */
export interface TrialData {
  readonly name: string;
  readonly origin: RecordOrigin;
  readonly index: number;
  readonly count: number;
  readonly context: ResolveContext;
  readonly row: TrialRow | null;
}

/** How the cases of the mapping stand; those that differ, by the slot that does. */
export interface CaseView {
  readonly total: number;
  /** Undefined until all have run. */
  readonly passed: number | undefined;
  readonly differs: ReadonlyMap<string, readonly CaseMark[]>;
}

export interface CaseMark {
  /** Its place among the cases. */
  readonly at: number;
  readonly name: string;
}

/** What every part of the mapping editor draws from; a new object for every snapshot. */
export interface MappingView {
  readonly mapping: EditorMapping;
  readonly workflow: Workflow;
  readonly index: FieldIndex;
  /** Reads names in pinyin; undefined until its tables have come. */
  readonly spell: Speller | undefined;
  readonly workflows: readonly WorkflowSummary[];
  readonly bindings: readonly Binding[];
  readonly providers: readonly ProviderDescriptor[];
  readonly catalog: readonly CatalogItem[];
  readonly permissions: readonly Permission[];
  /** Every problem, and those that may be shown already, by the pointer of their slot. */
  readonly problems: readonly MappingProblem[];
  readonly shown: ReadonlyMap<string, readonly MappingProblem[]>;
  /** Whether rules of the page are still at work. */
  readonly checking: boolean;
  readonly armed: Armed | null;
  /** The slot under the pointer while a field is dragged. */
  readonly hover: string | null;
  readonly picking: string | null;
  /** Slots that are selected, to be copied together. */
  readonly marked: ReadonlySet<string>;
  /** Fields that would suit empty slots; undefined until they are found, null where what finds them did not come. */
  readonly suggestions: readonly Suggestion[] | null | undefined;
  readonly editable: boolean;
  /** Whether the document is stored: its workflow is then fixed (C-01). */
  readonly stored: boolean;
  readonly trial: TrialData;
  readonly cases: CaseView;
  /** The steps that are shown, in order. */
  readonly steps: readonly EditorStep[];
  readonly keymap: Keymap;
  readonly messages: MappingEditorMessages;
  /** BCP 47, for parts that bring their own words. */
  readonly locale: string;
}

/** What a part may ask for. The editor turns it into events of its machine. */
export interface MappingActions {
  change(change: MappingChange): void;
  place(pointer: string): void;
  armSlot(pointer: string): void;
  /** Picks a field up, with others that go to the same slot. */
  armField(field: FieldRef, others?: readonly FieldRef[]): void;
  disarm(): void;
  pick(pointer: string | null): void;
  visit(pointer: string): void;
  openWorkflow(workflowId: string): void;
  reveal(pointer: string): void;
  /** Opens the suggestions; what finds them is asked for again where it did not come. */
  suggest(): void;
  /** Does not suggest a pair of slot and field again. */
  refuse(key: string): void;
  /** Opens the menu of a slot under its button. */
  menu(pointer: string, anchor: HTMLElement): void;
  /** Selects a slot for the next copy, or no longer. */
  mark(pointer: string): void;
  /** Opens the cases, at one of them. */
  openCase(at: number): void;
}

export function slotWords(view: MappingView, slot: Pick<SlotDefinition, 'id'>): SlotWords {
  return view.messages.slots[slot.id as SlotId];
}

/** The full name of a slot, with the party that it belongs to. */
export function slotName(view: MappingView, pointer: string): string {
  const slot = slotAt(pointer);
  if (!slot) return pointer;
  const party = /^\/flow\/parties\/(\d+)\//.exec(slot.pointer);
  const { name } = slotWords(view, slot);
  return party ? `${view.messages.parties.nth(Number(party[1]) + 1)} · ${name}` : name;
}

/** What the service of the chosen binding can do; undefined while no provider is chosen. */
export function capabilitiesOf(view: MappingView): ProviderCapabilities | undefined {
  return chosenCapabilities(view.mapping.basic, view.providers, view.bindings);
}

/** How a field fits a slot at present; a field that is gone fits nowhere. */
export function fitOf(view: MappingView, slot: SlotDefinition, ref: FieldRef): Fit {
  const field = findField(view.index, ref);
  if (!field) return { kind: 'refused', reason: 'typeMismatch' };
  return fitSlot(slot, field, ref.table, rowTableOf(view.mapping, slot.pointer));
}

/** Whether an admin has to say which row counts: there is no usual answer (design of the editor, 3.6). */
export function asksForRow(fit: Fit): boolean {
  return fit.kind !== 'refused' && fit.rows !== undefined;
}

/**
 * A field as a source, with the usual conversion where one is needed. Which row counts is never chosen silently. `lookup`
 * is the table that goes with it.
 */
export function fieldSource(field: FieldRef, fit: Fit, lookup?: LookupTable): FieldSource {
  const conversion = fit.kind === 'convert' ? fit.conversions[0] : undefined;
  if (!conversion) return { kind: 'field', field };
  return { kind: 'field', field, conversion, ...(conversion === 'lookup' && lookup ? { lookup } : {}) };
}

/** The change that puts a value into a slot. A slot inside a list item, which core does not know by itself, is set. */
export function bindChange(view: MappingView, slot: SlotDefinition, value: Bindable, mode: BindMode): MappingChange {
  const known = slotAt(slot.pointer)?.pointer === slot.pointer;
  const command: MappingCommand = known
    ? bind(view.mapping, slot.pointer, value, mode)
    : { type: 'set', pointer: slot.pointer, value };
  return { command, sentence: sentence('bind', slotName(view, slot.pointer), { field: valueName(view, value) }) };
}

export function unbindChange(view: MappingView, slot: SlotDefinition, index?: number): MappingChange {
  const known = slotAt(slot.pointer)?.pointer === slot.pointer;
  const command: MappingCommand = known
    ? unbind(view.mapping, slot.pointer, index)
    : { type: 'set', pointer: slot.pointer, value: null };
  const key = index === undefined ? 'unbind' : 'remove';
  return { command, sentence: sentence(key, slotName(view, slot.pointer)) };
}

/** The change that sets a plain value; typing into one control is one step of undo. */
export function setChange(view: MappingView, pointer: string, value: unknown, typed = false): MappingChange {
  const change = {
    command: { type: 'set', pointer, value } as const,
    sentence: sentence('set', slotName(view, pointer)),
  };
  return typed ? { ...change, mergeKey: pointer } : change;
}

export function sentence(key: SentenceKey, slot: string, more: Record<string, string> = {}): MappingChange['sentence'] {
  return { key, params: { slot, ...more } };
}

/** What people read for a value: a field's label, a fixed text, who it is. */
export function valueName(view: MappingView, value: Bindable): string {
  if (typeof value !== 'object') return String(value);
  if ('label' in value && 'field' in value && 'table' in value) return value.label;
  if ('kind' in value) {
    if (value.kind === 'field' && 'field' in value) return value.field?.label ?? '';
    if (value.kind === 'constant') return value.label ?? String(value.value);
    if (value.kind === 'operator' || value.kind === 'creator' || value.kind === 'template') {
      return view.messages.kinds[value.kind];
    }
    if (value.kind === 'node' || value.kind === 'exit') return pointName(view, value);
  }
  return '';
}

export function nodeName(view: MappingView, id: string): string {
  return placesById(view.workflow).nodes.get(id)?.name ?? view.messages.flow.goneName(id);
}

/** A moment of the flow in words. */
export function pointName(view: MappingView, point: FlowPoint): string {
  const { flow } = view.messages;
  if (point.kind === 'node') {
    const name = nodeName(view, point.id);
    return point.timing === 'before' ? flow.nodeBefore(name) : flow.nodeAfter(name);
  }
  const exit = placesById(view.workflow).exits.get(point.id);
  if (!exit) return flow.goneName(point.id);
  const name = nodeName(view, exit.from);
  return point.timing === 'before' ? flow.exitBefore(name, exit.name) : flow.exitAfter(name, exit.name);
}

/** A moment without its timing where a control beside it says that. */
export function placeName(view: MappingView, point: FlowPoint): string {
  const exit = point.kind === 'exit' ? placesById(view.workflow).exits.get(point.id) : undefined;
  if (!exit) return pointName(view, point);
  return view.messages.flow.exitName(nodeName(view, exit.from), exit.name, nodeName(view, exit.to));
}

/** The label of a field as it was bound, with its detail table in front. */
export function fieldName(view: MappingView, ref: FieldRef): { table: string | null; label: string } {
  const table = view.workflow.form.details.find((detail) => detail.id === ref.table);
  return { table: ref.table === MAIN_TABLE ? null : (table?.label ?? ref.table), label: ref.label };
}

export function problemText(view: MappingView, problem: MappingProblem): string {
  const texts: Record<string, ((params: Record<string, string>) => string) | undefined> = view.messages.problems;
  // a rule of the page brings its own words
  return texts[problem.code]?.(problem.params) ?? problem.params['message'] ?? problem.code;
}

export function listAt(view: MappingView, pointer: string): readonly unknown[] {
  const value = valueAt(view.mapping, pointer);
  return Array.isArray(value) ? value : [];
}
