/**
 * Makes the picture of a seal from a photo or a scan: the paper becomes transparent, the ink keeps its colour, the empty
 * margin goes away. Pixels are RGBA, four bytes each, row by row from the top.
 */

export type Colour = readonly [red: number, green: number, blue: number];

/** Colour of the paper: the one that most of the picture's edge has, in steps that light and noise do not cross. */
export function paperColour(pixels: Uint8ClampedArray, width: number, height: number): Colour {
  const counts = new Map<number, { count: number; sum: [number, number, number] }>();
  const visit = (x: number, y: number): void => {
    const at = (y * width + x) * 4;
    // what is transparent already says nothing about paper
    if ((pixels[at + 3] ?? 0) < 128) return;
    const [red, green, blue] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
    const key = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4);
    const entry = counts.get(key) ?? { count: 0, sum: [0, 0, 0] };
    entry.count += 1;
    entry.sum = [entry.sum[0] + red, entry.sum[1] + green, entry.sum[2] + blue];
    counts.set(key, entry);
  };
  for (let x = 0; x < width; x += 1) {
    visit(x, 0);
    visit(x, height - 1);
  }
  for (let y = 0; y < height; y += 1) {
    visit(0, y);
    visit(width - 1, y);
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count);
  if (!most) return [255, 255, 255];
  return [most.sum[0] / most.count, most.sum[1] / most.count, most.sum[2] / most.count];
}

export interface CutOptions {
  readonly paper: Colour;
  /** How far from the paper's colour ink begins, 0 to 1; larger takes more away. */
  readonly threshold: number;
}

/** Width of the soft edge between paper and ink, as a part of the distance from black to white. */
const SOFT_EDGE = 0.18;

/** Takes the paper out of the rows from `fromRow` up to `toRow`, in place. Rows may be done in pieces. */
export function cutPaper(
  pixels: Uint8ClampedArray,
  width: number,
  fromRow: number,
  toRow: number,
  { paper, threshold }: CutOptions,
): void {
  for (let at = fromRow * width * 4; at < toRow * width * 4; at += 4) {
    const distance = Math.max(
      Math.abs((pixels[at] ?? 0) - paper[0]),
      Math.abs((pixels[at + 1] ?? 0) - paper[1]),
      Math.abs((pixels[at + 2] ?? 0) - paper[2]),
    );
    const opacity = Math.min(1, Math.max(0, (distance / 255 - threshold) / SOFT_EDGE));
    if (opacity > 0) {
      // the edge of ink is mixed with paper: what remains is the ink's own colour
      for (let channel = 0; channel < 3; channel += 1) {
        const mixed = pixels[at + channel] ?? 0;
        pixels[at + channel] = ((paper[channel] ?? 255) * (opacity - 1) + mixed) / opacity;
      }
    }
    pixels[at + 3] = (pixels[at + 3] ?? 0) * opacity;
  }
}

export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Less than this is dust. */
const VISIBLE = 32;

/** The smallest box around what is visible; null where nothing is. */
export function visibleBox(pixels: Uint8ClampedArray, width: number, height: number): PixelBox | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((pixels[(y * width + x) * 4 + 3] ?? 0) < VISIBLE) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}
