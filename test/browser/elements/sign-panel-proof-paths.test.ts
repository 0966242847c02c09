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

import { EsignError } from '../../../src/core/errors.js';
import { errors } from '../../../src/i18n/errors.zh-cn.js';
import { panelIntent as words } from '../../../src/i18n/panel-intent.zh-cn.js';
import { intentMachine, type IntentEvent } from '../../../src/machines/intent.machine.js';
import type { IntentAnswer } from '../../../src/schema/signing-terms.js';
import { type ProofKind, GatedProofHost } from '../../support/gated-proof-host.js';
import { placeFirst, SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

/*
 * Model-based, as the paths of the panel are: every transition of the machine that proves who signs, for each kind of proof,
 * walked by a person's hands in the dialog of the real panel.
 */

type Snapshot = SnapshotFrom<typeof intentMachine>;
type ModelEvent = IntentEvent | { readonly type: string; readonly [key: string]: unknown };

const MINUTE = 60_000;
const KINDS = ['password', 'code', 'custom'] as const;

const OUTCOMES = ['right', 'wrong', 'expired', 'locked'] as const satisfies IntentAnswer['outcome'][];

function failed(state: string, code: 'network' | 'intent-locked'): ModelEvent {
  return { type: `xstate.error.actor.0.intent.${state}`, error: new EsignError(code, code) };
}

/** What can happen in a state: to the host, or by a person. */
function eventsOf(snapshot: Snapshot, host: GatedProofHost): ModelEvent[] {
  const { kind } = snapshot.context;
  const start: ModelEvent = { type: 'start.requested', idempotencyKey: 'k', channel: null };
  switch (String(snapshot.value)) {
    case 'starting':
      return [
        { type: 'xstate.done.actor.0.intent.starting', output: host.intent() },
        failed('starting', 'network'),
        failed('starting', 'intent-locked'),
      ];
    case 'asking':
      return [
        { type: 'secret.given', secret: 'demo' },
        { type: 'time.passed' },
        // only a code is sent once more
        ...(kind === 'code' ? [start] : []),
      ];
    case 'verifying':
      return [
        ...OUTCOMES.map((outcome) => ({
          type: 'xstate.done.actor.0.intent.verifying',
          output: host.answer(outcome),
          outcome,
        })),
        failed('verifying', 'network'),
      ];
    case 'ready':
    case 'expired':
    case 'locked':
      return [start];
    default:
      return [];
  }
}

const nameOf = ({ value, context }: Snapshot): string =>
  JSON.stringify([value, context.intent !== undefined, context.isWrong, context.lockedUntil, context.error?.code]);

function labelOf(event: { readonly type: string }): string {
  const short = event.type.replace('actor.0.intent.', '').replace('xstate.', '');
  const { error, outcome } = event as { error?: unknown; outcome?: string };
  const detail = error instanceof EsignError ? error.code : outcome;
  return detail ? `${short} (${detail})` : short;
}

interface Path {
  readonly kind: ProofKind;
  readonly name: string;
  readonly events: readonly ModelEvent[];
  readonly along: readonly Snapshot[];
}

/** One path over every transition of the model, without those that another path begins with. */
function findPaths(kind: ProofKind): Path[] {
  const host = new GatedProofHost(kind);
  // the search knows machines by their base type only
  const machine = intentMachine as unknown as AnyStateMachine;
  const options = {
    input: { kind },
    events: (snapshot: AnyMachineSnapshot) => eventsOf(snapshot as Snapshot, host),
    serializeState: (snapshot: AnyMachineSnapshot) => nameOf(snapshot as Snapshot),
    serializeEvent: (event: EventObject) => labelOf(event),
    limit: 1000,
  };
  const leads = new Map(
    getShortestPaths(machine, options).map(({ state, steps }) => [nameOf(state as Snapshot), steps] as const),
  );
  const states = Object.values(getAdjacencyMap(machine, options)) as {
    state: unknown;
    transitions: Record<string, { event: unknown; state: unknown }>;
  }[];
  const found = states.flatMap(({ state, transitions }) => {
    const lead = leads.get(nameOf(state as Snapshot))?.map(({ event }) => event as ModelEvent) ?? [];
    const before = lead.filter(({ type }) => type !== 'xstate.init');
    return Object.values(transitions).map(({ event }) => [...before, event as ModelEvent]);
  });
  const named = found.map((events) => ({
    kind,
    name: events.map(labelOf).join(' → '),
    events,
    along: snapshotsAlong(kind, events),
  }));
  return named.filter(({ name }) => !named.some((other) => other.name.startsWith(`${name} → `)));
}

function snapshotsAlong(kind: ProofKind, events: readonly ModelEvent[]): Snapshot[] {
  let [snapshot] = initialTransition(intentMachine, { kind });
  let isOver = false;
  return events.map((event) => {
    [snapshot] = transition(intentMachine, snapshot, event as IntentEvent);
    if (event.type === 'time.passed') isOver = true;
    else if (event.type.startsWith('xstate.done.') && event.type.endsWith('.starting')) isOver = false;
    // the page's clock still says so of what no new start has replaced
    if (isOver && snapshot.value === 'asking')
      [snapshot] = transition(intentMachine, snapshot, { type: 'time.passed' });
    return snapshot;
  });
}

/** What the dialog has to tell is wrong in a state. */
function faultOf({ value, context }: Snapshot): string {
  const { lockedUntil, error, isWrong, attemptsLeft } = context;
  if (value === 'locked') {
    const time = new Intl.DateTimeFormat('zh-CN', { timeStyle: 'short' });
    return lockedUntil ? words.locked(time.format(new Date(lockedUntil))) : words.lockedSomeTime;
  }
  if (value === 'expired') return words.expired;
  if (error) return errors[error.code];
  return isWrong ? words.wrong(attemptsLeft ?? 0) : '';
}

/** The page's clock, which a test turns on. */
class Clock {
  readonly #now = Date.now;
  #ahead = 0;

  constructor() {
    Date.now = () => this.#now() + this.#ahead;
  }

  turn(milliseconds: number): void {
    this.#ahead += milliseconds;
  }

  restore(): void {
    Date.now = this.#now;
  }
}

/** The hands and eyes of a person in front of the dialog. */
class Walk {
  readonly host: GatedProofHost;
  readonly #path: Path;
  readonly #clock: Clock;
  #panel: SignPanelHarness | undefined;
  /** The page's own way to prove it. */
  readonly #own = document.createElement('button');

  constructor(path: Path, clock: Clock) {
    this.host = new GatedProofHost(path.kind);
    this.#path = path;
    this.#clock = clock;
  }

  get panel(): SignPanelHarness {
    if (!this.#panel) throw new Error('the panel is not there yet');
    return this.#panel;
  }

  async reach(): Promise<void> {
    const panel = await SignPanelHarness.openDocument(this.host.client);
    this.#panel = panel;
    this.#own.slot = 'intent';
    this.#own.textContent = '刷脸';
    this.#own.addEventListener('click', () => {
      const detail = { secret: 'scan-1' };
      this.#own.dispatchEvent(new CustomEvent('esign-intent-answer', { detail, bubbles: true, composed: true }));
    });
    if (this.#path.kind === 'custom') panel.element.append(this.#own);
    await placeFirst(panel);
    await panel.press('submit');
    await panel.press('confirm');
    await waitUntil(() => panel.isProving, 'no dialog');
  }

  async follow(): Promise<void> {
    for (const [index, event] of this.#path.events.entries()) {
      await this.#act(event);
      const expected = String(this.#path.along[index]?.value);
      await waitUntil(() => this.see() === expected, '').catch(() =>
        expect(this.see(), `after ${labelOf(event)}`).to.equal(expected),
      );
    }
  }

  /** What state a person takes it for, from the screen. */
  see(): string {
    const { panel, host } = this;
    if (host.waitsFor === 'sign') return 'proved';
    if (!panel.isProving) return 'nothing';
    if (panel.text.includes(words.preparing)) return 'starting';
    if (panel.text.includes(words.verifying)) return 'verifying';
    if (panel.proofFault.includes('锁定')) return 'locked';
    if (panel.proofFault === words.expired) return 'expired';
    const isAsked = this.#path.kind === 'custom' ? this.#own.checkVisibility() : panel.proofField !== null;
    return isAsked ? 'asking' : 'ready';
  }

  async #act(event: ModelEvent): Promise<void> {
    const { host } = this;
    const label = labelOf(event);
    const { outcome } = event as { outcome?: IntentAnswer['outcome'] };
    if (outcome) host.outcome = outcome;
    if (label.startsWith('done.')) host.open();
    else if (label.startsWith('error.')) host.fail(label.includes('network') ? 'network' : 'intent-locked');
    else if (label === 'start.requested') await this.#start();
    else if (label === 'time.passed') this.#clock.turn(11 * MINUTE);
    else if (this.#path.kind === 'custom') this.#own.click();
    else await this.panel.prove('demo');
    await this.panel.frames();
  }

  /** A password is asked for at once, a code when somebody wants one, and another one only after the wait. */
  async #start(): Promise<void> {
    const { panel, host } = this;
    if (host.waitsFor === 'start') return;
    if (panel.act('restart')) {
      await panel.press('restart');
      return;
    }
    if (panel.act('send-code')?.disabled) {
      expect(panel.text).to.match(/\d+ 秒后可重新发送/);
      this.#clock.turn(MINUTE);
      await waitUntil(() => panel.act('send-code')?.disabled === false, 'it cannot be sent again');
    }
    await panel.press('send-code');
  }
}

describe('paths through the proof of <esign-sign-panel>', () => {
  let clock: Clock;
  before(() => setViewport({ width: 1200, height: 800 }));
  beforeEach(() => (clock = new Clock()));
  afterEach(() => clock.restore());

  for (const kind of KINDS) {
    const paths = findPaths(kind);

    it(`${kind}: lead through every state`, () => {
      const seen = new Set(paths.flatMap(({ along }) => along.map(({ value }) => String(value))));

      expect(['starting', 'asking', 'verifying', 'expired', 'locked', 'proved'].filter((one) => !seen.has(one))).to.be
        .empty;
    });

    for (const path of paths) {
      it(`${kind}: ${path.name}`, async () => {
        const walk = new Walk(path, clock);
        await walk.reach();
        await walk.follow();
        const { panel, host } = walk;
        const end = path.along.at(-1);
        if (end?.value === 'proved') {
          expect(host.tokens).to.deep.equal(['token-1']);
          return;
        }

        expect(panel.proofFault).to.equal(end && faultOf(end));
        // whatever it is, there is a way back to the marks, and an answer that comes late signs nothing
        await panel.press('back');
        await waitUntil(() => !panel.isProving, 'the dialog stayed');
        if (host.waitsFor) host.open();
        await panel.frames();

        expect(panel.markLabels).to.have.length(1);
        expect(host.tokens).to.deep.equal([]);
      });
    }
  }
});
