import { signPdf, type MarkPicture, type SignatureMark } from '../../host/signer/sign-pdf.js';
import {
  CSS_PX_PER_POINT,
  displayedSize,
  screenToDisplayed,
  type PageBox,
  type Rect,
} from '../../src/core/geometry.js';
import { aPdf } from './pdf-builders.js';
import { aSignRequest, type TestSigners } from './pdf-signers.js';
import { openWithPdfjs } from './pdfjs-raster.js';
import { openWithPdfium, type Raster } from './pdfium.js';

/** One page with one mark, where `core` says that the signer saw it. */
export interface GeometryCase {
  readonly box: PageBox;
  readonly rect: Rect;
}

/** A mark that a pointer put on a screen: its edges are whole pixels of the device, at a zoom of the page. */
export interface ScreenCase extends GeometryCase {
  readonly zoom: number;
  /** Pixels of the device for one of CSS. */
  readonly ratio: number;
}

/** A picture that is all ink, so that its edges are those of the mark. */
const INK: MarkPicture = {
  kind: 'vector',
  artwork: { widthMm: 10, heightMm: 10, paths: [{ d: 'M0 0L10 0L10 10L0 10Z', fill: '#000000' }] },
};

const SIZES = [
  [595.28, 841.89],
  [841.89, 1190.55],
  [300, 420.5],
] as const;
const ORIGINS = [
  [0, 0],
  [36.5, 18.25],
  [-120, -77.7],
] as const;

/** Every rotation with crop offsets, user units, page sizes and places on the page: 4 × 3 × 4 × 3 × 4 = 576 cases. */
export function geometryCorpus(): GeometryCase[] {
  const cases: GeometryCase[] = [];
  for (const rotation of [0, 90, 180, 270] as const) {
    for (const userUnit of [1, 2, 0.5, 1.37]) {
      for (const [x, y] of ORIGINS) {
        for (const [width, height] of SIZES) {
          const box: PageBox = { cropBox: [x, y, x + width, y + height], rotation, userUnit };
          const page = displayedSize(box);
          const [w, h] = [page.width * 0.21, page.height * 0.13];
          for (const [left, top] of [
            [0.031, 0.047],
            [0.75, 0.052],
            [0.377, 0.411],
            [0.769, 0.853],
          ] as const) {
            cases.push({ box, rect: { x: page.width * left, y: page.height * top, width: w, height: h } });
          }
        }
      }
    }
  }
  return cases;
}

/** Every zoom with pixel ratios, rotations, user units and crop offsets: 6 × 4 × 4 × 2 × 3 = 576 cases. */
export function screenCorpus(): ScreenCase[] {
  const cases: ScreenCase[] = [];
  const [width, height] = [300, 420.5];
  for (const zoom of [0.5, 0.75, 1, 1.25, 2, 3]) {
    for (const ratio of [1, 1.25, 1.5, 2]) {
      for (const rotation of [0, 90, 180, 270] as const) {
        for (const userUnit of [1, 1.37]) {
          for (const [x, y] of ORIGINS) {
            const box: PageBox = { cropBox: [x, y, x + width, y + height], rotation, userUnit };
            const page = displayedSize(box);
            // where the pointer is on the page, as the browser tells it
            const pixel = (points: number): number => Math.round(points * zoom * CSS_PX_PER_POINT * ratio) / ratio;
            const place = { x: pixel(page.width * 0.377), y: pixel(page.height * 0.411) };
            const size = { width: pixel(page.width * 0.21), height: pixel(page.height * 0.13) };
            cases.push({ box, zoom, ratio, rect: screenToDisplayed({ ...place, ...size }, zoom) });
          }
        }
      }
    }
  }
  return cases;
}

/** Signs all cases in one file, a page each, with the real signer. */
export async function signCases(cases: readonly GeometryCase[], signers: TestSigners): Promise<Uint8Array> {
  const marks = cases.map(({ rect }, pageIndex): SignatureMark => ({ pageIndex, rect, picture: INK }));
  return signPdf(aSignRequest(await aPdf(cases.map(({ box }) => box)), signers.first, { marks }));
}

/** Where each mark is in the file as PDFium draws it, in displayed points. */
export async function seenByPdfium(bytes: Uint8Array, cases: readonly GeometryCase[]): Promise<Rect[]> {
  const file = await openWithPdfium(bytes);
  const found: Rect[] = [];
  for (const [index, { box }] of cases.entries()) {
    // PDFium counts in units of the page; two pixels are a point
    found.push(inkOf(await file.render(index, 2 * box.userUnit), box));
  }
  file.close();
  return found;
}

/** Where each mark is in the file as pdf.js draws it, in displayed points; at the zoom and for the screen of a case that has them. */
export async function seenByPdfjs(bytes: Uint8Array, cases: readonly (GeometryCase | ScreenCase)[]): Promise<Rect[]> {
  const file = await openWithPdfjs(bytes);
  const found: Rect[] = [];
  for (const [index, one] of cases.entries()) {
    const scale = 'zoom' in one ? one.zoom * CSS_PX_PER_POINT * one.ratio : 2;
    // the panel stretches whole pixels over the size that the page has
    found.push(inkOf(await file.render(index, scale), one.box));
  }
  await file.close();
  return found;
}

/**
 * Edges of the ink in displayed points. A pixel that is half covered is half grey, so that edges are found between pixels:
 * the ink of the middle row and of the middle column is summed up. `step` is a pixel in points, where the renderer does not fit
 * the page into whole pixels.
 */
export function inkOf({ width, height, grey }: Raster, box: PageBox, step?: number): Rect {
  const page = displayedSize(box);
  const inkAt = (x: number, y: number): number => 1 - (grey[y * width + x] ?? 255) / 255;
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (inkAt(x, y) < 0.5) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  const [middleX, middleY] = [(left + right) >> 1, (top + bottom) >> 1];
  const across = edges(left, right, (x) => inkAt(x, middleY));
  const down = edges(top, bottom, (y) => inkAt(middleX, y));
  const [sx, sy] = step ? [step, step] : [page.width / width, page.height / height];
  return { x: across[0] * sx, y: down[0] * sy, width: (across[1] - across[0]) * sx, height: (down[1] - down[0]) * sy };
}

function edges(first: number, last: number, ink: (at: number) => number): [number, number] {
  const start = first + 1 - (ink(first) + ink(first - 1));
  const end = last + ink(last) + ink(last + 1);
  return [start, end];
}

/** The largest distance of an edge from where it was meant to be, in points. */
export function largestError(wanted: Rect, found: Rect): number {
  return Math.max(
    Math.abs(found.x - wanted.x),
    Math.abs(found.y - wanted.y),
    Math.abs(found.x + found.width - wanted.x - wanted.width),
    Math.abs(found.y + found.height - wanted.y - wanted.height),
  );
}

/** The errors of many cases in a line. */
export function summary(errors: readonly number[]): { cases: number; largest: number; mean: number } {
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return { cases: errors.length, largest: round(Math.max(...errors)), mean: round(mean) };
}
