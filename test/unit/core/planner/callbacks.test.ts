import { describe, expect, it } from 'vitest';

import type { Envelope } from '../../../../src/schema/envelope.js';
import type { SealUseAction, SealUseCallback } from '../../../../src/schema/seal-use-config.js';
import { SealUseEvent } from '../../../../src/schema/seal-use-event.js';
import { type SealUseStatus } from '../../../../src/schema/seal-use.js';
import { EnvelopeEvent, type CallbackRule } from '../../../../src/schema/signing-config.js';
import {
  aFieldRef,
  aFieldSource,
  aMapping,
  anEnvelope,
  aRecord,
  aSealUse,
  aSealUseMapping,
  aWorkflow,
} from '../../../support/builders.js';
import { applicant, planWith, signedByA } from './planner.fixture.js';

const FLOWS = aWorkflow({
  actionFlows: [
    { id: 'af-notify', name: '通知经办人', enabled: true },
    { id: 'af-archive', name: '归档', enabled: true },
    { id: 'af-off', name: '停用', enabled: false },
  ],
});

/** An envelope to which the event has happened. */
const AFTER: Record<EnvelopeEvent, Envelope> = {
  created: anEnvelope({ status: 'draft', launchedAt: null }),
  launched: anEnvelope(),
  partySigned: signedByA(),
  partyRejected: rejectedByA(),
  completed: anEnvelope({ status: 'completed' }),
  rejected: rejectedByA(),
  revoked: anEnvelope({ status: 'revoked' }),
  expired: anEnvelope({ status: 'expired' }),
  failed: anEnvelope(),
};

function rejectedByA(): Envelope {
  const [first, second] = anEnvelope().parties;
  return anEnvelope({ status: 'rejected', parties: [{ ...first!, status: 'rejected' }, second!] });
}

function listening(...callbacks: Partial<CallbackRule>[]) {
  const rules = callbacks.map((rule) => ({
    event: 'launched' as const,
    actionFlowId: 'af-notify',
    enabled: true,
    ...rule,
  }));
  return aMapping({ flow: { submitWorkflow: false }, advanced: { callbacks: rules, downloadInto: null } });
}

function heard(event: EnvelopeEvent, over: Parameters<typeof planWith>[0] = {}) {
  return planWith({ envelope: AFTER[event], workflow: FLOWS, event: { kind: 'envelope', event }, ...over });
}

describe('R-12: events of the envelope run action flows (C-48)', () => {
  it.each(EnvelopeEvent.options)('%s', (event) => {
    const { effects, problems } = heard(event, { mapping: listening({ event }) });
    const party = event.startsWith('party') ? ':initiator' : '';

    expect(problems).toEqual([]);
    expect(effects).toEqual([
      {
        kind: 'runActionFlow',
        key: `flow:envelope-1:${event}${party}:af-notify`,
        why: { rule: 'R-12', slot: 'C-48', field: null, reason: 'flowListens' },
        actionFlowId: 'af-notify',
      },
    ]);
  });

  it.each(EnvelopeEvent.options.filter((event) => event !== 'created' && event !== 'failed'))(
    'does not believe the word %s alone',
    (event) => {
      const envelope = anEnvelope({ status: 'draft', launchedAt: null });

      expect(heard(event, { mapping: listening({ event }), envelope }).effects).toEqual([]);
    },
  );

  it('runs every flow that listens, in the order of the list, each once', () => {
    const mapping = listening({}, { actionFlowId: 'af-archive' }, {});

    expect(heard('launched', { mapping }).effects).toMatchObject([
      { actionFlowId: 'af-notify' },
      { actionFlowId: 'af-archive' },
    ]);
  });

  it('runs none that is off here or in the OA, and tells of one that is gone', () => {
    expect(heard('launched', { mapping: listening({ enabled: false }) })).toMatchObject({ effects: [], problems: [] });
    expect(heard('launched', { mapping: listening({ actionFlowId: 'af-off' }) })).toMatchObject({
      effects: [],
      problems: [],
    });
    expect(heard('launched', { mapping: listening({ actionFlowId: 'af-gone' }) })).toMatchObject({
      effects: [],
      problems: [{ code: 'GONE', slot: 'C-48', field: null }],
    });
    expect(heard('completed', { mapping: listening({ event: 'launched' }) }).effects).toEqual([]);
  });

  it('runs once for each party that signed, also when news of two arrive together', () => {
    const mapping = listening({ event: 'partySigned' });
    const both = anEnvelope({
      parties: anEnvelope().parties.map((party) => ({ ...party, status: 'signed' as const })),
    });
    const keys = (envelope: Envelope, partyId?: string) =>
      heard('partySigned', {
        mapping,
        envelope,
        event: { kind: 'envelope', event: 'partySigned', ...(partyId && { partyId }) },
      }).effects.map(({ key }) => key);

    expect(keys(signedByA())).toEqual(['flow:envelope-1:partySigned:initiator:af-notify']);
    expect(keys(both)).toEqual([...keys(signedByA()), 'flow:envelope-1:partySigned:party-b:af-notify']);
    expect(keys(both, 'party-b')).toEqual(['flow:envelope-1:partySigned:party-b:af-notify']);
  });

  it('comes after the filing of the signed files (R-08)', () => {
    const { callbacks } = listening({ event: 'completed' }).advanced;

    expect(heard('completed', { mapping: aMapping({ advanced: { callbacks } }) }).effects).toMatchObject([
      { kind: 'fileSigned' },
      { kind: 'submitWorkflow' },
      { kind: 'runActionFlow' },
    ]);
  });
});

describe('R-12: events of a physical seal use (P-15)', () => {
  const REACHED: Record<SealUseEvent, SealUseStatus> = {
    smartUseCompleted: 'completed',
    filingCompleted: 'filed',
    autoEnded: 'ended',
    terminated: 'terminated',
    rejected: 'rejected',
  };
  const ACTIONS: SealUseAction[] = [
    { kind: 'writeField', field: aFieldRef('f-remark'), value: '已用印' },
    { kind: 'notify', to: aFieldSource('f-team'), text: '用印完成' },
    { kind: 'runActionFlow', actionFlowId: 'af-notify' },
    { kind: 'submitWorkflow' },
    { kind: 'sendBack', nodeId: 'n-start' },
  ];

  function reacting(over: Partial<SealUseCallback> = {}) {
    const callback = { id: 'cb-1', event: 'smartUseCompleted' as const, enabled: true, actions: ACTIONS, ...over };
    return aSealUseMapping({ callbacks: [callback] });
  }

  function heardOf(event: SealUseEvent, over: Parameters<typeof planWith>[0] = {}) {
    return planWith({
      mapping: null,
      sealUseMapping: reacting({ event }),
      sealUse: aSealUse({ status: REACHED[event] }),
      workflow: FLOWS,
      viewer: applicant,
      event: { kind: 'sealUse', event },
      ...over,
    });
  }

  it.each(SealUseEvent.options)('%s carries out every action in order, each with a key of its own', (event) => {
    const { effects, problems } = heardOf(event);

    expect(problems).toEqual([]);
    expect(effects).toMatchObject([
      { kind: 'writeField', recordId: 'rec-1001', field: { field: 'f-remark' }, value: '已用印' },
      { kind: 'notify', to: ['applicant', 'signer-a'], text: '用印完成' },
      { kind: 'runActionFlow', actionFlowId: 'af-notify' },
      { kind: 'submitWorkflow', recordId: 'rec-1001' },
      { kind: 'sendBack', recordId: 'rec-1001', nodeId: 'n-start' },
    ]);
    expect(effects.map(({ key }) => key)).toEqual([1, 2, 3, 4, 5].map((row) => `callback:use-1:${event}:cb-1:${row}`));
    for (const { why } of effects) expect(why).toMatchObject({ rule: 'R-12', slot: 'P-15', reason: event });
  });

  it('hears no other event, no callback that is off, and none without a seal use', () => {
    expect(heardOf('rejected', { sealUseMapping: reacting() }).effects).toEqual([]);
    expect(heardOf('rejected', { sealUseMapping: reacting({ event: 'rejected', enabled: false }) }).effects).toEqual(
      [],
    );
    expect(heardOf('rejected', { sealUse: null }).effects).toEqual([]);
  });

  it('does not believe an event that came too late to be taken in', () => {
    const ended = aSealUse({ status: 'ended' });
    const filedSince = aSealUse({
      status: 'filed',
      entries: [{ id: 'e', kind: 'smartUseCompleted', at: 'x', by: 'x', count: 0, seamCount: 0, note: null }],
    });

    expect(heardOf('rejected', { sealUse: ended }).effects).toEqual([]);
    expect(heardOf('smartUseCompleted', { sealUse: filedSince }).effects).toHaveLength(5);
  });

  it('goes on past an action that cannot be carried out, and tells of it', () => {
    const actions: SealUseAction[] = [
      { kind: 'runActionFlow', actionFlowId: 'af-gone' },
      { kind: 'notify', to: aFieldSource('f-title'), text: '完成' },
      { kind: 'submitWorkflow' },
    ];

    expect(heardOf('rejected', { sealUseMapping: reacting({ event: 'rejected', actions }) })).toMatchObject({
      effects: [{ kind: 'submitWorkflow' }],
      problems: [
        { code: 'GONE', slot: 'P-15' },
        { code: 'TYPE', slot: 'P-15', field: { field: 'f-title' } },
      ],
    });
  });

  it('tells nobody where the field of people is empty', () => {
    const record = aRecord({ values: { ...aRecord().values, 'f-team': [] } });
    const actions = ACTIONS.filter(({ kind }) => kind === 'notify');

    expect(heardOf('rejected', { sealUseMapping: reacting({ event: 'rejected', actions }), record })).toMatchObject({
      effects: [],
      problems: [],
    });
  });

  it('applies, appends and ends nothing by an event', () => {
    expect(heardOf('rejected', { sealUseMapping: aSealUseMapping() }).effects).toEqual([]);
  });
});
