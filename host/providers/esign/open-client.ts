import { createHash } from 'node:crypto';

import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import type { ServiceAccess } from '../remote-service.js';
import { dataOf } from './answers.js';

const SERVICE = 'e签宝开放服务';
const UPLOAD_TIMEOUT_MS = 120_000;

/** Where the two environments of the open service are. */
export interface OpenAddresses {
  readonly test: string;
  readonly production: string;
}

export const OPEN_ADDRESSES: OpenAddresses = {
  test: 'https://smlo.tsign.cn/opentreaty-service',
  production: 'https://o.tsign.cn/opentreaty-service',
};

/** A position of a seal: 1 keyword, 2 coordinate, 3 seam. The private cloud has other numbers. */
export interface OpenPosition {
  readonly signType: 1 | 2 | 3;
  readonly posPage?: string;
  readonly posX?: number;
  readonly posY?: number;
  readonly key?: string;
  /** Width of the seal. */
  readonly scale?: number;
}

/** Where a task signs; a document without positions lets the signer drag the seal. */
export interface OpenSignDocument {
  readonly docId: string;
  readonly posList?: readonly OpenPosition[];
}

interface OpenSingleTask {
  readonly flowId: string;
  readonly thirdOrderNo?: string;
  readonly posList?: readonly OpenPosition[];
}

interface OpenTask {
  readonly flowId: string;
  readonly thirdOrderNo: string;
  readonly signDocList: readonly OpenSignDocument[];
}

const None = z.unknown();
const Text = z.string();
const Account = z.object({ accountId: Text });
const Seal = z.object({ sealId: Text });
const ListedSeal = z.object({
  ...Seal.shape,
  sealAlias: z.optional(z.nullable(Text)),
  sealUrl: z.optional(z.nullable(Text)),
});
const Link = z.object({ signUrl: Text });
const Detail = z.object({
  flowId: Text,
  flowStatus: z.int(),
  startTime: z.optional(z.nullable(Text)),
  signDetail: z.optional(
    z.nullable(
      z.array(
        z.object({
          accountId: Text,
          authorizationOrgId: z.optional(z.nullable(Text)),
          signStatus: z.int(),
          signInfo: z.optional(
            z.nullable(
              z.array(
                z.object({
                  signStatus: z.optional(z.nullable(z.int())),
                  signTime: z.optional(z.nullable(Text)),
                  signExplain: z.optional(z.nullable(Text)),
                }),
              ),
            ),
          ),
        }),
      ),
    ),
  ),
});
export type OpenDetail = z.infer<typeof Detail>;

/** Headers of a call; this product has no signature (`esign.md` 1). */
export function openHeaders(appId: string, appSecret: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-tsign-open-app-id': appId,
    'x-tsign-open-app-secret': appSecret,
  };
}

/** Base64 of the 16 bytes of the MD5, not of its hexadecimal text. */
export function contentMd5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('base64');
}

/**
 * The calls of the open service. Flows are those of `/sign/contracts`, which hold one document as well as several.
 *
 * @throws EsignError `binding-not-usable` for a binding of another service; each call what {@link dataOf} and
 * {@link ServiceAccess.http} throw.
 */
export function openClient({ binding, secrets, http }: ServiceAccess, addresses: OpenAddresses = OPEN_ADDRESSES) {
  if (binding.provider !== 'esign' || binding.serviceType !== 'public') {
    throw new EsignError('binding-not-usable', `not a binding of ${SERVICE}`);
  }
  const base = addresses[binding.environment];
  const headers = openHeaders(binding.appId, secrets['appSecret'] ?? '');
  const call = async <T>(path: string, body: object, schema: z.ZodMiniType<T>): Promise<T> =>
    dataOf(SERVICE, await http(`${base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }), schema);
  const idOf = async (path: string, body: object, key: string): Promise<string> => {
    const data: Record<string, string> = await call(path, body, z.object({ [key]: Text }));
    return data[key] ?? '';
  };
  const signLink = async (name: string, task: object, family = 'contracts'): Promise<string> =>
    (await call(`/sign/${family}/${name}`, task, Link)).signUrl;

  return {
    /** Uploads the bytes straight to the storage. @returns The file's key. */
    async upload(fileName: string, bytes: Uint8Array, contentType = 'application/pdf'): Promise<string> {
      const md5 = contentMd5(bytes);
      const announced = { fileName, fileSize: bytes.byteLength, contentType, contentMd5: md5 };
      const place = await call('/file/uploadurl', announced, z.object({ fileKey: Text, uploadUrl: Text }));
      const response = await http(place.uploadUrl, {
        method: 'PUT',
        headers: { 'content-md5': md5, 'content-type': contentType },
        body: bytes,
        timeoutMs: UPLOAD_TIMEOUT_MS,
      });
      if (response.status === 429) throw new EsignError('rate-limited', `${SERVICE} asks for patience`);
      if (!response.ok) throw new EsignError('provider-failed', `the storage answers ${response.status}`);
      return place.fileKey;
    },
    createDocument: (fileKey: string) => idOf('/doc/createbyfilekey', { fileKey }, 'docId'),
    /** The address of an original is good for half an hour, that of a filled template for an hour. */
    documentUrl: (docId: string) => idOf('/doc/downloadurl', { docId }, 'docUrl'),
    createTemplate: (fileKey: string, templateName: string) =>
      idOf('/template/createbyfilekey', { fileKey, templateName }, 'templateId'),
    fillTemplate: (filled: OpenTemplate) =>
      call('/doc/createbytemplate', filled, z.object({ docId: Text, docUrl: Text })),

    createPerson: (person: OpenPerson) => idOf('/account/create/person', person, 'accountId'),
    createOrganization: (given: OpenOrganization) => idOf('/account/create/organize/common', given, 'accountId'),
    updatePerson: (change: { accountId: string; name?: string; mobile?: string; email?: string }) =>
      call('/account/person/update', change, None),
    updateOrganization: (change: { accountId: string; name?: string; email?: string; legalName?: string }) =>
      call('/account/organize/update', change, None),
    /** Who was closed may still sign flows that they are in, and starts no other. */
    closeAccount: (accountId: string) => call('/account/delete', { accountId }, None),
    findAccount: async (thirdId: string) => (await call('/account/idexchange', { thirdId }, Account)).accountId,
    /** Without a `deadline` (milliseconds) for good. */
    grantSilentSigning: (grantAccountId: string, deadline?: number) =>
      call('/account/platform/silentsign', { grantAccountId, ...(deadline === undefined ? {} : { deadline }) }, None),
    revokeSilentSigning: (grantAccountId: string) =>
      call('/account/platform/revokeSilentsign', { grantAccountId }, None),

    addProcess: (flow: OpenFlow) => idOf('/sign/contracts/addProcess', flow, 'flowId'),
    platformSignTask: (task: OpenTask & { sealId?: string }) => call('/sign/contracts/platformSignTask', task, None),
    userSignTask: (task: OpenTask & { accountId: string; sealId?: string }) =>
      call('/sign/contracts/userSignTask', task, None),
    handPersonSignTask: (task: OpenTask & { accountId: string }) => signLink('handPersonSignTask', task),
    handOrgSignTask: (task: OpenTask & { accountId: string; authorizationOrgId: string }) =>
      signLink('handOrgSignTask', task),
    handSignTask: (task: OpenTask & { accountId: string }) => signLink('handSignTask', task),
    detail: (flowId: string) => call('/sign/contracts/detail', { flowId }, Detail),

    /** The same calls for flows that were opened here with one document; the two families do not know each other's flows. */
    single: {
      addProcess: (flow: OpenSingleFlow) => idOf('/sign/contract/addProcess', flow, 'flowId'),
      platformSignTask: (task: OpenSingleTask & { sealId?: string }) =>
        call('/sign/contract/platformSignTask', task, None),
      userSignTask: (task: OpenSingleTask & { accountId: string; sealId?: string }) =>
        call('/sign/contract/userSignTask', task, None),
      handPersonSignTask: (task: OpenSingleTask & { accountId: string }) =>
        signLink('handPersonSignTask', task, 'contract'),
      handOrgSignTask: (task: OpenSingleTask & { accountId: string; authorizationOrgId: string }) =>
        signLink('handOrgSignTask', task, 'contract'),
      handSignTask: (task: OpenSingleTask & { accountId: string }) => signLink('handSignTask', task, 'contract'),
      detail: (flowId: string) => call('/sign/contract/detail', { flowId }, Detail),
    },

    undoTask: (flowId: string, accountId: string) => call('/sign/contract/undoTask', { flowId, accountId }, None),
    archive: (flowId: string) => call('/sign/contract/archiveProcess', { flowId }, None),
    revoke: (flowId: string) => call('/sign/revoke', { flowId }, None),
    downloads: (flowId: string) => call('/sign/download', { flowId }, z.array(z.object({ docId: Text, docUrl: Text }))),
    viewUrl: (flowId: string, accountId: string) => idOf('/flow/get/viewurl', { flowId, accountId }, 'viewUrl'),

    seals: (accountId: string) => call('/seal/query', { accountId }, z.array(ListedSeal)),
    createPersonSeal: (seal: OpenPersonSeal) => idOf('/seal/create/person', seal, 'sealId'),
    createOrganizationSeal: (seal: OpenOrganizationSeal) => idOf('/seal/create/organize', seal, 'sealId'),
    createPersonImageSeal: (seal: OpenImageSeal) => idOf('/seal/create/image/person', seal, 'sealId'),
    createOrganizationImageSeal: (seal: OpenImageSeal) => idOf('/seal/create/image/organize', seal, 'sealId'),
  };
}
export type OpenClient = ReturnType<typeof openClient>;

export interface OpenPerson {
  readonly thirdId: string;
  readonly name: string;
  readonly idNo: string;
  readonly idType: number;
  readonly mobile?: string;
  readonly email?: string;
}

export interface OpenOrganization {
  readonly thirdId: string;
  /** The account of the one person who handles for it. */
  readonly creatorId: string;
  readonly name: string;
  readonly organCode: string;
  readonly organType: number;
}

/** A template with texts for the text fields of its PDF. */
export interface OpenTemplate {
  readonly templateId: string;
  readonly name: string;
  readonly simpleFormFields: Readonly<Record<string, string>>;
}

interface OpenSeal {
  readonly accountId: string;
  readonly alias: string;
  readonly color: 'RED' | 'BLUE' | 'BLACK';
  readonly width?: number;
  readonly height?: number;
}

export interface OpenPersonSeal extends OpenSeal {
  readonly templateType: 'SQUARE' | 'RECTANGLE' | 'BORDERLESS';
  readonly text?: string;
}

export interface OpenOrganizationSeal extends OpenSeal {
  readonly templateType: 'ROUND_STAR' | 'ROUND_NONE' | 'OVAL_STAR' | 'OVAL_NONE';
  readonly text?: string;
  /** The horizontal text, and the one along the lower arc. */
  readonly hText?: string;
  readonly qText?: string;
}

export interface OpenImageSeal extends OpenSeal {
  readonly fileKey: string;
}

interface OpenFlowHead {
  readonly businessScene: string;
  /** Milliseconds. */
  readonly signValidity?: number;
  readonly noticeType?: string;
  readonly noticeUrl?: string;
  readonly addSignTime?: boolean;
}

export interface OpenFlow extends OpenFlowHead {
  readonly docList: readonly { readonly docId: string; readonly docName: string }[];
}

export interface OpenSingleFlow extends OpenFlowHead {
  readonly docId: string;
  readonly docName?: string;
}
