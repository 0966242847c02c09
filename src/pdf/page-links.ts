import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

import { pdfPointToDisplayed, pdfRectToDisplayed } from '../core/geometry.js';
import type { LinkTarget, PageLink } from '../core/page-links.js';
import type { PageBox } from '../schema/placement.js';

/** Links of one page; a file that has more is not read further. */
const MOST_LINKS = 500;

/** What pdf.js tells of a link. It parses actions and runs none. */
interface LinkAnnotation {
  readonly subtype: string;
  readonly rect: readonly [number, number, number, number];
  /** What it takes for an address, and what the file says. */
  readonly url?: string;
  readonly unsafeUrl?: string;
  readonly dest?: unknown;
  readonly action?: string;
}

/** The links of a page. One that leads nowhere is left out, so that nobody tries it in vain. */
export async function readLinks(
  document: PDFDocumentProxy,
  page: PDFPageProxy,
  boxes: readonly PageBox[],
): Promise<PageLink[]> {
  const here = page.pageNumber - 1;
  const box = boxes[here];
  const annotations = (await page.getAnnotations({ intent: 'display' })) as LinkAnnotation[];
  const links = annotations.filter(({ subtype }) => subtype === 'Link').slice(0, MOST_LINKS);
  const found = await Promise.all(
    links.map(async (link): Promise<PageLink | undefined> => {
      const target = await targetOf(document, link, here, boxes);
      return target && box && { rect: pdfRectToDisplayed(box, link.rect), target };
    }),
  );
  return found.filter((link) => link !== undefined);
}

async function targetOf(
  document: PDFDocumentProxy,
  { url, unsafeUrl, dest, action }: LinkAnnotation,
  here: number,
  boxes: readonly PageBox[],
): Promise<LinkTarget | undefined> {
  const address = url ?? unsafeUrl;
  if (address) return { kind: 'address', address };
  const last = boxes.length - 1;
  const named = { FirstPage: 0, LastPage: last, PrevPage: here - 1, NextPage: here + 1 }[action ?? ''];
  if (named !== undefined) return named >= 0 && named <= last ? { kind: 'page', pageIndex: named, y: null } : undefined;
  if (dest === undefined || dest === null) return undefined;
  try {
    const explicit: unknown = typeof dest === 'string' ? await document.getDestination(dest) : dest;
    return Array.isArray(explicit) ? await pageTarget(document, explicit, boxes) : undefined;
  } catch {
    // a destination that the file does not have is none
    return undefined;
  }
}

/** `[page, kind, ...]`, where the page is a reference or, in files that break the rule, a number. */
async function pageTarget(
  document: PDFDocumentProxy,
  [page, kind, ...values]: readonly unknown[],
  boxes: readonly PageBox[],
): Promise<LinkTarget | undefined> {
  const pageIndex = typeof page === 'number' ? page : await document.getPageIndex(page as never);
  const box = boxes[pageIndex];
  if (!box) return undefined;
  const name = (kind as { readonly name?: string } | undefined)?.name ?? '';
  const [left, top] =
    { XYZ: [values[0], values[1]], FitH: [null, values[0]], FitBH: [null, values[0]], FitR: [values[0], values[3]] }[
      name
    ] ?? [];
  if (typeof top !== 'number') return { kind: 'page', pageIndex, y: null };
  const x = typeof left === 'number' ? left : box.cropBox[0];
  return { kind: 'page', pageIndex, y: Math.max(0, pdfPointToDisplayed(box, { x, y: top }).y) };
}
