import type { PersonValue } from '../../schema/form.js';
import { INITIATOR_PARTY } from '../../schema/placement.js';
import type { PlannedParty } from '../../schema/plan.js';
import type { DynamicParties, PartyConfig } from '../../schema/signing-config.js';
import type { ValueSource } from '../../schema/value-source.js';
import { readContact } from '../contact.js';
import { rowsWithoutParked, withoutParked } from '../party-slots.js';
import type { SigningInput } from './input.js';
import { rowMatches } from '../row-choice.js';
import { fieldOf, type SlotReader } from './reader.js';

type PlannedSigner = PlannedParty['signers'][number];

/**
 * The parties of an envelope: the initiating organisation when it signs too (C-14, C-15, C-36), the fixed ones (C-31), and
 * one for each row of the detail table (C-30).
 */
export function planParties(input: SigningInput, organization: string | null, reader: SlotReader): PlannedParty[] {
  const { flow } = input.mapping;
  const parties = [
    ...(flow.initiatorAction === 'launchAndSign' ? [initiatorParty(input, organization, reader)] : []),
    ...(flow.addParties.fixed ? flow.parties.map((party) => fixedParty(party, reader)) : []),
    ...(flow.addParties.dynamic ? rowParties(flow.dynamicParties, input, reader) : []),
  ];
  if (parties.length === 0) reader.refuse('SIGN-NONE', 'C-31');
  return parties;
}

function initiatorParty(
  { mapping, record }: SigningInput,
  organization: string | null,
  reader: SlotReader,
): PlannedParty {
  const { required, flow } = mapping;
  const people = uniquePeople(required.signers.flatMap((source) => reader.persons(source, 'C-15')));
  if (people.length === 0) reader.refuse('SIGN-NONE', 'C-15', fieldOf(required.signers[0] ?? null));
  return {
    id: INITIATOR_PARTY,
    kind: 'organization',
    scope: 'internal',
    name: organization ?? record.creator.organization ?? record.creator.name,
    order: flow.initiator.order,
    seal: sealOf(flow.initiator.seal, reader, 'C-36'),
    signingNodes: required.signingNodes,
    autoSign: flow.initiator.autoSign,
    signers: people.map(internalSigner),
  };
}

function fixedParty(config: PartyConfig, reader: SlotReader): PlannedParty {
  const party = withoutParked(config);
  const name = reader.text(party.name, 'C-31');
  const signers =
    party.scope === 'internal'
      ? uniquePeople(party.signers.flatMap((source) => reader.persons(source, 'C-31'))).map(internalSigner)
      : externalSigner(name, party.contact, reader, 'C-31');
  const field = fieldOf(party.signers[0] ?? party.name);
  return {
    id: party.id,
    kind: party.kind,
    scope: party.scope,
    name: partyName(name, party.kind, signers, reader, 'C-31', fieldOf(party.name) ?? field),
    order: party.order,
    seal: sealOf(party.seal, reader, 'C-31'),
    signingNodes: party.signingNodes,
    autoSign: party.autoSign,
    // a party that signs silently needs nobody: the same rule as in the checks
    signers: party.autoSign ? signers : someone(signers, reader, 'C-31', field),
  };
}

/** Rows that nobody filled in and those that the condition does not mean are skipped. */
function rowParties(rows: DynamicParties, { record }: SigningInput, reader: SlotReader): PlannedParty[] {
  const config = rowsWithoutParked(rows);
  const { table } = config;
  if (table === null) {
    reader.refuse('REQ', 'C-30');
    return [];
  }
  return (record.details[table] ?? []).flatMap((values, index): PlannedParty[] => {
    const row = reader.atRow(table, values);
    if (isBlank(config, values, table)) return [];
    // the id keeps the number of the row in the form, whatever rows the condition leaves out
    if (config.where && !rowMatches(config.where, values)) return [];
    const name = row.text(config.name, 'C-30');
    const signers =
      config.scope === 'internal'
        ? uniquePeople(row.persons(config.signer, 'C-30')).map(internalSigner)
        : externalSigner(name, config.contact, row, 'C-30');
    const field = fieldOf(config.signer ?? config.name);
    return [
      {
        id: `${table}-${index + 1}`,
        kind: config.kind,
        scope: config.scope,
        name: partyName(name, config.kind, signers, row, 'C-30', fieldOf(config.name) ?? field),
        order: orderOf(config, row, index),
        seal: sealOf(config.seal, row, 'C-30'),
        signingNodes: config.signingNodes,
        autoSign: false,
        signers: someone(signers, row, 'C-30', field),
      },
    ];
  });
}

/** C-35: orders are whole numbers from 1; without a field the rows sign in their own order. */
function orderOf(config: DynamicParties, row: SlotReader, index: number): number {
  if (!config.order) return index + 1;
  const order = row.number(config.order, 'C-30');
  if (order !== null && Number.isInteger(order) && order >= 1) return order;
  row.refuse('ORDER-BAD', 'C-30', fieldOf(config.order));
  return index + 1;
}

function isBlank(config: DynamicParties, values: Record<string, unknown>, table: string): boolean {
  const sources = [config.name, config.signer, config.contact].flatMap((source) =>
    source?.kind === 'field' && source.field.table === table ? [source.field.field] : [],
  );
  return sources.length > 0 && sources.every((field) => isEmpty(values[field]));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function internalSigner(person: PersonValue): PlannedSigner {
  return { userId: person.userId, name: person.name, contact: person.mobile ?? person.email ?? null };
}

/** C-31: an external party is reached by a valid mobile number or e-mail address only. */
function externalSigner(
  name: string | null,
  contact: ValueSource | null,
  reader: SlotReader,
  slot: string,
): PlannedSigner[] {
  const written = reader.text(contact, slot);
  const address = written === null ? null : readContact(written);
  if (address === null) reader.refuse('SIGN-CONTACT', slot, fieldOf(contact));
  return name === null ? [] : [{ userId: null, name, contact: address }];
}

function partyName(
  name: string | null,
  kind: PlannedParty['kind'],
  signers: readonly PlannedSigner[],
  reader: SlotReader,
  slot: string,
  field: ReturnType<typeof fieldOf>,
): string {
  if (name !== null) return name;
  // a person is called by the own name; an organisation must be named
  if (kind === 'organization') reader.refuse('REQ', slot, field);
  return signers.map((signer) => signer.name).join('、');
}

function someone(
  signers: PlannedSigner[],
  reader: SlotReader,
  slot: string,
  field: ReturnType<typeof fieldOf>,
): PlannedSigner[] {
  if (signers.length === 0) reader.refuse('SIGN-NONE', slot, field);
  return signers;
}

function sealOf(source: ValueSource | null, reader: SlotReader, slot: string): string | null {
  return reader.refs(source, slot)[0]?.id ?? null;
}

function uniquePeople(people: readonly PersonValue[]): PersonValue[] {
  return [...new Map(people.map((person) => [person.userId, person])).values()];
}
