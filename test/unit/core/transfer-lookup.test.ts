import { describe, expect, it } from 'vitest';

import { transferMapping } from '../../../src/core/transfer.js';
import type { Workflow } from '../../../src/schema/workflow.js';
import type { FieldSource } from '../../../src/schema/value-source.js';
import { aMapping, aWorkflow } from '../../support/builders.js';

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
