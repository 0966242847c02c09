import { readFileSync } from 'node:fs';

import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';

import { pinyinTable, tableFile } from '../../../scripts/pinyin-table.js';
import { spellPinyin } from '../../../src/ui/pinyin.js';

/** Names of fields with a sign that is read in several ways. */
const NAMES = [
  '银行账户',
  '开户行名称',
  '会计科目',
  '重要程度',
  '重复次数',
  '还款日期',
  '参与方',
  '参差',
  '调整金额',
  '发行单位',
  '行政区划',
  '董事长',
  '有效期长短',
  '传真',
  '角色',
  '更新时间',
  '数量',
  '差额',
  '出差地点',
  '供应商',
  '给予',
  '校对人',
  '朝阳区',
  '音乐',
  '税率',
];

describe('the readings of names (C-10)', () => {
  it('are written from the tables of the library', async () => {
    expect(readFileSync(tableFile, 'utf8')).toBe(await pinyinTable());
  });

  it.each(NAMES)('reads %s as the library does', (name) => {
    expect(spellPinyin(name)).toEqual(pinyin(name, { toneType: 'none', type: 'array', v: true }));
  });

  it('reads Traditional signs', () => {
    expect(spellPinyin('採購合約')).toEqual(['cai', 'gou', 'he', 'yue']);
  });

  it('keeps what is no Chinese sign, each character apart, without spaces', () => {
    expect(spellPinyin('PDF 附件2')).toEqual(['P', 'D', 'F', 'fu', 'jian', '2']);
  });

  it('keeps a sign that it does not know, and one of two code units whole', () => {
    expect(spellPinyin('\u{20000}号')).toEqual(['\u{20000}', 'hao']);
  });
});
