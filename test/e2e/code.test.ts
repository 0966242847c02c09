import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { purchaseMapping } from '../support/purchase-mapping.js';
import { startDemoHost, type DemoHost } from './support/demo-host.js';
import { DemoPage, type Target } from './support/demo-page.js';

const RECORD = 'rec-1001';
const button = (text: string): Target => ({ selector: 'button', text });

describe('a code before the signature in the demo', () => {
  let host: DemoHost;
  let page: DemoPage;

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

  it('comes above the dialog that asks for it, stands in the inbox, and lets the person sign', async () => {
    await page.choose({ selector: '#user' }, 'admin');
    await page.click({ selector: 'nav a', text: '签章集成' });
    await page.choose({ selector: '#ask' }, 'code');
    await page.choose({ selector: '#user' }, 'signer-a');
    await page.click({ selector: 'nav a', text: '流程待办' });
    await page.click({ selector: `a[href="#/record/${RECORD}"]` });
    await page.click({ selector: '[role="tab"]', text: '电子用印' });
    await page.drag({ selector: 'button.seal[aria-disabled="false"]' }, { selector: '.marks' }, { x: 0.62, y: 0.4 });
    await page.find({ selector: '[data-mark]' });
    await page.click(button('提交签署'));
    await page.click(button('确认签署'));
    await page.click({ selector: '[data-act="send-code"]' });

    const message = await page.find({ selector: '[popover]', text: '验证码' });
    const [, code = ''] = /验证码 (\d{6})/.exec(await message.evaluate((element) => element.innerText)) ?? [];
    await page.fill({ selector: 'input.secret' }, code);
    await page.press('Enter');
    await page.see('签署成功');
    await page.click({ selector: '[popover] button' });
    await page.click({ selector: 'nav a', text: '收件箱' });

    await page.see(`的验证码 ${code}`);
    expect(page.complaints).toEqual([]);
  });
});
