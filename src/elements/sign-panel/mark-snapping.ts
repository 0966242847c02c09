import type { Size } from '../../core/geometry.js';
import { snapLines, snapRect, type SnapLines } from '../../core/snap.js';
import { indexPage, textLines, type TextLine } from '../../core/text-index.js';
import { turnVector } from '../../core/view-turn.js';
import type { PageBox, Rect } from '../../schema/placement.js';
import type { PageSource } from '../../ui/page-source.js';
import type { PageView } from '../../ui/page-view.js';

/** CSS pixels from which a mark clings to a line. */
const REACH = 6;

/** Where the picture of a mark is shown when its top left corner would be there; `free` asks for no snapping (Alt). */
export type SnapStep = (left: number, top: number, free: boolean) => { left: number; top: number };

/** Lines of text of the pages that something was dragged over; they go with the document. */
const read = new WeakMap<PageSource, Map<number, readonly TextLine[]>>();

/**
 * The steps of one drag over the pages: what is carried clings to lines of the page, to its text and to what stands on it, and
 * shows the lines. Those of a page are sorted once a drag, so that a step looks at a few of them however many marks there are.
 */
export function markSnapping(
  view: PageView,
  { width, height }: Size,
  pages: readonly PageBox[],
  source: PageSource | undefined,
  standing: (pageIndex: number) => readonly Rect[],
): SnapStep {
  const sorted = new Map<number, SnapLines>();
  return (left, top, free) => {
    const found = free ? null : view.locate(left, top, width, height);
    const box = found && pages[found.pageIndex];
    if (!found || !box) {
      view.showGuides(null);
      return { left, top };
    }
    const lines = sorted.get(found.pageIndex) ?? snapLines(box, standing(found.pageIndex));
    sorted.set(found.pageIndex, lines);
    const texts = source ? textOn(source, found.pageIndex, box) : [];
    const { rect, x, y } = snapRect(found.rect, lines, REACH / view.scale, texts);
    view.showGuides({ pageIndex: found.pageIndex, x, y });
    const way = turnVector({ x: rect.x - found.rect.x, y: rect.y - found.rect.y }, view.turn);
    return { left: left + way.x * view.scale, top: top + way.y * view.scale };
  };
}

/** The text of a page is read when something is first carried over it; until then there is none. */
function textOn(source: PageSource, pageIndex: number, box: PageBox): readonly TextLine[] {
  const pages = read.get(source) ?? new Map<number, readonly TextLine[]>();
  read.set(source, pages);
  const known = pages.get(pageIndex);
  if (known) return known;
  pages.set(pageIndex, []);
  source.runs(pageIndex).then(
    (text) => pages.set(pageIndex, textLines(indexPage(box, text))),
    // a page that cannot be read is one without text
    () => undefined,
  );
  return [];
}
