import { EsignError } from '../../../src/core/errors.js';
import { formatPages, parsePages } from '../../../src/core/page-ranges.js';
import type { Envelope, Party, Placement } from '../../../src/schema/index.js';
import type { RemoteNames, RemoteOrder, RemoteState } from '../remote-service.js';
import type { OpenSeat } from './open-accounts.js';
import type { OpenClient, OpenFlow, OpenPosition, OpenSignDocument } from './open-client.js';
import { positionOf } from './positions.js';

/** SMS and e-mail, for people who have no OA that tells them. */
const BY_SMS_AND_EMAIL = '1,2';

/** What a seat is called in `names` and in `thirdOrderNo`; `detail` names the same accounts. */
export function seatKey(accountId: string, organizationId: string | null | undefined): string {
  return organizationId ? `${accountId}:${organizationId}` : accountId;
}

/** A seat by its name. One that signs by itself is the account whose seal it is. */
export interface OpenPlace {
  readonly key: string;
  readonly partyId: string;
  readonly accountId: string;
  readonly organizationId: string | null;
}

export function placesOf({ signers }: RemoteNames): OpenPlace[] {
  return Object.entries(signers).map(([key, { partyId }]) => {
    const [accountId = '', organizationId = null] = key.split(':');
    return { key, partyId, accountId, organizationId };
  });
}

/**
 * What the open service calls the parts of an envelope. `docIds` are the documents in their order.
 *
 * @throws EsignError `invalid-input` for a person who would sign twice for the same: `detail` tells the two apart by nothing.
 */
export function openNames(
  externalId: string,
  { files, envelope }: RemoteOrder,
  docIds: readonly string[],
  seats: readonly OpenSeat[],
): RemoteNames {
  const signers: Record<string, { partyId: string; signerId: string }> = {};
  for (const { party, signer, accountId, organizationId } of seats) {
    const silent = party.autoSign && organizationId !== null;
    const key = silent ? organizationId : seatKey(accountId, organizationId);
    if (signers[key]) {
      throw refused(envelope, party, 'invalid-input', 'nobody signs twice for the same party in one flow of e签宝');
    }
    signers[key] = { partyId: party.id, signerId: signer.id };
  }
  const documents = Object.fromEntries(files.map(({ document }, index) => [docIds[index] ?? '', document.id]));
  return { externalId, documents, signers };
}

/** The body of `addProcess`: it has no signer yet, so nobody can sign it and nobody hears of it. */
export function openFlow(order: RemoteOrder, docIds: readonly string[]): OpenFlow {
  const { envelope, files } = order;
  const [noticeUrl] = order.callbackAddresses;
  const hasOutside = envelope.parties.some(({ signers }) => signers.some(({ userId }) => userId === null));
  return {
    businessScene: envelope.subject,
    docList: files.map(({ document }, index) => ({ docId: docIds[index] ?? '', docName: document.name })),
    ...(envelope.deadline === null ? {} : { signValidity: Date.parse(envelope.deadline) }),
    ...(noticeUrl === undefined ? {} : { noticeUrl }),
    ...(hasOutside ? { noticeType: BY_SMS_AND_EMAIL } : {}),
    ...(envelope.placements.some(({ mark }) => mark === 'date') ? { addSignTime: true } : {}),
  };
}

/**
 * What this service cannot do, found before it is asked for anything.
 *
 * @throws EsignError `placement-required`, `placement-invalid` with the party.
 */
export function requireDoable({ placements, parties, ...envelope }: Envelope): void {
  const whole = { ...envelope, parties, placements };
  for (const party of parties) {
    const own = placements.filter(({ partyId }) => partyId === party.id);
    if (party.autoSign && !own.some(isStamp)) {
      throw refused(whole, party, 'placement-required', 'who signs by itself at e签宝 needs a place');
    }
    if (own.some(({ mark }) => mark === 'legalSeal')) {
      throw refused(whole, party, 'placement-invalid', 'e签宝 has no seal of a legal representative for a task');
    }
    const dated = own.find(({ mark }) => mark === 'date');
    if (dated && !own.some((place) => isStamp(place) && place.documentId === dated.documentId)) {
      throw refused(whole, party, 'placement-invalid', 'a date needs a seal or a signature in the same document');
    }
  }
}

function refused(
  { parties }: Pick<Envelope, 'parties'>,
  party: Party,
  code: 'invalid-input' | 'placement-required' | 'placement-invalid',
  message: string,
): EsignError {
  const pointer = `/parties/${parties.indexOf(party)}`;
  return new EsignError(code, message, { errors: [{ pointer, code: 'CAPABILITY', message }] });
}

function isStamp({ mark }: Placement): boolean {
  return mark !== 'date';
}

/** Where a party signs in each document; without any place everywhere, and the signer drags the seal. */
export function signDocuments({ envelope, names }: RemoteState, partyId: string): OpenSignDocument[] {
  const own = envelope.placements.filter((place) => place.partyId === partyId && isStamp(place));
  return Object.entries(names.documents).flatMap(([docId, documentId]): OpenSignDocument[] => {
    if (own.length === 0) return [{ docId }];
    const pages = envelope.documents.find(({ id }) => id === documentId)?.pages ?? [];
    const posList = own.filter((place) => place.documentId === documentId).map((place) => openPosition(place, pages));
    return posList.length === 0 ? [] : [{ docId, posList }];
  });
}

function openPosition(
  { pageIndex, rect, seam }: Placement,
  pages: Envelope['documents'][number]['pages'],
): OpenPosition {
  const box = pages[pageIndex];
  if (!box) throw new EsignError('placement-outside-page', 'a place lies on a page that its document does not have');
  const { posPage, posX, posY, width } = positionOf(box, pageIndex, rect);
  if (!seam) return { signType: 2, posPage, posX, posY, scale: width };
  const chosen = parsePages(seam.pages, pages.length);
  return { signType: 3, ...(chosen.ok ? { posPage: formatPages(chosen.pages) } : {}), posY, scale: width };
}

/** Adds the task of a seat. @returns The page of a person, null for who signs by itself. */
export async function addTask(client: OpenClient, state: RemoteState, place: OpenPlace): Promise<string | null> {
  const { envelope, names } = state;
  const party = envelope.parties.find(({ id }) => id === place.partyId);
  if (!party) throw new EsignError('not-a-signer', 'the envelope has no such party');
  const { accountId, organizationId } = place;
  const signDocList = signDocuments(state, party.id);
  const task = { flowId: names.externalId, thirdOrderNo: place.key, accountId, signDocList };
  if (party.autoSign) {
    await client.userSignTask({ ...task, ...(party.sealId ? { sealId: party.sealId } : {}) });
    return null;
  }
  if (organizationId === null) return client.handPersonSignTask(task);
  return client.handOrgSignTask({ ...task, authorizationOrgId: organizationId });
}
