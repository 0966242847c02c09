import type { PasteFault } from '../core/clipboard/plan-paste.js';
import type { ClipItem } from '../core/clipboard/clip.js';
import type { Catalog } from '../i18n/localize.js';
import { mappingClipboardEn } from '../i18n/mapping-clipboard.en.js';
import { mappingClipboardZhCn, type MappingClipboardMessages } from '../i18n/mapping-clipboard.zh-cn.js';
import type { Refusal } from '../core/type-matrix.js';
import { slotName, type MappingView } from './mapping-view.js';
import { valueWords } from './value-words.js';

export const clipboardCatalog: Catalog<MappingClipboardMessages> = {
  'zh-CN': mappingClipboardZhCn,
  en: mappingClipboardEn,
  'zh-TW': async () => (await import('../i18n/mapping-clipboard.zh-tw.js')).mappingClipboardZhTw,
};

/** More lines than this are only counted. */
const LINES = 3;

/** What was copied, as people read it: “文件主题: {合同名称} – {合同编号}”. */
export function clipWords(view: MappingView, words: MappingClipboardMessages, items: readonly ClipItem[]): string {
  const lines = items
    .slice(0, LINES)
    .map(({ pointer, value }) => words.line(slotName(view, pointer), valueWords(view, pointer, value)));
  const rest = items.length > LINES ? [words.more(items.length)] : [];
  return [...lines, ...rest].join(view.messages.listSeparator);
}

/** Where it went, and what stayed out. */
export function pasteWords(
  view: MappingView,
  words: MappingClipboardMessages,
  pointers: readonly string[],
  faults: readonly PasteFault[],
): string {
  const { listSeparator } = view.messages;
  const names = pointers.slice(0, LINES).map((pointer) => slotName(view, pointer));
  const more = pointers.length > LINES ? [words.more(pointers.length)] : [];
  const done = pointers.length > 0 ? [words.pasted([...names, ...more].join(listSeparator))] : [];
  const left = faults.slice(0, LINES).map((fault) => faultWords(view, words, fault));
  const unsaid = faults.length > LINES ? [words.more(faults.length)] : [];
  return [...done, ...left, ...unsaid].join('\n');
}

function faultWords(view: MappingView, words: MappingClipboardMessages, { pointer, name, reason }: PasteFault): string {
  const own: Partial<Record<string, string>> = words.reasons;
  const why = own[reason] ?? view.messages.card.refused(view.messages.reasons[reason as Refusal]);
  return words.fault(slotName(view, pointer), name === '' ? why : words.named(name, why));
}
