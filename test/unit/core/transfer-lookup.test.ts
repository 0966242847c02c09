import { describe, expect, it } from 'vitest';

import { checkSigningMapping } from '../../../src/core/checks.js';
import { fixesOf } from '../../../src/core/fixes.js';
import { transferMapping } from '../../../src/core/transfer.js';
import type { Workflow } from '../../../src/schema/workflow.js';
import type { FieldSource } from '../../../src/schema/value-source.js';
import { aBinding, aFieldSource, aMapping, aWorkflow, someCapabilities } from '../../support/builders.js';

const withOptions = (id: string, options: readonly { value: string; label: string }[]): Workflow => {
  const workflow = aWorkflow();
  const { main } = workflow.form;
  const field = { id: 'f-level', label: '密级', type: 'select' as const, options: [...options] };
  return { ...workflow, id, form: { ...workflow.form, main: { ...main, fields: [...main.fields, field] } } };
};

const here = withOptions(aWorkflow().id, [
  { value: '1', label: '公开' },
  { value: '2', label: '内部' },
]);

function source(rows: readonly string[]): FieldSource {
  return {
    kind: 'field',
    field: { table: 'main', field: 'f-level', label: '密级', type: 'select' },
    conversion: 'lookup',
    lookup: { rows: rows.map((option) => ({ option, target: { value: `for ${option}` } })) },
  };
}

function optionsThere(to: Workflow): string[] {
  const mapping = aMapping({ optional: { sceneNumber: source(['1', '2']) } });
  const { sceneNumber } = transferMapping(mapping, here, to).mapping.optional;
  return (sceneNumber as FieldSource).lookup!.rows.map(({ option }) => option);
}

describe('lookup tables of a mapping for another workflow (C-01)', () => {
  it('name the choices as they are stored there, found by what people read', () => {
    const to = withOptions('wf-other', [
      { value: '2', label: '公开' },
      { value: '9', label: '内部' },
    ]);
    expect(optionsThere(to)).toEqual(['2', '9']);
  });

  it('keep a choice that is not there, or that nobody can tell apart', () => {
    const to = withOptions('wf-other', [
      { value: 'a', label: '公开' },
      { value: 'b', label: '公开' },
    ]);
    expect(optionsThere(to)).toEqual(['1', '2']);
  });

  it('stay as they are in their own workflow', () => {
    expect(optionsThere(here)).toEqual(['1', '2']);
  });
});

describe('conditions on rows of a mapping for another workflow (C-01, C-30)', () => {
  const withKinds = (id: string, options: readonly { value: string; label: string }[]): Workflow => {
    const workflow = aWorkflow();
    const [items, ...others] = workflow.form.details;
    const kind = { id: 'i-kind', label: '类别', type: 'select' as const, options: [...options] };
    const details = [{ ...items!, fields: [...items!.fields, kind] }, ...others];
    return { ...workflow, id, form: { ...workflow.form, details } };
  };
  const own = withKinds(aWorkflow().id, [
    { value: '1', label: '货物' },
    { value: '2', label: '服务' },
  ]);
  const field = { table: 'd-items', field: 'i-kind', label: '类别', type: 'select' as const };
  const complete = aMapping({
    required: { subject: { ...aFieldSource('i-name'), rows: { pick: 'where', field, equals: '2' } } },
    flow: { addParties: { fixed: true, dynamic: true } },
  });
  const { flow } = complete;
  const dynamicParties = { ...flow.dynamicParties, table: 'd-items', where: { field, equals: '1' } };
  const mapping = { ...complete, flow: { ...flow, dynamicParties } };

  it('name the choice as it is stored there, and the report says so', () => {
    const to = withKinds('wf-other', [
      { value: '2', label: '货物' },
      { value: '9', label: '服务' },
    ]);
    const { mapping: moved, matched } = transferMapping(mapping, own, to);
    expect(moved.required.subject).toMatchObject({ rows: { pick: 'where', equals: '9' } });
    expect(moved.flow.dynamicParties.where).toMatchObject({ equals: '2' });
    expect(matched.filter(({ kind }) => kind === 'option')).toEqual([
      expect.objectContaining({ name: '类别: 服务', way: 'label', pointers: ['/required/subject/rows'] }),
      expect.objectContaining({ name: '类别: 货物', way: 'label', pointers: ['/flow/dynamicParties/where'] }),
    ]);
  });

  it('keep a choice that is not there: the report names it, and it is a problem', () => {
    const to = withKinds('wf-other', [{ value: '2', label: '工程' }]);
    const { mapping: moved, missing } = transferMapping(mapping, own, to);
    // “2” is another choice there, and must not be taken for this one
    expect(moved.required.subject).toMatchObject({ rows: { pick: 'where', equals: '服务' } });
    expect(missing.map(({ kind, name, reason }) => [kind, name, reason])).toEqual([
      ['option', '类别: 服务', 'absent'],
      ['option', '类别: 货物', 'absent'],
    ]);
    const found = checkSigningMapping(moved, to, { bindings: [aBinding()], capabilities: someCapabilities() });
    const gone = found.find(({ params }) => params['kind'] === 'option');
    expect(gone && fixesOf(gone, moved, to, { bindings: [aBinding()] })).toEqual([]);
    expect(found).toContainEqual(
      expect.objectContaining({
        code: 'GONE',
        slot: 'C-30',
        params: expect.objectContaining({ kind: 'option', name: '1' }),
      }),
    );
  });

  it('stay as they are in their own workflow', () => {
    expect(transferMapping(mapping, own, own).mapping).toEqual(mapping);
  });
});
