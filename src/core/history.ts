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
  /** The ends of other lines of work: steps that were taken back before something else was done. The last is the newest. */
  readonly branches?: readonly Branch<T>[];
}

/** A document that was left, with all the acts that led to it. */
export interface Branch<T> {
  readonly doc: T;
  readonly undo: readonly Entry[];
}

/** Typing that rests for longer than this, in ms, goes on as a new step. */
export const MERGE_PAUSE = 1500;

/** Steps that are kept; the oldest go first. */
export const HISTORY_LIMIT = 200;

/** Lines of work that are kept; the oldest go first. */
export const BRANCH_LIMIT = 10;

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
  return { ...history, doc, undo, redo: [], ...(history.redo.length > 0 ? { branches: withLeft(history) } : {}) };
}

/** Goes to the end of another line of work; the one that is left stays reachable in its place. */
export function takeBranch<T>(history: History<T>, at: number): History<T> {
  const branch = history.branches?.[at];
  if (branch === undefined) return history;
  const { doc, undo } = branch;
  const others = { ...history, branches: history.branches!.filter((other) => other !== branch) };
  const last = endOf(history).undo.at(-1);
  // a line that the other one only goes on from is no line of its own
  const isOwn = last !== undefined && !undo.includes(last);
  return { doc, undo, redo: [], branches: isOwn ? withLeft(others) : others.branches };
}

/** The other lines of work with the present one, to its end, behind them. */
function withLeft<T>(history: History<T>): Branch<T>[] {
  const { doc, undo } = endOf(history);
  return [...(history.branches ?? []), { doc, undo }].slice(-BRANCH_LIMIT);
}

function endOf<T>(history: History<T>): History<T> {
  return jump(history, history.redo.length);
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
  return { ...history, doc, undo: history.undo.slice(0, -1), redo: [...history.redo, entry] };
}

/** Does the last act that was taken back again; the same history when there is none. */
export function redo<T>(history: History<T>): History<T> {
  const entry = history.redo.at(-1);
  if (entry === undefined) return history;
  const { doc } = applyCommand(history.doc, entry.command);
  // an act that was redone is closed: typing after it is a new step
  const undo = [...history.undo, { ...entry, mergeKey: null }];
  return { ...history, doc, undo, redo: history.redo.slice(0, -1) };
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
