import { assign, emit, enqueueActions, fromCallback, sendTo, setup } from 'xstate';

import {
  attemptOf,
  batchIds,
  batchResults,
  batchState,
  newItem,
  proofGroup,
  readyItems,
  submitFaultOf,
  type BatchItem,
  type BatchReading,
  type SubmitFault,
} from '../core/batch.js';
import type { BatchResolution, BatchRule } from '../core/batch-rule.js';
import { EsignError } from '../core/errors.js';
import type { ErrorCode } from '../schema/problem.js';
import type { Seal } from '../schema/seal.js';
import type { Intent, ReadPage } from '../schema/signing-terms.js';
import type {
  BatchContext,
  BatchEmitted,
  BatchEvent,
  BatchNews,
  ReadInput,
  ResolveInput,
  ResubmitInput,
  SignAllInput,
  SignOrder,
} from './batch-sign.events.js';

/** The rule that needs nothing to be chosen: what was prepared for the signer. */
const FIRST_RULE: BatchRule = { sealId: '', documents: 'all', where: { kind: 'places' } };

export const untouchedBatch: BatchContext = {
  items: [],
  dropped: 0,
  seals: [],
  rule: FIRST_RULE,
  applied: FIRST_RULE,
  queue: [],
  orders: [],
  keys: {},
  started: null,
  isPaused: false,
  error: undefined,
};

/** What was not signed is read anew before it is tried again: the host knows what came of it. */
function unsigned(items: readonly BatchItem[]): readonly string[] {
  return items.filter((item) => batchState(item) !== 'signed').map(({ id }) => id);
}

function changed(items: readonly BatchItem[], id: string, change: Partial<BatchItem>): readonly BatchItem[] {
  return items.map((item) => (item.id === id ? { ...item, ...change } : item));
}

export function ordersOf({ items, keys }: Pick<BatchContext, 'items' | 'keys'>): SignOrder[] {
  return readyItems(items).map((item) => ({
    id: item.id,
    recordId: item.reading?.view.recordId ?? null,
    ...attemptOf(item, keys[item.id] ?? ''),
  }));
}

function missing(name: string): () => never {
  return () => {
    throw new Error(`${name} is not provided`);
  };
}

/** Everything that the chart in `batch-sign.machine.ts` names. Its actors tell of one envelope after the other. */
export const batchSetup = setup({
  types: {
    context: {} as BatchContext,
    events: {} as BatchEvent,
    emitted: {} as BatchEmitted,
    tags: {} as 'busy',
  },
  actors: {
    readAll: fromCallback<{ type: 'none' }, ReadInput>(missing('readAll')),
    resolveAll: fromCallback<{ type: 'none' }, ResolveInput>(missing('resolveAll')),
    /** Told to `stop`, it sends nothing more and ends when what is under way was answered. */
    signAll: fromCallback<{ type: 'stop' }, SignAllInput>(missing('signAll')),
    resubmit: fromCallback<{ type: 'none' }, ResubmitInput>(missing('resubmit')),
  },
  guards: {
    canSubmit: ({ context }) => context.rule === context.applied && readyItems(context.items).length > 0,
    needsProof: ({ context }) => proofGroup(context.items).length > 0,
    needsMoreProof: ({ context }, { ids }: { ids: readonly string[] }) =>
      proofGroup(context.items.map((item) => (ids.includes(item.id) ? { ...item, token: 'proved' } : item))).length > 0,
    canResubmit: ({ context }, { id }: { id: string }) => {
      const item = context.items.find((one) => one.id === id);
      return item?.submitFault?.mayRetry === true && !item.isResubmitting;
    },
    canRetry: ({ context }) => unsigned(context.items).length > 0,
  },
  actions: {
    startOver: assign((_, { ids }: { ids: readonly string[] }) => {
      const batch = batchIds(ids);
      return { ...untouchedBatch, dropped: batch.dropped, items: batch.ids.map(newItem), queue: batch.ids };
    }),
    /** What is read anew keeps what was sent, as long as nobody knows what came of it. */
    queue: assign(({ context }, { ids }: { ids: readonly string[] }) => ({
      queue: ids,
      items: context.items.map((item) =>
        ids.includes(item.id)
          ? { ...newItem(item.id), isExcluded: item.isExcluded, read: item.read, attempt: item.attempt }
          : item,
      ),
    })),
    queueUnsigned: assign(({ context }) => {
      const ids = unsigned(context.items);
      return {
        queue: ids,
        items: context.items.map((item) =>
          ids.includes(item.id) ? { ...item, reading: null, failure: null, resolution: null, outcome: null } : item,
        ),
      };
    }),
    keepSeals: assign(({ context }, { seals }: { seals: readonly Seal[] }) => {
      const first =
        seals.find((seal) => seal.usable && seal.kind !== 'signature') ?? seals.find(({ usable }) => usable);
      const isKnown = seals.some(({ id, usable }) => usable && id === context.applied.sealId);
      if (isKnown) return { seals };
      const rule = { ...context.applied, sealId: first?.id ?? '' };
      return { seals, rule, applied: rule };
    }),
    keepReading: assign(({ context }, { id, reading }: { id: string; reading: BatchReading }) => ({
      items: changed(context.items, id, { reading, failure: null, submitFault: submitFaultOf(reading.view) }),
    })),
    keepFailure: assign(({ context }, { id, code }: { id: string; code: ErrorCode }) => ({
      items: changed(context.items, id, { failure: code }),
    })),
    keepResolution: assign(({ context }, { id, resolution }: { id: string; resolution: BatchResolution }) => ({
      items: changed(context.items, id, { resolution }),
    })),
    keepRule: assign((_, { rule }: { rule: BatchRule }) => ({ rule })),
    /** Another rule is other content: what was sent before counts no more. */
    applyRule: assign(({ context }) => ({
      applied: context.rule,
      items: context.items.map((item) => ({ ...item, resolution: null, attempt: null })),
    })),
    /** What was not worked out stays unsigned until the rule is applied again. */
    unapply: assign(({ context }) => ({ applied: { ...context.applied } })),
    exclude: assign(({ context }, { id, isExcluded }: { id: string; isExcluded: boolean }) => ({
      items: changed(context.items, id, { isExcluded }),
    })),
    keepShown: assign(({ context }, { id, pages }: { id: string; pages: readonly ReadPage[] }) => ({
      items: changed(context.items, id, { read: pages }),
    })),
    keepKeys: assign((_, { keys }: { keys: Readonly<Record<string, string>> }) => ({ keys })),
    keepToken: assign(({ context }, { token, ids }: { token: string; ids: readonly string[] }) => ({
      items: context.items.map((item) => (ids.includes(item.id) ? { ...item, token } : item)),
    })),
    keepOrders: assign(({ context }) => ({ orders: readyItems(context.items).map(({ id }) => id) })),
    keepStarted: assign((_, { intent, ids }: { intent: Intent | null; ids: readonly string[] }) => ({
      started: intent && { intent, ids },
    })),
    markStarted: assign(({ context }, { id }: { id: string }) => {
      const item = context.items.find((one) => one.id === id);
      const attempt = item ? attemptOf(item, context.keys[id] ?? '') : null;
      return { items: changed(context.items, id, { isSigning: true, attempt, progress: null }) };
    }),
    keepProgress: assign(({ context }, { id, progress }: Extract<BatchNews, { type: 'item.progressed' }>) => ({
      items: changed(context.items, id, { progress }),
    })),
    keepOutcome: assign(({ context }, { id, outcome, submitFault }: Extract<BatchNews, { type: 'item.settled' }>) => {
      const item = context.items.find((one) => one.id === id);
      const attempt = outcome.kind === 'refused' && outcome.retryable ? (item?.attempt ?? null) : null;
      return { items: changed(context.items, id, { outcome, submitFault, attempt, isSigning: false, token: null }) };
    }),
    /** Nothing else waits for it, and several may be under way at once. */
    resubmit: enqueueActions(
      ({ context, enqueue }, { id, idempotencyKey }: Extract<BatchEvent, { type: 'resubmit.requested' }>) => {
        const recordId = context.items.find((item) => item.id === id)?.reading?.view.recordId ?? '';
        enqueue.assign({ items: changed(context.items, id, { isResubmitting: true }) });
        enqueue.spawnChild('resubmit', { input: { id, recordId, idempotencyKey } });
      },
    ),
    keepSubmit: assign(({ context }, { id, submitFault }: { id: string; submitFault: SubmitFault | null }) => ({
      items: changed(context.items, id, { submitFault, isResubmitting: false }),
    })),
    keepPause: assign((_, { isPaused }: { isPaused: boolean }) => ({ isPaused })),
    keepError: assign((_, { error }: { error: unknown }) => ({ error: EsignError.from(error) })),
    /** A proof that was not used is of no use after the report. */
    forgetProofs: assign(({ context }) => ({
      isPaused: false,
      started: null,
      items: context.items.map((item) => ({ ...item, token: null })),
    })),
    forgetError: assign({ error: undefined }),
    stopSigning: sendTo('signAll', { type: 'stop' }),
    tellLoaded: emit({ type: 'loaded' }),
    tellFailed: emit((_, { error }: { error: EsignError }) => ({ type: 'failed' as const, error })),
    tellOutcome: enqueueActions(
      ({ context, enqueue }, { id, outcome }: Extract<BatchNews, { type: 'item.settled' }>) => {
        if (outcome.kind === 'refused' || !outcome.receipt) return;
        const recordId = context.items.find((item) => item.id === id)?.reading?.view.recordId ?? null;
        enqueue.emit({ type: 'signed', receipt: outcome.receipt, recordId });
      },
    ),
    tellFinished: emit(({ context }) => ({ type: 'finished' as const, results: batchResults(context.items) })),
  },
});
