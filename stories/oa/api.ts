import * as z from 'zod/mini';

import { createHttpHost } from '../../src/api/http-host.js';
import type { HostClient } from '../../src/api/host-client.js';
import { newIdempotencyKey } from '../../src/api/idempotency-key.js';
import { Binding, NetworkLogin, OrganizationScope } from '../../src/schema/binding.js';
import { FormRecord } from '../../src/schema/form.js';
import { Problem } from '../../src/schema/problem.js';
import { Session } from '../../src/schema/provider.js';
import { IntentKind, ReadingTerms } from '../../src/schema/signing-terms.js';
import { SealUse, type RecordSealUse } from '../../src/schema/seal-use.js';
import { Workflow, WorkflowExit } from '../../src/schema/workflow.js';

/** A person of the demo OA. */
export const DemoUser = z.object({ userId: z.string(), name: z.string(), title: z.string() });
export type DemoUser = z.infer<typeof DemoUser>;

/** One record with what the current person may do to it at its node. */
export const OpenRecord = z.object({
  record: FormRecord,
  workflow: Workflow,
  canEdit: z.boolean(),
  exits: z.array(WorkflowExit),
  history: z.array(z.object({ at: z.string(), by: z.string(), node: z.string(), text: z.string() })),
});
export type OpenRecord = z.infer<typeof OpenRecord>;

/** A message to the person; one with a channel would have come to the person's phone or mailbox. */
export const DemoMessage = z.object({
  at: z.string(),
  text: z.string(),
  recordId: z.nullable(z.string()),
  channel: z.nullable(z.enum(['sms', 'email'])),
});
export type DemoMessage = z.infer<typeof DemoMessage>;

/** Who works where, as much as choosing needs. */
export const DemoOrganization = z.object({
  organizations: z.array(z.object({ id: z.string(), name: z.string() })),
  departments: z.array(z.object({ id: z.string(), name: z.string() })),
  people: z.array(z.object({ userId: z.string(), name: z.string() })),
});
export type DemoOrganization = z.infer<typeof DemoOrganization>;

/** A binding to 契约锁 as it is written back, without its secrets. */
const QiyuesuoForm = z.object({
  provider: z.literal('qiyuesuo'),
  serviceType: z.literal('private'),
  name: z.string(),
  isDefault: z.boolean(),
  platformAddress: z.string(),
  appToken: z.string(),
  externalAddress: z.string(),
  networkLogin: NetworkLogin,
  sealStaff: z.array(z.string()),
  organizationScope: OrganizationScope,
});
type QiyuesuoForm = z.infer<typeof QiyuesuoForm>;

/** What the demo company asks before a signature. */
export const DemoTerms = z.object({
  reading: z.optional(ReadingTerms),
  intent: z.optional(z.object({ kind: IntentKind })),
  rejectReasons: z.optional(z.array(z.string())),
});
export type DemoTerms = z.infer<typeof DemoTerms>;

/** A failure of a demo route; `detail` is what the OA shows, such as the text of a block. */
export class DemoError extends Error {
  readonly code: string;
  readonly detail: string;

  constructor(code: string, detail: string) {
    super(code);
    this.name = 'DemoError';
    this.code = code;
    this.detail = detail;
  }
}

async function ask<T extends z.ZodMiniType>(
  method: string,
  path: string,
  schema: T,
  body?: unknown,
  ifMatch?: string,
): Promise<z.infer<T>> {
  const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  if (ifMatch !== undefined) headers['if-match'] = ifMatch;
  if (method === 'POST') headers['idempotency-key'] = newIdempotencyKey();
  let response: Response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  } catch {
    throw new DemoError('network', '');
  }
  // an answer without a body is null, as the schema of such a route says
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) {
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new DemoError('bad-response', '');
  }
  const problem = Problem.safeParse(answer);
  throw problem.success
    ? new DemoError(problem.data.code, problem.data.detail ?? '')
    : new DemoError(response.status === 403 ? 'forbidden' : 'unexpected', '');
}

const record = (id: string): string => `/demo/records/${encodeURIComponent(id)}`;

/** The OA's own backend, beside the host contract. */
export const oa = {
  users: async (): Promise<DemoUser[]> =>
    (await ask('GET', '/demo/users', z.object({ items: z.array(DemoUser) }))).items,
  signIn: (userId: string): Promise<Session> => ask('POST', '/demo/session', Session, { userId }),
  records: async (): Promise<FormRecord[]> =>
    (await ask('GET', '/demo/records', z.object({ items: z.array(FormRecord) }))).items,
  record: (id: string): Promise<OpenRecord> => ask('GET', record(id), OpenRecord),
  saveRecord: (id: string, patch: Partial<Pick<FormRecord, 'values' | 'details'>>): Promise<OpenRecord> =>
    ask('PATCH', record(id), OpenRecord, patch),
  submit: (id: string, exitId: string): Promise<OpenRecord> =>
    ask('POST', `${record(id)}/submit`, OpenRecord, { exitId }),
  messages: async (): Promise<DemoMessage[]> =>
    (await ask('GET', '/demo/notifications', z.object({ items: z.array(DemoMessage) }))).items,
  signingTerms: (): Promise<DemoTerms> => ask('GET', '/demo/signing-terms', DemoTerms),
  askBeforeSigning: (terms: DemoTerms): Promise<null> => ask('PUT', '/demo/signing-terms', z.null(), terms),
  organization: (): Promise<DemoOrganization> => ask('GET', '/demo/organization', DemoOrganization),
  /** B-15: keeps whom a service is told of, and tells it. @returns The binding with what has changed. */
  async syncScope(id: string, organizationScope: OrganizationScope): Promise<Binding> {
    await oa.changeQiyuesuo(id, { organizationScope });
    return ask('POST', `/v1/bindings/${encodeURIComponent(id)}/sync`, Binding);
  },
  async changeQiyuesuo(id: string, change: Partial<QiyuesuoForm>): Promise<Binding> {
    const address = `/v1/bindings/${encodeURIComponent(id)}`;
    const found = await fetch(address);
    const form = { ...QiyuesuoForm.parse(await found.json()), ...change };
    return ask('PATCH', address, Binding, form, found.headers.get('etag') ?? '');
  },
  recordUse: (sealUseId: string, use: RecordSealUse): Promise<SealUse> =>
    ask('POST', `/v1/seal-uses/${encodeURIComponent(sealUseId)}/uses`, SealUse, use),
  fileUrl: (fileId: string): string => `/v1/files/${encodeURIComponent(fileId)}`,
};

/** The host that the elements talk to; here it is the page's own origin. */
export const host: HostClient = createHttpHost({ endpoint: '' });
