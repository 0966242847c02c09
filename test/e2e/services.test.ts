import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { TENANT } from '../../host/demo/people.js';
import { asDemoDb } from '../../host/demo/store.js';
import { main, type Running } from '../../host/main.js';
import { verifyPdf } from '../../host/signer/verify-pdf.js';
import { asTenant } from '../../host/store/tenant-scope.js';
import { Sandbox } from '../../scripts/sandbox.js';
import type { Binding, FormRecord } from '../../src/schema/index.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { freePort } from './support/demo-host.js';
import { DemoPage } from './support/demo-page.js';

/** The demo's page, and the pages of the simulated services, are at different names of this machine. */
const SERVICE = 'http://127.0.0.1:';

const services = ['e签宝开放服务（沙箱）', 'e签宝私有云（沙箱）', '契约锁（沙箱）', '腾讯电子签（沙箱）'];

describe('services of the sandbox', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'esign-e2e-'));
  let sandbox: Sandbox;
  let running: Running;
  let page: DemoPage;
  let records = 0;

  const send = async <T>(
    method: string,
    userId: string,
    address: string,
    body?: unknown,
    etag?: string,
  ): Promise<T> => {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      origin: running.url,
      'x-demo-user': userId,
      ...(etag === undefined ? {} : { 'if-match': etag }),
    };
    const response = await fetch(running.url + address, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    expect(response.ok, `${address} ${response.status} ${text}`).toBe(true);
    return { ...(text === '' ? {} : (JSON.parse(text) as object)), etag: response.headers.get('etag') } as T;
  };

  beforeAll(async () => {
    sandbox = await Sandbox.open();
    const port = await freePort();
    running = await main({
      environment: sandbox.settings({
        PORT: String(port),
        DATA_DIR: dataDir,
        PUBLIC_URL: `http://localhost:${port}`,
      }),
      frameSources: sandbox.origins,
      beforeReady: async (host) => {
        await build({ mode: 'demo', logLevel: 'error' });
        await sandbox.bind(host);
      },
    });
    page = await DemoPage.open(running.url);
  });

  afterAll(async () => {
    await page?.close();
    await running?.close();
    await sandbox?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Another contract, to be signed at a service, at the node of the first signer. */
  const aContractAt = async (name: string): Promise<string> => {
    const { items } = await send<{ items: Binding[] }>('GET', 'admin', '/v1/bindings');
    const { id: bindingId, provider } = items.find((binding) => binding.name === name) ?? {};
    const mapping = purchaseMapping((known) => ({
      ...known,
      basic: { ...known.basic, provider: provider ?? 'builtin', bindingId: bindingId ?? '' },
    }));
    const { items: configs } = await send<{ items: { id: string }[] }>('GET', 'admin', '/v1/signing-configs');
    const [config] = configs;
    const address = `/v1/signing-configs/${config?.id}`;
    const etag = config && (await send<{ etag: string }>('GET', 'admin', address)).etag;
    if (config) await send('PUT', 'admin', address, mapping, etag);
    else await send('POST', 'admin', '/v1/signing-configs', mapping);

    records += 1;
    const recordId = `rec-service-${records}`;
    const db = asDemoDb(running.host.parts.db);
    await asTenant(TENANT, async () => {
      const rows = db.selectFrom('demo_records').selectAll().where('id', '=', 'rec-1001');
      const { doc, ...row } = await rows.executeTakeFirstOrThrow();
      const copy: FormRecord = { ...doc, recordId };
      await db
        .insertInto('demo_records')
        .values({ ...row, id: recordId, doc: JSON.stringify(copy) })
        .execute();
    });
    for (const [userId, exitId] of [
      ['applicant', 'e-submit'],
      ['admin', 'e-dept-ok'],
      ['admin', 'e-legal-ok'],
    ] as const) {
      await send('POST', userId, `/demo/records/${recordId}/submit`, { exitId });
    }
    return recordId;
  };

  const openRecord = async (userId: string, recordId: string): Promise<void> => {
    await page.choose({ selector: '#user' }, userId);
    await page.find({ selector: `main[data-user="${userId}"]` });
    await page.click({ selector: 'nav a', text: '流程待办' });
    // what is to be signed comes later and moves the list, which a key does not mind
    await page.tabToAndPress({ selector: `a[href="#/record/${recordId}"]` }, 'Enter');
    await page.click({ selector: '[role="tab"]', text: '电子用印' });
  };

  const doThere = async (act: 'sign' | 'reject'): Promise<void> => {
    await page.click({ selector: '[data-act="open-page"]' });
    await page.clickElsewhere('window', SERVICE, `button[value="${act}"]`);
  };

  it('are told of the chosen departments and people, and the admin sees what changed (B-15, B-16)', async () => {
    await page.choose({ selector: '#user' }, 'admin');
    await page.find({ selector: 'main[data-user="admin"]' });
    await page.click({ selector: 'nav a', text: '签章集成' });
    const inside = '[data-scope]';
    await page.click({ selector: 'input[name="departments"][value="采购部"]', inside });
    await page.click({ selector: 'button', text: '保存并同步', inside });
    await page.find({ selector: '[data-kind="department"]', text: '新增 采购部' });
    await page.find({ selector: '[data-kind="person"]', text: '新增 王磊、李明' });

    await page.choose({ selector: '#language' }, 'en');
    await page.click({ selector: 'input[name="departments"][value="采购部"]', inside });
    await page.click({ selector: 'input[name="people"][value="applicant"]', inside });
    await page.click({ selector: 'button', text: 'Save and sync', inside });
    await page.find({ selector: '[data-kind="department"]', text: 'gone 采购部' });
    await page.find({ selector: '[data-kind="person"]', text: 'gone 李明' });
    await page.choose({ selector: '#language' }, 'zh-CN');

    expect(page.complaints).toEqual([]);
  });

  describe.each(services)('%s', (name) => {
    it('has two people sign at its page, on a phone as well, and gives the file back (R-05, R-08, C-38)', async () => {
      const recordId = await aContractAt(name);
      await openRecord('signer-a', recordId);
      await doThere('sign');
      await page.find({ selector: '[data-notice="signedByMe"], [data-notice="waitingForOthers"]' });
      await send('POST', 'signer-a', `/demo/records/${recordId}/submit`, { exitId: 'e-sign-a' });

      await page.resize(360, 740);
      await openRecord('signer-b', recordId);
      await doThere('sign');
      await page.find({ selector: '[data-notice="completed"]' });
      await page.see('签署完成后流程已自动流转到「归档」。');
      await page.resize(1440, 1000);

      const { record } = await send<{ record: FormRecord }>('GET', 'applicant', `/demo/records/${recordId}`);
      const [file] = record.values['f-signed'] as { fileId: string }[];
      const headers = { 'x-demo-user': 'applicant' };
      const content = await fetch(`${running.url}/v1/files/${file?.fileId}`, { headers });
      const { allValid, signatures } = await verifyPdf(new Uint8Array(await content.arrayBuffer()));
      expect(allValid).toBe(true);
      expect(signatures).toHaveLength(2);
      expect(page.complaints).toEqual([]);
    });

    it('has somebody decline at its page, and the panel says who and why (R-10, R-14)', async () => {
      await openRecord('signer-a', await aContractAt(name));

      await doThere('reject');

      await page.find({ selector: '[data-notice="rejected"]', text: '条款有误' });
      await page.find({ selector: '[data-notice="rejected"]', text: '李明' });
      expect(await page.count('[data-act="open-page"]')).toBe(0);
      expect(page.complaints).toEqual([]);
    });
  });
});
