import { assign, emit, enqueueActions, fromPromise, setup } from 'xstate';

import type { checkMapping } from '../core/checks.js';
import { touchedPlaces, type MappingCommand } from '../core/commands.js';
import { isSame } from '../core/document-parts.js';
import type { FoundDraft } from '../core/draft.js';
import type { Armed, MappingChange } from '../core/editing.js';
import { withBasic, type EditorMapping, type MappingKind } from '../core/editor-mapping.js';
import { EsignError } from '../core/errors.js';
import { commit, createHistory, endMerge, jump, takeBranch, type History, type HistoryLabel } from '../core/history.js';
import { mergeDocuments, type Side } from '../core/merge.js';
import { mergeProblems, type Severities } from '../core/problem-severity.js';
import { chosenCapabilities } from '../core/service-capabilities.js';
import type { Binding } from '../schema/binding.js';
import type { EditorStep, MappingProblem } from '../schema/dom-events.js';
import type { FieldRef } from '../schema/form.js';
import type { ProviderDescriptor } from '../schema/provider.js';
import type { SealUseConfig } from '../schema/seal-use-config.js';
import type { SigningConfig } from '../schema/signing-config.js';
import type { Workflow } from '../schema/workflow.js';
import { draftIsPlain, mergedDraft, type OptionalData, type OptionalRequest } from './mapping-editor.safety.js';

/** Which document of which kind to edit: a stored one by `configId`, else the one of a workflow, made new when there is none. */
export interface EditorTarget {
  readonly workflowId: string;
  readonly configId: string;
  readonly kind: MappingKind;
}

export interface StoredConfig {
  readonly config: SigningConfig | SealUseConfig;
  readonly etag: string;
}

/** All that the editor needs before a person can work; `workflow` is undefined until one is chosen (C-01). */
export interface EditorData extends OptionalData {
  readonly bindings: Binding[];
  readonly providers: ProviderDescriptor[];
  readonly workflow: Workflow | undefined;
  readonly stored: StoredConfig | undefined;
  readonly mapping: EditorMapping | undefined;
  /** What the document is checked with; comes with the data, because nothing can be checked before. */
  readonly check: typeof checkMapping;
}

export interface SaveRequest {
  readonly mapping: EditorMapping;
  readonly stored: { readonly id: string; readonly etag: string } | undefined;
}

/** Which document to read again, after somebody else was faster. */
export interface CurrentRequest {
  readonly kind: MappingKind;
  readonly workflowId: string;
  readonly configId: string | undefined;
}

/** Whose drafts of which document are looked for. */
export interface DraftRequest {
  readonly owner: string;
  readonly mapping: EditorMapping;
}

/** What the rules of the page found, and how much each code weighs there. */
export interface RuleReport {
  readonly problems: readonly MappingProblem[];
  readonly severities: Severities;
  /** Whether some of the rules are still at work. */
  readonly checking: boolean;
}

export type MappingEditorEvent =
  | { type: 'target.assigned'; target: EditorTarget; readonly: boolean }
  | { type: 'readonly.changed'; readonly: boolean }
  | { type: 'load.retried' }
  | { type: 'workflow.requested'; workflowId: string }
  | { type: 'leave.confirmed' }
  | { type: 'change.requested'; change: MappingChange }
  | { type: 'document.imported'; mapping: EditorMapping }
  | { type: 'typing.ended' }
  | { type: 'undo.requested' }
  | { type: 'redo.requested' }
  | { type: 'history.jumped'; by: number }
  | { type: 'branch.taken'; at: number }
  | { type: 'validate.requested' }
  | { type: 'save.requested' }
  | { type: 'save.switchedOff' }
  | { type: 'dialog.closed' }
  | { type: 'conflict.theirsTaken' }
  | { type: 'conflict.mineKept' }
  | { type: 'conflict.merged'; choices: Readonly<Record<string, Side>> }
  | { type: 'draft.taken' }
  | { type: 'draft.merged'; choices: Readonly<Record<string, Side>> }
  | { type: 'draft.discarded' }
  | { type: 'draft.returned'; offer: FoundDraft }
  | { type: 'drafts.failed' }
  | { type: 'drafts.excused' }
  | { type: 'elsewhere.saved'; version: number }
  | { type: 'theirs.requested' }
  | { type: 'reads.retried' }
  | { type: 'step.opened'; step: EditorStep }
  | { type: 'slot.visited'; pointer: string }
  | { type: 'field.armed'; field: FieldRef; others?: readonly FieldRef[] | undefined }
  | { type: 'slot.armed'; pointer: string }
  | { type: 'drag.started'; field: FieldRef; others?: readonly FieldRef[] | undefined }
  | { type: 'binding.ended' }
  | { type: 'pick.started'; pointer: string }
  | { type: 'pick.ended' }
  | { type: 'workflow.refreshed'; workflow: Workflow }
  | ({ type: 'rules.reported' } & RuleReport);

export type MappingEditorEmitted =
  | {
      type: 'changed';
      mapping: EditorMapping;
      label: HistoryLabel;
      travel: 'undo' | 'redo' | null;
      /** The places that an undo or a redo changed. */
      reveal: readonly string[];
    }
  | { type: 'stepped'; step: EditorStep }
  | { type: 'checked'; problems: MappingProblem[] }
  | { type: 'left'; workflowId: string }
  | { type: 'saving'; mapping: EditorMapping }
  | { type: 'saved'; config: SigningConfig | SealUseConfig }
  | { type: 'draftSettled'; offer: FoundDraft; as: 'taken' | 'discarded' | 'returned' }
  | { type: 'failed'; error: EsignError };

export interface MappingEditorContext {
  readonly target: EditorTarget;
  readonly readonly: boolean;
  readonly data: EditorData | undefined;
  readonly stored: StoredConfig | undefined;
  readonly theirs: StoredConfig | undefined;
  readonly history: History<EditorMapping> | undefined;
  /** The document as it is stored, or as a new one begins: undoing back to it counts as clean. */
  readonly saved: EditorMapping | undefined;
  /** What is on its way to the host; edits go on while it travels. */
  readonly sent: EditorMapping | undefined;
  readonly dirty: boolean;
  /** Those of the checks and of the page's rules. */
  readonly problems: MappingProblem[];
  readonly reported: readonly MappingProblem[];
  readonly severities: Severities;
  readonly checking: boolean;
  readonly visited: ReadonlySet<string>;
  readonly saveTried: boolean;
  readonly step: EditorStep;
  readonly armed: Armed | null;
  readonly picking: string | null;
  /** The workflow to open next, once the person agreed to give up what is not saved (C-01). */
  readonly next: string;
  /** Unsaved work of an earlier visit that nobody has decided about, newest first. */
  readonly offers: readonly FoundDraft[];
  /** `told` when the person knows that unsaved work cannot be kept here; they are told once. */
  readonly keeping: 'works' | 'failed' | 'told';
  /** The newest version that was stored by another window of the same browser; 0 while none was. */
  readonly elsewhere: number;
  readonly error: EsignError | undefined;
}

/** The state of a document that was not read yet. */
export const freshContext = {
  data: undefined,
  stored: undefined,
  theirs: undefined,
  history: undefined,
  saved: undefined,
  sent: undefined,
  dirty: false,
  problems: [],
  reported: [],
  severities: {},
  checking: false,
  visited: new Set<string>(),
  saveTried: false,
  step: 'basic' as EditorStep,
  armed: null,
  picking: null,
  next: '',
  offers: [],
  keeping: 'works' as const,
  elsewhere: 0,
  error: undefined,
};

/** The checks of a document against what was loaded. */
function check(mapping: EditorMapping, data: EditorData | undefined): MappingProblem[] {
  if (!data?.workflow) return [];
  const { bindings, providers, workflows, stored } = data;
  return data.check(mapping, data.workflow, {
    bindings,
    capabilities: chosenCapabilities(mapping.basic, providers, bindings),
    workflows,
    configId: stored?.config.id,
  });
}

type Weighing = Pick<MappingEditorContext, 'data' | 'reported' | 'severities'>;

function allProblems(mapping: EditorMapping, { data, reported, severities }: Weighing): MappingProblem[] {
  return mergeProblems(check(mapping, data), reported, severities);
}

/** What follows from another document: is it saved, what is wrong with it. */
function derive(
  context: MappingEditorContext,
  history: History<EditorMapping>,
): Pick<MappingEditorContext, 'history' | 'dirty' | 'problems'> {
  return {
    history,
    dirty: !isSame(history.doc, context.saved),
    problems: allProblems(history.doc, context),
  };
}

/** An enabled mapping with errors would fail at run time; it may be kept, but only switched off (C-04). */
export function isIncomplete({
  readonly,
  history,
  problems,
}: Pick<MappingEditorContext, 'readonly' | 'history' | 'problems'>): boolean {
  return !readonly && history?.doc.basic.enabled === true && problems.some(({ severity }) => severity === 'error');
}

/** What both sides of a conflict started from: what was read or saved last, or the new document (C-01). */
export function baseOf({ data, history, stored }: MappingEditorContext): EditorMapping {
  return stored?.config.mapping ?? data?.mapping ?? history!.doc;
}

/** The mapping that is saved in place of an incomplete one. */
export function switchedOff(mapping: EditorMapping): EditorMapping {
  return withBasic(mapping, { enabled: false });
}

/** Replaces the whole document by one undoable command, so that nothing a person typed is ever lost. */
export function replaceAll(mapping: EditorMapping): MappingCommand {
  // the entries of a union are untyped
  const entries: [string, unknown][] = Object.entries(mapping);
  const commands = entries.map(([key, value]) => ({ type: 'set' as const, pointer: `/${key}`, value }));
  return { type: 'batch', commands };
}

export const editorSetup = setup({
  types: {
    context: {} as MappingEditorContext,
    events: {} as MappingEditorEvent,
    emitted: {} as MappingEditorEmitted,
    tags: {} as 'busy' | 'editable',
  },
  actors: {
    load: fromPromise<EditorData, EditorTarget>(() => Promise.reject(new Error('load is not provided'))),
    save: fromPromise<StoredConfig, SaveRequest>(() => Promise.reject(new Error('save is not provided'))),
    readCurrent: fromPromise<StoredConfig, CurrentRequest>(() =>
      Promise.reject(new Error('readCurrent is not provided')),
    ),
    readOptional: fromPromise<OptionalData, OptionalRequest>(() =>
      Promise.reject(new Error('readOptional is not provided')),
    ),
    /** A page without a store for drafts has none. */
    readDrafts: fromPromise<readonly FoundDraft[], DraftRequest>(() => Promise.resolve([])),
  },
  guards: {
    isWritable: ({ context }) => !context.readonly && context.history !== undefined,
    isDirty: ({ context }) => context.dirty,
    isClean: ({ context }) => !context.dirty,
    canUndo: ({ context }) => !context.readonly && (context.history?.undo.length ?? 0) > 0,
    canRedo: ({ context }) => !context.readonly && (context.history?.redo.length ?? 0) > 0,
    canSave: ({ context }) => !context.readonly && context.history !== undefined && (context.dirty || !context.stored),
    isNothingArmed: ({ context }) => context.armed === null,
    isNothingPicked: ({ context }) => context.picking === null,
    isIncomplete: ({ context }) => isIncomplete(context),
    isConflict: (_, { error }: { error: unknown }) =>
      ['stale-version', 'workflow-already-configured'].includes(EsignError.from(error).code),
    isOpenForDrafts: ({ context }) =>
      !context.readonly && context.history !== undefined && context.data?.owner !== undefined,
    hasOffer: ({ context }) => context.offers.length > 0,
    hasNoOffer: ({ context }) => context.offers.length === 0,
    isDraftPlain: ({ context }) => !context.readonly && draftIsPlain(context),
    isDraftMergeable: ({ context }) => !context.readonly && context.offers[0]?.kind === 'draft',
    hasUnread: ({ context }) => (context.data?.unread ?? []).length > 0,
    hasDocument: (_, { data }: { data: EditorData }) => data.mapping !== undefined,
  },
  actions: {
    assignTarget: assign((_, params: { target: EditorTarget; readonly: boolean }) => ({ ...freshContext, ...params })),
    assignReadonly: assign((_, { readonly }: { readonly: boolean }) => ({ readonly, armed: null, picking: null })),
    keepData: assign(({ context }, { data }: { data: EditorData }) => {
      const history = data.mapping && createHistory(data.mapping);
      const loaded = { ...context, data };
      return {
        data,
        stored: data.stored,
        history,
        saved: data.mapping,
        dirty: false,
        problems: history ? allProblems(history.doc, loaded) : [],
        error: undefined,
      };
    }),
    keepReport: enqueueActions(({ context, enqueue }, { problems, severities, checking }: RuleReport) => {
      const next = { ...context, reported: problems, severities, checking };
      const all = context.history ? allProblems(context.history.doc, next) : [];
      enqueue.assign({ reported: problems, severities, checking, problems: all });
      enqueue.emit({ type: 'checked', problems: all });
    }),
    keepWorkflow: enqueueActions(({ context, enqueue }, { workflow }: { workflow: Workflow }) => {
      if (!context.data || !context.history) return;
      const data = { ...context.data, workflow };
      const all = allProblems(context.history.doc, { ...context, data });
      enqueue.assign({ data, problems: all });
      enqueue.emit({ type: 'checked', problems: all });
    }),
    keepError: assign((_, { error }: { error: unknown }) => ({ error: EsignError.from(error) })),
    dropError: assign({ error: undefined }),
    applyChange: enqueueActions(({ context, enqueue }, { change }: { change: MappingChange }) => {
      if (!context.history) return;
      const history = commit(context.history, change.command, change.sentence, change.mergeKey, change.at);
      if (history === context.history) return;
      const derived = derive(context, history);
      enqueue.assign({ ...derived, armed: null });
      enqueue.emit({ type: 'changed', mapping: history.doc, label: change.sentence, travel: null, reveal: [] });
      enqueue.emit({ type: 'checked', problems: derived.problems });
    }),
    endTyping: assign(({ context: { history } }) => ({ history: history && endMerge(history) })),
    travel: enqueueActions(({ context, enqueue }, { by }: { by: number }) => {
      if (!context.history) return;
      const direction = by < 0 ? 'undo' : 'redo';
      const history = jump(context.history, by);
      // the last step that was taken is what people hear and see
      const entry = history[by < 0 ? 'redo' : 'undo'].at(-1);
      if (!entry || history === context.history) return;
      const derived = derive(context, history);
      enqueue.assign({ ...derived, armed: null });
      enqueue.emit({
        type: 'changed',
        mapping: history.doc,
        label: entry.label,
        travel: direction,
        reveal: touchedPlaces(entry.inverse),
      });
      enqueue.emit({ type: 'checked', problems: derived.problems });
    }),
    takeBranch: enqueueActions(({ context, enqueue }, { at }: { at: number }) => {
      if (!context.history) return;
      const history = takeBranch(context.history, at);
      const entry = history.undo.at(-1);
      if (!entry || history === context.history) return;
      const derived = derive(context, history);
      enqueue.assign({ ...derived, armed: null });
      enqueue.emit({
        type: 'changed',
        mapping: history.doc,
        label: entry.label,
        travel: 'redo',
        reveal: touchedPlaces(entry.inverse),
      });
      enqueue.emit({ type: 'checked', problems: derived.problems });
    }),
    switchOff: enqueueActions(({ context, enqueue }) => {
      if (!context.history) return;
      const label = { key: 'switchedOff', params: {} };
      const command: MappingCommand = { type: 'set', pointer: '/basic/enabled', value: false };
      const derived = derive(context, commit(context.history, command, label));
      enqueue.assign(derived);
      enqueue.emit({ type: 'changed', mapping: derived.history!.doc, label, travel: null, reveal: [] });
      enqueue.emit({ type: 'checked', problems: derived.problems });
    }),
    keepOffers: assign((_, { offers }: { offers: readonly FoundDraft[] }) => ({ offers })),
    takeDraft: enqueueActions(({ context, enqueue }, { choices }: { choices: Readonly<Record<string, Side>> }) => {
      const [offer, ...offers] = context.offers;
      const mapping = mergedDraft(context, choices);
      if (!context.history || !offer || !mapping) return;
      const label = { key: 'draftRestored', params: {} };
      const derived = derive(context, commit(context.history, replaceAll(mapping), label));
      enqueue.assign({ ...derived, offers, armed: null });
      enqueue.emit({ type: 'draftSettled', offer, as: 'taken' });
      enqueue.emit({ type: 'changed', mapping: derived.history!.doc, label, travel: null, reveal: [] });
      enqueue.emit({ type: 'checked', problems: derived.problems });
    }),
    dropOffer: enqueueActions(({ context, enqueue }) => {
      const [offer, ...offers] = context.offers;
      if (!offer) return;
      enqueue.assign({ offers });
      enqueue.emit({ type: 'draftSettled', offer, as: 'discarded' });
    }),
    returnOffer: enqueueActions(({ context, enqueue }, { offer }: { offer: FoundDraft }) => {
      enqueue.assign({ offers: [offer, ...context.offers] });
      enqueue.emit({ type: 'draftSettled', offer, as: 'returned' });
    }),
    keepKeeping: assign(({ context }) => ({
      keeping: context.keeping === 'works' ? ('failed' as const) : context.keeping,
    })),
    excuseKeeping: assign({ keeping: 'told' }),
    keepElsewhere: assign(({ context }, { version }: { version: number }) => ({
      elsewhere: Math.max(context.elsewhere, version),
    })),
    keepOptional: enqueueActions(({ context, enqueue }, { data: read }: { data: OptionalData }) => {
      if (!context.data) return;
      const data = { ...context.data, ...read };
      const all = context.history ? allProblems(context.history.doc, { ...context, data }) : context.problems;
      enqueue.assign({ data, problems: all });
      enqueue.emit({ type: 'checked', problems: all });
    }),
    keepTheirs: assign((_, { stored }: { stored: StoredConfig }) => ({ theirs: stored })),
    takeTheirs: enqueueActions(({ context, enqueue }) => {
      if (!context.history || !context.theirs) return;
      const { mapping } = context.theirs.config;
      const label = { key: 'tookTheirs', params: {} };
      const derived = derive({ ...context, saved: mapping }, commit(context.history, replaceAll(mapping), label));
      enqueue.assign({ ...derived, saved: mapping, stored: context.theirs, theirs: undefined, armed: null });
      enqueue.emit({ type: 'changed', mapping: derived.history!.doc, label, travel: null, reveal: [] });
      enqueue.emit({ type: 'checked', problems: derived.problems });
    }),
    takeMerged: enqueueActions(({ context, enqueue }, { choices }: { choices: Readonly<Record<string, Side>> }) => {
      if (!context.history || !context.theirs) return;
      const { mapping } = context.theirs.config;
      const { doc } = mergeDocuments(baseOf(context), context.history.doc, mapping, choices);
      const label = { key: 'merged', params: {} };
      const derived = derive({ ...context, saved: mapping }, commit(context.history, replaceAll(doc), label));
      enqueue.assign({ ...derived, saved: mapping, stored: context.theirs, theirs: undefined, armed: null });
      enqueue.emit({ type: 'changed', mapping: derived.history!.doc, label, travel: null, reveal: [] });
      enqueue.emit({ type: 'checked', problems: derived.problems });
    }),
    standOnTheirs: assign(({ context }) => ({ stored: context.theirs ?? context.stored, theirs: undefined })),
    keepSaved: assign(({ context }, { stored }: { stored: StoredConfig }) => ({
      stored,
      saved: context.sent,
      dirty: !isSame(context.history?.doc, context.sent),
      error: undefined,
    })),
    keepSent: assign({ sent: ({ context }) => context.history?.doc }),
    tryToSave: assign({ saveTried: true }),
    openStep: assign((_, { step }: { step: EditorStep }) => ({ step, picking: null })),
    visitSlot: assign(({ context }, { pointer }: { pointer: string }) =>
      context.visited.has(pointer) ? {} : { visited: new Set([...context.visited, pointer]) },
    ),
    arm: assign((_, { armed }: { armed: Armed }) => ({ armed })),
    disarm: assign({ armed: null }),
    startPicking: assign((_, { pointer }: { pointer: string }) => ({ picking: pointer })),
    stopPicking: assign({ picking: null }),
    keepNext: assign((_, { workflowId }: { workflowId: string }) => ({ next: workflowId })),
    announceLeft: emit((_, { workflowId }: { workflowId: string }) => ({ type: 'left' as const, workflowId })),
    announceStep: emit(({ context }) => ({ type: 'stepped' as const, step: context.step })),
    announceChecked: emit(({ context }) => ({ type: 'checked' as const, problems: context.problems })),
    announceSaving: emit(({ context }) => ({ type: 'saving' as const, mapping: context.history!.doc })),
    announceSaved: emit((_, { stored }: { stored: StoredConfig }) => ({
      type: 'saved' as const,
      config: stored.config,
    })),
    announceFailed: emit(({ context }) => ({ type: 'failed' as const, error: EsignError.from(context.error) })),
  },
});
