import { createHash } from 'node:crypto';

import { EsignError } from '../../../src/core/errors.js';
import type { Party, Signer } from '../../../src/schema/index.js';
import type { Identity, IdentitySubject, OrganizationPaper, PersonPaper } from '../../identity-port.js';
import type { RemoteOrder } from '../remote-service.js';
import { ServiceRefusal } from '../service-answers.js';
import { NO_SUCH_ACCOUNT } from './answers.js';
import type { OpenClient } from './open-client.js';

const MOST_BYTES = 50;

/** `idType` and `organType` of `esign.md` 12. */
const PERSON: Readonly<Record<PersonPaper, number>> = {
  idCard: 19,
  passport: 13,
  hongKongMacauPermit: 17,
  taiwanPermit: 18,
  residencePermit: 22,
  other: 23,
};
const ORGANIZATION: Readonly<Record<OrganizationPaper, number>> = {
  creditCode: 11,
  organizationCode: 10,
  registrationNumber: 12,
};

/** The `thirdId` of an account: as it is where it fits into 50 bytes, else the beginning of its hash. */
export function thirdIdOf(text: string): string {
  if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  return createHash('sha256').update(text).digest('hex').slice(0, MOST_BYTES);
}

/** The `thirdId` of an organisation. */
export function organizationIdOf(name: string): string {
  return thirdIdOf(`org:${name}`);
}

/** Who acts at the service for a party. */
export interface OpenSeat {
  readonly party: Party;
  readonly signer: Signer;
  readonly accountId: string;
  /** The account of the organisation that is signed for. */
  readonly organizationId: string | null;
}

/**
 * The accounts of everybody who signs: found by the id that they have here, else made with the papers that the OA has of
 * them. A party that signs by itself has one seat.
 *
 * @throws EsignError `invalid-input` with the pointer of whose papers are missing.
 */
export async function openSeats(client: OpenClient, order: RemoteOrder): Promise<OpenSeat[]> {
  const seats: OpenSeat[] = [];
  for (const [index, party] of order.envelope.parties.entries()) {
    const signers = party.autoSign ? party.signers.slice(0, 1) : party.signers;
    let organizationId: string | null = null;
    for (const [at, signer] of signers.entries()) {
      const accountId = await personOf(client, order, signer, `/parties/${index}/signers/${at}`);
      if (party.kind === 'organization') {
        organizationId ??= await organizationOf(client, order, party.name, accountId, `/parties/${index}/name`);
      }
      seats.push({ party, signer, accountId, organizationId });
    }
  }
  return seats;
}

async function personOf(
  client: OpenClient,
  order: RemoteOrder,
  { id, userId, name }: Signer,
  pointer: string,
): Promise<string> {
  const contact = order.contacts[id] ?? null;
  if (userId === null && contact === null) {
    throw missing(pointer, 'SIGN-CONTACT', 'an external signer needs a mobile number or an e-mail address');
  }
  // a person inside may have an id that looks like a number
  const thirdId = thirdIdOf(userId ?? `contact:${contact ?? ''}`);
  return findOr(client, thirdId, async () => {
    const { number, paper } = await papersOf(order, { kind: 'person', userId, name, contact }, pointer);
    const idType = PERSON[paper as PersonPaper] ?? PERSON.other;
    const reached = contact === null ? {} : contact.includes('@') ? { email: contact } : { mobile: contact };
    return client.createPerson({ thirdId, name, idNo: number, idType, ...reached });
  });
}

function organizationOf(
  client: OpenClient,
  order: RemoteOrder,
  name: string,
  creatorId: string,
  pointer: string,
): Promise<string> {
  const thirdId = organizationIdOf(name);
  return findOr(client, thirdId, async () => {
    const { number, paper } = await papersOf(order, { kind: 'organization', name }, pointer);
    const organType = ORGANIZATION[paper as OrganizationPaper] ?? ORGANIZATION.creditCode;
    return client.createOrganization({ thirdId, creatorId, name, organCode: number, organType });
  });
}

async function findOr(client: OpenClient, thirdId: string, make: () => Promise<string>): Promise<string> {
  try {
    return await client.findAccount(thirdId);
  } catch (error) {
    if (error instanceof ServiceRefusal && error.serviceCode === NO_SUCH_ACCOUNT) return make();
    throw error;
  }
}

async function papersOf(order: RemoteOrder, subject: IdentitySubject, pointer: string): Promise<Identity> {
  const papers = await order.identityOf(subject);
  if (papers) return papers;
  throw missing(
    pointer,
    'SIGN-IDENTITY',
    'the service has no account yet, and the OA does not know the papers for one',
  );
}

function missing(pointer: string, code: string, message: string): EsignError {
  return new EsignError('invalid-input', message, { errors: [{ pointer, code, message }] });
}
