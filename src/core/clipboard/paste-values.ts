import type { FieldRef } from '../../schema/form.js';
import type { PlacementRule } from '../../schema/placement.js';
import type { SealUseCallback } from '../../schema/seal-use-config.js';
import type {
  CallbackRule,
  Deadline,
  DocumentSource,
  DynamicParties,
  FileOperation,
  PartyConfig,
} from '../../schema/signing-config.js';
import type { TextTemplate, ValueSource } from '../../schema/value-source.js';
import type { FlowPoint } from '../../schema/workflow.js';
import { deadlineOfField } from '../deadline-modes.js';
import { isSame } from '../document-parts.js';
import { sealUseOf, signingOf, type EditorMapping } from '../editor-mapping.js';
import { valueAt } from '../pointer.js';
import type { SlotDefinition } from '../slots.js';
import type { ClipItem } from './clip.js';
import { pasteField, pasteSource, pasteTemplate, refused, type PasteInto } from './paste-fields.js';
import {
  controlSlot,
  pasteCallback,
  pasteDocument,
  pasteDynamic,
  pasteNode,
  pasteOperation,
  pasteParty,
  pastePlacement,
  pastePoint,
  pasteSealCallback,
} from './paste-rows.js';

/** Controls whose slot is a list: what is pasted there joins it. */
export const LISTS: ReadonlySet<string> = new Set([
  'sources',
  'documents',
  'nodes',
  'points',
  'parties',
  'placements',
  'callbacks',
  'operations',
  'sealCallbacks',
]);

/** The value of a control of a provider's template, which is no slot of its own (C-13). */
export const CONTROL = /^\/required\/documents\/\d+\/controls\/\d+\/value$/;

/** What of the copied value this slot can hold; a fault is noted for the rest. */
export function pasteValues(into: PasteInto, mapping: EditorMapping, item: ClipItem, from: SlotDefinition): unknown[] {
  const { slot } = into;
  const source = CONTROL.test(item.pointer) ? controlSlot(from, item.pointer) : from;
  const values = LISTS.has(source.control) && Array.isArray(item.value) ? (item.value as unknown[]) : [item.value];
  const isTwin = item.pointer === slot.pointer || (source.control === slot.control && source.id === slot.id);
  if (slot.control === 'workflow') return refusedAll(into, 'fixed', item, mapping);
  const own = OWN[slot.control];
  if (own) {
    if (!isTwin) return listed(refused(into, 'otherSetting', ''));
    return values.flatMap((value) => listed(own(into, value, mapping)));
  }
  return bindables(source, values).flatMap((value) => listed(pasteBindable(into, value, mapping)));
}

function refusedAll(into: PasteInto, reason: 'fixed', item: ClipItem, mapping: EditorMapping): unknown[] {
  if (isSame(valueAt(mapping, into.slot.pointer), item.value)) return [item.value];
  return listed(refused(into, reason, ''));
}

function listed(value: unknown): unknown[] {
  return value === null ? [] : [value];
}

type Own = (into: PasteInto, value: unknown, mapping: EditorMapping) => unknown;

/** Slots that only take what was copied from their own kind. */
const OWN: Partial<Record<SlotDefinition['control'], Own>> = {
  provider: (_, value) => value,
  binding: (_, value) => value,
  identifier: (_, value) => value,
  number: (_, value) => value,
  switch: (_, value) => value,
  choice: (_, value) => value,
  texts: (_, value) => value,
  table: (into, value) =>
    into.workflow.form.details.some(({ id }) => id === value) ? value : refused(into, 'notFound', String(value)),
  parties: (into, value, mapping) => pasteParty(into, value as PartyConfig, signingOf(mapping)),
  dynamicParties: (into, value) => pasteDynamic(into, value as DynamicParties),
  placements: (into, value, mapping) => pastePlacement(into, value as PlacementRule, signingOf(mapping)),
  callbacks: (into, value) => pasteCallback(into, value as CallbackRule),
  operations: (into, value, mapping) => pasteOperation(into, value as FileOperation, signingOf(mapping)),
  sealCallbacks: (into, value, mapping) =>
    pasteSealCallback(into, value as SealUseCallback, sealUseOf(mapping).callbacks),
};

/** A value that may stand in more than one kind of slot. */
type Pasted =
  | { readonly as: 'source'; readonly source: ValueSource }
  | { readonly as: 'document'; readonly document: DocumentSource }
  | { readonly as: 'node'; readonly id: string }
  | { readonly as: 'point'; readonly point: FlowPoint }
  | { readonly as: 'deadline'; readonly deadline: Deadline }
  | { readonly as: 'nothing' };

function bindables({ control }: SlotDefinition, values: readonly unknown[]): Pasted[] {
  const asSource = (source: ValueSource): Pasted => ({ as: 'source', source });
  const asField = (field: FieldRef): Pasted => asSource({ kind: 'field', field });
  switch (control) {
    case 'source':
    case 'sources':
      return (values as ValueSource[]).map(asSource);
    case 'field':
      return (values as FieldRef[]).map(asField);
    case 'documents':
      return (values as DocumentSource[]).map((document) => ({ as: 'document', document }));
    case 'deadline':
      return (values as Deadline[]).map((deadline) => ({ as: 'deadline', deadline }));
    case 'template':
      return (values as TextTemplate[]).map((template) => asSource({ kind: 'template', template }));
    case 'text':
      return (values as string[]).map((value) => asSource({ kind: 'constant', value }));
    case 'nodes':
      return (values as string[]).map((id) => ({ as: 'node', id }));
    case 'points':
      return (values as FlowPoint[]).map((point) => ({ as: 'point', point }));
    default:
      return [{ as: 'nothing' }];
  }
}

function pasteBindable(into: PasteInto, value: Pasted, mapping: EditorMapping): unknown {
  const { slot } = into;
  const source = asSource(value);
  switch (slot.control) {
    case 'source':
    case 'sources':
      return source ? pasteSource(into, source) : refused(into, 'otherSetting', '');
    case 'field':
      return source?.kind === 'field' ? (pasteField(into, source)?.field ?? null) : refused(into, 'otherSetting', '');
    case 'deadline':
      return pasteDeadline(into, value, source, valueAt(mapping, slot.pointer) as Deadline | null);
    case 'documents': {
      const document = asDocument(value);
      return document ? pasteDocument(into, document, signingOf(mapping)) : refused(into, 'otherSetting', '');
    }
    case 'template':
      return pasteText(into, source);
    case 'text':
      return source?.kind === 'constant' ? String(source.value) : refused(into, 'otherSetting', '');
    case 'nodes':
      if (value.as === 'node') return pasteNode(into, value.id);
      // a moment at a node is that node
      return value.as === 'point' && value.point.kind === 'node'
        ? pasteNode(into, value.point.id)
        : refused(into, 'otherSetting', '');
    case 'points':
      return value.as === 'point' ? pastePoint(into, value.point) : refused(into, 'otherSetting', '');
    default:
      return refused(into, 'otherSetting', '');
  }
}

/** C-23: what is parked there goes in with it, and only there: the value of the other way means nothing elsewhere. */
function pasteDeadline(
  into: PasteInto,
  value: Pasted,
  source: ValueSource | null,
  present: Deadline | null,
): Deadline | null {
  if (value.as !== 'deadline') {
    const field = source?.kind === 'field' ? pasteField(into, source)?.field : undefined;
    if (source?.kind !== 'field') return refused(into, 'otherSetting', '');
    return field ? deadlineOfField(present, field) : null;
  }
  const { deadline } = value;
  const field = deadline.field ? pasteField(into, { kind: 'field', field: deadline.field })?.field : undefined;
  if (deadline.kind === 'days') return { kind: 'days', days: deadline.days, ...(field ? { field } : {}) };
  return deadline.field && !field ? null : { ...deadline, field: field ?? null };
}

/** A document that is a field may stand wherever a field may. */
function asSource(value: Pasted): ValueSource | null {
  if (value.as === 'source') return value.source;
  if (value.as === 'deadline') {
    const { kind, field } = value.deadline;
    return kind === 'field' && field ? { kind, field } : null;
  }
  return value.as === 'document' && value.document.kind === 'field'
    ? { kind: 'field', field: value.document.field }
    : null;
}

function asDocument(value: Pasted): DocumentSource | null {
  if (value.as === 'document') return value.document;
  return value.as === 'source' && value.source.kind === 'field'
    ? { kind: 'field', id: 'document-1', field: value.source.field }
    : null;
}

/** A bare text template takes a field or a fixed text as its only part. */
function pasteText(into: PasteInto, source: ValueSource | null): TextTemplate | null {
  switch (source?.kind) {
    case 'template':
      return pasteTemplate(into, source.template);
    case 'field':
      return pasteTemplate(into, [{ kind: 'field', field: source.field }]);
    case 'constant':
      return [{ kind: 'text', text: String(source.value) }];
    default:
      return refused(into, 'otherSetting', '');
  }
}
