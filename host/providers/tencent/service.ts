import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import type { RemoteOrder, RemoteService, RemoteSigner, RemoteState, ServiceAccess } from '../remote-service.js';
import { ServiceRefusal } from '../service-answers.js';
import { isSignedFormOf } from '../signed-pdf.js';
import { SERVICE, type Detours, type TencentClient } from './client.js';
import { CreatedFlow, flowBody, FlowDetails, mobileOf, namesOf, wide, type Flow } from './flows.js';
import { factsOf, observationsOf } from './states.js';
import { createByTemplate, startFlow, templateOf } from './template-flows.js';

const CANCELLED = 6;
const TO_SIGN = 2;
const TO_FILL = 8;
const MAX_REASON = 200;
/** What it says of a keyword and of a form field that it does not find. */
const NOT_FOUND = new Set(['InvalidParameter.Keyword', 'MissingParameter.KeyWord', 'MissingParameter.Field']);
/** How long the page of a signer is there, in seconds; the shortest time that the service takes. */
const LINK_SECONDS = 1800;
const DOWNLOAD_TIMEOUT_MS = 120_000;
const MAX_DOWNLOAD_BYTES = 200 * 1024 * 1024;

const SignUrls = z.object({ FlowApproverUrlInfos: z.array(z.object({ SignUrl: z.string() })) });
const SchemeUrl = z.object({ SchemeUrl: z.string() });
const FileUrls = z.object({ FileUrls: z.array(z.object({ Url: z.string() })) });
const Reminded = z.object({
  RemindFlowRecords: z.array(z.object({ CanRemind: z.boolean(), RemindMessage: z.optional(z.string()) })),
});

/** Where the service's pages are (assumed). */
const PAGES = ['https://qian.tencent.com', 'https://ess.tencent.cn', 'https://essurl.cn'];

/** Signing at 腾讯电子签 by a file or a template (`tencent.md` chapters 3 to 7). */
export function tencentService(client: TencentClient, detours: Detours): RemoteService {
  const flowOf = async (access: ServiceAccess, flowId: string): Promise<Flow> => {
    const { FlowDetailInfos } = await client.order(access, 'DescribeFlowInfo', { FlowIds: [flowId] }, FlowDetails);
    const flow = FlowDetailInfos.find(({ FlowId }) => FlowId === flowId);
    if (!flow) throw new EsignError('not-found', `${SERVICE} does not have this flow`);
    return flow;
  };

  return {
    findsPlaces: true,

    fillTemplate: (access, { id }) => fetchFile(client, access, 'TEMPLATE', id),

    async create(access, order) {
      const template = templateOf(order.envelope);
      if (template) return createByTemplate(client, access, order, template);
      // what cannot be handed over is found out before anything is made there
      flowBody(order, '');
      const [file] = order.files;
      if (!file) throw new EsignError('invalid-input', 'a flow needs a file');
      const fileId = await client.upload(access, file.document.name, file.bytes);
      const createOf = (wanted: RemoteOrder): Promise<z.infer<typeof CreatedFlow>> =>
        client.order(access, 'CreateFlowByFiles', flowBody(wanted, fileId), CreatedFlow);
      const created = await createOf(order).catch((error: unknown) => {
        const isNotFound = error instanceof ServiceRefusal && NOT_FOUND.has(error.serviceCode);
        if (!isNotFound || !order.native?.length) throw error;
        // the service reads the file otherwise: where the places are is known here
        return createOf({ ...order, native: [] });
      });
      return namesOf(created, order);
    },

    async launch(access, flowId, _deadline, { envelope }) {
      if (templateOf(envelope)) await startFlow(client, access, flowId);
      // what is created there is started there; the answer tells whether it still is
      await flowOf(access, flowId);
    },

    async revoke(access, flowId, reason) {
      const CancelMessage = reasonOf(reason);
      try {
        await client.order(access, 'CancelFlow', { FlowId: flowId, CancelMessage }, z.unknown());
      } catch (error) {
        if (!(error instanceof ServiceRefusal) || error.code !== 'envelope-closed') throw error;
        if ((await flowOf(access, flowId)).FlowStatus !== CANCELLED) throw error;
      }
    },

    async remind(access, flowId) {
      const body = { FlowIds: [flowId] };
      const { RemindFlowRecords } = await client.order(access, 'CreateFlowReminds', body, Reminded);
      const refused = RemindFlowRecords.find(({ CanRemind }) => !CanRemind);
      if (refused) throw new EsignError('invalid-input', `${SERVICE}: ${(refused.RemindMessage ?? '').slice(0, 200)}`);
    },

    tellsVoiding: true,

    async query(access, flowId) {
      return observationsOf(factsOf(await flowOf(access, flowId)), access.clock().toISOString());
    },

    async signPage(access, state, signer, { device, returnUrl }) {
      const flow = await flowOf(access, state.names.externalId);
      const approver = flow.FlowApproverInfos.find(({ RecipientId }) => RecipientId === signer.signer);
      const status = approver?.ApproveStatus ?? 0;
      if (status !== TO_SIGN && status !== TO_FILL)
        throw new EsignError('out-of-turn', 'it is not the turn of this signer');
      const url =
        device === 'phone'
          ? await phonePage(client, access, state, signer, returnUrl)
          : await desktopPage(client, access, state, signer);
      const expiresAt = new Date(access.clock().getTime() + LINK_SECONDS * 1000).toISOString();
      return { url, expiresAt: device === 'phone' ? expiresAt : null, isEmbeddable: false };
    },

    signPageOrigins: [...PAGES, ...Object.values(detours).map((address) => new URL(address).origin)],

    async download(access, flowId) {
      return [{ document: flowId, bytes: await fetchFile(client, access, 'FLOW', flowId), sha256: null }];
    },

    inspect: ({ original, signed }) => isSignedFormOf(original, signed),
  };
}

async function fetchFile(
  client: TencentClient,
  access: ServiceAccess,
  BusinessType: 'FLOW' | 'TEMPLATE',
  id: string,
): Promise<Uint8Array> {
  const body = { BusinessType, BusinessIds: [id], FileType: 'PDF' };
  const { FileUrls: urls } = await client.order(access, 'DescribeFileUrls', body, FileUrls);
  const [file] = urls;
  if (!file) throw new EsignError('bad-response', `${SERVICE} has no address for a file`);
  const response = await access.http(file.Url, { timeoutMs: DOWNLOAD_TIMEOUT_MS, maxBytes: MAX_DOWNLOAD_BYTES });
  if (!response.ok) throw new EsignError('provider-failed', `a file answers ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The page of a browser on a phone, which comes back to the OA. */
async function phonePage(
  client: TencentClient,
  access: ServiceAccess,
  state: RemoteState,
  signer: RemoteSigner,
  returnUrl: string | null,
): Promise<string> {
  const { Name, Mobile, OrganizationName } = whoIs(state, signer);
  const isOrganization = OrganizationName !== undefined;
  const body = {
    FlowId: state.names.externalId,
    FlowApproverInfos: [
      {
        Name,
        Mobile,
        ApproverType: isOrganization ? 'ORGANIZATION' : 'PERSON',
        ...(isOrganization ? { OrganizationName } : {}),
        RecipientId: signer.signer,
      },
    ],
    UrlType: 0,
    ExpiredOn: LINK_SECONDS,
    ...(returnUrl === null ? {} : { JumpUrl: returnUrl }),
  };
  const { FlowApproverUrlInfos } = await client.order(access, 'CreateFlowSignUrl', body, SignUrls);
  const [page] = FlowApproverUrlInfos;
  if (!page) throw new EsignError('out-of-turn', `${SERVICE} has no page for this signer now`);
  return page.SignUrl;
}

/** At a desk: a short address that leads to the mini program, by a code for the phone. */
async function desktopPage(
  client: TencentClient,
  access: ServiceAccess,
  state: RemoteState,
  signer: RemoteSigner,
): Promise<string> {
  const body = {
    EndPoint: 'HTTP_SHORT_URL',
    FlowId: state.names.externalId,
    PathType: 1,
    AutoJumpBack: false,
    ...whoIs(state, signer),
  };
  return (await client.order(access, 'CreateSchemeUrl', body, SchemeUrl)).SchemeUrl;
}

function whoIs(
  { envelope }: RemoteState,
  { partyId, signerId, contact }: RemoteSigner,
): { Name: string; Mobile: string; OrganizationName?: string } {
  const party = envelope.parties.find(({ id }) => id === partyId);
  const person = party?.signers.find(({ id }) => id === signerId);
  if (!party || !person) throw new EsignError('not-a-signer', 'the envelope has no such party');
  const who = { Name: person.name, Mobile: mobileOf(contact, '') };
  if (party.kind === 'person') return who;
  const name = party.scope === 'internal' ? (envelope.organization ?? party.name) : party.name;
  return { ...who, OrganizationName: wide(name) };
}

/** Chinese, letters, digits and punctuation: no pictures. */
function reasonOf(reason: string): string {
  const plain = reason.replaceAll(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f/gu, '').trim();
  return plain.slice(0, MAX_REASON) || '撤销';
}
