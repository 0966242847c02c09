import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { mergeObservations, type Observation } from '../../../src/core/status.js';
import type { Party } from '../../../src/schema/envelope.js';

const SIGNERS = Array.from({ length: 9 }, (_, index) => index);

function minute(value: number): string {
  return new Date(Date.UTC(2026, 10, 22, 8, value)).toISOString();
}

function aParty(index: number): Party {
  const signer = { userId: null, name: 'x', contact: null, status: 'waiting' as const, signedAt: null, reason: null };
  return {
    id: `party-${index}`,
    kind: 'person',
    scope: 'internal',
    name: 'x',
    order: 1,
    status: 'waiting',
    sealId: null,
    signingNodes: [],
    autoSign: false,
    signers: [{ ...signer, id: `signer-${index}` }],
  };
}

/** Twenty events of one life: launched, nine who look, nine who sign, and the end. */
const LIFE: readonly Observation[] = [
  { kind: 'envelope', status: 'launched', at: minute(0) },
  ...SIGNERS.map((index): Observation => ({ kind: 'party', partyId: `party-${index}`, status: 'pending' })),
  ...SIGNERS.map((index): Observation => {
    const who = { partyId: `party-${index}`, signerId: `signer-${index}` };
    return { kind: 'signer', ...who, status: 'signed', at: minute(index + 1) };
  }),
  { kind: 'envelope', status: 'completed', at: minute(30) },
];

const START = {
  status: 'draft' as const,
  launchedAt: null,
  finishedAt: null,
  finishReason: null,
  voidedAt: null,
  parties: SIGNERS.map(aParty),
};

const oneByOne = (events: readonly Observation[]): typeof START =>
  events.reduce((facts, seen) => mergeObservations(facts, [seen]), START);

describe('callbacks that arrive one by one (F19, G04)', () => {
  it('lead to the same end in any order, with any of them repeated, in 5,000 random shuffles of 20', () => {
    const expected = oneByOne(LIFE);
    const arrivals = fc
      .tuple(fc.shuffledSubarray([...LIFE], { minLength: LIFE.length }), fc.array(fc.nat(LIFE.length - 1)))
      .map(([order, repeats]) => [...order, ...repeats.map((index) => LIFE[index] ?? order[0])]);

    fc.assert(
      fc.property(arrivals, (events) => {
        expect(oneByOne(events.filter((event) => event !== undefined))).toEqual(expected);
      }),
      { numRuns: 5000 },
    );
  });

  it('never fall back when some are dropped, and catch up with the whole state from a query', () => {
    const expected = oneByOne(LIFE);

    fc.assert(
      fc.property(fc.shuffledSubarray([...LIFE]), (events) => {
        expect(mergeObservations(oneByOne(events), LIFE)).toEqual(expected);
      }),
      { numRuns: 5000 },
    );
  });
});
