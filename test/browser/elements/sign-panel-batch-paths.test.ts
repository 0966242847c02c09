import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { getAdjacencyMap, getShortestPaths } from 'xstate/graph';
import {
  initialTransition,
  transition,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventObject,
  type SnapshotFrom,
} from 'xstate';

import { batchState, proofGroup, unresolvedItems } from '../../../src/core/batch.js';
import { EsignError } from '../../../src/core/errors.js';
import { viewOfEnvelope } from '../../../src/core/envelope-view.js';
import type { BatchEvent } from '../../../src/machines/batch-sign.events.js';
import { batchSignMachine } from '../../../src/machines/batch-sign.machine.js';
import { aReceipt, seals } from '../../support/browser-sign-host.js';
import { aPerson } from '../../support/builders.js';
import { GatedBatchHost, passwordTerms } from '../../support/gated-batch-host.js';
import { BatchHarness } from '../harness/batch-sign.harness.js';
import { waitUntil } from '../harness/wait.js';

/*
 * Model-based, as the paths of the panel are: every transition of the machine that signs several envelopes, walked by a
 * person's hands in the real element; where each envelope stands on the screen must be what the machine says.
 */

type Snapshot = SnapshotFrom<typeof batchSignMachine>;

const IDS = ['a', 'b'];
const { envelopes } = new GatedBatchHost();
const KEYWORD = {
  kind: 'keyword' as const,
  choice: { keyword: '甲方（盖章）', acrossLines: false, pages: 'all' as const, occurrence: 'all' as const },
  offset: { relation: 'on' as const, dx: 0, dy: 0 },
};

/** What follows by itself, without a person or the host. */
const BY_ITSELF: readonly string[] = [
  'item.read',
  'item.unreadable',
  'reading.ended',
  'item.resolved',
  'resolving.ended',
  'item.started',
  'signing.ended',
];
const isReading = (event: BatchEvent | undefined): boolean =>
  event?.type === 'seals.read' || event?.type === 'item.read' || event?.type === 'item.unreadable';

function itemRead(id: string): BatchEvent {
  const envelope = envelopes.find((one) => one.id === id);
  if (!envelope) throw new Error(`no ${id}`);
  const view = viewOfEnvelope(envelope, aPerson({ userId: 'signer-a' }), '2026-11-22T03:00:00Z');
  return { type: 'item.read', id, reading: { view, terms: passwordTerms, isOutdated: false } };
}

/** What can happen in a state: to the host, or by a person. */
function eventsOf({ value, context }: Snapshot): BatchEvent[] {
  const { items, rule, applied, queue, orders } = context;
  switch (outerOf(value)) {
    case 'unassigned':
      return [{ type: 'target.assigned', ids: IDS }];
    case 'reading': {
      if (context.seals.length === 0) {
        const error = new EsignError('network', 'network');
        return [
          { type: 'seals.read', seals },
          ...(items[0]?.reading ? [] : [{ type: 'reading.failed' as const, error }]),
        ];
      }
      const next = items.find((item) => queue.includes(item.id) && !item.reading && !item.failure);
      if (!next) return [{ type: 'reading.ended' }];
      // one envelope that cannot be read is enough
      const isFirst = next.id === 'b' && !context.orders.length;
      return [
        itemRead(next.id),
        ...(isFirst ? [{ type: 'item.unreadable' as const, id: 'b', code: 'not-found' as const }] : []),
      ];
    }
    case 'failed':
      return [{ type: 'reload.requested', ids: [] }];
    case 'resolving': {
      if (applied.where.kind === 'keyword') return [{ type: 'applying.stopped' }];
      const [next] = unresolvedItems(items);
      return next
        ? [{ type: 'item.resolved', id: next.id, resolution: { marks: [], problems: [] } }]
        : [{ type: 'resolving.ended' }];
    }
    case 'choosing': {
      // after a signature the same could be done as before it: once is enough
      const isFirst = orders.length === 0 && items.every(({ failure }) => failure === null);
      const canChange = isFirst && !items[0]?.isExcluded;
      const where = rule.where.kind === 'places' ? KEYWORD : { kind: 'places' as const };
      return [
        ...(canChange ? [{ type: 'rule.changed' as const, rule: { ...rule, where } }] : []),
        ...(rule === applied ? [] : [{ type: 'rule.applied' as const }]),
        ...(canChange && rule === applied ? [{ type: 'item.excluded' as const, id: 'a', isExcluded: true }] : []),
        { type: 'submit.requested' },
      ];
    }
    case 'confirming':
      return [{ type: 'submit.confirmed', keys: { a: 'key-a', b: 'key-b' } }, { type: 'dialog.closed' }];
    case 'proving':
      return [
        { type: 'intent.proved', token: 'token-1', ids: proofGroup(items).map(({ id }) => id) },
        { type: 'dialog.closed' },
      ];
    case 'signing': {
      const open = items.filter((item) => orders.includes(item.id) && !item.outcome);
      const waiting = open.find(({ isSigning }) => !isSigning);
      const [next] = open;
      if (waiting) return [{ type: 'item.started', id: waiting.id }];
      if (!next) return [{ type: 'signing.ended' }];
      const settled = { type: 'item.settled' as const, id: next.id, submitFault: null };
      return [
        { ...settled, outcome: { kind: 'signed', receipt: aReceipt({ envelopeId: next.id }) } },
        { ...settled, outcome: { kind: 'refused', code: 'network', retryable: true } },
        { type: 'stop.requested' },
      ];
    }
    case 'reported':
      return [{ type: 'retry.requested' }];
    default:
      return [];
  }
}

function outerOf(value: Snapshot['value']): string {
  return typeof value === 'string' ? value : (Object.keys(value)[0] ?? '');
}

const nameOf = ({ value, context: { items, rule, applied, seals: known, error } }: Snapshot): string =>
  JSON.stringify([
    value,
    items.map((item) => [batchState(item), item.attempt !== null, item.token]),
    [rule.where.kind, applied.where.kind, rule === applied],
    [known.length, error?.code],
  ]);

function labelOf(event: BatchEvent): string {
  const id = 'id' in event ? ` ${event.id}` : '';
  const outcome = event.type === 'item.settled' ? ` ${event.outcome.kind}` : '';
  const rule = event.type === 'rule.changed' ? ` ${event.rule.where.kind}` : '';
  return `${event.type}${id}${outcome}${rule}`;
}

interface Path {
  readonly name: string;
  readonly events: readonly BatchEvent[];
  readonly snapshots: readonly Snapshot[];
}

/** One path over every transition of the model, without those that another path begins with. */
function findPaths(): Path[] {
  // the search knows machines by their base type only
  const machine = batchSignMachine as unknown as AnyStateMachine;
  const options = {
    events: (snapshot: AnyMachineSnapshot) => eventsOf(snapshot as Snapshot),
    serializeState: (snapshot: AnyMachineSnapshot) => nameOf(snapshot as Snapshot),
    serializeEvent: (event: EventObject) => labelOf(event as BatchEvent),
    limit: 5000,
  };
  const leads = new Map(
    getShortestPaths(machine, options).map(({ state, steps }) => [nameOf(state as Snapshot), steps] as const),
  );
  const states = Object.values(getAdjacencyMap(machine, options)) as {
    state: unknown;
    transitions: Record<string, { event: unknown; state: unknown }>;
  }[];
  const found = states.flatMap(({ state, transitions }) => {
    const lead = leads.get(nameOf(state as Snapshot))?.map(({ event }) => event as BatchEvent) ?? [];
    const before = lead.filter(({ type }) => (type as string) !== 'xstate.init');
    return Object.values(transitions)
      .filter(({ state: next }) => nameOf(next as Snapshot) !== nameOf(state as Snapshot))
      .map(({ event }) => finished([...before, event as BatchEvent]));
  });
  const named = found.map((events) => ({ name: events.map(labelOf).join(' → '), events, snapshots: along(events) }));
  return named.filter(
    ({ name }, index) =>
      !named.some((other) => other.name.startsWith(`${name} → `)) &&
      named.findIndex((other) => other.name === name) === index,
  );
}

/** A path does not end where the element goes on by itself. */
function finished(events: readonly BatchEvent[]): BatchEvent[] {
  const all = [...events];
  for (;;) {
    const last = along(all).at(-1);
    const next = last && eventsOf(last).find(({ type }) => BY_ITSELF.includes(type));
    if (!next) return all;
    all.push(next);
  }
}

function along(events: readonly BatchEvent[]): Snapshot[] {
  let [snapshot] = initialTransition(batchSignMachine);
  return events.map((event) => {
    [snapshot] = transition(batchSignMachine, snapshot, event);
    return snapshot;
  });
}

/** The hands and eyes of a person in front of the real element. */
class Walk {
  readonly #host = new GatedBatchHost();
  readonly #path: Path;
  #batch: BatchHarness | undefined;

  constructor(path: Path) {
    this.#path = path;
  }

  async follow(): Promise<void> {
    const { events, snapshots } = this.#path;
    for (const [index, event] of events.entries()) {
      if (BY_ITSELF.includes(event.type) && !this.#beginsReading(index)) continue;
      await this.#act(event, index);
      const rest = events.slice(index + 1).findIndex((next) => !BY_ITSELF.includes(next.type));
      const isWaiting = events[index + 1] !== undefined && this.#beginsReading(index + 1);
      const last = isWaiting ? index : rest < 0 ? events.length - 1 : index + rest;
      const expected = seenOf(snapshots[last]);
      await waitUntil(() => this.#see() === expected, '', 6000).catch(() =>
        expect(this.#see(), `after ${labelOf(event)}`).to.equal(expected),
      );
    }
  }

  /** The first envelope that is read waits for the seals. */
  #beginsReading(index: number): boolean {
    const { events } = this.#path;
    return isReading(events[index]) && !isReading(events[index - 1]);
  }

  get batch(): BatchHarness {
    if (!this.#batch) throw new Error('the batch is not there yet');
    return this.#batch;
  }

  #see(): string {
    const { batch } = this;
    const isStopping = batch.state === 'signing' && batch.act('stop')?.getAttribute('aria-disabled') === 'true';
    return `${isStopping ? 'stopping' : batch.state}: ${batch.states.join(' ')}`;
  }

  async #act(event: BatchEvent, index: number): Promise<void> {
    const host = this.#host;
    const { batch } = event.type === 'target.assigned' ? { batch: await this.#mount() } : this;
    switch (event.type) {
      case 'seals.read':
      case 'item.read':
      case 'item.unreadable': {
        const group = this.#path.events.slice(index);
        const end = group.findIndex(({ type }) => type === 'reading.ended');
        const lost = group.slice(0, end).filter(({ type }) => type === 'item.unreadable');
        host.unreadable = new Set(lost.map((one) => ('id' in one ? one.id : '')));
        await waitUntil(() => host.reading.waitsFor === 'seals');
        host.reading.open();
        break;
      }
      case 'reading.failed':
        await waitUntil(() => host.reading.waitsFor === 'seals');
        host.reading.fail('network');
        break;
      case 'item.settled': {
        const gate = host.signing[event.id];
        await waitUntil(() => gate?.waitsFor === 'sign', `${event.id} is not sent`);
        if (event.outcome.kind === 'signed') gate?.open();
        else gate?.fail('network');
        break;
      }
      case 'rule.changed':
        await batch.choose(event.rule.where.kind);
        if (event.rule.where.kind === 'keyword') await batch.keyword(KEYWORD.choice.keyword);
        break;
      case 'rule.applied':
      case 'applying.stopped':
        await batch.press('apply');
        break;
      case 'item.excluded':
        await batch.tick(event.id);
        break;
      case 'intent.proved':
        await batch.prove('demo');
        break;
      case 'target.assigned':
        break;
      default:
        await batch.press(BUTTONS[event.type] ?? '');
    }
    await batch.frames();
  }

  async #mount(): Promise<BatchHarness> {
    this.#batch = await BatchHarness.open(this.#host.client, IDS, { until: 'reading' });
    return this.#batch;
  }
}

const BUTTONS: Readonly<Record<string, string>> = {
  'reload.requested': 'reload',
  'submit.requested': 'submit',
  'submit.confirmed': 'confirm',
  'dialog.closed': 'back',
  'stop.requested': 'stop',
  'retry.requested': 'retry',
};

/** What a person must see of a snapshot. */
function seenOf(snapshot: Snapshot | undefined): string {
  if (!snapshot) return '';
  const outer = snapshot.matches({ signing: 'stopping' }) ? 'stopping' : outerOf(snapshot.value);
  return `${outer}: ${snapshot.context.items.map(batchState).join(' ')}`;
}

describe('paths through several envelopes in <esign-sign-panel>', () => {
  before(() => setViewport({ width: 1280, height: 900 }));

  const paths = findPaths();

  it('lead through every state that the model can reach', () => {
    const seen = new Set(paths.flatMap(({ snapshots }) => snapshots.map((snapshot) => seenOf(snapshot).split(':')[0])));

    expect([...seen].sort()).to.deep.equal(
      ['choosing', 'confirming', 'failed', 'proving', 'reading', 'reported', 'resolving', 'signing', 'stopping'].sort(),
    );
  });

  for (const path of paths) {
    it(path.name, async () => {
      await new Walk(path).follow();
    }).timeout(60_000);
  }
});
