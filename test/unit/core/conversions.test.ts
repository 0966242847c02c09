import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isGraveLoss, lossOf } from '../../../src/core/conversion-loss.js';
import {
  resolveFiles,
  resolveNumber,
  resolvePersons,
  resolveRefs,
  resolveSource,
  resolveText,
  type ResolveContext,
} from '../../../src/core/resolve.js';
import { fit, type FitField } from '../../../src/core/type-matrix.js';
import type { SlotType } from '../../../src/core/slot-definition.js';
import { FieldType, type FieldValue, type FieldValues } from '../../../src/schema/form.js';
import { Conversion, FieldSource, type LookupTable, type RowChoice } from '../../../src/schema/value-source.js';
import { aField, aFieldRef, aFieldSource, aFile, aPerson, aRecord, aWorkflow } from '../../support/builders.js';

function aContext(values: FieldValues = {}, over: Partial<ResolveContext> = {}): ResolveContext {
  const record = aRecord({ values: { ...aRecord().values, ...values } });
  return { record, workflow: aWorkflow(), operator: aPerson(), now: '2026-11-22T20:00:00Z', ...over };
}

function converted(field: string, conversion: Conversion, value: FieldValue, lookup?: LookupTable) {
  const source: FieldSource = { ...aFieldSource(field), conversion, ...(lookup ? { lookup } : {}) };
  const result = resolveSource(source, aContext({ [field]: value }));
  return result.ok ? result.value : result.code;
}

describe('conversions (3.5)', () => {
  it('write amounts and dates as contracts do', () => {
    expect(converted('f-amount', 'formatAmountUpper', 128000)).toBe('壹拾贰万捌仟元整');
    expect(converted('f-amount', 'formatAmountUpper', 1e15)).toBe('UNREADABLE');
    expect(converted('f-date', 'formatDateChinese', '2026-03-05')).toBe('2026年3月5日');
    expect(converted('f-date', 'formatMonthChinese', '2026-03-05')).toBe('2026年3月');
    expect(converted('f-date', 'formatDateTime', '2026-03-05T18:30:00Z')).toBe('2026-03-06 02:30');
    expect(converted('f-date', 'formatDateTime', '2026-03-05 8:05')).toBe('2026-03-05 08:05');
    expect(converted('f-date', 'formatDateTime', '2026-03-05')).toBe('2026-03-05');
    expect(converted('f-date', 'formatDateTime', '明天')).toBe('UNREADABLE');
  });

  it('count, and tell whether there is anything', () => {
    const people = [aPerson({ userId: 'a' }), aPerson({ userId: 'b' })];
    expect(converted('f-team', 'count', people)).toBe(2);
    expect(converted('f-team', 'count', [])).toBe(0);
    expect(converted('f-team', 'any', people)).toBe(true);
    expect(converted('f-team', 'any', [])).toBe(false);
    expect(converted('f-contract', 'filesCount', [aFile(), aFile({ fileId: 'x' })])).toBe(2);
    expect(converted('f-contract', 'filesCount', null)).toBe(0);
    expect(converted('f-title', 'filesCount', 'x')).toBe('TYPE');
  });

  it('turn numbers and boxes into each other', () => {
    expect(converted('f-amount', 'notZero', 0)).toBe(false);
    expect(converted('f-amount', 'notZero', -1)).toBe(true);
    expect(converted('f-amount', 'notZero', null)).toBe(false);
    expect(converted('f-archive', 'zeroOne', true)).toBe(1);
    expect(converted('f-archive', 'zeroOne', false)).toBe(0);
  });

  it('take the value, the first and certain choices', () => {
    const several = [
      { id: 'goods', name: '货物' },
      { id: 'service', name: '服务' },
    ];
    expect(converted('f-category', 'optionValue', 'goods')).toBe('goods');
    expect(converted('f-category', 'firstOption', several)).toBe('goods');
    expect(converted('f-category', 'optionLabel', several)).toBe('货物、服务');
    expect(converted('f-category', 'count', several)).toBe(2);
    const lookup: LookupTable = { rows: [{ option: 'service', target: { value: true } }] };
    expect(converted('f-category', 'contains', several, lookup)).toBe(true);
    expect(converted('f-category', 'contains', 'goods', lookup)).toBe(false);
    expect(converted('f-category', 'contains', null, lookup)).toBe(false);
    expect(converted('f-category', 'contains', 'goods')).toBe('TYPE');
  });

  it('show the value of an option as it is, not its label', () => {
    const source: FieldSource = { ...aFieldSource('f-category'), conversion: 'optionValue' };
    expect(resolveText(source, aContext({ 'f-category': 'goods' }))).toEqual({ ok: true, value: 'goods' });
  });

  it('look up what a table gives, and refuse what it does not list', () => {
    const lookup: LookupTable = { rows: [{ option: 'goods', target: { value: 'seal-1', label: '采购章' } }] };
    const source: FieldSource = { ...aFieldSource('f-category'), conversion: 'lookup', lookup };

    expect(resolveRefs(source, aContext({ 'f-category': 'goods' }))).toMatchObject({ value: [{ id: 'seal-1' }] });
    expect(resolveText(source, aContext({ 'f-category': 'goods' }))).toMatchObject({ value: 'seal-1' });
    expect(resolveRefs(source, aContext({ 'f-category': 'works' }))).toEqual({ ok: false, code: 'LOOKUP-GAP' });
    expect(resolveRefs(source, aContext({ 'f-category': null }))).toEqual({ ok: true, value: [] });
    const rest = { ...source, lookup: { ...lookup, otherwise: { value: 'seal-x' } } };
    expect(resolveRefs(rest, aContext({ 'f-category': 'works' }))).toMatchObject({ value: [{ id: 'seal-x' }] });
    expect(converted('f-archive', 'lookup', false, { rows: [{ option: 'false', target: { value: 3 } }] })).toBe(3);
  });
});

describe('rows of a detail table for one value (3.6)', () => {
  const read = (field: string, rows: RowChoice, conversion?: Conversion) => {
    const source: FieldSource = { ...aFieldSource(field), rows, ...(conversion ? { conversion } : {}) };
    const result = resolveSource(source, aContext());
    return result.ok ? result.value : result.code;
  };

  it('are the first, the last, the one that is meant, all joined, or their number', () => {
    expect(read('i-name', { pick: 'first' })).toBe('服务器');
    expect(read('i-name', { pick: 'last' })).toBe('机柜');
    expect(read('i-price', { pick: 'where', field: aFieldRef('i-name'), equals: '交换机' })).toBe(20000);
    expect(read('i-price', { pick: 'where', field: aFieldRef('i-name'), equals: '打印机' })).toBeNull();
    expect(read('i-name', { pick: 'join' })).toBe('服务器、交换机、机柜');
    expect(read('i-name', { pick: 'count' })).toBe(3);
    expect(read('i-file', { pick: 'count' })).toBe(0);
  });

  it('leave room for a conversion', () => {
    expect(read('i-price', { pick: 'last' }, 'formatAmountUpper')).toBe('捌仟元整');
    expect(read('i-price', { pick: 'join' }, 'formatNumber')).toBe('100,000.00、20,000.00、8,000.00');
    expect(read('i-name', { pick: 'join' }, 'parseNumber')).toBe('UNREADABLE');
  });

  it('are meant by number, by box and by the name of a person, too', () => {
    const order: RowChoice = { pick: 'where', field: aFieldRef('p-order'), equals: '2' };
    expect(read('p-name', order)).toBe('乙单位');
    expect(read('p-name', { ...order, equals: 2 })).toBe('乙单位');
    expect(read('p-name', { pick: 'where', field: aFieldRef('p-person'), equals: '陈刚' })).toBe('乙单位');
    expect(read('p-name', { pick: 'where', field: aFieldRef('p-person'), equals: 'signer-a' })).toBe('甲单位');
  });

  it('do not matter in a row of that table, and not to a field of the main table', () => {
    const row = { table: 'd-items', values: { 'i-name': '交换机' } };
    const source: FieldSource = { ...aFieldSource('i-name'), rows: { pick: 'count' } };
    expect(resolveSource(source, aContext({}, { row }))).toEqual({ ok: true, value: '交换机' });
    expect(read('f-title', { pick: 'count' })).toBe('服务器采购合同');
  });

  it('say the same as the conversions that mappings used to hold', () => {
    const old = { firstRow: 'first', lastRow: 'last', joinRows: 'join' } as const;
    for (const [conversion, pick] of Object.entries(old)) {
      const before = resolveSource({ ...aFieldSource('i-name'), conversion: conversion as Conversion }, aContext());
      expect(before).toEqual(resolveSource({ ...aFieldSource('i-name'), rows: { pick } }, aContext()));
    }
  });
});

/** A filled-in value of a field of each type. */
const VALUES: Record<FieldType, FieldValue> = {
  text: '12',
  textarea: '王芳',
  number: 3,
  money: 128000,
  date: '2026-03-05',
  datetime: '2026-03-05T18:30:00Z',
  select: '7',
  checkbox: true,
  person: aPerson({ userId: 'w', name: '王芳', organization: '远景' }),
  persons: [aPerson({ userId: 'w', name: '王芳', organization: '远景' }), aPerson({ userId: 'c' })],
  department: { id: 'd', name: '信息部' },
  organization: { id: 'o', name: '远景' },
  attachment: [aFile()],
  document: [aFile()],
  browse: { id: 'b', name: '项目' },
  link: 'https://example.com',
};

const SLOTS: SlotType[] = ['text', 'person', 'people', 'organization', 'number', 'contact', 'seal'];

describe('what the type table promises', () => {
  const cells = FieldType.options.flatMap((type) =>
    SLOTS.flatMap((slot) => {
      const field: FitField = { ...aField({ type }), ...(type === 'browse' ? { browse: 'seal' as const } : {}) };
      const fits = fit(field, slot, false);
      if (fits.kind === 'refused') return [];
      const conversions: readonly (Conversion | undefined)[] = fits.kind === 'direct' ? [undefined] : fits.conversions;
      return conversions.map((conversion) => [type, slot, conversion ?? 'as it is', conversion] as const);
    }),
  );

  it.each(cells)('%s in a slot for %s (%s) gives a value of that type', (type, slot, _name, conversion) => {
    const lookup: LookupTable = { rows: [], otherwise: { value: slot === 'number' ? 1 : 'x' } };
    const ref = { table: 'main', field: 'f-any', label: '字段', type };
    const source: FieldSource = {
      kind: 'field',
      field: ref,
      ...(conversion ? { conversion } : {}),
      ...(conversion === 'lookup' ? { lookup } : {}),
    };
    const record = aRecord({
      values: { 'f-any': VALUES[type] },
      creator: aPerson({ organization: '远景' }),
    });
    const findPerson = () => aPerson();
    const context = aContext({}, { record, findPerson });

    const read = {
      text: resolveText,
      contact: resolveText,
      organization: resolveText,
      number: resolveNumber,
      person: resolvePersons,
      people: resolvePersons,
      seal: resolveRefs,
    }[slot as 'text'];
    const result = read(source, context);

    expect(result.ok && result.value).toBeTruthy();
    expect(result.ok && result.value).not.toEqual([]);
    expect(FieldSource.safeParse(source).success).toBe(true);
  });

  it('never throws for any value, conversion, table and choice of rows', () => {
    const value = fc.constantFrom<FieldValue>(null, '', 'x', 0, 1.5, true, [], ...Object.values(VALUES));
    const rows = fc.constantFrom<RowChoice>(
      { pick: 'first' },
      { pick: 'last' },
      { pick: 'join' },
      { pick: 'count' },
      { pick: 'where', field: aFieldRef('i-price'), equals: 'x' },
    );
    const lookup = fc.constantFrom<LookupTable | undefined>(
      undefined,
      { rows: [] },
      { rows: [], otherwise: { value: 1 } },
    );
    const readers = [resolveText, resolveNumber, resolvePersons, resolveRefs];
    fc.assert(
      fc.property(
        fc.constantFrom(...Conversion.options),
        fc.array(value, { maxLength: 3 }),
        rows,
        lookup,
        (conversion, values, choice, table) => {
          const details = { 'd-items': values.map((held) => ({ 'i-name': held, 'i-price': held })) };
          const context = aContext({ 'f-title': values[0] ?? null }, { record: aRecord({ details }) });
          for (const field of ['i-name', 'f-title']) {
            const source: FieldSource = {
              ...aFieldSource(field),
              conversion,
              rows: choice,
              ...(table ? { lookup: table } : {}),
            };
            for (const read of readers) expect(() => read(source, context)).not.toThrow();
            expect(() => resolveFiles(source.field, context)).not.toThrow();
          }
        },
      ),
    );
  });
});

describe('what a conversion may lose (CONV-LOSS)', () => {
  it('is told for each of several people, and for the time of a moment', () => {
    expect(lossOf('firstPerson')).toBe('others');
    expect(lossOf('personCompany', 'persons')).toBe('others');
    expect(lossOf('personCompany', 'person')).toBe('missing');
    expect(lossOf('formatDate', 'datetime')).toBe('time');
    expect(lossOf('formatDate', 'date')).toBeNull();
    expect(lossOf('joinNames')).toBeNull();
  });

  it('is grave only where what people filled in has no effect', () => {
    const grave = Conversion.options.filter((conversion) => isGraveLoss(lossOf(conversion)));
    expect(grave).toEqual(['firstPerson', 'firstOption']);
  });
});
