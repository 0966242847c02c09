import type { DynamicParties, PartyConfig } from '../schema/signing-config.js';
import {
  always,
  conditionHolds,
  withRules,
  type NestedSlotDefinition,
  type Rules,
  type SlotCondition,
} from './slot-definition.js';

type PartyFacts = Pick<PartyConfig, 'kind' | 'scope'>;

const whenInternal: SlotCondition = { pointer: '/scope', value: 'internal' };
const whenExternal: SlotCondition = { pointer: '/scope', value: 'external' };
const whenOrganization: SlotCondition = { pointer: '/kind', value: 'organization' };
/** Whoever is not called by the own name. */
const whenNamed: SlotCondition = { ...whenOrganization, or: whenExternal };

export const hasName = (party: PartyFacts): boolean => conditionHolds(party, whenNamed);

/** C-31: only the own organisation signs silently; the switch of any other party is parked. */
export function signsSilently(party: Pick<PartyConfig, 'kind' | 'scope' | 'autoSign'>): boolean {
  return party.autoSign && party.scope === 'internal' && party.kind === 'organization';
}

type TableSlot<P> = Omit<NestedSlotDefinition<P>, 'required' | 'applies'> & Rules<P>;

function partyTable<P extends object>(slots: readonly TableSlot<P>[]): readonly NestedSlotDefinition<P>[] {
  return slots.map((slot) => withRules<P, TableSlot<P>>(slot));
}

/** The slots of one fixed party (C-31); pointers are relative to `/flow/parties/<n>`. */
export const partySlots: readonly NestedSlotDefinition<PartyConfig>[] = partyTable<PartyConfig>([
  {
    code: 'C-31',
    id: 'partyKind',
    pointer: '/kind',
    control: 'choice',
    choices: ['organization', 'person'],
  },
  {
    code: 'C-31',
    id: 'partyScope',
    pointer: '/scope',
    control: 'choice',
    choices: ['internal', 'external'],
  },
  {
    code: 'C-31',
    id: 'partyName',
    pointer: '/name',
    control: 'source',
    type: 'text',
    kinds: ['field', 'constant'],
    required: hasName,
    conditions: [whenNamed],
  },
  {
    code: 'C-31',
    id: 'partySigners',
    pointer: '/signers',
    control: 'sources',
    type: 'people',
    kinds: ['field', 'creator', 'operator'],
    required: (party) => !signsSilently(party),
    conditions: [whenInternal],
  },
  {
    code: 'C-31',
    id: 'partyContact',
    pointer: '/contact',
    control: 'source',
    type: 'contact',
    kinds: ['field', 'constant'],
    required: always,
    conditions: [whenExternal],
  },
  {
    code: 'C-31',
    id: 'partySigningNodes',
    pointer: '/signingNodes',
    control: 'nodes',
    required: (party) => !signsSilently(party),
    conditions: [whenInternal],
  },
  {
    code: 'C-31',
    id: 'partyOrder',
    pointer: '/order',
    control: 'number',
  },
  {
    code: 'C-31',
    id: 'partySeal',
    pointer: '/seal',
    control: 'source',
    type: 'seal',
    kinds: ['field', 'constant'],
    required: signsSilently,
    conditions: [whenInternal],
  },
  {
    code: 'C-31',
    id: 'partyAutoSign',
    pointer: '/autoSign',
    control: 'switch',
    conditions: [whenInternal, whenOrganization],
  },
]);

/** The slots of the parties that come from a detail table (C-30); pointers are relative to `/flow/dynamicParties`. */
export const dynamicPartySlots: readonly NestedSlotDefinition<DynamicParties>[] = partyTable<DynamicParties>([
  {
    code: 'C-30',
    id: 'dynamicTable',
    pointer: '/table',
    control: 'table',
    required: always,
  },
  {
    code: 'C-30',
    id: 'partyKind',
    pointer: '/kind',
    control: 'choice',
    choices: ['organization', 'person'],
  },
  {
    code: 'C-30',
    id: 'partyScope',
    pointer: '/scope',
    control: 'choice',
    choices: ['internal', 'external'],
  },
  {
    code: 'C-30',
    id: 'partyName',
    pointer: '/name',
    control: 'source',
    type: 'text',
    kinds: ['field', 'constant'],
    required: hasName,
    conditions: [whenNamed],
  },
  {
    code: 'C-30',
    id: 'partySigner',
    pointer: '/signer',
    control: 'source',
    type: 'people',
    kinds: ['field'],
    required: always,
    conditions: [whenInternal],
  },
  {
    code: 'C-30',
    id: 'partyContact',
    pointer: '/contact',
    control: 'source',
    type: 'contact',
    kinds: ['field'],
    required: always,
    conditions: [whenExternal],
  },
  {
    code: 'C-30',
    id: 'partySigningNodes',
    pointer: '/signingNodes',
    control: 'nodes',
    required: always,
    conditions: [whenInternal],
  },
  {
    code: 'C-30',
    id: 'dynamicOrder',
    pointer: '/order',
    control: 'source',
    type: 'number',
    kinds: ['field'],
  },
  {
    code: 'C-30',
    id: 'partySeal',
    pointer: '/seal',
    control: 'source',
    type: 'seal',
    kinds: ['field', 'constant'],
    conditions: [whenInternal],
  },
]);

/** A fixed party without the values that are parked because of its kind and scope: they must not act at run time. */
export function withoutParked(party: PartyConfig): PartyConfig {
  const has = applying(partySlots, party);
  return {
    ...party,
    name: has('/name') ? party.name : null,
    signers: has('/signers') ? party.signers : [],
    contact: has('/contact') ? party.contact : null,
    seal: has('/seal') ? party.seal : null,
    signingNodes: has('/signingNodes') ? party.signingNodes : [],
    autoSign: signsSilently(party),
  };
}

/** The same for the parties of a detail table (C-30). */
export function rowsWithoutParked(rows: DynamicParties): DynamicParties {
  const has = applying(dynamicPartySlots, rows);
  return {
    ...rows,
    name: has('/name') ? rows.name : null,
    signer: has('/signer') ? rows.signer : null,
    contact: has('/contact') ? rows.contact : null,
    seal: has('/seal') ? rows.seal : null,
    signingNodes: has('/signingNodes') ? rows.signingNodes : [],
  };
}

function applying<P>(slots: readonly NestedSlotDefinition<P>[], party: P): (pointer: string) => boolean {
  return (pointer) => slots.some((slot) => slot.pointer === pointer && slot.applies(party));
}
