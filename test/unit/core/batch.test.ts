import { describe, expect, it } from 'vitest';

import {
  attemptOf,
  batchIds,
  batchResults,
  batchState,
  newItem,
  proofGroup,
  type BatchItem,
} from '../../../src/core/batch.js';
import { viewOfEnvelope } from '../../../src/core/envelope-view.js';
import { noTerms } from '../../../src/core/reading.js';
import type { Envelope } from '../../../src/schema/envelope.js';
import type { SigningTerms } from '../../../src/schema/signing-terms.js';
import { aParty, aPerson, anEnvelope, aSigner } from '../../support/builders.js';

const mark = {
  ...{ id: 'batch-1', documentId: 'document-1', kind: 'seal' as const, sealId: 'seal-contract', placementId: null },
  ...{ pageIndex: 0, rect: { x: 10, y: 10, width: 119.06, height: 119.06 } },
};

function anItem(change: Partial<BatchItem> = {}, envelope: Partial<Envelope> = {}, terms: SigningTerms = noTerms) {
  const view = viewOfEnvelope(anEnvelope(envelope), aPerson({ userId: 'signer-a' }), '2026-11-22T03:00:00Z');
  const item: BatchItem = {
    ...newItem('envelope-1'),
    reading: { view, terms, isOutdated: false },
    resolution: { marks: [mark], problems: [] },
    ...change,
  };
  return item;
}
const password: SigningTerms = { ...noTerms, intent: { kind: 'password', channels: [] } };
const signedParty = aParty({ status: 'signed', signers: [aSigner({ status: 'signed' })] });
const problem = { code: 'overlap' as const, documentId: 'document-1', pageIndex: 0 };

describe('an envelope of a batch', () => {
  it('stands where the host says first, then where the rule and the person put it', () => {
    const toEnd = { ...noTerms, reading: { minSeconds: 0, toEnd: true } };
    const read = [{ documentId: 'document-1', pageIndex: 0, seconds: 2 }];
    const states: [BatchItem, string][] = [
      [newItem('e'), 'reading'],
      [{ ...newItem('e'), failure: 'forbidden' }, 'unreadable'],
      [anItem(), 'ready'],
      [anItem({ resolution: null }), 'resolving'],
      [anItem({ resolution: { marks: [], problems: [problem] } }), 'blocked'],
      [anItem({ isExcluded: true, resolution: null }), 'excluded'],
      [anItem({}, {}, toEnd), 'unread'],
      [anItem({ read }, {}, toEnd), 'ready'],
      [anItem({ reading: { ...anItem().reading!, isOutdated: true } }), 'outdated'],
      [anItem({}, {}, { ...noTerms, page: { mode: 'window' } }), 'servicePage'],
      [anItem({}, { status: 'revoked' }), 'ended'],
      [anItem({}, { status: 'draft' }), 'notLaunched'],
      [anItem({}, { parties: [aParty({ signers: [aSigner({ userId: 'other' })] })] }), 'notSigner'],
      [
        anItem({}, { parties: [aParty({ id: 'a', signers: [aSigner({ userId: 'other' })] }), aParty({ order: 2 })] }),
        'notMyTurn',
      ],
      [anItem({}, { parties: [signedParty, aParty({ id: 'b', order: 2, signers: [] })] }), 'signed'],
      [anItem({}, { status: 'completed', parties: [signedParty] }), 'signed'],
      [anItem({ isSigning: true }), 'signing'],
      [anItem({ outcome: { kind: 'refused', code: 'network', retryable: true } }), 'refused'],
      [anItem({ outcome: { kind: 'signed', receipt: null } }), 'signed'],
    ];

    expect(states.map(([item]) => batchState(item))).toEqual(states.map(([, state]) => state));
  });

  it('is in the batch once, and not beyond the most', () => {
    expect(batchIds([' a', 'b', '', 'a'])).toEqual({ ids: ['a', 'b'], dropped: 0 });
    const { ids, dropped } = batchIds(Array.from({ length: 103 }, (_, index) => `e${index}`));
    expect([ids.length, dropped]).toEqual([100, 3]);
  });

  it('is sent again as it was sent, until the host has answered', () => {
    const first = attemptOf(anItem({ token: 't' }), 'key-1');

    const again = attemptOf(anItem({ attempt: first }), 'key-2');

    expect(first).toEqual({
      idempotencyKey: 'key-1',
      request: {
        marks: [mark],
        documents: [{ documentId: 'document-1', sha256: anEnvelope().documents[0]?.sha256 }],
        intentToken: 't',
      },
    });
    expect(again).toBe(first);
  });

  it('is proved with all others that ask for the same, and only where it will be signed', () => {
    const code: SigningTerms = { ...noTerms, intent: { kind: 'code', channels: [] } };
    const items = [
      anItem({ id: 'none' }),
      anItem({ id: 'a' }, {}, password),
      anItem({ id: 'c' }, {}, code),
      anItem({ id: 'b' }, {}, password),
      anItem({ id: 'out', isExcluded: true }, {}, password),
    ];

    expect(proofGroup(items).map(({ id }) => id)).toEqual(['a', 'b']);
    const proved = items.map((item) => (['a', 'b'].includes(item.id) ? { ...item, token: 't' } : item));
    expect(proofGroup(proved).map(({ id }) => id)).toEqual(['c']);
  });

  it('is reported as signed, refused or not tried, with the reason', () => {
    const items = [
      anItem({ id: 'a', outcome: { kind: 'signed', receipt: null } }),
      anItem({ id: 'b', outcome: { kind: 'refused', code: 'seal-not-usable', retryable: false } }),
      anItem({ id: 'c', resolution: { marks: [], problems: [problem] } }),
      anItem({ id: 'd' }),
      anItem({ id: 'e', isExcluded: true }),
      { ...newItem('f'), failure: 'forbidden' as const },
    ];

    expect(batchResults(items).map(({ outcome, code }) => [outcome, code])).toEqual([
      ['signed', null],
      ['refused', 'seal-not-usable'],
      ['notTried', 'overlap'],
      ['notTried', null],
      ['notTried', 'excluded'],
      ['notTried', 'forbidden'],
    ]);
  });
});
