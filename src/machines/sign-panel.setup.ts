import { assign, emit, enqueueActions, fromPromise, setup } from 'xstate';

import { EsignError } from '../core/errors.js';
import {
  emptyBoard,
  moveMark,
  moveMarks,
  putMark,
  putMarks,
  redoMarks,
  removeMark,
  removeMarks,
  undoMarks,
  type MarkBoard,
} from '../core/mark-board.js';
import { withProgress } from '../core/sign-progress.js';
import { keepSelected, nothingSelected, selectMark } from '../core/mark-selection.js';
import {
  documentHashes,
  enabledButton,
  isLateEnd,
  isStale,
  markFaults,
  pageReceipt,
  type PanelView,
} from '../core/panel-view.js';
import type { SignReceipt } from '../schema/envelope.js';
import type { TabState } from '../schema/record-tab.js';
import type { Mark } from '../schema/placement.js';
import type { Seal } from '../schema/seal.js';
import type { SigningProgress } from '../schema/sign-progress.js';
import type { Intent, ReadPage } from '../schema/signing-terms.js';
import type {
  ActInput,
  LoadedPanel,
  LoadInput,
  PanelMode,
  PanelTarget,
  RejectInput,
  SignInput,
  SignPanelContext,
  SignPanelEmitted,
  SignPanelEvent,
} from './sign-panel.events.js';

/** The context of a panel that was just pointed at something. */
export const untouched = {
  ahead: null,
  view: undefined,
  seals: [],
  board: emptyBoard,
  ...nothingSelected,
  armedSealId: null,
  pinned: {},
  intentKey: null,
  reason: '',
  terms: null,
  hasRead: false,
  reading: [],
  startedIntent: null,
  intentToken: null,
  faults: [],
  finish: null,
  error: undefined,
  receipt: undefined,
  progress: [],
  isBehind: false,
} satisfies Partial<SignPanelContext>;

/**
 * Where a receipt still says what is true. A person with two places is asked to sign again, and an end that came
 * later says more than the receipt.
 */
const AFTER_SIGNING: readonly TabState[] = ['signedByMe', 'waitingForOthers', 'completed', 'view'];

/** Every edit starts a new intent; faults that were shown once are kept up to date. */
function edited(context: SignPanelContext, board: MarkBoard): Partial<SignPanelContext> {
  const faults = context.faults.length > 0 ? markFaults(board.marks, context.view, context.seals) : [];
  return { board, faults, finish: null, intentKey: null, error: undefined };
}

/** After undo and redo nothing is selected that is not there. */
function travelled(context: SignPanelContext, board: MarkBoard): Partial<SignPanelContext> {
  return { ...edited(context, board), ...keepSelected(context, board.marks) };
}

function isEqual(one: SignPanelContext['pinned'], other: SignPanelContext['pinned']): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function missing(name: string): () => Promise<never> {
  return () => Promise.reject(new Error(`${name} is not provided`));
}

/** Everything that the chart in `sign-panel.machine.ts` names. */
export const panelSetup = setup({
  types: {
    context: {} as SignPanelContext,
    events: {} as SignPanelEvent,
    emitted: {} as SignPanelEmitted,
    tags: {} as 'busy' | 'editing',
  },
  actors: {
    loadPanel: fromPromise<LoadedPanel, LoadInput>(missing('loadPanel')),
    act: fromPromise<void, ActInput>(missing('act')),
    sign: fromPromise<SignReceipt, SignInput>(missing('sign')),
    reject: fromPromise<void, RejectInput>(missing('reject')),
  },
  guards: {
    hasView: ({ context }) => context.view !== undefined,
    hasReceipt: ({ context }) => context.receipt !== undefined,
    isState: ({ context }, { state }: { state: TabState }) => context.view?.state === state,
    isReadOnly: ({ context }) => context.mode === 'view',
    isSigning: ({ context }) => context.mode === 'sign',
    isPlacing: ({ context }) => context.mode === 'place',
    placesAhead: ({ context }) => context.ahead === true && context.terms?.page === undefined,
    signsOnPage: ({ context }) => context.terms?.page !== undefined,
    isNewer: ({ context }, { version }: { version: number }) => version > (context.view?.envelope?.version ?? -1),
    isBehind: ({ context }) => context.isBehind,
    isUnmarked: ({ context }) =>
      context.mode !== 'view' && context.board.marks.length === 0 && context.board.past.length === 0,
    canUndo: ({ context }) => context.mode !== 'view' && context.board.past.length > 0,
    canRedo: ({ context }) => context.mode !== 'view' && context.board.future.length > 0,
    isFaulty: ({ context }) => markFaults(context.board.marks, context.view, context.seals).length > 0,
    isDoubtful: ({ context }, { warnings }: { warnings: number }) => warnings > 0 && context.finish === null,
    isUpToDate: ({ context }) => !isStale(context.pinned, context.view),
    canLaunch: ({ context }) => enabledButton(context.view, 'launch') !== undefined,
    canCreate: ({ context: { view } }) => view?.recordId != null && enabledButton(view, 'sign') !== undefined,
    canRestart: ({ context: { view } }) => view?.recordId != null && enabledButton(view, 'launch') !== undefined,
    canRetrySubmit: ({ context: { view } }) => view?.recordId != null && view.mayRetrySubmit,
    isUnread: ({ context: { terms, hasRead } }) =>
      !hasRead && terms !== null && (terms.reading.minSeconds > 0 || terms.reading.toEnd),
    needsProof: ({ context: { terms, intentToken } }) =>
      terms !== null && terms.intent.kind !== 'none' && intentToken === null,
    hasText: (_, { text }: { text: string }) => text.trim() !== '',
  },
  actions: {
    startOver: assign((_, { target, mode }: { target: PanelTarget; mode: PanelMode }) => ({
      ...untouched,
      target,
      mode,
    })),
    /** The marks stay, whatever they are for now. */
    keepMode: assign((_, { mode }: { mode: PanelMode }) => ({
      mode,
      ...nothingSelected,
      ahead: null,
      armedSealId: null,
      faults: [],
      finish: null,
    })),
    keepView: assign(({ context }, { view, seals, terms = null, ahead = null }: LoadedPanel) => {
      const unpinned = context.board.marks.length === 0 || Object.keys(context.pinned).length === 0;
      const receipt = AFTER_SIGNING.includes(view.state) ? context.receipt : undefined;
      const pinned = unpinned ? documentHashes(view) : context.pinned;
      // what was started proves the intent to sign those very files
      const startedIntent = isEqual(pinned, context.pinned) ? context.startedIntent : null;
      return { view, seals, terms, ahead, receipt, pinned, startedIntent };
    }),
    unpin: assign(({ context }) => ({
      pinned: {},
      error: undefined,
      intentKey: null,
      startedIntent: null,
      intentToken: null,
      // an old view that still asks to sign knows nothing of the signature: until a newer one is read, the receipt does
      receipt: context.view?.state === 'sign' ? context.receipt : undefined,
    })),
    markBehind: assign({ isBehind: true }),
    markRead: assign({ isBehind: false }),
    armSeal: assign((_, { sealId }: { sealId: string | null }) => ({ armedSealId: sealId })),
    /** A signature that was just made is at hand: the next click places it. */
    keepSeal: assign(({ context }, { seal }: { seal: Seal }) => ({
      seals: [...context.seals.filter(({ id }) => id !== seal.id), seal],
      armedSealId: seal.id,
    })),
    selectMark: assign(({ context }, { id, mode }: Extract<SignPanelEvent, { type: 'mark.selected' }>) =>
      selectMark(context, id, mode),
    ),
    selectMarks: assign((_, { ids }: { ids: readonly string[] }) => ({
      selection: ids,
      selectedId: ids.at(-1) ?? null,
    })),
    putMark: assign(({ context }, { mark, gesture }: Extract<SignPanelEvent, { type: 'mark.placed' }>) => ({
      ...edited(context, putMark(context.board, mark, gesture)),
      selectedId: mark.id,
      selection: [mark.id],
      armedSealId: null,
    })),
    putMarks: assign(({ context }, { marks }: Extract<SignPanelEvent, { type: 'marks.placed' }>) => ({
      ...edited(context, putMarks(context.board, marks)),
      selectedId: null,
      selection: marks.map(({ id }) => id),
      armedSealId: null,
    })),
    moveMark: assign(
      ({ context }, { id, pageIndex, rect, gesture }: Extract<SignPanelEvent, { type: 'mark.moved' }>) => ({
        ...edited(context, moveMark(context.board, id, { pageIndex, rect }, gesture)),
        ...selectMark(context, id, 'focus'),
      }),
    ),
    removeMark: assign(({ context }, { id }: { id: string }) => ({
      ...edited(context, removeMark(context.board, id)),
      ...nothingSelected,
    })),
    moveMarks: assign(({ context }, { moves, gesture }: Extract<SignPanelEvent, { type: 'marks.moved' }>) =>
      edited(context, moveMarks(context.board, moves, gesture)),
    ),
    removeMarks: assign(({ context }, { ids }: { ids: readonly string[] }) => ({
      ...edited(context, removeMarks(context.board, ids)),
      ...nothingSelected,
    })),
    undo: assign(({ context }) => travelled(context, undoMarks(context.board))),
    redo: assign(({ context }) => travelled(context, redoMarks(context.board))),
    keepFaults: assign(({ context }) => ({
      faults: markFaults(context.board.marks, context.view, context.seals),
      finish: null,
    })),
    askOnce: assign({ finish: 'asked', faults: [] }),
    finish: assign({ finish: 'done', faults: [], error: undefined, armedSealId: null }),
    forgetFaults: assign({ faults: [], error: undefined, armedSealId: null }),
    keepIntent: assign(
      ({ context }, params: { idempotencyKey: string; reason: string; reading?: readonly ReadPage[] }) => {
        const isRepeated = context.intentKey !== null && context.reason === params.reason;
        return {
          intentKey: isRepeated ? context.intentKey : params.idempotencyKey,
          reading: isRepeated ? context.reading : (params.reading ?? []),
          reason: params.reason,
          progress: [],
          error: undefined,
        };
      },
    ),
    keepStarted: assign((_, { intent }: { intent: Intent | null }) => ({ startedIntent: intent })),
    keepProof: assign((_, { token }: { token: string }) => ({ intentToken: token, startedIntent: null })),
    keepRead: assign({ hasRead: true }),
    restoreMarks: assign(({ context }, { marks }: { marks: readonly Mark[] }) => ({
      board: { ...context.board, marks, past: [...context.board.past, context.board.marks] },
    })),
    discardMarks: assign(({ context }) => ({ ...edited(context, emptyBoard), selectedId: null })),
    keepProgress: assign(({ context }, { progress }: { progress: SigningProgress }) => ({
      progress: withProgress(context.progress, progress),
    })),
    keepReceipt: assign((_, { receipt }: { receipt: SignReceipt }) => ({
      receipt,
      board: emptyBoard,
      ...nothingSelected,
      pinned: {},
      intentKey: null,
      startedIntent: null,
      intentToken: null,
    })),
    fail: enqueueActions(({ context, enqueue }, params: { error: unknown }) => {
      const error = EsignError.from(params.error);
      const isKept = error.retryable;
      enqueue.assign({
        error,
        intentKey: isKept ? context.intentKey : null,
        intentToken: isKept ? context.intentToken : null,
      });
      enqueue.emit({ type: 'failed', error });
    }),
    tellLoaded: emit((_, { view }: { view: PanelView }) => ({ type: 'loaded' as const, view })),
    tellPlaced: emit(({ context }) => ({ type: 'placed' as const, marks: context.board.marks, done: false })),
    tellDone: emit(({ context }) => ({ type: 'placed' as const, marks: context.board.marks, done: true })),
    tellSigned: emit(({ context }, { receipt }: { receipt: SignReceipt }) => ({
      type: 'signed' as const,
      receipt,
      recordId: context.view?.recordId ?? null,
      onPage: false,
    })),
    /** To be asked before the new view is kept. */
    tellSignedOnPage: enqueueActions(({ context, enqueue }, { view }: { view: PanelView }) => {
      if (context.mode !== 'sign') return;
      const { recordId } = view;
      const receipt = context.terms?.page && pageReceipt(context.view, view);
      if (receipt) enqueue.emit({ type: 'signed', receipt, recordId, onPage: true });
      if (!context.receipt && isLateEnd(context.view, view)) enqueue.emit({ type: 'submitted', recordId });
    }),
    tellRejected: emit(({ context }) => ({
      type: 'rejected' as const,
      envelopeId: context.view?.envelope?.id ?? '',
      reason: context.reason,
    })),
  },
});
