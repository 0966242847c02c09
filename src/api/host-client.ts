import type {
  AppendSealUse,
  ApplySealUse,
  Binding,
  CatalogItem,
  CatalogKind,
  ConfigVersion,
  CreateEnvelope,
  CreateSeal,
  EndSealUse,
  Envelope,
  EnvelopeChange,
  EnvelopeSummary,
  Intent,
  IntentAnswer,
  PhonePad,
  PhonePadNews,
  Plan,
  PlanRequest,
  ProviderDescriptor,
  RecordTab,
  RejectEnvelope,
  RevokeEnvelope,
  Seal,
  SealUse,
  SealUseConfig,
  SealUseMapping,
  SealUseTab,
  Session,
  SetPlacements,
  SignEnvelope,
  SigningConfig,
  SigningMapping,
  SigningProgress,
  OpenSignPage,
  SignPage,
  SigningTerms,
  SignReceipt,
  StartIntent,
  Upload,
  VerifyIntent,
  VerifyReport,
  Workflow,
  WorkflowSummary,
} from '../schema/index.js';

/** A parsed answer and the `ETag` to send back as `If-Match` when it is edited. */
export interface Versioned<T> {
  readonly value: T;
  readonly etag: string;
}

export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** `idempotencyKey` is made by the caller, once per intent: a retry or a second click carries the same one. */
export interface ActOptions {
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal;
}

export interface SignOptions extends ActOptions {
  /** Hears of each document while it is signed, where the host tells; the receipt alone says that anything is signed. */
  readonly onProgress?: (progress: SigningProgress) => void;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
}

/** Where the bytes of a document are, and how to ask for them (also in ranges). */
export interface DocumentLocation {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly credentials: RequestCredentials;
}

/**
 * All that the elements know of a backend. Every method rejects with an `EsignError`; nothing is retried that is not
 * idempotent. `createHttpHost` is the implementation over the host contract; an OA may write its own.
 */
export interface HostClient {
  getSession(options?: ReadOptions): Promise<Session>;
  listProviders(options?: ReadOptions): Promise<ProviderDescriptor[]>;
  listBindings(options?: ReadOptions): Promise<Binding[]>;
  listCatalog(bindingId: string, kind: CatalogKind, options?: ReadOptions): Promise<CatalogItem[]>;
  listWorkflows(query?: string, options?: ReadOptions): Promise<WorkflowSummary[]>;
  getWorkflow(id: string, options?: ReadOptions): Promise<Workflow>;

  findSigningConfig(workflowId: string, options?: ReadOptions): Promise<Versioned<SigningConfig> | null>;
  getSigningConfig(id: string, options?: ReadOptions): Promise<Versioned<SigningConfig>>;
  createSigningConfig(mapping: SigningMapping, options: ActOptions): Promise<Versioned<SigningConfig>>;
  saveSigningConfig(
    id: string,
    mapping: SigningMapping,
    etag: string,
    options?: ReadOptions,
  ): Promise<Versioned<SigningConfig>>;
  listSigningConfigVersions(id: string, options?: ReadOptions): Promise<ConfigVersion[]>;
  getSigningConfigVersion(id: string, version: number, options?: ReadOptions): Promise<SigningConfig>;

  findSealUseConfig(workflowId: string, options?: ReadOptions): Promise<Versioned<SealUseConfig> | null>;
  getSealUseConfig(id: string, options?: ReadOptions): Promise<Versioned<SealUseConfig>>;
  listSealUseConfigVersions(id: string, options?: ReadOptions): Promise<ConfigVersion[]>;
  getSealUseConfigVersion(id: string, version: number, options?: ReadOptions): Promise<SealUseConfig>;
  createSealUseConfig(mapping: SealUseMapping, options: ActOptions): Promise<Versioned<SealUseConfig>>;
  saveSealUseConfig(
    id: string,
    mapping: SealUseMapping,
    etag: string,
    options?: ReadOptions,
  ): Promise<Versioned<SealUseConfig>>;

  plan(request: PlanRequest, options?: ReadOptions): Promise<Plan>;

  getRecordTab(recordId: string, options?: ReadOptions): Promise<RecordTab>;
  /** Creates the envelope where it is made at the first click (C-32 empty), also the next one after one that ended in vain. */
  prepareRecord(recordId: string, options: ActOptions): Promise<RecordTab>;
  /** Tries again to submit the workflow (C-38). Asked for only where the tab says `mayRetrySubmit`. */
  retrySubmit?(recordId: string, options: ActOptions): Promise<RecordTab>;

  listEnvelopes(list: 'todo' | 'started' | 'signed' | 'all', options?: ReadOptions): Promise<Page<EnvelopeSummary>>;
  getEnvelope(id: string, options?: ReadOptions): Promise<Versioned<Envelope>>;
  /** Direct signing (chapter 10): makes a draft without a workflow, whose places are set before it is launched. */
  createEnvelope(request: CreateEnvelope, options: ActOptions): Promise<Versioned<Envelope>>;
  launchEnvelope(id: string, options: ActOptions): Promise<Envelope>;
  /** What a signature asks for beside the marks. Without this method, or where the host has no such route, it is nothing. */
  getSigningTerms?(id: string, options?: ReadOptions): Promise<SigningTerms>;
  startIntent?(id: string, request: StartIntent, options: ActOptions): Promise<Intent>;
  /** Not repeated by itself: a wrong secret counts each time. */
  verifyIntent?(id: string, request: VerifyIntent, options?: ReadOptions): Promise<IntentAnswer>;
  /** The page of the service at which the current person signs, where the terms name one; made anew each time. */
  openSignPage?(id: string, request: OpenSignPage, options?: ReadOptions): Promise<SignPage>;
  /** Has the host ask the service now what became of the envelope. */
  checkEnvelope?(id: string, options?: ReadOptions): Promise<Envelope>;
  signEnvelope(id: string, request: SignEnvelope, options: SignOptions): Promise<SignReceipt>;
  rejectEnvelope(id: string, request: RejectEnvelope, options: ActOptions): Promise<Envelope>;
  revokeEnvelope(id: string, request: RevokeEnvelope, options: ActOptions): Promise<Envelope>;
  remindEnvelope(id: string, options: ActOptions): Promise<Envelope>;
  archiveEnvelope(id: string, options: ActOptions): Promise<Envelope>;
  setPlacements(id: string, request: SetPlacements, etag: string, options?: ReadOptions): Promise<Versioned<Envelope>>;
  verifyEnvelope(id: string, options?: ReadOptions): Promise<VerifyReport>;
  /** Calls back on every change until the signal fires; reconnects by itself. */
  watchEnvelope(id: string, onChange: (change: EnvelopeChange) => void, signal: AbortSignal): void;
  /** `content` is the newest revision (what is shown and signed), `signed` the download of a finished document. */
  documentLocation(envelopeId: string, documentId: string, which: 'content' | 'signed'): DocumentLocation;
  downloadSigned(envelopeId: string, documentId: string, options?: ReadOptions): Promise<Blob>;

  upload(file: Blob, name: string, options: ActOptions): Promise<Upload>;
  listSeals(options?: ReadOptions): Promise<Seal[]>;
  createSeal(request: CreateSeal, options: ActOptions): Promise<Seal>;
  /** The picture of a seal; the caller makes and releases the object URL. */
  getSealImage(seal: Seal, options?: ReadOptions): Promise<Blob>;
  /** A pad on a phone, at an absolute address. Without this method, or where the host answers `not-implemented`, there is none. */
  openPhonePad?(options?: ReadOptions): Promise<PhonePad>;
  getPhonePad?(id: string, options?: ReadOptions): Promise<PhonePadNews>;
  closePhonePad?(id: string, options?: ReadOptions): Promise<void>;

  getRecordSealUse(recordId: string, options?: ReadOptions): Promise<SealUseTab>;
  getSealUse(id: string, options?: ReadOptions): Promise<SealUse>;
  /** A photo of a seal use; the caller makes and releases the object URL. Without this method photos are only counted. */
  getSealUsePhoto?(id: string, photoId: string, options?: ReadOptions): Promise<Blob>;
  applySealUse(request: ApplySealUse, options: ActOptions): Promise<SealUse>;
  appendSealUse(id: string, request: AppendSealUse, options: ActOptions): Promise<SealUse>;
  endSealUse(id: string, request: EndSealUse, options: ActOptions): Promise<SealUse>;
}
