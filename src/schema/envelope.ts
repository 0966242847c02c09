import * as z from 'zod/mini';

import { PersonValue } from './form.js';
import { Mark, PageBox, Placement } from './placement.js';
import { Id, Label, SchemaVersion, Sha256, Timestamp } from './primitives.js';
import { ProviderId } from './provider-id.js';
import { secrets, wire } from './registry.js';
import { PartyKind, PartyScope } from './signing-kinds.js';
import { ReadPage } from './signing-terms.js';

/** Chapter 7. Final: completed, rejected, revoked, expired, terminated, deleted. */
export const EnvelopeStatus = z
  .enum(['draft', 'launched', 'completed', 'rejected', 'revoked', 'expired', 'terminated', 'deleted'])
  .register(wire, { id: 'EnvelopeStatus', description: 'Status of an envelope.' });
export type EnvelopeStatus = z.infer<typeof EnvelopeStatus>;

export const PartyStatus = z
  .enum(['waiting', 'pending', 'filling', 'signed', 'rejected', 'expired', 'revoked', 'transferred', 'failed'])
  .register(wire, { id: 'PartyStatus', description: 'Status of a party or signer.' });
export type PartyStatus = z.infer<typeof PartyStatus>;

/** `userId` is null for an external signer, who then has a `contact` (mobile or e-mail). */
export const Signer = z
  .object({
    id: Id,
    userId: z.nullable(Id),
    name: Label,
    contact: z.nullable(z.string()),
    status: PartyStatus,
    signedAt: z.nullable(Timestamp),
    reason: z.nullable(z.string()),
  })
  .register(wire, { id: 'Signer', description: 'The person who acts for a party (签署人).' });
export type Signer = z.infer<typeof Signer>;

/** One signature of any of its `signers` is enough for a party. */
export const Party = z
  .object({
    id: Id,
    kind: PartyKind,
    scope: PartyScope,
    name: Label,
    order: z.int().check(z.minimum(1)),
    status: PartyStatus,
    sealId: z.nullable(Id),
    signingNodes: z.array(Id),
    autoSign: z.boolean(),
    signers: z.array(Signer),
  })
  .register(wire, { id: 'Party', description: 'A party of an envelope (签署方).' });
export type Party = z.infer<typeof Party>;

/**
 * `sha256` is the file that people sign; `signedSha256` the newest revision with signatures. `sourceSha256` is what it was
 * made of: a file of the form, or a template with the values of its controls.
 */
export const EnvelopeDocument = z
  .object({
    id: Id,
    name: Label,
    mediaType: z.string(),
    size: z.int(),
    sha256: Sha256,
    sourceSha256: Sha256,
    sourceId: z.nullable(Id),
    /** The template of the service that it was made of, with what was put into its controls (C-13). */
    template: z.optional(z.object({ id: z.string(), controls: z.array(z.object({ control: Id, value: z.string() })) })),
    signedSha256: z.nullable(Sha256),
    pages: z.array(PageBox),
  })
  .register(wire, { id: 'EnvelopeDocument', description: 'One file inside an envelope (签署文件).' });
export type EnvelopeDocument = z.infer<typeof EnvelopeDocument>;

export const Envelope = z
  .object({
    schemaVersion: SchemaVersion,
    id: Id,
    version: z.int(),
    recordId: z.nullable(Id),
    workflowId: z.nullable(Id),
    configId: z.nullable(Id),
    configVersion: z.nullable(z.int()),
    provider: ProviderId,
    bindingId: Id,
    subject: Label,
    remark: z.nullable(z.string()),
    sceneNumber: z.nullable(z.string()),
    organization: z.nullable(Label),
    initiator: PersonValue,
    status: EnvelopeStatus,
    order: z.enum(['unordered', 'ordered']),
    deadline: z.nullable(Timestamp),
    parties: z.array(Party),
    documents: z.array(EnvelopeDocument),
    placements: z.array(Placement),
    cc: z.array(z.string()),
    createdAt: Timestamp,
    launchedAt: z.nullable(Timestamp),
    finishedAt: z.nullable(Timestamp),
    finishReason: z.nullable(z.string()),
    /** A voiding after completion is a flag beside `completed`, never another status. */
    voidedAt: z.nullable(Timestamp),
    /** set when the signed files were written into the record, so that it happens once. */
    filedAt: z.nullable(Timestamp),
    /** C-70 `archive`: set once, after completion; a flag beside the status. */
    archivedAt: z.optional(Timestamp),
  })
  .register(wire, { id: 'Envelope', description: 'One signing task: documents, parties, status.' });
export type Envelope = z.infer<typeof Envelope>;

export const EnvelopeSummary = z
  .object({
    id: Id,
    subject: Label,
    status: EnvelopeStatus,
    provider: ProviderId,
    recordId: z.nullable(Id),
    initiator: Label,
    deadline: z.nullable(Timestamp),
    createdAt: Timestamp,
    finishedAt: z.nullable(Timestamp),
  })
  .register(wire, { id: 'EnvelopeSummary', description: 'An envelope in a list.' });
export type EnvelopeSummary = z.infer<typeof EnvelopeSummary>;

/** The hashes pin what the signer saw: another file in the meantime is `document-changed`. */
export const SignEnvelope = z
  .strictObject({
    marks: z.array(Mark).check(z.minLength(1), z.maxLength(2000)),
    documents: z.array(z.strictObject({ documentId: Id, sha256: Sha256 })).check(z.minLength(1)),
    /** What the intent step gave, where the host asks for one. */
    intentToken: z.optional(z.string().check(z.maxLength(200)).register(secrets, { secret: true })),
    /** What the signer has read, for the trail. */
    reading: z.optional(z.array(ReadPage).check(z.maxLength(5000))),
  })
  .register(wire, { id: 'SignEnvelope', description: 'Request that signs an envelope.' });
export type SignEnvelope = z.infer<typeof SignEnvelope>;

/** Proof that the host stored the signature: nothing may be called signed before it was parsed. */
export const SignReceipt = z
  .object({
    envelopeId: Id,
    partyId: Id,
    signerId: Id,
    signedAt: Timestamp,
    documents: z.array(z.object({ documentId: Id, sha256: Sha256 })),
    status: EnvelopeStatus,
    /** C-38: the workflow was submitted by this signature. */
    workflowSubmitted: z.boolean(),
  })
  .register(wire, { id: 'SignReceipt', description: 'Proof that a signature was stored.' });
export type SignReceipt = z.infer<typeof SignReceipt>;

export const RejectEnvelope = z
  .strictObject({ reason: z.string().check(z.minLength(1), z.maxLength(200)) })
  .register(wire, { id: 'RejectEnvelope', description: 'Request that rejects an envelope, with the reason.' });
export type RejectEnvelope = z.infer<typeof RejectEnvelope>;

export const RevokeEnvelope = z
  .strictObject({ reason: z.string().check(z.minLength(1), z.maxLength(200)) })
  .register(wire, { id: 'RevokeEnvelope', description: 'Request that revokes an envelope, with the reason.' });
export type RevokeEnvelope = z.infer<typeof RevokeEnvelope>;

/** Direct signing (chapter 10). */
export const CreateEnvelope = z
  .strictObject({
    bindingId: Id,
    subject: Label,
    files: z.array(z.strictObject({ fileId: Id, name: Label })).check(z.minLength(1), z.maxLength(20)),
    parties: z
      .array(
        z.strictObject({
          kind: PartyKind,
          scope: PartyScope,
          name: Label,
          order: z.int().check(z.minimum(1), z.maximum(999)),
          signers: z.array(z.strictObject({ userId: z.nullable(Id), name: Label, contact: z.nullable(z.string()) })),
        }),
      )
      .check(z.minLength(1), z.maxLength(100)),
    order: z.enum(['unordered', 'ordered']),
    deadline: z.nullable(Timestamp),
    // a user id may look like a mobile number
    cc: z
      .array(z.union([z.strictObject({ userId: Id }), z.strictObject({ contact: z.string() })]))
      .check(z.maxLength(100)),
  })
  .register(wire, { id: 'CreateEnvelope', description: 'Request for direct signing without a workflow.' });
export type CreateEnvelope = z.infer<typeof CreateEnvelope>;

export const SetPlacements = z
  .strictObject({ placements: z.array(Placement).check(z.maxLength(2000)) })
  .register(wire, { id: 'SetPlacements', description: 'Request that sets the prepared places of an envelope.' });
export type SetPlacements = z.infer<typeof SetPlacements>;

export const AuditEntry = z
  .object({
    sequence: z.int(),
    at: Timestamp,
    actor: Label,
    action: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    previousHash: z.nullable(Sha256),
    hash: Sha256,
  })
  .register(wire, { id: 'AuditEntry', description: 'One entry of the audit trail.' });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditTrailEntry = z.extend(AuditEntry, { subject: z.string() }).register(wire, {
  id: 'AuditTrailEntry',
  description: 'One entry of the trail of a whole tenant, and what it is about.',
});
export type AuditTrailEntry = z.infer<typeof AuditTrailEntry>;

/**
 * Whether the audit trail is the one that was written. `entries` were found good; `brokenAt` is the first sequence number
 * that is not; `anchoredTo` the newest one that a signed anchor confirms, 0 without anchors.
 */
export const AuditVerification = z
  .object({
    ok: z.boolean(),
    entries: z.int(),
    head: z.nullable(Sha256),
    brokenAt: z.nullable(z.int()),
    anchoredTo: z.int(),
    checkedAt: Timestamp,
  })
  .register(wire, { id: 'AuditVerification', description: 'Result of a check of the whole audit trail.' });
export type AuditVerification = z.infer<typeof AuditVerification>;

export const SignatureReport = z
  .object({
    field: z.string(),
    signer: z.string(),
    organization: z.nullable(z.string()),
    signedAt: z.nullable(Timestamp),
    valid: z.boolean(),
    trusted: z.boolean(),
    coversWholeFile: z.boolean(),
    coversRevision: z.boolean(),
    addedAfterwards: z.array(z.string()),
  })
  .register(wire, { id: 'SignatureReport', description: 'What was found about one signature of a file.' });
export type SignatureReport = z.infer<typeof SignatureReport>;

export const VerifyReport = z
  .object({
    documents: z.array(z.object({ documentId: Id, allValid: z.boolean(), signatures: z.array(SignatureReport) })),
  })
  .register(wire, { id: 'VerifyReport', description: 'Verification of the files of an envelope.' });
export type VerifyReport = z.infer<typeof VerifyReport>;

/** Server-sent event: re-read the envelope when `version` is newer than what is shown. */
export const EnvelopeChange = z
  .object({ envelopeId: Id, version: z.int(), status: EnvelopeStatus })
  .register(wire, { id: 'EnvelopeChange', description: 'Server-sent event of an envelope.' });
export type EnvelopeChange = z.infer<typeof EnvelopeChange>;
