import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import { displayedRectToPdf } from '../../../src/core/geometry.js';
import type { PageBox, Party, Placement, Rect } from '../../../src/schema/index.js';
import { placedKind } from '../placed-kind.js';
import type { RemoteNames, RemoteOrder } from '../remote-service.js';
import { toShanghai } from '../shanghai-time.js';

/** Ids have 19 digits, which no JSON number holds. */
const ServiceId = z.string().check(z.regex(/^\d{1,19}$/));

export const CreatedDocument = z.object({ documentId: ServiceId });
export const CreatedContract = z.object({ contractId: ServiceId });

const Operator = z.object({ operatorContact: z.optional(z.string()), signTime: z.optional(z.string()) });

const Signatory = z.object({
  id: ServiceId,
  status: z.string(),
  signTime: z.optional(z.string()),
  rejectReason: z.optional(z.string()),
  actions: z.optional(z.array(z.object({ actionOperators: z.optional(z.array(Operator)) }))),
});
export type Signatory = z.infer<typeof Signatory>;

/** `/contract/detail`, as far as it is needed. */
export const ContractDetail = z.object({
  contract: z.object({
    id: ServiceId,
    status: z.string(),
    publishTime: z.optional(z.string()),
    finishTime: z.optional(z.string()),
    reason: z.optional(z.string()),
    signatories: z.array(Signatory),
    documents: z.array(z.object({ id: ServiceId, title: z.string() })),
  }),
});
export type Contract = z.infer<typeof ContractDetail>['contract'];

export const ContractList = z.object({ list: z.array(z.object({ id: ServiceId })) });

/** The titles of the files, each of them once, for by them the files come back in a zip. */
export function titlesOf(order: Pick<RemoteOrder, 'files'>): string[] {
  const taken = new Set<string>();
  return order.files.map(({ document }) => {
    const name = document.name.replace(/\.pdf$/i, '');
    let title = name;
    for (let copy = 2; taken.has(title); copy += 1) title = `${name} (${copy})`;
    taken.add(title);
    return title;
  });
}

/**
 * The body that makes a contract, as a draft. `documents` are the service's ids of the files, in their order.
 *
 * @throws EsignError `invalid-input` for a party whom the service cannot reach, and for several people outside of the own
 * organisation, any of whom could sign: 契约锁 knows that for its own staff only.
 */
export function contractBody(order: RemoteOrder, documents: readonly string[]): Record<string, unknown> {
  const { envelope } = order;
  return {
    subject: envelope.subject,
    sn: order.idempotencyKey,
    ...(envelope.sceneNumber === null ? {} : { categoryId: envelope.sceneNumber }),
    documents,
    signatories: envelope.parties.map((party, index) => signatoryOf(order, documents, party, index)),
    // the clouds differ in what they take for granted
    ordinal: envelope.order === 'ordered',
    ...(envelope.deadline === null ? {} : { expireTime: toShanghai(envelope.deadline) }),
    creatorName: envelope.initiator.name,
    ...(envelope.initiator.mobile === undefined ? {} : { creatorContact: envelope.initiator.mobile }),
    ...(envelope.organization === null ? {} : { tenantName: envelope.organization }),
    businessData: JSON.stringify({ envelopeId: envelope.id }),
    send: false,
  };
}

function signatoryOf(
  order: RemoteOrder,
  documents: readonly string[],
  party: Party,
  index: number,
): Record<string, unknown> {
  const [first, ...others] = operatorsOf(order, party, index);
  const isOwn = isOwnCompany(party);
  if (!first || (others.length > 0 && !isOwn)) throw unreachable(index, first ? 'CAPABILITY' : 'SIGN-CONTACT');
  const places = order.envelope.placements.filter(({ partyId }) => partyId === party.id);
  const locations = places.map((place) => locationOf(order, documents, place));
  const action = {
    type: isOwn ? actionOf(places) : party.kind === 'person' ? 'PERSONAL' : 'CORPORATE',
    name: party.name,
    serialNo: 1,
    ...(party.sealId === null ? {} : { sealId: party.sealId }),
    ...(isOwn ? { actionOperators: [first, ...others] } : {}),
    locations,
  };
  return {
    tenantType: isOwn ? 'CORPORATE' : party.kind === 'person' ? 'PERSONAL' : 'COMPANY',
    tenantName: isOwn ? (order.envelope.organization ?? party.name) : party.name,
    receiverName: first.operatorName,
    contact: first.operatorContact,
    serialNo: order.envelope.order === 'ordered' ? party.order : index + 1,
    actions: [action],
  };
}

/** The own organisation signs with its seal; its people sign for themselves. */
function isOwnCompany({ kind, scope }: Party): boolean {
  return kind === 'organization' && scope === 'internal';
}

function actionOf(places: readonly Placement[]): string {
  return places.length > 0 && places.every(({ mark }) => mark === 'legalSeal') ? 'LP' : 'CORPORATE';
}

function operatorsOf(
  { contacts }: RemoteOrder,
  { signers }: Party,
  index: number,
): { operatorName: string; operatorContact: string }[] {
  return signers.map(({ id, name }) => {
    const contact = contacts[id];
    if (!contact) throw unreachable(index, 'SIGN-CONTACT');
    return { operatorName: name, operatorContact: contact };
  });
}

function unreachable(index: number, code: 'SIGN-CONTACT' | 'CAPABILITY'): EsignError {
  const message = 'the service does not reach the signers of a party';
  return new EsignError('invalid-input', message, {
    errors: [{ pointer: `/parties/${index}/signers`, code, message }],
  });
}

const RECT_TYPES = {
  seal: 'SEAL_CORPORATE',
  legalSeal: 'SEAL_PERSONAL',
  signature: 'SEAL_PERSONAL',
  date: 'TIMESTAMP',
} as const;

function locationOf(
  { files }: RemoteOrder,
  documents: readonly string[],
  { documentId, mark, pageIndex, rect, seam }: Placement,
): Record<string, unknown> {
  const index = files.findIndex(({ document }) => document.id === documentId);
  const box = files[index]?.document.pages[pageIndex];
  if (!box) throw new EsignError('placement-outside-page', 'a place lies on a page that its document does not have');
  const { offsetX, offsetY } = offsetsOf(box, rect);
  if (seam) return { documentId: documents[index], rectType: 'ACROSS_PAGE', page: 0, offsetX, offsetY };
  return {
    documentId: documents[index],
    rectType: RECT_TYPES[placedKind(mark)],
    page: pageIndex + 1,
    offsetX,
    offsetY,
  };
}

/** The lower left corner of a displayed rectangle as fractions of the page, from its lower left corner (chapter 5.1). */
export function offsetsOf(box: PageBox, rect: Rect): { offsetX: number; offsetY: number } {
  const [left, bottom] = displayedRectToPdf(box, rect);
  const [x0, y0, x1, y1] = box.cropBox;
  return { offsetX: fraction((left - x0) / (x1 - x0)), offsetY: fraction((bottom - y0) / (y1 - y0)) };
}

function fraction(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** How the service names the parts: it lists them in the order in which they came. @throws EsignError `bad-response`. */
export function namesOf(contract: Contract, { envelope, files }: RemoteOrder): RemoteNames {
  const { signatories, documents } = contract;
  if (signatories.length !== envelope.parties.length || documents.length !== files.length) {
    throw new EsignError('bad-response', 'the contract has other parts than were handed over');
  }
  return {
    externalId: contract.id,
    documents: Object.fromEntries(files.map(({ document }, index) => [documents[index]?.id ?? '', document.id])),
    signers: Object.fromEntries(
      envelope.parties.flatMap((party, index) =>
        party.signers.map((signer, place) => [
          signerKey(signatories[index]?.id ?? '', place),
          { partyId: party.id, signerId: signer.id },
        ]),
      ),
    ),
  };
}

/** Any operator of a signatory may act for it; they stand in the order in which they were handed over. */
export function signerKey(signatoryId: string, place: number): string {
  return place === 0 ? signatoryId : `${signatoryId}/${place}`;
}
