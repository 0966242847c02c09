import { describe, expect, it, vi } from 'vitest';
import { createActor, fromPromise, waitFor } from 'xstate';
import { getShortestPaths } from 'xstate/graph';

import { checkMapping } from '../../../src/core/checks.js';
import type { FoundDraft } from '../../../src/core/draft.js';
import type { MappingChange } from '../../../src/core/editing.js';
import { EsignError } from '../../../src/core/errors.js';
import {
  mappingEditorMachine,
  type EditorData,
  type MappingEditorEvent,
  type SaveRequest,
  type StoredConfig,
} from '../../../src/machines/mapping-editor.machine.js';
import type { OptionalData } from '../../../src/machines/mapping-editor.safety.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import { aMapping, aWorkflow } from '../../support/builders.js';

const target = { kind: 'signing' as const, workflowId: 'wf-purchase-contract', configId: '' };
/** Switched off, so that checks do not stand in the way of saving. */
const off = aMapping({ basic: { enabled: false } });

function named(name: string): SigningMapping {
  return aMapping({ basic: { enabled: false, name } });
}

function aStored(mapping: SigningMapping, version = 1): StoredConfig {
  return {
    config: { id: 'config-1', version, updatedAt: '2026-11-20T08:00:00Z', updatedBy: '管理员', mapping },
    etag: `"${version}"`,
  };
}

function someData(change: Partial<EditorData> = {}): EditorData {
  return {
    workflows: [],
    bindings: [],
    providers: [],
    catalogs: {},
    permissions: ['configAdmin', 'automation'],
    owner: 'tenant-1/admin',
    unread: [],
    workflow: aWorkflow(),
    stored: aStored(off),
    mapping: off,
    check: checkMapping,
    ...change,
  };
}

function anOffer(mapping: SigningMapping, base: SigningMapping = off, id = 'earlier'): FoundDraft {
  const draft = { id, savedAt: '2026-11-20T07:00:00.000Z', base: { version: 1, etag: '"1"', mapping: base }, mapping };
  return { kind: 'draft', id, draft };
}

interface Options {
  data?: EditorData;
  drafts?: () => Promise<readonly FoundDraft[]>;
  readOptional?: () => Promise<OptionalData>;
  readCurrent?: () => Promise<StoredConfig>;
  save?: (request: SaveRequest) => Promise<StoredConfig>;
  readonly?: boolean;
}

async function ready({ data = someData(), readonly = false, ...options }: Options = {}) {
  const actor = createActor(
    mappingEditorMachine.provide({
      actors: {
        load: fromPromise(() => Promise.resolve(data)),
        save: fromPromise<StoredConfig, SaveRequest>(
          ({ input }) => options.save?.(input) ?? Promise.reject(new EsignError('network', 'offline')),
        ),
        readCurrent: fromPromise(options.readCurrent ?? (() => Promise.reject(new EsignError('network', 'offline')))),
        readOptional: fromPromise(options.readOptional ?? (() => Promise.reject(new EsignError('network', 'offline')))),
        readDrafts: fromPromise(options.drafts ?? (() => Promise.resolve([]))),
      },
    }),
  ).start();
  const settled = vi.fn();
  actor.on('draftSettled', ({ offer, as }) => settled(offer.id, as));
  actor.send({ type: 'target.assigned', target, readonly });
  await waitFor(
    actor,
    (snapshot) => snapshot.matches({ document: 'ready' }) && !snapshot.matches({ drafts: 'looking' }),
  );
  const name = (): string | undefined => actor.getSnapshot().context.history?.doc.basic.name;
  return { actor, settled, name };
}

function rename(name: string): MappingChange {
  return { command: { type: 'set', pointer: '/basic/name', value: name }, sentence: { key: 'set', params: {} } };
}

const drafts =
  (...offers: FoundDraft[]) =>
  (): Promise<FoundDraft[]> =>
    Promise.resolve(offers);

describe('unsaved work of an earlier visit', () => {
  it('is offered, and taken back as one step of undo', async () => {
    const { actor, settled, name } = await ready({ drafts: drafts(anOffer(named('崩溃前'))) });
    expect(actor.getSnapshot().matches({ drafts: 'offered' })).toBe(true);
    expect(name()).toBe(off.basic.name);

    actor.send({ type: 'draft.taken' });
    expect(name()).toBe('崩溃前');
    expect(settled).toHaveBeenCalledExactlyOnceWith('earlier', 'taken');
    expect(actor.getSnapshot().matches({ drafts: 'settled', document: { ready: { editing: 'dirty' } } })).toBe(true);
    expect(actor.getSnapshot().context.history?.undo).toHaveLength(1);
    actor.send({ type: 'undo.requested' });

    expect(actor.getSnapshot().context.history?.doc).toEqual(off);
  });

  it('is merged where the configuration moved on: both changes survive', async () => {
    const now = aMapping({ basic: { enabled: false }, flow: { submitWorkflow: !off.flow.submitWorkflow } });
    const data = someData({ stored: aStored(now, 2), mapping: now });
    const { actor, settled } = await ready({ data, drafts: drafts(anOffer(named('崩溃前'))) });

    actor.send({ type: 'draft.taken' });
    expect(actor.getSnapshot().matches({ document: { ready: 'restoring' } })).toBe(true);
    expect(settled).not.toHaveBeenCalled();
    actor.send({ type: 'draft.merged', choices: {} });

    const doc = actor.getSnapshot().context.history?.doc;
    expect(doc).toEqual({ ...now, basic: { ...now.basic, name: '崩溃前' } });
    expect(actor.getSnapshot().context.stored?.config.version).toBe(2);
  });

  it('is merged with what was edited before it was taken, by choice where both changed', async () => {
    const { actor, name } = await ready({ drafts: drafts(anOffer(named('崩溃前'))) });
    actor.send({ type: 'change.requested', change: rename('现在') });

    actor.send({ type: 'draft.taken' });
    actor.send({ type: 'draft.merged', choices: { '/basic/name': 'theirs' } });

    expect(name()).toBe('现在');
  });

  it('stays on offer when the person does not merge it yet', async () => {
    const { actor, name } = await ready({ drafts: drafts(anOffer(named('崩溃前'), named('别的'))) });
    actor.send({ type: 'draft.taken' });

    actor.send({ type: 'dialog.closed' });

    expect(name()).toBe(off.basic.name);
    expect(actor.getSnapshot().matches({ drafts: 'offered', document: { ready: 'editing' } })).toBe(true);
  });

  it('is discarded one by one, and what was discarded can be had back', async () => {
    const [first, second] = [anOffer(named('一'), off, 'a'), anOffer(named('二'), off, 'b')];
    const { actor, settled } = await ready({ drafts: drafts(first, second) });

    actor.send({ type: 'draft.discarded' });
    expect(actor.getSnapshot().context.offers).toEqual([second]);
    actor.send({ type: 'draft.discarded' });
    expect(actor.getSnapshot().matches({ drafts: 'settled' })).toBe(true);
    actor.send({ type: 'draft.returned', offer: second });

    expect(actor.getSnapshot().matches({ drafts: 'offered' })).toBe(true);
    expect(settled.mock.calls).toEqual([
      ['a', 'discarded'],
      ['b', 'discarded'],
      ['b', 'returned'],
    ]);
  });

  it('that cannot be read is offered, but never taken', async () => {
    const { actor, name } = await ready({ drafts: drafts({ kind: 'broken', id: 'x', text: '{' }) });

    actor.send({ type: 'draft.taken' });

    expect(name()).toBe(off.basic.name);
    expect(actor.getSnapshot().matches({ drafts: 'offered', document: { ready: 'editing' } })).toBe(true);
  });

  it('is not looked for while nobody may edit, or while it is unknown who edits', async () => {
    const look = vi.fn(drafts(anOffer(named('x'))));
    const { actor } = await ready({ drafts: look, readonly: true });
    await ready({ drafts: look, data: someData({ owner: undefined }) });
    expect(look).not.toHaveBeenCalled();

    actor.send({ type: 'readonly.changed', readonly: false });

    expect(look).toHaveBeenCalledOnce();
  });

  it('tells once that nothing can be kept, and edits all the same', async () => {
    const { actor, name } = await ready({ drafts: () => Promise.reject(new Error('no storage')) });
    expect(actor.getSnapshot().context.keeping).toBe('failed');
    actor.send({ type: 'drafts.excused' });

    actor.send({ type: 'drafts.failed' });
    actor.send({ type: 'change.requested', change: rename('照样') });

    expect(actor.getSnapshot().context.keeping).toBe('told');
    expect(name()).toBe('照样');
  });
});

describe('what another window stored', () => {
  const theirs = aStored(named('另一个窗口'), 2);

  it('is read at once where nothing would be lost, as a step that can be taken back', async () => {
    const { actor, name } = await ready({ readCurrent: () => Promise.resolve(theirs) });
    actor.send({ type: 'elsewhere.saved', version: 2 });
    expect(actor.getSnapshot().context.elsewhere).toBe(2);

    actor.send({ type: 'theirs.requested' });
    await waitFor(actor, (snapshot) => snapshot.context.stored?.config.version === 2);

    expect(name()).toBe('另一个窗口');
    expect(actor.getSnapshot().matches({ document: { ready: { editing: 'clean' } } })).toBe(true);
  });

  it('is merged where something would be lost, without an error', async () => {
    const failed = vi.fn();
    const { actor, name } = await ready({ readCurrent: () => Promise.resolve(theirs) });
    actor.on('failed', failed);
    actor.send({ type: 'change.requested', change: rename('我的') });

    actor.send({ type: 'theirs.requested' });
    await waitFor(actor, (snapshot) => snapshot.matches({ document: { ready: 'conflicted' } }));
    expect(failed).not.toHaveBeenCalled();
    actor.send({ type: 'conflict.merged', choices: {} });

    expect(name()).toBe('我的');
    expect(actor.getSnapshot().context.stored?.config.version).toBe(2);
    expect(actor.getSnapshot().matches({ document: { ready: { editing: 'dirty' } } })).toBe(true);
  });
});

describe('what the editor can do without', () => {
  const unread = [{ part: 'session' as const }];
  const data = someData({ permissions: [], owner: undefined, unread });

  it('opens, and reads the rest when it is asked to', async () => {
    const read = { ...someData(), permissions: ['automation' as const], owner: 'tenant-1/admin', unread: [] };
    const { actor } = await ready({ data, readOptional: () => Promise.resolve(read) });
    actor.send({ type: 'change.requested', change: rename('已改') });

    actor.send({ type: 'reads.retried' });
    expect(actor.getSnapshot().matches({ reads: 'retrying' })).toBe(true);
    const after = await waitFor(actor, (snapshot) => snapshot.matches({ reads: 'settled' }));

    expect(after.context.data?.permissions).toEqual(['automation']);
    expect(after.context.data?.unread).toEqual([]);
    expect(after.context.history?.doc.basic.name).toBe('已改');
  });

  it('still says what is missing when it does not come again', async () => {
    const { actor } = await ready({ data });

    actor.send({ type: 'reads.retried' });
    const after = await waitFor(actor, (snapshot) => snapshot.matches({ reads: 'settled' }));

    expect(after.context.data?.unread).toEqual(unread);
  });
});

it('reaches every state of drafts, merging and reading again', () => {
  const done = (id: string, output: unknown) => ({
    type: `xstate.done.actor.0.mappingEditor.${id}`,
    output,
    actorId: `0.mappingEditor.${id}`,
  });
  const events = [
    { type: 'target.assigned', target, readonly: false },
    done('document.loading', someData({ unread: [{ part: 'workflows' }] })),
    done('drafts.looking', [anOffer(named('崩溃前'), named('别的'))]),
    done('drafts.looking', []),
    { type: 'draft.taken' },
    { type: 'draft.merged', choices: {} },
    { type: 'draft.discarded' },
    { type: 'change.requested', change: rename('另一个') },
    { type: 'theirs.requested' },
    done('document.ready.catchingUp', aStored(named('对方'), 2)),
    { type: 'reads.retried' },
    done('reads.retrying', someData()),
  ] as unknown as MappingEditorEvent[];
  const paths = getShortestPaths(mappingEditorMachine, {
    events,
    serializeState: ({ value, context }) => JSON.stringify([value, context.dirty, context.offers.length]),
    limit: 4000,
  });
  const seen = new Set(
    paths
      .map(({ state }) => state.value)
      .map(({ drafts: kept, reads, document }) => JSON.stringify([kept, reads, document])),
  );
  const all = [...seen].join('\n');

  for (const state of [
    'looking',
    'offered',
    'settled',
    'unknown',
    'retrying',
    'restoring',
    'catchingUp',
    'conflicted',
  ]) {
    expect(all).toContain(`"${state}"`);
  }
});
