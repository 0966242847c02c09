import { PDFName, type PDFDocument } from '@cantoo/pdf-lib';

import { openPdf } from '../../../host/signer/open-pdf.js';
import { pageBoxesOf } from '../../../host/signer/page-boxes.js';
import { readTextIndex } from '../../../host/signer/pdf-text.js';
import { displayedSize, pdfRectToDisplayed } from '../../../src/core/geometry.js';
import { keywordHits, rectAtKeyword } from '../../../src/core/keyword-places.js';
import type { PageBox, Rect } from '../../../src/schema/index.js';
import type { TextPage } from '../../../src/core/text-index.js';
import type { OfficeMark } from '../kit/signing-office.js';
import { TencentFault } from './fault.js';
import type { Component } from './flows.js';

/** What counts as the edge of a page, in points. */
const EDGE = 0.01;

/**
 * Where a control is in the very file (`tencent.md` chapter 5).
 *
 * @throws TencentFault for a page, a place, a keyword or a form field that is not there.
 */
export async function marksAt(bytes: Uint8Array, component: Component): Promise<OfficeMark[]> {
  const pdf = await openPdf(bytes);
  const boxes = pageBoxesOf(pdf);
  if (component.FileIndex !== 0) throw new TencentFault('InvalidParameter.ComponentFileIndex');
  if (component.ComponentType.startsWith('SIGN_PAGING_')) return slices(boxes, component);
  if (component.GenerateMode === 'KEYWORD') return atKeyword(bytes, boxes, component);
  if (component.GenerateMode === 'FIELD') return atField(pdf, boxes, component);
  return [atPoint(boxes, component)];
}

function atPoint(boxes: readonly PageBox[], component: Component): OfficeMark {
  const { ComponentPage: page = 0, ComponentPosX: x, ComponentPosY: y } = component;
  const { ComponentWidth: width, ComponentHeight: height } = component;
  const pageIndex = page > 0 ? page - 1 : boxes.length + page;
  const box = page === 0 ? undefined : boxes[pageIndex];
  if (!box) throw new TencentFault('InvalidParameter.ComponentPage');
  if (x === undefined || y === undefined || width === undefined || height === undefined) {
    throw new TencentFault('MissingParameter', 'ComponentPosX, ComponentPosY, ComponentWidth, ComponentHeight');
  }
  const rect = { x, y, width, height };
  requireInside(box, rect);
  return { pageIndex, rect };
}

function requireInside(box: PageBox, { x, y, width, height }: Rect): void {
  const page = displayedSize(box);
  const isInside = x >= -EDGE && y >= -EDGE && x + width <= page.width + EDGE && y + height <= page.height + EDGE;
  if (!isInside) throw new TencentFault('InvalidParameter.ComponentPosition');
}

/**
 * Every match in the whole file or on one page, or those of some numbers, counted in the order of the file; the size is that of
 * the keyword where none is given. Between two `^` it is a whole word.
 */
async function atKeyword(bytes: Uint8Array, boxes: readonly PageBox[], component: Component): Promise<OfficeMark[]> {
  const { ComponentId: given, ComponentWidth, ComponentHeight, OffsetX: dx = 0, OffsetY: dy = 0 } = component;
  const { KeywordPage, KeywordOrder = 'Positive', KeywordIndexes } = component;
  const relation = ({ Middle: 'on', Below: 'below', Right: 'right' } as const)[component.RelativeLocation ?? 'Middle'];
  if (!given) throw new TencentFault('MissingParameter.KeyWord');
  const [, whole] = /^\^(.+)\^$/s.exec(given) ?? [];
  const keyword = whole ?? given;
  if (KeywordPage !== undefined && !boxes[KeywordPage - 1]) throw new TencentFault('InvalidParameter.ComponentPage');
  const index = await readTextIndex(bytes, boxes);
  const pages = KeywordPage === undefined ? 'all' : String(KeywordPage);
  const hits = keywordHits(index, { keyword, pages, acrossLines: false })
    .filter((hit) => whole === undefined || isWholeWord(index[hit.pageIndex], hit))
    .sort((left, right) => left.pageIndex - right.pageIndex || left.start - right.start);
  if (KeywordOrder === 'Reverse') hits.reverse();
  const chosen = KeywordIndexes ? KeywordIndexes.flatMap((nth) => hits[nth] ?? []) : hits;
  const ignored = /"IgnoreKeywordError"\s*:\s*1/.test(component.ComponentExtra ?? '');
  if (chosen.length === 0 && !ignored) throw new TencentFault('InvalidParameter.Keyword');
  return chosen.flatMap((hit) => {
    const box = boxes[hit.pageIndex];
    const [word] = hit.rects;
    if (!box || !word) return [];
    const size = { width: ComponentWidth ?? word.width, height: ComponentHeight ?? word.height };
    return [{ pageIndex: hit.pageIndex, rect: rectAtKeyword(hit, size, { relation, dx, dy }, box) }];
  });
}

/** Whether a match is no part of a longer run of letters and digits. */
function isWholeWord(page: TextPage | undefined, { start, end }: { start: number; end: number }): boolean {
  const goesOn = (at: number): boolean =>
    page?.gaps[at] === 0 && /^[\p{L}\p{N}]{2}$/u.test(page.text.slice(Math.max(0, at - 1), at + 1));
  return !goesOn(start) && !goesOn(end);
}

/** The place and the size of the form field of that name. */
function atField(pdf: PDFDocument, boxes: readonly PageBox[], { ComponentName: name }: Component): OfficeMark[] {
  if (!name) throw new TencentFault('MissingParameter', 'ComponentName');
  const field = pdf
    .getForm()
    .getFields()
    .find((candidate) => candidate.getName() === name);
  const widgets = field?.acroField.getWidgets() ?? [];
  const marks = widgets.flatMap((widget): OfficeMark[] => {
    const page = widget.P();
    const pageIndex = Math.max(
      pdf.getPages().findIndex(({ ref, node }) => {
        const annotations = node.Annots()?.asArray() ?? [];
        const own = annotations.some((entry) => pdf.context.lookup(entry) === widget.dict);
        return ref === page || own;
      }),
      0,
    );
    const box = boxes[pageIndex];
    const { x, y, width, height } = widget.getRectangle();
    return box ? [{ pageIndex, rect: pdfRectToDisplayed(box, [x, y, x + width, y + height]) }] : [];
  });
  if (marks.length === 0 || field?.acroField.dict.get(PDFName.of('FT')) === undefined) {
    throw new TencentFault('MissingParameter.Field');
  }
  return marks;
}

/** A seam: on each page its slice at the right edge. */
function slices(boxes: readonly PageBox[], component: Component): OfficeMark[] {
  const { ComponentPosY: y, ComponentWidth: width, ComponentHeight: height } = component;
  if (y === undefined || width === undefined || height === undefined) {
    throw new TencentFault('MissingParameter', 'ComponentPosY, ComponentWidth, ComponentHeight');
  }
  return boxes.map((box, pageIndex) => {
    const slice = width / boxes.length;
    const rect = { x: displayedSize(box).width - slice, y, width: slice, height };
    requireInside(box, rect);
    return { pageIndex, rect };
  });
}
