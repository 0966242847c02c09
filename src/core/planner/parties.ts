import type { PersonValue } from '../../schema/form.js';
import { INITIATOR_PARTY } from '../../schema/placement.js';
import type { PlannedParty } from '../../schema/plan.js';
import type { DynamicParties } from '../../schema/signing-config.js';
import type { SigningInput } from './input.js';
import type { ValueSource } from '../../schema/value-source.js';
import {
  fixedSources,
  partyRows,
  readPartyContact,
  readPartyName,
  readPartySigners,
  readRowOrder,
  rowSources,
  type PartySources,
} from './party-readings.js';
import { fieldOf, type SlotReader } from './reader.js';
import { contactOf, readSeal, readSigners } from './readings.js';

type PlannedSigner = PlannedParty['signers'][number];

/**
 * The parties of an envelope: the initiating organisation when it signs too (C-14, C-15, C-36), the fixed ones (C-31), and
 * one for each row of the detail table (C-30).
 */
export function planParties(input: SigningInput, organization: string | null, reader: SlotReader): PlannedParty[] {
  const { flow } = input.mapping;
  const mayBeMany = input.alternateSigners !== false;
  const parties = [
    ...(flow.initiatorAction === 'launchAndSign' ? [initiatorParty(input, organization, reader)] : []),
    ...(flow.addParties.fixed
      ? flow.parties.map((party) => partyOf(party.id, party.order, fixedSources(party), reader, mayBeMany))
      : []),
    ...(flow.addParties.dynamic ? rowParties(flow.dynamicParties, input, reader) : []),
  ];
  if (parties.length === 0) reader.refuse('SIGN-NONE', 'C-31');
  return parties;
}

function initiatorParty(
  { mapping, record, alternateSigners }: SigningInput,
  organization: string | null,
  reader: SlotReader,
): PlannedParty {
  const { required, flow } = mapping;
  const signers = readSigners(mapping, reader).map(internalSigner);
  if (alternateSigners === false) refuseMany(signers, required.signers, 'C-15', reader);
  return {
    id: INITIATOR_PARTY,
    kind: 'organization',
    scope: 'internal',
    name: organization ?? record.creator.organization ?? record.creator.name,
    order: flow.initiator.order,
    seal: readSeal(flow.initiator.seal, reader, 'C-36')?.id ?? null,
    signingNodes: required.signingNodes,
    autoSign: flow.initiator.autoSign,
    signers,
  };
}

function rowParties(
  rows: DynamicParties,
  { record, alternateSigners }: SigningInput,
  reader: SlotReader,
): PlannedParty[] {
  const { table } = rows;
  if (table === null) {
    reader.refuse('REQ', 'C-30');
    return [];
  }
  const sources = rowSources(rows);
  return partyRows(rows, record).map(({ values, index }) => {
    const row = reader.atRow(table, values);
    return partyOf(`${table}-${index + 1}`, readRowOrder(rows, row, index), sources, row, alternateSigners !== false);
  });
}

function partyOf(
  id: string,
  order: number,
  sources: PartySources,
  reader: SlotReader,
  mayBeMany: boolean,
): PlannedParty {
  const { kind, scope, signingNodes, autoSign, seal, slot } = sources;
  const name = readPartyName(sources, reader);
  const signers =
    scope === 'internal'
      ? readPartySigners(sources, reader).map(internalSigner)
      : externalSigner(name, readPartyContact(sources, reader));
  if (!mayBeMany) refuseMany(signers, sources.signers, slot, reader);
  return {
    id,
    kind,
    scope,
    name: name ?? signers.map((signer) => signer.name).join('、'),
    order,
    seal: readSeal(seal, reader, slot)?.id ?? null,
    signingNodes: [...signingNodes],
    autoSign,
    signers,
  };
}

/** 或签: a service that lets nobody sign for the others would refuse the order; here nothing has been ordered yet. */
function refuseMany(
  signers: readonly PlannedSigner[],
  sources: readonly ValueSource[],
  slot: string,
  reader: SlotReader,
): void {
  if (signers.length > 1) reader.refuse('SIGN-MANY', slot, fieldOf(sources[0] ?? null));
}

function internalSigner(person: PersonValue): PlannedSigner {
  return { userId: person.userId, name: person.name, contact: contactOf(person) };
}

function externalSigner(name: string | null, contact: string | null): PlannedSigner[] {
  return name === null ? [] : [{ userId: null, name, contact }];
}
