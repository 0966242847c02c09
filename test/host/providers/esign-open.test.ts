import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createEsignProvider } from '../../../host/providers/esign/esign.js';
import type { RemoteOrder, RemoteService, RemoteState, ServiceAccess } from '../../../host/providers/remote-service.js';
import { COMPANY } from '../../../host/demo/people.js';
import { EsignError } from '../../../src/core/errors.js';
import type { Binding, Envelope, Party } from '../../../src/schema/index.js';
import { BASE, startEsignOpenSimulator, type EsignOpenSimulator } from '../../simulators/esign-open/server.js';
import type { SimFlow } from '../../simulators/esign-open/flows.js';
import { aParty, aSigner, anEnvelopeDocument } from '../../support/builders.js';
import { anOrder } from '../../support/remote-orders.js';
import { addOpenAccounts, esignOpenBinding } from '../../support/service-worlds/esign-open-world.js';

const ID_CARD = '310101199001011234';
const START = Date.parse('2026-11-22T02:00:00.000Z');

const b: Party = aParty({
  id: 'party-b',
  kind: 'person',
  name: '陈刚',
  order: 2,
  signers: [aSigner({ id: 'signer-2', userId: 'signer-b', name: '陈刚' })],
});
const outside: Party = aParty({
  id: 'party-b',
  kind: 'person',
  scope: 'external',
  name: '周敏',
  order: 2,
  signers: [aSigner({ id: 'signer-2', userId: null, name: '周敏', contact: '13900000009' })],
});

describe('the adapter of the open service of e签宝', () => {
  let simulator: EsignOpenSimulator;
  let remote: RemoteService;
  let access: ServiceAccess;
  let now: number;

  beforeAll(async () => {
    now = START;
    const clock = (): Date => new Date(now);
    simulator = await startEsignOpenSimulator({ clock });
    addOpenAccounts(simulator.service, { 'signer-a': '王芳', 'signer-b': '陈刚', applicant: '王磊' });
    const provider = createEsignProvider({ testUrl: `${simulator.url}${BASE}` });
    if (!provider.remote) throw new Error('people do not sign there');
    remote = provider.remote;
    access = {
      binding: esignOpenBinding(simulator) as unknown as Binding,
      secrets: { appSecret: simulator.appSecret },
      http: (address, { timeoutMs: _timeout, maxBytes: _max, ...request } = {}) =>
        fetch(address, request as RequestInit),
      clock,
    };
  });

  beforeEach(() => {
    now = START;
  });

  afterAll(() => simulator.close());

  const handOver = async (change: Partial<Envelope>, more: Partial<RemoteOrder> = {}, pages = 1) => {
    const order = { ...(await anOrder(change, pages)), ...more };
    const names = await remote.create(access, order);
    const state: RemoteState = { envelope: order.envelope, names };
    return { ...state, flow: simulator.service.find(names.externalId) };
  };
  const launch = async (...given: Parameters<typeof handOver>) => {
    const state = await handOver(...given);
    await remote.launch(access, state.names.externalId, null, state);
    return state;
  };
  const nameOf = ({ tasks }: SimFlow, at: number): string | undefined =>
    simulator.service.accounts.all.find(({ accountId }) => accountId === tasks[at]?.accountId)?.name;
  const open = ({ tasks }: SimFlow): number => tasks.filter(({ signStatus }) => signStatus < 2).length;
  const signed = (flow: SimFlow, at: number): Promise<void> => simulator.service.sign(flow.tasks[at]?.token ?? '');
  const faults = async (work: Promise<unknown>): Promise<EsignError> =>
    work.then(
      () => new EsignError('unexpected', 'nothing went wrong'),
      (error: unknown) => EsignError.from(error),
    );

  it('opens a flow that nobody can sign before it is launched', async () => {
    const { flow } = await handOver({});

    expect(flow).toMatchObject({ flowStatus: 0, tasks: [] });
  });

  it('asks one party after the other when the envelope has an order (C-35)', async () => {
    const state = await launch({ parties: [aParty(), b] });
    expect(state.flow.tasks).toHaveLength(1);
    expect(await remote.proceed?.(access, state)).toBe(false);

    await signed(state.flow, 0);
    expect(await remote.proceed?.(access, state)).toBe(true);

    expect(state.flow.tasks).toHaveLength(2);
    expect(nameOf(state.flow, 1)).toBe('陈刚');
  });

  it('asks everybody at once when it has none', async () => {
    const { flow } = await launch({ order: 'unordered', parties: [aParty(), b] });

    expect(flow.tasks).toHaveLength(2);
  });

  it('archives what everybody has signed, once', async () => {
    const state = await launch({ parties: [b] });
    await signed(state.flow, 0);

    expect(await remote.proceed?.(access, state)).toBe(true);
    expect(await remote.proceed?.(access, state)).toBe(false);

    expect(state.flow.flowStatus).toBe(2);
  });

  it('asks nobody twice when the answer to a task was lost, or the same is done again', async () => {
    const state = await handOver({ order: 'unordered', parties: [aParty(), b] });
    const losing: ServiceAccess = {
      ...access,
      http: async (address, request) => {
        const answer = await access.http(address, request);
        if (!String(address).endsWith('SignTask')) return answer;
        throw new EsignError('provider-failed', 'the answer was lost');
      },
    };
    await expect(remote.launch(losing, state.names.externalId, null, state)).rejects.toMatchObject({ retryable: true });
    expect(state.flow.tasks).toHaveLength(1);

    await remote.launch(access, state.names.externalId, null, state);
    await remote.launch(access, state.names.externalId, null, state);

    expect(state.flow.tasks).toHaveLength(2);
  });

  it('withdraws the tasks of those for whom somebody else has signed (或签)', async () => {
    const signers = [aSigner(), aSigner({ id: 'signer-1b', userId: 'applicant', name: '王磊' })];
    const state = await launch({ parties: [aParty({ signers })] });
    await signed(state.flow, 1);

    await remote.proceed?.(access, state);

    expect(state.flow.tasks.map(({ signStatus }) => signStatus)).toEqual([4, 2]);
    expect(state.flow.flowStatus).toBe(2);
  });

  it('makes the page of a signer anew, and the one before leads nowhere', async () => {
    const state = await launch({ parties: [b] });
    const [signer = ''] = Object.keys(state.names.signers);
    const options = {
      device: 'desktop',
      isFramed: false,
      returnUrl: null,
      reader: { address: null, pageHost: null },
    } as const;
    const who = { signer, partyId: 'party-b', signerId: 'signer-2', contact: null };
    const before = state.flow.tasks[0]?.token ?? '';

    const page = await remote.signPage?.(access, state, who, options);

    expect(page?.url).toContain('/page/');
    expect(open(state.flow)).toBe(1);
    await expect(simulator.service.sign(before)).rejects.toThrow();
    await fetch(page?.url ?? '', { method: 'POST', body: new URLSearchParams({ act: 'sign' }) });
    await expect(remote.signPage?.(access, state, who, options)).rejects.toMatchObject({ code: 'out-of-turn' });
  });

  it('signs silently for the own organisation, which grants it first (C-36)', async () => {
    const placements = [
      {
        id: 'p1',
        partyId: 'initiator',
        documentId: 'document-1',
        mark: 'seal',
        required: true,
        zone: null,
        policy: 'locked',
        pageIndex: 0,
        rect: { x: 100, y: 100, width: 100, height: 100 },
      },
    ] as const;
    const state = await launch({ parties: [aParty({ autoSign: true })], placements: [...placements] });
    await simulator.service.work();

    const company = simulator.service.accounts.byThirdId(`org:${COMPANY}`);
    expect(company.grantedUntil).toBeNull();
    expect(state.flow.tasks).toMatchObject([{ accountId: company.accountId, isAutomatic: true, signStatus: 2 }]);
  });

  it('refuses silent signing without a place, and a seal of the legal representative, before anything is made', async () => {
    const flows = simulator.service.flows.size;
    const legal = { id: 'p1', partyId: 'party-b', documentId: 'document-1', mark: 'legalSeal' } as unknown;

    const silent = await faults(handOver({ parties: [aParty({ autoSign: true })] }));
    const wrong = await faults(handOver({ parties: [aParty(), b], placements: [legal] as Envelope['placements'] }));

    expect(silent).toMatchObject({ code: 'placement-required', errors: [{ pointer: '/parties/0' }] });
    expect(wrong).toMatchObject({ code: 'placement-invalid', errors: [{ pointer: '/parties/1' }] });
    expect(simulator.service.flows.size).toBe(flows);
  });

  it('signs several documents in one flow', async () => {
    const documents = ['document-1', 'document-2'].map((id) => anEnvelopeDocument({ id, name: `${id}.pdf` }));
    const state = await launch({ parties: [b], documents });
    await signed(state.flow, 0);
    await remote.proceed?.(access, state);

    const files = await remote.download(access, state.names.externalId);

    expect(files.map(({ document }) => state.names.documents[document])).toEqual(['document-1', 'document-2']);
  });

  it('gives the flow its deadline, and reads the expiry', async () => {
    const { names } = await launch({ parties: [b], deadline: new Date(START + 60_000).toISOString() });
    now = START + 61_000;

    expect(await remote.query(access, names.externalId)).toContainEqual(
      expect.objectContaining({ kind: 'envelope', status: 'expired' }),
    );
  });

  it('makes an account with the papers that the OA has of a person outside, and has them told by the service', async () => {
    const asked: unknown[] = [];
    const identityOf: RemoteOrder['identityOf'] = (subject) => {
      asked.push(subject);
      return Promise.resolve({ number: ID_CARD, paper: 'idCard' });
    };
    const contacts = { 'signer-1': null, 'signer-2': '13900000009' };

    const first = await handOver({ parties: [aParty(), outside] }, { identityOf, contacts });
    const second = await handOver({ parties: [aParty(), outside] }, { identityOf, contacts });

    expect(asked).toEqual([{ kind: 'person', userId: null, name: '周敏', contact: '13900000009' }]);
    expect(Object.keys(second.names.signers)).toEqual(Object.keys(first.names.signers));
    expect(JSON.stringify(first.names)).not.toContain(ID_CARD);
  });

  it('says whose papers are missing', async () => {
    const stranger = aParty({
      ...outside,
      signers: [aSigner({ id: 's', userId: null, name: '吴刚', contact: '13911' })],
    });
    const company = aParty({ name: '没有账户的公司' });

    const person = await faults(handOver({ parties: [aParty(), stranger] }, { contacts: { s: '13911111111' } }));
    const organization = await faults(handOver({ parties: [company] }));
    const unreachable = await faults(handOver({ parties: [aParty(), stranger] }, { contacts: { s: null } }));

    const code = 'SIGN-IDENTITY';
    expect(person).toMatchObject({ code: 'invalid-input', errors: [{ pointer: '/parties/1/signers/0', code }] });
    expect(organization).toMatchObject({ code: 'invalid-input', errors: [{ pointer: '/parties/0/name', code }] });
    expect(unreachable).toMatchObject({ errors: [{ pointer: '/parties/1/signers/0', code: 'SIGN-CONTACT' }] });
  });

  it('refuses a person who would sign twice for the same party, for nothing tells the two apart', async () => {
    const twice = aParty({ ...b, id: 'party-c', order: 3 });

    const failure = await faults(handOver({ parties: [b, twice] }));

    expect(failure).toMatchObject({ code: 'invalid-input', errors: [{ pointer: '/parties/1' }] });
  });

  it('has its reports signed over the query of their address, and the adapter takes them', async () => {
    const callbackAddresses = ['http://host/papi/signcenter/esign/3/1/t1/globalCallback?orderNo=001&belong=pinjie'];
    const { flow, names } = await launch({ parties: [b] }, { callbackAddresses });
    await signed(flow, 0);
    const sent = simulator.callbacks.sent.at(-1);
    const provider = createEsignProvider();
    const callback = {
      layout: { n: '3', m: '1' },
      bytes: Buffer.from(sent?.body ?? ''),
      headers: new Headers(sent?.headers),
      query: new URL(sent?.address ?? '').searchParams,
    };

    expect(provider.callbacks?.verify(callback, access.secrets)).toBe('verified');
    expect(provider.callbacks?.verify(callback, { appSecret: 'of another application' })).toBe('refused');
    expect(provider.callbacks?.parse(callback, access.secrets).about).toMatchObject({
      externalId: names.externalId,
      observations: [{ kind: 'signer', signer: Object.keys(names.signers)[0], status: 'signed' }],
    });
  });
});
