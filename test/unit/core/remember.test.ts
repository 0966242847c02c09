import { describe, expect, it, vi } from 'vitest';

import { remember } from '../../../src/core/remember.js';

describe('remember', () => {
  it('answers the very same object as long as it is asked for the same', () => {
    const find = vi.fn((list: readonly number[], most: number) => list.filter((one) => one <= most));
    const found = remember(find);
    const list = [1, 2, 3];

    const first = found(list, 2);

    expect(found(list, 2)).toBe(first);
    expect(find).toHaveBeenCalledTimes(1);
    expect(found(list, 3)).toEqual([1, 2, 3]);
    expect(found([...list], 3)).not.toBe(first);
    expect(find).toHaveBeenCalledTimes(3);
  });

  it('asks again after a failure', () => {
    let isBroken = true;
    const found = remember(() => {
      if (isBroken) throw new Error('broken');
      return 'whole';
    });

    expect(() => found()).toThrow('broken');
    isBroken = false;
    expect(found()).toBe('whole');
  });
});
