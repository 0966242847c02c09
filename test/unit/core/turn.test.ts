import { describe, expect, it } from 'vitest';

import { findSigner, isEverySigned, isMyTurn, openTurns, whoseTurn, type TurnFacts } from '../../../src/core/turn.js';
import type { Party, PartyStatus } from '../../../src/schema/envelope.js';

function aPartyOf(id: string, order: number, status: PartyStatus, ...userIds: string[]): Party {
  return {
    id,
    kind: 'person',
    scope: 'internal',
    name: id,
    order,
    status,
    sealId: null,
    signingNodes: [],
    autoSign: false,
    signers: userIds.map((userId) => ({
      id: `${id}-${userId}`,
      userId,
      name: userId,
      contact: null,
      status,
      signedAt: null,
      reason: null,
    })),
  };
}

function facts(order: 'ordered' | 'unordered', ...parties: Party[]): TurnFacts {
  return { status: 'launched', order, parties };
}

describe('whoseTurn', () => {
  it('gives everybody who has not signed the turn without an order (C-35)', () => {
    const envelope = facts(
      'unordered',
      aPartyOf('a', 1, 'signed'),
      aPartyOf('b', 2, 'pending'),
      aPartyOf('c', 3, 'waiting'),
    );

    expect(whoseTurn(envelope)).toEqual(['b', 'c']);
  });

  it('gives only the lowest unfinished order the turn when ordered (R-05)', () => {
    const envelope = facts(
      'ordered',
      aPartyOf('c', 3, 'waiting'),
      aPartyOf('b', 2, 'waiting'),
      aPartyOf('a', 1, 'signed'),
    );

    expect(whoseTurn(envelope)).toEqual(['b']);
  });

  it('lets parties of the same order sign side by side (R-05)', () => {
    const envelope = facts(
      'ordered',
      aPartyOf('a', 1, 'signed'),
      aPartyOf('b', 1, 'pending'),
      aPartyOf('c', 1, 'pending'),
    );

    expect(whoseTurn(envelope)).toEqual(['b', 'c']);
  });

  it.each<PartyStatus>(['waiting', 'pending', 'filling', 'failed', 'transferred', 'rejected', 'expired', 'revoked'])(
    'keeps the next order waiting while the party before is %s (R-05)',
    (status) => {
      expect(whoseTurn(facts('ordered', aPartyOf('a', 1, status), aPartyOf('b', 2, 'waiting')))).toEqual(['a']);
    },
  );

  it.each(['draft', 'completed', 'rejected', 'revoked', 'expired', 'terminated', 'deleted'] as const)(
    'gives nobody the turn in a %s envelope (R-14)',
    (status) => {
      expect(whoseTurn({ ...facts('unordered', aPartyOf('a', 1, 'pending', 'u')), status })).toEqual([]);
      expect(isMyTurn({ ...facts('unordered', aPartyOf('a', 1, 'pending', 'u')), status }, 'u')).toBe(false);
    },
  );
});

describe('findSigner', () => {
  it('finds the party where it is the turn of a person who stands in several', () => {
    const envelope = facts(
      'ordered',
      aPartyOf('a', 1, 'signed', 'u'),
      aPartyOf('c', 3, 'waiting', 'u'),
      aPartyOf('b', 2, 'pending', 'u'),
    );

    expect(findSigner(envelope, 'u')?.party.id).toBe('b');
    expect(isMyTurn(envelope, 'u')).toBe(true);
  });

  it('prefers a party that still waits for a signature over one that is done', () => {
    const envelope = facts(
      'ordered',
      aPartyOf('a', 1, 'signed', 'u'),
      aPartyOf('b', 2, 'pending', 'v'),
      aPartyOf('c', 3, 'waiting', 'u'),
    );

    expect(findSigner(envelope, 'u')?.party.id).toBe('c');
    expect(isMyTurn(envelope, 'u')).toBe(false);
    expect(isMyTurn(envelope, 'v')).toBe(true);
  });

  it('finds neither strangers, nor external signers, nor who was replaced', () => {
    const replaced = aPartyOf('a', 1, 'pending', 'u', 'v');
    const envelope = facts('unordered', {
      ...replaced,
      signers: replaced.signers.map((signer) =>
        signer.userId === 'u' ? { ...signer, status: 'transferred' } : signer,
      ),
    });

    expect(findSigner(envelope, 'stranger')).toBeNull();
    expect(findSigner(envelope, 'u')).toBeNull();
    expect(findSigner(envelope, 'v')?.signer.id).toBe('a-v');
  });
});

describe('openTurns', () => {
  it('makes the next party pending and leaves the one after it waiting', () => {
    const envelope = facts(
      'ordered',
      aPartyOf('a', 1, 'signed', 'u'),
      aPartyOf('b', 2, 'waiting', 'v'),
      aPartyOf('c', 3, 'waiting', 'w'),
    );

    const opened = openTurns(envelope);

    expect(opened.parties.map((party) => party.status)).toEqual(['signed', 'pending', 'waiting']);
    expect(opened.parties[1]?.signers[0]?.status).toBe('pending');
  });

  it('does not move a party back that is already filling', () => {
    expect(openTurns(facts('unordered', aPartyOf('a', 1, 'filling'))).parties[0]?.status).toBe('filling');
  });
});

describe('isEverySigned', () => {
  it('is true when all parties signed, and false when one did not or there is none', () => {
    expect(isEverySigned(facts('ordered', aPartyOf('a', 1, 'signed'), aPartyOf('b', 2, 'signed')))).toBe(true);
    expect(isEverySigned(facts('ordered', aPartyOf('a', 1, 'signed'), aPartyOf('b', 2, 'rejected')))).toBe(false);
    expect(isEverySigned(facts('ordered'))).toBe(false);
  });
});
