import { findField } from '../core/field-index.js';
import { fillLookup, optionsOf } from '../core/lookup.js';
import type { SlotDefinition } from '../core/slots.js';
import type { FieldRef } from '../schema/form.js';
import type { LookupTable, LookupTarget } from '../schema/value-source.js';
import type { MappingView } from './mapping-view.js';

export type NamedTarget = LookupTarget & { readonly label: string };

/** What a lookup table of a slot can give; null where anything may be typed. */
export function lookupTargets(
  view: MappingView,
  slot: SlotDefinition,
  contains = false,
): readonly NamedTarget[] | null {
  const { lookup } = view.messages.converting;
  if (contains || slot.type === 'switch') {
    return [
      { value: true, label: lookup.on },
      { value: false, label: lookup.off },
    ];
  }
  const kind = slot.type === 'seal' ? 'seal' : slot.browse?.[0];
  const items = view.catalog.filter((item) => item.kind === kind);
  return items.length === 0 ? null : items.map(({ id, name }) => ({ value: id, label: name }));
}

/** The table of a field that is just bound: filled from equal names, where both sides are known; else none yet. */
export function freshLookup(view: MappingView, slot: SlotDefinition, ref: FieldRef): LookupTable | undefined {
  const field = findField(view.index, ref);
  const options = field && optionsOf(field);
  const targets = lookupTargets(view, slot);
  return options && targets ? fillLookup(options, targets) : undefined;
}
