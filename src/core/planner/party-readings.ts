import type { FieldValues, FormRecord, PersonValue } from '../../schema/form.js';
import type { DynamicParties, PartyConfig } from '../../schema/signing-config.js';
import type { ValueSource } from '../../schema/value-source.js';
import { readContact } from '../contact.js';
import { hasName, rowsWithoutParked, withoutParked } from '../party-slots.js';
import { rowMatches } from '../row-choice.js';
import { fieldOf, type SlotReader } from './reader.js';
import { uniquePeople } from './readings.js';

/** What the slots of a party say, fixed or of a row; what is parked is left out. */
export interface PartySources extends Pick<PartyConfig, 'kind' | 'scope' | 'name' | 'contact' | 'seal'> {
  /** The requirement that its problems name. */
  readonly slot: string;
  readonly signers: readonly ValueSource[];
  readonly signingNodes: readonly string[];
  readonly autoSign: boolean;
}

/** C-31 */
export function fixedSources(config: PartyConfig): PartySources {
  return { ...withoutParked(config), slot: 'C-31' };
}

/** C-30: parties of rows never sign silently. */
export function rowSources(rows: DynamicParties): PartySources {
  const { signer, ...config } = rowsWithoutParked(rows);
  return { ...config, slot: 'C-30', signers: signer ? [signer] : [], autoSign: false };
}

/** The name of an organisation or of somebody outside; others are called by their own name. */
export function readPartyName(party: PartySources, reader: SlotReader): string | null {
  const { name, slot } = party;
  const read = () => reader.text(name, slot);
  return hasName(party) ? reader.need(read, { code: 'REQ', slot, field: fieldOf(name) }) : read();
}

/** Somebody has to sign, unless the seal is put on silently. */
export function readPartySigners({ signers, autoSign, slot }: PartySources, reader: SlotReader): PersonValue[] {
  const read = () => uniquePeople(signers.flatMap((source) => reader.persons(source, slot)));
  if (autoSign) return read();
  return reader.need(read, { code: 'SIGN-NONE', slot, field: fieldOf(signers[0] ?? null) });
}

/** An external party is reached by a valid mobile number or e-mail address only. */
export function readPartyContact({ contact, slot }: PartySources, reader: SlotReader): string | null {
  const read = (): string | null => {
    const written = reader.text(contact, slot);
    return written === null ? null : readContact(written);
  };
  return reader.need(read, { code: 'SIGN-CONTACT', slot, field: fieldOf(contact) });
}

/** A row that becomes a party. */
export interface PartyRow {
  /** Its place in the table, whatever rows are left out before it: the id of the party keeps it. */
  readonly index: number;
  readonly values: FieldValues;
}

/** C-30: rows that nobody filled in and those that the condition does not mean are left out. */
export function partyRows(rows: DynamicParties, { details }: FormRecord): PartyRow[] {
  const { table, where } = rows;
  if (table === null) return [];
  const config = rowsWithoutParked(rows);
  return (details[table] ?? [])
    .map((values, index) => ({ values, index }))
    .filter(({ values }) => !isBlank(config, values, table) && (!where || rowMatches(where, values)));
}

/** C-35: orders are whole numbers from 1; without a field the rows sign in their own order. */
export function readRowOrder({ order: source }: DynamicParties, row: SlotReader, index: number): number {
  if (!source) return index + 1;
  const known = row.problems.length;
  const order = row.number(source, 'C-30');
  if (order !== null && Number.isInteger(order) && order >= 1) return order;
  if (row.problems.length === known) row.refuse('ORDER-BAD', 'C-30', fieldOf(source));
  return index + 1;
}

function isBlank(config: DynamicParties, values: FieldValues, table: string): boolean {
  const sources = [config.name, config.signer, config.contact].flatMap((source) =>
    source?.kind === 'field' && source.field.table === table ? [source.field.field] : [],
  );
  return sources.length > 0 && sources.every((field) => isEmpty(values[field]));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
