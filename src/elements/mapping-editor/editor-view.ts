import { bindable, type Placeable } from './editor-places.js';
import { isComplete } from '../../core/checks.js';
import { emptyMapping, kindOf, type EditorMapping } from '../../core/editor-mapping.js';
import { buildFieldIndex, type FieldIndex } from '../../core/field-index.js';
import type { HistoryLabel } from '../../core/history.js';
import type { Speller } from '../../core/name-search.js';
import { valueAt } from '../../core/pointer.js';
import { chosenCapabilities } from '../../core/service-capabilities.js';
import { slotAt, slotsOf, slotTable } from '../../core/slots.js';
import type { MappingEditorMessages, SentenceKey } from '../../i18n/mapping-editor.zh-cn.js';
import type { MappingEditorContext } from '../../machines/mapping-editor.machine.js';
import { EditorStep, type MappingProblem } from '../../schema/mapping-problem.js';
import type { ProviderCapabilities } from '../../schema/provider.js';
import type { Workflow } from '../../schema/workflow.js';
import type { Keymap } from '../../ui/keymap.js';
import type { MappingView, TrialData } from '../../ui/mapping-view.js';
import type { StepState } from '../../ui/step-list.js';

/** How much of the editor is shown: everything; only what every mapping needs; everything, to look at. */
export type EditorPreset = 'full' | 'basic' | 'auditor';

/** What no mapping does without. */
const BASIC: ReadonlySet<EditorStep> = new Set<EditorStep>(['basic', 'required', 'flow', 'apply']);

/**
 * The steps of a mapping that have a slot, in order. `basic` leaves out what most mappings do without, but never a step
 * in which something is set or wrong, nor the one that is open: nothing works unseen.
 */
export function stepsOf(
  { history, problems, step: open }: Pick<MappingEditorContext, 'history' | 'problems' | 'step'>,
  preset: EditorPreset,
): readonly EditorStep[] {
  if (!history) return [];
  const slots = slotTable(kindOf(history.doc));
  const steps = EditorStep.options.filter((step) => slots.some((slot) => slot.step === step));
  if (preset !== 'basic') return steps;
  return steps.filter(
    (step) =>
      BASIC.has(step) ||
      step === open ||
      !isUntouched(history.doc, step) ||
      problems.some((problem) => problem.step === step && problem.severity === 'error'),
  );
}

function isUntouched(mapping: EditorMapping, step: EditorStep): boolean {
  const kind = kindOf(mapping);
  const empty = emptyMapping(kind, mapping.basic.workflowId, '');
  return slotTable(kind).every(
    ({ step: own, pointer }) =>
      own !== step || JSON.stringify(valueAt(mapping, pointer)) === JSON.stringify(valueAt(empty, pointer)),
  );
}

/** Problems that only say that something was not filled in yet. */
const QUIET: ReadonlySet<string> = new Set(['REQ', 'SIGN-NONE', 'SIGN-CONTACT']);

export interface ViewState {
  readonly hover: string | null;
  readonly editable: boolean;
  readonly messages: MappingEditorMessages;
  readonly locale: string;
  readonly preset: EditorPreset;
  readonly spell: Speller | undefined;
  readonly keymap: Keymap;
  readonly marked: ReadonlySet<string>;
  /** What the mapping does with a record, and with those of the cases. */
  read(workflow: Workflow, mapping: EditorMapping): Pick<MappingView, 'trial' | 'cases'>;
  /** Problems with those of the record behind them. */
  warn(
    own: readonly MappingProblem[],
    mapping: EditorMapping,
    trial: TrialData,
    capabilities: ProviderCapabilities | undefined,
  ): readonly MappingProblem[];
}

/** Turns snapshots into what the parts draw; what depends on the form or the document alone is kept. */
export class ViewBuilder {
  #workflow: Workflow | undefined;
  #index: FieldIndex | undefined;
  #spell: Speller | undefined;
  #counted: EditorMapping | undefined;
  #usage: ReadonlyMap<string, number> = new Map();

  build(context: MappingEditorContext, { preset, read, warn, ...state }: ViewState): MappingView | undefined {
    const { data, history, armed, picking, stored } = context;
    if (!data?.workflow || !history) return undefined;
    const { workflow, workflows, bindings, providers, catalogs, permissions } = data;
    if (workflow !== this.#workflow || state.spell !== this.#spell || !this.#index) {
      this.#workflow = workflow;
      this.#spell = state.spell;
      this.#index = buildFieldIndex(workflow.form, state.spell);
    }
    const { bindingId } = history.doc.basic;
    const { trial, cases } = read(workflow, history.doc);
    const capabilities = chosenCapabilities(history.doc.basic, providers, bindings);
    const problems = warn(context.problems, history.doc, trial, capabilities);
    return {
      mapping: history.doc,
      workflow,
      index: this.#index,
      workflows,
      bindings,
      providers,
      catalog: (bindingId === null ? undefined : catalogs[bindingId]) ?? [],
      permissions,
      problems,
      shown: shownProblems({ ...context, problems }),
      checking: context.checking,
      armed,
      picking,
      suggestions: undefined,
      stored: stored !== undefined,
      trial,
      cases,
      steps: stepsOf(context, preset),
      ...state,
    };
  }

  /** How often each field is used, by `table field`. */
  usage(mapping: EditorMapping): ReadonlyMap<string, number> {
    if (mapping !== this.#counted) {
      const counts = new Map<string, number>();
      count(mapping, counts);
      this.#counted = mapping;
      this.#usage = counts;
    }
    return this.#usage;
  }
}

function count(value: unknown, counts: Map<string, number>): void {
  if (typeof value !== 'object' || value === null) return;
  if ('table' in value && 'field' in value && typeof value.field === 'string') {
    const key = `${String(value.table)} ${value.field}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const member of Object.values(value)) count(member, counts);
}

/** What may be shown at the slots: an empty slot stays quiet until it was visited or saving was tried. */
function shownProblems({
  problems,
  visited,
  saveTried,
}: Pick<MappingEditorContext, 'visited' | 'saveTried'> & Pick<MappingView, 'problems'>): Map<string, MappingProblem[]> {
  const shown = new Map<string, MappingProblem[]>();
  for (const problem of problems) {
    // a hint is no reason to look at a card: it is only in the list
    if (problem.severity === 'hint') continue;
    const pointer = slotAt(problem.pointer)?.pointer ?? problem.pointer;
    if (QUIET.has(problem.code) && !saveTried && !visited.has(pointer)) continue;
    shown.set(pointer, [...(shown.get(pointer) ?? []), problem]);
  }
  return shown;
}

export function stepStates(view: MappingView): StepState[] {
  const places: readonly Placeable[] = view.armed?.kind === 'field' ? bindable(view, view.armed.field) : [];
  return view.steps.map((step) => {
    const own = view.problems.filter((problem) => problem.step === step);
    return {
      step,
      errors: own.filter((problem) => problem.severity === 'error').length,
      warnings: own.filter((problem) => problem.severity === 'warning').length,
      fits: places.filter((place) => place.slot.step === step).length,
      touched: [...view.shown.values()].flat().some((problem) => problem.step === step && problem.severity === 'error'),
      untouched: isUntouched(view.mapping, step),
    };
  });
}

/** Required slots that are filled, and all that there are. */
export function progress(view: MappingView): { done: number; total: number } {
  const required = slotsOf(view.mapping).filter((slot) => slot.applies(view.mapping) && slot.required(view.mapping));
  const open = new Set(view.problems.filter((problem) => QUIET.has(problem.code)).map(({ pointer }) => pointer));
  return { done: required.filter((slot) => !open.has(slot.pointer)).length, total: required.length };
}

/** A step of the history in words. */
export function sentenceOf(messages: MappingEditorMessages | undefined, { key, params }: HistoryLabel): string {
  return messages?.sentences[key as SentenceKey]({ ...params }) ?? key;
}

export function errorCount(view: MappingView): number {
  return isComplete(view.problems) ? 0 : view.problems.filter((problem) => problem.severity === 'error').length;
}
