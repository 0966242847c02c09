import * as z from 'zod/mini';

import { readContact } from '../../../src/core/contact.js';
import { EsignError } from '../../../src/core/errors.js';
import type { Party } from '../../../src/schema/index.js';
import type { RemoteNames, RemoteOrder } from '../remote-service.js';
import { componentsOf } from './components.js';

const MAX_NAME = 200;
const MAX_DESCRIPTION = 1000;

/** Signers of a flow (chapter 4.1): for an enterprise, for themselves, and by the service itself for the own enterprise. */
export const APPROVER = { enterprise: 0, person: 1, automatic: 3 } as const;

export const CreatedFlow = z.object({
  FlowId: z.string().check(z.minLength(1)),
  Approvers: z.array(z.object({ RecipientId: z.string().check(z.minLength(1)) })),
});

/** `DescribeFlowInfo`, as far as it is needed. Times are seconds. */
export const FlowDetails = z.object({
  FlowDetailInfos: z.array(
    z.object({
      FlowId: z.string(),
      FlowStatus: z.int(),
      FlowMessage: z.optional(z.nullable(z.string())),
      CreatedOn: z.int(),
      FlowApproverInfos: z.array(
        z.object({
          RecipientId: z.string(),
          ApproveStatus: z.int(),
          ApproveTime: z.optional(z.nullable(z.int())),
          ApproveMessage: z.optional(z.nullable(z.string())),
        }),
      ),
    }),
  ),
});
export type Flow = z.infer<typeof FlowDetails>['FlowDetailInfos'][number];

/** In the order of the array people sign, so the array is in the order of the parties. */
export function approversInOrder({ parties }: RemoteOrder['envelope']): { party: Party; index: number }[] {
  return parties
    .map((party, index) => ({ party, index }))
    .sort((left, right) => left.party.order - right.party.order || left.index - right.index);
}

/**
 * The body of `CreateFlowByFiles`, which creates and starts at once (chapter 4).
 *
 * @throws EsignError `invalid-input` for several files, for a party that the service cannot reach or that several people
 * could sign for, `placement-invalid` for a mark that the service does not have for such a party.
 */
export function flowBody(order: RemoteOrder, fileId: string): Record<string, unknown> {
  const { envelope } = order;
  const isFree = envelope.parties.some(({ id }) => envelope.placements.every(({ partyId }) => partyId !== id));
  return {
    ...headOf(order),
    FileIds: [fileId],
    Approvers: approversInOrder(envelope).map(({ party, index }) => approverOf(order, party, index)),
    ...(envelope.deadline === null ? {} : { Deadline: Math.floor(Date.parse(envelope.deadline) / 1000) }),
    // a signer without a prepared place puts the controls where they like
    SignBeanTag: isFree ? 1 : 0,
  };
}

/** What a flow of a file and one of a template have in common. */
export function headOf(order: RemoteOrder): Record<string, unknown> {
  const { envelope, files, copies } = order;
  if (files.length !== 1) throw unable('/documents', 'CAPABILITY', 'a flow has exactly one file');
  return {
    FlowName: flowName(envelope.subject),
    ...(envelope.remark === null ? {} : { FlowDescription: envelope.remark.slice(0, MAX_DESCRIPTION) }),
    ...(copies.length === 0 ? {} : { CcInfos: copies.map(copyOf) }),
    Unordered: envelope.order === 'unordered',
    UserData: packKey(order.idempotencyKey),
  };
}

function approverOf(order: RemoteOrder, party: Party, index: number): Record<string, unknown> {
  const SignComponents = componentsOf(order, party);
  const who = whoSigns(order, party, index);
  if (party.autoSign) {
    const at = `/parties/${index}`;
    if (party.sealId === null) throw unable(at, 'SIGN-SEAL', 'signing by itself needs a seal');
    if (SignComponents.length === 0) throw unable(at, 'CAPABILITY', 'signing by itself needs a place');
  }
  return { ...who, SignComponents };
}

/** Who acts for a party, without the places. @throws EsignError `invalid-input` for nobody whom the service could reach. */
export function whoSigns(order: RemoteOrder, party: Party, index: number): Record<string, unknown> {
  const { envelope } = order;
  const OrganizationName = wide(party.scope === 'internal' ? (envelope.organization ?? party.name) : party.name);
  if (party.autoSign) {
    const at = `/parties/${index}`;
    if (party.kind !== 'organization' || party.scope !== 'internal') {
      throw unable(at, 'CAPABILITY', 'only the own organization signs by itself');
    }
    return { ApproverType: APPROVER.automatic, OrganizationName };
  }
  const at = `/parties/${index}/signers`;
  const [signer, ...others] = party.signers;
  if (!signer) throw unable(at, 'SIGN-CONTACT', 'a party has no signer');
  if (others.length > 0) throw unable(at, 'CAPABILITY', 'one person signs for a party');
  const person = { ApproverName: signer.name, ApproverMobile: mobileOf(order.contacts[signer.id] ?? null, at) };
  return party.kind === 'organization'
    ? { ApproverType: APPROVER.enterprise, OrganizationName, ...person }
    : { ApproverType: APPROVER.person, ...person };
}

/** 11 digits of the mainland: the service knows nobody by anything else. */
export function mobileOf(contact: string | null, pointer: string): string {
  const digits = (readContact(contact ?? '') ?? '').replace(/^(\+?86)(?=1\d{10}$)/, '');
  if (!/^1\d{10}$/.test(digits)) throw unable(pointer, 'SIGN-CONTACT', 'the service needs a mobile number');
  return digits;
}

function copyOf(contact: string, index: number): Record<string, unknown> {
  return { Mobile: mobileOf(contact, `/cc/${index}`), CcType: 0, CcPermission: 1 };
}

export function unable(pointer: string, code: string, message: string): EsignError {
  return new EsignError('invalid-input', message, { errors: [{ pointer, code, message }] });
}

/** A name may hold Chinese, letters, digits and some punctuation; everything else becomes a space. */
export function flowName(subject: string): string {
  const name = subject.replaceAll(/[^\p{Script=Han}A-Za-z0-9 ()[\]\-_,;.&+（）【】《》“”‘’、，。；：！？—…·]/gu, ' ');
  return name.trim().slice(0, MAX_NAME) || '合同';
}

/** Registered names are written with full-width brackets. */
export function wide(name: string): string {
  return name.replaceAll('(', '（').replaceAll(')', '）');
}

const KeyData = z.object({ key: z.string().check(z.minLength(1), z.maxLength(200)) });

/** Our key, as it comes back with every callback of the flow. */
export function packKey(key: string): string {
  return Buffer.from(JSON.stringify({ key }), 'utf8').toString('base64');
}

/** The key in the data of a callback; null for data of somebody else. */
export function readKey(userData: string): string | null {
  try {
    return KeyData.parse(JSON.parse(Buffer.from(userData, 'base64').toString('utf8'))).key;
  } catch {
    return null;
  }
}

/** How the service names the parts; a flow has one file, which has the flow's name. @throws EsignError `bad-response`. */
export function namesOf({ FlowId, Approvers }: z.infer<typeof CreatedFlow>, order: RemoteOrder): RemoteNames {
  const parties = approversInOrder(order.envelope);
  if (Approvers.length !== parties.length) {
    throw new EsignError('bad-response', 'the flow has other signers than were handed over');
  }
  return {
    externalId: FlowId,
    documents: Object.fromEntries(order.files.map(({ document }) => [FlowId, document.id])),
    signers: Object.fromEntries(
      parties.flatMap(({ party }, index) =>
        party.signers
          .slice(0, 1)
          .map(({ id }) => [Approvers[index]?.RecipientId ?? '', { partyId: party.id, signerId: id }]),
      ),
    ),
  };
}
