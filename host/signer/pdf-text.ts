import { createRequire } from 'node:module';
import path from 'node:path';

import { EsignError } from '../../src/core/errors.js';
import { indexPage, type TextIndex, type TextPage } from '../../src/core/text-index.js';
import type { PageBox } from '../../src/schema/placement.js';

/**
 * The text of a file with where it stands, read by the very library that shows it to signers: a keyword is where they see it.
 * Pages are taken one after the other, so that the process answers others in between.
 *
 * @throws EsignError `file-damaged`.
 */
export async function readTextIndex(bytes: Uint8Array, boxes: readonly PageBox[]): Promise<TextIndex> {
  // seldom needed, and slow to load
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const folder = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = getDocument({
    // it takes the bytes away from who gives them
    data: bytes.slice(),
    // without these the text of fonts that are not in the file is silently empty
    cMapUrl: `${folder}/cmaps/`,
    standardFontDataUrl: `${folder}/standard_fonts/`,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    useWasm: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await task.promise;
    const index: TextPage[] = [];
    for (const [pageIndex, box] of boxes.entries()) {
      const page = await document.getPage(pageIndex + 1);
      index.push(indexPage(box, await page.getTextContent({ disableNormalization: true })));
      page.cleanup();
    }
    return index;
  } catch (error) {
    throw new EsignError('file-damaged', 'the text of the PDF cannot be read', { cause: error });
  } finally {
    await task.destroy();
  }
}
