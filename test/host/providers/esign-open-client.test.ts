import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openClient, type OpenClient } from '../../../host/providers/esign/open-client.js';
import type { ServiceAccess } from '../../../host/providers/remote-service.js';
import type { Binding } from '../../../src/schema/index.js';
import {
  BASE,
  OPEN_TEMPLATE,
  startEsignOpenSimulator,
  type EsignOpenSimulator,
} from '../../simulators/esign-open/server.js';
import { aPage, aPdf } from '../../support/pdf-builders.js';
import { esignOpenBinding } from '../../support/service-worlds/esign-open-world.js';

/** The endpoints of the manual (`esign.md` 2), without the upload itself. */
const ENDPOINTS = [
  '/file/uploadurl',
  '/account/create/person',
  '/account/create/organize/common',
  '/account/person/update',
  '/account/organize/update',
  '/account/platform/silentsign',
  '/account/platform/revokeSilentsign',
  '/account/idexchange',
  '/account/delete',
  '/template/createbyfilekey',
  '/doc/createbyfilekey',
  '/doc/createbytemplate',
  '/doc/downloadurl',
  ...['contract', 'contracts'].flatMap((family) =>
    [
      'addProcess',
      'platformSignTask',
      'userSignTask',
      'handPersonSignTask',
      'handOrgSignTask',
      'handSignTask',
      'detail',
    ].map((call) => `/sign/${family}/${call}`),
  ),
  '/sign/download',
  '/flow/get/viewurl',
  '/sign/contract/undoTask',
  '/sign/revoke',
  '/sign/contract/archiveProcess',
  '/seal/query',
  '/seal/create/person',
  '/seal/create/organize',
  '/seal/create/image/person',
  '/seal/create/image/organize',
];

describe("the client of e签宝's open service", () => {
  let simulator: EsignOpenSimulator;
  let client: OpenClient;
  const called = new Set<string>();

  beforeAll(async () => {
    simulator = await startEsignOpenSimulator();
    const binding = esignOpenBinding(simulator) as unknown as Binding;
    const access: ServiceAccess = {
      binding,
      secrets: binding as unknown as Record<string, string>,
      http: (address, { timeoutMs: _timeout, maxBytes: _max, ...request } = {}) => {
        called.add(new URL(String(address)).pathname.replace(BASE, ''));
        return fetch(address, request as RequestInit);
      },
      clock: () => new Date(),
    };
    client = openClient(access, { test: `${simulator.url}${BASE}`, production: '' });
  });

  afterAll(() => simulator.close());

  const sign = async (url: string): Promise<void> => {
    await fetch(url, { method: 'POST', body: new URLSearchParams({ act: 'sign' }) });
  };
  const AT = [{ signType: 2 as const, posPage: '1', posX: 200, posY: 300, scale: 100 }];

  it('keeps accounts and their seals', async () => {
    const person = await client.createPerson({ thirdId: 'p-1', name: '李明', idNo: '310000', idType: 19 });
    const company = await client.createOrganization({
      thirdId: 'o-1',
      creatorId: person,
      name: '远景',
      organCode: '9131',
      organType: 11,
    });
    await client.updatePerson({ accountId: person, name: '李明明' });
    await client.updateOrganization({ accountId: company, name: '远景信息' });
    const image = await client.upload('seal.png', new Uint8Array([1, 2, 3]), 'image/png');
    const head = { alias: '章', color: 'RED' as const };
    const made = [
      await client.createPersonSeal({ ...head, accountId: person, templateType: 'SQUARE' }),
      await client.createPersonImageSeal({ ...head, accountId: person, fileKey: image }),
      await client.createOrganizationSeal({ ...head, accountId: company, templateType: 'ROUND_STAR', hText: '合同章' }),
      await client.createOrganizationImageSeal({ ...head, accountId: company, fileKey: image }),
    ];

    const listed = [...(await client.seals(person)), ...(await client.seals(company))].map(({ sealId }) => sealId);
    expect(listed).toEqual(expect.arrayContaining(made));
    expect(simulator.service.accounts.find(company).name).toBe('远景信息');
    await client.closeAccount(company);
    await expect(client.seals(company)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('signs one document by each kind of task, and archives it', async () => {
    const person = await client.createPerson({ thirdId: 'p-2', name: '赵倩', idNo: '310001', idType: 19 });
    const [other, both] = [
      await client.createPerson({ thirdId: 'p-3', name: '王芳', idNo: '310002', idType: 19 }),
      await client.createPerson({ thirdId: 'p-4', name: '陈刚', idNo: '310003', idType: 19 }),
    ];
    const company = await client.createOrganization({
      thirdId: 'o-2',
      creatorId: person,
      name: '远方',
      organCode: '9132',
      organType: 11,
    });
    await client.createOrganizationSeal({
      accountId: company,
      alias: '章',
      color: 'RED',
      templateType: 'ROUND_STAR',
    });
    simulator.service.platform.seals.push({ sealId: 'platform-seal', sealAlias: '平台章' });
    await client.grantSilentSigning(company);
    for (const family of [client.single, client] as const) {
      const fileKey = await client.upload('合同.pdf', await aPdf([aPage()]));
      const docId = await client.createDocument(fileKey);
      const opened = { businessScene: '合同', docId, docName: '合同', docList: [{ docId, docName: '合同' }] };
      const flowId = await family.addProcess(opened);
      const task = { flowId, thirdOrderNo: 'n', posList: AT, signDocList: [{ docId, posList: AT }] };
      await family.platformSignTask(task);
      await family.userSignTask({ ...task, accountId: company });
      await sign(await family.handPersonSignTask({ ...task, accountId: person }));
      await sign(await family.handOrgSignTask({ ...task, accountId: other, authorizationOrgId: company }));
      const spare = await family.handSignTask({ ...task, accountId: both });
      expect(spare).toContain('/page/');
      expect(await client.viewUrl(flowId, both)).toContain('/page/');
      await client.undoTask(flowId, both);
      await client.archive(flowId);

      const { flowStatus, signDetail } = await family.detail(flowId);
      expect([flowStatus, signDetail?.map(({ signStatus }) => signStatus)]).toEqual([2, [2, 2, 2, 2, 4]]);
      expect((await client.downloads(flowId)).map((file) => file.docId)).toEqual([docId]);
    }
    await client.revokeSilentSigning(company);
  });

  it('makes a document of a template, and a template of a file', async () => {
    const filled = { name: '合同', simpleFormFields: { 合同编号: 'HT-1' } };
    const { docId, docUrl } = await client.fillTemplate({ templateId: OPEN_TEMPLATE, ...filled });
    const bytes = new Uint8Array(await (await fetch(docUrl)).arrayBuffer());

    const made = await client.createTemplate(await client.upload('模板.pdf', bytes), '模板');

    expect(await (await fetch(await client.documentUrl(docId))).arrayBuffer()).toEqual(bytes.buffer);
    await expect(client.fillTemplate({ templateId: made, ...filled })).resolves.toBeDefined();
    await expect(
      client.fillTemplate({ templateId: made, name: '合同', simpleFormFields: { 没有: '' } }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(client.fillTemplate({ templateId: 'gone', ...filled })).rejects.toMatchObject({
      serviceCode: '1435502',
    });
  });

  it('takes back a flow, and knows somebody by the id of the OA', async () => {
    const docId = await client.createDocument(await client.upload('合同.pdf', await aPdf([aPage()])));
    const flowId = await client.addProcess({ businessScene: '合同', docList: [{ docId, docName: '合同' }] });
    await client.revoke(flowId);

    expect((await client.detail(flowId)).flowStatus).toBe(3);
    expect(await client.findAccount('p-1')).toBe(simulator.service.accounts.byThirdId('p-1').accountId);
  });

  it('has called every endpoint of the manual by now', () => {
    expect(ENDPOINTS.filter((endpoint) => !called.has(endpoint))).toEqual([]);
  });
});
