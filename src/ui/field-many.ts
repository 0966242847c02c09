import { applyCommand, type MappingCommand } from '../core/commands.js';
import type { Armed, MappingChange } from '../core/editing.js';
import type { SlotDefinition } from '../core/slots.js';
import type { Fit } from '../core/type-matrix.js';
import type { FieldRef } from '../schema/form.js';
import { freshLookup } from './lookup-targets.js';
import { bindChange, fieldSource, fitOf, sentence, slotName, type MappingView } from './mapping-view.js';

/** Every field that is on its way, the first one first. */
export function armedFields(armed: Armed | null): readonly FieldRef[] {
  return armed?.kind === 'field' ? [armed.field, ...(armed.others ?? [])] : [];
}

export function isSameField(a: FieldRef, b: FieldRef): boolean {
  return a.table === b.table && a.field === b.field;
}

/** What people read for it. */
export function armedName({ armed, messages }: Pick<MappingView, 'armed' | 'messages'>): string {
  const [first, ...others] = armedFields(armed);
  if (!first) return '';
  return others.length > 0 ? messages.selection.names(first.label, others.length + 1) : first.label;
}

/** Lists, and texts that grow, take several fields at once. */
export function takesMany({ control, kinds, type }: SlotDefinition): boolean {
  const isText = control === 'template' || (type === 'text' && control === 'source' && kinds?.includes('template'));
  return control === 'sources' || control === 'documents' || isText === true;
}

/** How a slot takes several fields: all of them, or none and why. */
export function fitMany(view: MappingView, slot: SlotDefinition, fields: readonly FieldRef[]): Fit {
  const fits = fields.map((field) => fitOf(view, slot, field));
  const refusal = fits.find(({ kind }) => kind === 'refused');
  if (refusal) return refusal;
  return takesMany(slot) ? { kind: 'direct' } : { kind: 'refused', reason: 'takesOne' };
}

/** How a slot takes what is on its way. */
export function armedFit(view: MappingView, slot: SlotDefinition): Fit {
  const [first, ...others] = armedFields(view.armed);
  if (!first) return { kind: 'refused', reason: 'takesNoField' };
  return others.length > 0 ? fitMany(view, slot, [first, ...others]) : fitOf(view, slot, first);
}

/** One change that puts several fields beside what a slot holds; null when one of them does not fit. */
export function placeMany(view: MappingView, slot: SlotDefinition, fields: readonly FieldRef[]): MappingChange | null {
  if (fitMany(view, slot, fields).kind === 'refused') return null;
  const commands: MappingCommand[] = [];
  let current = view;
  for (const field of fields) {
    const source = fieldSource(field, fitOf(current, slot, field), freshLookup(current, slot, field));
    const { command } = bindChange(current, slot, source, 'add');
    commands.push(command);
    current = { ...current, mapping: applyCommand(current.mapping, command).doc };
  }
  const words = { count: String(fields.length) };
  return { command: { type: 'batch', commands }, sentence: sentence('bindMany', slotName(view, slot.pointer), words) };
}
