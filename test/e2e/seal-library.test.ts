import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readMarks, verifyPdf } from '../../host/signer/verify-pdf.js';
import type { EnvelopeSummary, Envelope } from '../../src/schema/index.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { startDemoHost, type DemoHost } from './support/demo-host.js';
import { DemoPage, type Target } from './support/demo-page.js';

const RECORD = 'rec-1001';
const SEAL = '华东合同专用章';
const button = (text: string): Target => ({ selector: 'button', text });

describe('a seal that is designed in the library', () => {
  let host: DemoHost;
  let page: DemoPage;

  const read = async (path: string): Promise<Response> =>
    fetch(host.url + path, { headers: { 'x-demo-user': 'signer-a' } });

  const post = async (userId: string, path: string, body: unknown): Promise<void> => {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      origin: host.url,
      'x-demo-user': userId,
    };
    const response = await fetch(host.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(response.ok, `${path} ${response.status}`).toBe(true);
  };

  beforeAll(async () => {
    host = await startDemoHost();
    page = await DemoPage.open(host.url);
    await post('admin', '/v1/signing-configs', purchaseMapping());
    for (const [userId, exitId] of [
      ['applicant', 'e-submit'],
      ['admin', 'e-dept-ok'],
      ['admin', 'e-legal-ok'],
    ] as const) {
      await post(userId, `/demo/records/${RECORD}/submit`, { exitId });
    }
  });

  afterAll(async () => {
    await page.close();
    await host.close();
  });

  it('is given to a signer, who finds it in the tray and signs the file with it (chapter 9)', async () => {
    await page.choose({ selector: '#user' }, 'admin');
    await page.click({ selector: 'a[href="#/seals"]' });
    await page.choose({ selector: '#binding' }, 'bind-builtin');
    await page.click({ selector: 'button[data-act="design"]' });
    await page.fill({ selector: 'input[data-field="name"]' }, SEAL);
    await page.fill({ selector: 'input[data-field="hText"]' }, '合同专用章');
    await page.click({ selector: 'input[value="people"]' });
    await page.fill({ selector: '[role="combobox"]' }, '李');
    await page.click({ selector: '[role="option"]', text: '李明' });
    await page.find({ selector: '.chip', text: '李明' });
    await page.click({ selector: 'button[data-act="save"]' });
    await page.find({ selector: 'tbody button.name', text: SEAL });

    await page.choose({ selector: '#user' }, 'signer-a');
    await page.click({ selector: 'nav a', text: '流程待办' });
    await page.click({ selector: `a[href="#/record/${RECORD}"]` });
    await page.click({ selector: '[role="tab"]', text: '电子用印' });
    await page.drag({ selector: 'button.seal', text: SEAL }, { selector: '.marks' }, { x: 0.62, y: 0.4 });
    await page.find({ selector: '[data-mark]' });
    const [placed] = await page.placedMarks();
    await page.click(button('提交签署'));
    await page.click(button('确认签署'));
    await page.see('签署成功');

    const { items } = (await (await read(`/v1/envelopes?recordId=${RECORD}`)).json()) as { items: EnvelopeSummary[] };
    const envelope = (await (await read(`/v1/envelopes/${items[0]!.id}`)).json()) as Envelope;
    const [document] = envelope.documents;
    const file = await read(`/v1/envelopes/${envelope.id}/documents/${document!.id}/content`);
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect((await verifyPdf(bytes)).allValid).toBe(true);
    const [stamp] = await readMarks(bytes);
    expect(stamp?.rect.x).toBeCloseTo(placed!.rect.x, 0);
    const trays = await fetch(`${host.url}/v1/seals?limit=200`, { headers: { 'x-demo-user': 'signer-b' } });
    expect(await trays.text()).not.toContain(SEAL);
    expect(page.complaints).toEqual([]);
  });
});
