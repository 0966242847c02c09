import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { learnNames } from '../../../src/ui/spelling.js';
import { aWorkflow } from '../../support/builders.js';

const { form } = aWorkflow();

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

it('reads every name of a form once, and none before the page rests', async () => {
  const read: string[] = [];
  const learnt = learnNames(form, (name) => {
    read.push(name);
    return [name];
  });
  expect(read).toEqual([]);
  await vi.runAllTimersAsync();
  const spell = await learnt;
  const count = read.length;

  expect(spell(form.main.label)).toEqual([form.main.label]);
  expect(spell(form.main.fields[0]!.label)).toEqual([form.main.fields[0]!.label]);
  expect(read).toHaveLength(count);
  expect(new Set(read).size).toBe(count);
});
