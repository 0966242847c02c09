import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  isFinal,
  isFinalSealUse,
  mergeEnvelopeStatus,
  mergeObservations,
  mergePartyStatus,
  mergeSealUseStatus,
  type EnvelopeFacts,
  type Observation,
} from '../../../src/core/status.js';
import { EnvelopeStatus, PartyStatus, type Party } from '../../../src/schema/envelope.js';
import { SealUseStatus } from '../../../src/schema/seal-use.js';

const ENVELOPE_STATUSES = EnvelopeStatus.options;
const PARTY_STATUSES = PartyStatus.options;
const SEAL_USE_STATUSES = SealUseStatus.options;

function aWaitingParty(id: string): Party {
  const signer = { userId: null, name: id, contact: null, status: 'waiting' as const, signedAt: null, reason: null };
  return {
    id,
    kind: 'person',
    scope: 'internal',
    name: id,
    order: 1,
    status: 'waiting',
    sealId: null,
    signingNodes: [],
    autoSign: false,
    signers: [
      { id: `${id}-1`, ...signer },
      { id: `${id}-2`, ...signer },
    ],
  };
}

function someFacts(over: Partial<EnvelopeFacts> = {}): EnvelopeFacts {
  return {
    status: 'draft',
    launchedAt: null,
    finishedAt: null,
    finishReason: null,
    voidedAt: null,
    parties: [aWaitingParty('a'), aWaitingParty('b')],
    ...over,
  };
}

function minute(value: number): string {
  return new Date(Date.UTC(2026, 10, 22, 8, value)).toISOString();
}

const anObservation: fc.Arbitrary<Observation> = fc.oneof(
  fc.record({
    kind: fc.constant('envelope' as const),
    status: fc.constantFrom(...ENVELOPE_STATUSES),
    at: fc.integer({ min: 0, max: 5 }).map(minute),
    reason: fc.constantFrom('x', 'y'),
  }),
  fc.record({ kind: fc.constant('voided' as const), at: fc.integer({ min: 0, max: 5 }).map(minute) }),
  fc.record({
    kind: fc.constant('party' as const),
    partyId: fc.constantFrom('a', 'b'),
    status: fc.constantFrom(...PARTY_STATUSES),
  }),
  fc.constantFrom('a', 'b').chain((partyId) =>
    fc.record({
      kind: fc.constant('signer' as const),
      partyId: fc.constant(partyId),
      signerId: fc.constantFrom(`${partyId}-1`, `${partyId}-2`),
      status: fc.constantFrom(...PARTY_STATUSES),
      at: fc.integer({ min: 0, max: 5 }).map(minute),
      reason: fc.constantFrom('x', 'y'),
    }),
  ),
);

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}

describe('merge of one status', () => {
  it.each(ENVELOPE_STATUSES.filter(isFinal))(
    'keeps the final envelope status %s whatever comes later (R-14)',
    (final) => {
      const after = ENVELOPE_STATUSES.map((incoming) => mergeEnvelopeStatus(final, incoming));

      expect(new Set(after)).toEqual(new Set([final]));
    },
  );

  it('knows six final envelope statuses, and that draft and launched are none', () => {
    expect(ENVELOPE_STATUSES.filter((status) => !isFinal(status))).toEqual(['draft', 'launched']);
  });

  it('never moves a launched envelope back to draft', () => {
    expect(mergeEnvelopeStatus('launched', 'draft')).toBe('launched');
    expect(mergeEnvelopeStatus('draft', 'launched')).toBe('launched');
    expect(mergeEnvelopeStatus('launched', 'expired')).toBe('expired');
  });

  it('joins party statuses in any order and any grouping to the same status', () => {
    for (const a of PARTY_STATUSES) {
      expect(mergePartyStatus(a, a)).toBe(a);
      for (const b of PARTY_STATUSES) {
        expect(mergePartyStatus(a, b)).toBe(mergePartyStatus(b, a));
        for (const c of PARTY_STATUSES) {
          expect(mergePartyStatus(mergePartyStatus(a, b), c)).toBe(mergePartyStatus(a, mergePartyStatus(b, c)));
        }
      }
    }
  });

  it('takes a failed attempt as open and a signature as done', () => {
    expect(mergePartyStatus('failed', 'signed')).toBe('signed');
    expect(mergePartyStatus('signed', 'pending')).toBe('signed');
    expect(mergePartyStatus('expired', 'signed')).toBe('signed');
  });

  it('lets a seal use go on from completed to filed, and nowhere from a final status', () => {
    expect(mergeSealUseStatus('completed', 'filed')).toBe('filed');
    expect(mergeSealUseStatus('completed', 'inUse')).toBe('completed');
    for (const final of SEAL_USE_STATUSES.filter(isFinalSealUse)) {
      for (const incoming of SEAL_USE_STATUSES) expect(mergeSealUseStatus(final, incoming)).toBe(final);
    }
  });
});

describe('mergeObservations', () => {
  it('gives the same envelope for every order of up to six observations', () => {
    fc.assert(
      fc.property(fc.array(anObservation, { maxLength: 6 }), (observations) => {
        const expected = mergeObservations(someFacts(), observations);

        for (const order of permutations(observations)) expect(mergeObservations(someFacts(), order)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same envelope for shuffles of twenty observations', () => {
    const shuffled = fc
      .array(anObservation, { minLength: 20, maxLength: 20 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: 20, maxLength: 20 })));
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(mergeObservations(someFacts(), other)).toEqual(mergeObservations(someFacts(), all));
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing when the same observations are merged a second time', () => {
    fc.assert(
      fc.property(fc.array(anObservation, { maxLength: 12 }), (observations) => {
        const once = mergeObservations(someFacts(), observations);

        expect(mergeObservations(once, observations)).toEqual(once);
      }),
    );
  });

  it('gives the same end one by one in any order, as long as the provider names one end only', () => {
    const news: Observation[] = [
      { kind: 'envelope', status: 'completed', at: minute(9) },
      { kind: 'envelope', status: 'launched', at: minute(1) },
      { kind: 'signer', partyId: 'a', signerId: 'a-1', status: 'signed', at: minute(3) },
      { kind: 'signer', partyId: 'b', signerId: 'b-2', status: 'signed', at: minute(8) },
      { kind: 'party', partyId: 'a', status: 'pending' },
      { kind: 'voided', at: minute(20) },
    ];
    const ends = permutations(news).map((order) =>
      order.reduce((facts, seen) => mergeObservations(facts, [seen]), someFacts()),
    );

    for (const end of ends) expect(end).toEqual(ends[0]);
    expect(ends[0]).toMatchObject({
      status: 'completed',
      launchedAt: minute(1),
      finishedAt: minute(9),
      voidedAt: minute(20),
      parties: [{ status: 'signed' }, { status: 'signed' }],
    });
  });

  it('keeps the end of an envelope, but still records who signed when (R-14)', () => {
    const ended = someFacts({ status: 'revoked', finishedAt: minute(2), finishReason: 'typo' });

    const merged = mergeObservations(ended, [
      { kind: 'envelope', status: 'completed', at: minute(1) },
      { kind: 'signer', partyId: 'a', signerId: 'a-1', status: 'signed', at: minute(1) },
    ]);

    expect(merged).toMatchObject({ status: 'revoked', finishedAt: minute(2), finishReason: 'typo' });
    expect(merged.parties[0]).toMatchObject({
      status: 'signed',
      signers: [{ signedAt: minute(1) }, { signedAt: null }],
    });
  });

  it('lets one signer who refuses decide for the party, but not one who only failed', () => {
    const news = (status: 'rejected' | 'failed'): Observation[] => [
      { kind: 'signer', partyId: 'a', signerId: 'a-2', status, at: minute(1), reason: '金额有误' },
    ];

    expect(mergeObservations(someFacts(), news('rejected')).parties[0]).toMatchObject({
      status: 'rejected',
      signers: [{ status: 'waiting' }, { status: 'rejected', reason: '金额有误', signedAt: null }],
    });
    expect(mergeObservations(someFacts(), news('failed')).parties[0]).toMatchObject({ status: 'waiting' });
  });

  it('takes the earlier of two contradicting ends of one batch', () => {
    const merged = mergeObservations(someFacts({ status: 'launched' }), [
      { kind: 'envelope', status: 'completed', at: minute(5) },
      { kind: 'envelope', status: 'revoked', at: minute(4), reason: 'wrong file' },
    ]);

    expect(merged).toMatchObject({ status: 'revoked', finishedAt: minute(4), finishReason: 'wrong file' });
  });

  it('counts a voiding after completion as a flag and not as a status', () => {
    const merged = mergeObservations(someFacts({ status: 'completed', finishedAt: minute(1) }), [
      { kind: 'voided', at: minute(7) },
      { kind: 'voided', at: minute(6) },
    ]);

    expect(merged).toMatchObject({ status: 'completed', voidedAt: minute(6) });
  });

  it('ignores news about a party or signer that the envelope does not have', () => {
    const facts = someFacts();

    const merged = mergeObservations(facts, [
      { kind: 'party', partyId: 'nobody', status: 'signed' },
      { kind: 'signer', partyId: 'a', signerId: 'b-1', status: 'signed', at: minute(1) },
    ]);

    expect(merged).toEqual(facts);
  });
});
