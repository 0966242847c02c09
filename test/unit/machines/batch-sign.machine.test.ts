import { describe, expect, it } from 'vitest';
import { createActor, fromCallback, type ActorRefFrom } from 'xstate';
import { getShortestPaths } from 'xstate/graph';

import { batchState } from '../../../src/core/batch.js';
import type { BatchRule } from '../../../src/core/batch-rule.js';
import { EsignError } from '../../../src/core/errors.js';
import { viewOfEnvelope } from '../../../src/core/envelope-view.js';
import { noTerms } from '../../../src/core/reading.js';
import type {
  BatchEmitted,
  BatchEvent,
  BatchNews,
  ReadInput,
  ResolveInput,
  ResubmitInput,
  SignAllInput,
} from '../../../src/machines/batch-sign.events.js';
import { batchSignMachine } from '../../../src/machines/batch-sign.machine.js';
import type { Intent, SigningTerms } from '../../../src/schema/signing-terms.js';
import type { SignReceipt } from '../../../src/schema/envelope.js';
import { aParty, aPerson, aSeal, anEnvelope, aSigner } from '../../support/builders.js';

const rect = { x: 10, y: 10, width: 119.06, height: 119.06 };
const marks = [
  {
    id: 'batch-1',
    documentId: 'document-1',
    kind: 'seal' as const,
    sealId: 'seal-contract',
    placementId: null,
    pageIndex: 0,
    rect,
  },
];
const good = { marks, problems: [] };
const bad = { marks: [], problems: [{ code: 'keyword-not-found' as const, documentId: null, pageIndex: null }] };
const rule: BatchRule = {
  sealId: 'seal-contract',
  documents: 'all',
  where: { kind: 'position', pages: 'last', corner: 'topLeft', x: 10, y: 10 },
};
const password: SigningTerms = { ...noTerms, intent: { kind: 'password', channels: [] } };

function aReceipt(envelopeId: string): SignReceipt {
  return {
    ...{ envelopeId, partyId: 'initiator', signerId: 'signer-1', signedAt: '2026-11-22T03:00:00Z' },
    ...{ documents: [], status: 'launched', workflowSubmitted: false },
  };
}

function itemRead(id: string, terms: SigningTerms = noTerms, isSigned = false): BatchNews {
  const status = isSigned ? 'signed' : 'pending';
  const parties = [aParty({ status, signers: [aSigner({ status })] }), aParty({ id: 'b', order: 2, signers: [] })];
  const view = viewOfEnvelope(anEnvelope({ id, parties }), aPerson({ userId: 'signer-a' }), '2026-11-22T03:00:00Z');
  return { type: 'item.read', id, reading: { view, terms, isOutdated: false } };
}

type Machine = typeof batchSignMachine;

/** A batch whose actors do nothing but take orders: a test says what they find. */
function start(): {
  actor: ActorRefFrom<Machine>;
  told: BatchEmitted[];
  asked: {
    read: readonly string[][];
    resolved: string[][];
    signed: SignAllInput['orders'][];
    resubmitted: ResubmitInput[];
    stopped: number;
  };
} {
  const asked = {
    read: [] as string[][],
    resolved: [] as string[][],
    signed: [] as SignAllInput['orders'][],
    resubmitted: [] as ResubmitInput[],
    stopped: 0,
  };
  const actor = createActor(
    batchSignMachine.provide({
      actors: {
        readAll: fromCallback<{ type: 'none' }, ReadInput>(({ input }) => void asked.read.push([...input.ids])),
        resolveAll: fromCallback<{ type: 'none' }, ResolveInput>(
          ({ input }) => void asked.resolved.push(input.items.map(({ id }) => id)),
        ),
        resubmit: fromCallback<{ type: 'none' }, ResubmitInput>(({ input }) => void asked.resubmitted.push(input)),
        signAll: fromCallback<{ type: 'stop' }, SignAllInput>(({ input, receive }) => {
          asked.signed.push(input.orders);
          receive(() => (asked.stopped += 1));
        }),
      },
    }),
  ).start();
  const told: BatchEmitted[] = [];
  actor.on('*', (event) => told.push(event));
  return { actor, told, asked };
}

function send(actor: ActorRefFrom<Machine>, ...events: BatchEvent[]): void {
  for (const event of events) actor.send(event);
}

const seals: BatchNews = { type: 'seals.read', seals: [aSeal({ id: 'old', usable: false }), aSeal()] };
const confirmed: BatchEvent = { type: 'submit.confirmed', keys: { a: 'key-a', b: 'key-b' } };

/** Two envelopes that are ready. */
function ready(terms = noTerms): ReturnType<typeof start> {
  const batch = start();
  send(
    batch.actor,
    { type: 'target.assigned', ids: ['a', 'b'] },
    seals,
    itemRead('a', terms),
    itemRead('b', terms),
    { type: 'reading.ended' },
    { type: 'item.resolved', id: 'a', resolution: good },
    { type: 'item.resolved', id: 'b', resolution: good },
    { type: 'resolving.ended' },
  );
  return batch;
}

const statesOf = (actor: ActorRefFrom<Machine>) => actor.getSnapshot().context.items.map(batchState);

describe('batchSignMachine', () => {
  it('reads each envelope once, and goes on where one cannot be read', () => {
    const { actor, asked } = start();

    send(
      actor,
      { type: 'target.assigned', ids: ['a', 'b', 'a'] },
      seals,
      itemRead('a'),
      { type: 'item.unreadable', id: 'b', code: 'forbidden' },
      { type: 'reading.ended' },
    );

    expect(asked.read).toEqual([['a', 'b']]);
    expect(asked.resolved).toEqual([['a']]);
    expect(statesOf(actor)).toEqual(['resolving', 'unreadable']);
    expect(actor.getSnapshot().context.applied.sealId).toBe('seal-contract');
  });

  it('fails in words without a person, and reads again on request', () => {
    const { actor, told } = start();
    send(actor, { type: 'target.assigned', ids: ['a'] });

    send(actor, { type: 'reading.failed', error: new EsignError('not-signed-in', 'nobody') });

    expect(actor.getSnapshot().value).toBe('failed');
    expect(told).toMatchObject([{ type: 'failed', error: { code: 'not-signed-in' } }]);
    send(actor, { type: 'reload.requested', ids: [] });
    expect(actor.getSnapshot().value).toBe('reading');
    expect(actor.getSnapshot().context.error).toBeUndefined();
  });

  it('signs nothing under a rule that was changed and not applied', () => {
    const { actor, asked } = ready();
    send(actor, { type: 'rule.changed', rule });
    expect(actor.getSnapshot().can({ type: 'submit.requested' })).toBe(false);

    send(actor, { type: 'rule.applied' });

    expect(asked.resolved).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(statesOf(actor)).toEqual(['resolving', 'resolving']);
    send(actor, { type: 'item.resolved', id: 'a', resolution: good }, { type: 'applying.stopped' });
    expect(statesOf(actor)).toEqual(['ready', 'resolving']);
    expect(actor.getSnapshot().can({ type: 'submit.requested' })).toBe(false);
  });

  it('leaves out what has a problem and what a person takes out, and signs the others', () => {
    const { actor, asked } = start();
    send(
      actor,
      { type: 'target.assigned', ids: ['a', 'b', 'c'] },
      seals,
      ...['a', 'b', 'c'].map((id) => itemRead(id)),
      { type: 'reading.ended' },
      { type: 'item.resolved', id: 'a', resolution: good },
      { type: 'item.resolved', id: 'b', resolution: bad },
      { type: 'item.resolved', id: 'c', resolution: good },
      { type: 'resolving.ended' },
      { type: 'item.excluded', id: 'c', isExcluded: true },
      { type: 'submit.requested' },
      confirmed,
    );

    expect(asked.signed.map((orders) => orders.map(({ id, idempotencyKey }) => [id, idempotencyKey]))).toEqual([
      [['a', 'key-a']],
    ]);
    expect(statesOf(actor)).toEqual(['ready', 'blocked', 'excluded']);
  });

  it('cannot be submitted while nothing is ready', () => {
    const { actor } = ready();

    send(
      actor,
      { type: 'item.excluded', id: 'a', isExcluded: true },
      { type: 'item.excluded', id: 'b', isExcluded: true },
      { type: 'submit.requested' },
    );

    expect(actor.getSnapshot().value).toBe('choosing');
  });

  it('asks for a proof once for all, and sends its token with each', () => {
    const { actor, asked } = ready(password);
    send(actor, { type: 'submit.requested' }, confirmed);
    expect(actor.getSnapshot().value).toBe('proving');

    send(actor, { type: 'intent.proved', token: 'token-1', ids: ['a', 'b'] });

    expect(asked.signed[0]?.map(({ request }) => request.intentToken)).toEqual(['token-1', 'token-1']);
  });

  it('keeps a proof that was started while its dialog is closed, until it is used', () => {
    const { actor } = ready(password);
    const intent: Intent = {
      ...{ id: 'intent-1', kind: 'password', sentTo: null, resendAt: null, attemptsLeft: 5 },
      expiresAt: '2026-11-22T03:10:00Z',
    };
    send(actor, { type: 'submit.requested' }, confirmed, { type: 'intent.kept', intent, ids: ['a', 'b'] });

    send(actor, { type: 'dialog.closed' }, { type: 'submit.requested' }, confirmed);

    expect(actor.getSnapshot().context.started).toEqual({ intent, ids: ['a', 'b'] });
    send(actor, { type: 'intent.proved', token: 't', ids: ['a', 'b'] }, { type: 'signing.ended' });
    expect(actor.getSnapshot().context.started).toBeNull();
  });

  it('asks again for those that want another proof', () => {
    const { actor } = ready(password);
    send(actor, { type: 'submit.requested' }, confirmed);

    send(actor, { type: 'intent.proved', token: 'token-1', ids: ['a'] });
    expect(actor.getSnapshot().value).toBe('proving');

    send(actor, { type: 'intent.proved', token: 'token-2', ids: ['b'] });
    expect(actor.getSnapshot().value).toEqual({ signing: 'running' });
  });

  it('reports part of it as signed, and tells each receipt as it comes', () => {
    const { actor, told } = ready();
    send(
      actor,
      { type: 'submit.requested' },
      confirmed,
      { type: 'item.started', id: 'a' },
      { type: 'item.settled', id: 'a', outcome: { kind: 'signed', receipt: aReceipt('a') }, submitFault: null },
      { type: 'item.started', id: 'b' },
    );
    expect(statesOf(actor)).toEqual(['signed', 'signing']);

    send(
      actor,
      {
        type: 'item.settled',
        id: 'b',
        outcome: { kind: 'refused', code: 'seal-not-usable', retryable: false },
        submitFault: null,
      },
      { type: 'signing.ended' },
    );

    expect(actor.getSnapshot().value).toBe('reported');
    expect(told.map(({ type }) => type)).toEqual(['loaded', 'signed', 'finished']);
    expect(told.at(-1)).toEqual({
      type: 'finished',
      results: [
        { envelopeId: 'a', outcome: 'signed', code: null },
        { envelopeId: 'b', outcome: 'refused', code: 'seal-not-usable' },
      ],
    });
  });

  it('has the workflow of a signed envelope submitted again where the host allows it, once at a time (C-38)', () => {
    const { actor, asked } = ready();
    const outcome = (id: string) => ({ kind: 'signed' as const, receipt: aReceipt(id) });
    const again = (id: string) => ({ type: 'resubmit.requested' as const, id, idempotencyKey: `again-${id}` });
    send(
      actor,
      { type: 'submit.requested' },
      confirmed,
      {
        type: 'item.settled',
        id: 'a',
        outcome: outcome('a'),
        submitFault: { code: 'submit-blocked', mayRetry: true },
      },
      { type: 'item.settled', id: 'b', outcome: outcome('b'), submitFault: { code: 'forbidden', mayRetry: false } },
      { type: 'signing.ended' },
    );

    send(actor, again('a'), again('a'), again('b'));

    expect(asked.resubmitted).toEqual([{ id: 'a', recordId: 'rec-1001', idempotencyKey: 'again-a' }]);
    send(actor, { type: 'item.resubmitted', id: 'a', submitFault: null }, again('a'));
    expect(actor.getSnapshot().context.items.map(({ submitFault }) => submitFault?.code)).toEqual([
      undefined,
      'forbidden',
    ]);
    expect(asked.resubmitted).toHaveLength(1);
  });

  it('stops after what was sent, and says of the others that they were not tried', () => {
    const { actor, told, asked } = ready();
    send(actor, { type: 'submit.requested' }, confirmed, { type: 'item.started', id: 'a' }, { type: 'stop.requested' });
    send(actor, { type: 'stop.requested' });
    expect(asked.stopped).toBe(1);
    expect(actor.getSnapshot().value).toEqual({ signing: 'stopping' });

    send(
      actor,
      { type: 'item.settled', id: 'a', outcome: { kind: 'signed', receipt: aReceipt('a') }, submitFault: null },
      { type: 'signing.ended' },
    );

    expect(told.at(-1)).toMatchObject({ results: [{ outcome: 'signed' }, { outcome: 'notTried', code: null }] });
  });

  it('tries again with what was sent while nobody knows what came of it, and never what is signed', () => {
    const { actor, asked } = ready(password);
    send(actor, { type: 'submit.requested' }, confirmed, { type: 'intent.proved', token: 't', ids: ['a', 'b'] });
    const [first] = asked.signed[0]?.filter(({ id }) => id === 'a') ?? [];
    send(
      actor,
      { type: 'item.started', id: 'a' },
      {
        type: 'item.settled',
        id: 'a',
        outcome: { kind: 'refused', code: 'network', retryable: true },
        submitFault: null,
      },
      { type: 'item.started', id: 'b' },
      { type: 'item.settled', id: 'b', outcome: { kind: 'signed', receipt: aReceipt('b') }, submitFault: null },
      { type: 'signing.ended' },
      { type: 'retry.requested' },
    );
    expect(asked.read.at(-1)).toEqual(['a']);

    send(
      actor,
      itemRead('a', password),
      { type: 'reading.ended' },
      { type: 'item.resolved', id: 'a', resolution: good },
      { type: 'resolving.ended' },
      { type: 'submit.requested' },
      { type: 'submit.confirmed', keys: { a: 'another' } },
    );

    expect(asked.signed[1]).toEqual([first]);
    expect(statesOf(actor)).toEqual(['ready', 'signed']);
  });

  it('proves anew and takes another key after a refusal, and after another rule', () => {
    const { actor, asked } = ready(password);
    send(
      actor,
      ...[{ type: 'submit.requested' } as const, confirmed],
      { type: 'intent.proved', token: 't', ids: ['a', 'b'] },
      { type: 'item.started', id: 'a' },
      {
        type: 'item.settled',
        id: 'a',
        outcome: { kind: 'refused', code: 'intent-required', retryable: false },
        submitFault: null,
      },
      { type: 'item.started', id: 'b' },
      {
        type: 'item.settled',
        id: 'b',
        outcome: { kind: 'refused', code: 'timeout', retryable: true },
        submitFault: null,
      },
      { type: 'signing.ended' },
      { type: 'retry.requested' },
      itemRead('a', password),
      itemRead('b', password),
      { type: 'reading.ended' },
      ...['a', 'b'].map((id) => ({ type: 'item.resolved' as const, id, resolution: good })),
      { type: 'resolving.ended' },
      { type: 'rule.changed', rule },
      { type: 'rule.applied' },
      ...['a', 'b'].map((id) => ({ type: 'item.resolved' as const, id, resolution: good })),
      { type: 'resolving.ended' },
      { type: 'submit.requested' },
      { type: 'submit.confirmed', keys: { a: 'key-3', b: 'key-4' } },
    );
    expect(actor.getSnapshot().value).toBe('proving');

    send(actor, { type: 'intent.proved', token: 't2', ids: ['a', 'b'] });

    expect(asked.signed[1]?.map(({ idempotencyKey, request }) => [idempotencyKey, request.intentToken])).toEqual([
      ['key-3', 't2'],
      ['key-4', 't2'],
    ]);
  });

  it('finds by reading what was signed although its answer was lost', () => {
    const { actor, asked } = ready();
    send(
      actor,
      ...[{ type: 'submit.requested' } as const, confirmed],
      { type: 'item.started', id: 'a' },
      {
        type: 'item.settled',
        id: 'a',
        outcome: { kind: 'refused', code: 'network', retryable: true },
        submitFault: null,
      },
      { type: 'signing.ended' },
      { type: 'retry.requested' },
      itemRead('a', noTerms, true),
      itemRead('b'),
      { type: 'reading.ended' },
    );

    expect(statesOf(actor)).toEqual(['signed', 'resolving']);
    expect(asked.resolved.at(-1)).toEqual(['b']);
  });

  it('reads one envelope anew that was signed singly, and keeps the others', () => {
    const { actor, asked } = ready();
    send(actor, { type: 'item.excluded', id: 'b', isExcluded: true }, { type: 'reload.requested', ids: ['a'] });
    expect(asked.read.at(-1)).toEqual(['a']);

    send(actor, itemRead('a', noTerms, true), { type: 'reading.ended' }, { type: 'resolving.ended' });

    expect(statesOf(actor)).toEqual(['signed', 'excluded']);
  });

  it('can reach every state that it has', () => {
    const events = (): BatchEvent[] => [
      { type: 'target.assigned', ids: ['a'] },
      seals,
      itemRead('a', password),
      { type: 'reading.failed', error: new EsignError('network', 'offline') },
      { type: 'reading.ended' },
      { type: 'item.resolved', id: 'a', resolution: good },
      { type: 'resolving.ended' },
      { type: 'submit.requested' },
      confirmed,
      { type: 'intent.proved', token: 't', ids: ['a'] },
      { type: 'stop.requested' },
      { type: 'item.settled', id: 'a', outcome: { kind: 'signed', receipt: aReceipt('a') }, submitFault: null },
      { type: 'signing.ended' },
    ];
    const paths = getShortestPaths(
      batchSignMachine.provide({
        actors: {
          readAll: fromCallback<{ type: 'none' }, ReadInput>(() => undefined),
          resolveAll: fromCallback<{ type: 'none' }, ResolveInput>(() => undefined),
          signAll: fromCallback<{ type: 'stop' }, SignAllInput>(() => undefined),
        },
      }),
      {
        events: events(),
        limit: 5000,
        serializeState: ({ value, context }) =>
          JSON.stringify([
            value,
            context.items.map(batchState),
            context.items.map(({ token }) => token),
            context.seals.length,
          ]),
      },
    );

    const reached = new Set(paths.map(({ state }) => JSON.stringify(state.value)));
    expect([...reached].sort()).toEqual(
      [
        ...['choosing', 'confirming', 'failed', 'proving', 'reading', 'reported', 'resolving', 'unassigned'],
        { signing: 'running' },
        { signing: 'stopping' },
      ]
        .map((value) => JSON.stringify(value))
        .sort(),
    );
  });
});
