import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fillLookup, lookUp, lookupGaps, optionsOf, reverseLookup } from '../../../src/core/lookup.js';
import type { LookupTable } from '../../../src/schema/value-source.js';
import { aField, aPerson } from '../../support/builders.js';

const table: LookupTable = {
  rows: [
    { option: 'goods', target: { value: 'seal-goods', label: '采购章' } },
    { option: '信息部', target: { value: 'seal-it' } },
    { option: 'service', target: null },
  ],
};

describe('a lookup table (3.5)', () => {
  it('finds by value, by id and by name, and gives what is otherwise for the rest', () => {
    expect(lookUp(table, 'goods')?.value).toBe('seal-goods');
    expect(lookUp(table, { id: 'd-1', name: '信息部' })?.value).toBe('seal-it');
    expect(lookUp(table, [{ id: 'goods', name: '货物' }])?.value).toBe('seal-goods');
    expect(lookUp(table, 'works')).toBeUndefined();
    expect(lookUp({ ...table, otherwise: { value: 'seal-x' } }, 'works')?.value).toBe('seal-x');
    expect(lookUp({ ...table, otherwise: { value: 'seal-x' } }, 'service')?.value).toBe('seal-x');
  });

  it('finds a person by user id before another one of that name', () => {
    const people: LookupTable = {
      rows: [
        { option: '王芳', target: { value: 'by-name' } },
        { option: 'u-1', target: { value: 'by-id' } },
      ],
    };
    expect(lookUp(people, aPerson({ userId: 'u-1', name: '王芳' }))?.value).toBe('by-id');
    expect(lookUp(people, aPerson({ userId: 'u-2', name: '王芳' }))?.value).toBe('by-name');
  });

  it('knows the options of a select and of a check box only', () => {
    const options = [{ value: 'goods', label: '货物' }];
    expect(optionsOf(aField({ type: 'select', options }))).toEqual(options);
    expect(optionsOf(aField({ type: 'checkbox' }))?.map(({ value }) => value)).toEqual(['true', 'false']);
    expect(optionsOf(aField({ type: 'select' }))).toBeNull();
    expect(optionsOf(aField({ type: 'text', options }))).toBeNull();
  });

  it('is filled from equal names, whatever their width and case, and keeps what an admin chose', () => {
    const options = [
      { value: 'a', label: '合同专用章' },
      { value: 'b', label: 'Ａ章' },
      { value: 'c', label: '其他' },
    ];
    const targets = [
      { value: 'seal-1', label: '合同专用章' },
      { value: 'seal-2', label: 'a章' },
    ];
    expect(fillLookup(options, targets).rows.map((row) => row.target?.value)).toEqual(['seal-1', 'seal-2', undefined]);

    const present: LookupTable = {
      rows: [
        { option: 'gone', target: { value: 'seal-1' } },
        { option: 'a', target: { value: 'seal-2' } },
      ],
    };
    expect(fillLookup(options, targets, present).rows).toMatchObject([
      { option: 'a', target: { value: 'seal-2' } },
      { option: 'b', target: { value: 'seal-2' } },
      { option: 'c', target: null },
      { option: 'gone', target: { value: 'seal-1' } },
    ]);
  });

  it('has a gap for each known option without a target, unless everything else is said (LOOKUP-GAP)', () => {
    const options = [
      { value: 'goods', label: '货物' },
      { value: 'service', label: '服务' },
      { value: 'works', label: '工程' },
    ];
    expect(lookupGaps(table, options)).toEqual(['服务', '工程']);
    expect(lookupGaps(table, null)).toEqual(['service']);
    expect(lookupGaps({ ...table, otherwise: { value: 'x' } }, options)).toEqual([]);
  });

  it('reads backwards as forwards', () => {
    const target = fc.record({ value: fc.oneof(fc.constantFrom('1', 'x', 'y'), fc.constantFrom(1, 2), fc.boolean()) });
    const rows = fc.uniqueArray(fc.record({ option: fc.string({ minLength: 1 }), target }), {
      selector: (row) => row.option.trim(),
    });
    fc.assert(
      fc.property(rows, (filled) => {
        const groups = reverseLookup({ rows: filled });
        const back = groups.flatMap((group) => group.options.map((option) => [option, group.target.value]));
        expect(new Map(back as [string, unknown][])).toEqual(
          new Map(filled.map((row) => [row.option, row.target.value])),
        );
        expect(new Set(groups.map((group) => group.target.value)).size).toBe(groups.length);
        for (const row of filled) expect(lookUp({ rows: filled }, row.option)?.value).toBe(row.target.value);
      }),
    );
  });
});
