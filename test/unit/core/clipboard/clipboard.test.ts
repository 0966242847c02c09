import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { clipOf, isEmpty, writeClip } from '../../../../src/core/clipboard/clip.js';
import { cutOf, resetOf } from '../../../../src/core/clipboard/cut.js';
import { planPaste } from '../../../../src/core/clipboard/plan-paste.js';
import { readClip } from '../../../../src/core/clipboard/read-clip.js';
import { applyCommand } from '../../../../src/core/commands.js';
import { isSealUse, kindOf, type EditorMapping } from '../../../../src/core/editor-mapping.js';
import { toFieldRef } from '../../../../src/core/field-index.js';
import { valueAt } from '../../../../src/core/pointer.js';
import { rowTableOf, slotsOf, type SlotDefinition } from '../../../../src/core/slots.js';
import { fitSlot } from '../../../../src/core/type-matrix.js';
import { DateFormat, PlacementRule } from '../../../../src/schema/placement.js';
import { SealUseEvent } from '../../../../src/schema/seal-use-event.js';
import { SealUseMapping } from '../../../../src/schema/seal-use-config.js';
import { EnvelopeEvent, FileOperationKind, SigningMapping } from '../../../../src/schema/signing-config.js';
import type { FieldSource, ValueSource } from '../../../../src/schema/value-source.js';
import type { FlowPoint } from '../../../../src/schema/workflow.js';
import {
  aFieldRef,
  aFieldSource,
  aMapping,
  aPartyConfig,
  aSealUseMapping,
  aWorkflow,
} from '../../../support/builders.js';
import { arbitraryOf } from '../../../support/schema-arbitrary.js';

const workflow = aWorkflow();
const signing = aMapping({
  flow: {
    addParties: { fixed: true, dynamic: true },
    parties: [aPartyConfig(), aPartyConfig({ id: 'party-c', kind: 'organization', scope: 'external', order: 3 })],
    dynamicParties: { ...aMapping().flow.dynamicParties, table: 'd-parties' },
  },
});
const sealUse = aSealUseMapping();

const everySlot: [string, EditorMapping, SlotDefinition][] = [signing, sealUse].flatMap((mapping) =>
  slotsOf(mapping).map((slot): [string, EditorMapping, SlotDefinition] => [
    `${kindOf(mapping)} ${slot.pointer}`,
    mapping,
    slot,
  ]),
);

const points: fc.Arbitrary<FlowPoint> = fc.oneof(
  fc.record({
    kind: fc.constant('node' as const),
    id: fc.constantFrom(...workflow.nodes.map(({ id }) => id)),
    timing: fc.constantFrom('before' as const, 'after' as const),
  }),
  fc.record({
    kind: fc.constant('exit' as const),
    id: fc.constantFrom(...workflow.exits.map(({ id }) => id)),
    timing: fc.constantFrom('before' as const, 'after' as const),
  }),
);
const nodes = fc.constantFrom(...workflow.nodes.map(({ id }) => id));
const refs = [workflow.form.main, ...workflow.form.details].flatMap((table) =>
  table.fields.map((field) => ({ field, table: table.id, ref: toFieldRef(table, field) })),
);

/** Fields that a slot takes, with every conversion and choice of rows that it may have there. */
function fieldSources(mapping: EditorMapping, slot: SlotDefinition): FieldSource[] {
  return refs.flatMap(({ field, table, ref }): FieldSource[] => {
    const fit = fitSlot(slot, field, table, rowTableOf(mapping, slot.pointer));
    if (fit.kind === 'refused') return [];
    const base = { kind: 'field', field: ref } as const;
    const rows = fit.rows?.filter((pick) => pick !== 'where' && pick !== 'count') ?? [];
    const converted = (fit.conversions ?? []).map((conversion) => ({ ...base, conversion }));
    const sources: FieldSource[] = fit.kind === 'direct' ? [base, ...converted] : converted;
    return [...sources, ...sources.flatMap((source) => rows.map((pick) => ({ ...source, rows: { pick } })))];
  });
}

function sources(mapping: EditorMapping, slot: SlotDefinition): fc.Arbitrary<ValueSource> {
  const kinds = slot.kinds ?? ['field'];
  const constant =
    slot.type === 'number' ? fc.integer({ min: 1, max: 9 }) : fc.constantFrom('公章', '<b>', '__proto__');
  const field = fc.constantFrom(...refs.map(({ ref }) => ref));
  const made: Partial<Record<ValueSource['kind'], fc.Arbitrary<ValueSource>>> = {
    field: fc.constantFrom<ValueSource>(...fieldSources(mapping, slot)),
    constant: constant.map((value): ValueSource => ({ kind: 'constant', value })),
    operator: fc.constant<ValueSource>({ kind: 'operator' }),
    creator: fc.constant<ValueSource>({ kind: 'creator' }),
    template: field.map((part): ValueSource => ({
      kind: 'template',
      template: [
        { kind: 'field', field: part },
        { kind: 'text', text: ' – ' },
        { kind: 'system', name: 'today' },
      ],
    })),
  };
  return fc.oneof(...kinds.map((kind) => made[kind]!));
}

const some = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.uniqueArray(item, { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) });
const named = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc
    .array(item, { minLength: 1, maxLength: 3 })
    .map((items) => items.map((value, at) => ({ ...value, id: `x-${at}` })));

/** What a person may have put into a slot. */
function valueOf(mapping: EditorMapping, slot: SlotDefinition): fc.Arbitrary<unknown> {
  const fields = (): FieldSource[] => fieldSources(mapping, slot);
  switch (slot.control) {
    case 'workflow':
      return fc.constant(mapping.basic.workflowId);
    case 'provider':
      return fc.constantFrom('builtin', 'esign');
    case 'binding':
    case 'identifier':
      return fc.constantFrom('bind-builtin', 'folder-1');
    case 'text':
      return fc.constantFrom('采购合同用印', '<script>');
    case 'number':
      return fc.integer({ min: 1, max: 999 });
    case 'switch':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...slot.choices!);
    case 'table':
      return fc.constantFrom('d-items', 'd-parties');
    case 'source':
      return sources(mapping, slot);
    case 'sources':
      return some(sources(mapping, slot));
    case 'field':
      return fc.constantFrom(...fields().map(({ field }) => field));
    case 'documents':
      return named(
        fc.oneof(
          fc.constantFrom(...fields()).map(({ field }) => ({ kind: 'field', field })),
          sources(mapping, { ...slot, control: 'source', type: 'text', kinds: ['field', 'constant', 'template'] }).map(
            (value) => ({
              kind: 'template',
              template: { kind: 'constant', value: 'tpl-1' },
              controls: [
                { control: 'c-1', value },
                { control: 'c-2', value: null },
              ],
            }),
          ),
        ),
      ).map((items) => items.filter((item, at) => items.findIndex((other) => sameButId(item, other)) === at));
    case 'nodes':
      return some(nodes);
    case 'points':
      return some(points);
    case 'deadline':
      return fc.oneof(
        fc.integer({ min: 1, max: 3650 }).map((days) => ({ kind: 'days', days })),
        fc.constantFrom(...fields()).map(({ field }) => ({ kind: 'field', field })),
        fc.constantFrom(...fields()).map(({ field }) => ({ kind: 'days', days: 30, field })),
        fc.constantFrom(...fields()).map(({ field }) => ({ kind: 'field', days: 30, field })),
      );
    case 'template':
      return fc.constantFrom(...refs).map(({ ref }) => [
        { kind: 'field', field: ref },
        { kind: 'text', text: '.pdf' },
      ]);
    case 'texts':
      return slot.pointer === '/buttons'
        ? fc.constant({ sign: { 'zh-CN': '签署' } })
        : fc.constantFrom({ en: 'Signing' }, { 'zh-CN': '签署', ja: '<b>' });
    case 'parties':
      return named(
        fc.record({ order: fc.integer({ min: 1, max: 9 }), autoSign: fc.boolean() }).map((more) => aPartyConfig(more)),
      );
    case 'dynamicParties':
      return fc.constantFrom(
        { ...signing.flow.dynamicParties, signer: aFieldSource('p-person'), order: aFieldSource('p-order') },
        {
          ...signing.flow.dynamicParties,
          where: { field: aFieldRef('p-name'), equals: '外部' },
          name: aFieldSource('p-name'),
          signingNodes: ['n-sign-a'],
        },
      );
    case 'placements':
      return named(
        fc
          .record({
            rule: arbitraryOf(PlacementRule) as fc.Arbitrary<PlacementRule>,
            party: fc.constantFrom('party-b', 'party-c', 'initiator', 'each-row'),
            source: fc.constantFrom('doc-1', null),
          })
          .map(({ rule, ...more }) => ({
            ...rule,
            ...more,
            signingDate: { format: DateFormat.options[0], fontSize: 12 },
          })),
      );
    case 'callbacks':
      return some(
        fc.constantFrom(...EnvelopeEvent.options).map((event) => ({ event, actionFlowId: 'af-notify', enabled: true })),
      );
    case 'operations':
      return named(
        fc
          .tuple(points, fc.constantFrom(...FileOperationKind.options))
          .map(([{ kind, id: target, timing }, operation]) => ({ kind, target, timing, operation, message: {} })),
      );
    case 'sealCallbacks':
      return named(
        fc.constantFrom(...SealUseEvent.options).map((event) => ({
          event,
          enabled: true,
          actions: [
            { kind: 'submitWorkflow' },
            { kind: 'sendBack', nodeId: 'n-dept' },
            { kind: 'writeField', field: aFieldRef('f-use-code'), value: '1' },
            { kind: 'notify', to: aFieldSource('f-owner'), text: '<img>' },
            { kind: 'runActionFlow', actionFlowId: 'af-notify' },
          ],
        })),
      );
  }
}

function sameButId(a: object, b: object): boolean {
  return JSON.stringify({ ...a, id: '' }) === JSON.stringify({ ...b, id: '' });
}

function withValue(mapping: EditorMapping, pointer: string, value: unknown): EditorMapping {
  return applyCommand(mapping, { type: 'set', pointer, value }).doc;
}

/** The document with a slot as in a new one. */
function cleared(mapping: EditorMapping, { pointer }: SlotDefinition): EditorMapping {
  const reset = resetOf(mapping, pointer);
  return reset ? applyCommand(mapping, reset).doc : mapping;
}

function copied(mapping: EditorMapping, ...pointers: string[]) {
  const read = readClip(writeClip(clipOf(mapping, pointers)));
  if (!read.ok) throw new Error(read.error);
  return read.items;
}

describe('copying and pasting', () => {
  it.each(everySlot)('gives %s back', (_, mapping, slot) => {
    fc.assert(
      fc.property(valueOf(mapping, slot), fc.boolean(), (value, aimed) => {
        const doc = withValue(mapping, slot.pointer, value);
        const empty = cleared(doc, slot);

        const plan = planPaste(empty, copied(doc, slot.pointer), aimed ? slot.pointer : null, { workflow });

        const pasted = applyCommand(empty, plan.command);
        expect(valueAt(pasted.doc, slot.pointer)).toEqual(value);
        expect(plan.faults.filter(({ reason }) => reason !== 'already')).toEqual([]);
        expect((isSealUse(mapping) ? SealUseMapping : SigningMapping).safeParse(pasted.doc).success).toBe(true);
        expect(applyCommand(pasted.doc, pasted.inverse).doc).toEqual(empty);
      }),
      { numRuns: 25 },
    );
  });

  it.each(everySlot)('takes the cut of %s back by undo, and by pasting', (_, mapping, slot) => {
    fc.assert(
      fc.property(valueOf(mapping, slot), (value) => {
        const doc = withValue(mapping, slot.pointer, value);

        const cut = applyCommand(doc, cutOf(doc, [slot.pointer]));

        expect(applyCommand(cut.doc, cut.inverse).doc).toEqual(doc);
        const plan = planPaste(cut.doc, copied(doc, slot.pointer), slot.pointer, { workflow });
        const back = valueAt(applyCommand(cut.doc, plan.command).doc, slot.pointer);
        // a rule of the old document must not pass to a new one by its id
        const isNamed = slot.control === 'documents';
        expect(isNamed ? (back as unknown[]).length : back).toEqual(isNamed ? (value as unknown[]).length : value);
      }),
      { numRuns: 10 },
    );
  });

  it('brings several cards back in one step', () => {
    const pointers = ['/required/subject', '/required/documents', '/flow/createAt', '/advanced/downloadInto'];
    const cut = applyCommand(signing as EditorMapping, cutOf(signing, pointers)).doc;
    expect(pointers.every((pointer) => isEmpty(valueAt(cut, pointer)))).toBe(true);

    const plan = planPaste(cut, copied(signing, ...pointers), '/optional/remark', { workflow });

    expect(plan.faults).toEqual([]);
    expect(plan.pointers).toEqual(pointers);
    expect(applyCommand(cut, plan.command).doc).toEqual(signing);
  });
});
