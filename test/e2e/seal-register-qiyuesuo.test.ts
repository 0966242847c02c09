import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { Binding, SealUseConfig } from '../../src/schema/index.js';
import type { SimSealUse } from '../simulators/qiyuesuo/seal-uses.js';
import { startQiyuesuoSimulator, type QiyuesuoSimulator } from '../simulators/qiyuesuo/server.js';
import { qiyuesuoBinding } from '../support/service-worlds/qiyuesuo-world.js';
import { startDemoHost, type DemoHost } from './support/demo-host.js';
import { DemoPage, type Target } from './support/demo-page.js';

const RECORD = 'rec-2001';
const button = (text: string): Target => ({ selector: 'button', text });
const inSlot = (pointer: string, selector: string): Target => ({ selector, inside: `[data-slot="${pointer}"]` });

describe('physical seals at 契约锁', () => {
  let simulator: QiyuesuoSimulator;
  let host: DemoHost;
  let page: DemoPage;
  let machine: DemoPage;
  let binding: Binding;

  beforeAll(async () => {
    simulator = await startQiyuesuoSimulator({ reportsAlone: true });
    host = await startDemoHost((url) => ({ OUTGOING_ALLOW: simulator.url, PUBLIC_URL: url }));
    binding = (await call('POST', '/v1/bindings', qiyuesuoBinding(simulator))) as Binding;
    simulator.callbackAddress = binding.callbackAddresses[0] ?? '';
    await call('POST', `/v1/bindings/${binding.id}/sync`);
    await call('PATCH', `/demo/records/${RECORD}`, {
      values: {
        'f-file-type': { id: '2600000000000000002', name: '实体章用印' },
        'f-seals': [{ id: '2800000000000000003', name: '实体公章' }],
        'f-count': 3,
      },
    });
    page = await DemoPage.open(host.url);
  });

  afterAll(async () => {
    await machine?.close();
    await page?.close();
    await host?.close();
    await simulator?.close();
  });

  it('are mapped without what it cannot do, applied for, stamped at the machine, photographed and written back (P-01 to P-06, P-09, P-14, R-13)', async () => {
    await signInAs('admin');
    await page.click({ selector: 'nav a', text: '签章集成' });
    await page.click({ selector: 'a[href="#/admin/wf-seal-use/seal-use"]' });
    await page.click({ selector: '[data-step="basic"]' });
    await page.choose(inSlot('/basic/provider', 'select'), 'qiyuesuo');
    await page.choose(inSlot('/basic/bindingId', 'select'), binding.id);
    await page.click({ selector: '[data-step="end"]' });
    await page.see('所选服务商不支持主动结束用印');
    await page.click({ ...button('清空'), inside: '[data-slot="/endAt"]' });
    await page.click(button('保存'));
    await page.see('已保存');
    const { mapping } = (await call('GET', '/v1/seal-use-configs/uc-demo')) as SealUseConfig;
    expect(mapping).toMatchObject({ basic: { provider: 'qiyuesuo', bindingId: binding.id }, endAt: [] });

    await signInAs('applicant');
    await page.click({ selector: 'nav a', text: '流程待办' });
    await page.click({ selector: `a[href="#/record/${RECORD}"]` });
    await page.click({ selector: '#tab-seal' });
    await page.see('契约锁没有开放追加次数的接口');
    await page.click(button('提交用印申请'));
    const code = await vi.waitFor(() => codeOf(theUse()), { timeout: 30_000, interval: 200 });
    await vi.waitFor(async () => expect(await values()).toMatchObject({ 'f-use-code': code }), {
      timeout: 30_000,
      interval: 200,
    });
    expect(theUse()).toMatchObject({ status: 'USING', given: { subject: '数据中心扩容项目投标文件用印' } });
    await page.see('契约锁没有开放结束用印的接口');
    expect(await page.count('.actions button')).toBe(0);

    machine = await DemoPage.open(`${simulator.url}/machine`);
    await stamp(1);
    await machine.click({ selector: 'button[value="EMERGENCY"]' });
    await machine.see('照片 3 张');
    await look('已用 1 / 共 3 次');
    await page.see('用印照片（3）');
    await page.click(button('显示'));
    await page.see(code);
    for (const words of ['人脸照片', '用印照片', '应急用印照片']) await page.see(words);
    await page.click({ selector: 'button.photo', text: '应急用印照片' });
    await page.find({ selector: 'dialog img' });
    await page.press('Escape');

    await stamp(2);
    await stamp(3);
    await machine.see('已完成');
    await look('已用 3 / 共 3 次');
    await page.see('智能用印完成');
    await page.see('用印照片（7）');
    expect(await page.count('esign-seal-use-limits')).toBe(0);
    expect(await values()).toMatchObject({ 'f-use-code': code, 'f-append-code': null });
    expect(page.complaints).toEqual([]);
  });

  it('have a form of their own in the work list of the demo, with the way to its machine', async () => {
    await page.click({ selector: 'nav a', text: '流程待办' });
    await page.click({ selector: 'a[href="#/record/rec-2001-qiyuesuo"]' });
    await page.click({ selector: '#tab-seal' });

    await page.find({ selector: 'a[href$="/machine"]', text: '打开印章机' });
    await page.click(button('提交用印申请'));
    await page.see('取章时向印章管理员出示最新的用印码');
    expect(page.complaints).toEqual([]);
  });

  async function signInAs(userId: string): Promise<void> {
    await page.choose({ selector: '#user' }, userId);
    await page.find({ selector: `main[data-user="${userId}"]` });
  }

  /** A register that was asked a moment ago is not asked again: who looks sees what was stamped a little later. */
  async function look(words: string): Promise<void> {
    await vi.waitFor(
      async () => {
        await page.click(button('刷新'));
        expect(await page.words()).toContain(words);
      },
      { timeout: 30_000, interval: 500 },
    );
  }

  /** Somebody presses the seal at the machine, in front of its camera. */
  async function stamp(used: number): Promise<void> {
    await machine.click({ selector: 'button[value="stamp"]' });
    await machine.see(`实体公章：${used}/3`);
  }

  function theUse(): SimSealUse {
    const [use, ...others] = simulator.physical.uses.values();
    if (!use || others.length > 0) throw new Error(`${others.length + (use ? 1 : 0)} applications`);
    return use;
  }

  function codeOf({ auths }: SimSealUse): string {
    return auths.map(({ code }) => code).join(',');
  }

  async function values(): Promise<Record<string, unknown>> {
    const { record } = (await call('GET', `/demo/records/${RECORD}`)) as {
      record: { values: Record<string, unknown> };
    };
    return record.values;
  }

  async function call(method: string, address: string, body?: object): Promise<unknown> {
    const userId = address.startsWith('/demo') ? 'applicant' : 'admin';
    const headers = { 'x-demo-user': userId, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const answer = await fetch(`${host.url}${address}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    expect(answer.ok, `${method} ${address}: ${text}`).toBe(true);
    return text === '' ? null : JSON.parse(text);
  }
});
