import type { EditorStep } from '../schema/dom-events.js';
import { kindOf, type EditorMapping } from './editor-mapping.js';
import { conditionHolds, type SlotCondition } from './slot-definition.js';
import { slotTable, type SlotDefinition } from './slots.js';

/** A slot that means nothing at present, and what would have to be otherwise. Its value stays where it is. */
export interface HiddenSlot {
  readonly slot: SlotDefinition;
  readonly missing: readonly SlotCondition[];
}

/** The slots of a step that are not shown, in the order of the table. Those inside a party are its own matter. */
export function hiddenSlots(mapping: EditorMapping, step: EditorStep): HiddenSlot[] {
  return hiddenAmong(
    mapping,
    slotTable(kindOf(mapping)).filter((slot) => slot.step === step),
  );
}

/** Those of some slots that are not shown, for example of the slots of one party (C-31). */
export function hiddenAmong(mapping: EditorMapping, slots: readonly SlotDefinition[]): HiddenSlot[] {
  return slots.flatMap((slot): HiddenSlot[] => {
    const missing = (slot.conditions ?? []).filter((condition) => !conditionHolds(mapping, condition));
    return missing.length > 0 ? [{ slot, missing }] : [];
  });
}
