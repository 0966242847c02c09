import type { Armed } from '../core/editing.js';
import type { FieldRef } from '../schema/form.js';
import { editorSetup, freshContext, replaceAll } from './mapping-editor.setup.js';

export type * from './mapping-editor.setup.js';

/** What is on its way; a single field has no others. */
function armedField({ field, others = [] }: { field: FieldRef; others?: readonly FieldRef[] | undefined }): Armed {
  return others.length > 0 ? { kind: 'field', field, others } : { kind: 'field', field };
}

/**
 * Drives the editor of a mapping (C-01…C-52): the document (loading, clean, dirty, saving, conflicted), what is armed to
 * be bound, and which slot picks nodes. `saved` means that the host's answer was parsed; a conflict never loses either side.
 */
export const mappingEditorMachine = editorSetup.createMachine({
  id: 'mappingEditor',
  context: { ...freshContext, target: { workflowId: '', configId: '', kind: 'signing' }, readonly: false },
  type: 'parallel',
  on: {
    'readonly.changed': {
      actions: { type: 'assignReadonly', params: ({ event }) => ({ readonly: event.readonly }) },
    },
    'step.opened': {
      actions: [{ type: 'openStep', params: ({ event }) => ({ step: event.step }) }, 'announceStep'],
    },
    'slot.visited': {
      actions: { type: 'visitSlot', params: ({ event }) => ({ pointer: event.pointer }) },
    },
    'validate.requested': { actions: ['tryToSave', 'announceChecked'] },
  },
  states: {
    document: {
      initial: 'unassigned',
      on: {
        'target.assigned': {
          target: '.loading',
          reenter: true,
          actions: {
            type: 'assignTarget',
            params: ({ event }) => ({ target: event.target, readonly: event.readonly }),
          },
        },
      },
      states: {
        unassigned: {},
        loading: {
          tags: 'busy',
          invoke: {
            src: 'load',
            input: ({ context }) => context.target,
            onDone: [
              {
                guard: { type: 'hasDocument', params: ({ event }) => ({ data: event.output }) },
                target: 'ready',
                actions: [{ type: 'keepData', params: ({ event }) => ({ data: event.output }) }, 'announceChecked'],
              },
              {
                target: 'choosing',
                actions: { type: 'keepData', params: ({ event }) => ({ data: event.output }) },
              },
            ],
            onError: {
              target: 'failed',
              actions: [{ type: 'keepError', params: ({ event }) => ({ error: event.error }) }, 'announceFailed'],
            },
          },
        },
        choosing: {},
        failed: { on: { 'load.retried': { target: 'loading', actions: 'dropError' } } },
        ready: {
          initial: 'editing',
          on: {
            'rules.reported': { actions: { type: 'keepReport', params: ({ event }) => event } },
            'workflow.refreshed': {
              actions: { type: 'keepWorkflow', params: ({ event }) => ({ workflow: event.workflow }) },
            },
            'dialog.closed': { target: '.editing', actions: 'dropError' },
            // also while saving: nothing that a person types is dropped
            'change.requested': {
              guard: 'isWritable',
              actions: { type: 'applyChange', params: ({ event }) => ({ change: event.change }) },
            },
            'document.imported': {
              guard: 'isWritable',
              actions: {
                type: 'applyChange',
                params: ({ event }) => ({
                  change: { command: replaceAll(event.mapping), sentence: { key: 'imported', params: {} } },
                }),
              },
            },
            'typing.ended': { actions: 'endTyping' },
            'undo.requested': {
              guard: 'canUndo',
              actions: { type: 'travel', params: { by: -1 } },
            },
            'redo.requested': {
              guard: 'canRedo',
              actions: { type: 'travel', params: { by: 1 } },
            },
            'history.jumped': {
              guard: 'isWritable',
              actions: { type: 'travel', params: ({ event }) => ({ by: event.by }) },
            },
            'branch.taken': {
              guard: 'isWritable',
              actions: { type: 'takeBranch', params: ({ event }) => ({ at: event.at }) },
            },
          },
          states: {
            editing: {
              tags: 'editable',
              initial: 'clean',
              on: {
                'workflow.requested': [
                  {
                    guard: 'isDirty',
                    target: 'leaving',
                    actions: { type: 'keepNext', params: ({ event }) => ({ workflowId: event.workflowId }) },
                  },
                  { actions: { type: 'announceLeft', params: ({ event }) => ({ workflowId: event.workflowId }) } },
                ],
                'draft.taken': [
                  { guard: 'isDraftPlain', actions: { type: 'takeDraft', params: { choices: {} } } },
                  { guard: 'isDraftMergeable', target: 'restoring' },
                ],
                'theirs.requested': { target: 'catchingUp' },
                'save.requested': [
                  { guard: 'isIncomplete', target: 'incomplete', actions: ['tryToSave', 'announceChecked'] },
                  { guard: 'canSave', target: 'saving', actions: 'tryToSave' },
                ],
              },
              states: {
                clean: { always: { guard: 'isDirty', target: 'dirty' } },
                dirty: { always: { guard: 'isClean', target: 'clean' } },
              },
            },
            leaving: {
              on: {
                'leave.confirmed': {
                  target: 'editing',
                  actions: { type: 'announceLeft', params: ({ context }) => ({ workflowId: context.next }) },
                },
              },
            },
            incomplete: {
              on: { 'save.switchedOff': { target: 'saving', actions: 'switchOff' } },
            },
            saving: {
              tags: 'busy',
              entry: ['dropError', 'keepSent', 'announceSaving'],
              invoke: {
                src: 'save',
                input: ({ context: { history, stored } }) => ({
                  mapping: history!.doc,
                  stored: stored && { id: stored.config.id, etag: stored.etag },
                }),
                onDone: {
                  target: 'editing',
                  actions: [
                    { type: 'keepSaved', params: ({ event }) => ({ stored: event.output }) },
                    { type: 'announceSaved', params: ({ event }) => ({ stored: event.output }) },
                  ],
                },
                onError: [
                  {
                    guard: { type: 'isConflict', params: ({ event }) => ({ error: event.error }) },
                    target: 'comparing',
                    actions: { type: 'keepError', params: ({ event }) => ({ error: event.error }) },
                  },
                  {
                    target: 'editing',
                    actions: [{ type: 'keepError', params: ({ event }) => ({ error: event.error }) }, 'announceFailed'],
                  },
                ],
              },
            },
            comparing: {
              tags: 'busy',
              invoke: {
                src: 'readCurrent',
                input: ({ context: { history, stored, target } }) => ({
                  kind: target.kind,
                  workflowId: history!.doc.basic.workflowId,
                  configId: stored?.config.id,
                }),
                onDone: {
                  target: 'conflicted',
                  actions: [
                    { type: 'keepTheirs', params: ({ event }) => ({ stored: event.output }) },
                    'announceFailed',
                  ],
                },
                onError: {
                  target: 'editing',
                  actions: [{ type: 'keepError', params: ({ event }) => ({ error: event.error }) }, 'announceFailed'],
                },
              },
            },
            // somebody stored another version while this one is open: nothing failed yet
            catchingUp: {
              tags: 'busy',
              invoke: {
                src: 'readCurrent',
                input: ({ context: { history, stored, target } }) => ({
                  kind: target.kind,
                  workflowId: history!.doc.basic.workflowId,
                  configId: stored?.config.id,
                }),
                onDone: [
                  {
                    guard: 'isClean',
                    target: 'editing',
                    actions: [
                      { type: 'keepTheirs', params: ({ event }) => ({ stored: event.output }) },
                      'takeTheirs',
                      'dropError',
                    ],
                  },
                  {
                    target: 'conflicted',
                    actions: { type: 'keepTheirs', params: ({ event }) => ({ stored: event.output }) },
                  },
                ],
                onError: {
                  target: 'editing',
                  actions: [{ type: 'keepError', params: ({ event }) => ({ error: event.error }) }, 'announceFailed'],
                },
              },
            },
            // a draft that began with another version: both sides into one, as one step of undo
            restoring: {
              on: {
                'draft.merged': {
                  target: 'editing',
                  actions: { type: 'takeDraft', params: ({ event }) => ({ choices: event.choices }) },
                },
              },
            },
            conflicted: {
              on: {
                'conflict.theirsTaken': { target: 'editing', actions: ['takeTheirs', 'dropError'] },
                // saving it is asked for like any other save: the page has a say, and it may be incomplete
                'conflict.merged': {
                  target: 'editing',
                  actions: [{ type: 'takeMerged', params: ({ event }) => ({ choices: event.choices }) }, 'dropError'],
                },
                'conflict.mineKept': { target: 'saving', actions: 'standOnTheirs' },
              },
            },
          },
        },
      },
    },
    drafts: {
      initial: 'unknown',
      on: {
        'target.assigned': { target: '.unknown' },
        'draft.returned': {
          actions: { type: 'returnOffer', params: ({ event }) => ({ offer: event.offer }) },
        },
        'drafts.failed': { actions: 'keepKeeping' },
        'drafts.excused': { actions: 'excuseKeeping' },
        'elsewhere.saved': {
          actions: { type: 'keepElsewhere', params: ({ event }) => ({ version: event.version }) },
        },
      },
      states: {
        unknown: { always: { guard: 'isOpenForDrafts', target: 'looking' } },
        looking: {
          invoke: {
            src: 'readDrafts',
            input: ({ context: { data, history } }) => ({ owner: data!.owner!, mapping: history!.doc }),
            onDone: {
              target: 'settled',
              actions: { type: 'keepOffers', params: ({ event }) => ({ offers: event.output }) },
            },
            onError: { target: 'settled', actions: 'keepKeeping' },
          },
        },
        offered: {
          always: { guard: 'hasNoOffer', target: 'settled' },
          on: { 'draft.discarded': { actions: 'dropOffer' } },
        },
        settled: { always: { guard: 'hasOffer', target: 'offered' } },
      },
    },
    reads: {
      initial: 'settled',
      on: { 'target.assigned': { target: '.settled' } },
      states: {
        settled: { on: { 'reads.retried': { guard: 'hasUnread', target: 'retrying' } } },
        retrying: {
          invoke: {
            src: 'readOptional',
            input: ({ context: { data, target } }) => ({ kind: target.kind, bindings: data!.bindings }),
            onDone: {
              target: 'settled',
              actions: { type: 'keepOptional', params: ({ event }) => ({ data: event.output }) },
            },
            // what is still unread is still said
            onError: { target: 'settled' },
          },
        },
      },
    },
    binding: {
      initial: 'idle',
      on: {
        'field.armed': {
          guard: 'isWritable',
          target: '.armed',
          actions: { type: 'arm', params: ({ event }) => ({ armed: armedField(event) }) },
        },
        'slot.armed': {
          guard: 'isWritable',
          target: '.armed',
          actions: {
            type: 'arm',
            params: ({ event }) => ({ armed: { kind: 'slot' as const, pointer: event.pointer } }),
          },
        },
        'drag.started': {
          guard: 'isWritable',
          target: '.dragging',
          actions: { type: 'arm', params: ({ event }) => ({ armed: armedField(event) }) },
        },
      },
      states: {
        idle: {},
        // a change, another mode or another document takes away what was armed
        armed: {
          always: { guard: 'isNothingArmed', target: 'idle' },
          on: { 'binding.ended': { target: 'idle', actions: 'disarm' } },
        },
        dragging: {
          always: { guard: 'isNothingArmed', target: 'idle' },
          on: { 'binding.ended': { target: 'idle', actions: 'disarm' } },
        },
      },
    },
    nodePick: {
      initial: 'off',
      states: {
        off: {
          on: {
            'pick.started': {
              guard: 'isWritable',
              target: 'on',
              actions: { type: 'startPicking', params: ({ event }) => ({ pointer: event.pointer }) },
            },
          },
        },
        on: {
          always: { guard: 'isNothingPicked', target: 'off' },
          on: {
            'pick.started': {
              actions: { type: 'startPicking', params: ({ event }) => ({ pointer: event.pointer }) },
            },
            'pick.ended': { target: 'off', actions: 'stopPicking' },
          },
        },
      },
    },
  },
});
