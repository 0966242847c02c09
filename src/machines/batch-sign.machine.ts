import { unresolvedItems } from '../core/batch.js';
import { batchSetup, ordersOf, untouchedBatch } from './batch-sign.setup.js';

/**
 * Signing several envelopes with one rule: read each, work out where the seals go, prove once, sign one after the other,
 * report. What one envelope meets never holds up the others; nothing is signed before the host's word was parsed.
 */
export const batchSignMachine = batchSetup.createMachine({
  id: 'batchSign',
  context: untouchedBatch,
  initial: 'unassigned',
  on: {
    'target.assigned': { target: '.reading', actions: { type: 'startOver', params: ({ event }) => event } },
    'resubmit.requested': {
      guard: { type: 'canResubmit', params: ({ event }) => event },
      actions: { type: 'resubmit', params: ({ event }) => event },
    },
    'item.resubmitted': { actions: { type: 'keepSubmit', params: ({ event }) => event } },
  },
  states: {
    unassigned: {},
    reading: {
      tags: 'busy',
      entry: 'forgetError',
      invoke: { src: 'readAll', input: ({ context }) => ({ ids: context.queue }) },
      on: {
        'seals.read': { actions: { type: 'keepSeals', params: ({ event }) => event } },
        'item.read': { actions: { type: 'keepReading', params: ({ event }) => event } },
        'item.unreadable': { actions: { type: 'keepFailure', params: ({ event }) => event } },
        'reading.ended': { target: 'resolving', actions: 'tellLoaded' },
        'reading.failed': {
          target: 'failed',
          actions: [
            { type: 'keepError', params: ({ event }) => event },
            { type: 'tellFailed', params: ({ event }) => event },
          ],
        },
      },
    },
    /** Neither who is there nor which seals there are could be read. */
    failed: { on: { 'reload.requested': { target: 'reading' } } },
    resolving: {
      tags: 'busy',
      invoke: {
        src: 'resolveAll',
        input: ({ context }) => ({
          items: unresolvedItems(context.items),
          seals: context.seals,
          rule: context.applied,
        }),
      },
      on: {
        'item.resolved': { actions: { type: 'keepResolution', params: ({ event }) => event } },
        'resolving.ended': 'choosing',
        'applying.stopped': { target: 'choosing', actions: 'unapply' },
      },
    },
    choosing: {
      on: {
        'rule.changed': { actions: { type: 'keepRule', params: ({ event }) => event } },
        'rule.applied': { target: 'resolving', actions: 'applyRule' },
        'item.excluded': { actions: { type: 'exclude', params: ({ event }) => event } },
        'item.shown': { actions: { type: 'keepShown', params: ({ event }) => event } },
        'reload.requested': { target: 'reading', actions: { type: 'queue', params: ({ event }) => event } },
        'submit.requested': { guard: 'canSubmit', target: 'confirming' },
      },
    },
    confirming: {
      on: {
        'dialog.closed': 'choosing',
        'submit.confirmed': [
          {
            guard: 'needsProof',
            target: 'proving',
            actions: { type: 'keepKeys', params: ({ event }) => event },
          },
          { target: 'signing', actions: { type: 'keepKeys', params: ({ event }) => event } },
        ],
      },
    },
    /** One proof for all envelopes that ask for the same; see `intent.machine.ts`. */
    proving: {
      on: {
        'dialog.closed': 'choosing',
        'intent.kept': { actions: { type: 'keepStarted', params: ({ event }) => event } },
        'intent.proved': [
          {
            guard: { type: 'needsMoreProof', params: ({ event }) => event },
            actions: { type: 'keepToken', params: ({ event }) => event },
          },
          { target: 'signing', actions: { type: 'keepToken', params: ({ event }) => event } },
        ],
      },
    },
    signing: {
      tags: 'busy',
      initial: 'running',
      entry: 'keepOrders',
      invoke: { src: 'signAll', id: 'signAll', input: ({ context }) => ({ orders: ordersOf(context) }) },
      on: {
        'item.started': { actions: { type: 'markStarted', params: ({ event }) => event } },
        'item.progressed': { actions: { type: 'keepProgress', params: ({ event }) => event } },
        'item.settled': {
          actions: [
            { type: 'keepOutcome', params: ({ event }) => event },
            { type: 'tellOutcome', params: ({ event }) => event },
          ],
        },
        'signing.paused': { actions: { type: 'keepPause', params: ({ event }) => event } },
        'signing.ended': { target: 'reported', actions: ['forgetProofs', 'tellFinished'] },
      },
      states: {
        running: { on: { 'stop.requested': { target: 'stopping', actions: 'stopSigning' } } },
        /** What was sent is answered; nothing more is sent. */
        stopping: {},
      },
    },
    reported: {
      on: { 'retry.requested': { guard: 'canRetry', target: 'reading', actions: 'queueUnsigned' } },
    },
  },
});
