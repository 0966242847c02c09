import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { readMarks } from '../../host/signer/verify-pdf.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { startDemoHere, type DemoHere } from './support/demo-here.js';
import { DemoPage, type Target } from './support/demo-page.js';
import { Phone } from './support/phone.js';

const RECORD = 'rec-1001';
const button = (text: string): Target => ({ selector: 'button', text });

describe('a signature that is written on a phone and signs on the computer', () => {
  let demo: DemoHere;
  let page: DemoPage;
  const phones: Phone[] = [];

  const post = async (userId: string, path: string, body: unknown): Promise<void> => {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      origin: demo.url,
      'x-demo-user': userId,
    };
    const response = await fetch(demo.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(response.ok, `${path} ${response.status}`).toBe(true);
  };
  const phoneAt = async (address: string): Promise<Phone> => {
    const phone = await Phone.open(address);
    phones.push(phone);
    return phone;
  };
  /** Where the code on the screen leads: the picture and the link beside it say the same. */
  const addressOf = async (): Promise<string> => {
    const link = await page.find({ selector: '[data-act="phone-link"]' });
    const address = await link.evaluate((element) => (element as HTMLAnchorElement).href);
    const code = await page.find({ selector: 'esign-qr-code' });
    expect(new URL(await code.evaluate((element) => Reflect.get(element, 'text') as string), demo.url).href).toBe(
      address,
    );
    return address;
  };
  const askForCode = async (): Promise<string> => {
    await page.click(button('新建签名或印章…'));
    await page.click({ selector: 'label', text: '手机手写' });
    return addressOf();
  };

  beforeAll(async () => {
    demo = await startDemoHere();
    page = await DemoPage.open(demo.url);
    await post('admin', '/v1/signing-configs', purchaseMapping());
    for (const [userId, exitId] of [
      ['applicant', 'e-submit'],
      ['admin', 'e-dept-ok'],
      ['admin', 'e-legal-ok'],
    ] as const) {
      await post(userId, `/demo/records/${RECORD}/submit`, { exitId });
    }
    await page.choose({ selector: '#user' }, 'signer-a');
    await page.click({ selector: 'nav a', text: '流程待办' });
    await page.click({ selector: `a[href="#/record/${RECORD}"]` });
    await page.click({ selector: '[role="tab"]', text: '电子用印' });
    await page.find({ selector: 'button.seal' });
  });

  afterEach(async () => {
    expect(phones.flatMap(({ complaints }) => complaints)).toEqual([]);
    await Promise.all(phones.splice(0).map((phone) => phone.close()));
  });

  afterAll(async () => {
    await page.close();
    await demo.close();
  });

  it('ends with the dialog: a phone that still has the page is told so, and nothing is kept', async () => {
    const before = await page.count('button.seal');
    const phone = await phoneAt(await askForCode());
    await phone.write();
    await page.see('手机已打开手写页面');

    await page.click({ selector: '[data-act="cancel"]' });
    await demo.until(async () => (await demo.pads()).length === 0);
    await phone.press('send');

    await phone.see(/链接已失效/);
    expect(await page.count('button.seal')).toBe(before);
  });

  it('gives a link to one phone alone; a code that ran out is replaced by another', async () => {
    const address = await askForCode();
    const [first, second] = [await phoneAt(address), await phoneAt(address)];
    await second.see(/链接已失效/);
    await first.see(/请在框内用手指书写姓名/);

    await demo.expirePads();
    await page.see('二维码已失效');
    await first.write();
    await first.press('send');
    await first.see(/链接已失效/);
    await page.click({ selector: '[data-act="phone-renew"]' });
    const other = await addressOf();

    expect(other).not.toBe(address);
    await page.click({ selector: '[data-act="cancel"]' });
    const late = await phoneAt(other);
    await late.see(/链接已失效/);
  });

  it('comes to the computer by itself, is placed there, and stands in the signed file', async () => {
    const phone = await phoneAt(await askForCode());
    expect(await phone.overflow()).toBe(0);
    await phone.write();
    await phone.press('send');
    await phone.see(/签名已发送/);
    await phone.reload();
    await phone.see(/签名已发送/);

    await page.see('已收到手写签名');
    await page.click(button('保存并使用'));
    await page.drag({ selector: 'button.seal', text: '我的签名' }, { selector: '.marks' }, { x: 0.5, y: 0.4 });
    await page.find({ selector: '[data-mark]' });
    const [mark] = await page.placedMarks();
    expect(mark?.kind).toBe('signature');
    await page.click(button('提交签署'));
    await page.click(button('确认签署'));
    await page.see('签署成功');

    const [envelopeId] = await page.signedEnvelopes();
    const stamped = await readMarks(await demo.file('signer-a', envelopeId ?? '', mark?.documentId ?? ''));
    expect(
      stamped.some(({ pageIndex, rect }) => pageIndex === mark?.pageIndex && Math.abs(rect.x - mark.rect.x) < 0.5),
    ).toBe(true);
    expect(page.complaints).toEqual([]);
  });
});
