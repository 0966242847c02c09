import type { Seal, SealKind } from '../schema/seal.js';
import { fold } from './name-search.js';

/** The seals whose name, owner or kind, as a person reads them, have every word of a search, in the order they had. */
export function findSeals(
  seals: readonly Seal[],
  search: string,
  kinds: Readonly<Record<SealKind, string>>,
): readonly Seal[] {
  const words = fold(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return seals;
  return seals.filter(({ name, owner, kind }) => {
    const text = fold(`${name}\n${owner}\n${kinds[kind]}`);
    return words.every((word) => text.includes(word));
  });
}
