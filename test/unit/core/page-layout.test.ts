import { describe, expect, it } from 'vitest';

import {
  fitWidthZoom,
  layoutPages,
  locateOnPage,
  nextZoom,
  PAGE_GAP,
  pageAtMiddle,
  pagesInView,
} from '../../../src/core/page-layout.js';
import type { PageBox } from '../../../src/schema/placement.js';

const a4: PageBox = { cropBox: [0, 0, 595.28, 841.89], rotation: 0, userUnit: 1 };
const turned: PageBox = { ...a4, rotation: 90 };

describe('layoutPages', () => {
  it('stacks pages of mixed sizes, centred, in CSS pixels', () => {
    const { frames, width, height } = layoutPages([a4, turned], 1, 400);

    expect(frames[0]).toMatchObject({ top: PAGE_GAP, width: 595.28 * (96 / 72) });
    expect(frames[1]?.width).toBeCloseTo(841.89 * (96 / 72), 6);
    expect(width).toBeCloseTo(841.89 * (96 / 72) + 2 * PAGE_GAP, 6);
    expect(frames[1]?.left).toBeCloseTo(PAGE_GAP, 6);
    expect(height).toBeCloseTo((841.89 + 595.28) * (96 / 72) + 3 * PAGE_GAP, 6);
  });

  it('finds the few pages near the window among a thousand', () => {
    const layout = layoutPages(
      Array.from({ length: 1000 }, () => a4),
      1,
      1000,
    );
    const top = layout.frames[500]?.top ?? 0;

    expect(pagesInView(layout, top, 700)).toEqual([500, 500]);
    expect(pagesInView(layout, top, 700, 1)).toEqual([499, 501]);
    expect(pagesInView(layout, top - 200, 700)).toEqual([499, 500]);
    expect(pageAtMiddle(layout, top, 700)).toBe(500);
    expect(pagesInView(layout, 1e9, 700)).toEqual([999, 999]);
  });

  it('shows nothing of a document without pages', () => {
    expect(pagesInView(layoutPages([], 1, 500), 0, 500)).toEqual([0, -1]);
  });
});

describe('locateOnPage', () => {
  const layout = layoutPages([a4, turned], 0.75, 1000);
  const [first, second] = layout.frames;

  it('tells the page under the centre of a picture, and where it lies there in displayed points', () => {
    const picture = { x: (second?.left ?? 0) + 30, y: (second?.top ?? 0) - 20, width: 60, height: 60 };

    const found = locateOnPage(layout, picture);

    expect(found?.pageIndex).toBe(1);
    expect(found?.rect.x).toBeCloseTo(30, 6);
    expect(found?.rect.y).toBeCloseTo(-20, 6);
    expect(found?.rect.width).toBeCloseTo(60, 6);
  });

  it('finds nothing between pages, beside them, below the last one, and where there is none', () => {
    const at = (x: number, y: number) => locateOnPage(layout, { x: x - 5, y: y - 5, width: 10, height: 10 });
    const gap = (first?.top ?? 0) + (first?.height ?? 0) + PAGE_GAP / 2;

    expect(at(500, gap)).toBeNull();
    expect(at((first?.left ?? 0) - 1, (first?.top ?? 0) + 50)).toBeNull();
    expect(at(500, layout.height + 10)).toBeNull();
    expect(locateOnPage(layoutPages([], 1, 500), { x: 0, y: 0, width: 10, height: 10 })).toBeNull();
  });
});

describe('zoom', () => {
  it('fits the widest page into the width', () => {
    const zoom = fitWidthZoom([a4, turned], 1000);

    expect(layoutPages([a4, turned], zoom, 1000).width).toBeCloseTo(1000, 6);
  });

  it('steps through fixed values and stops at the ends', () => {
    expect(nextZoom(0.93, 1)).toBe(1);
    expect(nextZoom(0.93, -1)).toBe(0.8);
    expect(nextZoom(4, 1)).toBe(4);
    expect(nextZoom(0.25, -1)).toBe(0.25);
  });
});
