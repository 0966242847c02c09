import { describe, expect, it } from 'vitest';

import { partyProgress, timeAway } from '../../../src/core/party-progress.js';
import { aParty } from '../../support/builders.js';

function anOrder(count: number, signed: number) {
  const parties = Array.from({ length: count }, (_, index) =>
    aParty({ id: `p${index}`, order: index + 1, status: index < signed ? 'signed' : 'waiting' }),
  );
  return { parties: parties.toReversed(), order: 'ordered' as const, status: 'launched' as const };
}

describe('progress of the parties (C-35, R-05)', () => {
  it('tells all of few in the order of signing', () => {
    const { done, line } = partyProgress(anOrder(3, 1), 'p1');

    expect(done).toBe(1);
    expect(line.map(({ id }) => id)).toEqual(['p0', 'p1', 'p2']);
  });

  it('tells of many whose turn it is, me, and my neighbours', () => {
    const { line, parties } = partyProgress(anOrder(100, 10), 'p50');

    expect(parties).toHaveLength(100);
    expect(line.map(({ id }) => id)).toEqual(['p0', 'p10', 'p49', 'p50', 'p51']);
  });

  it('knows who must sign before me, and nobody where there is no order or no place of mine', () => {
    const ordered = anOrder(4, 1);

    expect(partyProgress(ordered, 'p3').before.map(({ id }) => id)).toEqual(['p1', 'p2']);
    expect(partyProgress({ ...ordered, order: 'unordered' }, 'p3').before).toEqual([]);
    expect(partyProgress(ordered, null).before).toEqual([]);
  });

  it.each([
    ['2026-11-22T02:30:00Z', 30, 'minute'],
    ['2026-11-22T10:59:00Z', 8, 'hour'],
    ['2026-11-25T03:00:00Z', 3, 'day'],
    ['2026-11-22T01:55:00Z', -5, 'minute'],
  ] as const)('says how far %s is away', (at, count, unit) => {
    expect(timeAway(at, '2026-11-22T02:00:00Z')).toEqual({ count, unit });
  });
});
