import { cutPaper, paperColour, visibleBox } from '../core/picture-cut.js';
import { withDensity } from '../core/png-density.js';
import { whenIdle } from './idle.js';

export type PictureFault = 'notPicture' | 'tooLarge' | 'tooManyPixels' | 'nothingLeft';

/** A picture that cannot become a seal, and why. */
export class PictureError extends Error {
  readonly fault: PictureFault;

  constructor(fault: PictureFault) {
    super(fault);
    this.fault = fault;
  }
}

const MAX_BYTES = 10 * 1024 * 1024;
const MAX_SIDE = 8000;
/** More pixels than this are not seen on paper: 42 mm at 1,200 dpi. */
const WORKING_SIDE = 2000;

/** Reads a picture that somebody chose. @throws PictureError */
export async function readPicture(file: Blob): Promise<ImageData> {
  if (file.size > MAX_BYTES) throw new PictureError('tooLarge');
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new PictureError('notPicture');
  });
  try {
    const longest = Math.max(bitmap.width, bitmap.height);
    if (longest > MAX_SIDE) throw new PictureError('tooManyPixels');
    const scale = Math.min(1, WORKING_SIDE / longest);
    const canvas = aCanvas(bitmap.width * scale, bitmap.height * scale);
    const pen = penOf(canvas);
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return pen.getImageData(0, 0, canvas.width, canvas.height);
  } finally {
    bitmap.close();
  }
}

/**
 * The picture without its paper (`threshold` 0 to 1, null keeps it) and without an empty margin, as a PNG. Rows are worked
 * on in pieces while the page rests, so that it goes on answering; a signal that fires ends it with its reason.
 *
 * @throws PictureError `nothingLeft`
 */
export async function cutPicture(
  picture: ImageData,
  threshold: number | null,
  signal: AbortSignal,
): Promise<{ png: Blob; width: number; height: number }> {
  const { width, height } = picture;
  const pixels = new Uint8ClampedArray(picture.data);
  if (threshold !== null) {
    const options = { paper: paperColour(pixels, width, height), threshold };
    await inPieces(height, (from, to) => cutPaper(pixels, width, from, to, options), signal);
  }
  const box = visibleBox(pixels, width, height);
  if (!box) throw new PictureError('nothingLeft');
  const canvas = aCanvas(box.width, box.height);
  penOf(canvas).putImageData(new ImageData(pixels, width, height), -box.left, -box.top);
  const png = await pngOf(canvas);
  signal.throwIfAborted();
  return { png, width: box.width, height: box.height };
}

/** A name in a brush-like typeface, for those who cannot write by hand. @throws PictureError `nothingLeft` */
export function typedPicture(name: string): ImageData {
  const size = 200;
  const measure = penOf(aCanvas(1, 1));
  const font = `${size}px KaiTi, STKaiti, 'Kaiti SC', BiauKai, DFKai-SB, 'Segoe Script', cursive, serif`;
  measure.font = font;
  const canvas = aCanvas(Math.min(measure.measureText(name).width + size, WORKING_SIDE), size * 1.6);
  const pen = penOf(canvas);
  pen.font = font;
  pen.fillStyle = '#16233f';
  pen.textBaseline = 'middle';
  pen.textAlign = 'center';
  pen.fillText(name, canvas.width / 2, canvas.height / 2, canvas.width - size / 2);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** A picture of a seal (SVG or PNG) in its real size, as a PNG with so many dots an inch. @throws PictureError `notPicture` */
export async function sealPng(picture: Blob, widthMm: number, heightMm: number, dpi: number): Promise<Blob> {
  const url = URL.createObjectURL(picture);
  try {
    const image = new Image();
    image.src = url;
    await image.decode().catch(() => {
      throw new PictureError('notPicture');
    });
    const canvas = aCanvas((widthMm / 25.4) * dpi, (heightMm / 25.4) * dpi);
    penOf(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await pngOf(canvas);
    return new Blob([withDensity(new Uint8Array(await png.arrayBuffer()), dpi)], { type: 'image/png' });
  } finally {
    URL.revokeObjectURL(url);
  }
}

function aCanvas(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  return canvas;
}

function penOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) throw new PictureError('tooManyPixels');
  return pen;
}

function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new PictureError('tooManyPixels'))), 'image/png');
  });
}

/** Rows of one piece: about a millisecond's work at the widest. */
const ROWS = 32;

function inPieces(rows: number, work: (from: number, to: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let from = 0;
    const next = (rests: () => boolean): void => {
      if (signal.aborted) {
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
        return;
      }
      do {
        work(from, Math.min(from + ROWS, rows));
        from += ROWS;
      } while (from < rows && rests());
      if (from < rows) whenIdle(next);
      else resolve();
    };
    whenIdle(next);
  });
}
