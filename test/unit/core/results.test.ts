import { describe, expect, it } from 'vitest';

import type { ResolveContext } from '../../../src/core/resolve.js';
import { resultOf, type SlotResult } from '../../../src/core/results.js';
import { sampleKinds, sampleRecord } from '../../../src/core/sample-record.js';
import { slotAt, slotsOf } from '../../../src/core/slots.js';
import { FormRecord, type FieldValues } from '../../../src/schema/form.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import { aFieldRef, aFieldSource, aFile, aMapping, aPerson, aRecord, aWorkflow } from '../../support/builders.js';

const now = '2026-11-28T08:00:00Z';

function result(
  mapping: SigningMapping,
  pointer: string,
  values: FieldValues = {},
  over: Partial<ResolveContext> = {},
) {
  const slot = slotAt(pointer);
  if (!slot) throw new Error(`no slot at ${pointer}`);
  const record = aRecord({ values: { ...aRecord().values, ...values } });
  return resultOf(slot, mapping, { record, workflow: aWorkflow(), operator: aPerson(), now, ...over });
}

const shows = (...values: string[]): SlotResult => ({ kind: 'values', values });

describe('the result of a slot for a record', () => {
  it('is the text of a field, a fault where it must not be empty, and null where no record matters (C-10)', () => {
    const mapping = aMapping({ required: { subject: aFieldSource('f-title') } });

    expect(result(mapping, '/required/subject')).toEqual(shows('服务器采购合同'));
    expect(result(mapping, '/required/subject', { 'f-title': ' ' })).toEqual({ kind: 'fault', code: 'REQ' });
    const remark = aMapping({ optional: { remark: aFieldSource('f-title') } });
    expect(result(remark, '/optional/remark', { 'f-title': ' ' })).toEqual({ kind: 'empty' });
    expect(result(mapping, '/basic/enabled')).toBeNull();
  });

  it('names people with their contact, and files by name (C-12, C-13, C-15)', () => {
    const mapping = aMapping({
      required: {
        initiator: { kind: 'operator' },
        documents: [{ kind: 'field', id: 'document-1', field: aFieldRef('f-contract') }],
        signers: [aFieldSource('f-signer-a'), aFieldSource('f-signer-b')],
      },
    });
    const values = {
      'f-contract': [aFile(), aFile({ fileId: 'file-2', name: '附件.pdf' })],
      'f-signer-a': aPerson({ userId: 'u-1', name: '王芳', mobile: '13800000002' }),
      'f-signer-b': { userId: 'u-2', name: '张伟' },
    };

    expect(result(mapping, '/required/initiator')).toEqual(shows('李敏 | 13800000001'));
    expect(result(mapping, '/required/documents', values)).toEqual(shows('采购合同.pdf', '附件.pdf'));
    expect(result(mapping, '/required/signers', values)).toEqual(shows('王芳 | 13800000002', '张伟'));
  });

  it('says why a value cannot be read (C-10, C-49)', () => {
    const rows = aMapping({ required: { subject: aFieldSource('i-name') } });
    const record = aRecord({ details: { 'd-items': [{ 'i-name': '机柜' }, { 'i-name': '服务器' }] } });
    expect(result(rows, '/required/subject', {}, { record })).toEqual({ kind: 'fault', code: 'CARD' });

    const external = [aFieldSource('f-supplier-mobile')];
    const copies = aMapping({ advanced: { cc: { internal: [], external } } });
    const copy = (text: string) => result(copies, '/advanced/cc/external', { 'f-supplier-mobile': text });
    expect(copy('13800000001；a@example.com')).toEqual(shows('13800000001', 'a@example.com'));
    expect(copy('13800000001；某人')).toEqual({ kind: 'fault', code: 'SIGN-CONTACT' });
  });

  it('counts days from now, and repairs a file name (C-23, C-44)', () => {
    const mapping = aMapping({
      optional: { deadline: { kind: 'days', days: 3 } },
      advanced: { namingRule: [{ kind: 'text', text: 'a/b' }] },
    });

    expect(result(mapping, '/optional/deadline')).toEqual(shows('2026-12-01'));
    expect(result(mapping, '/advanced/namingRule')).toEqual(shows('a_b.pdf'));
  });

  it('has one value for each row of the detail table that parties come from (C-30)', () => {
    const base = aMapping();
    const mapping = aMapping({
      flow: {
        addParties: { fixed: false, dynamic: true },
        dynamicParties: {
          ...base.flow.dynamicParties,
          kind: 'organization',
          table: 'd-parties',
          name: aFieldSource('p-name'),
        },
      },
    });
    const record = aRecord({ details: { 'd-parties': [{ 'p-name': '甲公司' }, { 'p-name': '乙公司' }] } });

    expect(result(mapping, '/flow/dynamicParties/name', {}, { record })).toEqual(shows('甲公司', '乙公司'));
  });
});

describe('a made-up record', () => {
  it.each(sampleKinds)('%s: is a record of the form, and always the same one', (kind) => {
    const record = sampleRecord(aWorkflow(), kind, { now });

    expect(FormRecord.parse(record)).toEqual(record);
    expect(sampleRecord(aWorkflow(), kind, { now })).toEqual(record);
  });

  it('has three rows in each table when it is filled, and no value at all when it is blank', () => {
    const filled = sampleRecord(aWorkflow(), 'filled', { now });
    const blank = sampleRecord(aWorkflow(), 'blank', { now });

    expect(Object.values(filled.details).map((rows) => rows.length)).toEqual([3, 3]);
    expect(Object.values(filled.values)).not.toContain(null);
    expect(new Set(Object.values(blank.values))).toEqual(new Set([null]));
  });

  it('gives every slot of a complete mapping a result that is no fault', () => {
    const record = sampleRecord(aWorkflow(), 'filled', { now });
    const context = { record, workflow: aWorkflow(), operator: aPerson(), now };
    const mapping = aMapping();
    const faults = slotsOf(mapping).filter((slot) => resultOf(slot, mapping, context)?.kind === 'fault');

    expect(faults.map((slot) => slot.pointer)).toEqual([]);
  });
});
