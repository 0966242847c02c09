import * as z from 'zod/mini';

import { Binding, BindingInput, ConnectionTest } from './binding.js';
import { CallbackState, ReceivedCallback } from './callback.js';
import {
  AuditEntry,
  AuditTrailEntry,
  AuditVerification,
  CreateEnvelope,
  Envelope,
  EnvelopeSummary,
  RejectEnvelope,
  RevokeEnvelope,
  SetPlacements,
  SignEnvelope,
  SignReceipt,
  VerifyReport,
} from './envelope.js';
import { EffectRetry, StuckEffect, StuckState } from './operations.js';
import { Plan, PlanRequest, RecordEvent, RecordEventResult, RecordTab } from './plan.js';
import { Id, page } from './primitives.js';
import { CatalogItem, CatalogKind, ProviderDescriptor, Session } from './provider.js';
import { wire } from './registry.js';
import { SealUseConfig, SealUseMapping } from './seal-use-config.js';
import { AppendSealUse, ApplySealUse, EndSealUse, RecordSealUse, SealUse, SealUseTab } from './seal-use.js';
import { CreateSeal, Seal } from './seal.js';
import { ConfigVersion, SigningConfig, SigningMapping } from './signing-config.js';
import { Upload } from './upload.js';
import { Workflow, WorkflowSummary } from './workflow.js';

export const ProviderList = page(ProviderDescriptor, 'ProviderList');
export const BindingPage = page(Binding, 'BindingPage');
export const CatalogPage = page(CatalogItem, 'CatalogPage');
export const WorkflowPage = page(WorkflowSummary, 'WorkflowPage');
export const SigningConfigPage = page(SigningConfig, 'SigningConfigPage');
export const SealUseConfigPage = page(SealUseConfig, 'SealUseConfigPage');
export const ConfigVersionPage = page(ConfigVersion, 'ConfigVersionPage');
export const EnvelopePage = page(EnvelopeSummary, 'EnvelopePage');
export const SealPage = page(Seal, 'SealPage');
export const SealUsePage = page(SealUse, 'SealUsePage');
export const CallbackPage = page(ReceivedCallback, 'CallbackPage');
export const AuditPage = page(AuditEntry, 'AuditPage');
export const StuckEffectPage = page(StuckEffect, 'StuckEffectPage');
export const AuditTrailPage = page(AuditTrailEntry, 'AuditTrailPage');

const paging = {
  cursor: z.optional(z.string()),
  limit: z.optional(z.string().check(z.regex(/^([1-9]\d?|1\d\d|200)$/))),
};
const PageQuery = z.strictObject({ ...paging });
const SearchQuery = z.strictObject({ ...paging, query: z.optional(z.string().check(z.maxLength(100))) });
const WorkflowFilter = z.strictObject({ ...paging, workflowId: z.optional(Id) });
const CatalogQuery = z.strictObject({ ...paging, kind: CatalogKind });
const EnvelopeQuery = z.strictObject({
  ...paging,
  list: z.optional(z.enum(['todo', 'started', 'signed', 'all'])),
  recordId: z.optional(Id),
});
const CallbackQuery = z.strictObject({ ...paging, state: z.optional(CallbackState) });
const AuditQuery = z.strictObject({ ...paging, subject: z.optional(Id) });
const StuckQuery = z.strictObject({ ...paging, state: z.optional(StuckState) });
const SealUseQuery = z.strictObject({ ...paging, recordId: z.optional(Id) });

/**
 * One route of the contract.
 *
 * `idempotent`: needs an `Idempotency-Key`. `etag: 'write'`: needs `If-Match` and answers a new `ETag`; `'read'`: answers
 * an `ETag`. `body: 'upload'` takes raw bytes with the file's name in `Content-Disposition`, `response: 'bytes'` answers
 * them (with `Range`), `'events'` is a server-sent event stream of `EnvelopeChange`.
 */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodMiniType;
  readonly body?: z.ZodMiniType | 'upload';
  readonly response: z.ZodMiniType | 'bytes' | 'events' | 'none';
  readonly status: 200 | 201 | 202 | 204;
  readonly idempotent?: boolean;
  readonly etag?: 'read' | 'write';
}

function get<const E extends Omit<Endpoint, 'method' | 'status'>>(endpoint: E) {
  return { method: 'GET', status: 200, ...endpoint } as const;
}

function create<const E extends Omit<Endpoint, 'method' | 'status' | 'idempotent'>>(endpoint: E) {
  return { method: 'POST', status: 201, idempotent: true, ...endpoint } as const;
}

function act<const E extends Omit<Endpoint, 'method' | 'status' | 'idempotent'>>(endpoint: E) {
  return { method: 'POST', status: 200, idempotent: true, ...endpoint } as const;
}

/** Who is there, the services, and the workflows. */
const setupEndpoints = {
  getSession: get({ path: '/v1/session', summary: 'Who am I', response: Session }),
  listProviders: get({ path: '/v1/providers', summary: 'Providers and what they can do', response: ProviderList }),

  listBindings: get({ path: '/v1/bindings', summary: 'Bindings', query: PageQuery, response: BindingPage }),
  createBinding: create({
    path: '/v1/bindings',
    summary: 'Add a binding',
    body: BindingInput,
    response: Binding,
    etag: 'read',
  }),
  getBinding: get({ path: '/v1/bindings/{id}', summary: 'One binding', response: Binding, etag: 'read' }),
  updateBinding: {
    method: 'PATCH',
    status: 200,
    path: '/v1/bindings/{id}',
    summary: 'Change a binding',
    body: BindingInput,
    response: Binding,
    etag: 'write',
  },
  deleteBinding: {
    method: 'DELETE',
    status: 204,
    path: '/v1/bindings/{id}',
    summary: 'Remove a binding',
    response: 'none',
    etag: 'write',
  },
  testBinding: act({ path: '/v1/bindings/{id}/test', summary: 'Test the connection (B-06)', response: ConnectionTest }),
  syncBinding: act({ path: '/v1/bindings/{id}/sync', summary: 'Sync provider data (B-16)', response: Binding }),
  listCatalog: get({
    path: '/v1/bindings/{id}/catalog',
    summary: 'Synced objects of a kind',
    query: CatalogQuery,
    response: CatalogPage,
  }),

  listWorkflows: get({ path: '/v1/workflows', summary: 'Workflows', query: SearchQuery, response: WorkflowPage }),
  getWorkflow: get({ path: '/v1/workflows/{id}', summary: 'Form fields and graph of a workflow', response: Workflow }),
} as const satisfies Record<string, Endpoint>;

/** Mappings onto signing (chapter 4). */
const signingConfigEndpoints = {
  listSigningConfigs: get({
    path: '/v1/signing-configs',
    summary: 'Signing configurations',
    query: WorkflowFilter,
    response: SigningConfigPage,
  }),
  createSigningConfig: create({
    path: '/v1/signing-configs',
    summary: 'Configure signing for a workflow',
    body: SigningMapping,
    response: SigningConfig,
    etag: 'read',
  }),
  getSigningConfig: get({
    path: '/v1/signing-configs/{id}',
    summary: 'One signing configuration',
    response: SigningConfig,
    etag: 'read',
  }),
  saveSigningConfig: {
    method: 'PUT',
    status: 200,
    path: '/v1/signing-configs/{id}',
    summary: 'Save a new version',
    body: SigningMapping,
    response: SigningConfig,
    etag: 'write',
  },
  deleteSigningConfig: {
    method: 'DELETE',
    status: 204,
    path: '/v1/signing-configs/{id}',
    summary: 'Remove a signing configuration',
    response: 'none',
    etag: 'write',
  },
  listSigningConfigVersions: get({
    path: '/v1/signing-configs/{id}/versions',
    summary: 'Versions, newest first',
    query: PageQuery,
    response: ConfigVersionPage,
  }),
  getSigningConfigVersion: get({
    path: '/v1/signing-configs/{id}/versions/{version}',
    summary: 'One version as it was saved',
    response: SigningConfig,
  }),
} as const satisfies Record<string, Endpoint>;

/** Mappings onto physical seals (chapter 5). */
const sealUseConfigEndpoints = {
  listSealUseConfigs: get({
    path: '/v1/seal-use-configs',
    summary: 'Physical-seal configurations',
    query: WorkflowFilter,
    response: SealUseConfigPage,
  }),
  createSealUseConfig: create({
    path: '/v1/seal-use-configs',
    summary: 'Configure physical seals for a workflow',
    body: SealUseMapping,
    response: SealUseConfig,
    etag: 'read',
  }),
  getSealUseConfig: get({
    path: '/v1/seal-use-configs/{id}',
    summary: 'One physical-seal configuration',
    response: SealUseConfig,
    etag: 'read',
  }),
  saveSealUseConfig: {
    method: 'PUT',
    status: 200,
    path: '/v1/seal-use-configs/{id}',
    summary: 'Save a new version',
    body: SealUseMapping,
    response: SealUseConfig,
    etag: 'write',
  },
  deleteSealUseConfig: {
    method: 'DELETE',
    status: 204,
    path: '/v1/seal-use-configs/{id}',
    summary: 'Remove a physical-seal configuration',
    response: 'none',
    etag: 'write',
  },
  listSealUseConfigVersions: get({
    path: '/v1/seal-use-configs/{id}/versions',
    summary: 'Versions, newest first',
    query: PageQuery,
    response: ConfigVersionPage,
  }),
  getSealUseConfigVersion: get({
    path: '/v1/seal-use-configs/{id}/versions/{version}',
    summary: 'One version as it was saved',
    response: SealUseConfig,
  }),
} as const satisfies Record<string, Endpoint>;

/** What happens to records, envelopes, seals and files. */
const runEndpoints = {
  plan: {
    method: 'POST',
    status: 200,
    path: '/v1/plan',
    summary: 'Trial run of the planner; nothing is stored',
    body: PlanRequest,
    response: Plan,
  },
  getRecordTab: get({
    path: '/v1/records/{recordId}/tab',
    summary: 'The e-seal tab of a record for the current person',
    response: RecordTab,
  }),
  getRecordSealUse: get({
    path: '/v1/records/{recordId}/seal-use',
    summary: 'Physical seal use of a record for the current person',
    response: SealUseTab,
  }),
  reportRecordEvent: act({
    path: '/v1/records/{recordId}/events',
    summary: 'The OA reports a node or exit; 409 `submit-blocked` stops the submit',
    body: RecordEvent,
    response: RecordEventResult,
  }),
  prepareRecord: act({
    path: '/v1/records/{recordId}/envelope',
    summary: 'Create the envelope now where C-32 is empty (first click, or Launch after one ended in vain)',
    response: RecordTab,
  }),

  listEnvelopes: get({ path: '/v1/envelopes', summary: 'Envelopes', query: EnvelopeQuery, response: EnvelopePage }),
  createEnvelope: create({
    path: '/v1/envelopes',
    summary: 'Direct signing',
    body: CreateEnvelope,
    response: Envelope,
    etag: 'read',
  }),
  getEnvelope: get({ path: '/v1/envelopes/{id}', summary: 'One envelope', response: Envelope, etag: 'read' }),
  launchEnvelope: act({ path: '/v1/envelopes/{id}/launch', summary: 'Launch a draft', response: Envelope }),
  signEnvelope: act({
    path: '/v1/envelopes/{id}/sign',
    summary: 'Sign as the current person',
    body: SignEnvelope,
    response: SignReceipt,
  }),
  rejectEnvelope: act({
    path: '/v1/envelopes/{id}/reject',
    summary: 'Refuse to sign, with the reason',
    body: RejectEnvelope,
    response: Envelope,
  }),
  revokeEnvelope: act({
    path: '/v1/envelopes/{id}/revoke',
    summary: 'Take an envelope back, with the reason',
    body: RevokeEnvelope,
    response: Envelope,
  }),
  remindEnvelope: act({ path: '/v1/envelopes/{id}/remind', summary: 'Remind whose turn it is', response: Envelope }),
  archiveEnvelope: act({
    path: '/v1/envelopes/{id}/archive',
    summary: 'Archive a completed envelope',
    response: Envelope,
  }),
  verifyEnvelope: {
    method: 'POST',
    status: 200,
    path: '/v1/envelopes/{id}/verify',
    summary: 'Verify the signatures of the files',
    response: VerifyReport,
  },
  setPlacements: {
    method: 'PUT',
    status: 200,
    path: '/v1/envelopes/{id}/placements',
    summary: 'Set the prepared places',
    body: SetPlacements,
    response: Envelope,
    etag: 'write',
  },
  getDocumentContent: get({
    path: '/v1/envelopes/{id}/documents/{documentId}/content',
    summary: 'The file as it is now, with every signature so far; supports Range',
    response: 'bytes',
  }),
  getDocumentOriginal: get({
    path: '/v1/envelopes/{id}/documents/{documentId}/original',
    summary: 'The file before the first signature; supports Range',
    response: 'bytes',
  }),
  getDocumentSigned: get({
    path: '/v1/envelopes/{id}/documents/{documentId}/signed',
    summary: 'The signed file as a download; supports Range',
    response: 'bytes',
  }),
  getEnvelopeAudit: get({
    path: '/v1/envelopes/{id}/audit',
    summary: 'Audit trail',
    query: PageQuery,
    response: AuditPage,
  }),
  watchEnvelope: get({
    path: '/v1/envelopes/{id}/events',
    summary: 'Server-sent events of the status',
    response: 'events',
  }),

  listAudit: get({
    path: '/v1/audit',
    summary: 'Audit trail of everything, oldest first; for auditors',
    query: AuditQuery,
    response: AuditTrailPage,
  }),
  verifyAudit: get({
    path: '/v1/audit/verification',
    summary: 'Check the whole audit trail; for auditors',
    response: AuditVerification,
  }),

  listEffects: get({
    path: '/v1/effects',
    summary: 'What the host could not carry out, with the cause, oldest first',
    query: StuckQuery,
    response: StuckEffectPage,
  }),
  retryEffect: act({
    path: '/v1/effects/{id}/retry',
    summary: 'Try again what was given up, in its order with what was given up of the same subject',
    response: EffectRetry,
  }),

  listCallbacks: get({
    path: '/v1/callbacks',
    summary: 'What providers reported, newest first',
    query: CallbackQuery,
    response: CallbackPage,
  }),
  retryCallback: act({
    path: '/v1/callbacks/{id}/retry',
    summary: 'Work once more on a callback that was given up',
    response: ReceivedCallback,
  }),

  upload: create({ path: '/v1/uploads', summary: 'Take in a file', body: 'upload', response: Upload }),
  getFile: get({ path: '/v1/files/{id}', summary: 'A file that was taken in; supports Range', response: 'bytes' }),

  listSeals: get({
    path: '/v1/seals',
    summary: 'Electronic seals of the current person',
    query: PageQuery,
    response: SealPage,
  }),
  createSeal: create({ path: '/v1/seals', summary: 'Make an electronic seal', body: CreateSeal, response: Seal }),
  deleteSeal: {
    method: 'DELETE',
    status: 204,
    path: '/v1/seals/{id}',
    summary: 'Remove an electronic seal',
    response: 'none',
  },
  getSealImage: get({ path: '/v1/seals/{id}/image', summary: 'Picture of a seal', response: 'bytes' }),

  listSealUses: get({
    path: '/v1/seal-uses',
    summary: 'Physical seal uses',
    query: SealUseQuery,
    response: SealUsePage,
  }),
  applySealUse: create({
    path: '/v1/seal-uses',
    summary: 'Apply for physical seal use',
    body: ApplySealUse,
    response: SealUse,
  }),
  getSealUse: get({ path: '/v1/seal-uses/{id}', summary: 'One physical seal use', response: SealUse, etag: 'read' }),
  appendSealUse: act({
    path: '/v1/seal-uses/{id}/append',
    summary: 'Ask for more uses',
    body: AppendSealUse,
    response: SealUse,
  }),
  endSealUse: act({ path: '/v1/seal-uses/{id}/end', summary: 'End the use', body: EndSealUse, response: SealUse }),
  recordSealUse: act({
    path: '/v1/seal-uses/{id}/uses',
    summary: 'Record stamps at the built-in register, by use code',
    body: RecordSealUse,
    response: SealUse,
  }),
} as const satisfies Record<string, Endpoint>;

/**
 * Every route of the contract, once: client, host, OpenAPI and docs are derived from it. It is written in several tables
 * because the compiler cannot write the type of one so long into a declaration.
 */
export const endpoints: typeof setupEndpoints &
  typeof signingConfigEndpoints &
  typeof sealUseConfigEndpoints &
  typeof runEndpoints = { ...setupEndpoints, ...signingConfigEndpoints, ...sealUseConfigEndpoints, ...runEndpoints };

export type EndpointName = keyof typeof endpoints;

/** The parsed answer of an endpoint. */
export type ResponseOf<N extends EndpointName> = (typeof endpoints)[N]['response'] extends infer R
  ? R extends z.ZodMiniType
    ? z.infer<R>
    : never
  : never;

/** The body that an endpoint takes. */
export type BodyOf<N extends EndpointName> = (typeof endpoints)[N] extends { body: infer B }
  ? B extends z.ZodMiniType
    ? z.infer<B>
    : never
  : never;

/** The query that an endpoint takes. */
export type QueryOf<N extends EndpointName> = (typeof endpoints)[N] extends { query: infer Q }
  ? Q extends z.ZodMiniType
    ? z.infer<Q>
    : never
  : never;

/** Registers the schemas of the list answers with the rest; importing this module is enough. */
export const contractSchemas = wire;
