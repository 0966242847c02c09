import { assign, emit, enqueueActions, fromPromise, setup } from 'xstate';

import { EsignError } from '../core/errors.js';
import type { AppendSealUse, EndSealUse, SealUse, SealUseTab } from '../schema/seal-use.js';

/** What the element shows: by record, or by the id of one seal use; the other one is empty. */
export interface SealUseTarget {
  readonly recordId: string;
  readonly sealUseId: string;
}

/** What is known of physical seals at the target, and what this person may do. */
export type SealUseSituation = Omit<SealUseTab, 'recordId'>;

/** What is asked of the host. */
export type SealUseAsk =
  | { readonly kind: 'apply'; readonly recordId: string; readonly count: number }
  | { readonly kind: 'append'; readonly id: string; readonly request: AppendSealUse }
  | { readonly kind: 'end'; readonly id: string; readonly request: EndSealUse };

/** One intent of the person: a retry after a lost answer carries the key of the first try. */
export interface SealUseIntent {
  readonly ask: SealUseAsk;
  readonly key: string;
}

/** `key` is a fresh idempotency key. */
export type SealApplyEvent =
  | { type: 'target.assigned'; target: SealUseTarget }
  | { type: 'refresh.requested' }
  | { type: 'count.changed'; count: number | null }
  | { type: 'apply.requested'; key: string }
  | { type: 'append.opened' }
  | { type: 'append.requested'; request: AppendSealUse; key: string }
  | { type: 'end.opened' }
  | { type: 'end.requested'; request: EndSealUse; key: string }
  | { type: 'request.cancelled' };

export type SealApplyEmitted =
  { type: 'accepted'; kind: SealUseAsk['kind']; sealUse: SealUse } | { type: 'failed'; error: EsignError };

export interface SealApplyContext {
  target: SealUseTarget;
  situation: SealUseSituation;
  count: number | null;
  intent: SealUseIntent | null;
  error: EsignError | undefined;
}

export const nothing: SealUseSituation = {
  configured: false,
  canApply: false,
  canAppend: false,
  canEnd: false,
  draft: null,
  sealUse: null,
};

/** Guards, actions and placeholders of {@link sealApplyMachine}. */
export const sealApplySetup = setup({
  types: {
    context: {} as SealApplyContext,
    events: {} as SealApplyEvent,
    emitted: {} as SealApplyEmitted,
    tags: {} as 'busy' | 'reload',
  },
  actors: {
    load: fromPromise<SealUseSituation, SealUseTarget>(() => Promise.reject(new Error('load is not provided'))),
    carryOut: fromPromise<SealUse, SealUseIntent>(() => Promise.reject(new Error('carryOut is not provided'))),
  },
  guards: {
    isAssigned: (_, { target }: { target: SealUseTarget }) => target.recordId !== '' || target.sealUseId !== '',
    isForbidden: (_, { error }: { error: unknown }) =>
      ['forbidden', 'not-found', 'not-signed-in'].includes(EsignError.from(error).code),
    hasSealUse: ({ context }) => context.situation.sealUse !== null,
    isConfigured: ({ context }) => context.situation.configured,
    hasDraft: ({ context }) => context.situation.canApply && context.situation.draft !== null,
    isApplicable: ({ context: { count, situation } }) =>
      count !== null &&
      Number.isInteger(count) &&
      count >= 1 &&
      count <= 9999 &&
      !situation.owed &&
      // P-06: the count is the one value that may be given here instead of in the form
      (situation.draft?.problems.every((problem) => problem.slot === 'P-06') ?? false),
    mayAppend: ({ context }) => context.situation.canAppend,
    mayEnd: ({ context }) => context.situation.canEnd,
    isAsking: ({ context }, { kind }: { kind: SealUseAsk['kind'] }) => context.intent?.ask.kind === kind,
  },
  actions: {
    startTarget: assign((_, { target }: { target: SealUseTarget }) => ({
      target,
      situation: nothing,
      count: null,
      intent: null,
      error: undefined,
    })),
    // what was typed stays, although the form is read again
    keepSituation: assign(({ context }, { situation }: { situation: SealUseSituation }) => {
      const known = context.situation.draft;
      const isTyped = known !== null && context.count !== known.count;
      return { situation, count: isTyped ? context.count : (situation.draft?.count ?? null), error: undefined };
    }),
    keepCount: assign((_, { count }: { count: number | null }) => ({ count })),
    keepIntent: assign(({ context }, intent: SealUseIntent) => {
      const isRetry = JSON.stringify(context.intent?.ask) === JSON.stringify(intent.ask);
      return { error: undefined, intent: isRetry ? context.intent : intent };
    }),
    dropIntent: assign({ intent: null, error: undefined }),
    // a refusal is final for its key: the host would repeat it. Only a lost answer may be asked for again.
    closeIntent: assign(({ context }) => ({ intent: context.error?.retryable ? context.intent : null })),
    accept: enqueueActions(({ context, enqueue }, { sealUse }: { sealUse: SealUse }) => {
      const kind = context.intent?.ask.kind ?? 'apply';
      enqueue.assign({ situation: { ...context.situation, sealUse, canApply: false }, intent: null });
      enqueue.emit({ type: 'accepted', kind, sealUse });
    }),
    fail: assign((_, { error }: { error: unknown }) => ({ error: EsignError.from(error) })),
    announceFailed: emit((_, { error }: { error: unknown }) => ({
      type: 'failed' as const,
      error: EsignError.from(error),
    })),
  },
});
