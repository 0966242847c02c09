import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import { dateStyleOf, USUAL_STYLE } from '../../../src/core/signing-date.js';
import type { Party, Placement, Signer } from '../../../src/schema/index.js';
import { placedKind } from '../placed-kind.js';
import type { RemoteNames, RemoteOrder } from '../remote-service.js';
import { toShanghai } from '../shanghai-time.js';
import { positionOf } from './positions.js';

export const UploadedFile = z.object({ fileKey: z.string() });
/** Flow numbers are integers, and their answers are not agreed whether as numbers or as texts. */
const FlowId = z.pipe(
  z.union([z.int(), z.string().check(z.regex(/^\d{1,19}$/))]),
  z.transform((id) => String(id)),
);
export const CreatedFlow = z.object({ signFlowId: FlowId });

/** `signDetail`, as far as it is needed. Its signers and files stand in the order in which they were handed over. */
export const FlowDetail = z.object({
  signFlowId: FlowId,
  flowStatus: z.int(),
  flowStartTime: z.optional(z.nullable(z.string())),
  flowEndTime: z.optional(z.nullable(z.string())),
  resultDescription: z.optional(z.nullable(z.string())),
  signers: z.array(
    z.object({
      signStatus: z.int(),
      signTime: z.optional(z.nullable(z.string())),
      resultDescription: z.optional(z.nullable(z.string())),
    }),
  ),
  signDocs: z.array(z.object({ docFilekey: z.string() })),
});
export type Flow = z.infer<typeof FlowDetail>;

/** Who signs, as the private cloud knows them. */
export interface FlowAccount {
  readonly accountType: 1 | 2;
  /** Of people inside their own id, of people outside the account that was made for them. */
  readonly accountId?: string;
  readonly uniqueId?: string;
}

/** One entry of `signers[]` for each person of each party; any of the people of a party may sign for it (或签). */
export function seatsOf({
  envelope,
}: Pick<RemoteOrder, 'envelope'>): { party: Party; signer: Signer; index: number }[] {
  return envelope.parties.flatMap((party, index) => party.signers.map((signer) => ({ party, signer, index })));
}

/**
 * The body of `/V1/signFlows/create`, which creates and launches. `fileKeys` are the uploaded files in their order,
 * `accounts` those of the seats, `organizations` the ids of the organisations that parties sign for, `copies` who reads along.
 */
export function flowBody(
  order: RemoteOrder,
  fileKeys: readonly string[],
  accounts: readonly FlowAccount[],
  organizations: ReadonlyMap<string, string>,
  copies: readonly FlowAccount[] = [],
): Record<string, unknown> {
  const { envelope } = order;
  const [callbackUrl] = order.callbackAddresses;
  return {
    subject: envelope.subject,
    bizNo: order.idempotencyKey,
    signDocs: order.files.map(({ document }, index) => ({
      docFilekey: fileKeys[index],
      docName: document.name,
      docOrder: String(index + 1),
    })),
    signers: seatsOf(order).map(({ party, index }, seat) => ({
      ...accounts[seat],
      ...authorizationOf(party, organizations),
      autoSign: party.autoSign,
      ...(party.signers.length > 1 ? { isOrsign: true } : {}),
      signOrder: envelope.order === 'ordered' ? party.order : 1,
      signDocDetails: detailsOf(order, fileKeys, party, index),
    })),
    initiatorUniqueId: envelope.initiator.userId,
    initiatorAccountType: 1,
    initiatorName: envelope.initiator.name,
    ...(callbackUrl === undefined ? {} : { callbackUrl }),
    ...(envelope.remark === null ? {} : { comments: envelope.remark }),
    ...(envelope.sceneNumber === null ? {} : { signSceneNo: envelope.sceneNumber }),
    ...(envelope.deadline === null ? {} : { signValidity: toShanghai(envelope.deadline) }),
    ...(copies.length === 0 ? {} : { copyViewers: copies }),
  };
}

function authorizationOf(party: Party, organizations: ReadonlyMap<string, string>): Record<string, unknown> {
  if (party.kind !== 'organization') return {};
  return { organizeName: party.name, authorizationOrganizeId: organizations.get(party.id) };
}

function detailsOf(
  order: RemoteOrder,
  fileKeys: readonly string[],
  party: Party,
  index: number,
): Record<string, unknown>[] {
  const own = order.envelope.placements.filter(({ partyId }) => partyId === party.id);
  return order.files.flatMap(({ document }, file) => {
    const places = own.filter(({ documentId }) => documentId === document.id);
    if (places.length === 0) return [];
    return [{ docFilekey: fileKeys[file], signPos: signPosOf(order, party, places, index) }];
  });
}

/** A date goes with a seal of the same file: the private cloud has no place for a date alone. */
function signPosOf(
  order: RemoteOrder,
  party: Party,
  places: readonly Placement[],
  index: number,
): Record<string, unknown>[] {
  const [first, ...others] = places
    .filter(({ mark }) => mark !== 'date')
    .map((place) => seatOfSeal(order, party, place));
  const dates = places.filter(({ mark }) => mark === 'date');
  if (dates.length === 0) return first ? [first, ...others] : [];
  if (!first) {
    const message = 'a date needs a seal or a signature in the same document';
    throw new EsignError('placement-invalid', message, {
      errors: [{ pointer: `/parties/${index}`, code: 'CAPABILITY', message }],
    });
  }
  const signDateInfos = dates.map((place) => {
    const { width: _width, ...at } = pointOf(order, place);
    const { format, fontSize } = dateStyleOf({}, place);
    return { dateFormat: format, fontSize: fontSize ?? USUAL_STYLE.fontSize, ...at };
  });
  return [{ ...first, addSignTime: true, signDateInfos }, ...others];
}

const IDENTITY = { seal: 'ORGANIZE', legalSeal: 'LEGAL', signature: '', date: '' } as const;

function seatOfSeal(order: RemoteOrder, party: Party, place: Placement): Record<string, unknown> {
  const { posPage, posX, posY, width } = pointOf(order, place);
  const signIdentity = party.kind === 'organization' ? IDENTITY[placedKind(place.mark)] : '';
  const what = {
    width,
    ...(signIdentity === '' ? {} : { signIdentity }),
    ...(party.sealId ? { sealId: party.sealId } : {}),
  };
  if (!place.seam) return { signType: 1, posPage, posX, posY, ...what };
  const { edge, pages } = place.seam;
  return { signType: 3, posPage: /^\d/.test(pages) ? pages : '', posY, edgePosition: edge, edgeScope: pages, ...what };
}

function pointOf(
  { files }: RemoteOrder,
  { documentId, pageIndex, rect }: Pick<Placement, 'documentId' | 'pageIndex' | 'rect'>,
): ReturnType<typeof positionOf> {
  const box = files.find(({ document }) => document.id === documentId)?.document.pages[pageIndex];
  if (!box) throw new EsignError('placement-outside-page', 'a place lies on a page that its document does not have');
  return positionOf(box, pageIndex, rect);
}

/** @throws EsignError `bad-response` when the flow has other parts than were handed over. */
export function namesOf(flow: Flow, order: RemoteOrder): RemoteNames {
  const seats = seatsOf(order);
  if (flow.signers.length !== seats.length || flow.signDocs.length !== order.files.length) {
    throw new EsignError('bad-response', 'the flow has other parts than were handed over');
  }
  return {
    externalId: flow.signFlowId,
    documents: Object.fromEntries(
      order.files.map(({ document }, index) => [flow.signDocs[index]?.docFilekey ?? '', document.id]),
    ),
    signers: Object.fromEntries(
      seats.map(({ party, signer }, seat) => [String(seat), { partyId: party.id, signerId: signer.id }]),
    ),
  };
}
