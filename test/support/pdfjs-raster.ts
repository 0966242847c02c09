import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

import type { Raster } from './pdfium.js';

/** The part of a canvas that is needed here, whoever made it. */
interface DrawnCanvas {
  readonly canvas: HTMLCanvasElement;
  readonly context: { getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray } };
}

/** Opens a file with pdf.js, which the panel shows documents with; `scale` is pixels for one displayed point. */
export async function openWithPdfjs(
  bytes: Uint8Array,
): Promise<{ render: (pageIndex: number, scale: number) => Promise<Raster>; close: () => Promise<void> }> {
  // it takes the bytes away from whoever gives them
  const task = getDocument({ data: bytes.slice(), verbosity: VerbosityLevel.ERRORS });
  const document = await task.promise;
  const canvases = document.canvasFactory as { create(width: number, height: number): DrawnCanvas };
  return {
    async render(pageIndex, scale) {
      const page = await document.getPage(pageIndex + 1);
      const viewport = page.getViewport({ scale });
      const [width, height] = [Math.round(viewport.width), Math.round(viewport.height)];
      const { canvas, context } = canvases.create(width, height);
      await page.render({ canvas, viewport }).promise;
      const { data } = context.getImageData(0, 0, width, height);
      page.cleanup();
      const grey = new Uint8Array(width * height);
      for (let i = 0; i < grey.length; i += 1) {
        grey[i] = Math.min(data[i * 4] ?? 0, data[i * 4 + 1] ?? 0, data[i * 4 + 2] ?? 0);
      }
      return { width, height, grey };
    },
    close: () => task.destroy(),
  };
}
