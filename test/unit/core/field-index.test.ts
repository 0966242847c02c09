import { describe, expect, it } from 'vitest';

import {
  buildFieldIndex,
  filterFields,
  findField,
  rankFields,
  toFieldRef,
  type FieldRow,
} from '../../../src/core/field-index.js';
import { aFieldRef, aWorkflow } from '../../support/builders.js';

const { form } = aWorkflow();
const index = buildFieldIndex(form);
const names = (rows: readonly FieldRow[]) =>
  rows.map((row) => (row.kind === 'table' ? `[${row.table.label}]` : row.field.label));

describe('the field tree', () => {
  it('has a row for each table and each of its fields, in the order of the form', () => {
    const rows = filterFields(index, ' ');

    expect(rows).toHaveLength(3 + 24 + 3 + 4);
    expect(names(rows).slice(0, 2)).toEqual(['[主表]', '合同名称']);
    expect(names(rows).slice(-5)).toEqual(['[签署方明细]', '单位名称', '签署人', '手机', '顺序']);
  });

  it('is filtered by label and id, and keeps the headers of what is left', () => {
    expect(names(filterFields(index, '手机'))).toEqual(['[主表]', '供应商手机', '[签署方明细]', '手机']);
    expect(names(filterFields(index, 'F-SUPPLIER'))).toEqual(['[主表]', '供应商名称', '供应商手机']);
    expect(filterFields(index, '没有这个字段')).toEqual([]);
  });

  it('does not care about the width and case of letters', () => {
    expect(names(filterFields(index, 'Ｆ－ＴＩＴＬＥ'))).toEqual(['[主表]', '合同名称']);
  });

  it('keeps a whole table when its name is hit', () => {
    expect(names(filterFields(index, '采购明细'))).toEqual(['[采购明细]', '物品', '单价', '规格书']);
  });

  it('leaves out tables without fields', () => {
    const empty = buildFieldIndex({ ...form, details: [{ id: 'd', label: '空', fields: [] }] });

    expect(names(filterFields(empty, ''))).not.toContain('[空]');
  });

  it('ranks the exact label before its prefix, and that before contained text', () => {
    expect(rankFields(index, '签署人').map(({ field }) => field.label)).toEqual(['签署人', '甲方签署人']);
    expect(rankFields(index, '合同')[0]?.field.id).toBe('f-title');
    expect(rankFields(index, 'f-no')[0]?.field.id).toBe('f-no');
    expect(rankFields(index, '')).toHaveLength(31);
  });

  it('finds the live field of a reference, and writes down what is seen now', () => {
    expect(findField(index, aFieldRef('p-person'))?.label).toBe('签署人');
    expect(findField(index, { table: 'main', field: 'p-person' })).toBeUndefined();
    expect(toFieldRef({ id: 'main' }, { id: 'f-x', label: '甲', type: 'date' })).toEqual({
      table: 'main',
      field: 'f-x',
      label: '甲',
      type: 'date',
    });
  });
});
