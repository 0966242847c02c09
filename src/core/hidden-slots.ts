import type { EditorStep } from '../schema/dom-events.js';
import { kindOf, type EditorMapping } from './editor-mapping.js';
import { conditionHolds, type SlotCondition } from './slot-definition.js';
import { slotTable, type SlotDefinition } from './slots.js';

/** A slot that means nothing at present, and what would have to be otherwise. Its value stays where it is. */
export interface HiddenSlot {
  readonly slot: SlotDefinition;
  readonly missing: readonly SlotCondition[];
}

/** The slots of a step that are not shown, in the order of the table. */
export function hiddenSlots(mapping: EditorMapping, step: EditorStep): HiddenSlot[] {
  return slotTable(kindOf(mapping)).flatMap((slot): HiddenSlot[] => {
    if (slot.step !== step) return [];
    const missing = (slot.conditions ?? []).filter((condition) => !conditionHolds(mapping, condition));
    return missing.length > 0 ? [{ slot, missing }] : [];
  });
}
