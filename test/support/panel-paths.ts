import { getAdjacencyMap, getShortestPaths } from 'xstate/graph';
import {
  initialTransition,
  transition,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventObject,
  type SnapshotFrom,
} from 'xstate';

import { EsignError } from '../../src/core/errors.js';
import { viewOfTab } from '../../src/core/panel-view.js';
import { noTerms } from '../../src/core/reading.js';
import type { PanelMode, SignPanelEvent } from '../../src/machines/sign-panel.events.js';
import { signPanelMachine } from '../../src/machines/sign-panel.machine.js';
import type { RecordTab } from '../../src/schema/record-tab.js';
import type { SigningProgress } from '../../src/schema/sign-progress.js';
import { aReceipt, aSignTab, SEAL, seals } from './browser-sign-host.js';

/*
 * Two models of what a person and a host can do to the panel's machine, and the paths that a search finds through it: to sign,
 * and to place ahead of a signature.
 */

export type PanelSnapshot = SnapshotFrom<typeof signPanelMachine>;
export type ModelEvent = SignPanelEvent | { readonly type: string; readonly [key: string]: unknown };

const [sign] = aSignTab().buttons;
const buttons = (kind: 'sign' | 'launch'): RecordTab['buttons'] => (sign ? [{ ...sign, kind }] : []);
export const TABS = {
  sign: aSignTab(),
  notCreated: aSignTab({ state: 'notCreated', envelope: null, me: null }),
  draft: aSignTab({ state: 'draft', buttons: buttons('launch') }),
  waitingForOthers: aSignTab({ state: 'waitingForOthers' }),
  signedByMe: aSignTab({ state: 'signedByMe' }),
  rejected: aSignTab({ state: 'rejected', buttons: buttons('launch') }),
} satisfies Record<string, RecordTab>;
export type Tab = keyof typeof TABS;

const aMark = (id: string) => ({
  id,
  documentId: 'contract',
  kind: 'seal' as const,
  sealId: 'seal-contract',
  placementId: null,
  pageIndex: 0,
  rect: { x: 200, y: 300, width: SEAL, height: SEAL },
});
const terms = { ...noTerms, intent: { kind: 'password' as const, channels: [] } };

function loaded(tab: Tab): ModelEvent {
  const view = viewOfTab(TABS[tab]);
  const isMyTurn = view.state === 'sign';
  return { ...done('loading', { view, seals: isMyTurn ? seals : [], terms: isMyTurn ? terms : null }), tab };
}

/** Whether the host lets a signer place whose turn has not come. */
function loadedAhead(ahead: boolean): ModelEvent {
  const view = viewOfTab(TABS.waitingForOthers);
  const output = { view, seals: ahead ? seals : [], terms: ahead ? terms : null, ahead };
  return { ...done('loading', output), tab: 'waitingForOthers', ahead };
}

const done = (state: string, output: unknown): ModelEvent => ({
  type: `xstate.done.actor.0.signPanel.${state}`,
  output,
});
const failed = (state: string, code: 'network' | 'intent-required'): ModelEvent => ({
  type: `xstate.error.actor.0.signPanel.${state}`,
  error: new EsignError(code, code),
});
const switched = (mode: PanelMode): ModelEvent => ({ type: 'mode.assigned', mode });
const finished = (warnings: number): ModelEvent => ({ type: 'finish.requested', warnings });
const key = { idempotencyKey: 'k' };
const target = { kind: 'record' as const, recordId: 'rec-1001' };

/** What a host tells on the way; once is enough, as each further line does the same. */
const TOLD: SigningProgress = { documentId: 'contract', index: 1, of: 2, state: 'signing' };

/** To sign: what can happen in a state, to the host or by a person. */
function whileSigning(snapshot: PanelSnapshot): ModelEvent[] {
  const { view, receipt, reason, error, board, progress } = snapshot.context;
  switch (stateOf(snapshot)) {
    case 'unassigned':
      return [{ type: 'target.assigned', target, mode: 'sign' }];
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
        ...(board.marks.length === 0 ? [{ type: 'mark.placed', mark: aMark('m1') }] : [{ type: 'submit.requested' }]),
        { type: 'reject.requested' },
      ];
    case 'confirming':
      return [{ type: 'submit.confirmed', ...key }, { type: 'dialog.closed' }];
    case 'proving':
      return [{ type: 'intent.proved', token: 'token-1' }, { type: 'dialog.closed' }];
    case 'rejecting':
      return [{ type: 'reject.confirmed', reason: '条款有误', ...key }, { type: 'dialog.closed' }];
    case 'signing':
      if (progress.length > 0) return [done('signing', aReceipt()), failed('signing', 'network')];
      return [
        { type: 'progress.told', progress: TOLD },
        done('signing', aReceipt()),
        failed('signing', 'network'),
        failed('signing', 'intent-required'),
      ];
    case 'sendingRejection':
      return [done('sendingRejection', undefined), failed('sendingRejection', 'network')];
    default:
      return [];
  }
}

/** To place: only what leads into that mode, happens in it, or leads out of it and back; what else is signed is above. */
function whilePlacing(snapshot: PanelSnapshot): ModelEvent[] {
  const { view, receipt, error, board, mode, finish, faults } = snapshot.context;
  switch (stateOf(snapshot)) {
    case 'unassigned':
      return [{ type: 'target.assigned', target, mode: 'place' }];
    case 'loading':
      if (receipt) return [loaded('signedByMe')];
      if (!view) return [loaded('sign'), loadedAhead(true), loadedAhead(false)];
      // only news bring the turn
      if (view.state === 'waitingForOthers' && mode === 'sign') return [loaded('waitingForOthers')];
      return [loaded('sign'), ...(mode === 'place' && board.marks.length > 0 ? [failed('loading', 'network')] : [])];
    case 'preparing':
      if (error) return [{ type: 'reload.requested' }];
      if (view?.state === 'waitingForOthers') {
        const turn = { type: 'change.reported', version: 99 };
        return board.marks.length === 0 ? [{ type: 'mark.placed', mark: aMark('m1') }] : [turn, switched('sign')];
      }
      switch (board.marks.length) {
        case 0:
          return faults.length > 0 ? [] : [{ type: 'mark.placed', mark: aMark('m1') }, finished(0)];
        case 1:
          if (finish === 'done') return [switched('sign')];
          return [finished(0), { type: 'mark.placed', mark: aMark('m2') }, switched('view')];
        default:
          return finish === 'done' ? [] : [finished(1)];
      }
    case 'waitingForOthers':
      return mode === 'place' ? [{ type: 'change.reported', version: 99 }] : [];
    case 'view':
      return [switched('place')];
    case 'editing':
      return [{ type: 'submit.requested' }, { type: 'reject.requested' }, switched('place')];
    case 'confirming':
      return [{ type: 'submit.confirmed', ...key }, switched('place')];
    case 'proving':
      return [{ type: 'intent.proved', token: 'token-1' }, switched('place')];
    case 'rejecting':
      return [switched('place')];
    case 'signing':
      return mode === 'sign' ? [switched('place')] : [done('signing', aReceipt()), failed('signing', 'network')];
    default:
      return [];
  }
}

export const models = { sign: whileSigning, place: whilePlacing };

/** The innermost state; its name is enough, because none has two. */
export function stateOf({ value }: { readonly value: unknown }): string {
  const inner = typeof value === 'object' && value !== null ? (Object.values(value)[0] as unknown) : value;
  return String(inner);
}

/** What a person sees of a state: two answers of one state look different. */
function sightOf(snapshot: PanelSnapshot): string {
  const { finish, faults, progress } = snapshot.context;
  const state = stateOf(snapshot);
  if (state === 'signing' && progress.length > 0) return 'signing, told';
  if (state !== 'preparing') return state;
  if (finish) return `preparing, ${finish}`;
  return faults.length > 0 ? 'preparing, faulty' : state;
}

const nameOf = (snapshot: PanelSnapshot): string => {
  const { value, context } = snapshot;
  return JSON.stringify([
    value,
    sightOf(snapshot),
    context.mode,
    context.ahead,
    context.view?.state,
    context.board.marks.length,
    context.receipt !== undefined,
    context.intentToken,
    context.error?.code,
    context.reason,
  ]);
};

export function labelOf(event: { readonly type: string }): string {
  const short = event.type.replace('0.signPanel.', '').replace('xstate.', '').replace('actor.', '');
  const { error, tab, act, mode, ahead } = event as Partial<Record<string, unknown>>;
  if (error instanceof EsignError) return `${short} (${error.code})`;
  const which = [tab, act, mode, ahead === undefined ? undefined : ahead ? 'ahead' : 'not ahead'].filter(Boolean);
  return which.length > 0 ? `${short} (${which.join(', ')})` : short;
}

export interface PanelPath {
  readonly name: string;
  readonly events: readonly ModelEvent[];
  /** After each event, what a person sees, and the whole of it. */
  readonly seen: readonly string[];
  readonly snapshots: readonly PanelSnapshot[];
}

/** One path over every transition of a model, without those that another path begins with. */
export function panelPaths(model: keyof typeof models): PanelPath[] {
  // the search knows machines by their base type only
  const machine = signPanelMachine as unknown as AnyStateMachine;
  const options = {
    events: (snapshot: AnyMachineSnapshot) => models[model](snapshot as PanelSnapshot),
    serializeState: (snapshot: AnyMachineSnapshot) => nameOf(snapshot as PanelSnapshot),
    serializeEvent: (event: EventObject) => labelOf(event),
    limit: 5000,
  };
  const leads = new Map(
    getShortestPaths(machine, options).map(({ state, steps }) => [nameOf(state as PanelSnapshot), steps] as const),
  );
  const states = Object.values(getAdjacencyMap(machine, options)) as {
    state: unknown;
    transitions: Record<string, { event: unknown; state: unknown }>;
  }[];
  const found = states.flatMap(({ state, transitions }) => {
    const lead = leads.get(nameOf(state as PanelSnapshot))?.map(({ event }) => event as ModelEvent) ?? [];
    const before = lead.filter(({ type }) => type !== 'xstate.init');
    return Object.values(transitions)
      .filter(({ state: next }) => nameOf(next as PanelSnapshot) !== nameOf(state as PanelSnapshot))
      .map(({ event }) => [...before, event as ModelEvent]);
  });
  const named = found.map((events) => {
    const snapshots = snapshotsAlong(events);
    return { name: events.map(labelOf).join(' → '), events, snapshots, seen: snapshots.map(sightOf) };
  });
  return named.filter(({ name }) => !named.some((other) => other.name.startsWith(`${name} → `)));
}

function snapshotsAlong(events: readonly ModelEvent[]): PanelSnapshot[] {
  let [snapshot] = initialTransition(signPanelMachine);
  return events.map((event) => {
    [snapshot] = transition(signPanelMachine, snapshot, event as SignPanelEvent);
    return snapshot;
  });
}
