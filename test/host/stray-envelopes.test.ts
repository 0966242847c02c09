import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { packKey } from '../../host/providers/tencent/flows.js';
import { createTencentProvider } from '../../host/providers/tencent/tencent.js';
import type { Binding, Envelope } from '../../src/schema/index.js';
import type { OutgoingCallback } from '../simulators/kit/callback-sender.js';
import type { SimFlow } from '../simulators/tencent/flows.js';
import { startTencentSimulator, type TencentSimulator } from '../simulators/tencent/server.js';
import { FLOW } from '../simulators/tencent/service.js';
import { configure, currentEnvelope, ok, reachSigning } from '../support/journey.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { tencentBinding } from '../support/service-worlds/tencent-world.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

const START = '2026-11-22T02:00:00.000Z';

describe.each(databases)('an order that a service has carried out twice (G02) on %s', (kind) => {
  let test: TestHost;
  let simulator: TencentSimulator;
  let envelope: Envelope;

  beforeAll(async () => {
    const send = ({ address, body, headers }: OutgoingCallback): Promise<Response> => {
      const bytes = typeof body === 'string' ? body : new Uint8Array(body);
      return test.host.fetch(new Request(address, { method: 'POST', headers, body: bytes }));
    };
    simulator = await startTencentSimulator({ clock: () => new Date(START), send });
    test = await openTestHost(kind, {
      providers: [createTencentProvider({ testUrl: simulator.url })],
      outgoingAllow: simulator.url,
      publicUrl: 'http://host',
    });
    test.setTime(START);
    const binding = ok(await test.as('admin').post('/v1/bindings', tencentBinding(simulator))).body as Binding;
    simulator.console = { ...simulator.console, address: binding.callbackAddresses[0] ?? '' };
    const at = { provider: binding.provider, bindingId: binding.id };
    await configure(
      test,
      purchaseMapping((mapping) => ({ ...mapping, basic: { ...mapping.basic, ...at } })),
    );
    envelope = await reachSigning(test);
  });

  afterAll(async () => {
    await test.close();
    await simulator.close();
  });

  const flows = (): SimFlow[] => simulator.service.findByUserData(packKey(envelope.id));

  /** The service carries the order out once more. */
  const repeat = async (): Promise<SimFlow> => {
    const [own] = flows();
    if (!own) throw new Error('the service does not have the envelope');
    const { name, userData, approvers, original } = own;
    const fileId = simulator.service.upload('a.pdf', Buffer.from(original).toString('base64'));
    const body = {
      FlowName: name,
      FileIds: [fileId],
      Approvers: approvers.map(({ given }) => given),
      UserData: userData,
      SignBeanTag: 1,
    };
    return simulator.service.createByFiles(body, simulator.service.organization.id);
  };

  const hear = async (): Promise<void> => {
    await simulator.callbacks.flush();
    await test.host.idle();
  };

  it('leaves the one too many alone while nothing proves the callback', async () => {
    const { token } = simulator.console;
    const own = flows()[0];
    simulator.console = { ...simulator.console, token: 'token-of-somebody-else' };
    const stray = await repeat();
    await hear();
    simulator.console = { ...simulator.console, token };

    expect([own?.status, stray.status]).toEqual([FLOW.toSign, FLOW.toSign]);
    simulator.service.cancel(stray.id, '测试');
  });

  it('takes the one too many back, and tells the operator', async () => {
    const own = flows()[0];
    const stray = await repeat();
    await hear();

    expect([own?.status, stray.status]).toEqual([FLOW.toSign, FLOW.cancelled]);
    expect(await currentEnvelope(test, envelope.id)).toMatchObject({ status: 'launched' });
    expect(test.failures.map(({ message }) => message)).toContainEqual(
      expect.stringContaining(`${stray.id}, the one too many, was taken back`),
    );
  });
});

/** Callbacks of all members of a group also go to the address of the main enterprise, which has a binding of its own here. */
describe.each(databases)(
  'a member of a group whose callbacks the main enterprise gets as well (chapter 9) on %s',
  (kind) => {
    let test: TestHost;
    let simulator: TencentSimulator;
    let addresses: Record<'main' | 'member', string>;
    let envelope: Envelope;

    beforeAll(async () => {
      const send = ({ address, body, headers }: OutgoingCallback): Promise<Response> => {
        const bytes = typeof body === 'string' ? body : new Uint8Array(body);
        return test.host.fetch(new Request(address, { method: 'POST', headers, body: bytes }));
      };
      simulator = await startTencentSimulator({ clock: () => new Date(START), send });
      test = await openTestHost(kind, {
        providers: [createTencentProvider({ testUrl: simulator.url })],
        outgoingAllow: simulator.url,
        publicUrl: 'http://host',
      });
      test.setTime(START);
      const bind = async (subOrganizationId: string | null): Promise<Binding> =>
        ok(await test.as('admin').post('/v1/bindings', { ...tencentBinding(simulator), subOrganizationId }))
          .body as Binding;
      const main = await bind(null);
      const member = await bind('yDsimulatorMember00000000000001');
      addresses = { main: main.callbackAddresses[0] ?? '', member: member.callbackAddresses[0] ?? '' };
      simulator.console = { ...simulator.console, address: addresses.main };
      const at = { provider: member.provider, bindingId: member.id };
      await configure(
        test,
        purchaseMapping((mapping) => ({ ...mapping, basic: { ...mapping.basic, ...at } })),
      );
      envelope = await reachSigning(test);
    });

    afterAll(async () => {
      expect(test.failures).toEqual([]);
      await test.close();
      await simulator.close();
    });

    const flow = (): SimFlow => simulator.service.findByUserData(packKey(envelope.id))[0]!;
    const hear = async (): Promise<string[]> => {
      await simulator.callbacks.flush();
      await test.host.idle();
      return (await currentEnvelope(test, envelope.id)).parties.map(({ status }) => status);
    };

    it('is neither taken back nor heard of at the address of the other one, and goes on at its own', async () => {
      const recipient = simulator.service.approverOf(flow(), '13800000003').recipientId;
      await simulator.service.sign(flow().id, recipient);

      expect(await hear()).toEqual(['pending', 'waiting']);
      expect(flow().status).not.toBe(FLOW.cancelled);

      simulator.console = { ...simulator.console, address: addresses.member };
      await simulator.service.sign(flow().id, simulator.service.approverOf(flow(), '13800000004').recipientId);

      expect(await hear()).toEqual(['signed', 'signed']);
      expect(flow().status).not.toBe(FLOW.cancelled);
    });
  },
);
