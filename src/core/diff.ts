import { applyCommand, type MappingCommand } from './commands.js';
import { areKeyed, areMembers, isSame, isSplit, itemPath, memberNames, own, stepInto } from './document-parts.js';
import { memberOf, pointerKeys } from './pointer.js';

/** One thing in which two documents differ. `before` and `after` are undefined where there is nothing. */
export interface Difference {
  readonly kind: 'changed' | 'added' | 'removed' | 'moved';
  /** Where it is, with items by their id (`/flow/parties/@p1/name`): true for both documents. */
  readonly path: string;
  /** Where it is in the document after the change, or in the one before it for what was removed. */
  readonly pointer: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Where an added item stands. */
  readonly index?: number;
}

interface Place {
  readonly path: string;
  readonly pointer: string;
}

/**
 * What leads from one document to the other, by meaning: items of lists are known by their id, a source or a moment
 * changes as a whole. Works for every document of JSON.
 */
export function diffDocuments(before: unknown, after: unknown): Difference[] {
  return diffAt(before, after, { path: '', pointer: '' });
}

function diffAt(before: unknown, after: unknown, place: Place): Difference[] {
  if (isSame(before, after)) return [];
  const both = [before, after];
  if (areMembers(both)) {
    return memberNames(...both).flatMap((name) =>
      diffAt(own(both[0]!, name), own(both[1]!, name), {
        path: stepInto(place.path, name),
        pointer: stepInto(place.pointer, name),
      }),
    );
  }
  if (areKeyed(both)) return diffLists(both[0]!, both[1]!, place);
  return [{ kind: 'changed', ...place, before, after }];
}

function diffLists(
  before: readonly { readonly id: string }[],
  after: readonly { readonly id: string }[],
  { path, pointer }: Place,
): Difference[] {
  const found: Difference[] = [];
  const at = (id: string, index: number): Place => ({ path: itemPath(path, id), pointer: `${pointer}/${index}` });
  for (const [index, item] of before.entries()) {
    if (after.some(({ id }) => id === item.id)) continue;
    found.push({ kind: 'removed', ...at(item.id, index), before: item, after: undefined });
  }
  for (const [index, item] of after.entries()) {
    const old = before.find(({ id }) => id === item.id);
    const place = at(item.id, index);
    if (!old) found.push({ kind: 'added', ...place, before: undefined, after: item, index });
    else if (isSplit(path)) found.push(...diffAt(old, item, place));
    else if (!isSame(old, item)) found.push({ kind: 'changed', ...place, before: old, after: item });
  }
  const stay = (list: readonly { readonly id: string }[], other: readonly { readonly id: string }[]): string[] =>
    list.filter(({ id }) => other.some((item) => item.id === id)).map(({ id }) => id);
  const [was, is] = [stay(before, after), stay(after, before)];
  if (!isSame(was, is)) {
    const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);
    found.push({ kind: 'moved', path, pointer, before: ids(before), after: ids(after) });
  }
  return found;
}

/**
 * The one command that makes the differences in a document. What its place is gone for is left out.
 *
 * Law: with all differences of `a` and `b`, `a` becomes `b`.
 */
export function diffCommand(doc: unknown, differences: readonly Difference[]): MappingCommand {
  const commands: MappingCommand[] = [];
  let current = doc;
  for (const difference of differences) {
    const command = commandOf(current, difference);
    if (!command) continue;
    commands.push(command);
    current = applyCommand(current, command).doc;
  }
  return { type: 'batch', commands };
}

function commandOf(doc: unknown, { kind, path, after, index }: Difference): MappingCommand | undefined {
  const pointer = pointerOf(doc, path);
  if (kind === 'added') {
    const list = pointerOf(doc, path.slice(0, path.lastIndexOf('/')));
    const items = list === undefined ? undefined : valueOf(doc, list);
    // an item of that id that is there already takes the value
    if (pointer !== undefined) return { type: 'set', pointer, value: after };
    if (list === undefined || !Array.isArray(items)) return undefined;
    return { type: 'insert', pointer: list, index: Math.min(index ?? items.length, items.length), value: after };
  }
  if (pointer === undefined) return undefined;
  if (kind === 'removed') {
    const at = pointer.lastIndexOf('/');
    return { type: 'remove', pointer: pointer.slice(0, at), index: Number(pointer.slice(at + 1)) };
  }
  if (kind === 'moved') return { type: 'set', pointer, value: inOrder(valueOf(doc, pointer), after as string[]) };
  return { type: 'set', pointer, value: after };
}

function inOrder(list: unknown, ids: readonly string[]): unknown {
  const rank = (item: { id: string }): number => (ids.includes(item.id) ? ids.indexOf(item.id) : ids.length);
  return (list as { id: string }[]).toSorted((a, b) => rank(a) - rank(b));
}

function valueOf(doc: unknown, pointer: string): unknown {
  return pointerKeys(pointer).reduce<unknown>((value, key) => memberOf(value, key), doc);
}

/** The pointer of a path with ids in this document; undefined when something on the way is not there. */
export function pointerOf(doc: unknown, path: string): string | undefined {
  let value = doc;
  let pointer = '';
  const keys = pointerKeys(path);
  for (const [at, key] of keys.entries()) {
    if (Array.isArray(value) && key.startsWith('@')) {
      const index = value.findIndex((item: unknown) => memberOf(item, 'id') === key.slice(1));
      if (index < 0) return undefined;
      value = (value as unknown[])[index];
      pointer += `/${index}`;
    } else {
      if (typeof value !== 'object' || value === null) return undefined;
      const member = memberOf(value, key);
      if (member === undefined && at < keys.length - 1) return undefined;
      value = member;
      pointer = stepInto(pointer, key);
    }
  }
  return pointer;
}

/** The path of a pointer into this document, with the items of lists by their id where they have one of their own. */
export function pathOf(doc: unknown, pointer: string): string {
  let value = doc;
  let path = '';
  for (const key of pointerKeys(pointer)) {
    const item = memberOf(value, key);
    const isKeyed = Array.isArray(value) && areKeyed([value]) && item !== undefined;
    path = isKeyed ? itemPath(path, (item as { id: string }).id) : stepInto(path, key);
    value = item;
  }
  return path;
}
