import * as z from 'zod/mini';

import { Binding, BindingInput, ConnectionTest } from './binding.js';
import { CallbackState, ReceivedCallback } from './callback.js';
import {
  AuditVerification,
  CreateEnvelope,
  Envelope,
  RejectEnvelope,
  RevokeEnvelope,
  SetPlacements,
  SignEnvelope,
  SignReceipt,
  VerifyReport,
} from './envelope.js';
import { EffectRetry, StuckState } from './operations.js';
import { Plan, PlanRequest, RecordEvent, RecordEventResult } from './plan.js';
import { RecordTab } from './record-tab.js';
import {
  AuditPage,
  AuditTrailPage,
  BindingPage,
  CallbackPage,
  CatalogPage,
  ConfigVersionPage,
  EnvelopePage,
  ProviderList,
  SealPage,
  SealUseConfigPage,
  SealUsePage,
  SigningConfigPage,
  StuckEffectPage,
  WorkflowPage,
} from './pages.js';
import { PhonePad, PhonePadNews } from './phone-pad.js';
import { Id } from './primitives.js';
import { CatalogKind, Session } from './provider.js';
import { wire } from './registry.js';
import { routes, type Route } from './routes.js';
import { SealUseConfig, SealUseMapping } from './seal-use-config.js';
import { AppendSealUse, ApplySealUse, EndSealUse, RecordSealUse, SealUse, SealUseTab } from './seal-use.js';
import {
  ColleaguePage,
  DesignSeal,
  LibrarySeal,
  LibrarySealKind,
  LibrarySealState,
  SealHolders,
  SealLibraryPage,
} from './seal-library.js';
import { sealLibraryRoutes } from './seal-library-routes.js';
import { CreateSeal, Seal } from './seal.js';
import { SigningLine } from './sign-progress.js';
import { SigningConfig, SigningMapping } from './signing-config.js';
import {
  Intent,
  IntentAnswer,
  OpenSignPage,
  SignPage,
  SigningTerms,
  StartIntent,
  VerifyIntent,
} from './signing-terms.js';
import { Upload } from './upload.js';
import { Workflow } from './workflow.js';

const paging = {
  cursor: z.optional(z.string()),
  limit: z.optional(z.string().check(z.regex(/^([1-9]\d?|1\d\d|200)$/))),
};
const PageQuery = z.strictObject({ ...paging });
const SearchQuery = z.strictObject({ ...paging, query: z.optional(z.string().check(z.maxLength(100))) });
const WorkflowFilter = z.strictObject({ ...paging, workflowId: z.optional(Id) });
const LibraryQuery = z.strictObject({
  ...paging,
  kind: z.optional(LibrarySealKind),
  state: z.optional(LibrarySealState),
  query: z.optional(z.string().check(z.maxLength(100))),
});
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
 * A route of the contract with what goes in and out.
 *
 * `body: 'upload'` takes raw bytes with the file's name in `Content-Disposition`, `response: 'bytes'` answers
 * them (with `Range`), `'events'` is a server-sent event stream of `EnvelopeChange`.
 */
export interface Endpoint extends Route {
  readonly summary: string;
  readonly query?: z.ZodMiniType;
  readonly body?: z.ZodMiniType | 'upload';
  readonly response: z.ZodMiniType | 'bytes' | 'events' | 'none';
  /** The lines of an answer that tells of its work while it goes on, for who accepts `application/x-ndjson`. */
  readonly lines?: z.ZodMiniType;
}

/** Who is there, the services, and the workflows. */
const setupEndpoints = {
  getSession: { ...routes.getSession, summary: 'Who am I', response: Session },
  listProviders: { ...routes.listProviders, summary: 'Providers and what they can do', response: ProviderList },

  listBindings: { ...routes.listBindings, summary: 'Bindings', query: PageQuery, response: BindingPage },
  createBinding: { ...routes.createBinding, summary: 'Add a binding', body: BindingInput, response: Binding },
  getBinding: { ...routes.getBinding, summary: 'One binding', response: Binding },
  updateBinding: { ...routes.updateBinding, summary: 'Change a binding', body: BindingInput, response: Binding },
  deleteBinding: { ...routes.deleteBinding, summary: 'Remove a binding', response: 'none' },
  testBinding: { ...routes.testBinding, summary: 'Test the connection (B-06)', response: ConnectionTest },
  syncBinding: { ...routes.syncBinding, summary: 'Sync provider data (B-16)', response: Binding },
  listCatalog: {
    ...routes.listCatalog,
    summary: 'Synced objects of a kind',
    query: CatalogQuery,
    response: CatalogPage,
  },
  listBindingSeals: {
    ...sealLibraryRoutes.listBindingSeals,
    summary: 'Seals of a binding, electronic and physical',
    query: LibraryQuery,
    response: SealLibraryPage,
  },
  designSeal: {
    ...sealLibraryRoutes.designSeal,
    summary: 'Make a template seal of the organisation',
    body: DesignSeal,
    response: LibrarySeal,
  },
  getSealHolders: {
    ...sealLibraryRoutes.getSealHolders,
    summary: 'Who may sign with a seal of the organisation',
    response: SealHolders,
  },
  setSealHolders: {
    ...sealLibraryRoutes.setSealHolders,
    summary: 'Change who may sign with a seal of the organisation',
    body: SealHolders,
    response: SealHolders,
  },
  getBindingSealImage: {
    ...sealLibraryRoutes.getBindingSealImage,
    summary: 'Picture of a seal of a service, as the service has it now',
    response: 'bytes',
  },
  listColleagues: {
    ...sealLibraryRoutes.listColleagues,
    summary: 'People of the OA who may hold a seal',
    query: SearchQuery,
    response: ColleaguePage,
  },

  listWorkflows: { ...routes.listWorkflows, summary: 'Workflows', query: SearchQuery, response: WorkflowPage },
  getWorkflow: { ...routes.getWorkflow, summary: 'Form fields and graph of a workflow', response: Workflow },
} as const satisfies Record<string, Endpoint>;

/** Mappings onto signing (chapter 4). */
const signingConfigEndpoints = {
  listSigningConfigs: {
    ...routes.listSigningConfigs,
    summary: 'Signing configurations',
    query: WorkflowFilter,
    response: SigningConfigPage,
  },
  createSigningConfig: {
    ...routes.createSigningConfig,
    summary: 'Configure signing for a workflow',
    body: SigningMapping,
    response: SigningConfig,
  },
  getSigningConfig: { ...routes.getSigningConfig, summary: 'One signing configuration', response: SigningConfig },
  saveSigningConfig: {
    ...routes.saveSigningConfig,
    summary: 'Save a new version',
    body: SigningMapping,
    response: SigningConfig,
  },
  deleteSigningConfig: { ...routes.deleteSigningConfig, summary: 'Remove a signing configuration', response: 'none' },
  listSigningConfigVersions: {
    ...routes.listSigningConfigVersions,
    summary: 'Versions, newest first',
    query: PageQuery,
    response: ConfigVersionPage,
  },
  getSigningConfigVersion: {
    ...routes.getSigningConfigVersion,
    summary: 'One version as it was saved',
    response: SigningConfig,
  },
} as const satisfies Record<string, Endpoint>;

/** Mappings onto physical seals (chapter 5). */
const sealUseConfigEndpoints = {
  listSealUseConfigs: {
    ...routes.listSealUseConfigs,
    summary: 'Physical-seal configurations',
    query: WorkflowFilter,
    response: SealUseConfigPage,
  },
  createSealUseConfig: {
    ...routes.createSealUseConfig,
    summary: 'Configure physical seals for a workflow',
    body: SealUseMapping,
    response: SealUseConfig,
  },
  getSealUseConfig: { ...routes.getSealUseConfig, summary: 'One physical-seal configuration', response: SealUseConfig },
  saveSealUseConfig: {
    ...routes.saveSealUseConfig,
    summary: 'Save a new version',
    body: SealUseMapping,
    response: SealUseConfig,
  },
  deleteSealUseConfig: {
    ...routes.deleteSealUseConfig,
    summary: 'Remove a physical-seal configuration',
    response: 'none',
  },
  listSealUseConfigVersions: {
    ...routes.listSealUseConfigVersions,
    summary: 'Versions, newest first',
    query: PageQuery,
    response: ConfigVersionPage,
  },
  getSealUseConfigVersion: {
    ...routes.getSealUseConfigVersion,
    summary: 'One version as it was saved',
    response: SealUseConfig,
  },
} as const satisfies Record<string, Endpoint>;

/** What happens to records, envelopes, seals and files. */
const runEndpoints = {
  plan: { ...routes.plan, summary: 'Trial run of the planner; nothing is stored', body: PlanRequest, response: Plan },
  getRecordTab: {
    ...routes.getRecordTab,
    summary: 'The e-seal tab of a record for the current person',
    response: RecordTab,
  },
  getRecordSealUse: {
    ...routes.getRecordSealUse,
    summary: 'Physical seal use of a record for the current person',
    response: SealUseTab,
  },
  reportRecordEvent: {
    ...routes.reportRecordEvent,
    summary: 'The OA reports a node or exit; 409 `submit-blocked` stops the submit',
    body: RecordEvent,
    response: RecordEventResult,
  },
  prepareRecord: {
    ...routes.prepareRecord,
    summary: 'Create the envelope now where C-32 is empty (first click, or Launch after one ended in vain)',
    response: RecordTab,
  },
  retrySubmit: {
    ...routes.retrySubmit,
    summary: 'Try again to submit the workflow of a completed signing (C-38); does nothing where nothing failed',
    response: RecordTab,
  },

  listEnvelopes: { ...routes.listEnvelopes, summary: 'Envelopes', query: EnvelopeQuery, response: EnvelopePage },
  createEnvelope: { ...routes.createEnvelope, summary: 'Direct signing', body: CreateEnvelope, response: Envelope },
  getEnvelope: { ...routes.getEnvelope, summary: 'One envelope', response: Envelope },
  launchEnvelope: { ...routes.launchEnvelope, summary: 'Launch a draft', response: Envelope },
  getSigningTerms: {
    ...routes.getSigningTerms,
    summary: 'What a signature asks of the current person beside the marks',
    response: SigningTerms,
  },
  startIntent: {
    ...routes.startIntent,
    summary: 'Start the proof of the intent to sign; sends the code where it is one',
    body: StartIntent,
    response: Intent,
  },
  verifyIntent: {
    ...routes.verifyIntent,
    summary: 'Check the password or code; the right one gives the token of the signature',
    body: VerifyIntent,
    response: IntentAnswer,
  },
  openSignPage: {
    ...routes.openSignPage,
    summary: 'The page of the service at which the current person signs, made anew each time',
    body: OpenSignPage,
    response: SignPage,
  },
  checkEnvelope: {
    ...routes.checkEnvelope,
    summary: 'Ask the service now what became of the envelope',
    response: Envelope,
  },
  signEnvelope: {
    ...routes.signEnvelope,
    summary: 'Sign as the current person',
    body: SignEnvelope,
    response: SignReceipt,
    lines: SigningLine,
  },
  rejectEnvelope: {
    ...routes.rejectEnvelope,
    summary: 'Refuse to sign, with the reason',
    body: RejectEnvelope,
    response: Envelope,
  },
  revokeEnvelope: {
    ...routes.revokeEnvelope,
    summary: 'Take an envelope back, with the reason',
    body: RevokeEnvelope,
    response: Envelope,
  },
  remindEnvelope: { ...routes.remindEnvelope, summary: 'Remind whose turn it is', response: Envelope },
  archiveEnvelope: { ...routes.archiveEnvelope, summary: 'Archive a completed envelope', response: Envelope },
  verifyEnvelope: { ...routes.verifyEnvelope, summary: 'Verify the signatures of the files', response: VerifyReport },
  setPlacements: {
    ...routes.setPlacements,
    summary: 'Set the prepared places',
    body: SetPlacements,
    response: Envelope,
  },
  getDocumentContent: {
    ...routes.getDocumentContent,
    summary: 'The file as it is now, with every signature so far; supports Range',
    response: 'bytes',
  },
  getDocumentOriginal: {
    ...routes.getDocumentOriginal,
    summary: 'The file before the first signature; supports Range',
    response: 'bytes',
  },
  getDocumentSigned: {
    ...routes.getDocumentSigned,
    summary: 'The signed file as a download; supports Range',
    response: 'bytes',
  },
  getEnvelopeAudit: { ...routes.getEnvelopeAudit, summary: 'Audit trail', query: PageQuery, response: AuditPage },
  watchEnvelope: { ...routes.watchEnvelope, summary: 'Server-sent events of the status', response: 'events' },

  listAudit: {
    ...routes.listAudit,
    summary: 'Audit trail of everything, oldest first; for auditors',
    query: AuditQuery,
    response: AuditTrailPage,
  },
  verifyAudit: {
    ...routes.verifyAudit,
    summary: 'Check the whole audit trail; for auditors',
    response: AuditVerification,
  },

  listEffects: {
    ...routes.listEffects,
    summary: 'What the host could not carry out, with the cause, oldest first',
    query: StuckQuery,
    response: StuckEffectPage,
  },
  retryEffect: {
    ...routes.retryEffect,
    summary: 'Try again what was given up, in its order with what was given up of the same subject',
    response: EffectRetry,
  },

  listCallbacks: {
    ...routes.listCallbacks,
    summary: 'What providers reported, newest first',
    query: CallbackQuery,
    response: CallbackPage,
  },
  retryCallback: {
    ...routes.retryCallback,
    summary: 'Work once more on a callback that was given up',
    response: ReceivedCallback,
  },

  upload: { ...routes.upload, summary: 'Take in a file', body: 'upload', response: Upload },
  getFile: { ...routes.getFile, summary: 'A file that was taken in; supports Range', response: 'bytes' },

  listSeals: {
    ...routes.listSeals,
    summary: 'Electronic seals of the current person',
    query: PageQuery,
    response: SealPage,
  },
  createSeal: { ...routes.createSeal, summary: 'Make an electronic seal', body: CreateSeal, response: Seal },
  deleteSeal: { ...routes.deleteSeal, summary: 'Remove an electronic seal', response: 'none' },
  getSealImage: { ...routes.getSealImage, summary: 'Picture of a seal', response: 'bytes' },

  openPhonePad: {
    ...routes.openPhonePad,
    summary: 'A pad on which the current person writes with a phone; ends the one before',
    response: PhonePad,
  },
  getPhonePad: { ...routes.getPhonePad, summary: 'What became of a pad on a phone', response: PhonePadNews },
  closePhonePad: { ...routes.closePhonePad, summary: 'End a pad on a phone', response: 'none' },

  listSealUses: { ...routes.listSealUses, summary: 'Physical seal uses', query: SealUseQuery, response: SealUsePage },
  applySealUse: {
    ...routes.applySealUse,
    summary: 'Apply for physical seal use',
    body: ApplySealUse,
    response: SealUse,
  },
  getSealUse: { ...routes.getSealUse, summary: 'One physical seal use', response: SealUse },
  getSealUsePhoto: { ...routes.getSealUsePhoto, summary: 'Photo of a physical seal use', response: 'bytes' },
  appendSealUse: { ...routes.appendSealUse, summary: 'Ask for more uses', body: AppendSealUse, response: SealUse },
  endSealUse: { ...routes.endSealUse, summary: 'End the use', body: EndSealUse, response: SealUse },
  recordSealUse: {
    ...routes.recordSealUse,
    summary: 'Record stamps at the built-in register, by use code',
    body: RecordSealUse,
    response: SealUse,
  },
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

/** What an endpoint tells while it is at work: any of its lines but the last one. */
export type LineOf<N extends EndpointName> = (typeof endpoints)[N] extends { lines: infer L }
  ? L extends z.ZodMiniType
    ? Exclude<z.infer<L>, { status: number }>
    : never
  : never;

/** Registers the schemas of the list answers with the rest; importing this module is enough. */
export const contractSchemas = wire;
