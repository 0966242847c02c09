import { valueAt } from '../core/pointer.js';
import { slotAt, type SlotDefinition } from '../core/slots.js';
import { armedFields, armedFit, armedName } from './field-many.js';
import { asksForRow, listAt, slotName, valueName, type MappingView } from './mapping-view.js';
import type { Bindable } from '../core/bind.js';

const LISTS: ReadonlySet<SlotDefinition['control']> = new Set<SlotDefinition['control']>([
  'sources',
  'documents',
  'parties',
]);

/** What putting down the field that is on its way would do. */
export interface DropWords {
  readonly fits: boolean;
  readonly text: string;
}

/** Whether a slot keeps what it holds when another field comes: lists and texts grow, single values are replaced. */
export function grows(view: MappingView, slot: SlotDefinition): boolean {
  const present = valueAt(view.mapping, slot.pointer);
  const isText = typeof present === 'object' && present !== null && 'kind' in present && present.kind === 'template';
  return isText || ['sources', 'documents', 'template'].includes(slot.control);
}

/** Bind, add, replace, convert, or why not: the same words on the slot, beside the pointer and for a screen reader. */
export function dropWords(view: MappingView, slot: SlotDefinition): DropWords {
  const { card, reasons, conversions } = view.messages;
  const fit = armedFit(view, slot);
  if (fit.kind === 'refused') return { fits: false, text: card.refused(reasons[fit.reason]) };
  const conversion = fit.kind === 'convert' ? fit.conversions[0] : undefined;
  if (asksForRow(fit)) return { fits: true, text: card.placeRows };
  if (conversion) return { fits: true, text: card.convert(conversions[conversion]) };
  return { fits: true, text: plainWords(view, slot) };
}

function plainWords(view: MappingView, slot: SlotDefinition): string {
  const { card } = view.messages;
  if (LISTS.has(slot.control)) return listAt(view, slot.pointer).length > 0 ? card.add : card.place;
  const present = valueAt(view.mapping, slot.pointer) as Bindable | null | undefined;
  if (present === null || present === undefined || present === '') return card.place;
  // several fields never push out what is there
  if (grows(view, slot) || armedFields(view.armed).length > 1) {
    return Array.isArray(present) && present.length === 0 ? card.place : card.add;
  }
  const name = valueName(view, present);
  return name ? card.replace(name) : card.place;
}

/** What stands beside the pointer while a field is dragged. */
export function pillWords(view: MappingView): { name: string; drop: DropWords | null } {
  const slot = view.hover === null ? undefined : slotAt(view.hover);
  if (!slot?.type) return { name: armedName(view), drop: null };
  const { fits, text } = dropWords(view, slot);
  return { name: armedName(view), drop: { fits, text: view.messages.card.onSlot(slotName(view, slot.pointer), text) } };
}
