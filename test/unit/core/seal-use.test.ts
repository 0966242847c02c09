import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  addPhotos,
  append,
  canAppend,
  canEnd,
  canSpend,
  checkUseCode,
  end,
  eventsBehind,
  hasTakenIn,
  notCountedYet,
  receive,
  refuse,
  remaining,
  spend,
  takeTally,
  type RegisterTally,
  type SealUseAct,
} from '../../../src/core/seal-use.js';
import { SealUseEvent } from '../../../src/schema/seal-use-event.js';
import type { SealUseStatus } from '../../../src/schema/seal-use.js';
import { aSealUse } from '../../support/builders.js';

const act = { entryId: 'entry-1', at: '2026-11-22T08:00:00Z', by: '印章保管员' };
const CLOSED: SealUseStatus[] = ['completed', 'filed', 'rejected', 'terminated', 'ended'];

function one(count: number, seamCount = 0) {
  return { count, seamCount };
}

describe('remaining', () => {
  it('is what was granted and appended less what was used (chapter 7)', () => {
    expect(remaining({ count: 3, appended: 2, used: 4 })).toBe(1);
  });

  it('is never below nothing, whatever a device reported', () => {
    expect(remaining({ count: 1, appended: 0, used: 5 })).toBe(0);
  });
});

describe('spend', () => {
  it('uses up, puts the use in motion and leaves an entry', () => {
    const after = spend(aSealUse(), one(2), act);

    expect(after).toMatchObject({
      status: 'inUse',
      uses: { used: 2 },
      seamUses: { used: 0 },
      version: 2,
      updatedAt: act.at,
    });
    expect(after.entries).toEqual([
      { id: 'entry-1', kind: 'used', at: act.at, by: act.by, count: 2, seamCount: 0, note: null },
    ]);
  });

  it('refuses more than is left, of either kind', () => {
    expect(() => spend(aSealUse(), one(4), act)).toThrow(expect.objectContaining({ code: 'no-uses-left' }));
    expect(() => spend(aSealUse(), one(1, 1), act)).toThrow(expect.objectContaining({ code: 'no-uses-left' }));
    expect(canSpend(aSealUse(), one(3))).toBe(true);
    expect(canSpend(aSealUse(), one(4))).toBe(false);
  });

  it.each([one(0), one(-1, 2), one(1.5)])('refuses %o as an amount', (counts) => {
    expect(() => spend(aSealUse(), counts, act)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });

  it.each(CLOSED)('refuses a use that is %s', (status) => {
    expect(() => spend(aSealUse({ status }), one(1), act)).toThrow(
      expect.objectContaining({ code: 'seal-use-closed' }),
    );
    expect(canSpend(aSealUse({ status }), one(1))).toBe(false);
  });

  it('never spends more than was granted, in any run of acts', () => {
    const steps = fc.array(fc.record({ spend: fc.boolean(), count: fc.nat(4), seamCount: fc.nat(3) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, (acts) => {
        const use = acts.reduce((current, step) => {
          const counts = one(step.count, step.seamCount);
          if (step.count + step.seamCount === 0) return current;
          if (!step.spend) return append(current, counts, act);
          return canSpend(current, counts) ? spend(current, counts, act) : current;
        }, aSealUse());

        expect(use.uses.used).toBeLessThanOrEqual(use.uses.count + use.uses.appended);
        expect(use.seamUses.used).toBeLessThanOrEqual(use.seamUses.count + use.seamUses.appended);
        expect(use.entries).toHaveLength(use.version - 1);
      }),
    );
  });
});

describe('append', () => {
  it('adds uses of both kinds and makes the new code the valid one (P-10, P-11, P-12)', () => {
    const after = append(aSealUse(), one(2, 4), act, '777777');

    expect([remaining(after.uses), remaining(after.seamUses)]).toEqual([5, 4]);
    expect(after.useCodes).toEqual(['482913', '777777']);
    expect(after.entries[0]).toMatchObject({ kind: 'appended', count: 2, seamCount: 4 });
  });

  it('keeps the code where the provider gives no new one', () => {
    expect(append(aSealUse(), one(1), act).useCodes).toEqual(['482913']);
  });

  it.each(CLOSED)('refuses a use that is %s', (status) => {
    expect(canAppend(aSealUse({ status }))).toBe(false);
    expect(() => append(aSealUse({ status }), one(1), act)).toThrow(
      expect.objectContaining({ code: 'seal-use-closed' }),
    );
  });
});

describe('end', () => {
  it('ends once (P-14)', () => {
    const ended = end(aSealUse({ status: 'inUse' }), { ...act, note: '用完' });

    expect(ended).toMatchObject({ status: 'ended', entries: [{ kind: 'ended', note: '用完' }] });
    expect(canEnd(ended)).toBe(false);
    expect(() => end(ended, act)).toThrow(expect.objectContaining({ code: 'seal-use-closed' }));
  });
});

describe('receive', () => {
  it('goes from completed to filed, and takes no repeated event (P-15)', () => {
    const completed = receive(aSealUse({ status: 'inUse' }), 'smartUseCompleted', act);
    const filed = receive(completed, 'filingCompleted', act);

    expect([completed.status, filed.status]).toEqual(['completed', 'filed']);
    expect(receive(filed, 'smartUseCompleted', act)).toBe(filed);
    expect(receive(filed, 'filingCompleted', act)).toBe(filed);
  });

  it('records a late event without falling back, in status or in time (F19, R-14)', () => {
    const filed = receive(aSealUse({ status: 'inUse' }), 'filingCompleted', act);

    const after = receive(filed, 'smartUseCompleted', { ...act, entryId: 'entry-2', at: '2026-11-21T08:00:00Z' });

    expect(after).toMatchObject({ status: 'filed', version: filed.version + 1, updatedAt: act.at });
    expect(after.entries.map(({ kind }) => kind)).toEqual(['filingCompleted', 'smartUseCompleted']);
  });

  it('records each event once and ends the same, in every order and however often (F19, G04)', () => {
    const history: SealUseEvent[] = ['smartUseCompleted', 'filingCompleted'];
    const orders = fc.tuple(
      fc.constantFrom(...SealUseEvent.options),
      fc.shuffledSubarray([...history, ...history, ...history], { minLength: 6, maxLength: 6 }),
    );
    fc.assert(
      fc.property(orders, ([odd, events]) => {
        const taken = [...events, odd].reduce(
          (use, event, index) => receive(use, event, { ...act, entryId: `entry-${index}` }),
          aSealUse({ status: 'applied' }),
        );

        expect(taken.status).toBe('filed');
        expect(taken.entries.map(({ kind }) => kind).sort()).toEqual([...new Set([...history, odd])].sort());
        expect([...history, odd].every((event) => hasTakenIn(taken, event))).toBe(true);
      }),
    );
  });

  it('never changes an end, and still records what contradicts it (R-14)', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...SealUseEvent.options], { minLength: 2 }), (events) => {
        const taken = events.reduce((use, event) => receive(use, event, act), aSealUse({ status: 'ended' }));

        expect(taken.status).toBe('ended');
        expect(taken.entries.map(({ kind }) => kind)).toEqual(events);
      }),
    );
  });
});

describe('checkUseCode', () => {
  it('takes the newest code only', () => {
    const use = aSealUse({ useCodes: ['111111', '222222'] });

    expect(() => checkUseCode(use, ' 222222 ')).not.toThrow();
    expect(() => checkUseCode(use, '111111')).toThrow(expect.objectContaining({ code: 'use-code-wrong' }));
    expect(() => checkUseCode(aSealUse({ useCodes: [] }), '')).toThrow(
      expect.objectContaining({ code: 'use-code-wrong' }),
    );
  });
});

describe('what a register has counted', () => {
  const act = (): SealUseAct => ({ entryId: 'entry-x', at: '2026-11-22T03:00:00.000Z', by: '章管家' });
  const tally = (change: Partial<RegisterTally> = {}): RegisterTally => ({
    status: 'inUse',
    uses: { granted: 6, used: 0 },
    seamUses: { granted: 0, used: 0 },
    useCode: null,
    ...change,
  });
  const use = aSealUse({
    status: 'applied',
    uses: { count: 6, appended: 0, used: 0 },
    seamUses: { count: 0, appended: 0, used: 0 },
    useCodes: ['111111'],
    entries: [],
  });

  it('raises the counts by what is new, with an entry for each', () => {
    const next = takeTally(use, tally({ uses: { granted: 8, used: 3 }, seamUses: { granted: 1, used: 1 } }), act);

    expect(next.uses).toEqual({ count: 6, appended: 2, used: 3 });
    expect(next.seamUses).toEqual({ count: 0, appended: 1, used: 1 });
    expect(next.entries.map(({ kind, count, seamCount }) => [kind, count, seamCount])).toEqual([
      ['appended', 2, 1],
      ['used', 3, 1],
    ]);
    expect(next.status).toBe('inUse');
  });

  it('never lowers a count, so that an older answer changes nothing', () => {
    const later = takeTally(use, tally({ uses: { granted: 8, used: 3 } }), act);

    expect(takeTally(later, tally({ uses: { granted: 7, used: 1 } }), act)).toBe(later);
  });

  it('takes a new code as the valid one and a known one as nothing new', () => {
    const next = takeTally(use, tally({ useCode: '222222' }), act);

    expect(next.useCodes).toEqual(['111111', '222222']);
    expect(next.version).toBe(use.version + 1);
    expect(takeTally(next, tally({ useCode: '111111' }), act)).toBe(next);
  });

  it('keeps the highest counts of each seal by itself, and no version for what is no news', () => {
    const seal = (sealId: string, used: number) => ({ sealId, granted: 6, used, seamGranted: 0, seamUsed: 0 });
    const first = takeTally(use, tally({ uses: { granted: 6, used: 4 }, bySeal: [seal('a', 4), seal('b', 1)] }), act);
    const later = takeTally(first, tally({ uses: { granted: 6, used: 4 }, bySeal: [seal('a', 3), seal('b', 2)] }), act);

    expect(later.bySeal).toEqual([seal('a', 4), seal('b', 2)]);
    expect(later.version).toBe(first.version + 1);
    expect(takeTally(later, tally({ uses: { granted: 6, used: 4 }, bySeal: later.bySeal ?? [] }), act)).toBe(later);

    // as a database gives it back
    const turned = (count: object): object => Object.fromEntries(Object.entries(count).toReversed());
    const stored = { ...later, bySeal: later.bySeal?.map((count) => turned(count) as typeof count) };
    expect(takeTally(stored, tally({ uses: { granted: 6, used: 4 }, bySeal: later.bySeal ?? [] }), act)).toBe(stored);
  });

  it('counts missing photos up and down, but not by an answer that is older (T27)', () => {
    const owing = takeTally(use, tally({ uses: { granted: 6, used: 2 }, photosOwed: 2 }), act);

    expect(owing.photosOwed).toBe(2);
    expect(takeTally(owing, tally({ uses: { granted: 6, used: 1 }, photosOwed: 1 }), act)).toBe(owing);
    expect(takeTally(owing, tally({ uses: { granted: 6, used: 2 } }), act).photosOwed).toBe(0);
  });

  it('lists photos with one entry for all that came at once', () => {
    const photo = { id: 'photo-1', at: null, sealId: 'a' };

    const next = addPhotos(addPhotos(use, [photo], act()), [], act());

    expect(next.photos).toEqual([photo]);
    expect(next.entries.map(({ kind, count }) => [kind, count])).toEqual([['photo', 1]]);
  });

  it('leaves an end to its event', () => {
    expect(takeTally(use, tally({ status: 'ended' }), act)).toBe(use);
  });

  it('counts of a wish only what is granted and not counted yet', () => {
    const wish = { count: 2, seamCount: 1 };

    expect(notCountedYet(use, tally({ uses: { granted: 8, used: 0 } }), wish)).toEqual({ count: 2, seamCount: 0 });
    expect(notCountedYet(use, tally({ uses: { granted: 7, used: 0 } }), wish)).toEqual({ count: 1, seamCount: 0 });
    expect(notCountedYet(use, tally({ uses: { granted: 99, used: 0 } }), wish)).toEqual({ count: 2, seamCount: 0 });
  });

  it.each<[SealUseStatus, boolean, string[]]>([
    ['inUse', false, []],
    ['completed', false, ['smartUseCompleted']],
    ['filed', false, ['smartUseCompleted', 'filingCompleted']],
    ['ended', false, ['autoEnded']],
    ['ended', true, []],
    ['rejected', false, ['rejected']],
    ['terminated', false, ['terminated']],
  ])('knows what is behind %s (our end: %s)', (status, isOurEnd, events) => {
    expect(eventsBehind(status, { isOurEnd })).toEqual(events);
  });

  it('turns a refused application down with the code of the refusal', () => {
    const refused = refuse(use, { ...act(), note: 'seal-not-usable' });

    expect(refused.status).toBe('rejected');
    expect(refused.entries.at(-1)).toMatchObject({ kind: 'rejected', note: 'seal-not-usable' });
  });
});
