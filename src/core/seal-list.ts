import type { LibrarySeal, LibrarySealKind, LibrarySealState } from '../schema/seal-library.js';
import { fold, NameRank, nameKey, rankName, type Speller } from './name-search.js';

export type SealColumn = 'name' | 'owner' | 'state';

/** How a list of seals is looked at; empty means all of them. */
export interface SealView {
  readonly search: string;
  readonly kind: LibrarySealKind | '';
  readonly state: LibrarySealState | '';
  readonly sortedBy: SealColumn | null;
  readonly descending: boolean;
}

export const WHOLE_LIST: SealView = { search: '', kind: '', state: '', sortedBy: null, descending: false };

const STATES: readonly LibrarySealState[] = ['usable', 'noPermission', 'expired', 'disabled'];

/**
 * The seals that answer a view, in its order; without an order as they were synced. Every word has to be in the name or
 * the owner, as written, by pinyin or by the initials.
 */
export function arrangeSeals(
  seals: readonly LibrarySeal[],
  { search, kind, state, sortedBy, descending }: SealView,
  { collator, spell }: { collator: Pick<Intl.Collator, 'compare'>; spell?: Speller | undefined },
): readonly LibrarySeal[] {
  const words = fold(search).split(/\s+/).filter(Boolean);
  const found = seals.filter(
    (seal) =>
      (kind === '' || seal.kind === kind) &&
      (state === '' || seal.state === state) &&
      words.every((word) => hasWord(seal, word, spell)),
  );
  if (sortedBy === null) return found;
  const direction = descending ? -1 : 1;
  return found.toSorted((a, b) => direction * compare(a, b, sortedBy, collator));
}

function hasWord({ name, owner }: LibrarySeal, word: string, spell: Speller | undefined): boolean {
  return [name, owner ?? ''].some((text) => rankName(nameKey(text, spell), word) !== NameRank.none);
}

function compare(a: LibrarySeal, b: LibrarySeal, column: SealColumn, collator: Pick<Intl.Collator, 'compare'>): number {
  if (column === 'state') return STATES.indexOf(a.state) - STATES.indexOf(b.state);
  return collator.compare(a[column] ?? '', b[column] ?? '');
}

/** Which rows of a long list are drawn: those in sight and a few around them. Lengths are pixels. */
export function rowsInSight(
  count: number,
  { top, height, rowHeight }: { readonly top: number; readonly height: number; readonly rowHeight: number },
): { readonly from: number; readonly to: number } {
  const around = 6;
  const from = Math.max(0, Math.min(Math.floor(top / rowHeight) - around, count));
  return { from, to: Math.min(count, Math.ceil((top + height) / rowHeight) + around) };
}
