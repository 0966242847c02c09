import type { CommonClient } from 'tencentcloud-sdk-nodejs-common';
import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import type { Binding, ErrorCode } from '../../../src/schema/index.js';
import type { ServiceAccess } from '../remote-service.js';
import { expectAnswer, readAnswer, ServiceRefusal } from '../service-answers.js';
import { sdkAgent } from './sdk-agent.js';

export const SERVICE = '腾讯电子签';
const API_VERSION = '2020-11-11';
const UPLOAD_TIMEOUT_MS = 120_000;

/** The hosts of the service, which do not know each other's data and keys (`tencent.md` chapter 1). */
export const HOSTS = {
  production: { api: 'ess.tencentcloudapi.com', files: 'file.ess.tencent.cn' },
  test: { api: 'ess.test.ess.tencent.cn', files: 'file.test.ess.tencent.cn' },
} as const;

/** Where calls to a host go instead, such as a simulator: `https://…` by the name of the host. */
export type Detours = Readonly<Record<string, string>>;

/** Has calls to the test environment go to a simulator at an address. */
export function testDetours(url: string): Detours {
  const base = url.replace(/\/+$/, '');
  return { [HOSTS.test.api]: `${base}/ess`, [HOSTS.test.files]: `${base}/file` };
}

/** What the service calls its refusals (chapter 13), in our words; else the first part of a code decides. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  'InvalidParameter.FlowName': 'invalid-input',
  'InvalidParameter.ComponentPage': 'placement-outside-page',
  'InvalidParameter.ComponentPosition': 'placement-invalid',
  'InvalidParameter.ComponentFileIndex': 'placement-invalid',
  'InvalidParameter.Keyword': 'keyword-not-found',
  'MissingParameter.KeyWord': 'keyword-not-found',
  'MissingParameter.Field': 'placement-invalid',
  'MissingParameter.ApproverSignComponent': 'placement-required',
  'MissingParameter.ServerSignSealId': 'seal-not-usable',
  'InvalidParameter.SealId': 'seal-not-usable',
  'OperationDenied.FlowCancelForbid': 'envelope-closed',
  'OperationDenied.FlowHasTerminated': 'envelope-closed',
  'OperationDenied.FlowStatusForbid': 'envelope-closed',
  'OperationDenied.NoOpenServerSign': 'binding-not-usable',
  'OperationDenied.NoPermissionUseServerSignSeal': 'seal-not-usable',
  'OperationDenied.SubOrgNotJoin': 'binding-not-usable',
  'ResourceNotFound.Flow': 'not-found',
  'ResourceNotFound.Template': 'config-incomplete',
  'FailedOperation.QrCodeTemplateId': 'config-incomplete',
  'FailedOperation.QrCodeCreatorSignComponents': 'config-incomplete',
  'FailedOperation.QrCodeSignUsers': 'config-incomplete',
  'OperationDenied.ApproverNoMatchTemplate': 'config-incomplete',
  'OperationDenied.RequiredComponentNotFill': 'config-incomplete',
};
const GROUPS: Readonly<Record<string, ErrorCode>> = {
  AuthFailure: 'binding-not-usable',
  UnauthorizedOperation: 'binding-not-usable',
  MissingParameter: 'invalid-input',
  InvalidParameter: 'invalid-input',
  InvalidParameterValue: 'invalid-input',
  ResourceNotFound: 'not-found',
  OperationDenied: 'invalid-input',
  FailedOperation: 'provider-failed',
  InternalError: 'provider-failed',
  RequestLimitExceeded: 'rate-limited',
  LimitExceeded: 'rate-limited',
};

/** Our code for one of the service's, such as `InvalidParameter.FlowName`. */
export function codeOf(serviceCode: string): ErrorCode {
  const [group = ''] = serviceCode.split('.');
  return CODES[serviceCode] ?? GROUPS[group] ?? 'provider-failed';
}

type TencentBinding = Extract<Binding, { provider: 'tencent' }>;

/** @throws EsignError `binding-not-usable` for a binding of another provider. */
export function bindingOf({ binding }: ServiceAccess): TencentBinding {
  if (binding.provider !== 'tencent') throw new EsignError('binding-not-usable', `not a binding of ${SERVICE}`);
  return binding;
}

/** The actions of the service, called through its official SDK. */
export class TencentClient {
  readonly #detours: Detours;

  constructor(detours: Detours = {}) {
    this.#detours = detours;
  }

  /**
   * One action for the operator of the binding, on behalf of the member of its group where there is one.
   *
   * @throws EsignError `binding-not-usable`, `rate-limited`, `provider-failed`, `bad-response`, {@link ServiceRefusal},
   * and what {@link ServiceAccess.http} throws.
   */
  async order<T>(access: ServiceAccess, action: string, body: object, schema: z.ZodMiniType<T>): Promise<T> {
    const { environment, operatorUserId, subOrganizationId } = bindingOf(access);
    const agent = subOrganizationId === null ? {} : { Agent: { ProxyOrganizationId: subOrganizationId } };
    const whole = { Operator: { UserId: operatorUserId }, ...agent, ...body };
    return this.#call(access, HOSTS[environment].api, action, whole, schema);
  }

  /** Uploads a PDF for a flow. @returns Its id, good for an hour. @throws EsignError as {@link order}. */
  async upload(access: ServiceAccess, name: string, bytes: Uint8Array): Promise<string> {
    const { environment, operatorUserId, subOrganizationId } = bindingOf(access);
    const agent = subOrganizationId === null ? {} : { Agent: { ProxyOrganizationId: subOrganizationId } };
    const body = {
      BusinessType: 'DOCUMENT',
      Caller: { OperatorId: operatorUserId },
      ...agent,
      FileType: 'pdf',
      FileInfos: [{ FileBody: Buffer.from(bytes).toString('base64'), FileName: name }],
    };
    const { FileIds } = await this.#call(access, HOSTS[environment].files, 'UploadFiles', body, Uploaded);
    const [id] = FileIds;
    if (id === undefined) throw new EsignError('bad-response', `${SERVICE} has no id for a file`);
    return id;
  }

  async #call<T>(
    access: ServiceAccess,
    host: string,
    action: string,
    body: object,
    schema: z.ZodMiniType<T>,
  ): Promise<T> {
    const { client, failure } = await this.#clientFor(access, host);
    try {
      const answer: unknown = await client.request(action, body);
      return expectAnswer(SERVICE, schema, answer);
    } catch (error) {
      throw failure() ?? toRefusal(error);
    }
  }

  /** A client for one call. The SDK keeps but the text of a failed connection, so the failure itself is kept here. */
  async #clientFor(
    { binding, secrets, http }: ServiceAccess,
    host: string,
  ): Promise<{ client: CommonClient; failure: () => EsignError | null }> {
    const { CommonClient } = await import('tencentcloud-sdk-nodejs-common');
    const secretId = 'secretId' in binding ? binding.secretId : '';
    let failure: EsignError | null = null;
    const agent = sdkAgent(async ({ headers, body }) => {
      try {
        const address = this.#detours[host] ?? `https://${host}`;
        const limit = host.startsWith('file.') ? { timeoutMs: UPLOAD_TIMEOUT_MS } : {};
        const response = await http(`${address}/`, { method: 'POST', headers, body, ...limit });
        return JSON.stringify(await readAnswer(SERVICE, response));
      } catch (error) {
        failure = EsignError.from(error);
        throw failure;
      }
    });
    const client = new CommonClient(host, API_VERSION, {
      credential: { secretId, secretKey: secrets['secretKey'] ?? '' },
      // the protocol is that between the SDK and its agent; the host's way out uses that of the address
      profile: { httpProfile: { protocol: 'http://', reqTimeout: (2 * UPLOAD_TIMEOUT_MS) / 1000, agent } },
    });
    return { client, failure: () => failure };
  }
}

const Uploaded = z.object({ FileIds: z.array(z.string()) });

const SdkRefusal = z.object({ code: z.string().check(z.minLength(1)), message: z.string() });

function toRefusal(error: unknown): EsignError {
  if (error instanceof EsignError) return error;
  const said = error instanceof Error ? SdkRefusal.safeParse({ code: codeIn(error), message: error.message }) : null;
  if (said?.success) return new ServiceRefusal(codeOf(said.data.code), SERVICE, said.data.code, said.data.message);
  return new EsignError('bad-response', `${SERVICE} answers something else than expected`, { cause: error });
}

function codeIn(error: Error): unknown {
  return 'code' in error ? error.code : null;
}
