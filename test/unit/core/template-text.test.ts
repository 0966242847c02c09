import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseTemplate, printTemplate, type SystemLabels } from '../../../src/core/template-text.js';
import type { Form } from '../../../src/schema/form.js';
import { SystemVariable, type TemplatePart, type TextTemplate } from '../../../src/schema/value-source.js';
import { aFieldRef, aWorkflow } from '../../support/builders.js';

const { form } = aWorkflow();
const labels: SystemLabels = {
  workflowName: '流程名称',
  recordId: '流程编号',
  recordTitle: '流程标题',
  nodeName: '当前节点',
  operatorName: '操作人姓名',
  creatorName: '创建人姓名',
  today: '当天日期',
  documentName: '原文件名',
  // the same word as a field of the form
  sequence: '合同名称',
};

/** Labels that collide, hold braces, dots, backslashes and numbers signs. */
const awkward: Form = {
  id: 'form',
  label: '表单',
  main: {
    id: 'main',
    label: '主表',
    fields: ['名称', '名称', '{花}', '反\\斜', 'a#b', '明细.名称', ' 空 ', 'today'].map((label, index) => ({
      id: `f${index}`,
      label,
      type: 'text',
    })),
  },
  details: [{ id: 'd1', label: '明细', fields: [{ id: 'f0', label: '名称', type: 'text' }] }],
};

function partsOf(source: Form): fc.Arbitrary<TemplatePart> {
  const refs = [source.main, ...source.details].flatMap((table) =>
    table.fields.map((field) => ({ table: table.id, field: field.id, label: field.label, type: field.type })),
  );
  return fc.oneof(
    fc.record({ kind: fc.constant('field' as const), field: fc.constantFrom(...refs) }),
    fc.record({ kind: fc.constant('system' as const), name: fc.constantFrom(...SystemVariable.options) }),
    fc.record({
      kind: fc.constant('text' as const),
      text: fc.string({ unit: fc.constantFrom('{', '}', '\\', '#', '字', 'a', ' '), minLength: 1 }),
    }),
  );
}

/** Texts beside each other are one text to whoever edits them. */
function joinTexts(template: TextTemplate): TextTemplate {
  return template.reduce<TemplatePart[]>((parts, part) => {
    const last = parts.at(-1);
    if (last?.kind === 'text' && part.kind === 'text') {
      return [...parts.slice(0, -1), { kind: 'text', text: last.text + part.text }];
    }
    return [...parts, part];
  }, []);
}

describe('templates as text (C-10, C-44)', () => {
  it('are printed with the labels of fields and variables', () => {
    const template: TextTemplate = [
      { kind: 'field', field: aFieldRef('f-supplier') },
      { kind: 'text', text: ' – {' },
      { kind: 'system', name: 'recordId' },
      { kind: 'field', field: aFieldRef('p-name') },
    ];

    expect(printTemplate(template, form, labels)).toBe('{供应商名称} – {{{流程编号}{签署方明细.单位名称}');
    expect(printTemplate([{ kind: 'field', field: aFieldRef('f-title') }])).toBe('{合同名称}');
  });

  it('are read back with a fresh reference to the field', () => {
    expect(parseTemplate('{供应商名称} – { 流程编号 }', form, labels)).toEqual({
      template: [
        { kind: 'field', field: aFieldRef('f-supplier') },
        { kind: 'text', text: ' – ' },
        { kind: 'system', name: 'recordId' },
      ],
      errors: [],
    });
  });

  it('report an unknown or ambiguous name and keep what was typed', () => {
    expect(parseTemplate('编号{没有这个}', form, labels)).toEqual({
      template: [{ kind: 'text', text: '编号{没有这个}' }],
      errors: [{ name: '没有这个', start: 2 }],
    });
    expect(parseTemplate('{合同名称}', form, labels).errors).toHaveLength(1);
    expect(parseTemplate('{}', form).errors).toEqual([{ name: '', start: 0 }]);
  });

  it('take an open brace as text while somebody is typing', () => {
    expect(parseTemplate('编号{合同', form)).toEqual({ template: [{ kind: 'text', text: '编号{合同' }], errors: [] });
  });

  it('understand a field by its id after its label was changed, or after the form lost it', () => {
    const renamed = { ...aFieldRef('f-supplier'), label: '旧名' };
    const gone = { table: 'main', field: 'f-gone', label: '没了', type: 'text' as const };
    const previous: TextTemplate = [{ kind: 'field', field: gone }];

    expect(printTemplate(previous, form)).toBe('{没了#main/f-gone}');
    expect(parseTemplate('{没了#main/f-gone}!', form, labels, previous).template).toEqual([
      ...previous,
      { kind: 'text', text: '!' },
    ]);
    expect(parseTemplate(`{${renamed.label}#main/f-supplier}`, form).template).toEqual([
      { kind: 'field', field: aFieldRef('f-supplier') },
    ]);
  });

  it.each([
    ['the purchase contract', form],
    ['awkward labels', awkward],
  ])('survive printing and reading with %s', (_, source) => {
    fc.assert(
      fc.property(fc.array(partsOf(source), { maxLength: 8 }), (parts) => {
        const template = joinTexts(parts);

        expect(parseTemplate(printTemplate(template, source, labels), source, labels)).toEqual({
          template,
          errors: [],
        });
      }),
    );
  });

  it('never throw, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', '\\', '合', '同', '#', '/', 'x') }), (text) => {
        expect(parseTemplate(text, form).template.length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
