import { describe, expect, it } from 'vitest';

import { findSeals } from '../../../src/core/seal-search.js';
import { signPanel } from '../../../src/i18n/sign-panel.zh-cn.js';
import { aSeal } from '../../support/builders.js';

const seals = [
  aSeal({ id: 'a', name: '合同专用章', kind: 'contract', owner: '上海远景' }),
  aSeal({ id: 'b', name: '远景公章', kind: 'organization', owner: '上海远景' }),
  aSeal({ id: 'c', name: 'Ａ１ 出纳', kind: 'finance', owner: '北京云峰' }),
];
const found = (search: string): string[] => findSeals(seals, search, signPanel.sealKinds).map(({ id }) => id);

describe('searching seals (chapter 9)', () => {
  it.each([
    ['', ['a', 'b', 'c']],
    ['  ', ['a', 'b', 'c']],
    ['合同', ['a']],
    ['云峰', ['c']],
    ['财务', ['c']],
    ['远景', ['a', 'b']],
    ['远景　公章', ['b']],
    ['a1', ['c']],
    ['远景 云峰', []],
  ])('“%s” finds by name, owner and kind what has every word of it', (search, expected) => {
    expect(found(search)).toEqual(expected);
  });

  it('does not find across two of them', () => {
    expect(found('章上海')).toEqual([]);
  });
});
