import type { DynamicParties, PartyConfig, SigningMapping } from '../schema/signing-config.js';
import { isSealUse, type EditorMapping, type MappingKind } from './editor-mapping.js';
import { dynamicPartySlots, partySlots } from './party-slots.js';
import { sealUseSlots } from './seal-use-slots.js';
import { signingSlots } from './signing-slots.js';
import type { NestedSlotDefinition, SlotCondition, SlotDefinition } from './slot-definition.js';

export { dynamicPartySlots, partySlots } from './party-slots.js';
export { sealUseSlots } from './seal-use-slots.js';
export { signingSlots } from './signing-slots.js';
export type { NestedSlotDefinition, SlotControl, SlotDefinition, SlotType } from './slot-definition.js';

const PARTY = /^\/flow\/parties\/(\d+)(\/.*)?$/;
const DYNAMIC = '/flow/dynamicParties';

/** A condition of a party's own as one of the mapping. */
function within(owner: string, { pointer, or, ...rest }: SlotCondition): SlotCondition {
  return { ...rest, pointer: owner + pointer, ...(or ? { or: within(owner, or) } : {}) };
}

function asPartySlot(slot: NestedSlotDefinition<PartyConfig>, index: number): SlotDefinition {
  const party = (mapping: SigningMapping): PartyConfig | undefined => mapping.flow.parties[index];
  return {
    ...slot,
    step: 'flow',
    group: 'parties',
    pointer: `/flow/parties/${index}${slot.pointer}`,
    conditions: (slot.conditions ?? []).map((condition) => within(`/flow/parties/${index}`, condition)),
    required: (mapping: SigningMapping) => {
      const value = party(mapping);
      return value !== undefined && slot.required(value);
    },
    applies: (mapping: SigningMapping) => {
      const value = party(mapping);
      return mapping.flow.addParties.fixed && value !== undefined && slot.applies(value);
    },
  };
}

function asDynamicSlot(slot: NestedSlotDefinition<DynamicParties>): SlotDefinition {
  return {
    ...slot,
    step: 'flow',
    group: 'parties',
    pointer: DYNAMIC + slot.pointer,
    conditions: (slot.conditions ?? []).map((condition) => within(DYNAMIC, condition)),
    required: (mapping: SigningMapping) => slot.required(mapping.flow.dynamicParties),
    applies: (mapping: SigningMapping) => mapping.flow.addParties.dynamic && slot.applies(mapping.flow.dynamicParties),
  };
}

// what a slot says does not depend on the mapping: made once for each place in the list of parties
const ofParties: (readonly SlotDefinition[])[] = [];
const slotsOfRows = dynamicPartySlots.map(asDynamicSlot);

function slotsOfParty(index: number): readonly SlotDefinition[] {
  const slots = ofParties[index] ?? partySlots.map((nested) => asPartySlot(nested, index));
  ofParties[index] = slots;
  return slots;
}

/** The slots that every mapping of a kind has. */
export function slotTable(kind: MappingKind): readonly SlotDefinition[] {
  return kind === 'signing' ? signingSlots : sealUseSlots;
}

/** Every slot that a mapping has at the moment, with those of its parties behind their list. */
export function slotsOf(mapping: EditorMapping): SlotDefinition[] {
  if (isSealUse(mapping)) return [...sealUseSlots];
  return signingSlots.flatMap((slot) => {
    if (slot.pointer === '/flow/parties') {
      return [slot, ...mapping.flow.parties.flatMap((_, index) => slotsOfParty(index))];
    }
    if (slot.pointer === DYNAMIC) return [slot, ...slotsOfRows];
    return [slot];
  });
}

/** The first slot of a requirement (`C-10`, `P-02`), or the slot at a pointer. */
export function findSlot(codeOrPointer: string): SlotDefinition | undefined {
  if (codeOrPointer.startsWith('/')) return slotAt(codeOrPointer);
  return [...signingSlots, ...sealUseSlots].find((slot) => slot.code === codeOrPointer);
}

/**
 * The slot that a pointer lies in: the slot itself, one inside a party (`/flow/parties/0/signers`), or the slot around
 * a deeper pointer (`/required/signers/2`). The pointers of the two kinds of mapping are disjoint, but for `/basic`, whose
 * slots are alike: there that of a signing mapping is answered.
 */
export function slotAt(pointer: string): SlotDefinition | undefined {
  const inParty = PARTY.exec(pointer);
  if (inParty?.[2]) {
    const slot = enclosing(partySlots, inParty[2]);
    if (slot) return asPartySlot(slot, Number(inParty[1]));
  }
  if (pointer.startsWith(`${DYNAMIC}/`)) {
    const slot = enclosing(dynamicPartySlots, pointer.slice(DYNAMIC.length));
    if (slot) return asDynamicSlot(slot);
  }
  return enclosing(signingSlots, pointer) ?? enclosing(sealUseSlots, pointer);
}

function enclosing<S extends { readonly pointer: string }>(slots: readonly S[], pointer: string): S | undefined {
  return slots.find((slot) => pointer === slot.pointer || pointer.startsWith(`${slot.pointer}/`));
}

/** The detail table whose rows a slot is read for, so that its fields are plain values there (C-30). */
export function rowTableOf(mapping: EditorMapping, pointer: string): string | null {
  if (isSealUse(mapping)) return null;
  const isInRow = pointer === DYNAMIC || pointer.startsWith(`${DYNAMIC}/`);
  return isInRow ? mapping.flow.dynamicParties.table : null;
}
