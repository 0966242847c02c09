import type { ClipItem } from '../core/clipboard/clip.js';
import { cutOf } from '../core/clipboard/cut.js';
import { planPaste } from '../core/clipboard/plan-paste.js';
import { readClip } from '../core/clipboard/read-clip.js';
import type { MappingChange } from '../core/editing.js';
import { matchLocale } from '../i18n/localize.js';
import type { MappingClipboardMessages } from '../i18n/mapping-clipboard.zh-cn.js';
import { clipboardCatalog, clipWords, pasteWords } from './clipboard-words.js';
import { freshLookup } from './lookup-targets.js';
import { sentence, slotName, type MappingView } from './mapping-view.js';

/** What an act of the clipboard leads to: a change, if any, and what is said about it. */
export interface ClipboardAnswer {
  readonly change: MappingChange | null;
  readonly pointers: readonly string[];
  readonly text: string;
  readonly failed: boolean;
}

/** The words in the language of the editor. */
export async function clipboardWords(locale: string): Promise<MappingClipboardMessages> {
  const key = matchLocale(locale);
  const found = clipboardCatalog[key === 'ja' ? 'en' : key] ?? clipboardCatalog.en;
  return typeof found === 'function' ? found() : found;
}

export async function answerCopy(view: MappingView, items: readonly ClipItem[], pointer: string): Promise<string> {
  const words = await clipboardWords(view.locale);
  return items.length === 0 ? words.nothing(slotName(view, pointer)) : words.copied(clipWords(view, words, items));
}

export async function answerMark(view: MappingView, pointer: string, count: number, on: boolean): Promise<string> {
  const words = await clipboardWords(view.locale);
  return words[on ? 'marked' : 'unmarked'](slotName(view, pointer), count);
}

/** Reads a text, plans where its values go, and says what happens; nothing is changed here. */
export async function answerPaste(view: MappingView, text: string, target: string): Promise<ClipboardAnswer> {
  const words = await clipboardWords(view.locale);
  const read = readClip(text);
  if (!read.ok) return { change: null, pointers: [], text: words.errors[read.error], failed: true };
  const { command, pointers, faults } = planPaste(view.mapping, read.items, target, {
    workflow: view.workflow,
    choices: read.choices,
    lookup: (slot, field) => freshLookup(view, slot, field),
  });
  const said = pasteWords(view, words, pointers, faults);
  const [first] = pointers;
  if (first === undefined) return { change: null, pointers, text: said, failed: true };
  const label =
    pointers.length === 1
      ? sentence('paste', slotName(view, first))
      : sentence('pasteMany', '', { count: String(pointers.length) });
  return { change: { command, sentence: label }, pointers, text: said, failed: faults.length > 0 };
}

/** The change that empties what was copied; null where nothing can be taken out. */
export function cutChange(view: MappingView, pointers: readonly string[]): MappingChange | null {
  const command = cutOf(view.mapping, pointers);
  if (command.type === 'batch' && command.commands.length === 0) return null;
  const [first = ''] = pointers;
  const label =
    pointers.length === 1
      ? sentence('cut', slotName(view, first))
      : sentence('cutMany', '', { count: String(pointers.length) });
  return { command, sentence: label };
}
