import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createEsignProvider } from '../../../host/providers/esign/esign.js';
import type { SignatureProvider } from '../../../host/providers/provider.js';
import { createQiyuesuoProvider } from '../../../host/providers/qiyuesuo/qiyuesuo.js';
import type {
  RemoteNames,
  RemoteOrder,
  RemoteService,
  RemoteSigner,
  RemoteState,
  ServiceAccess,
} from '../../../host/providers/remote-service.js';
import { packKey } from '../../../host/providers/tencent/flows.js';
import { createTencentProvider } from '../../../host/providers/tencent/tencent.js';
import { toObservations } from '../../../host/services/remote-envelopes.js';
import { readMarks } from '../../../host/signer/verify-pdf.js';
import { EsignError } from '../../../src/core/errors.js';
import { mmToPt } from '../../../src/core/geometry.js';
import { mergeObservations } from '../../../src/core/status.js';
import { openTurns } from '../../../src/core/turn.js';
import type { Binding, BindingInput, Envelope } from '../../../src/schema/index.js';
import { BASE, startEsignOpenSimulator } from '../../simulators/esign-open/server.js';
import { startEsignPrivateSimulator } from '../../simulators/esign-private/server.js';
import { startFaultProxy, type Fault, type FaultProxy } from '../../simulators/kit/fault-proxy.js';
import { startQiyuesuoSimulator } from '../../simulators/qiyuesuo/server.js';
import { startTencentSimulator } from '../../simulators/tencent/server.js';
import { aParty, aSigner } from '../../support/builders.js';
import { anOrder } from '../../support/remote-orders.js';
import { COMPANY } from '../../../host/demo/people.js';
import { addOpenAccounts, COMPANY_ID, esignOpenBinding } from '../../support/service-worlds/esign-open-world.js';
import { esignPrivateBinding } from '../../support/service-worlds/esign-private-world.js';
import { qiyuesuoBinding } from '../../support/service-worlds/qiyuesuo-world.js';
import { tencentBinding } from '../../support/service-worlds/tencent-world.js';

type Lack = 'findOrders' | 'anySigner' | 'sealStates';

/** An adapter with its simulator, as far as faults and repetitions are concerned. */
interface Adapter {
  /** The adapter, whose service is behind an address. */
  provider(url: string): SignatureProvider;
  readonly url: string;
  /** A seal that may be used. */
  readonly sealId: string;
  /** What the service cannot do, whatever an adapter does. */
  readonly lacks?: readonly Lack[];
  /** The binding to the simulator at an address, and its secrets. */
  bindingAt(url: string): BindingInput;
  readonly paths: { readonly upload: string; readonly create: string };
  /** How many envelopes of an order the service has that somebody can sign. */
  count(order: RemoteOrder): number;
  /** Somebody else ends the envelope at the service. */
  end(externalId: string): void;
  /** The service does what it does by itself. */
  settle?(): Promise<void>;
  close(): Promise<void>;
}

async function openQiyuesuo(): Promise<Adapter> {
  const simulator = await startQiyuesuoSimulator();
  const { service } = simulator;
  return {
    provider: createQiyuesuoProvider,
    sealId: '2800000000000000001',
    url: simulator.url,
    bindingAt: (url) => qiyuesuoBinding({ ...simulator, url }),
    paths: { upload: '/document/createbyfile', create: '/contract/create' },
    count: ({ idempotencyKey: key }) => [...service.contracts.values()].filter(({ given }) => given.sn === key).length,
    end: (id) => service.forceEnd(id),
    close: () => simulator.close(),
  };
}

async function openEsignPrivate(): Promise<Adapter> {
  const simulator = await startEsignPrivateSimulator();
  const { service } = simulator;
  for (const id of ['applicant', 'signer-a', 'signer-b']) service.addInner(id, id);
  return {
    provider: () => createEsignProvider(),
    sealId: service.seals[0]?.sealId ?? '',
    url: simulator.url,
    bindingAt: (url) => esignPrivateBinding({ ...simulator, url }),
    paths: { upload: '/V1/files/upload', create: '/V1/signFlows/create' },
    count: ({ idempotencyKey: key }) => [...service.flows.values()].filter(({ given }) => given.bizNo === key).length,
    end: (id) => Object.assign(service.find(Number(id)), { flowStatus: 4 }),
    close: () => simulator.close(),
  };
}

async function openTencent(): Promise<Adapter> {
  const simulator = await startTencentSimulator();
  const { service } = simulator;
  return {
    provider: (url) => createTencentProvider({ testUrl: url }),
    url: simulator.url,
    sealId: service.seals[0]?.SealId ?? '',
    lacks: ['findOrders', 'anySigner'],
    bindingAt: () => tencentBinding(simulator),
    paths: { upload: '/file', create: '/ess' },
    count: ({ idempotencyKey: key }) => service.findByUserData(packKey(key)).length,
    end: (id) => service.invalidate(id),
    settle: () => service.settle(),
    close: () => simulator.close(),
  };
}

async function openEsignOpen(): Promise<Adapter> {
  const simulator = await startEsignOpenSimulator();
  const { service } = simulator;
  addOpenAccounts(service, { 'signer-a': '王芳', 'signer-b': '陈刚', applicant: '王磊' });
  return {
    provider: (url) => {
      simulator.publicUrl = url;
      return createEsignProvider({ testUrl: `${url}${BASE}` });
    },
    url: simulator.url,
    sealId: service.accounts.byThirdId(COMPANY_ID).seals[0]?.sealId ?? '',
    lacks: ['sealStates'],
    bindingAt: () => esignOpenBinding(simulator),
    paths: { upload: '/storage/upload', create: '/sign/contracts/addProcess' },
    // what was opened for it before anybody was asked to sign can be found by no number, and be signed by nobody
    count: ({ envelope }) =>
      [...service.flows.values()].filter(({ scene, tasks }) => scene === envelope.subject && tasks.length > 0).length,
    end: (id) => service.terminate(id),
    close: () => simulator.close(),
  };
}

const AT = {
  partyId: 'initiator',
  documentId: 'document-1',
  required: true,
  zone: null,
  policy: 'locked',
  pageIndex: 0,
} as const;
const NOWHERE = { address: null, pageHost: null };

/** A signer as the service names them. */
function signerThere(
  signerId: string,
  { signers }: RemoteNames,
  contacts: Readonly<Record<string, string | null>>,
): RemoteSigner {
  const found = Object.entries(signers).find(([, known]) => known.signerId === signerId);
  if (!found) throw new Error('the service does not have this signer');
  return { signer: found[0], signerId, partyId: found[1].partyId, contact: contacts[signerId] ?? null };
}

describe.each([
  ['qiyuesuo', openQiyuesuo],
  ['esign private', openEsignPrivate],
  ['esign open', openEsignOpen],
  ['tencent', openTencent],
])('the adapter of %s', (_name, open) => {
  let adapter: Adapter;
  let proxy: FaultProxy;
  let access: ServiceAccess;
  let remote: RemoteService;
  let provider: SignatureProvider;

  beforeAll(async () => {
    adapter = await open();
    proxy = await startFaultProxy(adapter.url);
    access = accessTo();
    provider = adapter.provider(proxy.url);
    if (!provider.remote) throw new Error('people do not sign there');
    remote = provider.remote;
  });

  afterAll(async () => {
    await proxy.close();
    await adapter.close();
  });

  const lacks = (what: Lack): boolean => adapter.lacks?.includes(what) ?? false;

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
    const wrong = accessTo({ appSecret: 'wrong', projectSecret: 'wrong', secretKey: 'wrong' });

    expect(await provider.testConnection?.(access)).toEqual([{ check: 'credentials', outcome: 'ok' }]);
    expect(await provider.testConnection?.(wrong)).toMatchObject([
      { check: 'credentials', outcome: 'failed', fix: 'check-credentials' },
    ]);
  });

  it('makes one envelope of an order whose answer was lost (G02)', async () => {
    const order = await anOrder({ subject: '答复丢失' });
    proxy.inject([{ kind: 'loseAnswer' }], adapter.paths.create);
    await expect(remote.create(access, order)).rejects.toThrow();

    const names = await remote.create(access, order);
    await remote.launch(access, names.externalId, null, { envelope: order.envelope, names });

    // where orders cannot be found again, callbacks tell of the one too many, and the host takes it back
    expect(adapter.count(order)).toBe(lacks('findOrders') ? 2 : 1);
    expect(Object.values(names.signers)).toEqual([
      { partyId: 'initiator', signerId: 'signer-1' },
      { partyId: 'party-b', signerId: 'signer-2' },
    ]);
    expect(Object.values(names.documents)).toEqual(['document-1']);
  });

  it('sends half an upload once more, and leaves no half envelope', async () => {
    const order = await anOrder({ subject: '半个文件' });
    proxy.inject([{ kind: 'cutUpload' }], adapter.paths.upload);
    await expect(remote.create(access, order)).rejects.toThrow();
    expect(adapter.count(order)).toBe(0);

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

  /** Hands an envelope over and launches it. */
  const launched = async (change: Partial<Envelope> = {}, pages = 1): Promise<RemoteState & { order: RemoteOrder }> => {
    const order = await anOrder(change, pages);
    const names = await remote.create(access, order);
    const state = { envelope: order.envelope, names };
    await remote.launch(access, names.externalId, null, state);
    return { ...state, order };
  };

  it('repeats a launch and a recall harmlessly', async () => {
    const given = await launched();
    const { externalId } = given.names;
    await remote.launch(access, externalId, null, given);
    await remote.revoke(access, externalId, '作废');
    await remote.revoke(access, externalId, '作废');

    const seen = await remote.query(access, externalId);

    expect(seen).toContainEqual(expect.objectContaining({ kind: 'envelope', status: 'revoked' }));
  });

  it('says that an envelope has ended there when it can no longer be taken back', async () => {
    const { externalId } = (await launched()).names;
    adapter.end(externalId);

    await expect(remote.revoke(access, externalId, '作废')).rejects.toMatchObject({ code: 'envelope-closed' });
  });

  const pageOf = async (
    { envelope, names, order }: Awaited<ReturnType<typeof launched>>,
    id: string,
  ): Promise<string> => {
    const options = { device: 'desktop', isFramed: false, returnUrl: null, reader: NOWHERE } as const;
    const page = await remote.signPage?.(access, { envelope, names }, signerThere(id, names, order.contacts), options);
    if (!page) throw new Error('there is no page');
    return page.url;
  };

  const signed = async (given: Awaited<ReturnType<typeof launched>>, id: string): Promise<void> => {
    await fetch(await pageOf(given, id), { method: 'POST', body: new URLSearchParams({ act: 'sign' }) });
  };

  /** Asks and does what the service leaves to its callers, as the host does, until nothing is left of it. */
  const settled = async ({ envelope: before, names }: RemoteState): Promise<void> => {
    let envelope = before;
    do {
      await adapter.settle?.();
      const now = access.clock().toISOString();
      const seen = toObservations(names, await remote.query(access, names.externalId), now);
      envelope = openTurns(mergeObservations(envelope, seen));
    } while (envelope.status === 'launched' && (await remote.proceed?.(access, { envelope, names })));
  };

  const whoSigned = async ({ names }: RemoteState): Promise<(string | undefined)[]> => {
    const seen = await remote.query(access, names.externalId);
    return seen.flatMap((news) =>
      news.kind === 'signer' && news.status === 'signed' ? [names.signers[news.signer]?.signerId] : [],
    );
  };

  it('leads a signer whose turn it is to the page of the service, on which they really sign', async () => {
    const given = await launched();
    const shown = await (await fetch(await pageOf(given, 'signer-1'))).text();

    await signed(given, 'signer-1');

    expect(shown).toContain('服务器采购合同');
    expect(await whoSigned(given)).toEqual(['signer-1']);
  });

  it('has no page for a signer whose turn has not come', async () => {
    const given = await launched();

    await expect(pageOf(given, 'signer-2')).rejects.toMatchObject({ code: 'out-of-turn' });
  });

  it('has any one of several people sign for the own organisation, and says who it was', async () => {
    const signers = [aSigner(), aSigner({ id: 'signer-1b', userId: 'applicant', name: '王磊' })];
    if (lacks('anySigner')) {
      await expect(launched({ parties: [aParty({ signers })] })).rejects.toMatchObject({
        errors: [{ pointer: '/parties/0/signers', code: 'CAPABILITY' }],
      });
      return;
    }
    const given = await launched({ parties: [aParty({ signers })] });

    await signed(given, 'signer-1b');
    await settled(given);

    expect(await whoSigned(given)).toEqual(['signer-1b']);
    expect(await remote.query(access, given.names.externalId)).toContainEqual(
      expect.objectContaining({ kind: 'envelope', status: 'completed' }),
    );
  });

  it('signs by itself for a party that wants it, in its turn (C-36)', async () => {
    const rect = { x: 120, y: 300, width: 100, height: 100 };
    const given = await launched({
      parties: [aParty({ autoSign: true, sealId: adapter.sealId })],
      placements: [{ ...AT, id: 'place-1', mark: 'seal', rect }],
    });

    await settled(given);

    expect(await whoSigned(given)).toEqual(['signer-1']);
  });

  it('stamps where the envelope has its places, with a date and a seam beside them (C-37)', async () => {
    const side = mmToPt(40);
    const rect = { x: 120, y: 300, width: side, height: side };
    const given = await launched(
      {
        parties: [aParty()],
        placements: [
          { ...AT, id: 'place-1', mark: 'seal', rect },
          {
            ...AT,
            id: 'place-2',
            mark: 'date',
            rect: { x: 120, y: 420, width: 90, height: 20 },
            dateFormat: 'yyyy/MM/dd',
            fontSize: 14,
          },
          {
            ...AT,
            id: 'place-3',
            mark: 'seal',
            rect: { x: 595.28 - side, y: 500, width: side, height: side },
            seam: { edge: 'right', pages: 'all', doubleSided: false },
          },
        ],
      },
      2,
    );
    await signed(given, 'signer-1');
    await settled(given);

    const [file] = await remote.download(access, given.names.externalId);

    const { order, names } = given;
    expect(names.documents[file?.document ?? '']).toBe('document-1');
    const bytes = file?.bytes ?? new Uint8Array();
    expect(await remote.inspect({ original: order.files[0]?.bytes ?? bytes, signed: bytes })).toBe(true);
    const marks = await readMarks(bytes);
    const isThere = ({ rect: found }: (typeof marks)[number]): boolean =>
      (['x', 'y', 'width', 'height'] as const).every((member) => Math.abs(found[member] - rect[member]) < 0.5);
    expect(marks.some(isThere)).toBe(true);
  });

  it('lists what a mapping can name, with what may not be used (B-16)', async () => {
    const items = (await provider.syncCatalog?.(access, COMPANY)) ?? [];

    const seals = items.filter(({ kind }) => kind === 'seal');
    expect(seals.map(({ enabled }) => enabled)).toEqual(lacks('sealStates') ? [true] : [true, false]);
  });

  it('owns up to what was never held against the vendor', () => {
    expect(provider.descriptor.unverified.length).toBeGreaterThan(0);
  });
});
