import { PDFiumLibrary } from '@hyzyla/pdfium';

/** Pixels of a rendered page, row by row, one grey value each: 0 is black. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

let library: Promise<PDFiumLibrary> | undefined;

/** Opens a file with PDFium, the renderer of Chromium: written by others than ours (pdf.js), so that it can prove us wrong. */
export async function openWithPdfium(
  bytes: Uint8Array,
): Promise<{ render: (pageIndex: number, scale: number) => Promise<Raster>; close: () => void }> {
  library ??= PDFiumLibrary.init();
  const document = await (await library).loadDocument(bytes);
  return {
    async render(pageIndex, scale) {
      const page = document.getPage(pageIndex);
      const bitmap = await page.render({
        scale,
        renderFormFields: true,
        render: ({ data }) => Promise.resolve(new Uint8Array(data)),
      });
      const grey = new Uint8Array(bitmap.width * bitmap.height);
      // colours mean nothing here; what a red seal leaves is its lack of blue and green
      for (let i = 0; i < grey.length; i += 1) {
        grey[i] = Math.min(bitmap.data[i * 4] ?? 0, bitmap.data[i * 4 + 1] ?? 0, bitmap.data[i * 4 + 2] ?? 0);
      }
      return { width: bitmap.width, height: bitmap.height, grey };
    },
    close: () => document.destroy(),
  };
}
