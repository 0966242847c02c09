import {
  areBags,
  areKeyed,
  areMembers,
  bagKey,
  isSame,
  isSplit,
  itemPath,
  memberNames,
  own,
  stepInto,
  type Keyed,
} from './document-parts.js';

/** A part that both sides changed, each in its own way. Undefined means that a side has nothing there. */
export interface Conflict {
  /** With items by their id, as in {@link Difference}. */
  readonly path: string;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

export type Side = 'mine' | 'theirs';

export interface Merged<T> {
  /** Everything that agrees, and of each conflict the chosen side, mine where nothing was chosen. */
  readonly doc: T;
  readonly conflicts: readonly Conflict[];
}

type Choices = Readonly<Record<string, Side>>;

/**
 * Three documents into one: what only one side changed is taken from it; what both changed alike is taken once; the rest
 * is a conflict, for which a person chooses by its path.
 *
 * Laws: `merge(b, b, x) = merge(b, x, b) = merge(b, x, x) = x`, and without conflicts the sides may be exchanged.
 */
export function mergeDocuments<T>(base: T, mine: T, theirs: T, choices: Choices = {}): Merged<T> {
  const merge = new Merge(choices);
  const doc = merge.at('', base, mine, theirs) as T;
  return { doc, conflicts: merge.conflicts };
}

class Merge {
  readonly conflicts: Conflict[] = [];
  readonly #choices: Choices;

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  at(path: string, base: unknown, mine: unknown, theirs: unknown): unknown {
    if (isSame(mine, theirs) || isSame(base, theirs)) return mine;
    if (isSame(base, mine)) return theirs;
    const all = [base, mine, theirs];
    if (areMembers(all)) {
      const entries = memberNames(...all)
        .map((name) => [
          name,
          this.at(stepInto(path, name), own(all[0]!, name), own(all[1]!, name), own(all[2]!, name)),
        ])
        .filter(([, value]) => value !== undefined);
      return Object.fromEntries(entries) as unknown;
    }
    if (areKeyed(all)) return this.#lists(path, all[0]!, all[1]!, all[2]!);
    if (areBags(path, all)) {
      const merged = mergeBags(all[0]!, all[1]!, all[2]!);
      if (merged) return merged;
    }
    return this.#choose(path, base, mine, theirs);
  }

  #choose<V>(path: string, base: V, mine: V, theirs: V): V {
    this.conflicts.push({ path, base, mine, theirs });
    return this.#choices[path] === 'theirs' ? theirs : mine;
  }

  #lists(path: string, base: readonly Keyed[], mine: readonly Keyed[], theirs: readonly Keyed[]): unknown {
    const items = new Map<string, unknown>();
    for (const id of new Set([...base, ...mine, ...theirs].map((item) => item.id))) {
      const [old, left, right] = [base, mine, theirs].map((list) => list.find((item) => item.id === id));
      const where = itemPath(path, id);
      const isWhole = !isSplit(path) || !old || !left || !right;
      const item = isWhole ? this.#whole(where, old, left, right) : this.at(where, old, left, right);
      if (item !== undefined) items.set(id, item);
    }
    const [was, left, right] = [idsOf(base), idsOf(mine), idsOf(theirs)];
    const order = mergeOrders(was, left, right) ?? this.#choose(path, was, left, right);
    const known = order.filter((id) => items.has(id));
    const others = [...items.keys()].filter((id) => !known.includes(id)).toSorted();
    return [...known, ...others].map((id) => items.get(id));
  }

  #whole(path: string, base: unknown, mine: unknown, theirs: unknown): unknown {
    if (isSame(mine, theirs) || isSame(base, theirs)) return mine;
    return isSame(base, mine) ? theirs : this.#choose(path, base, mine, theirs);
  }
}

function idsOf(list: readonly Keyed[]): readonly string[] {
  return list.map(({ id }) => id);
}

/** The order in which ids stand; undefined when both sides moved what was there, each in its own way. */
function mergeOrders(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] | undefined {
  if (isSame(mine, theirs) || isSame(base, theirs)) return mine;
  if (isSame(base, mine)) return theirs;
  const kept = base.filter((id) => mine.includes(id) && theirs.includes(id));
  const only = (list: readonly string[]): string[] => list.filter((id) => kept.includes(id));
  const [left, right] = [only(mine), only(theirs)];
  if (isSame(left, right) || isSame(right, kept)) return left;
  return isSame(left, kept) ? right : undefined;
}

/** What both kept, and behind it what either added, in an order of its own, so that no side comes first. */
function mergeBags(
  base: readonly unknown[],
  mine: readonly unknown[],
  theirs: readonly unknown[],
): readonly unknown[] | undefined {
  const values = new Map([...base, ...mine, ...theirs].map((item) => [bagKey(item), item]));
  const [was, left, right] = [base, mine, theirs].map((list) => list.map((item) => bagKey(item)));
  if (!was || !left || !right) return undefined;
  const kept = mergeOrders(was, left, right);
  if (!kept) return undefined;
  const survives = (key: string): boolean => was.includes(key) && left.includes(key) && right.includes(key);
  const added = [...values.keys()].filter((key) => !was.includes(key)).toSorted();
  return [...kept.filter(survives), ...added].map((key) => values.get(key));
}
