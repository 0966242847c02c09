import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Envelope } from '../../../src/schema/index.js';
import { startFaultProxy, type Fault, type FaultProxy } from '../../simulators/kit/fault-proxy.js';
import { currentEnvelope, reachSigning } from '../../support/journey.js';
import { A, openOffice, type Office } from '../../support/service-office.js';
import { serviceWorlds } from '../../support/service-worlds/service-worlds.js';
import { databases } from '../../support/test-host.js';

/** A service that never answers; the proxy lets go of it when it closes. */
const NEVER = new Promise<never>(() => undefined);

/** A call goes wrong in each of these ways, and the host counts them alike. */
const FAULTS: readonly Fault[] = [
  { kind: 'refuse', status: 503 },
  { kind: 'refuse', status: 429 },
  { kind: 'page' },
  { kind: 'halfAnswer' },
  { kind: 'hold', until: NEVER },
];

const cases = databases.flatMap((kind) => Object.entries(serviceWorlds).map(([name, open]) => ({ kind, name, open })));

describe.each(cases)('a service of $name that fails, on $kind', ({ kind, open }) => {
  let office: Office;
  let proxy: FaultProxy;
  let envelope: Envelope;

  beforeAll(async () => {
    office = await openOffice(kind, open, {
      outgoing: { timeoutMs: 3000 },
      between: async (url) => {
        proxy = await startFaultProxy(url);
        return proxy.url;
      },
    });
    envelope = await reachSigning(office.test);
  });

  afterAll(async () => {
    await office.close();
    await proxy.close();
  });

  const callsDuring = async (work: () => Promise<void>): Promise<number> => {
    const count = (): number => [...proxy.calls.values()].reduce((sum, calls) => sum + calls, 0);
    const before = count();
    await work();
    return count() - before;
  };
  const told = (text: string): number => office.test.failures.filter(({ message }) => message.includes(text)).length;

  it('is left alone after five failures of any kind, tried by one question, and heard again (F24)', async () => {
    await office.world.sign(office.test, envelope, A);
    office.test.failures.length = 0;

    for (const fault of FAULTS) {
      proxy.inject([fault]);
      expect(await callsDuring(() => office.ask())).toBe(1);
    }
    expect([told('could not be followed'), told('fails again and again')]).toEqual([5, 1]);
    expect(await callsDuring(() => office.ask())).toBe(0);

    office.pass({ minutes: 1 });
    proxy.inject([{ kind: 'loseAnswer' }]);
    expect(await callsDuring(() => office.ask())).toBe(1);
    expect(await callsDuring(() => office.ask())).toBe(0);
    expect([told('could not be followed'), told('fails again and again')]).toEqual([6, 1]);
    expect((await currentEnvelope(office.test, envelope.id)).parties[0]?.status).toBe('pending');

    office.pass({ minutes: 1 });
    await office.ask();
    expect((await currentEnvelope(office.test, envelope.id)).parties[0]?.status).toBe('signed');
  });
});
