import type { Mark, Rect } from '../schema/placement.js';

/** What a signer is asked about once before they submit; nothing of it is forbidden. */
export interface MarkWarning {
  readonly kind: 'overlap' | 'coversSeam';
  /** The mark to look at, and the one that it meets. */
  readonly id: string;
  readonly otherId: string;
}

/** Marks that touch by less than this many points do not hide anything. */
const TOUCH = 1;

/** Seals that lie over each other, or over the strip of a seam seal on the page. */
export function markWarnings(marks: readonly Mark[]): MarkWarning[] {
  const byPage = new Map<string, Mark[]>();
  for (const mark of marks) {
    const key = `${mark.documentId} ${mark.pageIndex}`;
    byPage.set(key, [...(byPage.get(key) ?? []), mark]);
  }
  return [...byPage.values()].flatMap((group) => {
    // from left to right: only those that have begun and not ended can meet
    const rising = [...group].sort((a, b) => a.rect.x - b.rect.x);
    return rising.flatMap((mark, index) => {
      const met: MarkWarning[] = [];
      for (const other of rising.slice(index + 1)) {
        if (other.rect.x >= mark.rect.x + mark.rect.width - TOUCH) break;
        if (isMet(mark.rect, other.rect)) met.push({ kind: 'overlap', id: other.id, otherId: mark.id });
      }
      return met;
    });
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
