import { pinyin } from 'pinyin-pro';

import type { Speller } from '../core/name-search.js';

/** Reads names in pinyin without tones. Its tables are large: load this module with `import()` only. */
export const spellPinyin: Speller = (name) =>
  pinyin(name, { toneType: 'none', type: 'array', nonZh: 'spaced', v: true }).filter(
    (syllable) => syllable.trim() !== '',
  );
