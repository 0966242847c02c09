import { describe, expect, it } from 'vitest';

import { closeAll } from '../../../host/close-all.js';

describe('closing', () => {
  it('takes the later steps although an earlier one fails, and then tells of the first failure', async () => {
    const taken: string[] = [];

    const closed = closeAll([
      () => Promise.resolve(taken.push('requests')),
      () => Promise.reject(new Error('the queue does not stop')),
      () => undefined,
      () => {
        throw new Error('the relay does not close');
      },
      () => Promise.resolve(taken.push('database')),
    ]);

    await expect(closed).rejects.toThrow('the queue does not stop');
    expect(taken).toEqual(['requests', 'database']);
  });
});
