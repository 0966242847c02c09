import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createEsignProvider } from '../../../host/providers/esign/esign.js';
import type { SignatureProvider } from '../../../host/providers/provider.js';
import { createQiyuesuoProvider } from '../../../host/providers/qiyuesuo/qiyuesuo.js';
import type {
  RemoteNames,
  RemoteService,
  RemoteSigner,
  ServiceAccess,
} from '../../../host/providers/remote-service.js';
import { EsignError } from '../../../src/core/errors.js';
import type { Binding, BindingInput } from '../../../src/schema/index.js';
import { startEsignPrivateSimulator } from '../../simulators/esign-private/server.js';
import { startFaultProxy, type Fault, type FaultProxy } from '../../simulators/kit/fault-proxy.js';
import { startQiyuesuoSimulator } from '../../simulators/qiyuesuo/server.js';
import { anOrder } from '../../support/remote-orders.js';
import { esignPrivateBinding } from '../../support/service-worlds/esign-private-world.js';
import { qiyuesuoBinding } from '../../support/service-worlds/qiyuesuo-world.js';

/** An adapter with its simulator, as far as faults and repetitions are concerned. */
interface Adapter {
  readonly provider: SignatureProvider;
  readonly url: string;
  /** The binding to the simulator at an address, and its secrets. */
  bindingAt(url: string): BindingInput;
  readonly paths: { readonly upload: string; readonly create: string };
  /** How many envelopes of a key the service has. */
  count(key: string): number;
  /** Somebody else ends the envelope at the service. */
  end(externalId: string): void;
  close(): Promise<void>;
}

async function openQiyuesuo(): Promise<Adapter> {
  const simulator = await startQiyuesuoSimulator();
  const { service } = simulator;
  return {
    provider: createQiyuesuoProvider(),
    url: simulator.url,
    bindingAt: (url) => qiyuesuoBinding({ ...simulator, url }),
    paths: { upload: '/document/createbyfile', create: '/contract/create' },
    count: (key) => [...service.contracts.values()].filter(({ given }) => given.sn === key).length,
    end: (id) => service.forceEnd(id),
    close: () => simulator.close(),
  };
}

async function openEsignPrivate(): Promise<Adapter> {
  const simulator = await startEsignPrivateSimulator();
  const { service } = simulator;
  for (const id of ['applicant', 'signer-a', 'signer-b']) service.addInner(id, id);
  return {
    provider: createEsignProvider(),
    url: simulator.url,
    bindingAt: (url) => esignPrivateBinding({ ...simulator, url }),
    paths: { upload: '/V1/files/upload', create: '/V1/signFlows/create' },
    count: (key) => [...service.flows.values()].filter(({ given }) => given.bizNo === key).length,
    end: (id) => Object.assign(service.find(Number(id)), { flowStatus: 4 }),
    close: () => simulator.close(),
  };
}

function seat(
  signerId: string,
  partyId: string,
  names: RemoteNames,
  contacts: Readonly<Record<string, string | null>>,
): RemoteSigner {
  const [signer = ''] = Object.entries(names.signers).find(([, known]) => known.signerId === signerId) ?? [];
  return { signer, signerId, partyId, contact: contacts[signerId] ?? null };
}

describe.each([
  ['qiyuesuo', openQiyuesuo],
  ['esign private', openEsignPrivate],
])('the adapter of %s', (_name, open) => {
  let adapter: Adapter;
  let proxy: FaultProxy;
  let access: ServiceAccess;
  let remote: RemoteService;

  beforeAll(async () => {
    adapter = await open();
    proxy = await startFaultProxy(adapter.url);
    access = accessTo();
    if (!adapter.provider.remote) throw new Error('people do not sign there');
    remote = adapter.provider.remote;
  });

  afterAll(async () => {
    await proxy.close();
    await adapter.close();
  });

  const accessTo = (change: Record<string, string> = {}): ServiceAccess => {
    const binding = adapter.bindingAt(proxy.url);
    return {
      binding: binding as unknown as Binding,
      secrets: { ...(binding as unknown as Record<string, string>), ...change },
      http: (address, { timeoutMs: _timeout, maxBytes: _max, ...request } = {}) =>
        fetch(address, request as RequestInit),
      clock: () => new Date(),
    };
  };

  it('says whether the credentials are right (B-06)', async () => {
    const wrong = accessTo({ appSecret: 'wrong', projectSecret: 'wrong' });

    expect(await adapter.provider.testConnection?.(access)).toEqual([{ check: 'credentials', outcome: 'ok' }]);
    expect(await adapter.provider.testConnection?.(wrong)).toMatchObject([
      { check: 'credentials', outcome: 'failed', fix: 'check-credentials' },
    ]);
  });

  it('makes one envelope of an order whose answer was lost (G02)', async () => {
    const order = await anOrder();
    proxy.inject([{ kind: 'loseAnswer' }], adapter.paths.create);
    await expect(remote.create(access, order)).rejects.toThrow();

    const names = await remote.create(access, order);

    expect(adapter.count(order.idempotencyKey)).toBe(1);
    expect(Object.values(names.signers)).toEqual([
      { partyId: 'initiator', signerId: 'signer-1' },
      { partyId: 'party-b', signerId: 'signer-2' },
    ]);
    expect(Object.values(names.documents)).toEqual(['document-1']);
  });

  it('sends half an upload once more, and leaves no half envelope', async () => {
    const order = await anOrder();
    proxy.inject([{ kind: 'cutUpload' }], adapter.paths.upload);
    await expect(remote.create(access, order)).rejects.toThrow();
    expect(adapter.count(order.idempotencyKey)).toBe(0);

    await expect(remote.create(access, order)).resolves.toBeDefined();
  });

  it.each<[Fault, string]>([
    [{ kind: 'refuse', status: 502 }, 'provider-failed'],
    [{ kind: 'refuse', status: 429 }, 'rate-limited'],
    [{ kind: 'page' }, 'provider-failed'],
  ])('has a code that lets the host try again for %j', async (fault, code) => {
    proxy.inject([fault]);

    const failure: unknown = await remote.query(access, '1').catch((error: unknown) => EsignError.from(error));

    expect(failure).toMatchObject({ code, retryable: true });
  });

  it('repeats a launch and a recall harmlessly', async () => {
    const { externalId } = await remote.create(access, await anOrder());
    await remote.launch(access, externalId, null);
    await remote.launch(access, externalId, null);
    await remote.revoke(access, externalId, '作废');
    await remote.revoke(access, externalId, '作废');

    const seen = await remote.query(access, externalId);

    expect(seen).toContainEqual(expect.objectContaining({ kind: 'envelope', status: 'revoked' }));
  });

  it('says that an envelope has ended there when it can no longer be taken back', async () => {
    const { externalId } = await remote.create(access, await anOrder());
    await remote.launch(access, externalId, null);
    adapter.end(externalId);

    await expect(remote.revoke(access, externalId, '作废')).rejects.toMatchObject({ code: 'envelope-closed' });
  });

  it('leads a signer whose turn it is to the page of the service, on which they really sign', async () => {
    const { envelope, ...order } = await anOrder();
    const names = await remote.create(access, { ...order, envelope });
    await remote.launch(access, names.externalId, null);
    const page = await remote.signPage?.(
      access,
      { envelope, names },
      seat('signer-1', envelope.parties[0]?.id ?? '', names, order.contacts),
      {
        device: 'desktop',
        isFramed: false,
        returnUrl: null,
        reader: { address: null, pageHost: null },
      },
    );
    if (!page) throw new Error('there is no page');

    const shown = await (await fetch(page.url)).text();
    await fetch(page.url, { method: 'POST', body: new URLSearchParams({ act: 'sign' }) });

    expect(shown).toContain('服务器采购合同');
    const seen = await remote.query(access, names.externalId);
    expect(seen).toContainEqual(expect.objectContaining({ kind: 'signer', status: 'signed' }));
  });

  it('has no page for a signer whose turn has not come', async () => {
    const { envelope, ...order } = await anOrder();
    const names = await remote.create(access, { ...order, envelope });
    await remote.launch(access, names.externalId, null);
    const second = seat('signer-2', 'party-b', names, order.contacts);
    const options = {
      device: 'desktop',
      isFramed: false,
      returnUrl: null,
      reader: { address: null, pageHost: null },
    } as const;

    await expect(remote.signPage?.(access, { envelope, names }, second, options)).rejects.toMatchObject({
      code: 'out-of-turn',
    });
  });

  it('lists what a mapping can name, with what may not be used (B-16)', async () => {
    const items = (await adapter.provider.syncCatalog?.(access)) ?? [];

    const seals = items.filter(({ kind }) => kind === 'seal');
    expect(seals.map(({ enabled }) => enabled)).toEqual([true, false]);
  });

  it('owns up to what was never held against the vendor', () => {
    expect(adapter.provider.descriptor.unverified.length).toBeGreaterThan(0);
  });
});
