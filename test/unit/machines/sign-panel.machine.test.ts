import { describe, expect, it, vi } from 'vitest';
import { createActor, fromPromise, waitFor, type ActorRefFrom } from 'xstate';

import { EsignError } from '../../../src/core/errors.js';
import { viewOfTab, type PanelView } from '../../../src/core/panel-view.js';
import { noTerms } from '../../../src/core/reading.js';
import type {
  ActInput,
  LoadedPanel,
  LoadInput,
  PanelMode,
  PanelTarget,
  RejectInput,
  SignInput,
} from '../../../src/machines/sign-panel.events.js';
import { signPanelMachine } from '../../../src/machines/sign-panel.machine.js';
import type { SignReceipt } from '../../../src/schema/envelope.js';
import type { Mark } from '../../../src/schema/placement.js';
import { TabState, type PlannedButton } from '../../../src/schema/record-tab.js';
import type { SigningTerms } from '../../../src/schema/signing-terms.js';
import { anEnvelope, anEnvelopeDocument, aSeal } from '../../support/builders.js';

const target: PanelTarget = { kind: 'record', recordId: 'rec-1001' };
const why = { rule: 'R-04' as const, slot: null, field: null, reason: '' };
const button = (kind: PlannedButton['kind'], enabled = true): PlannedButton => ({ kind, enabled, label: {}, why });

function aView(overrides: Partial<PanelView> = {}): PanelView {
  return {
    ...viewOfTab({
      recordId: 'rec-1001',
      state: 'sign',
      tab: { visible: true, openFirst: false, name: {}, buttonField: null },
      buttons: [],
      messages: [],
      problems: [],
      envelope: anEnvelope(),
      me: { partyId: 'initiator', signerId: 'signer-1' },
      submitsWorkflow: false,
    }),
    ...overrides,
  };
}

function aMark(overrides: Partial<Mark> = {}): Mark {
  const rect = { x: 100, y: 100, width: 119.06, height: 119.06 };
  return {
    id: 'm1',
    documentId: 'document-1',
    kind: 'seal',
    sealId: 'seal-contract',
    placementId: null,
    pageIndex: 0,
    rect,
    ...overrides,
  };
}

function aReceipt(): SignReceipt {
  return {
    envelopeId: 'envelope-1',
    partyId: 'initiator',
    signerId: 'signer-1',
    signedAt: '2026-11-22T03:00:00Z',
    documents: [],
    status: 'launched',
    workflowSubmitted: false,
  };
}

interface Effects {
  terms?: SigningTerms;
  load?: () => Promise<PanelView>;
  act?: (input: ActInput) => Promise<void>;
  sign?: (input: SignInput) => Promise<SignReceipt>;
  reject?: (input: RejectInput) => Promise<void>;
}

type Panel = ActorRefFrom<typeof signPanelMachine>;

function start(effects: Effects = {}, mode: PanelMode = 'sign'): Panel {
  const load = effects.load ?? (() => Promise.resolve(aView()));
  const actor = createActor(
    signPanelMachine.provide({
      actors: {
        loadPanel: fromPromise<LoadedPanel, LoadInput>(async () => ({
          view: await load(),
          seals: [aSeal()],
          terms: effects.terms ?? null,
        })),
        act: fromPromise<void, ActInput>(({ input }) => effects.act?.(input) ?? Promise.reject(new Error('act'))),
        sign: fromPromise<SignReceipt, SignInput>(
          ({ input }) => effects.sign?.(input) ?? Promise.reject(new Error('sign')),
        ),
        reject: fromPromise<void, RejectInput>(
          ({ input }) => effects.reject?.(input) ?? Promise.reject(new Error('reject')),
        ),
      },
    }),
  ).start();
  actor.send({ type: 'target.assigned', target, mode });
  return actor;
}

async function startPlacing(effects: Effects = {}): Promise<Panel> {
  const actor = start(effects);
  await waitFor(actor, (snapshot) => snapshot.matches('placing'));
  return actor;
}

/** Answers the views in turn; the last one stays. */
function views(...all: PanelView[]): () => Promise<PanelView> {
  return () => Promise.resolve((all.length > 1 ? all.shift() : all[0]) ?? aView());
}

describe('signPanelMachine', () => {
  it.each(TabState.options.filter((state) => state !== 'sign'))(
    'has a screen of its own for %s (R-04, R-14)',
    async (state) => {
      const actor = start({ load: views(aView({ state })) });

      const shown = await waitFor(actor, (snapshot) => snapshot.matches('screen'));

      expect(shown.value).toEqual({ screen: state });
    },
  );

  it('waits for nothing before it is pointed at something', () => {
    const actor = createActor(signPanelMachine).start();

    actor.send({ type: 'reload.requested' });

    expect(actor.getSnapshot().value).toBe('unassigned');
  });

  it('shows a signer only the documents in view mode', async () => {
    const actor = start({}, 'view');

    const shown = await waitFor(actor, (snapshot) => snapshot.matches('screen'));

    expect(shown.value).toEqual({ screen: 'view' });
  });

  it('fails in words when nothing could be read, and reads again on request', async () => {
    const load = vi.fn<() => Promise<PanelView>>().mockRejectedValueOnce(new EsignError('network', 'offline'));
    load.mockResolvedValue(aView());
    const actor = start({ load });
    const failed = await waitFor(actor, (snapshot) => snapshot.matches('failed'));
    expect(failed.context.error?.code).toBe('network');

    actor.send({ type: 'reload.requested' });

    expect((await waitFor(actor, (snapshot) => snapshot.matches('placing'))).context.error).toBeUndefined();
  });

  it('makes the envelope at the first click where the plan offers it (C-32)', async () => {
    const act = vi.fn<(input: ActInput) => Promise<void>>().mockResolvedValue();
    const notCreated = aView({ state: 'notCreated', envelope: null, me: null, buttons: [button('sign')] });
    const actor = start({ load: views(notCreated, aView()), act });
    await waitFor(actor, (snapshot) => snapshot.matches('screen'));

    actor.send({ type: 'act.requested', act: 'create', idempotencyKey: 'k1' });
    actor.send({ type: 'act.requested', act: 'create', idempotencyKey: 'k2' });

    await waitFor(actor, (snapshot) => snapshot.matches('placing'));
    expect(act.mock.calls.map(([input]) => input)).toEqual([
      { act: 'create', recordId: 'rec-1001', envelopeId: null, idempotencyKey: 'k1' },
    ]);
  });

  it('offers no creation where the button is not enabled (R-04)', async () => {
    const actor = start({
      load: views(aView({ state: 'notCreated', envelope: null, buttons: [button('sign', false)] })),
    });

    const shown = await waitFor(actor, (snapshot) => snapshot.matches('screen'));

    expect(shown.can({ type: 'act.requested', act: 'create', idempotencyKey: 'k' })).toBe(false);
  });

  it('launches a draft where the plan offers it, and not otherwise (C-34)', async () => {
    const allowed = start({ load: views(aView({ state: 'draft', buttons: [button('launch')] })) });
    const refused = start({ load: views(aView({ state: 'draft' })) });
    const launch = { type: 'act.requested', act: 'launch', idempotencyKey: 'k' } as const;

    const [may, mayNot] = await Promise.all([
      waitFor(allowed, (snapshot) => snapshot.matches('screen')),
      waitFor(refused, (snapshot) => snapshot.matches('screen')),
    ]);

    expect(may.can(launch)).toBe(true);
    expect(mayNot.can(launch)).toBe(false);
  });

  it('takes back and repeats every edit', async () => {
    const actor = await startPlacing();
    actor.send({ type: 'mark.placed', mark: aMark() });
    actor.send({ type: 'mark.moved', id: 'm1', pageIndex: 0, rect: { ...aMark().rect, x: 200 }, gesture: null });
    actor.send({ type: 'mark.removed', id: 'm1' });

    const xs: (number | undefined)[] = [];
    for (const type of [
      'undo.requested',
      'undo.requested',
      'undo.requested',
      'redo.requested',
      'redo.requested',
    ] as const) {
      actor.send({ type });
      xs.push(actor.getSnapshot().context.board.marks[0]?.rect.x);
    }

    expect(xs).toEqual([200, 100, undefined, 100, 200]);
    expect(actor.getSnapshot().can({ type: 'redo.requested' })).toBe(true);
  });

  it('lists faults instead of asking for confirmation, and keeps the list up to date', async () => {
    const actor = await startPlacing();
    actor.send({ type: 'mark.placed', mark: aMark({ rect: { ...aMark().rect, x: 590 } }) });

    actor.send({ type: 'submit.requested' });

    expect(actor.getSnapshot().value).toEqual({ placing: 'editing' });
    expect(actor.getSnapshot().context.faults.map(({ code }) => code)).toEqual(['placement-outside-page']);
    actor.send({ type: 'mark.moved', id: 'm1', pageIndex: 0, rect: aMark().rect, gesture: null });
    expect(actor.getSnapshot().context.faults).toEqual([]);
  });

  it('calls nothing signed before the receipt, and then forgets the marks', async () => {
    let answer: (receipt: SignReceipt) => void = () => undefined;
    const sign = vi.fn(() => new Promise<SignReceipt>((resolve) => (answer = resolve)));
    const actor = await startPlacing({ sign, load: views(aView(), aView({ state: 'signedByMe' })) });
    const onSigned = vi.fn();
    actor.on('signed', onSigned);
    actor.send({ type: 'mark.placed', mark: aMark() });
    actor.send({ type: 'submit.requested' });
    expect(actor.getSnapshot().value).toEqual({ placing: 'confirming' });

    actor.send({ type: 'submit.confirmed', idempotencyKey: 'k1' });
    actor.send({ type: 'submit.confirmed', idempotencyKey: 'k2' });
    expect(actor.getSnapshot().value).toBe('signing');
    expect(onSigned).not.toHaveBeenCalled();
    answer(aReceipt());

    const signed = await waitFor(actor, (snapshot) => snapshot.matches({ screen: 'signed' }));
    expect(sign).toHaveBeenCalledTimes(1);
    expect(onSigned).toHaveBeenCalledWith(expect.objectContaining({ receipt: aReceipt(), recordId: 'rec-1001' }));
    expect(signed.context.board.marks).toEqual([]);
  });

  it('keeps what the host tells of each document while it signs, and calls none of them signed', async () => {
    const told = (index: number, state: 'signing' | 'done') =>
      ({ documentId: `document-${index}`, index, of: 2, state }) as const;
    let cut: (error: Error) => void = () => undefined;
    const sign = vi
      .fn<(input: SignInput) => Promise<SignReceipt>>()
      .mockReturnValueOnce(new Promise((_, reject) => (cut = reject)));
    sign.mockReturnValue(new Promise(() => undefined));
    const actor = await startPlacing({ sign });
    const onSigned = vi.fn();
    actor.on('signed', onSigned);
    actor.send({ type: 'mark.placed', mark: aMark() });
    actor.send({ type: 'submit.requested' });
    actor.send({ type: 'submit.confirmed', idempotencyKey: 'k1' });

    const { onProgress } = sign.mock.calls[0]![0];
    for (const progress of [told(1, 'signing'), told(1, 'done'), told(2, 'done')]) onProgress(progress);

    expect(actor.getSnapshot().context.progress).toEqual([told(1, 'done'), told(2, 'done')]);
    expect(actor.getSnapshot().value).toBe('signing');
    expect(onSigned).not.toHaveBeenCalled();
    cut(new EsignError('network', 'cut'));
    await waitFor(actor, (snapshot) => snapshot.matches('placing'));
    // what comes late is about nothing any more, and the next attempt begins anew
    onProgress(told(1, 'signing'));
    expect(actor.getSnapshot().context.progress).toHaveLength(2);
    actor.send({ type: 'submit.requested' });
    actor.send({ type: 'submit.confirmed', idempotencyKey: 'k2' });
    expect(actor.getSnapshot().context.progress).toEqual([]);
    expect(sign.mock.calls[1]![0].idempotencyKey).toBe('k1');
  });

  it('repeats an intent with the same key, and makes a new one when the content changed', async () => {
    const sign = vi
      .fn<(input: SignInput) => Promise<SignReceipt>>()
      .mockRejectedValue(new EsignError('network', 'offline'));
    const actor = await startPlacing({ sign });
    actor.send({ type: 'mark.placed', mark: aMark() });
    const submit = async (idempotencyKey: string): Promise<void> => {
      actor.send({ type: 'submit.requested' });
      actor.send({ type: 'submit.confirmed', idempotencyKey });
      await waitFor(actor, (snapshot) => snapshot.matches('placing'));
    };

    await submit('k1');
    await submit('k2');
    actor.send({ type: 'mark.placed', mark: aMark({ id: 'm2' }) });
    await submit('k3');

    expect(sign.mock.calls.map(([input]) => input.idempotencyKey)).toEqual(['k1', 'k1', 'k3']);
    expect(actor.getSnapshot().context.board.marks).toHaveLength(2);
  });

  it('takes a new key after a refusal that no repeat can heal', async () => {
    const sign = vi.fn<(input: SignInput) => Promise<SignReceipt>>();
    sign.mockRejectedValue(new EsignError('out-of-turn', 'not yet'));
    const actor = await startPlacing({ sign });
    actor.send({ type: 'mark.placed', mark: aMark() });

    for (const idempotencyKey of ['k1', 'k2']) {
      actor.send({ type: 'submit.requested' });
      actor.send({ type: 'submit.confirmed', idempotencyKey });
      await waitFor(actor, (snapshot) => snapshot.matches('placing'));
    }

    expect(sign.mock.calls.map(([input]) => input.idempotencyKey)).toEqual(['k1', 'k2']);
  });

  it('keeps the marks when the document changed, but submits only after it was opened again', async () => {
    const changed = aView({
      envelope: anEnvelope({ version: 2, documents: [anEnvelopeDocument({ signedSha256: 'f'.repeat(64) })] }),
    });
    const sign = vi.fn<(input: SignInput) => Promise<SignReceipt>>().mockResolvedValue(aReceipt());
    const load = views(aView(), changed, changed, aView({ state: 'signedByMe' }));
    const actor = await startPlacing({ load, sign });
    actor.send({ type: 'mark.placed', mark: aMark() });

    actor.send({ type: 'change.reported', version: 2 });
    const stale = await waitFor(actor, (snapshot) => snapshot.matches('placing'));
    expect(stale.context.board.marks).toHaveLength(1);
    expect(stale.can({ type: 'submit.requested' })).toBe(false);

    actor.send({ type: 'reload.requested' });
    await waitFor(actor, (snapshot) => snapshot.matches('placing'));
    actor.send({ type: 'submit.requested' });
    actor.send({ type: 'submit.confirmed', idempotencyKey: 'k' });
    await waitFor(actor, (snapshot) => snapshot.matches({ screen: 'signed' }));
    expect(sign.mock.calls[0]?.[0].request.documents).toEqual([{ documentId: 'document-1', sha256: 'f'.repeat(64) }]);
  });

  it('reads again only for news that are newer than what is shown', async () => {
    const load = vi.fn(() => Promise.resolve(aView({ state: 'waitingForOthers' })));
    const actor = start({ load });
    await waitFor(actor, (snapshot) => snapshot.matches('screen'));

    actor.send({ type: 'change.reported', version: 1 });
    expect(actor.getSnapshot().matches('screen')).toBe(true);
    actor.send({ type: 'change.reported', version: 2 });

    expect(actor.getSnapshot().value).toBe('loading');
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('leaves placing when the envelope was revoked meanwhile (R-14)', async () => {
    const actor = await startPlacing({ load: views(aView(), aView({ state: 'revoked' })) });
    actor.send({ type: 'mark.placed', mark: aMark() });

    actor.send({ type: 'change.reported', version: 2 });

    await waitFor(actor, (snapshot) => snapshot.matches({ screen: 'revoked' }));
  });

  it('stays with what is shown when reading it again fails', async () => {
    const load = vi.fn<() => Promise<PanelView>>().mockResolvedValueOnce(aView());
    load.mockRejectedValue(new EsignError('network', 'offline'));
    const actor = await startPlacing({ load });
    actor.send({ type: 'mark.placed', mark: aMark() });

    actor.send({ type: 'change.reported', version: 2 });

    const placing = await waitFor(actor, (snapshot) => snapshot.matches('placing'));
    expect(placing.context.error?.code).toBe('network');
    expect(placing.context.board.marks).toHaveLength(1);
  });

  it('declines only with a reason, and tells so after the host has stored it', async () => {
    const reject = vi.fn<(input: RejectInput) => Promise<void>>().mockResolvedValue();
    const actor = await startPlacing({ reject, load: views(aView(), aView({ state: 'rejected' })) });
    const onRejected = vi.fn();
    actor.on('rejected', onRejected);
    actor.send({ type: 'reject.requested' });

    actor.send({ type: 'reject.confirmed', reason: '  ', idempotencyKey: 'k0' });
    expect(actor.getSnapshot().value).toEqual({ placing: 'rejecting' });
    actor.send({ type: 'reject.confirmed', reason: '条款有误', idempotencyKey: 'k1' });

    await waitFor(actor, (snapshot) => snapshot.matches({ screen: 'rejected' }));
    expect(reject).toHaveBeenCalledWith({ envelopeId: 'envelope-1', reason: '条款有误', idempotencyKey: 'k1' });
    expect(onRejected).toHaveBeenCalledWith({ type: 'rejected', envelopeId: 'envelope-1', reason: '条款有误' });
  });

  it('comes back to the reason when declining fails', async () => {
    const reject = (): Promise<void> => Promise.reject(new EsignError('timeout', 'late'));
    const actor = await startPlacing({ reject });
    actor.send({ type: 'reject.requested' });

    actor.send({ type: 'reject.confirmed', reason: '条款有误', idempotencyKey: 'k1' });

    const again = await waitFor(actor, (snapshot) => snapshot.matches({ placing: 'rejecting' }));
    expect(again.context.error?.code).toBe('timeout');
    actor.send({ type: 'dialog.closed' });
    expect(actor.getSnapshot().value).toEqual({ placing: 'editing' });
  });

  it('lets a person with two places sign again after the first signature (R-05)', async () => {
    const sign = (): Promise<SignReceipt> => Promise.resolve(aReceipt());
    const actor = await startPlacing({ sign, load: views(aView(), aView({ envelope: anEnvelope({ version: 2 }) })) });
    actor.send({ type: 'mark.placed', mark: aMark() });
    actor.send({ type: 'submit.requested' });

    actor.send({ type: 'submit.confirmed', idempotencyKey: 'k1' });

    const again = await waitFor(actor, (snapshot) => snapshot.matches('placing'));
    expect(again.context.receipt).toBeUndefined();
    expect(again.context.board.marks).toEqual([]);
  });

  it('tells of a signature at the page of a service once, when the host says that it is there', async () => {
    const [party] = anEnvelope().parties;
    const signedAt = '2026-11-22T03:00:00Z';
    const [signer] = party?.signers ?? [];
    if (!party || !signer) throw new Error('no signer');
    const signers = [{ ...signer, status: 'signed' as const, signedAt }];
    const envelope = anEnvelope({
      version: 2,
      status: 'completed',
      parties: [{ ...party, signers, status: 'signed' }],
    });
    const done = aView({ state: 'completed', submitsWorkflow: true, envelope });
    const load = vi
      .fn<() => Promise<PanelView>>()
      .mockResolvedValueOnce(aView())
      .mockResolvedValueOnce(aView())
      .mockRejectedValueOnce(new EsignError('network', 'offline'))
      .mockResolvedValue(done);
    const signed: unknown[] = [];
    const actor = start({ load, terms: { ...noTerms, page: { mode: 'window' } } });
    actor.on('signed', (event) => signed.push(event));

    for (const state of ['page', 'page', 'page', 'completed', 'completed'] as const) {
      await waitFor(actor, (snapshot) => snapshot.matches({ screen: state }));
      expect(signed).toHaveLength(state === 'completed' ? 1 : 0);
      actor.send({ type: 'reload.requested' });
    }

    const receipt = {
      ...aReceipt(),
      documents: [{ documentId: 'document-1', sha256: '0'.repeat(64) }],
      status: 'completed',
      workflowSubmitted: true,
    };
    expect(signed).toEqual([{ type: 'signed', receipt, recordId: 'rec-1001', onPage: true }]);
  });

  it.each([
    ['last', '2026-11-22T02:00:00Z', ['rec-1001']],
    ['first', '2026-11-22T04:00:00Z', []],
  ])(
    'tells whoever signed %s, or not, that a service has ended the envelope some time after that (C-38)',
    async (_, others, told) => {
      const [mine] = anEnvelope().parties;
      if (!mine) throw new Error('no party');
      const signedAt = (at: string) => mine.signers.map((one) => ({ ...one, status: 'signed' as const, signedAt: at }));
      const parties = [
        { ...mine, signers: signedAt('2026-11-22T03:00:00Z') },
        { ...mine, id: 'party-2', signers: signedAt(others) },
      ];
      const ended = anEnvelope({ status: 'completed', parties });
      const load = views(
        aView({ state: 'signedByMe', envelope: anEnvelope({ parties }) }),
        aView({ state: 'completed', submitsWorkflow: true, envelope: ended }),
      );
      const submitted: unknown[] = [];
      // who has signed is not asked for anything any more
      const actor = start({ load, terms: noTerms });
      actor.on('submitted', ({ recordId }) => submitted.push(recordId));

      for (const state of ['signedByMe', 'completed', 'completed'] as const) {
        await waitFor(actor, (snapshot) => snapshot.matches({ screen: state }));
        actor.send({ type: 'reload.requested' });
      }

      expect(submitted).toEqual(told);
    },
  );

  it('tells of no signature at a page where the panel only shows, or the host places the marks itself', async () => {
    const [party] = anEnvelope().parties;
    const [signer] = party?.signers ?? [];
    if (!party || !signer) throw new Error('no signer');
    const signers = [{ ...signer, status: 'signed' as const, signedAt: '2026-11-22T03:00:00Z' }];
    const done = aView({ state: 'signedByMe', envelope: anEnvelope({ parties: [{ ...party, signers }] }) });
    const page = { ...noTerms, page: { mode: 'window' as const } };
    const signed: unknown[] = [];

    for (const [terms, mode] of [
      [page, 'view'],
      [page, 'place'],
      [noTerms, 'sign'],
    ] as const) {
      const actor = start({ load: views(aView(), done), terms }, mode);
      actor.on('signed', (event) => signed.push(event));
      await waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));
      actor.send({ type: 'reload.requested' });
      await waitFor(actor, (snapshot) => snapshot.matches({ screen: 'signedByMe' }));
    }

    expect(signed).toEqual([]);
  });

  it('stays signed by the receipt while the newer state cannot be read', async () => {
    const load = vi.fn<() => Promise<PanelView>>().mockResolvedValueOnce(aView());
    load.mockRejectedValue(new EsignError('network', 'offline'));
    const actor = await startPlacing({ load, sign: () => Promise.resolve(aReceipt()) });
    actor.send({ type: 'mark.placed', mark: aMark() });
    actor.send({ type: 'submit.requested' });
    actor.send({ type: 'submit.confirmed', idempotencyKey: 'k1' });
    await waitFor(actor, (snapshot) => snapshot.matches({ screen: 'signed' }));

    actor.send({ type: 'reload.requested' });

    await waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));
    expect(actor.getSnapshot().value).toEqual({ screen: 'signed' });
  });

  it('shows how it ended when others end it after my signature (R-14)', async () => {
    const load = views(aView(), aView({ state: 'signedByMe' }), aView({ state: 'rejected' }));
    const actor = await startPlacing({ load, sign: () => Promise.resolve(aReceipt()) });
    actor.send({ type: 'mark.placed', mark: aMark() });
    actor.send({ type: 'submit.requested' });
    actor.send({ type: 'submit.confirmed', idempotencyKey: 'k1' });
    await waitFor(actor, (snapshot) => snapshot.matches({ screen: 'signed' }));

    actor.send({ type: 'change.reported', version: 3 });

    await waitFor(actor, (snapshot) => snapshot.matches({ screen: 'rejected' }));
  });

  it.each(['submit.requested', 'reject.requested'] as const)(
    'keeps the dialog of %s open when another signer changes the envelope, and reads it afterwards',
    async (type) => {
      const load = vi.fn(() => Promise.resolve(aView()));
      const actor = await startPlacing({ load });
      actor.send({ type: 'mark.placed', mark: aMark() });
      actor.send({ type });
      const open = actor.getSnapshot().value;

      actor.send({ type: 'change.reported', version: 2 });
      actor.send({ type: 'reload.requested' });
      expect(actor.getSnapshot().value).toEqual(open);
      expect(load).toHaveBeenCalledTimes(1);
      actor.send({ type: 'dialog.closed' });

      expect(actor.getSnapshot().value).toBe('loading');
      await waitFor(actor, (snapshot) => snapshot.matches({ placing: 'editing' }));
      expect(load).toHaveBeenCalledTimes(2);
    },
  );

  it('reads a change that came while a signature failed', async () => {
    let refuse: (error: EsignError) => void = () => undefined;
    const load = vi.fn(() => Promise.resolve(aView()));
    const sign = (): Promise<SignReceipt> => new Promise((_, reject) => (refuse = reject));
    const actor = await startPlacing({ load, sign });
    actor.send({ type: 'mark.placed', mark: aMark() });
    actor.send({ type: 'submit.requested' });
    actor.send({ type: 'submit.confirmed', idempotencyKey: 'k1' });

    actor.send({ type: 'change.reported', version: 2 });
    refuse(new EsignError('document-changed', 'signed by another'));

    const placing = await waitFor(actor, (snapshot) => snapshot.matches({ placing: 'editing' }));
    expect(load).toHaveBeenCalledTimes(2);
    expect(placing.context.error?.code).toBe('document-changed');
  });

  it('makes no envelope for setting positions alone, which the panel does not offer', async () => {
    const view = aView({ state: 'notCreated', envelope: null, me: null, buttons: [button('setPositions')] });
    const actor = start({ load: views(view) });

    const shown = await waitFor(actor, (snapshot) => snapshot.matches('screen'));

    expect(shown.can({ type: 'act.requested', act: 'create', idempotencyKey: 'k' })).toBe(false);
  });

  it.each(['rejected', 'revoked', 'expired', 'terminated'] as const)(
    'starts again after %s where the plan offers it (C-32)',
    async (state) => {
      const act = vi.fn<(input: ActInput) => Promise<void>>().mockResolvedValue();
      const actor = start({ load: views(aView({ state, buttons: [button('launch')] }), aView()), act });
      await waitFor(actor, (snapshot) => snapshot.matches('screen'));

      actor.send({ type: 'act.requested', act: 'create', idempotencyKey: 'k1' });

      await waitFor(actor, (snapshot) => snapshot.matches('placing'));
      expect(act.mock.calls[0]?.[0]).toMatchObject({ act: 'create', recordId: 'rec-1001', idempotencyKey: 'k1' });
    },
  );
});
