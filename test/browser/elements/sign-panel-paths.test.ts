import { expect, fixture, html } from '@open-wc/testing';
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
import { viewOfTab } from '../../../src/core/panel-view.js';
import { noTerms } from '../../../src/core/reading.js';
import type { SignPanel } from '../../../src/elements/sign-panel/sign-panel.js';
import type { SignPanelEvent } from '../../../src/machines/sign-panel.events.js';
import { signPanelMachine } from '../../../src/machines/sign-panel.machine.js';
import { setPdfAssetBase } from '../../../src/pdf/index.js';
import type { RecordTab } from '../../../src/schema/record-tab.js';
import { aReceipt, aSignTab, SEAL, seals } from '../../support/browser-sign-host.js';
import { GatedSignHost } from '../../support/gated-sign-host.js';
import { placeFirst, SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

/*
 * Model-based: the paths are those of the machine itself, found by a search through its states; a person's hands then
 * walk each of them in the real element, and what is seen must be what the machine says.
 */

type Snapshot = SnapshotFrom<typeof signPanelMachine>;
type ModelEvent = SignPanelEvent | { readonly type: string; readonly [key: string]: unknown };

const [sign] = aSignTab().buttons;
const buttons = (kind: 'sign' | 'launch'): RecordTab['buttons'] => (sign ? [{ ...sign, kind }] : []);
const TABS = {
  sign: aSignTab(),
  notCreated: aSignTab({ state: 'notCreated', envelope: null, me: null }),
  draft: aSignTab({ state: 'draft', buttons: buttons('launch') }),
  waitingForOthers: aSignTab({ state: 'waitingForOthers' }),
  signedByMe: aSignTab({ state: 'signedByMe' }),
  rejected: aSignTab({ state: 'rejected', buttons: buttons('launch') }),
} satisfies Record<string, RecordTab>;
type Tab = keyof typeof TABS;

const mark = {
  id: 'm1',
  documentId: 'contract',
  kind: 'seal' as const,
  sealId: 'seal-contract',
  placementId: null,
  pageIndex: 0,
  rect: { x: 200, y: 300, width: SEAL, height: SEAL },
};
const terms = { ...noTerms, intent: { kind: 'password' as const, channels: [] } };

function loaded(tab: Tab): ModelEvent {
  const view = viewOfTab(TABS[tab]);
  return {
    ...done('loading', {
      view,
      seals: view.state === 'sign' ? seals : [],
      terms: view.state === 'sign' ? terms : null,
    }),
    tab,
  };
}
const done = (state: string, output: unknown): ModelEvent => ({
  type: `xstate.done.actor.0.signPanel.${state}`,
  output,
});
const failed = (state: string, code: 'network' | 'intent-required'): ModelEvent => ({
  type: `xstate.error.actor.0.signPanel.${state}`,
  error: new EsignError(code, code),
});
const key = { idempotencyKey: 'k' };

/** What can happen in a state: to the host, or by a person. */
function eventsOf(snapshot: Snapshot): ModelEvent[] {
  const { view, receipt, reason, error, board } = snapshot.context;
  switch (stateOf(snapshot)) {
    case 'unassigned':
      return [{ type: 'target.assigned', target: { kind: 'record', recordId: 'rec-1001' }, mode: 'sign' }];
    case 'loading':
      if (!view && !error) {
        return [
          ...(['sign', 'notCreated', 'draft', 'waitingForOthers'] as const).map(loaded),
          failed('loading', 'network'),
        ];
      }
      if (receipt) return [loaded('signedByMe'), failed('loading', 'network')];
      return [loaded(reason === '' ? 'sign' : 'rejected')];
    case 'failed':
      return [{ type: 'reload.requested' }];
    case 'notCreated':
    case 'rejected':
      return [{ type: 'act.requested', act: 'create', ...key }];
    case 'draft':
      return [{ type: 'act.requested', act: 'launch', ...key }];
    case 'waitingForOthers':
      return [{ type: 'change.reported', version: 99 }];
    case 'acting':
      return [done('acting', undefined), failed('acting', 'network')];
    case 'editing':
      return [
        ...(board.marks.length === 0 ? [{ type: 'mark.placed', mark }] : [{ type: 'submit.requested' }]),
        { type: 'reject.requested' },
      ];
    case 'confirming':
      return [{ type: 'submit.confirmed', ...key }, { type: 'dialog.closed' }];
    case 'proving':
      return [{ type: 'intent.proved', token: 'token-1' }, { type: 'dialog.closed' }];
    case 'rejecting':
      return [{ type: 'reject.confirmed', reason: '条款有误', ...key }, { type: 'dialog.closed' }];
    case 'signing':
      return [done('signing', aReceipt()), failed('signing', 'network'), failed('signing', 'intent-required')];
    case 'sendingRejection':
      return [done('sendingRejection', undefined), failed('sendingRejection', 'network')];
    default:
      return [];
  }
}

/** The innermost state; its name is enough, because none has two. */
function stateOf({ value }: { readonly value: unknown }): string {
  const inner = typeof value === 'object' && value !== null ? (Object.values(value)[0] as unknown) : value;
  return String(inner);
}

const nameOf = ({ value, context }: Snapshot): string =>
  JSON.stringify([
    value,
    context.view?.state,
    context.board.marks.length,
    context.receipt !== undefined,
    context.intentToken,
    context.error?.code,
    context.reason,
  ]);

function labelOf(event: { readonly type: string }): string {
  const short = event.type.replace('0.signPanel.', '').replace('xstate.', '').replace('actor.', '');
  const { error, tab, act } = event as { error?: unknown; tab?: string; act?: string };
  if (error instanceof EsignError) return `${short} (${error.code})`;
  const which = tab ?? act;
  return which ? `${short} (${which})` : short;
}

interface Path {
  readonly name: string;
  readonly events: readonly ModelEvent[];
  readonly seen: readonly string[];
}

/** One path over every transition of the model, without those that another path begins with. */
function findPaths(): Path[] {
  // the search knows machines by their base type only
  const machine = signPanelMachine as unknown as AnyStateMachine;
  const options = {
    events: (snapshot: AnyMachineSnapshot) => eventsOf(snapshot as Snapshot),
    serializeState: (snapshot: AnyMachineSnapshot) => nameOf(snapshot as Snapshot),
    serializeEvent: (event: EventObject) => labelOf(event),
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
    const lead = leads.get(nameOf(state as Snapshot))?.map(({ event }) => event as ModelEvent) ?? [];
    const before = lead.filter(({ type }) => type !== 'xstate.init');
    return Object.values(transitions)
      .filter(({ state: next }) => nameOf(next as Snapshot) !== nameOf(state as Snapshot))
      .map(({ event }) => [...before, event as ModelEvent]);
  });
  const named = found.map((events) => ({ name: events.map(labelOf).join(' → '), events, seen: statesAlong(events) }));
  return named.filter(({ name }) => !named.some((other) => other.name.startsWith(`${name} → `)));
}

function statesAlong(events: readonly ModelEvent[]): string[] {
  let [snapshot] = initialTransition(signPanelMachine);
  return events.map((event) => {
    [snapshot] = transition(signPanelMachine, snapshot, event as SignPanelEvent);
    return stateOf(snapshot);
  });
}

/** The hands and eyes of a person in front of the real element. */
class Walk {
  readonly host = new GatedSignHost();
  readonly #path: Path;
  #harness: SignPanelHarness | undefined;

  constructor(path: Path) {
    this.#path = path;
  }

  get panel(): SignPanelHarness {
    if (!this.#harness) throw new Error('the panel is not there yet');
    return this.#harness;
  }

  async follow(): Promise<void> {
    for (const [index, event] of this.#path.events.entries()) {
      await this.#act(event);
      const expected = this.#path.seen[index];
      await waitUntil(() => this.see() === expected, '').catch(() =>
        expect(this.see(), `after ${labelOf(event)}`).to.equal(expected),
      );
    }
  }

  /** What state a person takes it for, from the screen; two kinds of waiting differ in what the host is asked. */
  see(): string {
    const { root, text } = this.panel;
    if (root.querySelector('esign-submit-dialog')) return 'confirming';
    if (root.querySelector('esign-intent-dialog')) return 'proving';
    if (root.querySelector('esign-reject-dialog')) return 'rejecting';
    if (text.includes('正在提交签署')) return 'signing';
    if (text.includes('正在提交拒签')) return 'sendingRejection';
    if (text.includes('正在准备签署文件')) return 'acting';
    if (this.host.waitsFor === 'load') return 'loading';
    const notice = root.querySelector('.notice[data-notice]')?.getAttribute('data-notice');
    if (notice) return notice;
    if (this.panel.act('create')) return 'notCreated';
    if (!root.querySelector('header')) return root.querySelector('[role=alert]') ? 'failed' : 'unassigned';
    return this.panel.act('submit') ? 'editing' : 'nothing';
  }

  async #act(event: ModelEvent): Promise<void> {
    const { host } = this;
    const label = labelOf(event);
    const { tab } = event as { tab?: Tab };
    if (tab) {
      host.tab = TABS[tab];
      host.open();
    } else if (label.startsWith('done.')) host.open();
    else if (label.startsWith('error.')) host.fail(label.includes('network') ? 'network' : 'intent-required');
    else await this.#hand(label);
    await this.#harness?.frames();
  }

  async #hand(label: string): Promise<void> {
    const { host } = this;
    const acts: Record<string, () => Promise<void> | void> = {
      'target.assigned': () => this.#mount(),
      'reload.requested': () => this.panel.click('重新加载'),
      'change.reported': () => host.client.report({ envelopeId: 'envelope-1', version: 99, status: 'launched' }),
      'act.requested (create)': () => this.panel.press(this.panel.act('create') ? 'create' : 'restart'),
      'act.requested (launch)': () => this.panel.press('launch'),
      'mark.placed': () => placeFirst(this.panel),
      'submit.requested': () => this.panel.press('submit'),
      'submit.confirmed': () => this.panel.press('confirm'),
      'intent.proved': () => this.panel.prove('demo'),
      'dialog.closed': () => this.panel.press('back'),
      'reject.requested': () => this.panel.press('reject'),
      'reject.confirmed': async () => {
        await this.panel.reason('条款有误');
        await this.panel.press('confirm');
      },
    };
    const act = acts[label];
    if (!act) throw new Error(`nobody knows how to do ${label}`);
    await act();
  }

  async #mount(): Promise<void> {
    setPdfAssetBase('/assets/pdfjs/');
    const element = await fixture<SignPanel>(
      html`<esign-sign-panel
        record-id="rec-1001"
        locale="zh-CN"
        without-drafts
        .host=${this.host.client}
      ></esign-sign-panel>`,
    );
    this.#harness = new SignPanelHarness(element);
  }
}

describe('paths through <esign-sign-panel>', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  const paths = findPaths();

  it('lead through every state that the model can reach', () => {
    const seen = new Set(paths.flatMap((path) => path.seen));

    for (const state of ['failed', 'notCreated', 'draft', 'waitingForOthers', 'acting', 'editing', 'confirming']) {
      expect(seen.has(state), state).to.equal(true);
    }
    for (const state of ['proving', 'rejecting', 'signing', 'sendingRejection', 'signed', 'rejected']) {
      expect(seen.has(state), state).to.equal(true);
    }
  });

  for (const path of paths) {
    it(path.name, async () => {
      await new Walk(path).follow();
    });
  }
});
