import { describe, expect, it } from 'vitest';

import { draftSealUse } from '../../../../src/core/planner/seal-use.js';
import type { PlanInput } from '../../../../src/core/planner/plan.js';
import type { FlowPoint } from '../../../../src/schema/workflow.js';
import { SealUseStatus } from '../../../../src/schema/seal-use.js';
import { aFieldSource, aFieldRef, aPerson, aRecord, aSealUse, aSealUseMapping } from '../../../support/builders.js';
import { anInput, applicant, at, click, planWith, stranger } from './planner.fixture.js';

const APPLY: FlowPoint = { kind: 'node', id: 'n-legal', timing: 'after' };
const APPEND: FlowPoint = { kind: 'node', id: 'n-sign-a', timing: 'after' };
const END: FlowPoint = { kind: 'node', id: 'n-archive', timing: 'before' };
const mapping = aSealUseMapping({
  append: {
    count: aFieldSource('f-use-count'),
    seamCount: null,
    codeInto: aFieldRef('f-use-code'),
    appendAt: [APPEND],
  },
  endAt: [END],
});

function seals(over: Partial<PlanInput>) {
  return planWith({ mapping: null, sealUseMapping: mapping, viewer: applicant, event: at(APPLY), ...over });
}

function problems(values: Record<string, unknown>) {
  const record = aRecord({ values: { ...aRecord().values, ...values } as ReturnType<typeof aRecord>['values'] });
  const plan = seals({ record });
  expect(plan.effects).toEqual([]);
  return plan.problems.map(({ code, slot }) => `${code} ${slot}`);
}

describe('R-13: apply', () => {
  it('applies at the point of P-07 with what the mapping finds', () => {
    expect(seals({}).effects).toEqual([
      {
        kind: 'applySealUse',
        key: 'apply:rec-1001:config-1:1',
        why: { rule: 'R-13', slot: 'P-07', field: null, reason: 'applyPoint' },
        recordId: 'rec-1001',
        subject: '服务器采购合同',
        applicant: aPerson(),
        fileType: { id: 'type-contract', name: '合同' },
        seals: [{ id: 'physical-1', name: '公章（一号柜）' }],
        count: 3,
        useCodeInto: aFieldRef('f-use-code'),
      },
    ]);
  });

  it('applies by hand as well, and does nothing at other points or when disabled', () => {
    expect(seals({ event: click('applySeal', applicant) }).effects).toHaveLength(1);
    expect(seals({ event: at({ ...APPLY, timing: 'before' }) }).effects).toEqual([]);
    expect(seals({ sealUseMapping: aSealUseMapping({ basic: { enabled: false } }) })).toMatchObject({
      effects: [],
      buttons: [],
    });
  });

  it.each(SealUseStatus.options)('applies again only after a refusal: not when the first is %s', (status) => {
    const keys = seals({ sealUse: aSealUse({ status }) }).effects.map((effect) => effect.key);

    const again = status === 'rejected' || status === 'terminated';
    expect(keys).toEqual(again ? ['apply:rec-1001:config-1:1:after:use-1'] : []);
  });

  it.each([
    ['f-title', 'REQ P-02'],
    ['f-owner', 'REQ P-03'],
    ['f-file-type', 'REQ P-04'],
    ['f-physical-seal', 'REQ P-05'],
    ['f-use-count', 'REQ P-06'],
  ])('stops when %s is empty', (field, problem) => {
    expect(problems({ [field]: null })).toEqual([problem]);
  });

  it.each([0, -1, 1.5])('stops at a count of %d (P-06)', (count) => {
    expect(problems({ 'f-use-count': count })).toEqual(['COUNT-BAD P-06']);
  });

  it('takes several seals, each once (P-05)', () => {
    const [source] = mapping.apply.physicalSeals;
    const several = [source!, { kind: 'constant' as const, value: 'physical-2', label: '合同章' }, source!];
    const plan = seals({ sealUseMapping: { ...mapping, apply: { ...mapping.apply, physicalSeals: several } } });

    expect(plan.effects[0]).toMatchObject({ seals: [{ id: 'physical-1' }, { id: 'physical-2', name: '合同章' }] });
  });

  it('drafts the same for the element, with what is missing', () => {
    const record = aRecord({ values: { ...aRecord().values, 'f-use-count': null } });
    const draft = draftSealUse({ ...anInput({ record }), sealUseMapping: mapping });

    expect(draft).toMatchObject({ subject: '服务器采购合同', count: null, problems: [{ code: 'REQ', slot: 'P-06' }] });
  });
});

describe('R-13: append and end', () => {
  const sealUse = aSealUse({ status: 'inUse' });

  it('appends at the point of P-13 and writes the code back (P-12)', () => {
    expect(seals({ sealUse, event: at(APPEND) }).effects).toMatchObject([
      { kind: 'appendSealUse', count: 3, seamCount: 0, codeInto: { field: 'f-use-code' } },
    ]);
  });

  it('appends whole numbers that a text field holds, and seam uses (P-10, P-11)', () => {
    const append = { ...mapping.append, count: aFieldSource('f-remark'), seamCount: aFieldSource('f-use-count') };
    const at2 = (remark: string) =>
      seals({
        sealUse,
        event: at(APPEND),
        sealUseMapping: { ...mapping, append },
        record: aRecord({ values: { ...aRecord().values, 'f-remark': remark } }),
      });

    expect(at2(' 2 ').effects).toMatchObject([{ count: 2, seamCount: 3 }]);
    expect(at2('').effects).toMatchObject([{ count: 0, seamCount: 3 }]);
    expect(at2('two')).toMatchObject({ effects: [], problems: [{ code: 'UNREADABLE', slot: 'P-10' }] });
    expect(at2('2.5')).toMatchObject({ effects: [], problems: [{ code: 'COUNT-BAD', slot: 'P-10' }] });
  });

  it('appends nothing when nothing is wished for', () => {
    const record = aRecord({ values: { ...aRecord().values, 'f-use-count': null } });

    expect(seals({ sealUse, event: at(APPEND), record })).toMatchObject({ effects: [], problems: [] });
  });

  it('appends once for a moment that is reported again, whatever happened to the seal use meanwhile', () => {
    const entry = { id: 'e', kind: 'appended' as const, at: 'x', by: 'x', count: 3, seamCount: 0, note: null };
    const key = (entries: (typeof entry)[], visit?: number) =>
      seals({
        sealUse: { ...sealUse, entries },
        event: at(APPEND),
        record: aRecord(visit === undefined ? {} : { visit }),
      }).effects[0]?.key;

    expect(key([entry])).toBe(key([]));
    expect(key([entry], 4)).toBe(key([], 4));
    expect(key([entry], 5)).not.toBe(key([], 4));
  });

  it('appends again for another wish at a moment whose arrivals the OA does not count', () => {
    const key = (count: number) =>
      seals({
        sealUse,
        event: at(APPEND),
        record: aRecord({ values: { ...aRecord().values, 'f-use-count': count } }),
      }).effects[0]?.key;

    expect(key(3)).toBe(key(3));
    expect(key(4)).not.toBe(key(3));
  });

  it('appends by hand as often as somebody asks', () => {
    const entry = { id: 'e', kind: 'appended' as const, at: 'x', by: 'x', count: 3, seamCount: 0, note: null };
    const key = (entries: (typeof entry)[]) =>
      seals({
        sealUse: { ...sealUse, entries },
        event: { kind: 'user', action: 'appendSeal', actor: { userId: 'u', name: 'u' } },
      }).effects[0]?.key;

    expect(key([])).toBe(key([]));
    expect(key([entry])).not.toBe(key([]));
  });

  it('appends and ends in this order where the points are the same (P-13, P-14)', () => {
    const both = { ...mapping, apply: { ...mapping.apply, applyAt: [APPEND] }, endAt: [APPEND] };

    expect(seals({ sealUse, sealUseMapping: both, event: at(APPEND) }).effects).toMatchObject([
      { kind: 'appendSealUse' },
      { kind: 'endSealUse' },
    ]);
  });

  it('ends at the point of P-14, once', () => {
    expect(seals({ sealUse, event: at(END) }).effects).toMatchObject([{ kind: 'endSealUse', key: 'end:use-1' }]);
    expect(seals({ sealUse: aSealUse({ status: 'ended' }), event: at(END) }).effects).toEqual([]);
    expect(seals({ sealUse: null, event: at(END) }).effects).toEqual([]);
  });

  it('appends and ends by hand as well', () => {
    expect(seals({ sealUse, event: click('appendSeal', applicant) }).effects).toMatchObject([
      { kind: 'appendSealUse' },
    ]);
    expect(seals({ sealUse, event: click('endSeal', applicant) }).effects).toMatchObject([{ kind: 'endSealUse' }]);
    expect(seals({ sealUse, event: click('open', applicant) }).effects).toEqual([]);
  });

  it('appends nothing after the end', () => {
    for (const status of ['completed', 'ended', 'rejected'] as const) {
      expect(seals({ sealUse: aSealUse({ status }), event: at(APPEND) }).effects).toEqual([]);
    }
  });
});

describe('R-13: buttons', () => {
  function buttons(over: Partial<PlanInput>) {
    return seals({ event: click('open', applicant), ...over }).buttons.map((button) => button.kind);
  }

  it('let the applicant apply first, and append or end then', () => {
    expect(buttons({})).toEqual(['applySeal']);
    expect(seals({ event: click('open', applicant) }).buttons[0]?.enabled).toBe(true);
    expect(buttons({ sealUse: aSealUse() })).toEqual(['viewSealUse', 'appendSeal', 'endSeal']);
    expect(buttons({ sealUse: aSealUse({ status: 'ended' }) })).toEqual(['viewSealUse']);
    expect(buttons({ sealUse: aSealUse({ status: 'rejected' }) })).toEqual(['viewSealUse', 'applySeal']);
  });

  it('let everyone else only look', () => {
    expect(buttons({ viewer: stranger })).toEqual([]);
    expect(buttons({ viewer: stranger, sealUse: aSealUse() })).toEqual(['viewSealUse']);
  });
});
