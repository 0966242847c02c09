import { describe, expect, it } from 'vitest';

import { EnvelopeStatus, type Envelope } from '../../../../src/schema/envelope.js';
import { aFieldRef, aMapping, anEnvelope, anEnvelopeDocument, aRecord } from '../../../support/builders.js';
import {
  applicant,
  buttonsOf,
  click,
  hasButton,
  planWith,
  signedByA,
  signerA,
  signerB,
  stranger,
} from './planner.fixture.js';

const PAST = '2026-11-22T07:59:59Z';
const atB = aRecord({ currentNodeId: 'n-sign-b' });

describe('R-04: sign and reject', () => {
  it('are for the signer whose turn it is, at the signing node (C-14)', () => {
    expect(buttonsOf({ envelope: anEnvelope() })).toEqual(['sign', 'reject', 'view', 'download']);
  });

  it('are not for other people, nor at other nodes', () => {
    expect(hasButton('sign', { envelope: anEnvelope(), viewer: stranger })).toBe(false);
    expect(buttonsOf({ envelope: anEnvelope(), record: aRecord({ currentNodeId: 'n-legal' }) })).toEqual([
      'view',
      'download',
    ]);
    expect(buttonsOf({ envelope: anEnvelope(), record: atB })).toEqual(['view', 'download']);
  });

  it('are at any node for a party without signing nodes (C-31)', () => {
    const parties = anEnvelope().parties.map((party) => ({ ...party, signingNodes: [] }));
    const record = aRecord({ currentNodeId: 'n-dept' });

    expect(hasButton('sign', { envelope: anEnvelope({ parties }), record })).toBe(true);
  });

  it('are hidden at the nodes of C-41, and only there', () => {
    const hidden = (node: string) => aMapping({ advanced: { hideSignAt: [node] } });

    expect(buttonsOf({ envelope: anEnvelope(), mapping: hidden('n-sign-a') })).toEqual(['view', 'download']);
    expect(hasButton('sign', { envelope: anEnvelope(), mapping: hidden('n-sign-b') })).toBe(true);
  });

  it('wait, with the reason, until the order before has signed (R-05, C-35)', () => {
    const waiting = planWith({ envelope: anEnvelope(), record: atB, viewer: signerB, event: click('open', signerB) });

    expect(waiting.buttons[0]).toMatchObject({
      kind: 'sign',
      enabled: false,
      why: { rule: 'R-05', slot: 'C-35', reason: 'waitingForOthers' },
    });
    expect(waiting.buttons[1]).toMatchObject({ kind: 'reject', enabled: false });
    expect(hasButton('sign', { envelope: signedByA(), record: atB, viewer: signerB })).toBe(true);
    expect(hasButton('sign', { envelope: anEnvelope({ order: 'unordered' }), record: atB, viewer: signerB })).toBe(
      true,
    );
  });

  it('are gone once the party has signed', () => {
    expect(buttonsOf({ envelope: signedByA() })).toEqual(['view', 'download']);
  });

  it.each(EnvelopeStatus.options.filter((status) => status !== 'launched'))(
    'do not exist in a %s envelope (R-14)',
    (status) => {
      const seen = buttonsOf({ envelope: anEnvelope({ status }) });

      expect(seen.filter((kind) => /sign|reject|remind|revoke/.test(kind))).toEqual([]);
    },
  );

  it('do not exist past the deadline, although nothing was written down yet (R-14)', () => {
    expect(buttonsOf({ envelope: anEnvelope({ deadline: PAST }) })).toEqual(['view']);
    expect(buttonsOf({ envelope: anEnvelope({ deadline: PAST }), viewer: applicant })).toEqual(['view']);
  });
});

describe('R-04: buttons of the initiator', () => {
  it('are positions and launch while it is a draft (C-33)', () => {
    const envelope = anEnvelope({ status: 'draft' });

    expect(buttonsOf({ envelope, viewer: applicant })).toEqual(['setPositions', 'launch', 'view']);
    expect(buttonsOf({ envelope, viewer: signerA })).toEqual(['view']);
  });

  it('are remind and revoke while people sign', () => {
    expect(buttonsOf({ envelope: anEnvelope(), viewer: applicant })).toEqual(['view', 'download', 'remind', 'revoke']);
  });

  it('leave remind out when nobody is awaited', () => {
    const parties = anEnvelope().parties.map((party) => ({ ...party, status: 'signed' as const }));

    expect(buttonsOf({ envelope: anEnvelope({ parties }), viewer: applicant })).toEqual(['view', 'download', 'revoke']);
  });
});

describe('R-04: view and download', () => {
  it('lets everyone view an envelope that exists, and nobody one that was deleted', () => {
    for (const status of EnvelopeStatus.options) {
      const seen = hasButton('view', { envelope: anEnvelope({ status }), viewer: stranger });
      expect([status, seen]).toEqual([status, status !== 'deleted']);
    }
  });

  it('shows download only when completed where C-47 says so', () => {
    const mapping = aMapping({ advanced: { downloadOnlyCompleted: true } });

    expect(hasButton('download', { mapping, envelope: anEnvelope() })).toBe(false);
    expect(hasButton('download', { mapping, envelope: anEnvelope({ status: 'completed' }) })).toBe(true);
  });

  it.each(['draft', 'rejected', 'revoked', 'expired', 'terminated'] as const)(
    'offers no download of a %s envelope',
    (status) => {
      expect(hasButton('download', { envelope: anEnvelope({ status }) })).toBe(false);
    },
  );

  it('shows download only at the nodes and exits of C-42', () => {
    const points = [
      { kind: 'node' as const, id: 'n-archive', timing: 'after' as const },
      { kind: 'exit' as const, id: 'e-sign-a', timing: 'after' as const },
      { kind: 'exit' as const, id: 'e-legal-ok', timing: 'before' as const },
    ];
    const mapping = aMapping({ advanced: { downloadableAt: points } });
    const envelope = anEnvelope({ status: 'completed' });
    const nodes = ['n-start', 'n-dept', 'n-legal', 'n-sign-a', 'n-sign-b', 'n-archive'];

    const shown = nodes.filter((currentNodeId) =>
      hasButton('download', { mapping, envelope, record: aRecord({ currentNodeId }) }),
    );
    expect(shown).toEqual(['n-legal', 'n-sign-b', 'n-archive']);
  });
});

describe('R-04: verify and archive', () => {
  const SIGNED = 'a'.repeat(64);
  const withSignature = (over: Partial<Envelope> = {}) =>
    anEnvelope({ documents: [anEnvelopeDocument({ signedSha256: SIGNED })], ...over });

  it('lets everyone verify as soon as a file bears a signature', () => {
    expect(hasButton('verify', { envelope: withSignature(), viewer: stranger })).toBe(true);
    expect(hasButton('verify', { envelope: anEnvelope(), viewer: stranger })).toBe(false);
  });

  it('lets the initiator archive what is completed, once', () => {
    const done = withSignature({ status: 'completed' });

    expect(hasButton('archive', { envelope: done, viewer: applicant })).toBe(true);
    expect(hasButton('archive', { envelope: done, viewer: signerA })).toBe(false);
    expect(hasButton('archive', { envelope: withSignature(), viewer: applicant })).toBe(false);
    const archived = withSignature({ status: 'completed', archivedAt: '2026-11-22T07:00:00Z' });
    expect(hasButton('archive', { envelope: archived, viewer: applicant })).toBe(false);
  });
});

describe('R-04: labels and place', () => {
  it('takes labels from C-60, and leaves the default where there is none', () => {
    const mapping = aMapping({ buttons: { sign: { 'zh-CN': '盖章', en: 'Seal' } } });
    const { buttons } = planWith({ mapping, envelope: anEnvelope(), event: click('open') });

    expect(buttons.slice(0, 2).map((button) => button.label)).toEqual([{ 'zh-CN': '盖章', en: 'Seal' }, {}]);
  });

  it('names the field on which the form shows them (C-20)', () => {
    const mapping = aMapping({ optional: { buttonField: aFieldRef('f-no') } });
    const { buttons, tab } = planWith({ mapping, envelope: anEnvelope(), event: click('open') });

    expect(buttons[0]?.why.field?.field).toBe('f-no');
    expect(tab.buttonField?.field).toBe('f-no');
  });
});

describe('R-10: the tab', () => {
  it('opens first at the nodes of C-50 and bears the name of C-51', () => {
    const mapping = aMapping({ advanced: { openTabAt: ['n-sign-a'], tabName: { 'zh-CN': '合同签署' } } });

    expect(planWith({ mapping }).tab).toMatchObject({ visible: true, openFirst: true, name: { 'zh-CN': '合同签署' } });
    const name = { 'zh-CN': '签署', 'zh-TW': '簽署', en: 'Sign', ja: '署名' };
    expect(planWith({ mapping: aMapping({ advanced: { tabName: name } }) }).tab.name).toEqual(name);
    expect(planWith({ mapping, record: atB }).tab.openFirst).toBe(false);
  });

  it('stays for an envelope whose configuration was disabled since', () => {
    const mapping = aMapping({ basic: { enabled: false } });

    expect(planWith({ mapping, envelope: anEnvelope() }).tab.visible).toBe(true);
    expect(planWith({ mapping, envelope: anEnvelope({ status: 'deleted' }) }).tab.visible).toBe(false);
  });
});

describe('R-09: prompts (C-52)', () => {
  const text = { 'zh-CN': '请签署' };
  const prompts = { whenSigned: true, whenNotSigned: true, whenPositionsNeeded: true, notSignedText: text };
  const mapping = aMapping({ advanced: { prompts } });

  function codes(over: Parameters<typeof planWith>[0]) {
    return planWith({ mapping, event: click('open'), ...over }).messages.map((message) => message.code);
  }

  it('tell the one whose turn it is, with the configured text', () => {
    const { messages } = planWith({ mapping, envelope: anEnvelope(), event: click('open') });

    expect(messages).toMatchObject([{ code: 'notSigned', text, why: { rule: 'R-09', slot: 'C-52' } }]);
  });

  it('do not nag who has to wait, and thank who has signed', () => {
    expect(codes({ envelope: anEnvelope(), record: atB, viewer: signerB })).toEqual([]);
    expect(codes({ envelope: signedByA() })).toEqual(['signed']);
    expect(codes({ envelope: null })).toEqual([]);
    expect(codes({ envelope: anEnvelope({ status: 'draft' }), viewer: applicant })).toEqual(['positionsNeeded']);
  });

  it('are silent when they are off', () => {
    const off = { whenSigned: false, whenNotSigned: false, whenPositionsNeeded: false, notSignedText: text };
    const silent = aMapping({ advanced: { prompts: off } });

    for (const over of [{ envelope: anEnvelope() }, { envelope: signedByA() }]) {
      expect(codes({ ...over, mapping: silent })).toEqual([]);
    }
    expect(codes({ envelope: anEnvelope({ status: 'draft' }), viewer: applicant, mapping: silent })).toEqual([]);
  });
});
