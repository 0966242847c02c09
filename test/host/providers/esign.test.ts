import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { positionOf } from '../../../host/providers/esign/positions.js';
import { privateCallbacks } from '../../../host/providers/esign/private-callbacks.js';
import { signedHeaders } from '../../../host/providers/esign/private-client.js';
import { flowBody } from '../../../host/providers/esign/private-flows.js';
import { observationsOf } from '../../../host/providers/esign/private-states.js';
import { privateService, tryPrivateCredentials } from '../../../host/providers/esign/private-service.js';
import type { ServiceAccess } from '../../../host/providers/remote-service.js';
import { EsignError } from '../../../src/core/errors.js';
import type { Binding } from '../../../src/schema/index.js';
import { startEsignPrivateSimulator, type EsignPrivateSimulator } from '../../simulators/esign-private/server.js';
import { pagesOf } from '../../simulators/kit/esign-positions.js';
import { aPage } from '../../support/pdf-builders.js';
import { anOrder } from '../../support/remote-orders.js';
import { esignPrivateBinding } from '../../support/service-worlds/esign-private-world.js';

const PROJECT = '1001001';
const SECRET = 'private-project-secret-vector-1';

describe('the wire of e签宝 (vectors E6, E7, E9)', () => {
  it('signs the very bytes of an order (E6)', () => {
    const body =
      '{"subject":"采购合同","signSceneNo":"SCENE-01","signValidity":"2026-12-31 23:59:59","initiatorAccountId":"acc-0001","initiatorAccountType":1,' +
      '"callbackUrl":"https://oa.example.test/papi/signcenter/esign/3/1/t0001/globalCallback",' +
      '"signDocs":[{"docFilekey":"fk-0001","docName":"采购合同.pdf","docOrder":"1"}],' +
      '"signers":[{"accountId":"acc-0002","accountType":1,"authorizationOrganizeId":"org-0001","autoSign":false,"signOrder":1,' +
      '"signDocDetails":[{"docFilekey":"fk-0001","signPos":[{"signType":1,"posPage":"1","posX":450,"posY":120,"signIdentity":"ORGANIZE"}]}]}]}';

    expect(signedHeaders(PROJECT, SECRET, body)).toEqual({
      'x-timevale-project-id': PROJECT,
      'x-timevale-signature': '98d0573d412de84879a33c518ac14ce539e813079590e6310a5763c9582182a5',
    });
  });

  it('signs a question as nothing (E7)', () => {
    expect(signedHeaders(PROJECT, SECRET, '')['x-timevale-signature']).toBe(
      '44803296097a5df7a8a11dfe4cd6916c9ed1b1fbcbc5f9248e1f3576ebcd1a90',
    );
  });

  it.each([
    ['1', [1]],
    ['1-3,5', [1, 2, 3, 5]],
    ['5,1-3', [1, 2, 3, 5]],
    ['2-2', [2]],
    ['1-3,2', [1, 2, 3]],
    ['3-1', null],
    ['0', null],
    ['1,,2', null],
    ['９', null],
    ['', null],
  ])('counts pages as e签宝 does: %j (E9)', (text, pages) => {
    expect(pagesOf(text)).toEqual(pages);
  });

  it('counts positions from the lower left to the centre of the seal', () => {
    const box = aPage({ cropBox: [0, 0, 595, 842] });

    expect(positionOf(box, 0, { x: 400, y: 600, width: 100, height: 80 })).toEqual({
      posPage: '1',
      posX: 450,
      posY: 202,
      width: 100,
    });
  });
});

describe('the states of the private cloud', () => {
  const now = '2026-11-22T02:00:00.000Z';
  const flow = { signFlowId: '1', signers: [], signDocs: [] };

  it.each([
    [1, 'launched'],
    [10, 'launched'],
    [2, 'completed'],
    [9, 'completed'],
    [3, 'revoked'],
    [4, 'terminated'],
    [5, 'expired'],
    [6, 'deleted'],
    [7, 'rejected'],
  ])('reads %i as %s', (flowStatus, status) => {
    expect(observationsOf({ ...flow, flowStatus }, now).at(-1)).toMatchObject({ kind: 'envelope', status });
  });

  it('reads 8 as a voiding', () => {
    expect(observationsOf({ ...flow, flowStatus: 8 }, now).at(-1)).toMatchObject({ kind: 'voided' });
  });

  it.each([0, 77])('makes nothing of %i', (flowStatus) => {
    expect(observationsOf({ ...flow, flowStatus }, now)).toEqual([]);
  });
});

describe('a flow for the private cloud', () => {
  it('gives the parties their turns when the envelope has an order (C-35), and none otherwise', async () => {
    const accounts = [
      { accountType: 1 as const, uniqueId: 'a' },
      { accountType: 1 as const, uniqueId: 'b' },
    ];
    const turns = async (order: 'ordered' | 'unordered'): Promise<unknown[]> => {
      const { signers } = flowBody(await anOrder({ order }), ['fk'], accounts, new Map());
      return (signers as { signOrder: number }[]).map(({ signOrder }) => signOrder);
    };

    expect(await turns('ordered')).toEqual([1, 2]);
    expect(await turns('unordered')).toEqual([1, 1]);
  });
});

describe('a callback of the private cloud', () => {
  const read = (body: string): ReturnType<typeof privateCallbacks.parse> =>
    privateCallbacks.parse(
      {
        layout: { n: '3', m: '1' },
        bytes: Buffer.from(body),
        headers: new Headers({ 'content-type': 'application/json' }),
        query: new URLSearchParams(),
      },
      {},
    );

  it('is a reason to ask, whatever it says', () => {
    expect(read('{"action":"SIGN_FLOW_FINISH","flowId":88001,"status":"2"}')).toMatchObject({
      action: 'SIGN_FLOW_FINISH',
      about: { kind: 'envelope', externalId: '88001', observations: [] },
    });
  });

  it('is kept and ignored when nobody knows its action', () => {
    expect(read('{"action":"PARTICIPANT_MARKREAD","flowId":88001}').about).toBeNull();
  });

  it.each(['{"action":"SIGN_FLOW_FINISH"}', '[]', 'null', '{"action":7,"flowId":1}'])('refuses %s', (body) => {
    expect(() => read(body)).toThrow(EsignError);
  });
});

describe('the adapter of the private cloud', () => {
  let simulator: EsignPrivateSimulator;
  let access: ServiceAccess;

  beforeAll(async () => {
    simulator = await startEsignPrivateSimulator();
    for (const id of ['applicant', 'signer-a', 'signer-b']) simulator.service.addInner(id, id);
    const binding = esignPrivateBinding(simulator);
    access = {
      binding: binding as unknown as Binding,
      secrets: { projectSecret: simulator.projectSecret },
      http: (address, { timeoutMs: _timeout, maxBytes: _max, ...request } = {}) =>
        fetch(address, request as RequestInit),
      clock: () => new Date(),
    };
  });

  afterAll(() => simulator.close());

  it('says that the project has to list the address of the host (B-06, 17.1)', async () => {
    simulator.listsEverybody = false;
    const findings = await tryPrivateCredentials(access);
    simulator.listsEverybody = true;

    expect(findings).toEqual([
      { check: 'credentials', outcome: 'failed', fix: 'list-host-address', detail: 'code 5006002' },
    ]);
  });

  it('has people outside read along under an account of their own (C-49)', async () => {
    const order = { ...(await anOrder()), copies: ['13900000009', 'office@example.com'] };

    await privateService.create(access, order);

    const viewers = simulator.service.findByBizNo(order.idempotencyKey)?.given.copyViewers ?? [];
    expect(viewers.map(({ accountType }) => accountType)).toEqual([2, 2]);
  });
});
