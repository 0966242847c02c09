import type { TabState } from '../schema/record-tab.js';
import { panelSetup, untouched } from './sign-panel.setup.js';

const edits = panelSetup.createStateConfig({
  on: {
    'seal.armed': { actions: { type: 'armSeal', params: ({ event }) => event } },
    'seal.made': { actions: { type: 'keepSeal', params: ({ event }) => event } },
    'mark.selected': { actions: { type: 'selectMark', params: ({ event }) => event } },
    'mark.placed': { actions: [{ type: 'putMark', params: ({ event }) => event }, 'tellPlaced'] },
    'marks.placed': { actions: [{ type: 'putMarks', params: ({ event }) => event }, 'tellPlaced'] },
    'mark.moved': { actions: [{ type: 'moveMark', params: ({ event }) => event }, 'tellPlaced'] },
    'mark.removed': { actions: [{ type: 'removeMark', params: ({ event }) => event }, 'tellPlaced'] },
    'marks.selected': { actions: { type: 'selectMarks', params: ({ event }) => event } },
    'marks.moved': { actions: [{ type: 'moveMarks', params: ({ event }) => event }, 'tellPlaced'] },
    'marks.removed': { actions: [{ type: 'removeMarks', params: ({ event }) => event }, 'tellPlaced'] },
    'undo.requested': { guard: 'canUndo', actions: ['undo', 'tellPlaced'] },
    'redo.requested': { guard: 'canRedo', actions: ['redo', 'tellPlaced'] },
    'draft.restored': {
      guard: 'isUnmarked',
      actions: [{ type: 'restoreMarks', params: ({ event }) => event }, 'tellPlaced'],
    },
  },
});

/** States of the tab that are a screen; in the only other one, `sign`, seals are placed. */
const isScreen: Readonly<Record<Exclude<TabState, 'sign'>, true>> = {
  notConfigured: true,
  notCreated: true,
  draft: true,
  view: true,
  waitingForOthers: true,
  signedByMe: true,
  completed: true,
  rejected: true,
  revoked: true,
  expired: true,
  terminated: true,
  forbidden: true,
};
const SCREENS = Object.keys(isScreen) as (keyof typeof isScreen)[];

function isState(state: TabState): { type: 'isState'; params: { state: TabState } } {
  return { type: 'isState', params: { state } };
}

/** What ended in vain can be started again where the plan says so. */
const restartable = panelSetup.createStateConfig({
  on: { 'act.requested': { guard: 'canRestart', target: '#signPanel.acting' } },
});

/** A workflow that was not submitted after the last signature can be submitted again where the host says so. */
const resubmittable = panelSetup.createStateConfig({
  on: { 'act.requested': { guard: 'canRetrySubmit', target: '#signPanel.acting' } },
});

/** What the page wants counts as soon as what was sent is answered: a receipt is never lost. */
const heeds = panelSetup.createStateConfig({
  on: { 'mode.assigned': { actions: { type: 'keepMode', params: ({ event }) => event } } },
});

/** What happened elsewhere waits until the person is done: a dialog and what was typed into it stay. */
const remembers = panelSetup.createStateConfig({
  on: {
    'reload.requested': { actions: 'markBehind' },
    'change.reported': { guard: { type: 'isNewer', params: ({ event }) => event }, actions: 'markBehind' },
  },
});

/** While marks are put on the pages, whether they are submitted afterwards or not. */
const works = panelSetup.createStateConfig({
  always: { guard: 'isBehind', target: '#signPanel.loading' },
  on: {
    ...edits.on,
    'reload.requested': { target: '#signPanel.loading', actions: 'unpin' },
    'change.reported': { guard: { type: 'isNewer', params: ({ event }) => event }, target: '#signPanel.loading' },
    'draft.discarded': { actions: ['discardMarks', 'tellPlaced'] },
  },
});

/**
 * When a signer may do what. The host's view decides the screen; marks stay while it is read again. `signed` is entered
 * only with the host's receipt.
 */
export const signPanelMachine = panelSetup.createMachine({
  id: 'signPanel',
  context: { ...untouched, target: undefined, mode: 'sign' },
  initial: 'unassigned',
  on: {
    'target.assigned': { target: '.loading', actions: { type: 'startOver', params: ({ event }) => event } },
    // what the host lets a person do is another question for another mode
    'mode.assigned': { target: '.loading', actions: { type: 'keepMode', params: ({ event }) => event } },
  },
  states: {
    unassigned: heeds,
    loading: {
      tags: 'busy',
      entry: 'markRead',
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
        input: ({ context: { target, mode } }) => ({ target, mode }),
        onDone: {
          target: 'deciding',
          actions: [
            { type: 'tellSignedOnPage', params: ({ event }) => event.output },
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
        { guard: 'placesAhead', target: 'preparing' },
        ...SCREENS.map((state) => ({ guard: isState(state), target: `screen.${state}` as const })),
        { guard: 'isReadOnly', target: 'screen.view' },
        { guard: 'signsOnPage', target: 'screen.page' },
        { guard: 'isPlacing', target: 'preparing' },
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
        view: resubmittable,
        signedByMe: resubmittable,
        completed: resubmittable,
        rejected: restartable,
        revoked: restartable,
        expired: restartable,
        terminated: restartable,
        /** People sign at the page of the service; see `sign-page.machine.ts`. */
        page: {},
        signed: resubmittable,
      },
    },
    acting: {
      tags: 'busy',
      on: heeds.on,
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
    /** Marks are put on the pages and kept; nothing is submitted or declined from here. */
    preparing: {
      tags: 'editing',
      always: works.always,
      on: {
        ...works.on,
        'finish.requested': [
          { guard: 'isFaulty', actions: 'keepFaults' },
          { guard: { type: 'isDoubtful', params: ({ event }) => event }, actions: 'askOnce' },
          { actions: ['finish', 'tellDone'] },
        ],
      },
    },
    placing: {
      tags: 'editing',
      initial: 'editing',
      on: { 'dialog.closed': '.editing' },
      states: {
        editing: {
          always: works.always,
          on: {
            ...works.on,
            'reading.done': { actions: 'keepRead' },
            'submit.requested': [
              // nothing happens before everything was read
              { guard: 'isUnread' },
              { guard: 'isFaulty', actions: 'keepFaults' },
              { guard: 'isUpToDate', target: 'confirming', actions: 'forgetFaults' },
            ],
            'reject.requested': { target: 'rejecting', actions: 'forgetFaults' },
          },
        },
        confirming: {
          on: {
            ...remembers.on,
            'submit.confirmed': [
              {
                guard: 'needsProof',
                target: 'proving',
                actions: { type: 'keepIntent', params: ({ event }) => ({ ...event, reason: '' }) },
              },
              {
                target: '#signPanel.signing',
                actions: { type: 'keepIntent', params: ({ event }) => ({ ...event, reason: '' }) },
              },
            ],
          },
        },
        /** The intent step that the host asks for; see `intent.machine.ts`. */
        proving: {
          on: {
            ...remembers.on,
            'intent.kept': { actions: { type: 'keepStarted', params: ({ event }) => event } },
            'intent.proved': {
              target: '#signPanel.signing',
              actions: { type: 'keepProof', params: ({ event }) => event },
            },
          },
        },
        rejecting: {
          on: {
            ...remembers.on,
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
      on: {
        ...remembers.on,
        ...heeds.on,
        'progress.told': { actions: { type: 'keepProgress', params: ({ event }) => event } },
      },
      invoke: {
        src: 'sign',
        input: ({ context: { view, board, pinned, intentKey, intentToken, reading }, self }) => ({
          onProgress: (progress) => self.send({ type: 'progress.told', progress }),
          envelopeId: view?.envelope?.id ?? '',
          idempotencyKey: intentKey ?? '',
          request: {
            marks: [...board.marks],
            documents: Object.entries(pinned).map(([documentId, sha256]) => ({ documentId, sha256 })),
            ...(intentToken === null ? {} : { intentToken }),
            ...(reading.length === 0 ? {} : { reading: [...reading] }),
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
          target: 'deciding',
          actions: { type: 'fail', params: ({ event }) => event },
        },
      },
    },
    sendingRejection: {
      tags: 'busy',
      on: { ...remembers.on, ...heeds.on },
      invoke: {
        src: 'reject',
        input: ({ context: { view, reason, intentKey } }) => ({
          envelopeId: view?.envelope?.id ?? '',
          reason,
          idempotencyKey: intentKey ?? '',
        }),
        onDone: { target: 'loading', actions: 'tellRejected' },
        onError: [
          {
            guard: 'isSigning',
            target: 'placing.rejecting',
            actions: { type: 'fail', params: ({ event }) => event },
          },
          {
            target: 'deciding',
            actions: { type: 'fail', params: ({ event }) => event },
          },
        ],
      },
    },
  },
});
