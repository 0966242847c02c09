import { expect, it } from 'vitest';

import { anchorAt, scrollOf } from '../../../src/core/page-anchor.js';
import { layoutPages } from '../../../src/core/page-layout.js';
import { aPage } from '../../support/pdf-builders.js';

it('keeps the spot under the pointer while the zoom changes', () => {
  const pages = [aPage(), aPage({ rotation: 90 }), aPage()];
  const before = layoutPages(pages, 1, 800);
  const after = layoutPages(pages, 2.5, 800);
  const at = { x: 420, y: 130 };
  const anchor = anchorAt(before, 30, 1500, at);

  const scroll = anchor && scrollOf(after, anchor);

  expect(anchor?.page).toBe(1);
  const moved = anchorAt(after, scroll?.left ?? 0, scroll?.top ?? 0, at);
  expect(moved?.page).toBe(1);
  expect(moved?.across).toBeCloseTo(anchor?.across ?? Number.NaN, 9);
  expect(moved?.down).toBeCloseTo(anchor?.down ?? Number.NaN, 9);
});

it('has no spot without pages', () => {
  expect(anchorAt(layoutPages([], 1, 800), 0, 0, { x: 1, y: 1 })).toBeUndefined();
});
