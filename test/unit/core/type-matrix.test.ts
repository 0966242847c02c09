import { describe, expect, it } from 'vitest';

import { signingSlots } from '../../../src/core/signing-slots.js';
import { slotAt, type SlotDefinition, type SlotType } from '../../../src/core/slots.js';
import { fit as fitType, fitSlot, typeMatrix } from '../../../src/core/type-matrix.js';
import { FieldType } from '../../../src/schema/form.js';
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
 * cell that the design converts and that has no named conversion yet.
 */
const DESIGN: Record<FieldType, string> = {
  text: '=~~~x~~~~=',
  textarea: '=x~xxxxxxx',
  number: '~xxxx~=~Xx',
  money: '~xxxx~=~Xx',
  date: '~xxxx=xxxx',
  datetime: '~xxxx=xxxx',
  person: '~==~xxxxx~',
  persons: '~~=~xxXxXX',
  department: '~XX~xxx~xx',
  organization: '~xx=xxx~xx',
  attachment: '~xxx=xXxXx',
  document: '~xxx=xXxXx',
  browse: '~XX~XXXXXX',
  link: '=xxxxxxxxx',
  select: '~xx~xx~=~x',
  checkbox: '~xxxxxX~=x',
};

function slot(pointer: string): SlotDefinition {
  const found = slotAt(pointer);
  if (!found) throw new Error(`no slot at ${pointer}`);
  return found;
}

describe('the type table', () => {
  it.each(FieldType.options)('has the row of the design for %s', (type) => {
    const letters = COLUMNS.map((column) => {
      const { kind } = fitType(aField({ type }), column, false);
      return kind === 'direct' ? '=' : kind === 'convert' ? '~' : 'x';
    });

    expect(letters.join('')).toBe(DESIGN[type].toLowerCase());
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

  it('asks which row of a detail table gives a single value', () => {
    expect(fitType(aField({ type: 'text' }), 'text', true)).toEqual({
      kind: 'convert',
      conversions: ['firstRow', 'lastRow', 'joinRows'],
    });
    expect(fitType(aField({ type: 'person' }), 'person', true)).toEqual({
      kind: 'convert',
      conversions: ['firstRow', 'lastRow'],
    });
    expect(fitType(aField({ type: 'number' }), 'date', true)).toEqual({ kind: 'refused', reason: 'rowsIntoSingle' });
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
    expect(fitSlot(slot('/required/documents'), aField({ type: 'attachment' }), 'd-items')).toEqual({ kind: 'direct' });
  });

  it('are not taken by slots without a type', () => {
    expect(fitSlot(slot('/flow/createAt'), aField(), 'main')).toEqual({ kind: 'refused', reason: 'takesNoField' });
    expect(signingSlots.filter((candidate) => candidate.control === 'source' && !candidate.type)).toEqual([]);
  });
});
