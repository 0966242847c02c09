import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { Binding, SealUseTab } from '../../src/schema/index.js';
import { startZhangguanjiaSimulator, type ZhangguanjiaSimulator } from '../simulators/zhangguanjia/server.js';
import type { SimUse } from '../simulators/zhangguanjia/service.js';
import { zhangguanjiaBinding } from '../support/service-worlds/zhangguanjia-binding.js';
import { startDemoHost, type DemoHost } from './support/demo-host.js';
import { DemoPage, type Target } from './support/demo-page.js';

const RECORD = 'rec-2001';
const button = (text: string): Target => ({ selector: 'button', text });
const inSlot = (pointer: string, selector: string): Target => ({ selector, inside: `[data-slot="${pointer}"]` });

describe('physical seals at 章管家', () => {
  let simulator: ZhangguanjiaSimulator;
  let host: DemoHost;
  let page: DemoPage;
  let machine: DemoPage;
  let binding: Binding;

  beforeAll(async () => {
    simulator = await startZhangguanjiaSimulator({ reportsAlone: true });
    host = await startDemoHost((url) => ({ OUTGOING_ALLOW: simulator.url, PUBLIC_URL: url }));
    binding = (await call('POST', '/v1/bindings', zhangguanjiaBinding(simulator))) as Binding;
    simulator.callbackAddress = binding.callbackAddresses[0] ?? '';
    await call('POST', `/v1/bindings/${binding.id}/sync`);
    await call('PATCH', `/demo/records/${RECORD}`, {
      values: {
        'f-file-type': { id: 'zgjtype0000000000001', name: '投标文件' },
        'f-seals': [{ id: 'seal-0001', name: '公司公章' }],
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

  it('is mapped, applied for, stamped at the machine, added to and ended, and written back (P-01 to P-06, P-09 to P-12, P-14, R-13)', async () => {
    await signInAs('admin');
    await page.click({ selector: 'nav a', text: '签章集成' });
    await page.click({ selector: 'a[href="#/admin/wf-seal-use/seal-use"]' });
    await page.click({ selector: '[data-step="basic"]' });
    await page.choose(inSlot('/basic/provider', 'select'), 'zhangguanjia');
    await page.choose(inSlot('/basic/bindingId', 'select'), binding.id);
    await page.click(button('保存'));
    await page.see('已保存');

    await openSeals('applicant');
    await page.see('数据中心扩容项目投标文件用印');
    await page.click(button('提交用印申请'));
    await page.see('用印码');
    await vi.waitFor(() => theUse(), { timeout: 30_000, interval: 200 });
    const use = theUse();
    const firstCode = use.useCode;
    expect(use).toMatchObject({ status: 'USING', seals: [{ seal_id: 'seal-0001', use_count: 6 }] });
    await vi.waitFor(
      async () => expect(await values()).toMatchObject({ 'f-use-code': firstCode, 'f-append-code': null }),
      { timeout: 30_000, interval: 200 },
    );

    machine = await DemoPage.open(`${simulator.url}/machine`);
    await stamp(1, 6);
    await stamp(2, 6);
    await stamp(3, 6);
    await untilFresh();
    await page.click(button('刷新'));
    await page.see('已用 3 / 共 6 次');
    await page.see('用印照片（3）');

    await page.click(button('追加次数'));
    await page.fill({ selector: 'input[name="count"]' }, '2');
    await page.fill({ selector: 'textarea[name="reason"]' }, '投标文件增加一份副本');
    await page.click(button('提交追加'));
    await page.see('含追加 2 次');
    await page.see('已用 3 / 共 8 次');
    const secondCode = use.useCode;
    expect(secondCode).not.toBe(firstCode);
    await page.click(button('显示'));
    await page.see(secondCode);
    expect(await values()).toMatchObject({ 'f-use-code': firstCode, 'f-append-code': secondCode });

    await stamp(4, 8);
    await stamp(5, 8);
    await openSeals('applicant');
    await page.click(button('结束用印'));
    await page.fill({ selector: 'textarea[name="reason"]' }, '投标文件已全部用印');
    await page.click(button('确认结束'));
    await page.see('已结束');
    expect(use.status).toBe('ENDED');

    await page.see('已用 5 / 共 8 次');
    await page.reload();
    await page.click({ selector: '#tab-seal' });
    await page.see('已用 5 / 共 8 次');
    expect(await values()).toMatchObject({ 'f-use-code': firstCode, 'f-append-code': secondCode });
    expect(page.complaints).toEqual([]);
  });

  async function signInAs(userId: string): Promise<void> {
    await page.choose({ selector: '#user' }, userId);
    await page.find({ selector: `main[data-user="${userId}"]` });
  }

  async function openRecord(userId: string): Promise<void> {
    await signInAs(userId);
    await page.click({ selector: 'nav a', text: '流程待办' });
    await page.click({ selector: `a[href="#/record/${RECORD}"]` });
  }

  async function openSeals(userId: string): Promise<void> {
    await openRecord(userId);
    await page.click({ selector: '#tab-seal' });
  }

  /** A register that was asked a moment ago is not asked again: what was stamped since is known after that. */
  async function untilFresh(): Promise<void> {
    await vi.waitFor(async () => expect(await counts()).toMatchObject({ used: 3 }), { timeout: 30_000, interval: 500 });
  }

  /** Somebody presses the seal at the machine. */
  async function stamp(used: number, granted: number): Promise<void> {
    await machine.click({ selector: 'button[value="stamp"]' });
    await machine.see(`公司公章：${used}/${granted}`);
  }

  function theUse(): SimUse {
    const [use, ...others] = simulator.service.uses.values();
    if (!use || others.length > 0) throw new Error(`${others.length + (use ? 1 : 0)} applications`);
    return use;
  }

  async function values(): Promise<Record<string, unknown>> {
    const { record } = (await call('GET', `/demo/records/${RECORD}`)) as {
      record: { values: Record<string, unknown> };
    };
    return record.values;
  }

  async function counts(): Promise<unknown> {
    const { sealUse } = (await call('GET', `/v1/records/${RECORD}/seal-use`)) as SealUseTab;
    return sealUse?.uses;
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
