import { readPageBoxes } from '../../../host/signer/page-boxes.js';
import { readTextIndex } from '../../../host/signer/pdf-text.js';
import { displayedSize, mmToPt, pdfRectToDisplayed } from '../../../src/core/geometry.js';
import { chosenHits, keywordHits, rectAtKeyword } from '../../../src/core/keyword-places.js';
import type { PageBox, Rect } from '../../../src/schema/index.js';
import type { OfficeMark } from '../kit/signing-office.js';
import { QiyuesuoFault, type Location, type SimDocument } from './contracts.js';

const SIDE = mmToPt(40);

/**
 * Where a location is in the very file: on every page for 0, on the last one for -1; a keyword is looked for.
 *
 * @throws QiyuesuoFault 1108, 1109, 1110.
 */
export async function marksAt(document: SimDocument, location: Location): Promise<OfficeMark[]> {
  const boxes = await readPageBoxes(document.original);
  const { keyword, keywordIndex = 0, page = 0, offsetX = 0, offsetY = 0 } = location;
  if (keyword !== undefined) return marksAtKeyword(document, boxes, keyword, keywordIndex);
  for (const offset of [offsetX, offsetY]) {
    if (!(offset >= 0 && offset <= 1)) throw new QiyuesuoFault(1110, `坐标超出范围: ${offset}`);
  }
  const pages = page === 0 ? boxes.map((_, index) => index) : [page === -1 ? boxes.length - 1 : page - 1];
  return pages.map((pageIndex) => {
    const box = boxes[pageIndex];
    if (!box) throw new QiyuesuoFault(1109, `页码超出范围: ${page}`);
    return { pageIndex, rect: rectAt(box, offsetX, offsetY) };
  });
}

async function marksAtKeyword(
  { original }: SimDocument,
  boxes: readonly PageBox[],
  keyword: string,
  keywordIndex: number,
): Promise<OfficeMark[]> {
  const index = await readTextIndex(original, boxes);
  const found = keywordHits(index, { keyword, pages: 'all', acrossLines: false });
  const hits = chosenHits(found, keywordIndex === 0 ? 'all' : keywordIndex);
  if (hits.length === 0) throw new QiyuesuoFault(1108, `关键字未找到: ${keyword}`);
  const offset = { relation: 'on', dx: 0, dy: 0 } as const;
  return hits.flatMap((hit) => {
    const box = boxes[hit.pageIndex];
    return box
      ? [{ pageIndex: hit.pageIndex, rect: rectAtKeyword(hit, { width: SIDE, height: SIDE }, offset, box) }]
      : [];
  });
}

/** A square of 40 mm from its lower left corner; what hangs over the edge of the page is cut. */
function rectAt(box: PageBox, offsetX: number, offsetY: number): Rect {
  const [x0, y0, x1, y1] = box.cropBox;
  const left = x0 + offsetX * (x1 - x0);
  const bottom = y0 + offsetY * (y1 - y0);
  const side = SIDE / box.userUnit;
  const rect = pdfRectToDisplayed(box, [left, bottom, left + side, bottom + side]);
  const shown = displayedSize(box);
  const y = Math.max(rect.y, 0);
  const width = Math.min(rect.width, shown.width - rect.x);
  const height = Math.min(rect.y + rect.height, shown.height) - y;
  if (width <= 0 || height <= 0) throw new QiyuesuoFault(1113, '签署位置在页面之外');
  return { x: rect.x, y, width, height };
}
