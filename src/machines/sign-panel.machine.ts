import { panelSetup, untouched } from './sign-panel.setup.js';

const edits = panelSetup.createStateConfig({
  on: {
    'seal.armed': { actions: { type: 'armSeal', params: ({ event }) => event } },
    'mark.selected': { actions: { type: 'selectMark', params: ({ event }) => event } },
    'mark.placed': { actions: [{ type: 'putMark', params: ({ event }) => event }, 'tellPlaced'] },
    'mark.moved': { actions: [{ type: 'moveMark', params: ({ event }) => event }, 'tellPlaced'] },
    'mark.removed': { actions: [{ type: 'removeMark', params: ({ event }) => event }, 'tellPlaced'] },
    'undo.requested': { guard: 'canUndo', actions: ['undo', 'tellPlaced'] },
    'redo.requested': { guard: 'canRedo', actions: ['redo', 'tellPlaced'] },
  },
});

/**
 * When a signer may do what. The host's view decides the screen; marks stay while it is read again. `signed` is entered
 * only with the host's receipt.
 */
export const signPanelMachine = panelSetup.createMachine({
  id: 'signPanel',
  context: { ...untouched, target: undefined, readOnly: false },
  initial: 'unassigned',
  on: { 'target.assigned': { target: '.loading', actions: { type: 'startOver', params: ({ event }) => event } } },
  states: {
    unassigned: {},
    loading: {
      tags: 'busy',
      on: {
        ...edits.on,
        'change.reported': {
          guard: { type: 'isNewer', params: ({ event }) => event },
          target: 'loading',
          reenter: true,
        },
      },
      invoke: {
        src: 'loadPanel',
        input: ({ context }) => context.target,
        onDone: {
          target: 'deciding',
          actions: [
            { type: 'keepView', params: ({ event }) => event.output },
            { type: 'tellLoaded', params: ({ event }) => event.output },
          ],
        },
        onError: [
          {
            guard: 'hasView',
            target: 'deciding',
            actions: { type: 'fail', params: ({ event }) => event },
          },
          {
            target: 'failed',
            actions: { type: 'fail', params: ({ event }) => event },
          },
        ],
      },
    },
    failed: { on: { 'reload.requested': { target: 'loading', actions: 'unpin' } } },
    deciding: {
      always: [
        { guard: 'hasReceipt', target: 'screen.signed' },
        { guard: { type: 'isState', params: { state: 'notConfigured' } }, target: 'screen.notConfigured' },
        { guard: { type: 'isState', params: { state: 'notCreated' } }, target: 'screen.notCreated' },
        { guard: { type: 'isState', params: { state: 'draft' } }, target: 'screen.draft' },
        { guard: { type: 'isState', params: { state: 'waitingForOthers' } }, target: 'screen.waitingForOthers' },
        { guard: { type: 'isState', params: { state: 'forbidden' } }, target: 'screen.forbidden' },
        { guard: { type: 'isState', params: { state: 'signedByMe' } }, target: 'screen.signedByMe' },
        { guard: { type: 'isState', params: { state: 'completed' } }, target: 'screen.completed' },
        { guard: { type: 'isState', params: { state: 'rejected' } }, target: 'screen.rejected' },
        { guard: { type: 'isState', params: { state: 'revoked' } }, target: 'screen.revoked' },
        { guard: { type: 'isState', params: { state: 'expired' } }, target: 'screen.expired' },
        { guard: { type: 'isState', params: { state: 'terminated' } }, target: 'screen.terminated' },
        { guard: { type: 'isState', params: { state: 'view' } }, target: 'screen.view' },
        { guard: 'isReadOnly', target: 'screen.view' },
        { target: 'placing' },
      ],
    },
    screen: {
      initial: 'view',
      on: {
        'reload.requested': { target: 'loading', actions: 'unpin' },
        'change.reported': { guard: { type: 'isNewer', params: ({ event }) => event }, target: 'loading' },
      },
      states: {
        notConfigured: {},
        notCreated: { on: { 'act.requested': { guard: 'canCreate', target: '#signPanel.acting' } } },
        draft: { on: { 'act.requested': { guard: 'canLaunch', target: '#signPanel.acting' } } },
        waitingForOthers: {},
        forbidden: {},
        view: {},
        signedByMe: {},
        completed: {},
        rejected: {},
        revoked: {},
        expired: {},
        terminated: {},
        signed: {},
      },
    },
    acting: {
      tags: 'busy',
      invoke: {
        src: 'act',
        input: ({ context: { view }, event }) => ({
          act: event.type === 'act.requested' ? event.act : 'create',
          idempotencyKey: event.type === 'act.requested' ? event.idempotencyKey : '',
          recordId: view?.recordId ?? null,
          envelopeId: view?.envelope?.id ?? null,
        }),
        onDone: { target: 'loading', actions: 'unpin' },
        onError: {
          target: 'deciding',
          actions: { type: 'fail', params: ({ event }) => event },
        },
      },
    },
    placing: {
      tags: 'editing',
      initial: 'editing',
      on: {
        'reload.requested': { target: 'loading', actions: 'unpin' },
        'change.reported': { guard: { type: 'isNewer', params: ({ event }) => event }, target: 'loading' },
        'dialog.closed': '.editing',
      },
      states: {
        editing: {
          on: {
            ...edits.on,
            'submit.requested': [
              { guard: 'isFaulty', actions: 'keepFaults' },
              { guard: 'isUpToDate', target: 'confirming', actions: 'forgetFaults' },
            ],
            'reject.requested': { target: 'rejecting', actions: 'forgetFaults' },
          },
        },
        confirming: {
          on: {
            'submit.confirmed': {
              target: '#signPanel.signing',
              actions: { type: 'keepIntent', params: ({ event }) => ({ ...event, reason: '' }) },
            },
          },
        },
        rejecting: {
          on: {
            'reject.confirmed': {
              guard: { type: 'hasText', params: ({ event }) => ({ text: event.reason }) },
              target: '#signPanel.sendingRejection',
              actions: { type: 'keepIntent', params: ({ event }) => event },
            },
          },
        },
      },
    },
    signing: {
      tags: 'busy',
      invoke: {
        src: 'sign',
        input: ({ context: { view, board, pinned, intentKey } }) => ({
          envelopeId: view?.envelope?.id ?? '',
          idempotencyKey: intentKey ?? '',
          request: {
            marks: [...board.marks],
            documents: Object.entries(pinned).map(([documentId, sha256]) => ({ documentId, sha256 })),
          },
        }),
        onDone: {
          target: 'loading',
          actions: [
            { type: 'keepReceipt', params: ({ event }) => ({ receipt: event.output }) },
            { type: 'tellSigned', params: ({ event }) => ({ receipt: event.output }) },
          ],
        },
        onError: {
          target: 'placing',
          actions: { type: 'fail', params: ({ event }) => event },
        },
      },
    },
    sendingRejection: {
      tags: 'busy',
      invoke: {
        src: 'reject',
        input: ({ context: { view, reason, intentKey } }) => ({
          envelopeId: view?.envelope?.id ?? '',
          reason,
          idempotencyKey: intentKey ?? '',
        }),
        onDone: { target: 'loading', actions: 'tellRejected' },
        onError: {
          target: 'placing.rejecting',
          actions: { type: 'fail', params: ({ event }) => event },
        },
      },
    },
  },
});
