import { bind, freePartyId, newParty } from '../core/bind.js';
import { removeParty } from '../core/clipboard/clip.js';
import type { MappingChange } from '../core/editing.js';
import { signingOf } from '../core/editor-mapping.js';
import { sentence, slotName, type MappingView } from './mapping-view.js';

const POINTER = '/flow/parties';

/** Removing a party takes its placement rules along, in one step of undo. */
export function removePartyChange(view: MappingView, index: number): MappingChange {
  return { command: removeParty(view.mapping, index), sentence: sentence('remove', slotName(view, POINTER)) };
}

/** The numbers stay where they are: moving a party up makes it sign earlier (C-35). */
export function movePartyChange(view: MappingView, from: number, to: number): MappingChange | null {
  const { parties } = signingOf(view.mapping).flow;
  const [a, b] = [parties[from], parties[to]];
  if (!a || !b) return null;
  return {
    command: {
      type: 'batch',
      commands: [
        { type: 'set', pointer: `${POINTER}/${from}/order`, value: b.order },
        { type: 'set', pointer: `${POINTER}/${to}/order`, value: a.order },
        { type: 'move', pointer: POINTER, from, to },
      ],
    },
    sentence: sentence('move', slotName(view, POINTER)),
  };
}

/** The same party once more, last in the order like every new one; its placement rules stay its own. */
export function copyPartyChange(view: MappingView, index: number): MappingChange | null {
  const mapping = signingOf(view.mapping);
  const party = mapping.flow.parties[index];
  if (!party) return null;
  const { order } = newParty(mapping, party.kind, party.scope);
  const copy = { ...party, id: freePartyId(mapping), order };
  return { command: bind(mapping, POINTER, copy, 'add'), sentence: sentence('duplicate', slotName(view, POINTER)) };
}
