import type { ColumnType, Generated } from 'kysely';

import type {
  Binding,
  CallbackState,
  CatalogItem,
  CatalogKind,
  Effect,
  Envelope,
  Handwriting,
  IntentKind,
  PersonValue,
  PlanProblem,
  ProviderId,
  ReadPage,
  Seal,
  SealUse,
  SealUseMapping,
  SigningMapping,
} from '../../src/schema/index.js';
import type { CallbackNews, UnreadCallback } from '../providers/callback-receiver.js';
import type { RemoteNames } from '../providers/remote-service.js';

/** A `jsonb` column: read as a value, written as JSON text, which both drivers take alike. */
type Json<T> = ColumnType<T, string, string>;

/** Ids are text and times RFC 3339 text in UTC: both read the same on every driver and sort as they should. */
export interface Tables {
  bindings: {
    tenant_id: string;
    id: string;
    doc: Json<Binding>;
    version: Generated<number>;
    kind: ColumnType<BindingKind, BindingKind | undefined, BindingKind>;
    /** At most one of a kind (B-04). */
    is_default: ColumnType<boolean, boolean | undefined, boolean>;
    created_at: string;
  };
  binding_secrets: {
    tenant_id: string;
    binding_id: string;
    name: string;
    /** The tenant's key that seals it. */
    key_id: string;
    sealed: string;
    set_at: string;
  };
  tenant_keys: {
    tenant_id: string;
    id: string;
    /** The one that seals what is new. */
    active: boolean;
    master_key_id: string;
    /** The key, encrypted by the master key. */
    wrapped: string;
    created_at: string;
  };
  catalog: {
    tenant_id: string;
    binding_id: string;
    kind: CatalogKind;
    id: string;
    doc: Json<CatalogItem>;
    position: number;
  };
  configs: {
    tenant_id: string;
    id: string;
    kind: ConfigKind;
    workflow_id: string;
    version: number;
    enabled: boolean;
    created_at: string;
  };
  config_versions: {
    tenant_id: string;
    config_id: string;
    kind: ConfigKind;
    version: number;
    mapping: Json<SigningMapping | SealUseMapping>;
    updated_at: string;
    updated_by: string;
  };
  envelopes: {
    tenant_id: string;
    id: string;
    record_id: string | null;
    config_id: string | null;
    config_version: number | null;
    status: string;
    initiator_id: string;
    deadline: string | null;
    created_at: string;
    version: number;
    create_key: string | null;
    doc: Json<Envelope>;
    /** When to look again whether its signed files have reached the record; only of meaning once it is completed. */
    filing_next_at: Generated<string>;
  };
  envelope_people: { tenant_id: string; envelope_id: string; user_id: string; role: 'initiator' | 'signer' | 'cc' };
  revisions: {
    tenant_id: string;
    envelope_id: string;
    document_id: string;
    sha256: string;
    size: number;
    created_at: string;
  };
  signatures: {
    tenant_id: string;
    envelope_id: string;
    party_id: string;
    signer_id: string;
    user_id: string;
    signed_at: string;
    marks: Json<unknown>;
    /** The pages that the signer had read, and how the intent was proved; null where nobody asked for it. */
    reading: ColumnType<ReadPage[] | null, string | null | undefined, string | null>;
    intent: ColumnType<Record<string, string | number | null> | null, string | null | undefined, string | null>;
  };
  signing_intents: {
    tenant_id: string;
    id: string;
    envelope_id: string;
    party_id: string;
    user_id: string;
    /** Hash over the revisions that the intent is about. */
    documents: string;
    kind: IntentKind;
    sent_to: string | null;
    /** Hash of the code with the id; null for what the OA checks itself. */
    code_hash: string | null;
    created_at: string;
    expires_at: string;
    /** Tries that were not right, each counted before it is looked at. */
    tries: ColumnType<number, number | undefined, number>;
    tried_at: string | null;
    verified_at: string | null;
    token_hash: string | null;
    used_at: string | null;
  };
  /** One for each person at most. */
  phone_pads: {
    tenant_id: string;
    id: string;
    user_id: string;
    /** Hash of the secret in the link, which the first phone that opens it uses up. */
    link_hash: string;
    /** Hash of what that phone got in its place; null until then. */
    phone_hash: string | null;
    ink: ColumnType<Handwriting | null, string | null, string | null>;
    expires_at: string;
  };
  /** What one proof is about beside the envelope that it was started with. */
  signing_intent_shares: {
    tenant_id: string;
    intent_id: string;
    envelope_id: string;
    party_id: string;
    documents: string;
    used_at: string | null;
  };
  files: {
    tenant_id: string;
    id: string;
    sha256: string;
    name: string;
    media_type: string;
    size: number;
    owner_id: string;
    created_at: string;
  };
  seals: {
    tenant_id: string;
    id: string;
    owner_id: string | null;
    doc: Json<Seal>;
    image_sha256: string;
    image_type: string;
    /** Whether the whole tenant holds a seal of the company; else those in `seal_grants`. */
    for_everyone: ColumnType<boolean, boolean | undefined, boolean>;
    /** Counts the changes of who holds it. */
    holders_version: ColumnType<number, number | undefined, number>;
    deleted_at: string | null;
    created_at: string;
  };
  seal_orders: {
    tenant_id: string;
    binding_id: string;
    name: string;
    design: string;
    lease_until: string;
    /** Whose seals the service is asked for. */
    organization: string;
    /** `made`: the sweep has found the seal; the row tells whoever repeats the order that it is theirs. */
    state: Generated<'open' | 'made'>;
    /** When the sweep asks the service. */
    look_at: string;
  };
  seal_grants: { tenant_id: string; seal_id: string; user_id: string };
  seal_uses: {
    tenant_id: string;
    id: string;
    record_id: string | null;
    applicant_id: string;
    status: string;
    version: number;
    apply_key: string | null;
    photos_owed: ColumnType<number, number | undefined, number>;
    created_at: string;
    doc: Json<SealUse>;
  };
  idempotency: {
    tenant_id: string;
    user_id: string;
    key: string;
    request_hash: string;
    state: 'running' | 'done';
    lease_until: string;
    status: number | null;
    etag: string | null;
    /** JSON text, so that a repeated answer is the same to the byte. */
    body: string | null;
    created_at: string;
  };
  outbox: {
    seq: Generated<number>;
    tenant_id: string;
    key: string;
    /** Effects of one stream are carried out one after another, in the order of `seq`. */
    stream: string;
    effect: Json<Effect>;
    context: Json<OutboxContext>;
    state: 'pending' | 'done' | 'failed';
    attempts: number;
    /** Times that a process died while it carried this out. */
    crashes: ColumnType<number, number | undefined, number>;
    next_at: string;
    /** Until when the process that claimed it had its stream, as far as was last renewed. */
    lease_until: string | null;
    /** Of the lease under which it is being carried out; only who has it may store how that ended. */
    lease_token: ColumnType<string | null, string | null | undefined, string | null>;
    error_code: string | null;
    error_message: ColumnType<string | null, string | null | undefined, string | null>;
    created_at: string;
    done_at: string | null;
  };
  /** Which process works on a stream of the outbox; without a row nobody does. */
  outbox_leases: { tenant_id: string; stream: string; token: string; until: string };
  /** What stopped the signing at a moment of the workflow, until an envelope is made. */
  record_problems: {
    tenant_id: string;
    record_id: string;
    /** JSON text of the moment. */
    point: string;
    at: string;
    problems: Json<PlanProblem[]>;
  };
  audit: {
    tenant_id: string;
    sequence: number;
    subject: string;
    at: string;
    actor: string;
    action: string;
    detail: Json<Record<string, string | number | boolean | null>>;
    previous_hash: string | null;
    hash: string;
  };
  callback_addresses: {
    tenant_id: string;
    binding_id: string;
    provider: ProviderId;
    /** What nobody can guess in the address of a binding's callbacks. */
    tenant_key: string;
    created_at: string;
  };
  callbacks: {
    tenant_id: string;
    id: string;
    binding_id: string;
    provider: ProviderId;
    delivery_key: string;
    trust: 'verified' | 'hint';
    /** The raw bytes in base64; empty once they were kept long enough. */
    body: string;
    sha256: string;
    news: Json<CallbackNews>;
    /** The service's own id of the envelope, by which a parked callback is found. */
    external_id: string | null;
    state: CallbackState;
    /** Our envelope or seal use, once it is known. */
    subject: string | null;
    attempts: number;
    /** Attempts in a row that never came to an end. */
    unfinished: Generated<number>;
    /** When it is due; null when nothing is left to do. */
    next_at: string | null;
    error_code: string | null;
    received_at: string;
    /** Since when it waits for its subject, if not since it was received. */
    waiting_since: ColumnType<string | null, string | null | undefined, string | null>;
    /** How it came in, where its body could not be read; null where it could. */
    unread: ColumnType<UnreadCallback | null, string | null | undefined, string | null>;
    done_at: string | null;
  };
  remote_envelopes: {
    tenant_id: string;
    envelope_id: string;
    binding_id: string;
    provider: ProviderId;
    /** When the service was first asked to make the envelope; it may have it from then on, whatever it answered. */
    ordered_at: ColumnType<string | null, string | undefined, string>;
    /** When the service took the envelope back. */
    revoked_at: ColumnType<string | null, string | undefined, string>;
    /** Null until the service has answered that it made the envelope. */
    external_id: string | null;
    names: ColumnType<RemoteNames | null, string | null, string>;
    /** JSON text: what callbacks told that is final, and that the service has not confirmed yet. */
    heard: ColumnType<string | null, string | null | undefined, string | null>;
    /** How often it was asked about since the last news: the next wait is longer. */
    polls: number;
    /** When the service is asked next; null when the envelope has ended. */
    next_poll_at: string | null;
    /** When it was reported that the envelope is open past its deadline. */
    alarmed_at: string | null;
    error_code: string | null;
    created_at: string;
  };
  remote_seal_uses: {
    tenant_id: string;
    seal_use_id: string;
    binding_id: string;
    /** Null until the register has answered that it took the application. */
    external_id: string | null;
    /** When the register was first asked to end the use; an end there is ours from then on. */
    ending_at: ColumnType<string | null, string | null | undefined, string | null>;
    /** JSON text: events that callbacks told, and that the register has not confirmed yet. */
    heard: ColumnType<string | null, string | null | undefined, string | null>;
    /** How often it was asked about since the last news: the next wait is longer. */
    polls: number;
    /** When the register is asked next; null when nothing more can happen there. */
    next_poll_at: string | null;
    /** When it was asked last. */
    asked_at: ColumnType<string | null, string | null | undefined, string | null>;
    error_code: string | null;
    created_at: string;
  };
  /** What registers were asked for more uses by, for as long as a request may be sent again. */
  append_requests: {
    tenant_id: string;
    seal_use_id: string;
    /** JSON text: whose request it is, its idempotency key, and its counts. */
    request: string;
    request_id: string;
    created_at: string;
  };
  /** Photos that registers have given out. */
  seal_use_photos: {
    tenant_id: string;
    seal_use_id: string;
    /** What the register calls it. */
    external_id: string;
    id: string;
    /** Null for one that is no picture, so that it is not asked for again. */
    sha256: string | null;
    media_type: string;
    created_at: string;
  };
  /** The name of this database as an owner of its file store, by where the database is. */
  file_owner: { place: string; id: string };
  audit_heads: { tenant_id: string; sequence: number; hash: string | null };
  /** The head of a trail at a moment, signed by the host; `certificate` and `signature` are base64. */
  audit_anchors: {
    tenant_id: string;
    sequence: number;
    hash: string;
    at: string;
    certificate: string;
    signature: string;
  };
}

export type ConfigKind = 'signing' | 'sealUse';

/** Whether a service signs files or only controls seals of metal and rubber. */
export type BindingKind = 'electronic' | 'physical';

/** What an effect needs beside itself when it is carried out later. */
export interface OutboxContext {
  readonly recordId: string | null;
  readonly configId: string | null;
  readonly configVersion: number | null;
  readonly actor: PersonValue;
  /** What the effect keeps its order in: an envelope, a seal use, or one of them that is yet to be made for the record. */
  readonly subject: string;
  /** What the effect is about, where it keeps to no order with what else is about it. */
  readonly about?: string;
  /** The creation that makes the envelope which the effect could not name by id yet. */
  readonly createKey?: string;
}
