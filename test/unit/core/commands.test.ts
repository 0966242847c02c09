import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { applyCommand, noChange, type MappingCommand } from '../../../src/core/commands.js';
import { commit, createHistory, endMerge, HISTORY_LIMIT, MERGE_PAUSE, redo, undo } from '../../../src/core/history.js';

interface Doc {
  readonly title: string;
  readonly list: readonly number[];
  readonly nested: { readonly items: readonly { readonly name: string }[]; readonly note?: string };
}

const doc: Doc = { title: 'a', list: [1, 2, 3], nested: { items: [{ name: 'x' }, { name: 'y' }] } };
const label = { key: 'set', params: {} };

/** Commands that are valid for a list of three numbers whose length may have changed before. */
const simple: fc.Arbitrary<(length: number) => MappingCommand> = fc.oneof(
  fc.string().map((value) => () => ({ type: 'set' as const, pointer: '/title', value })),
  fc
    .option(fc.string(), { nil: undefined })
    .map((value) => () => ({ type: 'set' as const, pointer: '/nested/note', value })),
  fc.string().map((value) => () => ({ type: 'set' as const, pointer: '/nested/items/1/name', value })),
  fc.tuple(fc.nat(), fc.integer()).map(([at, value]) => (length: number) => ({
    type: 'insert' as const,
    pointer: '/list',
    index: at % (length + 1),
    value,
  })),
  fc
    .nat()
    .map(
      (at) => (length: number) =>
        length === 0 ? noChange : { type: 'remove' as const, pointer: '/list', index: at % length },
    ),
  fc.tuple(fc.nat(), fc.nat()).map(
    ([from, to]) =>
      (length: number) =>
        length === 0 ? noChange : { type: 'move' as const, pointer: '/list', from: from % length, to: to % length },
  ),
);

describe('commands', () => {
  it('set a member and share everything that did not change', () => {
    const { doc: next } = applyCommand(doc, { type: 'set', pointer: '/nested/items/0/name', value: 'z' });

    expect(next.nested.items).toEqual([{ name: 'z' }, { name: 'y' }]);
    expect(next.nested.items[1]).toBe(doc.nested.items[1]);
    expect(next.list).toBe(doc.list);
    expect(doc.nested.items[0]).toEqual({ name: 'x' });
  });

  it('keep the very same document when nothing changes', () => {
    expect(applyCommand(doc, { type: 'set', pointer: '/title', value: 'a' }).doc).toBe(doc);
    expect(applyCommand(doc, { type: 'move', pointer: '/list', from: 1, to: 1 }).doc).toBe(doc);
    expect(applyCommand(doc, noChange).doc).toBe(doc);
  });

  it('set a missing member, and take it away again', () => {
    const added = applyCommand(doc, { type: 'set', pointer: '/nested/note', value: 'n' });

    const back = applyCommand(added.doc, added.inverse);

    expect(added.doc.nested.note).toBe('n');
    expect(Object.keys(back.doc.nested)).toEqual(['items']);
  });

  it('insert, remove and move items', () => {
    const { doc: next } = applyCommand(doc, {
      type: 'batch',
      commands: [
        { type: 'insert', pointer: '/list', index: 0, value: 9 },
        { type: 'remove', pointer: '/list', index: 3 },
        { type: 'move', pointer: '/list', from: 0, to: 2 },
      ],
    });

    expect(next.list).toEqual([1, 2, 9]);
  });

  it.each<MappingCommand>([
    { type: 'set', pointer: '/nowhere/deep', value: 1 },
    { type: 'set', pointer: 'title', value: 1 },
    { type: 'set', pointer: '/list/7', value: 1 },
    { type: 'set', pointer: '/list/0', value: undefined },
    { type: 'set', pointer: '/__proto__/polluted', value: 1 },
    { type: 'set', pointer: '/constructor/name', value: 1 },
    { type: 'insert', pointer: '/title', index: 0, value: 1 },
    { type: 'insert', pointer: '/list', index: 4, value: 1 },
    { type: 'remove', pointer: '/list', index: -1 },
    { type: 'move', pointer: '/list', from: 0, to: 3 },
  ])('refuse %j', (command) => {
    expect(() => applyCommand(doc, command)).toThrow(Error);
  });

  it('are taken back by their inverse', () => {
    fc.assert(
      fc.property(fc.array(simple, { maxLength: 20 }), (makers) => {
        let current = doc;
        for (const make of makers) {
          const before = current;
          const applied = applyCommand(before, make(before.list.length));

          expect(applyCommand(applied.doc, applied.inverse).doc).toEqual(before);

          current = applied.doc;
        }
      }),
    );
  });
});

describe('history', () => {
  it('goes all the way back and forth again', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(simple, fc.constantFrom('typing', null)), { maxLength: 30 }), (acts) => {
        let history = createHistory(doc);
        for (const [make, mergeKey] of acts) {
          history = commit(history, make(history.doc.list.length), label, mergeKey);
        }
        const last = history;

        while (history.undo.length > 0) history = undo(history);
        const first = history.doc;
        while (history.redo.length > 0) history = redo(history);

        expect(first).toEqual(doc);
        expect(history.doc).toEqual(last.doc);
        expect(history.undo).toHaveLength(last.undo.length);
      }),
    );
  });

  it('makes one step of a run of typing', () => {
    let history = createHistory(doc);
    for (const value of ['h', 'he', 'hel']) {
      history = commit(history, { type: 'set', pointer: '/title', value }, label, 'title');
    }

    expect(history.undo).toHaveLength(1);
    expect(undo(history).doc).toEqual(doc);
    expect(redo(undo(history)).doc.title).toBe('hel');
  });

  it('begins a new step after a pause, another control, or an undo', () => {
    const typed = (value: string, history = createHistory(doc), key = 'title') =>
      commit(history, { type: 'set', pointer: '/title', value }, label, key);

    expect(typed('b', endMerge(typed('a1'))).undo).toHaveLength(2);
    expect(typed('b', typed('a1'), 'other').undo).toHaveLength(2);
    expect(typed('c', redo(undo(typed('b')))).undo).toHaveLength(2);
    expect(typed('d', undo(typed('c', endMerge(typed('b'))))).undo).toHaveLength(2);
  });

  it('makes no step of an act that changes nothing', () => {
    const history = createHistory(doc);

    expect(commit(history, noChange, label)).toBe(history);
    expect(undo(history)).toBe(history);
    expect(redo(history)).toBe(history);
    expect(endMerge(history)).toBe(history);
  });

  it.each([
    [MERGE_PAUSE, 1],
    [MERGE_PAUSE + 1, 2],
  ])('typing that rests for %i ms makes %i steps', (rest, steps) => {
    const label = { key: 'set', params: {} };
    const set = (value: string): MappingCommand => ({ type: 'set', pointer: '/name', value });
    const first = commit(createHistory({ name: '' }), set('a'), label, 'name', 1000);

    expect(commit(first, set('ab'), label, 'name', 1000 + rest).undo).toHaveLength(steps);
  });

  it('forgets what was undone when something new is done', () => {
    const undone = undo(commit(createHistory(doc), { type: 'set', pointer: '/title', value: 'b' }, label));

    const history = commit(undone, { type: 'set', pointer: '/title', value: 'c' }, label);

    expect(history.redo).toEqual([]);
    expect(history.doc.title).toBe('c');
  });

  it('keeps a limited number of steps', () => {
    let history = createHistory(doc);
    for (let value = 0; value < HISTORY_LIMIT + 5; value += 1) {
      history = commit(history, { type: 'set', pointer: '/title', value: `t${value}` }, label);
    }

    expect(history.undo).toHaveLength(HISTORY_LIMIT);
    while (history.undo.length > 0) history = undo(history);
    expect(history.doc.title).toBe('t4');
  });
});
