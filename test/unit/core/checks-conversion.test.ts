import { describe, expect, it } from 'vitest';

import { checkSigningMapping } from '../../../src/core/checks.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import type { FieldSource } from '../../../src/schema/value-source.js';
import { aBinding, aFieldRef, aFieldSource, aMapping, aWorkflow } from '../../support/builders.js';

function problemsOf(mapping: SigningMapping) {
  return checkSigningMapping(mapping, aWorkflow(), { bindings: [aBinding()] });
}

function ofSeal(seal: FieldSource) {
  return problemsOf(aMapping({ flow: { initiator: { order: 1, autoSign: false, seal } } }));
}

function ofSubject(subject: FieldSource) {
  return problemsOf(aMapping({ required: { subject } }));
}

describe('checks of lookup tables (LOOKUP-GAP)', () => {
  const category: FieldSource = { ...aFieldSource('f-category'), conversion: 'lookup' };

  it('name the options without a target, unless everything else is said', () => {
    const [first] = aWorkflow().form.main.fields.find(({ id }) => id === 'f-category')?.options ?? [];
    const rows = [{ option: first!.value, target: { value: 'seal-company' } }];

    expect(ofSeal({ ...category, lookup: { rows } })).toMatchObject([
      { code: 'LOOKUP-GAP', severity: 'error', params: { name: '合同类别', options: expect.any(String) } },
    ]);
    expect(ofSeal({ ...category, lookup: { rows, otherwise: { value: 'seal-x' } } })).toEqual([]);
  });

  it('want a table where the value itself says nothing, and let a text or choice be the value', () => {
    expect(ofSeal(category)).toEqual([]);
    expect(ofSeal({ ...category, lookup: { rows: [] } })).toMatchObject([{ params: { reason: 'empty' } }]);
    expect(ofSeal({ ...aFieldSource('f-dept'), conversion: 'lookup' })).toMatchObject([
      { code: 'LOOKUP-GAP', params: { reason: 'empty' } },
    ]);
  });
});

describe('checks of rows (CARD, SCOPE)', () => {
  it('take a choice together with a conversion', () => {
    const price = aFieldSource('i-price');
    expect(ofSubject({ ...price, rows: { pick: 'last' }, conversion: 'formatAmountUpper' })).toEqual([]);
    expect(ofSubject({ ...price, rows: { pick: 'last' }, conversion: 'parseDate' })).toMatchObject([
      { code: 'TYPE', params: { reason: 'conversionNotPossible' } },
    ]);
    expect(ofSubject({ ...aFieldSource('i-file'), rows: { pick: 'count' } })).toEqual([]);
    expect(ofSubject(price)).toMatchObject([{ code: 'CARD' }]);
  });

  it('refuse rows that a single value cannot take', () => {
    const initiator: FieldSource = { ...aFieldSource('p-person'), rows: { pick: 'join' } };
    expect(problemsOf(aMapping({ required: { initiator } }))).toMatchObject([
      { code: 'CARD', params: { reason: 'rowsNotPossible' } },
    ]);
  });

  it('want the field of a condition in the same table, and there', () => {
    const where = (field: string, equals = '甲') => ({ pick: 'where' as const, field: aFieldRef(field), equals });
    const name = aFieldSource('i-name');
    expect(ofSubject({ ...name, rows: where('i-name') })).toEqual([]);
    expect(ofSubject({ ...name, rows: where('p-name') })).toMatchObject([{ code: 'SCOPE' }]);
    const gone = { ...aFieldRef('i-name'), field: 'i-gone' };
    expect(ofSubject({ ...name, rows: { ...where('i-name'), field: gone } })).toMatchObject([{ code: 'GONE' }]);
  });

  it('look at the condition of the parties of a detail table (C-30)', () => {
    const dynamic = (field: string) => ({
      addParties: { fixed: true, dynamic: true },
      dynamicParties: {
        ...aMapping().flow.dynamicParties,
        table: 'd-parties',
        where: { field: aFieldRef(field), equals: '甲' },
        signer: aFieldSource('p-person'),
        signingNodes: ['n-sign-b'],
      },
    });
    expect(problemsOf(aMapping({ flow: dynamic('p-name') }))).toEqual([]);
    expect(problemsOf(aMapping({ flow: dynamic('i-name') }))).toMatchObject([
      { code: 'SCOPE', pointer: '/flow/dynamicParties/table' },
    ]);
  });
});

describe('checks of what is lost (CONV-LOSS)', () => {
  it('warn where only the first of several people counts, and let that be enabled (C-12)', () => {
    const initiator: FieldSource = { ...aFieldSource('f-team'), conversion: 'firstPerson' };
    expect(problemsOf(aMapping({ required: { initiator } }))).toMatchObject([
      { code: 'CONV-LOSS', severity: 'warning', params: { conversion: 'firstPerson' } },
    ]);
    const owner: FieldSource = { ...aFieldSource('f-owner'), conversion: 'personCompany' };
    expect(problemsOf(aMapping({ required: { organization: owner } }))).toEqual([]);
  });
});
