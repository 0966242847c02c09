import { describe, expect, it } from 'vitest';

import { findSeat } from '../../../src/core/planner/seat.js';
import { tabState, type TabStateInput } from '../../../src/core/tab-state.js';
import type { EnvelopeStatus } from '../../../src/schema/envelope.js';
import { aMapping, anEnvelope, aParty, aPerson, aSigner } from '../../support/builders.js';

const NOW = '2026-11-22T08:00:00Z';
const PAST = '2026-11-22T07:59:59Z';
const LATER = '2026-11-22T08:00:01Z';

function stateFor(userId: string, over: Partial<TabStateInput> = {}) {
  return tabState({
    mapping: aMapping(),
    envelope: anEnvelope(),
    record: { currentNodeId: 'n-sign-a' },
    viewer: aPerson({ userId, name: userId }),
    mayRead: true,
    now: NOW,
    ...over,
  });
}

describe('tabState', () => {
  it('is forbidden for who may not read the record, whatever else there is', () => {
    expect(stateFor('signer-a', { mayRead: false })).toBe('forbidden');
  });

  it('is notConfigured without an enabled mapping, and notCreated with one', () => {
    expect(stateFor('signer-a', { mapping: null, envelope: null })).toBe('notConfigured');
    expect(stateFor('signer-a', { mapping: aMapping({ basic: { enabled: false } }), envelope: null })).toBe(
      'notConfigured',
    );
    expect(stateFor('signer-a', { envelope: null })).toBe('notCreated');
  });

  it('still shows what was signed after the configuration was disabled', () => {
    const envelope = anEnvelope({ status: 'completed' });

    expect(stateFor('signer-a', { mapping: aMapping({ basic: { enabled: false } }), envelope })).toBe('completed');
    expect(stateFor('signer-a', { mapping: null, envelope })).toBe('completed');
  });

  it.each<[EnvelopeStatus, string]>([
    ['draft', 'draft'],
    ['completed', 'completed'],
    ['rejected', 'rejected'],
    ['revoked', 'revoked'],
    ['expired', 'expired'],
    ['terminated', 'terminated'],
    ['deleted', 'notCreated'],
  ])('shows a %s envelope as %s to its next signer (R-14)', (status, state) => {
    expect(stateFor('signer-a', { envelope: anEnvelope({ status }) })).toBe(state);
  });

  it('lets the person sign whose turn it is at the signing node (C-14, R-04)', () => {
    expect(stateFor('signer-a')).toBe('sign');
  });

  it('lets the next order wait for the one before (R-05)', () => {
    expect(stateFor('signer-b', { record: { currentNodeId: 'n-sign-b' } })).toBe('waitingForOthers');
  });

  it('is for viewing away from the signing nodes, and where the button is hidden (C-41)', () => {
    expect(stateFor('signer-a', { record: { currentNodeId: 'n-legal' } })).toBe('view');
    expect(stateFor('signer-a', { mapping: aMapping({ advanced: { hideSignAt: ['n-sign-a'] } }) })).toBe('view');
  });

  it('is for viewing for everyone who does not sign', () => {
    expect(stateFor('admin')).toBe('view');
  });

  it('tells who has signed that it is done', () => {
    const [first, second] = anEnvelope().parties;
    const envelope = anEnvelope({ parties: [{ ...first!, status: 'signed' }, second!] });

    expect(stateFor('signer-a', { envelope })).toBe('signedByMe');
    expect(stateFor('signer-b', { envelope, record: { currentNodeId: 'n-sign-b' } })).toBe('sign');
  });

  it('counts a launched envelope past its deadline as expired before any job says so (C-23, R-14)', () => {
    expect(stateFor('signer-a', { envelope: anEnvelope({ deadline: PAST }) })).toBe('expired');
    expect(stateFor('signer-a', { envelope: anEnvelope({ deadline: LATER }) })).toBe('sign');
    expect(stateFor('signer-a', { envelope: anEnvelope({ deadline: PAST, status: 'completed' }) })).toBe('completed');
  });

  it('does not ask for a node where there is no workflow around the envelope', () => {
    expect(stateFor('signer-a', { record: null, mapping: null })).toBe('sign');
  });
});

describe('findSeat', () => {
  it('picks the party that can sign at this node for a person who stands in two (R-04)', () => {
    const me = aSigner({ userId: 'u' });
    const envelope = anEnvelope({
      order: 'unordered',
      parties: [
        aParty({ id: 'elsewhere', signingNodes: ['n-sign-b'], signers: [me] }),
        aParty({ id: 'here', signingNodes: ['n-sign-a'], signers: [me] }),
      ],
    });

    const seat = findSeat({ envelope, userId: 'u', nodeId: 'n-sign-a', hiddenAt: [], now: NOW });

    expect(seat).toMatchObject({ state: 'ready', party: { id: 'here' } });
  });

  it('takes an empty list of signing nodes as any node (C-31)', () => {
    const envelope = anEnvelope({ parties: [aParty({ signingNodes: [] })] });

    expect(findSeat({ envelope, userId: 'signer-a', nodeId: 'n-dept', hiddenAt: [], now: NOW })?.state).toBe('ready');
  });
});
