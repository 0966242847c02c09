import { describe, expect, it } from 'vitest';

import { signingSlots } from '../../../src/core/signing-slots.js';
import { slotAt, type SlotDefinition, type SlotType } from '../../../src/core/slots.js';
import { fit as fitType, fitSlot, multipleRow, typeMatrix } from '../../../src/core/type-matrix.js';
import { FieldType, type Field } from '../../../src/schema/form.js';
import { Conversion } from '../../../src/schema/value-source.js';
import { aField } from '../../support/builders.js';

const COLUMNS: SlotType[] = [
  'text',
  'person',
  'people',
  'organization',
  'files',
  'date',
  'number',
  'choice',
  'switch',
  'contact',
];

/**
 * The design's table, a row per field type, a letter per column: = direct, ~ converted, x refused. A capital X is a
 * cell that the design converts and that needs data that no OA sends: fields of a related record, people of a department.
 */
const DESIGN: Record<FieldType, string> = {
  text: '=~~~x~~~~=',
  textarea: '=x~xxxxxxx',
  number: '~xxxx~=~~x',
  money: '~xxxx~=~~x',
  date: '~xxxx=xxxx',
  datetime: '~xxxx=xxxx',
  person: '~==~xxxxx~',
  persons: '~~=~xx~x~~',
  department: '~XX~xxx~xx',
  organization: '~xx=xxx~xx',
  attachment: '~xxx=x~x~x',
  document: '~xxx=x~x~x',
  browse: '~XX~XXX~~X',
  link: '=xxxxxxxxx',
  select: '~xx~xx~=~x',
  checkbox: '~xxxxx~~=x',
};
const MULTIPLE = '~xxxxx~~~x';

function letters(field: Partial<Field>): string {
  const cells = COLUMNS.map((column) => {
    const fits = fitType(aField(field), column, false);
    if (fits.kind !== 'refused') return fits.kind === 'direct' ? '=' : '~';
    return fits.reason === 'needsRelated' || fits.reason === 'needsDirectory' ? 'X' : 'x';
  });
  return cells.join('');
}

function slot(pointer: string): SlotDefinition {
  const found = slotAt(pointer);
  if (!found) throw new Error(`no slot at ${pointer}`);
  return found;
}

describe('the type table', () => {
  it.each(FieldType.options)('has the row of the design for %s', (type) => {
    expect(letters({ type })).toBe(DESIGN[type]);
  });

  it('has a row of its own for a select of several choices', () => {
    expect(letters({ type: 'select', multiple: true })).toBe(MULTIPLE);
  });

  it('may look up the choices of a form, which are seldom those of a provider', () => {
    expect(fitType(aField({ type: 'select' }), 'choice', false)).toEqual({ kind: 'direct', conversions: ['lookup'] });
  });

  it('names every conversion of the schema, apart from the old ones of rows', () => {
    const cells = [...Object.values(typeMatrix), multipleRow].flatMap((row) => Object.values(row));
    const named = new Set<string>(cells.flatMap((cell) => (typeof cell === 'string' ? [] : cell)));

    const unnamed = Conversion.options.filter((name) => !named.has(name));
    expect(unnamed).toEqual(['firstRow', 'lastRow', 'joinRows']);
  });

  it('names at least one conversion in each converting cell', () => {
    for (const row of Object.values(typeMatrix)) {
      for (const cell of Object.values(row)) expect(cell.length).toBeGreaterThan(0);
    }
  });

  it('takes only a seal browse field as it is where a seal is wanted (C-31)', () => {
    expect(fitType(aField({ type: 'browse', browse: 'seal' }), 'seal', false)).toEqual({ kind: 'direct' });
    expect(fitType(aField({ type: 'browse', browse: 'template' }), 'seal', false)).toEqual({
      kind: 'refused',
      reason: 'otherBrowse',
    });
    expect(fitType(aField({ type: 'text' }), 'seal', false)).toEqual({ kind: 'convert', conversions: ['lookup'] });
    expect(fitType(aField({ type: 'date' }), 'seal', false)).toEqual({ kind: 'refused', reason: 'typeMismatch' });
  });

  it('shows buttons on any field (C-20)', () => {
    for (const type of FieldType.options) expect(fitType(aField({ type }), 'anyField', true).kind).toBe('direct');
  });

  it('asks which row of a detail table gives a single value, and leaves room for a conversion', () => {
    expect(fitType(aField({ type: 'text' }), 'text', true)).toEqual({
      kind: 'direct',
      rows: ['first', 'last', 'where', 'join', 'count'],
    });
    expect(fitType(aField({ type: 'person' }), 'person', true)).toEqual({
      kind: 'direct',
      rows: ['first', 'last', 'where'],
    });
    expect(fitType(aField({ type: 'number' }), 'date', true)).toEqual({
      kind: 'convert',
      conversions: ['daysAfterCreation'],
      rows: ['first', 'last', 'where'],
    });
    expect(fitType(aField({ type: 'attachment' }), 'date', true)).toEqual({ kind: 'refused', reason: 'typeMismatch' });
  });

  it('counts the rows of any column where a number is wanted', () => {
    for (const type of FieldType.options) {
      expect(fitType(aField({ type }), 'number', true)).toMatchObject({ rows: expect.arrayContaining(['count']) });
    }
  });

  it('makes one item per row in a list', () => {
    expect(fitType(aField({ type: 'attachment' }), 'files', true)).toEqual({ kind: 'direct' });
    expect(fitType(aField({ type: 'person' }), 'people', true)).toEqual({ kind: 'direct' });
  });
});

describe('fields of slots', () => {
  it('are plain values inside the rows of their own table, and refused from another one (C-30)', () => {
    const signer = slot('/flow/dynamicParties/signer');

    expect(fitSlot(signer, aField({ type: 'person' }), 'd-parties', 'd-parties')).toEqual({ kind: 'direct' });
    expect(fitSlot(signer, aField({ type: 'person' }), 'main', 'd-parties')).toEqual({ kind: 'direct' });
    expect(fitSlot(signer, aField({ type: 'person' }), 'd-items', 'd-parties')).toEqual({
      kind: 'refused',
      reason: 'otherTable',
    });
  });

  it('must fit directly where only the field is kept (C-13, C-23, C-43)', () => {
    expect(fitSlot(slot('/optional/deadline'), aField({ type: 'date' }), 'main')).toEqual({ kind: 'direct' });
    expect(fitSlot(slot('/optional/deadline'), aField({ type: 'text' }), 'main')).toEqual({
      kind: 'refused',
      reason: 'mustFitDirectly',
    });
    expect(fitSlot(slot('/advanced/downloadInto'), aField({ type: 'attachment' }), 'd-items')).toEqual({
      kind: 'refused',
      reason: 'mainTableOnly',
    });
    expect(fitSlot(slot('/optional/deadline'), aField({ type: 'date' }), 'd-items')).toMatchObject({ kind: 'refused' });
    expect(fitSlot(slot('/required/documents'), aField({ type: 'attachment' }), 'd-items')).toEqual({ kind: 'direct' });
  });

  it('are not taken by slots without a type', () => {
    expect(fitSlot(slot('/flow/createAt'), aField(), 'main')).toEqual({ kind: 'refused', reason: 'takesNoField' });
    expect(signingSlots.filter((candidate) => candidate.control === 'source' && !candidate.type)).toEqual([]);
  });
});
