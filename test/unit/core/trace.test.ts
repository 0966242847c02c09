import { describe, expect, it } from 'vitest';

import { sampleKinds, sampleRecord } from '../../../src/core/sample-record.js';
import { resultOf } from '../../../src/core/results.js';
import { findSlot, slotsOf } from '../../../src/core/slots.js';
import { traceOf } from '../../../src/core/trace.js';
import type { ResolveContext } from '../../../src/core/resolve.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import {
  aFieldRef,
  aFieldSource,
  aMapping,
  aPerson,
  aRecord,
  aSealUseMapping,
  aWorkflow,
} from '../../support/builders.js';

const now = '2026-11-28T08:00:00Z';
const context: ResolveContext = {
  record: {
    ...aRecord(),
    values: { ...aRecord().values, 'f-title': '合同一', 'f-amount': 1200 },
    details: { 'd-items': [{ 'i-name': '甲' }, { 'i-name': '乙' }] },
  },
  workflow: aWorkflow(),
  operator: aPerson(),
  now,
};

const subject = findSlot('C-10')!;
const trace = (source: SigningMapping['required']['subject']) =>
  traceOf(subject, aMapping({ required: { subject: source } }), context);

describe('why a slot gives its result', () => {
  it('changes nothing: with and without a listener the result is the same', () => {
    const workflow = aWorkflow();
    for (const mapping of [aMapping(), aSealUseMapping()]) {
      for (const kind of sampleKinds) {
        const own = { ...context, record: sampleRecord(workflow, kind, { now }) };
        for (const slot of slotsOf(mapping)) {
          expect(traceOf(slot, mapping, own).result).toEqual(resultOf(slot, mapping, own));
        }
      }
    }
  });

  it('goes from the field over the conversion to the result (C-10)', () => {
    const { steps, result } = trace({ ...aFieldSource('f-amount'), conversion: 'formatNumber' });

    expect(steps).toEqual([
      { kind: 'field', field: aFieldRef('f-amount'), values: ['1200'] },
      { kind: 'convert', conversion: 'formatNumber', from: '1200', to: '1,200.00' },
    ]);
    expect(result).toEqual({ kind: 'values', values: ['1,200.00'] });
  });

  it('says which row was chosen of how many, and by which condition (C-30)', () => {
    const choice = { pick: 'where' as const, field: aFieldRef('i-name'), equals: '乙' };
    const { steps, result } = trace({ ...aFieldSource('i-name'), rows: choice });

    expect(steps).toEqual([
      { kind: 'field', field: aFieldRef('i-name'), values: ['甲', '乙'] },
      { kind: 'rows', choice, taken: 1, of: 2 },
    ]);
    expect(result).toEqual({ kind: 'values', values: ['乙'] });
  });

  it('takes a template apart (C-10)', () => {
    const { steps } = trace({
      kind: 'template',
      template: [
        { kind: 'field', field: aFieldRef('f-title') },
        { kind: 'text', text: ' – ' },
        { kind: 'system', name: 'today' },
      ],
    });

    expect(steps).toEqual([
      { kind: 'field', field: aFieldRef('f-title'), values: ['合同一'] },
      { kind: 'text', text: ' – ' },
      { kind: 'system', name: 'today', text: '2026-11-28' },
    ]);
  });

  it('shows a conversion that cannot be done', () => {
    const { steps, result } = trace({ ...aFieldSource('f-title'), conversion: 'parseDate' });

    expect(steps.at(-1)).toEqual({ kind: 'convert', conversion: 'parseDate', from: '合同一', to: null });
    expect(result?.kind).toBe('fault');
  });

  it('names who it is without a field (C-12)', () => {
    const { steps } = traceOf(findSlot('C-12')!, aMapping({ required: { initiator: null } }), context);

    expect(steps).toEqual([{ kind: 'operator', text: '李敏' }]);
  });
});
