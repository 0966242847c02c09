import { describe, expect, it, vi } from 'vitest';
import { createActor, fromPromise, waitFor } from 'xstate';

import { EsignError } from '../../../src/core/errors.js';
import { openRequest, sealApplyMachine, showsDraft } from '../../../src/machines/seal-apply.machine.js';
import type { SealUseIntent, SealUseSituation, SealUseTarget } from '../../../src/machines/seal-apply.setup.js';
import type { SealUse, SealUseDraft } from '../../../src/schema/seal-use.js';
import { aPerson, aSealUse } from '../../support/builders.js';

const target = { recordId: 'rec-2001', sealUseId: '' };
const more = { count: 2, seamCount: 0, reason: '增加两份' };

function aDraft(overrides: Partial<SealUseDraft> = {}): SealUseDraft {
  return {
    recordId: 'rec-2001',
    subject: '采购合同用印',
    applicant: aPerson(),
    fileType: { id: 'type-contract', name: '合同' },
    seals: [{ id: 'seal-1', name: '公章' }],
    count: 3,
    problems: [],
    ...overrides,
  };
}

function aSituation(overrides: Partial<SealUseSituation> = {}): SealUseSituation {
  return {
    configured: true,
    canApply: false,
    canAppend: false,
    canEnd: false,
    draft: null,
    sealUse: null,
    ...overrides,
  };
}

const applicable = aSituation({ canApply: true, draft: aDraft() });
const running = aSituation({ canAppend: true, canEnd: true, sealUse: aSealUse({ status: 'inUse' }) });

interface Host {
  load?: (target: SealUseTarget) => Promise<SealUseSituation>;
  carryOut?: (intent: SealUseIntent) => Promise<SealUse>;
}

function start({ load = () => Promise.resolve(applicable), carryOut = () => Promise.resolve(aSealUse()) }: Host = {}) {
  const actors = {
    load: fromPromise<SealUseSituation, SealUseTarget>(({ input }) => load(input)),
    carryOut: fromPromise<SealUse, SealUseIntent>(({ input }) => carryOut(input)),
  };
  const actor = createActor(sealApplyMachine.provide({ actors })).start();
  actor.send({ type: 'target.assigned', target });
  return actor;
}

const settled = (actor: ReturnType<typeof start>) => waitFor(actor, (snapshot) => !snapshot.hasTag('busy'));

describe('sealApplyMachine', () => {
  it.each([
    ['active', running],
    ['draft', applicable],
    ['empty', aSituation({ draft: aDraft() })],
    ['notConfigured', aSituation({ configured: false })],
  ] as const)('shows the %s screen for what the host says', async (state, situation) => {
    const snapshot = await settled(start({ load: () => Promise.resolve(situation) }));

    expect(snapshot.matches(state)).toBe(true);
  });

  it.each([
    ['forbidden', 'forbidden'],
    ['not-found', 'forbidden'],
    ['network', 'failed'],
  ] as const)('answers a load that fails with %s by the %s screen, and says so once', async (code, state) => {
    const onFailed = vi.fn();
    let refuse = (_: unknown): void => undefined;
    const actor = start({ load: () => new Promise((_, reject) => (refuse = reject)) });
    actor.on('failed', onFailed);

    refuse(new EsignError(code, 'no'));
    const snapshot = await settled(actor);

    expect(snapshot.matches(state)).toBe(true);
    expect(onFailed).toHaveBeenCalledOnce();
  });

  it('reads again after a failure when asked to', async () => {
    const load = vi.fn<() => Promise<SealUseSituation>>();
    load.mockRejectedValueOnce(new EsignError('network', 'offline')).mockResolvedValueOnce(applicable);
    const actor = start({ load });
    await settled(actor);

    actor.send({ type: 'refresh.requested' });

    expect((await settled(actor)).matches('draft')).toBe(true);
  });

  it('has nothing to show without a record', () => {
    const actor = start();

    actor.send({ type: 'target.assigned', target: { recordId: '', sealUseId: '' } });

    expect(actor.getSnapshot().matches('unassigned')).toBe(true);
  });

  it('makes one application of a double click (R-13)', async () => {
    const carryOut = vi.fn(() => Promise.resolve(aSealUse()));
    const actor = start({ carryOut });
    await settled(actor);

    actor.send({ type: 'apply.requested', key: 'first' });
    actor.send({ type: 'apply.requested', key: 'second' });
    await settled(actor);

    expect(carryOut).toHaveBeenCalledOnce();
    expect(carryOut).toHaveBeenCalledWith({ ask: { kind: 'apply', recordId: 'rec-2001', count: 3 }, key: 'first' });
  });

  it('keeps the key of an application whose answer was lost', async () => {
    const carryOut = vi.fn<(intent: SealUseIntent) => Promise<SealUse>>();
    carryOut.mockRejectedValueOnce(new EsignError('network', 'offline')).mockResolvedValueOnce(aSealUse());
    const actor = start({ carryOut });
    await settled(actor);
    actor.send({ type: 'apply.requested', key: 'first' });
    await settled(actor);

    actor.send({ type: 'apply.requested', key: 'second' });
    await settled(actor);

    expect(carryOut.mock.calls.map(([intent]) => intent.key)).toEqual(['first', 'first']);
  });

  it.each([
    ['after the count was changed', 'network', 4],
    ['after a refusal', 'forbidden', 3],
  ] as const)('takes a new key %s', async (_, code, count) => {
    const carryOut = vi.fn<(intent: SealUseIntent) => Promise<SealUse>>();
    carryOut.mockRejectedValueOnce(new EsignError(code, 'no')).mockResolvedValueOnce(aSealUse());
    const actor = start({ carryOut });
    await settled(actor);
    actor.send({ type: 'apply.requested', key: 'first' });
    await settled(actor);

    actor.send({ type: 'count.changed', count });
    actor.send({ type: 'apply.requested', key: 'second' });
    await settled(actor);

    expect(carryOut.mock.calls.map(([intent]) => intent.key)).toEqual(['first', 'second']);
  });

  it.each([null, 0, 1.5, 10_000])('does not apply for %s uses (P-06)', async (count) => {
    const actor = start();
    await settled(actor);

    actor.send({ type: 'count.changed', count });

    expect(actor.getSnapshot().can({ type: 'apply.requested', key: 'k' })).toBe(false);
  });

  it('applies with a count given here when only the count is missing in the form (P-06)', async () => {
    const draft = aDraft({ count: null, problems: [{ code: 'REQ', slot: 'P-06' }] });
    const actor = start({ load: () => Promise.resolve(aSituation({ canApply: true, draft })) });
    await settled(actor);

    actor.send({ type: 'count.changed', count: 1 });

    expect(actor.getSnapshot().can({ type: 'apply.requested', key: 'k' })).toBe(true);
  });

  it('does not apply while the form lacks the seal (P-05)', async () => {
    const draft = aDraft({ problems: [{ code: 'REQ', slot: 'P-05' }] });
    const actor = start({ load: () => Promise.resolve(aSituation({ canApply: true, draft })) });

    const snapshot = await settled(actor);

    expect(snapshot.can({ type: 'apply.requested', key: 'k' })).toBe(false);
  });

  it('tells about the receipt, then reads what may be done next', async () => {
    const load = vi.fn<() => Promise<SealUseSituation>>();
    load.mockResolvedValueOnce(applicable).mockResolvedValueOnce(running);
    const actor = start({ load });
    await settled(actor);
    const onAccepted = vi.fn();
    actor.on('accepted', onAccepted);

    actor.send({ type: 'apply.requested', key: 'k' });
    const snapshot = await settled(actor);

    expect(onAccepted).toHaveBeenCalledWith({ type: 'accepted', kind: 'apply', sealUse: aSealUse() });
    expect(snapshot.context.situation).toEqual(running);
  });

  it('keeps the receipt on the screen when reading again fails', async () => {
    const load = vi.fn<() => Promise<SealUseSituation>>();
    load.mockResolvedValueOnce(applicable).mockRejectedValueOnce(new EsignError('network', 'offline'));
    const actor = start({ load });
    await settled(actor);

    actor.send({ type: 'apply.requested', key: 'k' });
    const snapshot = await settled(actor);

    expect(snapshot.matches('active')).toBe(true);
    expect(snapshot.context.situation.sealUse).toEqual(aSealUse());
    expect(snapshot.context.error?.code).toBe('network');
  });

  it('opens no request that the host did not offer', async () => {
    const situation = aSituation({ sealUse: aSealUse({ status: 'ended' }) });
    const actor = start({ load: () => Promise.resolve(situation) });
    await settled(actor);

    actor.send({ type: 'append.opened' });
    actor.send({ type: 'end.opened' });

    expect(openRequest(actor.getSnapshot())).toBeNull();
  });

  it('keeps the append form open when the host refuses it, and says why (P-13)', async () => {
    const carryOut = () => Promise.reject(new EsignError('seal-use-closed', 'ended'));
    const actor = start({ load: () => Promise.resolve(running), carryOut });
    await settled(actor);
    actor.send({ type: 'append.opened' });

    actor.send({ type: 'append.requested', request: more, key: 'k' });
    const snapshot = await settled(actor);

    expect(openRequest(snapshot)).toBe('append');
    expect(snapshot.context.error?.code).toBe('seal-use-closed');
  });

  it('keeps the end form open while sending and after a refusal (P-14)', async () => {
    const carryOut = () => Promise.reject(new EsignError('network', 'offline'));
    const actor = start({ load: () => Promise.resolve(running), carryOut });
    await settled(actor);
    actor.send({ type: 'end.opened' });

    actor.send({ type: 'end.requested', request: { reason: '已用完' }, key: 'k' });

    expect(openRequest(actor.getSnapshot())).toBe('end');
    expect(openRequest(await settled(actor))).toBe('end');
  });

  it('opens a request while the newest state is still read', async () => {
    const load = vi.fn<() => Promise<SealUseSituation>>();
    load.mockResolvedValueOnce(running).mockReturnValue(new Promise(() => undefined));
    const actor = start({ load });
    await settled(actor);
    actor.send({ type: 'refresh.requested' });

    actor.send({ type: 'end.opened' });

    expect(openRequest(actor.getSnapshot())).toBe('end');
  });

  it('forgets the failure of a request that was cancelled', async () => {
    const carryOut = () => Promise.reject(new EsignError('network', 'offline'));
    const actor = start({ load: () => Promise.resolve(running), carryOut });
    await settled(actor);
    actor.send({ type: 'append.opened' });
    actor.send({ type: 'append.requested', request: more, key: 'k' });
    await settled(actor);

    actor.send({ type: 'request.cancelled' });
    const snapshot = await settled(actor);

    expect(snapshot.matches('active')).toBe(true);
    expect(snapshot.context.error).toBeUndefined();
  });

  it('does not apply while photos of an earlier use are missing (T27)', async () => {
    const owed = { sealUseId: 'use-0', recordId: null, subject: '合同', photos: 1 };
    const actor = start({ load: () => Promise.resolve({ ...applicable, owed }) });

    expect((await settled(actor)).can({ type: 'apply.requested', key: 'k' })).toBe(false);
  });

  it('keeps the form and what was typed while it is read again, also when that fails', async () => {
    const load = vi.fn<() => Promise<SealUseSituation>>();
    load
      .mockResolvedValueOnce(applicable)
      .mockRejectedValueOnce(new EsignError('network', 'offline'))
      .mockResolvedValueOnce(applicable);
    const actor = start({ load });
    await settled(actor);
    actor.send({ type: 'count.changed', count: 9 });

    for (const code of ['network', undefined]) {
      actor.send({ type: 'refresh.requested' });
      expect(showsDraft(actor.getSnapshot())).toBe(true);
      const snapshot = await settled(actor);
      expect([snapshot.value, snapshot.context.count, snapshot.context.error?.code]).toEqual(['draft', 9, code]);
    }
  });

  it('drops the answer for a record that is no longer shown', async () => {
    const answers: ((situation: SealUseSituation) => void)[] = [];
    const actor = start({ load: () => new Promise((resolve) => answers.push(resolve)) });
    actor.send({ type: 'target.assigned', target: { recordId: 'rec-other', sealUseId: '' } });

    answers[0]?.(running);
    answers[1]?.(aSituation());

    expect((await settled(actor)).matches('empty')).toBe(true);
  });

  it('applies again after a refused seal use where the host offers it (R-13)', async () => {
    const rejected = aSealUse({ id: 'use-old', status: 'rejected' });
    const carryOut = vi.fn(() => Promise.resolve(aSealUse({ id: 'use-new', status: 'applied' })));
    const load = vi
      .fn<() => Promise<SealUseSituation>>()
      .mockResolvedValueOnce({ ...applicable, sealUse: rejected })
      .mockResolvedValue(running);
    const actor = start({ load, carryOut });
    const offered = await settled(actor);
    expect(offered.value).toBe('draft');

    actor.send({ type: 'apply.requested', key: 'k1' });

    expect(showsDraft(actor.getSnapshot())).toBe(true);
    const applied = await settled(actor);
    expect(carryOut).toHaveBeenCalledTimes(1);
    expect(applied.value).toBe('active');
  });
});
