import { applyCommand, type MappingCommand } from './commands.js';

/** The sentence of a step: a key of the translations and what is filled in. */
export interface HistoryLabel {
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}

/** One act of the person, and how to take it back. Acts with an equal `mergeKey` in a row are one step. */
export interface Entry {
  readonly command: MappingCommand;
  readonly inverse: MappingCommand;
  readonly label: HistoryLabel;
  readonly mergeKey: string | null;
  /** When it was done, in ms, where that is known. */
  readonly at?: number;
}

/** A document with the acts that led to it; the last of each list is the nearest. */
export interface History<T> {
  readonly doc: T;
  readonly undo: readonly Entry[];
  readonly redo: readonly Entry[];
}

/** Typing that rests for longer than this, in ms, goes on as a new step. */
export const MERGE_PAUSE = 1500;

/** Steps that are kept; the oldest go first. */
export const HISTORY_LIMIT = 200;

/** A history that starts at a document, for example after loading or after taking the host's newer version. */
export function createHistory<T>(doc: T): History<T> {
  return { doc, undo: [], redo: [] };
}

/**
 * Does one act. A command that changes nothing makes no step. With a `mergeKey` (typing in one control) the act joins
 * the step before it, if that has the same key, was done just before, and nothing was undone in between.
 */
export function commit<T>(
  history: History<T>,
  command: MappingCommand,
  label: HistoryLabel,
  mergeKey: string | null = null,
  at?: number,
): History<T> {
  const { doc, inverse } = applyCommand(history.doc, command);
  if (Object.is(doc, history.doc)) return history;
  const last = history.undo.at(-1);
  const entry: Entry = { command, inverse, label, mergeKey, ...(at === undefined ? {} : { at }) };
  const undo =
    last !== undefined && mergeKey !== null && history.redo.length === 0 && goesOn(last, mergeKey, at)
      ? [...history.undo.slice(0, -1), mergeEntries(last, entry)]
      : [...history.undo, entry].slice(-HISTORY_LIMIT);
  return { doc, undo, redo: [] };
}

/** Ends a run of typing (blur, Enter): the next act is a step of its own. */
export function endMerge<T>(history: History<T>): History<T> {
  const last = history.undo.at(-1);
  if (last === undefined || last.mergeKey === null) return history;
  return { ...history, undo: [...history.undo.slice(0, -1), { ...last, mergeKey: null }] };
}

/** Takes the last act back; the same history when there is none. */
export function undo<T>(history: History<T>): History<T> {
  const entry = history.undo.at(-1);
  if (entry === undefined) return history;
  const { doc } = applyCommand(history.doc, entry.inverse);
  return { doc, undo: history.undo.slice(0, -1), redo: [...history.redo, entry] };
}

/** Does the last act that was taken back again; the same history when there is none. */
export function redo<T>(history: History<T>): History<T> {
  const entry = history.redo.at(-1);
  if (entry === undefined) return history;
  const { doc } = applyCommand(history.doc, entry.command);
  // an act that was redone is closed: typing after it is a new step
  return { doc, undo: [...history.undo, { ...entry, mergeKey: null }], redo: history.redo.slice(0, -1) };
}

/** Goes several steps at once: forward (redo), or back where the number is negative. It ends where the history ends. */
export function jump<T>(history: History<T>, by: number): History<T> {
  let current = history;
  for (let step = 0; step < Math.abs(by); step += 1) current = by < 0 ? undo(current) : redo(current);
  return current;
}

/** Whether the typing of a step goes on; where times are not known they do not count. */
function goesOn(last: Entry, mergeKey: string, at: number | undefined): boolean {
  if (last.mergeKey !== mergeKey) return false;
  return at === undefined || last.at === undefined || at - last.at <= MERGE_PAUSE;
}

function mergeEntries(first: Entry, second: Entry): Entry {
  const { command: _command, inverse: _inverse, ...facts } = second;
  if (
    first.command.type === 'set' &&
    second.command.type === 'set' &&
    first.command.pointer === second.command.pointer
  ) {
    return { ...facts, command: second.command, inverse: first.inverse };
  }
  return {
    ...facts,
    command: { type: 'batch', commands: [first.command, second.command] },
    inverse: { type: 'batch', commands: [second.inverse, first.inverse] },
  };
}
