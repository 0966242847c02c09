import { describe, expect, it, vi } from 'vitest';
import { createActor, fromPromise, waitFor } from 'xstate';
import { getShortestPaths } from 'xstate/graph';

import { checkMapping } from '../../../src/core/checks.js';
import type { MappingChange } from '../../../src/core/editing.js';
import { signingOf } from '../../../src/core/editor-mapping.js';
import { EsignError } from '../../../src/core/errors.js';
import {
  mappingEditorMachine,
  type EditorData,
  type MappingEditorEvent,
  type SaveRequest,
  type StoredConfig,
} from '../../../src/machines/mapping-editor.machine.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import { aFieldRef, aMapping, aWorkflow } from '../../support/builders.js';

const target = { kind: 'signing' as const, workflowId: 'wf-purchase-contract', configId: '' };

function aStored(mapping: SigningMapping, version = 1): StoredConfig {
  return {
    config: { id: 'config-1', version, updatedAt: '2026-11-20T08:00:00Z', updatedBy: '管理员', mapping },
    etag: `"${version}"`,
  };
}

function someData(mapping: SigningMapping, stored = true): EditorData {
  return {
    workflows: [],
    bindings: [],
    providers: [],
    catalogs: {},
    permissions: ['configAdmin', 'automation'],
    check: checkMapping,
    workflow: aWorkflow(),
    stored: stored ? aStored(mapping) : undefined,
    mapping,
  };
}

interface Options {
  mapping?: SigningMapping;
  load?: () => Promise<EditorData>;
  save?: (request: SaveRequest) => Promise<StoredConfig>;
  readCurrent?: () => Promise<StoredConfig>;
  readonly?: boolean;
}

/** Switched off, so that checks do not stand in the way of saving. */
const off = aMapping({ basic: { enabled: false } });

function start({ mapping = off, load, save, readCurrent, readonly = false }: Options = {}) {
  const actor = createActor(
    mappingEditorMachine.provide({
      actors: {
        load: fromPromise(load ?? (() => Promise.resolve(someData(mapping)))),
        save: fromPromise<StoredConfig, SaveRequest>(
          ({ input }) => save?.(input) ?? Promise.resolve(aStored(signingOf(input.mapping), 2)),
        ),
        readCurrent: fromPromise(readCurrent ?? (() => Promise.reject(new EsignError('not-found', 'gone')))),
      },
    }),
  ).start();
  actor.send({ type: 'target.assigned', target, readonly });
  return actor;
}

async function ready(options: Options = {}) {
  const actor = start(options);
  await waitFor(actor, (snapshot) => snapshot.matches({ document: 'ready' }));
  return actor;
}

function rename(name: string, mergeKey?: string): MappingChange {
  const change = {
    command: { type: 'set', pointer: '/basic/name', value: name } as const,
    sentence: { key: 'set', params: {} },
  };
  return mergeKey ? { ...change, mergeKey } : change;
}

const nameOf = (actor: Awaited<ReturnType<typeof ready>>): string | undefined =>
  actor.getSnapshot().context.history?.doc.basic.name;

describe('mappingEditorMachine', () => {
  it('asks for a workflow when none is given (C-01)', async () => {
    const empty = { ...someData(off), workflow: undefined, stored: undefined, mapping: undefined };

    const actor = start({ load: () => Promise.resolve(empty) });

    await waitFor(actor, (snapshot) => snapshot.matches({ document: 'choosing' }));
  });

  it('fails with the reason and loads again when asked', async () => {
    const load = vi.fn<() => Promise<EditorData>>();
    load.mockRejectedValueOnce(new EsignError('network', 'offline')).mockResolvedValue(someData(off));
    const actor = start({ load });
    const failed = await waitFor(actor, (snapshot) => snapshot.matches({ document: 'failed' }));
    expect(failed.context.error?.code).toBe('network');

    actor.send({ type: 'load.retried' });

    const again = await waitFor(actor, (snapshot) => snapshot.matches({ document: 'ready' }));
    expect(again.context.error).toBeUndefined();
  });

  it.each(['stored', 'new'])('is dirty after a change, and clean again when it is undone: %s', async (kind) => {
    const actor = await ready({ load: () => Promise.resolve(someData(off, kind === 'stored')) });

    actor.send({ type: 'change.requested', change: rename('另一个') });
    expect(actor.getSnapshot().matches({ document: { ready: { editing: 'dirty' } } })).toBe(true);
    actor.send({ type: 'undo.requested' });

    expect(actor.getSnapshot().matches({ document: { ready: { editing: 'clean' } } })).toBe(true);
    expect(nameOf(actor)).toBe(off.basic.name);
  });

  it('does again what was undone', async () => {
    const actor = await ready();
    actor.send({ type: 'change.requested', change: rename('另一个') });
    actor.send({ type: 'undo.requested' });

    actor.send({ type: 'redo.requested' });

    expect(nameOf(actor)).toBe('另一个');
  });

  it('takes a run of typing back in one step', async () => {
    const actor = await ready();
    for (const text of ['合', '合同', '合同用']) {
      actor.send({ type: 'change.requested', change: rename(text, '/basic/name') });
    }

    actor.send({ type: 'undo.requested' });

    expect(nameOf(actor)).toBe(off.basic.name);
  });

  it('offers neither undo nor redo nor save before a change', async () => {
    const snapshot = (await ready()).getSnapshot();

    expect(snapshot.can({ type: 'undo.requested' })).toBe(false);
    expect(snapshot.can({ type: 'redo.requested' })).toBe(false);
    expect(snapshot.can({ type: 'save.requested' })).toBe(false);
  });

  it('offers undo and save after a change, redo after undo', async () => {
    const actor = await ready();
    actor.send({ type: 'change.requested', change: rename('另一个') });
    expect(actor.getSnapshot().can({ type: 'undo.requested' })).toBe(true);
    expect(actor.getSnapshot().can({ type: 'save.requested' })).toBe(true);

    actor.send({ type: 'undo.requested' });

    expect(actor.getSnapshot().can({ type: 'redo.requested' })).toBe(true);
  });

  it('changes nothing when it is read only', async () => {
    const actor = await ready({ readonly: true });

    actor.send({ type: 'change.requested', change: rename('另一个') });
    actor.send({ type: 'field.armed', field: aFieldRef('f-title') });
    actor.send({ type: 'pick.started', pointer: '/flow/createAt' });

    expect(nameOf(actor)).toBe(off.basic.name);
    expect(actor.getSnapshot().matches({ binding: 'idle', nodePick: 'off' })).toBe(true);
  });

  it('can save a document that was never stored, without a change', async () => {
    const actor = await ready({ load: () => Promise.resolve(someData(off, false)) });

    expect(actor.getSnapshot().can({ type: 'save.requested' })).toBe(true);
  });

  it('saves with the tag of the version that was loaded, and is clean with the new one', async () => {
    const save = vi.fn((request: SaveRequest) => Promise.resolve(aStored(signingOf(request.mapping), 2)));
    const actor = await ready({ save });
    const saved = vi.fn();
    actor.on('saved', saved);
    actor.send({ type: 'change.requested', change: rename('另一个') });

    actor.send({ type: 'save.requested' });
    const after = await waitFor(actor, (snapshot) => snapshot.context.stored?.config.version === 2);

    expect(save.mock.calls[0]?.[0].stored).toEqual({ id: 'config-1', etag: '"1"' });
    expect(after.matches({ document: { ready: { editing: 'clean' } } })).toBe(true);
    expect(saved).toHaveBeenCalledOnce();
  });

  it('keeps what is typed while a save is under way', async () => {
    let answer: (stored: StoredConfig) => void = () => undefined;
    const actor = await ready({ save: () => new Promise((resolve) => (answer = resolve)) });
    actor.send({ type: 'change.requested', change: rename('一') });
    actor.send({ type: 'save.requested' });

    actor.send({ type: 'change.requested', change: rename('二') });
    answer(aStored(aMapping({ basic: { enabled: false, name: '一' } }), 2));
    await waitFor(actor, (snapshot) => snapshot.matches({ document: { ready: 'editing' } }));

    expect(nameOf(actor)).toBe('二');
    expect(actor.getSnapshot().context.dirty).toBe(true);
  });

  it('keeps the changes when the host cannot be reached, and says why', async () => {
    const actor = await ready({ save: () => Promise.reject(new EsignError('network', 'offline')) });
    const failed = vi.fn();
    actor.on('failed', failed);
    actor.send({ type: 'change.requested', change: rename('另一个') });

    actor.send({ type: 'save.requested' });
    const after = await waitFor(actor, (snapshot) => snapshot.context.error !== undefined);

    expect(after.matches({ document: { ready: { editing: 'dirty' } } })).toBe(true);
    expect(failed).toHaveBeenCalledOnce();
  });

  it('does not save an enabled mapping with errors, but switched off when the person says so', async () => {
    const mapping = aMapping({ required: { subject: null } });
    const save = vi.fn((request: SaveRequest) => Promise.resolve(aStored(signingOf(request.mapping), 2)));
    const actor = await ready({ mapping, save });
    actor.send({ type: 'change.requested', change: rename('另一个') });

    actor.send({ type: 'save.requested' });
    expect(actor.getSnapshot().matches({ document: { ready: 'incomplete' } })).toBe(true);
    expect(actor.getSnapshot().context.saveTried).toBe(true);
    actor.send({ type: 'save.switchedOff' });
    await waitFor(actor, (snapshot) => snapshot.context.stored?.config.version === 2);

    expect(save.mock.calls[0]?.[0].mapping.basic.enabled).toBe(false);
  });

  it('tells the page what switching off changed (C-04)', async () => {
    const actor = await ready({ mapping: aMapping({ required: { subject: null } }) });
    const changed = vi.fn();
    actor.on('changed', ({ mapping, label }) => changed(mapping.basic.enabled, label.key));
    actor.send({ type: 'save.requested' });

    actor.send({ type: 'save.switchedOff' });

    expect(changed).toHaveBeenCalledExactlyOnceWith(false, 'switchedOff');
  });

  describe('when another workflow is chosen (C-01)', () => {
    async function chosen(dirty: boolean) {
      const actor = await ready();
      const left = vi.fn();
      actor.on('left', ({ workflowId }) => left(workflowId));
      if (dirty) actor.send({ type: 'change.requested', change: rename('我的') });
      actor.send({ type: 'workflow.requested', workflowId: 'wf-other' });
      return { actor, left };
    }

    it('leaves at once where nothing would be lost', async () => {
      const { left } = await chosen(false);

      expect(left).toHaveBeenCalledExactlyOnceWith('wf-other');
    });

    it('asks before changes are given up', async () => {
      const { actor, left } = await chosen(true);
      expect(left).not.toHaveBeenCalled();
      expect(actor.getSnapshot().matches({ document: { ready: 'leaving' } })).toBe(true);

      actor.send({ type: 'leave.confirmed' });

      expect(left).toHaveBeenCalledExactlyOnceWith('wf-other');
    });

    it('stays with the changes when the person does not agree', async () => {
      const { actor, left } = await chosen(true);

      actor.send({ type: 'dialog.closed' });

      expect(left).not.toHaveBeenCalled();
      expect(nameOf(actor)).toBe('我的');
    });
  });

  describe('when somebody else saved in the meantime', () => {
    const theirs = aMapping({ basic: { enabled: false, name: '对方' } });

    async function conflicted() {
      const save = vi.fn((request: SaveRequest) =>
        request.stored?.etag === '"7"'
          ? Promise.resolve(aStored(signingOf(request.mapping), 8))
          : Promise.reject(new EsignError('stale-version', 'stale')),
      );
      const actor = await ready({ save, readCurrent: () => Promise.resolve(aStored(theirs, 7)) });
      actor.send({ type: 'change.requested', change: rename('我的') });
      actor.send({ type: 'save.requested' });
      await waitFor(actor, (snapshot) => snapshot.matches({ document: { ready: 'conflicted' } }));
      return actor;
    }

    it('shows whose version it is', async () => {
      expect((await conflicted()).getSnapshot().context.theirs?.config.version).toBe(7);
    });

    it('tells the page that theirs was taken', async () => {
      const actor = await conflicted();
      const changed = vi.fn();
      actor.on('changed', ({ mapping, label }) => changed(mapping.basic.name, label.key));

      actor.send({ type: 'conflict.theirsTaken' });

      expect(changed).toHaveBeenCalledExactlyOnceWith('对方', 'tookTheirs');
    });

    it('takes theirs, and undo brings mine back', async () => {
      const actor = await conflicted();

      actor.send({ type: 'conflict.theirsTaken' });
      expect(nameOf(actor)).toBe('对方');
      expect(actor.getSnapshot().context.dirty).toBe(false);
      actor.send({ type: 'undo.requested' });

      expect(nameOf(actor)).toBe('我的');
    });

    it('saves mine over theirs with their tag', async () => {
      const actor = await conflicted();

      actor.send({ type: 'conflict.mineKept' });
      const after = await waitFor(actor, (snapshot) => snapshot.context.stored?.config.version === 8);

      expect(after.context.stored?.config.mapping.basic.name).toBe('我的');
    });

    it('leaves everything as it is when the dialog is closed', async () => {
      const actor = await conflicted();

      actor.send({ type: 'dialog.closed' });

      expect(nameOf(actor)).toBe('我的');
      expect(actor.getSnapshot().matches({ document: { ready: { editing: 'dirty' } } })).toBe(true);
    });
  });

  it('disarms a field when it was placed, and when the person gives up', async () => {
    const actor = await ready();
    actor.send({ type: 'field.armed', field: aFieldRef('f-title') });
    expect(actor.getSnapshot().matches({ binding: 'armed' })).toBe(true);
    actor.send({ type: 'change.requested', change: rename('另一个') });
    expect(actor.getSnapshot().matches({ binding: 'idle' })).toBe(true);

    actor.send({ type: 'slot.armed', pointer: '/required/subject' });
    actor.send({ type: 'binding.ended' });

    expect(actor.getSnapshot().matches({ binding: 'idle' })).toBe(true);
    expect(actor.getSnapshot().context.armed).toBeNull();
  });

  it('stops picking nodes when another step is opened', async () => {
    const actor = await ready();
    actor.send({ type: 'pick.started', pointer: '/flow/createAt' });
    expect(actor.getSnapshot().matches({ nodePick: 'on' })).toBe(true);

    actor.send({ type: 'step.opened', step: 'optional' });

    expect(actor.getSnapshot().matches({ nodePick: 'off' })).toBe(true);
    expect(actor.getSnapshot().context.step).toBe('optional');
  });

  it('starts over with another target', async () => {
    const actor = await ready();
    actor.send({ type: 'change.requested', change: rename('另一个') });

    actor.send({ type: 'target.assigned', target: { ...target, workflowId: 'wf-other' }, readonly: false });

    expect(actor.getSnapshot().matches({ document: 'loading' })).toBe(true);
    expect(actor.getSnapshot().context.history).toBeUndefined();
  });

  it('reaches every state', () => {
    const error = (id: string, code: 'network' | 'stale-version') => ({
      type: `xstate.error.actor.${id}`,
      error: new EsignError(code, code),
      actorId: id,
    });
    const done = (id: string, output: unknown) => ({ type: `xstate.done.actor.${id}`, output, actorId: id });
    const prefix = '0.mappingEditor.document';
    const incomplete = aMapping({ required: { subject: null } });
    const events = [
      { type: 'target.assigned', target, readonly: false },
      { type: 'load.retried' },
      done(`${prefix}.loading`, someData(incomplete)),
      done(`${prefix}.loading`, someData(off)),
      done(`${prefix}.loading`, { ...someData(off), mapping: undefined }),
      error(`${prefix}.loading`, 'network'),
      { type: 'change.requested', change: rename('另一个') },
      { type: 'save.requested' },
      error(`${prefix}.ready.saving`, 'stale-version'),
      done(`${prefix}.ready.comparing`, aStored(off, 2)),
      { type: 'field.armed', field: aFieldRef('f-title') },
      { type: 'drag.started', field: aFieldRef('f-title') },
      { type: 'pick.started', pointer: '/flow/createAt' },
    ] as unknown as MappingEditorEvent[];
    const paths = getShortestPaths(mappingEditorMachine, {
      events,
      serializeState: (snapshot) =>
        JSON.stringify([snapshot.value, snapshot.context.dirty, snapshot.context.history?.doc.basic.enabled]),
      limit: 4000,
    });
    const seen = new Set(paths.flatMap(({ state }) => flatten(state.value)));

    expect([...seen].sort()).toEqual(
      [
        'binding.armed',
        'binding.dragging',
        'binding.idle',
        'document.choosing',
        'document.failed',
        'document.loading',
        'document.ready.comparing',
        'document.ready.conflicted',
        'document.ready.editing.clean',
        'document.ready.editing.dirty',
        'document.ready.incomplete',
        'document.ready.saving',
        'document.unassigned',
        'drafts.unknown',
        'nodePick.off',
        'nodePick.on',
        'reads.settled',
      ].sort(),
    );
  });
});

function flatten(value: unknown, prefix = ''): string[] {
  if (typeof value === 'string') return [prefix ? `${prefix}.${value}` : value];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) =>
    flatten(inner, prefix ? `${prefix}.${key}` : key),
  );
}
