import type { SnapshotFrom } from 'xstate';

import { nothing, sealApplySetup } from './seal-apply.setup.js';

/** Applies for physical seal use, appends and ends. Every success is a receipt that the host sent. */
export const sealApplyMachine = sealApplySetup.createMachine({
  id: 'sealApply',
  context: { target: { recordId: '', sealUseId: '' }, situation: nothing, count: null, intent: null, error: undefined },
  initial: 'unassigned',
  on: {
    'target.assigned': [
      {
        guard: { type: 'isAssigned', params: ({ event }) => ({ target: event.target }) },
        target: '.loading',
        actions: { type: 'startTarget', params: ({ event }) => ({ target: event.target }) },
      },
      { target: '.unassigned', actions: { type: 'startTarget', params: ({ event }) => ({ target: event.target }) } },
    ],
  },
  states: {
    unassigned: {},
    loading: {
      tags: 'busy',
      invoke: {
        src: 'load',
        input: ({ context }) => context.target,
        onDone: {
          target: 'deciding',
          actions: { type: 'keepSituation', params: ({ event }) => ({ situation: event.output }) },
        },
        onError: { target: 'refused', actions: { type: 'fail', params: ({ event }) => ({ error: event.error }) } },
      },
    },
    deciding: {
      always: [
        // a use that was refused or is over does not stand in the way of the next application
        { guard: 'hasDraft', target: 'draft' },
        { guard: 'hasSealUse', target: 'active' },
        { guard: 'isConfigured', target: 'empty' },
        { target: 'notConfigured' },
      ],
    },
    refused: {
      entry: { type: 'announceFailed', params: ({ context }) => ({ error: context.error }) },
      always: [
        { guard: { type: 'isForbidden', params: ({ context }) => ({ error: context.error }) }, target: 'forbidden' },
        { target: 'failed' },
      ],
    },
    notConfigured: { tags: 'reload', on: { 'refresh.requested': 'loading' } },
    empty: { tags: 'reload', on: { 'refresh.requested': 'loading' } },
    forbidden: { tags: 'reload', on: { 'refresh.requested': 'loading' } },
    failed: { tags: 'reload', on: { 'refresh.requested': 'loading' } },
    draft: {
      on: {
        'refresh.requested': 'refreshing',
        'count.changed': { actions: { type: 'keepCount', params: ({ event }) => ({ count: event.count }) } },
        'apply.requested': {
          guard: 'isApplicable',
          target: 'sending',
          actions: {
            type: 'keepIntent',
            params: ({ context: { situation, target, count }, event }) => ({
              ask: { kind: 'apply', recordId: situation.draft?.recordId ?? target.recordId, count: count ?? 0 },
              key: event.key,
            }),
          },
        },
      },
    },
    active: {
      on: {
        'refresh.requested': 'refreshing',
        'append.opened': { guard: 'mayAppend', target: 'appending', actions: 'dropIntent' },
        'end.opened': { guard: 'mayEnd', target: 'ending', actions: 'dropIntent' },
      },
    },
    // keeps showing what is known while the newest state is read, for example after a receipt
    refreshing: {
      tags: 'busy',
      on: {
        'count.changed': { actions: { type: 'keepCount', params: ({ event }) => ({ count: event.count }) } },
        // nobody has to wait for the reading; it is made up for when the request is over
        'append.opened': { guard: 'mayAppend', target: 'appending', actions: 'dropIntent' },
        'end.opened': { guard: 'mayEnd', target: 'ending', actions: 'dropIntent' },
      },
      invoke: {
        src: 'load',
        input: ({ context }) => context.target,
        onDone: {
          target: 'deciding',
          actions: { type: 'keepSituation', params: ({ event }) => ({ situation: event.output }) },
        },
        onError: {
          target: 'deciding',
          actions: [
            { type: 'fail', params: ({ event }) => ({ error: event.error }) },
            { type: 'announceFailed', params: ({ event }) => ({ error: event.error }) },
          ],
        },
      },
    },
    appending: {
      on: {
        'request.cancelled': { target: 'refreshing', actions: 'dropIntent' },
        'append.requested': {
          target: 'sending',
          actions: {
            type: 'keepIntent',
            params: ({ context, event }) => ({
              ask: { kind: 'append', id: context.situation.sealUse?.id ?? '', request: event.request },
              key: event.key,
            }),
          },
        },
      },
    },
    ending: {
      on: {
        'request.cancelled': { target: 'refreshing', actions: 'dropIntent' },
        'end.requested': {
          target: 'sending',
          actions: {
            type: 'keepIntent',
            params: ({ context, event }) => ({
              ask: { kind: 'end', id: context.situation.sealUse?.id ?? '', request: event.request },
              key: event.key,
            }),
          },
        },
      },
    },
    sending: {
      tags: 'busy',
      invoke: {
        src: 'carryOut',
        input: ({ context }) => {
          if (!context.intent) throw new Error('sending without an intent');
          return context.intent;
        },
        onDone: {
          target: 'refreshing',
          actions: { type: 'accept', params: ({ event }) => ({ sealUse: event.output }) },
        },
        onError: {
          target: 'declined',
          actions: { type: 'fail', params: ({ event }) => ({ error: event.error }) },
        },
      },
    },
    declined: {
      entry: { type: 'announceFailed', params: ({ context }) => ({ error: context.error }) },
      always: [
        { guard: { type: 'isAsking', params: { kind: 'append' } }, target: 'appending', actions: 'closeIntent' },
        { guard: { type: 'isAsking', params: { kind: 'end' } }, target: 'ending', actions: 'closeIntent' },
        { target: 'draft', actions: 'closeIntent' },
      ],
    },
  },
});

export type SealApplySnapshot = SnapshotFrom<typeof sealApplyMachine>;

/** Whether an application is shown, also while it is being sent; an older seal use stands behind it. */
export function showsDraft(snapshot: SealApplySnapshot): boolean {
  const { situation, intent } = snapshot.context;
  if (snapshot.matches('refreshing')) return situation.canApply && situation.draft !== null;
  return snapshot.matches('draft') || (snapshot.matches('sending') && intent?.ask.kind === 'apply');
}

/** Which request form is open, also while it is being sent. */
export function openRequest(snapshot: SealApplySnapshot): 'append' | 'end' | null {
  if (snapshot.matches('appending')) return 'append';
  if (snapshot.matches('ending')) return 'end';
  const kind = snapshot.matches('sending') ? snapshot.context.intent?.ask.kind : undefined;
  return kind === 'append' || kind === 'end' ? kind : null;
}
