import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { buildFieldIndex, filterFields, rankFields } from '../../../src/core/field-index.js';
import { matchesName, nameKey, NameRank, rankName } from '../../../src/core/name-search.js';
import { spellPinyin } from '../../../src/ui/pinyin.js';
import { aWorkflow } from '../../support/builders.js';

const rank = (name: string, query: string) => rankName(nameKey(name, spellPinyin), query);

describe('searching names by pinyin (C-10)', () => {
  it('finds initials, full pinyin, and what mixes both', () => {
    expect(rank('合同名称', 'htmc')).toBe(NameRank.initials);
    expect(rank('合同名称', 'ht')).toBe(NameRank.initials);
    expect(rank('合同名称', 'hetongmingcheng')).toBe(NameRank.pinyin);
    expect(rank('合同名称', 'hetmc')).toBe(NameRank.pinyin);
    expect(rank('合同名称', 'he tong')).toBe(NameRank.pinyin);
    expect(rank('合同名称', 'mc')).toBe(NameRank.contained);
    expect(rank('合同名称', 'xyz')).toBe(NameRank.none);
  });

  it('reads names with letters and digits, and characters by their neighbours', () => {
    expect(rank('附件2', 'fj2')).toBe(NameRank.initials);
    expect(rank('PDF文件', 'pdfwj')).toBe(NameRank.initials);
    expect(rank('重庆银行', 'cqyh')).toBe(NameRank.initials);
  });

  it('compares text alone until somebody can spell', () => {
    expect(matchesName('合同名称', 'htmc')).toBe(false);
    expect(matchesName('合同名称', '名称')).toBe(true);
    expect(matchesName('合同名称', 'htmc', spellPinyin)).toBe(true);
  });

  it('finds every name by its initials and by its syllables', () => {
    const names = fc.array(fc.constantFrom(...'合同名称金额供应商日期盖章附件部门'), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(names, (characters) => {
        const key = nameKey(characters.join(''), spellPinyin);
        expect(rankName(key, key.syllables.map((syllable) => syllable[0]).join(''))).toBe(NameRank.initials);
        expect(rankName(key, key.syllables.join(''))).toBeLessThanOrEqual(NameRank.pinyin);
      }),
    );
  });

  it('filters and ranks the fields of a form', () => {
    const index = buildFieldIndex(aWorkflow().form, spellPinyin);

    expect(rankFields(index, 'htmc')[0]?.field.label).toBe('合同名称');
    expect(filterFields(index, 'cgmx')).toEqual(filterFields(index, '采购明细'));
    expect(rankFields(index, 'f-title')[0]?.field.label).toBe('合同名称');
  });
});
