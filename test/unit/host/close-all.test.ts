import { describe, expect, it } from 'vitest';

import { closeAll, CloseStack, endsInTime } from '../../../host/close-all.js';

describe('closing', () => {
  it('takes the later steps although an earlier one fails, and then tells of the first failure', async () => {
    const taken: string[] = [];

    const steps = [
      () => Promise.resolve(taken.push('requests')),
      () => Promise.reject(new Error('the queue does not stop')),
      () => undefined,
      () => {
        throw new Error('the relay does not close');
      },
      () => Promise.resolve(taken.push('database')),
    ];

    const closed = closeAll(steps, 1000);

    await expect(closed).rejects.toThrow('the queue does not stop');
    expect(taken).toEqual(['requests', 'database']);
  });

  it('lets go of what was opened last first, and once', async () => {
    const taken: string[] = [];
    const opened = new CloseStack();
    for (const name of ['database', 'relay', 'queue']) opened.push(() => Promise.resolve(taken.push(name)));

    await opened.unwind(1000);
    await opened.unwind(1000);

    expect(taken).toEqual(['queue', 'relay', 'database']);
  });

  it('has one limit for all that it waits for, and takes every step all the same', async () => {
    const lefts: number[] = [];
    const ends: boolean[] = [];
    const hang = async (leftMs: number): Promise<void> => {
      lefts.push(leftMs);
      ends.push(await endsInTime(new Promise(() => undefined), leftMs));
    };

    await closeAll([hang, hang, hang], 20);

    expect(ends).toEqual([false, false, false]);
    expect(lefts[0]).toBeGreaterThan(10);
    expect(Math.max(...lefts.slice(1))).toBeLessThan(10);
    expect(await endsInTime(Promise.resolve(), 1000)).toBe(true);
  });
});
