import type { Mark, PageBox, Rect } from '../schema/placement.js';
import { slicesOf } from './seam.js';

/** What a signer is asked about once before they submit; nothing of it is forbidden. */
export interface MarkWarning {
  readonly kind: 'overlap' | 'coversSeam';
  /** The mark to look at, the one that it meets, and the page. */
  readonly id: string;
  readonly otherId: string;
  readonly pageIndex: number;
}

/** A mark, or a slice of a seam seal, where it is seen. */
interface Seen {
  readonly mark: Mark;
  readonly pageIndex: number;
  readonly rect: Rect;
}

/** Marks that touch by less than this many points do not hide anything. */
const TOUCH = 1;

/** Seals that lie over each other, or over a slice of a seam seal; each two are told once. */
export function markWarnings(
  marks: readonly Mark[],
  pagesOf: (documentId: string) => readonly PageBox[],
): MarkWarning[] {
  const byPage = new Map<string, Seen[]>();
  for (const seen of marks.flatMap((mark) => seenOf(mark, pagesOf(mark.documentId)))) {
    const key = `${seen.mark.documentId} ${seen.pageIndex}`;
    byPage.set(key, [...(byPage.get(key) ?? []), seen]);
  }
  const told = new Set<string>();
  return [...byPage.values()]
    .flatMap(meetings)
    .filter(({ id, otherId }) => !told.has(`${id} ${otherId}`) && told.add(`${id} ${otherId}`));
}

function seenOf(mark: Mark, pages: readonly PageBox[]): Seen[] {
  if (!mark.seam) return [{ mark, pageIndex: mark.pageIndex, rect: mark.rect }];
  return slicesOf(mark, pages).map(({ pageIndex, rect }) => ({ mark, pageIndex, rect }));
}

/** From left to right: only those that have begun and not ended can meet. */
function meetings(onPage: readonly Seen[]): MarkWarning[] {
  const rising = [...onPage].sort((a, b) => a.rect.x - b.rect.x);
  return rising.flatMap((first, index) => {
    const met: MarkWarning[] = [];
    for (const second of rising.slice(index + 1)) {
      if (second.rect.x >= first.rect.x + first.rect.width - TOUCH) break;
      if (first.mark === second.mark || !isMet(first.rect, second.rect)) continue;
      const coversSeam = Boolean(first.mark.seam) !== Boolean(second.mark.seam);
      // what covers a seam is looked at, not the seam
      const [seen, other] = coversSeam && second.mark.seam ? [first, second] : [second, first];
      met.push({
        kind: coversSeam ? 'coversSeam' : 'overlap',
        id: seen.mark.id,
        otherId: other.mark.id,
        pageIndex: seen.pageIndex,
      });
    }
    return met;
  });
}

function isMet(a: Rect, b: Rect): boolean {
  return (
    a.x + a.width - TOUCH > b.x &&
    b.x + b.width - TOUCH > a.x &&
    a.y + a.height - TOUCH > b.y &&
    b.y + b.height - TOUCH > a.y
  );
}
