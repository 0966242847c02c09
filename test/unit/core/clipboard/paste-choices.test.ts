import { describe, expect, it } from 'vitest';

import { clipOf, writeClip } from '../../../../src/core/clipboard/clip.js';
import { planPaste } from '../../../../src/core/clipboard/plan-paste.js';
import { readClip } from '../../../../src/core/clipboard/read-clip.js';
import { applyCommand } from '../../../../src/core/commands.js';
import { transferMapping } from '../../../../src/core/transfer.js';
import type { EditorMapping } from '../../../../src/core/editor-mapping.js';
import { emptySealUseMapping, emptySigningMapping } from '../../../../src/core/empty-mapping.js';
import { valueAt } from '../../../../src/core/pointer.js';
import type { FieldOption } from '../../../../src/schema/form.js';
import type { FieldSource } from '../../../../src/schema/value-source.js';
import type { Workflow } from '../../../../src/schema/workflow.js';
import { aFieldSource, aMapping, aSealUseMapping, aWorkflow } from '../../../support/builders.js';

const select = (id: string, label: string, options: readonly FieldOption[]) => ({
  id,
  label,
  type: 'select' as const,
  options: [...options],
});

/** The form of the tests with a level in the main table and a kind in the rows, stored as it pleases. */
function withChoices(id: string, levels: readonly FieldOption[], kinds: readonly FieldOption[] = levels): Workflow {
  const workflow = aWorkflow();
  const { main, details } = workflow.form;
  const [items, ...others] = details;
  const form = {
    ...workflow.form,
    main: { ...main, fields: [...main.fields, select('f-level', '密级', levels)] },
    details: [{ ...items!, fields: [...items!.fields, select('i-kind', '类别', kinds)] }, ...others],
  };
  return { ...workflow, id, form };
}

const own = (one: string, two: string): FieldOption[] => [
  { value: '1', label: one },
  { value: '2', label: two },
];
const here = withChoices(aWorkflow().id, own('公开', '内部'), own('货物', '服务'));
// the values of here mean something else there
const there = withChoices(
  'wf-other',
  [
    { value: '2', label: '公开' },
    { value: '9', label: '内部' },
  ],
  [
    { value: '2', label: '货物' },
    { value: '9', label: '服务' },
  ],
);
const poorer = withChoices('wf-poor', [{ value: '2', label: '绝密' }], [{ value: '2', label: '工程' }]);

const level = { table: 'main', field: 'f-level', label: '密级', type: 'select' as const };
const kind = { table: 'd-items', field: 'i-kind', label: '类别', type: 'select' as const };
const lookup: FieldSource = {
  kind: 'field',
  field: level,
  conversion: 'lookup',
  lookup: { rows: ['1', '2'].map((option) => ({ option, target: { value: `for ${option}` } })) },
};
const signing = aMapping({
  required: { subject: { ...aFieldSource('i-name'), rows: { pick: 'where', field: kind, equals: '2' } } },
  optional: { sceneNumber: lookup },
  flow: {
    addParties: { fixed: true, dynamic: true },
    dynamicParties: { ...aMapping().flow.dynamicParties, table: 'd-items', where: { field: kind, equals: '1' } },
  },
});
const sealUse = {
  ...aSealUseMapping(),
  callbacks: [
    {
      id: 'callback-1',
      event: 'autoEnded' as const,
      enabled: true,
      actions: [{ kind: 'writeField' as const, field: level, value: '2' }],
    },
  ],
};
const [emptySigning, emptySealUse] = [emptySigningMapping('wf-other', ''), emptySealUseMapping('wf-other', '')];

/** Copied in one workflow, pasted in another one. */
function carried(from: EditorMapping, into: EditorMapping, pointer: string, to: Workflow) {
  const read = readClip(writeClip(clipOf(from, [pointer]), here));
  if (!read.ok) throw new Error(read.error);
  const plan = planPaste(into, read.items, pointer, { workflow: to, choices: read.choices });
  const faults = plan.faults.map(({ name, reason }) => `${reason} ${name}`);
  return { value: valueAt(applyCommand(into, plan.command).doc, pointer), faults };
}

const places: [string, EditorMapping, EditorMapping, string][] = [
  ['a lookup table', signing, emptySigning, '/optional/sceneNumber'],
  ['the row of a single value', signing, emptySigning, '/required/subject'],
  ['the rows that are parties (C-30)', signing, emptySigning, '/flow/dynamicParties'],
  ['what an action writes (P-15)', sealUse, emptySealUse, '/callbacks'],
];

describe('choices of a binding that is pasted in another workflow', () => {
  it.each(places)('are stored as that form stores them, as in a copy of the whole: %s', (_, from, into, pointer) => {
    const { value, faults } = carried(from, into, pointer, there);

    expect(faults).toEqual([]);
    expect(value).toEqual(valueAt(transferMapping(from, here, there).mapping, pointer));
    expect(JSON.stringify(value)).not.toBe(JSON.stringify(valueAt(from, pointer)));
  });

  it.each(places)('stay as they are in their own form: %s', (_, from, into, pointer) => {
    expect(carried(from, into, pointer, here)).toEqual({ value: valueAt(from, pointer), faults: [] });
  });

  it.each([
    ['类别: 服务', signing, emptySigning, '/required/subject'],
    ['类别: 货物', signing, emptySigning, '/flow/dynamicParties'],
    ['密级: 内部', sealUse, emptySealUse, '/callbacks'],
  ] as const)('leave out what depends on a choice that is not there, and name it: %s', (name, from, into, pointer) => {
    const { value, faults } = carried(from, into, pointer, poorer);

    expect(faults).toEqual([`notFound ${name}`]);
    expect(value).toEqual(valueAt(into, pointer));
  });

  it('stay in a lookup table to be seen, by name where the value means another choice there', () => {
    const { value, faults } = carried(signing, emptySigning, '/optional/sceneNumber', poorer);

    expect(faults).toEqual(['notFound 密级: 公开', 'notFound 密级: 内部']);
    expect((value as FieldSource).lookup?.rows.map(({ option }) => option)).toEqual(['1', '内部']);
  });

  it('are copied only for values that name one', () => {
    expect(JSON.parse(writeClip(clipOf(signing, ['/required/documents']), here))).not.toHaveProperty('choices');
    expect(JSON.parse(writeClip(clipOf(signing, ['/required/subject']), here))).toMatchObject({
      choices: [{ table: 'd-items', field: 'i-kind', options: own('货物', '服务') }],
    });
  });
});
