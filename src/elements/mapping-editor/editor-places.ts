import type { BindMode } from '../../core/bind.js';
import type { MappingChange } from '../../core/editing.js';
import { slotAt, slotsOf, type SlotDefinition } from '../../core/slots.js';
import type { Fit } from '../../core/type-matrix.js';
import type { FieldRef } from '../../schema/form.js';
import { grows } from '../../ui/drop-words.js';
import { armedFields, fitMany, isSameField, placeMany } from '../../ui/field-many.js';
import type { FieldTree } from '../../ui/field-tree.js';
import { freshLookup } from '../../ui/lookup-targets.js';
import { bindChange, fieldSource, fitOf, type MappingView } from '../../ui/mapping-view.js';

/** A slot that an armed field could go into. */
export interface Placeable {
  readonly slot: SlotDefinition;
  readonly fit: Fit;
}

/** Every slot of every step that would take a field, in the order in which they are shown. */
export function bindable(view: MappingView, field: FieldRef, others = othersOf(view, field)): Placeable[] {
  return slotsOf(view.mapping)
    .filter((slot) => slot.type !== undefined && slot.applies(view.mapping))
    .map((slot) => ({
      slot,
      fit: others.length > 0 ? fitMany(view, slot, [field, ...others]) : fitOf(view, slot, field),
    }))
    .filter(({ fit }) => fit.kind !== 'refused');
}

/** Why a field cannot go into a slot, in words; null where it can. */
export function refusalText(view: MappingView, pointer: string, field: FieldRef): string | null {
  const slot = slotAt(pointer);
  const { card, reasons } = view.messages;
  if (!slot?.type) return card.refused(reasons.takesNoField);
  const fit = fitOf(view, slot, field);
  return fit.kind === 'refused' ? card.refused(reasons[fit.reason]) : null;
}

/** The change that puts a field into a slot; null when it does not fit. `mode` overrules what is usual there. */
export function placeChange(
  view: MappingView,
  pointer: string,
  field: FieldRef,
  mode?: BindMode,
): MappingChange | null {
  const slot = slotAt(pointer);
  if (!slot) return null;
  const others = othersOf(view, field);
  if (others.length > 0) return placeMany(view, slot, [field, ...others]);
  const fit = fitOf(view, slot, field);
  if (fit.kind === 'refused') return null;
  const usual = grows(view, slot) ? 'add' : 'replace';
  return bindChange(view, slot, fieldSource(field, fit, freshLookup(view, slot, field)), mode ?? usual);
}

/** What goes along with a field that is on its way. */
function othersOf(view: MappingView, field: FieldRef): readonly FieldRef[] {
  const [first, ...others] = armedFields(view.armed);
  return first === field ? others : [];
}

/** The fields that are dragged: those that are selected, when the one under the pointer is among them. */
export function draggedFields(root: ParentNode, field: FieldRef): readonly FieldRef[] {
  const selected = root.querySelector<FieldTree>('esign-field-tree')?.selected ?? [];
  return selected.some((other) => isSameField(other, field)) ? selected : [field];
}
