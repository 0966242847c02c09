import { describe, expect, it } from 'vitest';

import { CircuitBreaker } from '../../../host/services/circuit-breaker.js';
import { EsignError } from '../../../src/core/errors.js';
import type { ErrorCode } from '../../../src/schema/index.js';

const START = Date.parse('2026-11-22T02:00:00.000Z');

class World {
  now = START;
  readonly opened: string[] = [];
  readonly breaker = new CircuitBreaker(
    () => new Date(this.now),
    (code) => this.opened.push(code),
  );

  async fail(times: number, code: ErrorCode = 'timeout'): Promise<void> {
    for (let index = 0; index < times; index += 1) {
      await expect(this.breaker.watch(Promise.reject(new EsignError(code, 'as ordered')))).rejects.toThrow(
        'as ordered',
      );
    }
  }

  /** Whether a question may go out. */
  admits(): boolean {
    return this.breaker.admit() !== null;
  }

  succeed(): Promise<string> {
    return this.breaker.watch(Promise.resolve('answer'));
  }
}

describe('a circuit breaker (F24)', () => {
  it('lets everything through until five calls in a row have failed, and says so once', async () => {
    const world = new World();

    await world.fail(4);
    expect([world.admits(), world.breaker.isOpen]).toEqual([true, false]);
    await world.fail(3);

    expect([world.admits(), world.breaker.isOpen]).toEqual([false, true]);
    expect(world.opened).toEqual(['timeout']);
  });

  it('begins to count anew with each answer', async () => {
    const world = new World();

    await world.fail(4);
    expect(await world.succeed()).toBe('answer');
    await world.fail(4);

    expect(world.breaker.isOpen).toBe(false);
  });

  it.each(['document-changed', 'envelope-closed', 'not-found'] as const)(
    'takes %s for an answer about one envelope',
    async (code) => {
      const world = new World();

      await world.fail(9, code);

      expect([world.breaker.isFresh, world.opened]).toEqual([true, []]);
    },
  );

  it.each(['provider-failed', 'rate-limited', 'unavailable', 'bad-response'] as const)(
    'takes %s for a fault of the service',
    async (code) => {
      const world = new World();

      await world.fail(5, code);

      expect(world.opened).toEqual([code]);
    },
  );

  it('lets one question through after a minute, and everything after its answer', async () => {
    const world = new World();
    await world.fail(5);
    world.now += 59_999;
    expect(world.admits()).toBe(false);
    world.now += 1;

    const leave = world.breaker.admit();
    expect([leave !== null, world.admits()]).toEqual([true, false]);
    await world.succeed();
    leave?.();

    expect([world.admits(), world.admits(), world.breaker.isFresh]).toEqual([true, true, true]);
  });

  it('waits another minute when that question fails too, and says nothing more', async () => {
    const world = new World();
    await world.fail(5);
    world.now += 60_000;
    const leave = world.breaker.admit();

    await world.fail(1);
    leave?.();

    expect(world.admits()).toBe(false);
    world.now += 60_000;
    expect(world.admits()).toBe(true);
    expect(world.opened).toEqual(['timeout']);
  });

  it('takes the one question back from who has none to ask', async () => {
    const world = new World();
    await world.fail(5);
    world.now += 60_000;

    const leave = world.breaker.admit();
    expect(world.admits()).toBe(false);
    leave?.();

    expect(world.admits()).toBe(true);
  });

  it('has one question out, although one from before it opened comes back', async () => {
    const world = new World();
    const leave = world.breaker.admit();
    await world.fail(5);
    world.now += 60_000;
    const probe = world.breaker.admit();

    leave?.();

    expect([probe !== null, world.admits()]).toEqual([true, false]);
  });
});
