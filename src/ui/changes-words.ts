import { slotAt } from '../core/slots.js';
import type { Catalog } from '../i18n/localize.js';
import { mappingChangesEn } from '../i18n/mapping-changes.en.js';
import { mappingChangesZhCn, type MappingChangesMessages } from '../i18n/mapping-changes.zh-cn.js';
import type { EditorStep } from '../schema/dom-events.js';
import { slotName, type MappingView } from './mapping-view.js';

/** The words of the parts that are about changes; each of them brings them along. */
export const changesCatalog: Catalog<MappingChangesMessages> = {
  'zh-CN': mappingChangesZhCn,
  en: mappingChangesEn,
  'zh-TW': async () => (await import('../i18n/mapping-changes.zh-tw.js')).mappingChangesZhTw,
};

/** Where a difference is, in words. */
export function placeName(view: MappingView, words: MappingChangesMessages, pointer: string): string {
  return slotAt(pointer) ? slotName(view, pointer) : words.other;
}

/** Differences or conflicts by the step that they are in, in the order of the steps. */
export function groupBySteps<T>(
  view: MappingView,
  items: readonly T[],
  pointerOf: (item: T) => string,
): [EditorStep | null, T[]][] {
  const groups = new Map<EditorStep | null, T[]>();
  for (const item of items) {
    const step = slotAt(pointerOf(item))?.step ?? null;
    groups.set(step, [...(groups.get(step) ?? []), item]);
  }
  const order = Object.keys(view.messages.steps);
  return [...groups].toSorted(([a], [b]) => rank(order, a) - rank(order, b));
}

function rank(order: readonly string[], step: EditorStep | null): number {
  return step === null ? order.length : order.indexOf(step);
}
