import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { positionOf } from '../../../host/providers/esign/positions.js';
import { privateCallbacks } from '../../../host/providers/esign/private-callbacks.js';
import { flowBody } from '../../../host/providers/esign/private-flows.js';
import { observationsOf } from '../../../host/providers/esign/private-states.js';
import { privateService, tryPrivateCredentials } from '../../../host/providers/esign/private-service.js';
import type { ServiceAccess } from '../../../host/providers/remote-service.js';
import { EsignError } from '../../../src/core/errors.js';
import type { Binding, Placement } from '../../../src/schema/index.js';
import { startEsignPrivateSimulator, type EsignPrivateSimulator } from '../../simulators/esign-private/server.js';
import { pagesOf } from '../../simulators/kit/esign-positions.js';
import { aParty } from '../../support/builders.js';
import { aPage } from '../../support/pdf-builders.js';
import { anOrder } from '../../support/remote-orders.js';
import { esignPrivateBinding } from '../../support/service-worlds/esign-private-world.js';

describe('the wire of e签宝', () => {
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

  it('writes a date in the format and the size of its place, with the seal of the same file (C-37)', async () => {
    const at = {
      partyId: 'initiator',
      documentId: 'document-1',
      policy: 'locked',
      required: true,
      zone: null,
    } as const;
    const rect = { x: 100, y: 200, width: 100, height: 100 };
    const seal: Placement = { ...at, id: 'p-1', mark: 'seal', pageIndex: 0, rect };
    const dateOf = async (style: Partial<Placement>): Promise<unknown> => {
      const placements = [seal, { ...seal, id: 'p-2', mark: 'date' as const, ...style }];
      const order = await anOrder({ parties: [aParty()], placements });
      const { signers } = flowBody(order, ['fk'], [{ accountType: 1, uniqueId: 'a' }], new Map());
      return (signers as { signDocDetails: { signPos: { signDateInfos: unknown[] }[] }[] }[])[0]?.signDocDetails[0]
        ?.signPos[0]?.signDateInfos[0];
    };

    expect(await dateOf({})).toMatchObject({ dateFormat: 'yyyy年M月d日', fontSize: 12, posPage: '1' });
    expect(await dateOf({ dateFormat: 'yyyy.MM.dd', fontSize: 9 })).toMatchObject({
      dateFormat: 'yyyy.MM.dd',
      fontSize: 9,
    });
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
