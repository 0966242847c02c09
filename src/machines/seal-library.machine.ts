import type { SnapshotFrom } from 'xstate';

import { sealLibrarySetup } from './seal-library.setup.js';

/** Reads the seals of a binding, has them synced, and designs a new one. A seal is there when the host's receipt says so. */
export const sealLibraryMachine = sealLibrarySetup.createMachine({
  id: 'sealLibrary',
  context: { bindingId: '', content: null, draft: null, intent: null, error: undefined },
  initial: 'unassigned',
  on: {
    'binding.assigned': [
      {
        guard: { type: 'isAssigned', params: ({ event }) => ({ bindingId: event.bindingId }) },
        target: '.loading',
        actions: { type: 'startBinding', params: ({ event }) => ({ bindingId: event.bindingId }) },
      },
      {
        target: '.unassigned',
        actions: { type: 'startBinding', params: ({ event }) => ({ bindingId: event.bindingId }) },
      },
    ],
  },
  states: {
    unassigned: {},
    loading: {
      tags: 'busy',
      invoke: {
        src: 'load',
        input: ({ context }) => ({ bindingId: context.bindingId }),
        onDone: {
          target: 'list',
          actions: { type: 'keepContent', params: ({ event }) => ({ content: event.output }) },
        },
        onError: { target: 'refused', actions: { type: 'fail', params: ({ event }) => ({ error: event.error }) } },
      },
    },
    refused: {
      entry: 'announceFailed',
      always: [
        { guard: 'isForbidden', target: 'forbidden' },
        { guard: 'isOffline', target: 'offline' },
        { target: 'failed' },
      ],
    },
    forbidden: { on: { 'refresh.requested': 'loading' } },
    offline: { on: { 'refresh.requested': 'loading' } },
    failed: { on: { 'refresh.requested': 'loading' } },
    list: {
      on: {
        'refresh.requested': 'refreshing',
        'sync.requested': { guard: 'maySync', target: 'syncing' },
        'design.opened': { guard: 'mayDesign', target: 'designing', actions: 'startDraft' },
      },
    },
    // keeps showing what is known while the newest list is read
    refreshing: {
      tags: 'busy',
      invoke: {
        src: 'load',
        input: ({ context }) => ({ bindingId: context.bindingId }),
        onDone: {
          target: 'list',
          actions: { type: 'keepContent', params: ({ event }) => ({ content: event.output }) },
        },
        onError: {
          target: 'list',
          actions: [{ type: 'fail', params: ({ event }) => ({ error: event.error }) }, 'announceFailed'],
        },
      },
    },
    syncing: {
      tags: 'busy',
      invoke: {
        src: 'sync',
        input: ({ context, event }) => ({
          bindingId: context.bindingId,
          key: event.type === 'sync.requested' ? event.key : '',
        }),
        onDone: { target: 'refreshing', actions: 'announceSynced' },
        onError: {
          target: 'list',
          actions: [{ type: 'fail', params: ({ event }) => ({ error: event.error }) }, 'announceFailed'],
        },
      },
    },
    designing: {
      tags: 'design',
      on: {
        'design.changed': { actions: { type: 'edit', params: ({ event }) => ({ edit: event.edit }) } },
        'undo.requested': { guard: 'canUndo', actions: 'undo' },
        'redo.requested': { guard: 'canRedo', actions: 'redo' },
        'save.requested': {
          guard: 'isSound',
          target: 'saving',
          actions: { type: 'keepIntent', params: ({ event }) => ({ key: event.key }) },
        },
        'close.requested': [
          { guard: 'isChanged', target: 'leaving' },
          { target: 'list', actions: 'dropDraft' },
        ],
      },
    },
    leaving: {
      tags: 'design',
      on: {
        'leave.confirmed': { target: 'list', actions: 'dropDraft' },
        'leave.declined': 'designing',
      },
    },
    saving: {
      tags: ['busy', 'design'],
      invoke: {
        src: 'design',
        input: ({ context }) => {
          if (!context.intent) throw new Error('saving without an intent');
          return context.intent;
        },
        onDone: {
          target: 'refreshing',
          actions: ['dropDraft', { type: 'announceMade', params: ({ event }) => ({ seal: event.output }) }],
        },
        onError: {
          target: 'designing',
          actions: [{ type: 'fail', params: ({ event }) => ({ error: event.error }) }, 'announceFailed', 'closeIntent'],
        },
      },
    },
  },
});

export type SealLibrarySnapshot = SnapshotFrom<typeof sealLibraryMachine>;
