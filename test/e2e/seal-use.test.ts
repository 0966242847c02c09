import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startDemoHost, type DemoHost } from './support/demo-host.js';
import { DemoPage, type Target } from './support/demo-page.js';

const RECORD = 'rec-2001';
const button = (text: string): Target => ({ selector: 'button', text });

describe('physical seal use', () => {
  let host: DemoHost;
  let page: DemoPage;

  beforeAll(async () => {
    host = await startDemoHost();
    page = await DemoPage.open(host.url);
  });

  afterAll(async () => {
    await page?.close();
    await host?.close();
  });

  it('applies once, stamps by use code, appends and ends (R-13)', async () => {
    await openAs('applicant');
    await page.doubleClick(button('提交用印申请'));
    await page.see('已用 0 / 共 6 次');
    await page.click(button('显示'));
    const [code] = await useCodes();
    await page.see(code ?? 'no use code was written into the form');

    await openAs('admin');
    await page.fill({ selector: 'input[name="code"]' }, code ?? '');
    await page.fill({ selector: 'input[name="count"]' }, '2');
    await page.click(button('登记用印'));
    await page.see('已登记，剩余 4 次。');
    await page.see('已用 2 / 共 6 次');

    await openAs('applicant');
    await page.click(button('追加次数'));
    await page.fill({ selector: 'input[name="count"]' }, '3');
    await page.fill({ selector: 'textarea[name="reason"]' }, '投标文件增加一份副本');
    await page.click(button('提交追加'));
    await page.see('已用 2 / 共 9 次');
    await page.click(button('结束用印'));
    await page.see('还有 7 次没有使用。结束后用印码立即失效，且不能恢复。');
    await page.fill({ selector: 'textarea[name="reason"]' }, '投标文件已全部用印');
    await page.click(button('确认结束'));
    await page.see('已结束');

    expect(await useCount()).toBe(1);
    expect(page.complaints).toEqual([]);
  });

  async function openAs(userId: string): Promise<void> {
    await page.choose({ selector: '#user' }, userId);
    await page.find({ selector: `main[data-user="${userId}"]` });
    await page.click({ selector: 'nav a', text: '流程待办' });
    await page.click({ selector: `a[href="#/record/${RECORD}"]` });
    await page.click({ selector: '#tab-seal' });
  }

  async function read(address: string): Promise<unknown> {
    const answer = await fetch(`${host.url}${address}`, { headers: { 'x-demo-user': 'applicant' } });
    return answer.json();
  }

  /** P-09: the codes that were written into the form. */
  async function useCodes(): Promise<string[]> {
    const { record } = (await read(`/demo/records/${RECORD}`)) as { record: { values: Record<string, string | null> } };
    return [record.values['f-use-code']].filter((code) => typeof code === 'string');
  }

  async function useCount(): Promise<number> {
    const { items } = (await read(`/v1/seal-uses?recordId=${RECORD}`)) as { items: unknown[] };
    return items.length;
  }
});
