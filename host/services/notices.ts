import { noticeIn, textFor, type NoticeTexts } from '../../src/core/notice-texts.js';
import type { Effect, Locale, LocalizedText } from '../../src/schema/index.js';
import type { HostContext } from './context.js';

/** What people are told: in every language that it was written in, and else one text for all. */
export type Notice = Pick<Extract<Effect, { kind: 'notify' }>, 'to' | 'text' | 'texts'>;

/** A message of ours in every language. */
export function noticeOf(to: readonly string[], write: (texts: NoticeTexts) => string): Notice {
  const texts = noticeIn(write);
  return { to: [...to], text: texts['zh-CN'], texts };
}

/**
 * Tells people through the OA, each in the own language, where the OA knows it. The OA carries an order out once by its key:
 * who reads the source language keeps the key of the notice, every other language has one beside it.
 */
export async function tell(
  { oa }: Pick<HostContext, 'oa'>,
  order: { readonly tenantId: string; readonly key: string; readonly recordId: string | null },
  { to, text, texts = {} }: Notice,
): Promise<void> {
  const readers = new Map<Locale | null, string[]>();
  for (const userId of new Set(to)) {
    const locale = spoken(texts, (await oa.localeOf?.(order.tenantId, userId)) ?? null, text);
    readers.set(locale, [...(readers.get(locale) ?? []), userId]);
  }
  for (const [locale, people] of readers) {
    const words =
      locale === null ? { text, key: order.key } : { text: textFor(texts, locale), key: `${order.key}:${locale}` };
    await oa.notify({ ...order, ...words, to: people });
  }
}

/** The language in which a reader gets something else than everybody. */
function spoken(texts: LocalizedText, locale: Locale | null, text: string): Locale | null {
  return locale !== null && texts[locale] && texts[locale] !== text ? locale : null;
}
