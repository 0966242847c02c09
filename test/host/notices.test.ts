import { describe, expect, it } from 'vitest';

import type { OaPort } from '../../host/oa-port.js';
import { noticeOf, tell, type Notice } from '../../host/services/notices.js';
import { noticeTexts } from '../../src/core/notice-texts.js';
import type { Locale } from '../../src/schema/index.js';

const ORDER = { tenantId: 'tenant-1', key: 'notify:e:cc', recordId: 'rec-1' };
const LOCALES: Readonly<Record<string, Locale>> = { anna: 'en', ben: 'en', chen: 'zh-CN', lin: 'zh-TW' };

type Order = Parameters<OaPort['notify']>[0];

/** What the OA is told to send, by an OA that knows languages or one that does not. */
async function orders(notice: Notice, knowsLanguages = true): Promise<Omit<Order, 'tenantId' | 'recordId'>[]> {
  const sent: Order[] = [];
  const oa = {
    notify: async (order: Order) => void sent.push(order),
    ...(knowsLanguages && { localeOf: async (_: string, userId: string) => LOCALES[userId] ?? null }),
  } as OaPort;
  await tell({ oa }, ORDER, notice);
  return sent.map(({ key, to, text }) => ({ key, to, text }));
}

describe('messages to people (R-09)', () => {
  const launched = noticeOf(['chen', 'anna', 'lin', 'ben', 'nobody', 'anna'], (texts) => texts.launched('合同'));

  it('reach each person once, in the own language', async () => {
    expect(await orders(launched)).toEqual([
      { key: 'notify:e:cc', to: ['chen', 'nobody'], text: noticeTexts['zh-CN'].launched('合同') },
      { key: 'notify:e:cc:en', to: ['anna', 'ben'], text: noticeTexts.en.launched('合同') },
      { key: 'notify:e:cc:zh-TW', to: ['lin'], text: noticeTexts['zh-TW'].launched('合同') },
    ]);
  });

  it('are one order in the language of the source where the OA knows no languages', async () => {
    expect(await orders(launched, false)).toEqual([
      { key: 'notify:e:cc', to: ['chen', 'anna', 'lin', 'ben', 'nobody'], text: launched.text },
    ]);
  });

  it('keep the words of the administrator where there are none in the language of the reader', async () => {
    const own = { to: ['anna', 'lin'], text: '请签', texts: { 'zh-CN': '请签', en: 'Sign' } };

    expect(await orders(own)).toEqual([
      { key: 'notify:e:cc:en', to: ['anna'], text: 'Sign' },
      { key: 'notify:e:cc', to: ['lin'], text: '请签' },
    ]);
  });

  it('were stored without languages before, and are still sent', async () => {
    expect(await orders({ to: ['anna'], text: '请签署文件《合同》' })).toEqual([
      { key: 'notify:e:cc', to: ['anna'], text: '请签署文件《合同》' },
    ]);
  });
});
