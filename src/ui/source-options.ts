import { nothing } from 'lit';

import { readContact } from '../core/contact.js';
import { rankFields, toFieldRef } from '../core/field-index.js';
import { matchesName } from '../core/name-search.js';
import type { SlotDefinition } from '../core/slots.js';
import type { Fit } from '../core/type-matrix.js';
import { SystemVariable, type TemplatePart, type ValueSource } from '../schema/value-source.js';
import type { ComboOption } from './combo-list.js';
import { fieldIcon } from './icons.js';
import { freshLookup } from './lookup-targets.js';
import { asksForRow, fieldName, fieldSource, fitOf, type MappingView } from './mapping-view.js';

export interface SourceOption extends ComboOption {
  readonly value: ValueSource;
}

export interface PartOption extends ComboOption {
  readonly part: Exclude<TemplatePart, { kind: 'text' }>;
}

const RANK: Record<Fit['kind'], number> = { direct: 0, convert: 1, refused: 2 };

/** What a slot could hold, for a search: what fits comes first, what does not comes last and says why. */
export function sourceOptions(view: MappingView, slot: SlotDefinition, search: string): SourceOption[] {
  const { kinds } = view.messages;
  const system = (['operator', 'creator'] as const)
    .filter((kind) => slot.control === 'sources' && slot.kinds?.includes(kind))
    .filter((kind) => matchesName(kinds[kind], search, view.spell))
    .map((kind): SourceOption => ({ value: { kind }, label: kinds[kind], note: '', icon: nothing, refused: false }));
  const fields = rankFields(view.index, search).map(({ table, field }) => {
    const ref = toFieldRef(table, field);
    return { ref, label: field.label, fit: fitOf(view, slot, ref) };
  });
  return [
    ...system,
    ...fixedContact(view, slot, search),
    ...fields
      .sort((a, b) => RANK[a.fit.kind] - RANK[b.fit.kind])
      .map(({ ref, label, fit }): SourceOption => ({
        value: fieldSource(ref, fit, freshLookup(view, slot, ref)),
        label,
        note: fitNote(view, fit) ?? fieldName(view, ref).table ?? view.messages.fieldTypes[ref.type],
        icon: fieldIcon(ref.type),
        refused: fit.kind === 'refused',
      })),
  ];
}

/** C-49: where a list takes fixed contacts, what was typed is one as soon as it reads as one. */
function fixedContact(view: MappingView, slot: SlotDefinition, search: string): SourceOption[] {
  if (slot.control !== 'sources' || slot.type !== 'contact' || slot.kinds?.includes('constant') !== true) return [];
  const contact = readContact(search);
  if (contact === null) return [];
  const { fixedContact: note } = view.messages.picker;
  return [{ value: { kind: 'constant', value: contact }, label: contact, note, icon: nothing, refused: false }];
}

function fitNote(view: MappingView, fit: Fit): string | null {
  const { card, conversions, reasons } = view.messages;
  if (fit.kind === 'refused') return card.refused(reasons[fit.reason]);
  if (fit.kind === 'direct') return null;
  if (asksForRow(fit)) return card.placeRows;
  return fit.conversions?.[0] ? card.convert(conversions[fit.conversions[0]]) : null;
}

/** What can stand in a text: every field, and the values that the host knows. */
export function partOptions(view: MappingView, search: string): PartOption[] {
  const { system, fieldTypes } = view.messages;
  const variables = SystemVariable.options
    .filter((name) => matchesName(system[name], search, view.spell))
    .map((name): PartOption => ({
      part: { kind: 'system', name },
      label: system[name],
      note: system.group,
      icon: nothing,
      refused: false,
    }));
  const fields = rankFields(view.index, search).map(({ table, field }): PartOption => {
    const ref = toFieldRef(table, field);
    return {
      part: { kind: 'field', field: ref },
      label: field.label,
      note: fieldName(view, ref).table ?? fieldTypes[field.type],
      icon: fieldIcon(field.type),
      refused: false,
    };
  });
  // a form may be long, the host's values are few: they stay within reach of an empty search
  return [...variables, ...fields];
}
