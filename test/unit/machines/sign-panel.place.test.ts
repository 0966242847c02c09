import { describe, expect, it, vi } from 'vitest';
import { createActor, fromPromise, waitFor, type ActorRefFrom } from 'xstate';
import { getShortestPaths } from 'xstate/graph';

import { EsignError } from '../../../src/core/errors.js';
import { viewOfTab, type PanelView } from '../../../src/core/panel-view.js';
import { noTerms } from '../../../src/core/reading.js';
import type {
  ActInput,
  LoadedPanel,
  LoadInput,
  PanelMode,
  RejectInput,
  SignInput,
  SignPanelEmitted,
} from '../../../src/machines/sign-panel.events.js';
import { signPanelMachine } from '../../../src/machines/sign-panel.machine.js';
import type { SignReceipt } from '../../../src/schema/envelope.js';
import type { Mark } from '../../../src/schema/placement.js';
import { TabState } from '../../../src/schema/record-tab.js';
import { aReceipt, aSignTab, SEAL, seals } from '../../support/browser-sign-host.js';

type Panel = ActorRefFrom<typeof signPanelMachine>;

const target = { kind: 'record', recordId: 'rec-1001' } as const;
const page = { ...noTerms, page: { mode: 'window' as const } };

function aMark(overrides: Partial<Mark> = {}): Mark {
  const rect = { x: 100, y: 100, width: SEAL, height: SEAL };
  const plain = { id: 'm1', documentId: 'contract', kind: 'seal' as const, sealId: 'seal-contract', placementId: null };
  return { ...plain, pageIndex: 0, rect, ...overrides };
}

function aLoad(state: TabState = 'sign', more: Partial<LoadedPanel> = {}): LoadedPanel {
  const view: PanelView = viewOfTab(aSignTab({ state }));
  return { view, seals, terms: noTerms, ...more };
}

interface Effects {
  load?: (input: LoadInput) => Promise<LoadedPanel>;
  act?: (input: ActInput) => Promise<void>;
  sign?: (input: SignInput) => Promise<SignReceipt>;
  reject?: (input: RejectInput) => Promise<void>;
}

const never = (): Promise<never> => new Promise(() => undefined);

function start(mode: PanelMode = 'place', effects: Effects = {}): { panel: Panel; placed: SignPanelEmitted[] } {
  const { load = () => Promise.resolve(aLoad()), act = never, sign = never, reject = never } = effects;
  const panel = createActor(
    signPanelMachine.provide({
      actors: {
        loadPanel: fromPromise<LoadedPanel, LoadInput>(({ input }) => load(input)),
        act: fromPromise<void, ActInput>(({ input }) => act(input)),
        sign: fromPromise<SignReceipt, SignInput>(({ input }) => sign(input)),
        reject: fromPromise<void, RejectInput>(({ input }) => reject(input)),
      },
    }),
  ).start();
  const placed: SignPanelEmitted[] = [];
  panel.on('placed', (event) => placed.push(event));
  panel.send({ type: 'target.assigned', target, mode });
  return { panel, placed };
}

const rests = (panel: Panel) => waitFor(panel, (snapshot) => !snapshot.hasTag('busy'));

async function preparing(effects: Effects = {}) {
  const started = start('place', effects);
  await waitFor(started.panel, (snapshot) => snapshot.matches('preparing'));
  return started;
}

describe('signPanelMachine in the mode `place`', () => {
  it('places, and knows neither submit nor refusal', async () => {
    const { panel } = await preparing();
    panel.send({ type: 'mark.placed', mark: aMark() });

    for (const type of ['submit.requested', 'reject.requested'] as const) {
      expect(panel.getSnapshot().can({ type })).toBe(false);
    }
    expect(panel.getSnapshot().context.board.marks).toHaveLength(1);
  });

  it('tells what is wrong instead of being done, and follows the edits', async () => {
    const { panel, placed } = await preparing();

    panel.send({ type: 'finish.requested', warnings: 0 });

    expect(panel.getSnapshot().context.faults.map(({ code }) => code)).toEqual(['placement-required']);
    expect(placed).toEqual([]);
    panel.send({ type: 'mark.placed', mark: aMark() });
    expect(panel.getSnapshot().context.faults).toEqual([]);
  });

  it('is done once the checks find nothing, until something is changed', async () => {
    const { panel, placed } = await preparing();
    panel.send({ type: 'mark.placed', mark: aMark() });

    panel.send({ type: 'finish.requested', warnings: 0 });

    expect(panel.getSnapshot().context.finish).toBe('done');
    expect(placed.map((event) => event.type === 'placed' && event.done)).toEqual([false, true]);
    panel.send({ type: 'mark.removed', id: 'm1' });
    expect(panel.getSnapshot().context.finish).toBeNull();
  });

  it('asks once about what is doubtful, and again after an edit', async () => {
    const { panel, placed } = await preparing();
    panel.send({ type: 'mark.placed', mark: aMark() });

    panel.send({ type: 'finish.requested', warnings: 1 });
    expect(panel.getSnapshot().context.finish).toBe('asked');
    panel.send({ type: 'mark.placed', mark: aMark({ id: 'm2' }) });
    panel.send({ type: 'finish.requested', warnings: 2 });
    expect(panel.getSnapshot().context.finish).toBe('asked');
    panel.send({ type: 'finish.requested', warnings: 2 });

    expect(panel.getSnapshot().context.finish).toBe('done');
    expect(placed).toHaveLength(3);
  });

  it('is no gate of reading: that is asked where it is signed', async () => {
    const reading = { minSeconds: 60, toEnd: true };
    const { panel } = await preparing({
      load: () => Promise.resolve(aLoad('sign', { terms: { ...noTerms, reading } })),
    });
    panel.send({ type: 'mark.placed', mark: aMark() });

    panel.send({ type: 'reading.done' });
    panel.send({ type: 'finish.requested', warnings: 0 });
    expect(panel.getSnapshot().context.finish).toBe('done');
    panel.send({ type: 'mode.assigned', mode: 'sign' });

    expect((await rests(panel)).can({ type: 'submit.requested' })).toBe(false);
    panel.send({ type: 'reading.done' });
    expect(panel.getSnapshot().can({ type: 'submit.requested' })).toBe(true);
  });

  it('lets a signer place whose turn has not come, where the host does, and goes on when it comes', async () => {
    const load = vi.fn(() => Promise.resolve(aLoad('waitingForOthers', { ahead: true })));
    const { panel } = await preparing({ load });
    panel.send({ type: 'mark.placed', mark: aMark() });
    load.mockResolvedValue(aLoad('sign'));

    panel.send({ type: 'change.reported', version: 99 });

    const now = await rests(panel);
    expect(now.value).toBe('preparing');
    expect(now.context.board.marks).toHaveLength(1);
    panel.send({ type: 'mode.assigned', mode: 'sign' });
    expect((await rests(panel)).value).toEqual({ placing: 'editing' });
  });

  it.each([false, null])('has the screen of who waits where the host says no (%s)', async (ahead) => {
    const { panel } = start('place', { load: () => Promise.resolve(aLoad('waitingForOthers', { ahead })) });

    expect((await rests(panel)).value).toEqual({ screen: 'waitingForOthers' });
  });

  it.each(['sign', 'waitingForOthers'] as const)('places nothing at the page of a service (%s)', async (state) => {
    const load = () => Promise.resolve(aLoad(state, { terms: page, ahead: state === 'sign' ? null : true }));
    const { panel } = start('place', { load });

    const screen = state === 'sign' ? 'page' : state;
    expect((await rests(panel)).value).toEqual({ screen });
  });

  it.each(TabState.options.filter((state) => state !== 'sign'))('has the screen of %s', async (state) => {
    const { panel } = start('place', { load: () => Promise.resolve(aLoad(state)) });

    expect((await rests(panel)).value).toEqual({ screen: state });
  });

  it('reads again, by request and by news', async () => {
    const load = vi.fn(() => Promise.resolve(aLoad()));
    const { panel } = await preparing({ load });

    panel.send({ type: 'reload.requested' });
    await rests(panel);
    panel.send({ type: 'change.reported', version: 99 });
    await rests(panel);

    expect(load).toHaveBeenCalledTimes(3);
  });
});

describe('signPanelMachine when the mode changes', () => {
  it.each([
    ['place', 'sign', { placing: 'editing' }],
    ['sign', 'place', 'preparing'],
    ['place', 'view', { screen: 'view' }],
    ['view', 'place', 'preparing'],
    ['sign', 'view', { screen: 'view' }],
    ['view', 'sign', { placing: 'editing' }],
  ] as const)('keeps the marks from %s to %s', async (from, to, value) => {
    const load = vi.fn((_: LoadInput) => Promise.resolve(aLoad()));
    const { panel } = start('sign', { load });
    await rests(panel);
    panel.send({ type: 'mark.placed', mark: aMark() });
    panel.send({ type: 'mode.assigned', mode: from });
    await rests(panel);

    panel.send({ type: 'mode.assigned', mode: to });

    const now = await rests(panel);
    expect(now.value).toEqual(value);
    expect(now.context.board.marks).toEqual([aMark()]);
    expect(load.mock.calls.map(([input]) => input.mode)).toEqual(['sign', from, to]);
  });

  it('edits nothing in view, and takes back afterwards what was placed before', async () => {
    const { panel } = start('sign');
    await rests(panel);
    panel.send({ type: 'mark.placed', mark: aMark() });
    panel.send({ type: 'mode.assigned', mode: 'view' });

    panel.send({ type: 'undo.requested' });
    await rests(panel);
    panel.send({ type: 'undo.requested' });

    expect(panel.getSnapshot().context.board.marks).toHaveLength(1);
    panel.send({ type: 'mode.assigned', mode: 'place' });
    await rests(panel);
    panel.send({ type: 'undo.requested' });
    expect(panel.getSnapshot().context.board.marks).toEqual([]);
  });

  it('places nothing ahead once the mode is another', async () => {
    const load = ({ mode }: LoadInput) =>
      Promise.resolve(aLoad('waitingForOthers', { ahead: mode === 'place' ? true : null }));
    const { panel } = await preparing({ load });

    panel.send({ type: 'mode.assigned', mode: 'sign' });

    expect((await rests(panel)).value).toEqual({ screen: 'waitingForOthers' });
  });

  it('closes the dialog of a signature', async () => {
    const { panel } = start('sign');
    await rests(panel);
    panel.send({ type: 'mark.placed', mark: aMark() });
    panel.send({ type: 'submit.requested' });
    expect(panel.getSnapshot().value).toEqual({ placing: 'confirming' });

    panel.send({ type: 'mode.assigned', mode: 'place' });

    expect((await rests(panel)).value).toBe('preparing');
  });

  it('waits for the receipt of a signature that is under way', async () => {
    let answer: (receipt: SignReceipt) => void = () => undefined;
    const { panel } = start('sign', { sign: () => new Promise((resolve) => (answer = resolve)) });
    const signed = vi.fn();
    panel.on('signed', signed);
    await rests(panel);
    panel.send({ type: 'mark.placed', mark: aMark() });
    panel.send({ type: 'submit.requested' });
    panel.send({ type: 'submit.confirmed', idempotencyKey: 'k1' });

    panel.send({ type: 'mode.assigned', mode: 'view' });
    expect(panel.getSnapshot().value).toBe('signing');
    answer(aReceipt());

    await rests(panel);
    expect(signed).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['view', { screen: 'view' }],
    ['place', 'preparing'],
    ['sign', { placing: 'editing' }],
  ] as const)('goes on in %s when a signature has failed meanwhile', async (mode, value) => {
    let refuse: (error: EsignError) => void = () => undefined;
    const { panel } = start('sign', { sign: () => new Promise((_, reject) => (refuse = reject)) });
    await rests(panel);
    panel.send({ type: 'mark.placed', mark: aMark() });
    panel.send({ type: 'submit.requested' });
    panel.send({ type: 'submit.confirmed', idempotencyKey: 'k1' });
    panel.send({ type: 'mode.assigned', mode });

    refuse(new EsignError('network', 'offline'));

    const now = await rests(panel);
    expect(now.value).toEqual(value);
    expect(now.context.error?.code).toBe('network');
  });

  it('goes on in another mode when a refusal has failed meanwhile', async () => {
    let refuse: (error: EsignError) => void = () => undefined;
    const { panel } = start('sign', { reject: () => new Promise((_, reject) => (refuse = reject)) });
    await rests(panel);
    panel.send({ type: 'reject.requested' });
    panel.send({ type: 'reject.confirmed', reason: '条款有误', idempotencyKey: 'k1' });
    panel.send({ type: 'mode.assigned', mode: 'place' });

    refuse(new EsignError('network', 'offline'));

    expect((await rests(panel)).value).toBe('preparing');
  });

  it('asks for no envelope twice because of it', async () => {
    let made: () => void = () => undefined;
    const act = vi.fn(() => new Promise<void>((resolve) => (made = resolve)));
    const load = vi.fn(() => Promise.resolve(aLoad()));
    load.mockResolvedValueOnce(aLoad('notCreated'));
    const { panel } = start('sign', { act, load });
    await rests(panel);
    panel.send({ type: 'act.requested', act: 'create', idempotencyKey: 'k1' });

    panel.send({ type: 'mode.assigned', mode: 'place' });
    expect(panel.getSnapshot().value).toBe('acting');
    made();

    expect((await rests(panel)).value).toBe('preparing');
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('takes a draft that comes while it reads again, and none in view', async () => {
    for (const [mode, count] of [
      ['view', 0],
      ['sign', 1],
    ] as const) {
      const { panel } = await preparing();
      panel.send({ type: 'mode.assigned', mode });

      panel.send({ type: 'draft.restored', marks: [aMark()] });

      await rests(panel);
      expect(panel.getSnapshot().context.board.marks).toHaveLength(count);
    }
  });

  it('never leads from `place` to a submit or a refusal, whatever happens', () => {
    const events = [
      { type: 'target.assigned', target, mode: 'place' },
      { type: 'xstate.done.actor.0.signPanel.loading', output: aLoad() },
      { type: 'xstate.done.actor.0.signPanel.loading', output: aLoad('waitingForOthers', { ahead: true }) },
      { type: 'xstate.done.actor.0.signPanel.loading', output: aLoad('sign', { terms: page }) },
      { type: 'xstate.error.actor.0.signPanel.loading', error: new EsignError('network', 'offline') },
      { type: 'reload.requested' },
      { type: 'mark.placed', mark: aMark() },
      { type: 'finish.requested', warnings: 0 },
      { type: 'finish.requested', warnings: 1 },
      { type: 'submit.requested' },
      { type: 'submit.confirmed', idempotencyKey: 'k' },
      { type: 'reject.requested' },
      { type: 'undo.requested' },
      { type: 'mode.assigned', mode: 'view' },
      { type: 'mode.assigned', mode: 'place' },
    ];
    const paths = getShortestPaths(signPanelMachine, {
      events: events as never,
      limit: 20_000,
      serializeState: ({ value, context }) =>
        JSON.stringify([
          value,
          context.view?.state,
          context.terms?.page,
          context.ahead,
          context.mode,
          context.finish,
          context.board.marks.length,
          context.board.past.length > 1,
        ]),
      stopWhen: ({ context }) => context.board.past.length > 3,
    });

    const reached = new Set(paths.map(({ state }) => JSON.stringify(state.value)));
    expect([...reached].sort()).toEqual(
      [
        ...['failed', 'loading', 'preparing', 'unassigned'],
        ...['page', 'view', 'waitingForOthers'].map((screen) => ({ screen })),
      ]
        .map((value) => JSON.stringify(value))
        .sort(),
    );
  });
});
