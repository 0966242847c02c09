/** How a name is read aloud: one syllable per character of Chinese, other characters as they are, lower case. */
export type Speller = (name: string) => readonly string[];

/** A name made ready for searching. */
export interface NameKey {
  readonly text: string;
  /** Empty where nobody can spell yet; a search then compares text only. */
  readonly syllables: readonly string[];
}

/** How well a name answers a search, best first. */
export const NameRank = { exact: 0, prefix: 1, initials: 2, pinyin: 3, id: 4, contained: 5, none: 6 } as const;
export type NameRank = (typeof NameRank)[keyof typeof NameRank];

/** Case and width (Ａ, １) do not matter to a search. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

export function nameKey(name: string, spell?: Speller): NameKey {
  const text = fold(name);
  return { text, syllables: spell ? spell(text) : [] };
}

const SPELLED = /^[a-z0-9]+$/;

/** Ranks a name for a query that was folded and trimmed. */
export function rankName({ text, syllables }: NameKey, query: string): NameRank {
  if (text === query) return NameRank.exact;
  if (text.startsWith(query)) return NameRank.prefix;
  const contained = text.includes(query) ? NameRank.contained : NameRank.none;
  // people part syllables with a space or an apostrophe: xi'an
  const spelled = query.replace(/[\s']/g, '');
  if (syllables.length === 0 || !SPELLED.test(spelled)) return contained;
  if (startsWithInitials(syllables, spelled, 0)) return NameRank.initials;
  if (readsAs(syllables, spelled, 0)) return NameRank.pinyin;
  if (contained !== NameRank.none) return contained;
  // one letter is somewhere in nearly every name
  const inside =
    spelled.length > 1 &&
    syllables.some((syllable, at) => at > 0 && syllable[0] === spelled[0] && readsAs(syllables, spelled, at));
  return inside ? NameRank.contained : NameRank.none;
}

function startsWithInitials(syllables: readonly string[], query: string, from: number): boolean {
  if (query.length > syllables.length - from) return false;
  for (let at = 0; at < query.length; at += 1) if (syllables[from + at]![0] !== query[at]) return false;
  return true;
}

/** Whether a query is made of prefixes of the syllables one after the other: `hetong`, `hetmc`, `hthao`. */
function readsAs(syllables: readonly string[], query: string, from: number): boolean {
  if (query === '') return true;
  const syllable = syllables[from];
  if (syllable === undefined) return false;
  let length = 0;
  while (length < syllable.length && syllable[length] === query[length]) length += 1;
  // the longest prefix first: it is the usual reading
  for (; length > 0; length -= 1) if (readsAs(syllables, query.slice(length), from + 1)) return true;
  return false;
}

/** Whether a name is found by a search, for short lists that keep their order. */
export function matchesName(name: string, search: string, spell?: Speller): boolean {
  const query = fold(search.trim());
  return query === '' || rankName(nameKey(name, spell), query) < NameRank.none;
}
