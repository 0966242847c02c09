import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sampleKinds, sampleRecord } from '../../../src/core/sample-record.js';
import { tablesRead, typedRecord, typedText, typedValue } from '../../../src/core/typed-record.js';
import { FormRecord, type Field, type FieldType, type FieldValue } from '../../../src/schema/form.js';
import { FieldType as FieldTypes, FieldValue as FieldValues } from '../../../src/schema/form.js';
import { aFieldSource, aFile, aMapping, aPerson, aRecord, aWorkflow } from '../../support/builders.js';

const field = (type: FieldType, more: Partial<Field> = {}): Field => ({ id: 'f', label: '字段', type, ...more });
const read = (type: FieldType, text: string, old: FieldValue = null, more: Partial<Field> = {}): unknown =>
  typedValue(field(type, more), text, old);

describe('a record that is typed in', () => {
  it('leaves every value of a made-up record as it was, where nothing was typed', () => {
    const workflow = aWorkflow();
    for (const kind of sampleKinds) {
      const record = sampleRecord(workflow, kind, { now: '2026-11-28T08:00:00Z' });
      for (const own of workflow.form.main.fields) {
        const value = record.values[own.id] ?? null;
        expect(typedValue(own, typedText(own, value), value)).toBe(value);
      }
    }
  });

  it('makes a value that the schema takes from any text in any field', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FieldTypes.options),
        fc.string({ unit: 'binary', maxLength: 300 }),
        (type, text) => {
          const value = typedValue(field(type), text, null);
          if (value !== undefined) expect(FieldValues.safeParse(value).success).toBe(true);
        },
      ),
    );
  });

  it('shows what it has read from a text in the same words again', () => {
    const types: FieldType[] = ['person', 'persons', 'attachment', 'organization', 'number', 'date', 'datetime'];
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.string({ maxLength: 60 }), (type, text) => {
        const own = field(type);
        const value = typedValue(own, text, null);
        if (value === undefined || (typeof value === 'string' && type === 'date')) return;
        const shown = typedText(own, value);
        expect(typedText(own, typedValue(own, shown, null) ?? null)).toBe(shown);
      }),
    );
  });

  it('reads people with contact and company, and knows again who was there', () => {
    expect(read('person', '王芳 | 13800000009 | 云海科技')).toMatchObject({
      name: '王芳',
      mobile: '13800000009',
      organization: '云海科技',
    });
    expect(read('persons', '李敏 | 13800000001\n张伟 | z@example.com', [aPerson()])).toEqual([
      aPerson(),
      expect.objectContaining({ name: '张伟', email: 'z@example.com' }),
    ]);
    expect(read('person', '李敏 | 13911112222', aPerson())).toMatchObject({
      userId: 'applicant',
      mobile: '13911112222',
    });
  });

  it('reads files by their names, and keeps those that were there', () => {
    expect(read('attachment', '采购合同.pdf\n附件.docx', [aFile()])).toEqual([
      aFile(),
      expect.objectContaining({ name: '附件.docx' }),
    ]);
    expect(read('attachment', '', [aFile()])).toBeNull();
  });

  it('reads numbers, moments and choices, and says what is no number', () => {
    expect(read('money', '12,800.50')).toBe(12800.5);
    expect(read('number', '两个')).toBeUndefined();
    expect(read('datetime', '2026-11-30T16:30')).toBe('2026-11-30T08:30:00.000Z');
    expect(read('checkbox', 'false', null)).toBe(false);
    const options = [{ value: 'a', label: '甲' }];
    expect(read('select', '甲', null, { multiple: true, options })).toEqual([{ id: 'a', name: '甲' }]);
  });

  it('asks for the fields that a mapping reads, also in conditions and detail tables', () => {
    const mapping = aMapping({
      required: { subject: aFieldSource('i-name'), documents: [], signers: [], initiator: { kind: 'creator' } },
    });
    const tables = tablesRead(mapping, aWorkflow());
    expect(tables.find(({ id }) => id === 'd-items')?.fields.map(({ id }) => id)).toEqual(['i-name']);
  });

  it('keeps what was not asked for', () => {
    const base = aRecord();
    const record = typedRecord(
      base,
      { title: '新', values: { 'f-title': '甲' }, details: { d: [{ x: 1 }] } },
      'typed-1',
    );
    expect(record).toMatchObject({ recordId: 'typed-1', title: '新', details: { d: [{ x: 1 }] } });
    expect(record.values).toEqual({ ...base.values, 'f-title': '甲' });
    expect(FormRecord.safeParse(record).success).toBe(true);
  });
});
