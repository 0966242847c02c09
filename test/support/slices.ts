import type { PageBox, Rect } from '../../src/core/geometry.js';
import { displayedSize } from '../../src/core/geometry.js';
import type { SeamSlice } from '../../src/core/seam.js';
import type { Raster } from './pdfium.js';

/** A part of a rendered page, sampled so that a picture of `width` by `height` pixels comes of it. */
export function cutOut(page: Raster, box: PageBox, rect: Rect, width: number, height: number): Raster {
  const size = displayedSize(box);
  const grey = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const y = Math.floor(((rect.y + ((row + 0.5) / height) * rect.height) / size.height) * page.height);
    for (let column = 0; column < width; column += 1) {
      const x = Math.floor(((rect.x + ((column + 0.5) / width) * rect.width) / size.width) * page.width);
      grey[row * width + column] = page.grey[y * page.width + x] ?? 0;
    }
  }
  return { width, height, grey };
}

/** Puts the slices of one seal side by side as they lie when the sheets are fanned out. */
export function joinSlices(parts: readonly { slice: SeamSlice; picture: Raster }[]): Raster {
  const ordered = [...parts].sort((a, b) => a.slice.from - b.slice.from).map(({ picture }) => picture);
  const width = ordered.reduce((sum, picture) => sum + picture.width, 0);
  const height = ordered[0]?.height ?? 0;
  const grey = new Uint8Array(width * height);
  let left = 0;
  for (const picture of ordered) {
    for (let row = 0; row < height; row += 1) {
      grey.set(picture.grey.subarray(row * picture.width, (row + 1) * picture.width), row * width + left);
    }
    left += picture.width;
  }
  return { width, height, grey };
}

/** Part of the ink of one picture that the other does not have within so many pixels, 0 to 1. */
export function strayInk(picture: Raster, other: Raster, reach: number): number {
  const { width, height } = picture;
  const isInk = ({ grey }: Raster, x: number, y: number): boolean => (grey[y * width + x] ?? 255) < 128;
  const hasInkAround = (x: number, y: number): boolean => {
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) {
        const [nx, ny] = [x + dx, y + dy];
        if (nx >= 0 && ny >= 0 && nx < width && ny < height && isInk(other, nx, ny)) return true;
      }
    }
    return false;
  };
  let ink = 0;
  let stray = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!isInk(picture, x, y)) continue;
      ink += 1;
      if (!hasInkAround(x, y)) stray += 1;
    }
  }
  return ink === 0 ? 1 : stray / ink;
}
