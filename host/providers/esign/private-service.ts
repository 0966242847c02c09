import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import type { CatalogItem, ConnectionFinding, Envelope, Party, Signer } from '../../../src/schema/index.js';
import type { RemoteOrder, RemoteService, ServiceAccess } from '../remote-service.js';
import { ServiceRefusal } from '../service-answers.js';
import { isSignedFormOf } from '../signed-pdf.js';
import { ADDRESS_NOT_LISTED, NO_SUCH_FLOW } from './answers.js';
import { fetchFiles } from './download.js';
import { ask, order, SERVICE, upload } from './private-client.js';
import {
  CreatedFlow,
  flowBody,
  FlowDetail,
  namesOf,
  seatsOf,
  UploadedFile,
  type Flow,
  type FlowAccount,
} from './private-flows.js';
import { observationsOf } from './private-states.js';

const REVOKED = 3;

const Account = z.object({ accountId: z.string() });
const Organization = z.object({ organizeId: z.string() });
const Files = z.array(z.object({ docFilekey: z.string(), docUrl: z.string() }));
const Links = z.object({ signUrls: z.array(z.object({ signUrl: z.string() })) });
const Seals = z.object({
  seals: z.array(z.object({ sealId: z.string(), sealName: z.string(), status: z.optional(z.int()) })),
});

/** Signing at the private cloud of e签宝 (`esign.md` 17.2). */
export const privateService: RemoteService = {
  async create(access, remoteOrder) {
    const known = await findByBizNo(access, remoteOrder.idempotencyKey);
    return namesOf(known ?? (await make(access, remoteOrder)), remoteOrder);
  },

  async launch(access, flowId) {
    // what is created there is launched there; the answer tells whether it still is
    await detailOf(access, flowId);
  },

  async revoke(access, signFlowId, reason) {
    try {
      await order(access, '/V1/signFlows/cancel', { signFlowId: Number(signFlowId), reason }, z.unknown());
    } catch (error) {
      if (EsignError.from(error).code !== 'envelope-closed') throw error;
      if ((await detailOf(access, signFlowId)).flowStatus !== REVOKED) throw error;
    }
  },

  remind: () => Promise.reject(new EsignError('not-implemented', `${SERVICE} reminds by itself`)),

  tellsVoiding: true,

  async query(access, flowId) {
    return observationsOf(await detailOf(access, flowId), access.clock().toISOString());
  },

  async signPage(access, { envelope, names }, { partyId, signerId, contact }, { device, returnUrl }) {
    const { signFlowId, signers } = { signFlowId: names.externalId, signers: partyOf(envelope, partyId).signers };
    const userId = signers.find(({ id }) => id === signerId)?.userId ?? null;
    const links = await ask(
      access,
      '/V1/signFlows/signUrls',
      {
        signFlowId,
        accountType: userId === null ? '2' : '1',
        uniqueId: userId ?? contact ?? '',
        signPlatform: device === 'phone' ? 'H5' : 'PC',
        ...(returnUrl === null ? {} : { redirectUrl: returnUrl }),
      },
      Links,
    );
    const [link] = links.signUrls;
    if (!link) throw new EsignError('out-of-turn', `${SERVICE} has no page for this signer now`);
    return { url: link.signUrl, expiresAt: null, isEmbeddable: true };
  },

  async download(access, signFlowId) {
    const files = await ask(access, '/V1/signFlows/getSignFlowDocUrls', { signFlowId }, Files);
    return fetchFiles(
      access,
      files.map(({ docFilekey, docUrl }) => ({ document: docFilekey, url: docUrl })),
    );
  },

  inspect: ({ original, signed }) => isSignedFormOf(original, signed),
};

function partyOf({ parties }: Envelope, partyId: string): Party {
  const party = parties.find(({ id }) => id === partyId);
  if (!party) throw new EsignError('not-a-signer', 'the envelope has no such party');
  return party;
}

async function findByBizNo(access: ServiceAccess, bizNo: string): Promise<Flow | null> {
  try {
    return await ask(access, '/V1/signFlows/signDetail', { bizNo }, FlowDetail);
  } catch (error) {
    if (error instanceof ServiceRefusal && error.serviceCode === NO_SUCH_FLOW) return null;
    throw error;
  }
}

function detailOf(access: ServiceAccess, signFlowId: string): Promise<Flow> {
  return ask(access, '/V1/signFlows/signDetail', { signFlowId }, FlowDetail);
}

async function make(access: ServiceAccess, remoteOrder: RemoteOrder): Promise<Flow> {
  const accounts: FlowAccount[] = [];
  for (const { signer, index } of seatsOf(remoteOrder)) {
    accounts.push(await accountOf(access, signer, remoteOrder.contacts[signer.id] ?? null, index));
  }
  const organizations = new Map<string, string>();
  for (const { id, kind, scope, name } of remoteOrder.envelope.parties) {
    if (kind === 'organization') organizations.set(id, await organizationOf(access, scope, name));
  }
  const fileKeys: string[] = [];
  for (const { document, bytes } of remoteOrder.files) {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), document.name);
    fileKeys.push((await upload(access, '/V1/files/upload', form, UploadedFile)).fileKey);
  }
  const copies = await Promise.all(remoteOrder.copies.map((contact) => outerAccount(access, contact, contact)));
  const body = flowBody(remoteOrder, fileKeys, accounts, organizations, copies);
  const { signFlowId } = await order(access, '/V1/signFlows/create', body, CreatedFlow);
  return detailOf(access, signFlowId);
}

/** People inside are known there under their own ids; for one outside an account is made, or found by the contact. */
async function accountOf(
  access: ServiceAccess,
  { userId, name }: Signer,
  contact: string | null,
  index: number,
): Promise<FlowAccount> {
  if (userId !== null) return { accountType: 1, uniqueId: userId };
  if (contact === null) {
    const message = 'an external signer needs a mobile number or an e-mail address';
    throw new EsignError('invalid-input', message, {
      errors: [{ pointer: `/parties/${index}/signers`, code: 'SIGN-CONTACT', message }],
    });
  }
  return outerAccount(access, name, contact);
}

/** An account that is there already is answered again. */
async function outerAccount(access: ServiceAccess, name: string, contact: string): Promise<FlowAccount> {
  const reached = contact.includes('@') ? { contactsEmail: contact } : { contactsMobile: contact };
  const body = { name, uniqueId: contact, ...reached };
  const { accountId } = await order(access, '/V1/accounts/outerAccounts/create', body, Account);
  return { accountType: 2, accountId };
}

async function organizationOf(access: ServiceAccess, scope: 'internal' | 'external', name: string): Promise<string> {
  if (scope === 'internal') {
    return (await ask(access, '/V1/organizations/innerOrgans/query', { organizeName: name }, Organization)).organizeId;
  }
  const body = { organizeName: name };
  return (await order(access, '/V1/organizations/outerOrgans/create', body, Organization)).organizeId;
}

const SEALS = '/V1/seals/innerOrgansSeals/list';
const USABLE = 5;

/** B-16: the seals of the own organisations; there is no list of scenes, and templates are for its own pages. */
export async function readPrivateCatalog(access: ServiceAccess): Promise<CatalogItem[]> {
  const items: CatalogItem[] = [];
  for (let page = 1; ; page += 1) {
    const { seals } = await ask(access, SEALS, { pageIndex: String(page), pageSize: '100' }, Seals);
    items.push(
      ...seals.map(({ sealId, sealName, status = USABLE }): CatalogItem => {
        return { id: sealId, kind: 'seal', name: sealName, enabled: status === USABLE };
      }),
    );
    if (seals.length < 100) return items;
  }
}

/** B-06: the cheapest signed call tells whether the project and its secret are right. */
export async function tryPrivateCredentials(access: ServiceAccess): Promise<ConnectionFinding[]> {
  try {
    await ask(access, SEALS, { pageIndex: '1', pageSize: '1' }, Seals);
    return [{ check: 'credentials', outcome: 'ok' }];
  } catch (error) {
    if (!(error instanceof ServiceRefusal)) throw error;
    const { serviceCode } = error;
    const fix = serviceCode === ADDRESS_NOT_LISTED ? 'list-host-address' : 'check-credentials';
    return [{ check: 'credentials', outcome: 'failed', fix, detail: `code ${serviceCode}` }];
  }
}
