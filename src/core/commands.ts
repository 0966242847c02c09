import { memberOf, pointerKeys } from './pointer.js';

/**
 * One edit of a document. Pointers are JSON pointers (RFC 6901); `insert`, `remove` and `move` point at a list. A `set`
 * to undefined takes the member away.
 */
export type MappingCommand =
  | { type: 'set'; pointer: string; value: unknown }
  | { type: 'insert'; pointer: string; index: number; value: unknown }
  | { type: 'remove'; pointer: string; index: number }
  | { type: 'move'; pointer: string; from: number; to: number }
  | { type: 'batch'; commands: readonly MappingCommand[] };

export interface Applied<T> {
  readonly doc: T;
  readonly inverse: MappingCommand;
}

/** The command that changes nothing. */
export const noChange: MappingCommand = { type: 'batch', commands: [] };

/**
 * Applies a command without touching `doc`: what did not change is shared with the result. Applying `inverse` to the
 * result gives the document back. The shape of a value is not looked at here; that is the schema's work when the
 * document is saved.
 *
 * @throws Error when the pointer or an index leads nowhere, which is a mistake of the caller.
 */
export function applyCommand<T>(doc: T, command: MappingCommand): Applied<T> {
  switch (command.type) {
    case 'batch':
      return applyBatch(doc, command.commands);
    case 'set': {
      const { pointer, value } = command;
      const keys = pointerKeys(pointer);
      let old: unknown;
      const next = replaceAt(doc, keys, pointer, (present) => {
        old = present;
        return value;
      });
      return { doc: next as T, inverse: { type: 'set', pointer, value: old } };
    }
    case 'insert': {
      const { pointer, index, value } = command;
      const next = changeList(doc, pointer, (list) => {
        requireIndex(index, list.length + 1, pointer);
        return list.toSpliced(index, 0, value);
      });
      return { doc: next, inverse: { type: 'remove', pointer, index } };
    }
    case 'remove': {
      const { pointer, index } = command;
      let removed: unknown;
      const next = changeList(doc, pointer, (list) => {
        requireIndex(index, list.length, pointer);
        removed = list[index];
        return list.toSpliced(index, 1);
      });
      return { doc: next, inverse: { type: 'insert', pointer, index, value: removed } };
    }
    case 'move': {
      const { pointer, from, to } = command;
      const next = changeList(doc, pointer, (list) => {
        requireIndex(from, list.length, pointer);
        requireIndex(to, list.length, pointer);
        return from === to ? list : list.toSpliced(from, 1).toSpliced(to, 0, list[from]);
      });
      return { doc: next, inverse: { type: 'move', pointer, from: to, to: from } };
    }
  }
}

function applyBatch<T>(doc: T, commands: readonly MappingCommand[]): Applied<T> {
  const inverses: MappingCommand[] = [];
  let current = doc;
  for (const command of commands) {
    const applied = applyCommand(current, command);
    current = applied.doc;
    inverses.unshift(applied.inverse);
  }
  return { doc: current, inverse: { type: 'batch', commands: inverses } };
}

function changeList<T>(doc: T, pointer: string, change: (list: readonly unknown[]) => readonly unknown[]): T {
  return replaceAt(doc, pointerKeys(pointer), pointer, (list) => {
    if (!Array.isArray(list)) throw new Error(`no list at ${pointer}`);
    return change(list);
  }) as T;
}

/** Copies the objects on the way to the value; an unchanged value keeps the whole document. */
function replaceAt(
  holder: unknown,
  keys: readonly string[],
  pointer: string,
  change: (value: unknown) => unknown,
): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return change(holder);
  if (typeof holder !== 'object' || holder === null) throw new Error(`nothing at ${pointer}`);
  const old = memberOf(holder, key);
  // a missing member may be set, but not walked through
  if (old === undefined && rest.length > 0) throw new Error(`nothing at ${pointer}`);
  if (Array.isArray(holder)) requireIndex(Number(key), holder.length, pointer);
  const next = replaceAt(old, rest, pointer, change);
  if (Object.is(old, next)) return holder;
  if (Array.isArray(holder)) {
    if (next === undefined) throw new Error(`a list item is removed, not unset: ${pointer}`);
    return (holder as unknown[]).with(Number(key), next);
  }
  // a literal keeps __proto__ an ordinary member
  const entries = Object.entries(holder).filter(([name]) => name !== key || next !== undefined);
  const copy = entries.map(([name, value]): [string, unknown] => [name, name === key ? next : value]);
  if (old === undefined) copy.push([key, next]);
  return Object.fromEntries(copy);
}

function requireIndex(index: number, length: number, pointer: string): void {
  if (!Number.isInteger(index) || index < 0 || index >= length) throw new Error(`no index ${index} at ${pointer}`);
}

/** The places that a command touches, in its order. */
export function touchedPlaces(command: MappingCommand): string[] {
  return command.type === 'batch' ? command.commands.flatMap(touchedPlaces) : [command.pointer];
}

/** The first place that a command touches; null when it touches none. */
export function placeOf(command: MappingCommand): string | null {
  return touchedPlaces(command)[0] ?? null;
}
