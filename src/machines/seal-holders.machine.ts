import { assign, emit, fromPromise, setup, type SnapshotFrom } from 'xstate';

import { EsignError } from '../core/errors.js';
import type { SealHolders } from '../schema/seal-library.js';

/** Who holds a seal, and the version that this is. */
export interface HoldersVersion {
  readonly value: SealHolders;
  readonly etag: string;
}

export interface HoldersIntent {
  readonly sealId: string;
  readonly holders: SealHolders;
  readonly etag: string;
}

export type SealHoldersEmitted = { type: 'saved' } | { type: 'failed'; error: EsignError } | { type: 'closed' };

interface SealHoldersContext {
  readonly sealId: string;
  stored: HoldersVersion | undefined;
  /** What the person has chosen since. */
  chosen: SealHolders | undefined;
  error: EsignError | undefined;
}

function isUnsaved({ chosen, stored }: SealHoldersContext): boolean {
  return chosen !== undefined && JSON.stringify(chosen) !== JSON.stringify(stored?.value);
}

const keep = ({ event }: { event: { output: HoldersVersion } }) => ({ stored: event.output });

const error = ({ event }: { event: { error: unknown } }) => event;
const fail = [
  { type: 'keepError' as const, params: error },
  { type: 'announceFailed' as const, params: error },
];

/** Reads who may sign with a seal, and changes it against the version that was read; a choice is not lost unasked. */
export const sealHoldersMachine = setup({
  types: {
    context: {} as SealHoldersContext,
    input: {} as { sealId: string },
    events: {} as
      | { type: 'holders.changed'; holders: SealHolders }
      | { type: 'save.requested' }
      | { type: 'retry.requested' }
      | { type: 'close.requested' }
      | { type: 'leave.confirmed' }
      | { type: 'leave.declined' },
    emitted: {} as SealHoldersEmitted,
    tags: {} as 'busy',
  },
  actors: {
    load: fromPromise<HoldersVersion, { sealId: string }>(() => Promise.reject(new Error('load is not provided'))),
    save: fromPromise<HoldersVersion, HoldersIntent>(() => Promise.reject(new Error('save is not provided'))),
  },
  guards: {
    isChanged: ({ context }) =>
      isUnsaved(context) && (context.chosen?.kind !== 'people' || context.chosen.people.length > 0),
    isUnsaved: ({ context }) => isUnsaved(context),
    isStale: (_, { error }: { error: unknown }) => EsignError.from(error).code === 'stale-version',
  },
  actions: {
    keepStored: assign((_, { stored }: { stored: HoldersVersion }) => ({ stored })),
    choose: assign((_, { holders }: { holders: SealHolders }) => ({ chosen: holders, error: undefined })),
    forgetChoice: assign({ chosen: undefined }),
    forgetError: assign({ error: undefined }),
    keepError: assign((_, { error }: { error: unknown }) => ({ error: EsignError.from(error) })),
    announceSaved: emit({ type: 'saved' as const }),
    announceFailed: emit((_, { error }: { error: unknown }) => ({
      type: 'failed' as const,
      error: EsignError.from(error),
    })),
    announceClosed: emit({ type: 'closed' as const }),
  },
}).createMachine({
  id: 'sealHolders',
  context: ({ input }) => ({ sealId: input.sealId, stored: undefined, chosen: undefined, error: undefined }),
  initial: 'loading',
  on: {
    'close.requested': [{ guard: 'isUnsaved', target: '.leaving' }, { actions: 'announceClosed' }],
  },
  states: {
    loading: {
      tags: 'busy',
      invoke: {
        src: 'load',
        input: ({ context }) => ({ sealId: context.sealId }),
        onDone: { target: 'shown', actions: { type: 'keepStored', params: keep } },
        onError: { target: 'failed', actions: fail },
      },
    },
    failed: { on: { 'retry.requested': { target: 'loading', actions: 'forgetError' } } },
    shown: {
      on: {
        'holders.changed': { actions: { type: 'choose', params: ({ event }) => ({ holders: event.holders }) } },
        'save.requested': { guard: 'isChanged', target: 'saving', actions: 'forgetError' },
      },
    },
    // asked whether the choice may be lost
    leaving: {
      on: {
        'close.requested': 'shown',
        'leave.declined': 'shown',
        'leave.confirmed': { actions: ['forgetChoice', 'announceClosed'] },
      },
    },
    saving: {
      tags: 'busy',
      // whoever closes now would not hear what became of it
      on: { 'close.requested': {} },
      invoke: {
        src: 'save',
        input: ({ context: { sealId, chosen, stored } }) => {
          if (!chosen || !stored) throw new Error('saving without a choice');
          return { sealId, holders: chosen, etag: stored.etag };
        },
        onDone: { target: 'shown', actions: [{ type: 'keepStored', params: keep }, 'forgetChoice', 'announceSaved'] },
        onError: [
          // somebody else was first, or the answer to this very change was lost: the newest is read, and the choice stays
          {
            guard: { type: 'isStale', params: ({ event }) => event },
            target: 'loading',
            actions: fail,
          },
          { target: 'shown', actions: fail },
        ],
      },
    },
  },
});

export type SealHoldersSnapshot = SnapshotFrom<typeof sealHoldersMachine>;
