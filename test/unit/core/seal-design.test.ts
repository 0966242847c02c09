import { describe, expect, it } from 'vitest';

import { checkSealDesign } from '../../../src/core/seal-design.js';
import { editSeal, newSealDraft, redoSeal, undoSeal } from '../../../src/core/seal-draft.js';
import { arrangeSeals, rowsInSight, WHOLE_LIST } from '../../../src/core/seal-list.js';
import type { LibrarySeal } from '../../../src/schema/seal-library.js';
import { spellPinyin } from '../../../src/ui/pinyin.js';

const named = editSeal(newSealDraft('上海远景信息技术有限公司'), { field: 'name', value: '公章' });
const codesOf = (text: string, size: readonly [number, number] = [42, 42]): string[] => {
  const sized = editSeal(editSeal(named, { field: 'size', value: size }), { field: 'text', value: text });
  return checkSealDesign(sized.design).map(({ code }) => code);
};

describe('checkSealDesign', () => {
  it('finds nothing wrong with the usual seal', () => {
    expect(checkSealDesign(named.design)).toEqual([]);
  });

  it.each([
    ['上海远景', []],
    ['上海远', ['SEAL-TEXT-SHORT']],
    ['𠮷𠮷𠮷𠮷', []],
    ['上'.repeat(41), ['SEAL-TEXT-LONG']],
    ['上海远景\u202e有限', ['SEAL-TEXT-SIGNS']],
  ])('counts characters as people do: %s', (text, codes) => {
    expect(codesOf(text)).toEqual(codes);
  });

  it('warns of what is unusual, and refuses what is no circle', () => {
    expect(codesOf('上海远景', [60, 60])).toEqual(['SEAL-SIZE']);
    expect(codesOf('上海远景', [42, 40])).toEqual(['SEAL-NOT-ROUND']);
    expect(codesOf('上'.repeat(40), [12, 12])).toEqual(['SEAL-SIZE', 'SEAL-DENSE']);
  });
});

describe('a draft of a seal', () => {
  it('takes typing in one field for one step, and goes back and forth', () => {
    const typed = editSeal(editSeal(named, { field: 'text', value: '上海' }), { field: 'text', value: '上海远' });
    const oval = editSeal(typed, { field: 'type', value: 'OVAL_STAR' });

    expect(oval.design.template).toMatchObject({ widthMm: 45, heightMm: 30 });
    expect(undoSeal(undoSeal(oval)).design).toEqual(named.design);
    expect(redoSeal(undoSeal(oval)).design).toEqual(oval.design);
    expect(undoSeal(newSealDraft('x')).past).toEqual([]);
  });
});

describe('a list of seals', () => {
  const seal = (id: string, name: string, change: Partial<LibrarySeal> = {}): LibrarySeal => ({
    id,
    kind: 'electronic',
    name,
    owner: '远景',
    state: 'usable',
    purpose: null,
    imageUrl: null,
    widthMm: 42,
    heightMm: 42,
    createdAt: null,
    ...change,
  });
  const seals = [
    seal('1', '合同专用章'),
    seal('2', '公章', { state: 'disabled' }),
    seal('3', '财务章', { kind: 'physical', owner: null }),
  ];
  const how = { collator: new Intl.Collator('zh-CN'), spell: spellPinyin };
  const ids = (view: Partial<typeof WHOLE_LIST>): string => {
    return arrangeSeals(seals, { ...WHOLE_LIST, ...view }, how)
      .map(({ id }) => id)
      .join('');
  };

  it('is searched as written, by pinyin and by initials, and filtered', () => {
    expect([ids({}), ids({ search: 'hetong' }), ids({ search: 'gz' }), ids({ search: '远景 章' })]).toEqual([
      '123',
      '1',
      '2',
      '12',
    ]);
    expect([ids({ kind: 'physical' }), ids({ state: 'disabled' }), ids({ search: '<b>' })]).toEqual(['3', '2', '']);
  });

  it('is sorted by each column, both ways', () => {
    expect([ids({ sortedBy: 'name' }), ids({ sortedBy: 'name', descending: true })]).toEqual(['321', '123']);
    expect([ids({ sortedBy: 'state' }), ids({ sortedBy: 'owner' })]).toEqual(['132', '312']);
  });

  it('draws the rows in sight and a few around them', () => {
    expect(rowsInSight(5000, { top: 56_000, height: 560, rowHeight: 56 })).toEqual({ from: 994, to: 1016 });
    expect(rowsInSight(3, { top: 9999, height: 560, rowHeight: 56 })).toEqual({ from: 3, to: 3 });
  });
});
