import { describe, expect, it } from 'vitest';

import { BRANCH_LIMIT, commit, createHistory, takeBranch, undo, type History } from '../../../src/core/history.js';

interface Doc {
  readonly name: string;
}

const named = (history: History<Doc>, name: string): History<Doc> =>
  commit(history, { type: 'set', pointer: '/name', value: name }, { key: 'set', params: { name } });

const start = createHistory<Doc>({ name: 'start' });

describe('lines of work that were left (3.12)', () => {
  it('keeps what was taken back when something else is done, and goes there and back', () => {
    const left = undo(named(named(start, 'a'), 'b'));
    const other = named(left, 'c');
    expect(other.branches?.map(({ doc }) => doc.name)).toEqual(['b']);

    const there = takeBranch(other, 0);
    expect(there.doc.name).toBe('b');
    expect(undo(there).doc.name).toBe('a');
    expect(there.branches?.map(({ doc }) => doc.name)).toEqual(['c']);
    expect(takeBranch(there, 0).doc.name).toBe('c');
  });

  it('survives undo and redo, and keeps the line that is left to its end', () => {
    const other = undo(named(named(undo(named(start, 'a')), 'b'), 'c'));
    expect(other.doc.name).toBe('b');
    expect(other.branches).toHaveLength(1);
    const there = takeBranch(other, 0);
    expect(there.doc.name).toBe('a');
    expect(there.branches?.map(({ doc }) => doc.name)).toEqual(['c']);
  });

  it('keeps no branch of plain work, and never more than the limit', () => {
    expect(named(named(start, 'a'), 'b').branches).toBeUndefined();
    let history = start;
    for (let at = 0; at <= BRANCH_LIMIT; at += 1) history = named(undo(named(history, `left ${at}`)), `on ${at}`);
    expect(history.branches).toHaveLength(BRANCH_LIMIT);
    expect(history.branches?.[0]?.doc.name).toBe('left 1');
    expect(takeBranch(history, BRANCH_LIMIT)).toBe(history);
  });
});
