import { existsSync } from 'node:fs';

import { describe, expect, it } from 'vitest';
import { transition } from 'xstate';

import type { SignPanelEvent } from '../../../src/machines/sign-panel.events.js';
import { signPanelMachine } from '../../../src/machines/sign-panel.machine.js';
import { aPlacement, seals } from '../../support/browser-sign-host.js';
import { panelPaths, stateOf } from '../../support/panel-paths.js';

const paths = [...panelPaths('sign'), ...panelPaths('place')];
const walked = new Set(paths.flatMap(({ events }) => events.map(({ type }) => type)));

const elements = (name: string): string => `test/browser/elements/${name}.test.ts`;
const [seal] = seals;
const { rect } = aPlacement();
const move = { id: 'm1', pageIndex: 0, rect };

/** What no path takes, because it leads to no other state; and where a person's hands do it all the same. */
const ELSEWHERE: readonly { readonly event: SignPanelEvent; readonly test: string }[] = [
  { event: { type: 'seal.armed', sealId: 'seal-contract' }, test: elements('sign-panel-placing') },
  { event: { type: 'seal.made', seal: seal! }, test: elements('sign-panel-seals') },
  { event: { type: 'mark.selected', id: 'm1', mode: 'only' }, test: elements('sign-panel-placing') },
  { event: { type: 'marks.selected', ids: ['m1'] }, test: elements('sign-panel-placing') },
  { event: { type: 'marks.placed', marks: [] }, test: elements('sign-panel-find') },
  { event: { type: 'mark.moved', gesture: null, ...move }, test: elements('sign-panel') },
  { event: { type: 'marks.moved', gesture: null, moves: [move] }, test: elements('sign-panel-placing') },
  { event: { type: 'mark.removed', id: 'm1' }, test: elements('sign-panel') },
  { event: { type: 'marks.removed', ids: ['m1'] }, test: elements('sign-panel-placing') },
  { event: { type: 'undo.requested' }, test: elements('sign-panel') },
  { event: { type: 'redo.requested' }, test: elements('sign-panel') },
  { event: { type: 'draft.restored', marks: [] }, test: elements('sign-panel-flow') },
  { event: { type: 'draft.discarded' }, test: elements('sign-panel-flow') },
  { event: { type: 'reading.done' }, test: elements('sign-panel-flow') },
  { event: { type: 'intent.kept', intent: null }, test: elements('sign-panel-flow') },
];

describe('the paths that are walked in the real sign panel', () => {
  it('take every event of the machine, but for those that lead nowhere', () => {
    const named = ELSEWHERE.map(({ event }) => event.type);

    expect([...walked, ...named].sort()).toEqual([...signPanelMachine.events].sort());
  });

  it.each(ELSEWHERE)('leave out $event.type, which leads nowhere and is done elsewhere', ({ event, test }) => {
    const led = paths.flatMap(({ snapshots }) =>
      snapshots.filter((before) => {
        const [after] = transition(signPanelMachine, before, event);
        return stateOf(after) !== stateOf(before);
      }),
    );

    expect(led.map(stateOf)).toEqual([]);
    expect(existsSync(test)).toBe(true);
  });

  it('come to every state but the screens that only the host decides', () => {
    const reached = new Set(paths.flatMap(({ snapshots }) => snapshots.map(stateOf)));

    for (const state of [
      ...Object.keys(signPanelMachine.states),
      ...Object.keys(signPanelMachine.states.placing?.states ?? {}),
    ]) {
      // passed through, or holding others
      if (['unassigned', 'deciding', 'screen', 'placing'].includes(state)) continue;
      expect(reached, state).toContain(state);
    }
  });
});
