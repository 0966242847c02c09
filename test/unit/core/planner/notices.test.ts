import { describe, expect, it } from 'vitest';

import { noticeIn } from '../../../../src/core/notice-texts.js';
import type { Effect, PlanEvent } from '../../../../src/schema/plan.js';
import type { EnvelopeEvent, SigningMapping } from '../../../../src/schema/signing-config.js';
import type { FlowPoint } from '../../../../src/schema/workflow.js';
import { aFieldSource, aFile, aMapping, anEnvelope, aRecord, aSigner } from '../../../support/builders.js';
import { at, CREATE_POINT, planWith, signedByA } from './planner.fixture.js';

type Prompts = SigningMapping['advanced']['prompts'];
type Notice = Extract<Effect, { kind: 'notify' }>;

const DEFAULT_TEXT = '此流程中有一份您未签署的文件，请点击【签署文件】按钮进行签署。';
const atB = aRecord({ currentNodeId: 'n-sign-b' });

function prompting(prompts: Partial<Prompts>, advanced: Partial<SigningMapping['advanced']> = {}): SigningMapping {
  const off = { whenSigned: false, whenNotSigned: false, whenPositionsNeeded: false, notSignedText: {} };
  return aMapping({
    flow: { submitWorkflow: false },
    advanced: { prompts: { ...off, ...prompts }, downloadInto: null, ...advanced },
  });
}

function news(event: EnvelopeEvent, partyId?: string): PlanEvent {
  return { kind: 'envelope', event, ...(partyId && { partyId }) };
}

function told(over: Parameters<typeof planWith>[0]): Notice[] {
  const { effects } = planWith(over);
  const notices = effects.filter((effect): effect is Notice => effect.kind === 'notify');
  expect(notices).toHaveLength(effects.length);
  return notices;
}

describe('R-09: cc (C-49)', () => {
  const cc = { internal: [aFieldSource('f-team')], external: [{ kind: 'constant' as const, value: 'a@b.cn' }] };
  const copying = prompting({}, { cc });
  const envelope = anEnvelope({ cc: ['applicant', 'signer-a', 'a@b.cn'] });

  it('tells the people of the OA of the launch in one message; contacts outside are left to the provider', () => {
    expect(told({ mapping: copying, envelope, event: news('launched') })).toEqual([
      {
        kind: 'notify',
        key: 'notify:envelope-1:cc',
        to: ['applicant', 'signer-a'],
        text: '签署文件《服务器采购合同》已发起签署，抄送给您。',
        texts: noticeIn(({ launched }) => launched('服务器采购合同')),
        why: { rule: 'R-09', slot: 'C-49', field: null, reason: 'launched' },
      },
    ]);
  });

  it('tells nobody who was not on the envelope when it was made', () => {
    const added = aRecord({ values: { ...aRecord().values, 'f-team': [{ userId: 'late', name: '后来' }] } });

    expect(told({ mapping: copying, envelope, record: added, event: news('launched') })).toEqual([]);
  });

  it('tells nobody without a launch, at other events, or where the slot is empty', () => {
    const draft = anEnvelope({ status: 'draft', launchedAt: null, cc: envelope.cc });

    expect(told({ mapping: copying, envelope: draft, event: news('launched') })).toEqual([]);
    expect(told({ mapping: copying, envelope, event: news('created') })).toEqual([]);
    expect(told({ mapping: prompting({}), envelope, event: news('launched') })).toEqual([]);
  });
});

describe('R-09: whose signature is missing (C-52)', () => {
  const mapping = prompting({ whenNotSigned: true });

  it('tells those whose turn it is at the launch, with the text of the specification', () => {
    expect(told({ mapping, envelope: anEnvelope(), event: news('launched') })).toEqual([
      {
        kind: 'notify',
        key: 'notify:envelope-1:notSigned:initiator:signer-a',
        to: ['signer-a'],
        text: DEFAULT_TEXT,
        texts: noticeIn(({ notSigned }) => notSigned),
        why: { rule: 'R-09', slot: 'C-52', field: null, reason: 'yourTurn' },
      },
    ]);
  });

  it('tells the next one once the record stands at the node where that one signs', () => {
    const [next] = told({ mapping, envelope: signedByA(), record: atB, event: news('partySigned') });

    expect(next).toMatchObject({ to: ['signer-b'] });
    expect(told({ mapping, envelope: signedByA(), event: news('partySigned') })).toEqual([]);
    const arrivals: FlowPoint[] = [
      { kind: 'node', id: 'n-sign-b', timing: 'before' },
      { kind: 'exit', id: 'e-sign-a', timing: 'after' },
    ];
    for (const point of arrivals) {
      expect(told({ mapping, envelope: signedByA(), record: atB, event: at(point) })).toEqual([next]);
    }
  });

  it('tells nobody who is on the way out', () => {
    const leaving: FlowPoint = { kind: 'node', id: 'n-sign-a', timing: 'after' };

    expect(told({ mapping, envelope: anEnvelope(), event: at(leaving) })).toEqual([]);
    expect(
      told({ mapping, envelope: anEnvelope(), event: at({ kind: 'exit', id: 'e-sign-a', timing: 'before' }) }),
    ).toEqual([]);
  });

  it('tells nobody of what is only planned: its launch will', () => {
    expect(planWith({ mapping, event: at(CREATE_POINT) }).effects).toMatchObject([
      { kind: 'createEnvelope', launch: true },
    ]);
  });

  it('uses the configured text', () => {
    const own = prompting({ whenNotSigned: true, notSignedText: { 'zh-CN': '请签', en: 'Sign' } });
    const english = prompting({ whenNotSigned: true, notSignedText: { en: 'Sign' } });

    expect(told({ mapping: own, envelope: anEnvelope(), event: news('launched') })[0]).toMatchObject({
      text: '请签',
      texts: { 'zh-CN': '请签', en: 'Sign' },
    });
    expect(told({ mapping: english, envelope: anEnvelope(), event: news('launched') })[0]?.text).toBe('Sign');
  });

  it('asks neither who signs silently, nor people outside or replaced, nor for files that were replaced (R-03)', () => {
    const [first, second] = anEnvelope().parties;
    const withFirst = (change: object) => anEnvelope({ parties: [{ ...first!, ...change }, second!] });
    const record = aRecord({ values: { ...aRecord().values, 'f-contract': [aFile({ sha256: 'b'.repeat(64) })] } });
    const event = news('launched');

    expect(planWith({ mapping, envelope: withFirst({ autoSign: true }), event }).effects).toMatchObject([
      { kind: 'autoSign' },
    ]);
    expect(told({ mapping, envelope: withFirst({ signers: [aSigner({ userId: null })] }), event })).toEqual([]);
    expect(told({ mapping, envelope: withFirst({ signers: [aSigner({ status: 'transferred' })] }), event })).toEqual(
      [],
    );
    const recreating = prompting({ whenNotSigned: true }, { recreate: true });
    expect(told({ mapping: recreating, envelope: anEnvelope(), record, event })).toEqual([]);
  });

  it.each(['completed', 'revoked', 'expired', 'draft'] as const)('asks nobody for a %s envelope (R-14)', (status) => {
    expect(told({ mapping, envelope: anEnvelope({ status }), event: news('partySigned') })).toEqual([]);
  });
});

describe('R-09: who has signed, and positions (C-52)', () => {
  const signed = prompting({ whenSigned: true });

  it('tells the signer and the initiator, each once for each party', () => {
    const [first, second] = signedByA().parties;
    const people = [aSigner({ status: 'signed' }), aSigner({ id: 'other', userId: 'other', status: 'pending' })];
    const envelope = anEnvelope({ parties: [{ ...first!, signers: people }, second!] });

    expect(told({ mapping: signed, envelope, event: news('partySigned') })).toMatchObject([
      { key: 'notify:envelope-1:signed:initiator:signer-a', to: ['signer-a'], why: { slot: 'C-52', reason: 'signed' } },
      { key: 'notify:envelope-1:signed:initiator:applicant', to: ['applicant'] },
    ]);
  });

  it('tells of the party of the event only, where the event names one', () => {
    const parties = anEnvelope().parties.map((party) => ({ ...party, status: 'signed' as const }));
    const envelope = anEnvelope({ parties });
    const keys = (partyId?: string) =>
      told({ mapping: signed, envelope, event: news('partySigned', partyId) }).map(({ key }) => key);

    expect(keys('party-b')).toEqual(['notify:envelope-1:signed:party-b:applicant']);
    expect(keys()).toContain('notify:envelope-1:signed:initiator:applicant');
    expect(keys('nobody')).toEqual([]);
  });

  it('asks the initiator of a new draft for positions, and of nothing else', () => {
    const mapping = prompting({ whenPositionsNeeded: true });

    expect(told({ mapping, envelope: anEnvelope({ status: 'draft' }), event: news('created') })).toMatchObject([
      { key: 'notify:envelope-1:positionsNeeded:applicant', to: ['applicant'], why: { slot: 'C-52' } },
    ]);
    expect(told({ mapping, envelope: anEnvelope(), event: news('created') })).toEqual([]);
  });

  it('is silent where C-52 is off, at other events and without an envelope', () => {
    const on = prompting({ whenSigned: true, whenNotSigned: true, whenPositionsNeeded: true });

    for (const event of ['created', 'launched', 'partySigned'] as const) {
      expect(told({ mapping: prompting({}), envelope: signedByA(), record: atB, event: news(event) })).toEqual([]);
      expect(told({ mapping: on, envelope: null, event: news(event) })).toEqual([]);
    }
    expect(told({ mapping: on, envelope: signedByA({ status: 'rejected' }), event: news('rejected') })).toEqual([]);
  });
});
