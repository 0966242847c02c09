import * as z from 'zod/mini';

import { Envelope } from './envelope.js';
import { FieldRef, FieldValue, FormRecord, PersonValue, RefValue } from './form.js';
import { PlacementRule } from './placement.js';
import { Id, Label, LocalizedText, Timestamp } from './primitives.js';
import { PlanMessage, PlannedButton, PlannedTab, PlanProblem, Why } from './record-tab.js';
import { wire } from './registry.js';
import { SealUseEvent } from './seal-use-event.js';
import { SealUseMapping } from './seal-use-config.js';
import { SealUse } from './seal-use.js';
import { EnvelopeEvent, SigningMapping } from './signing-config.js';
import { PartyKind, PartyScope } from './signing-kinds.js';
import { FlowPoint } from './workflow.js';

/** What happened: a moment of the workflow, a provider's event, or a person's act. */
export const PlanEvent = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('flow'), point: FlowPoint, actor: PersonValue }),
    z.strictObject({
      kind: z.literal('envelope'),
      event: EnvelopeEvent,
      /** The party that signed or rejected; without it every party that did is meant. */
      partyId: z.optional(Id),
    }),
    z.strictObject({ kind: z.literal('sealUse'), event: SealUseEvent }),
    z.strictObject({
      kind: z.literal('user'),
      action: z.enum(['open', 'sign', 'setPositions', 'launch', 'download', 'applySeal', 'appendSeal', 'endSeal']),
      actor: PersonValue,
    }),
  ])
  .register(wire, { id: 'PlanEvent', description: 'What the planner reacts to.' });
export type PlanEvent = z.infer<typeof PlanEvent>;

/** A party after its sources were read from the record. */
export const PlannedParty = z
  .object({
    id: Id,
    kind: PartyKind,
    scope: PartyScope,
    name: Label,
    order: z.int(),
    seal: z.nullable(z.string()),
    signingNodes: z.array(Id),
    autoSign: z.boolean(),
    signers: z.array(z.object({ userId: z.nullable(Id), name: Label, contact: z.nullable(z.string()) })),
  })
  .register(wire, { id: 'PlannedParty', description: 'A party as it would be created.' });
export type PlannedParty = z.infer<typeof PlannedParty>;

export const PlannedDocument = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('file'),
      sourceId: Id,
      fileId: Id,
      name: Label,
      size: z.int(),
      sha256: z.string(),
      mediaType: z.string(),
    }),
    z.object({
      kind: z.literal('template'),
      sourceId: Id,
      templateId: z.string(),
      /** What people call the template. */
      name: z.optional(z.string()),
      controls: z.array(z.object({ control: Id, value: z.string() })),
      /** hash of the template and of what the form puts into it; it becomes the document's `sourceSha256`. */
      sha256: z.string(),
    }),
  ])
  .register(wire, { id: 'PlannedDocument', description: 'A document as it would be created.' });
export type PlannedDocument = z.infer<typeof PlannedDocument>;

/** Everything that is needed to create an envelope. */
export const EnvelopeDraft = z
  .object({
    recordId: Id,
    workflowId: Id,
    provider: z.string(),
    bindingId: Id,
    subject: z.string(),
    remark: z.nullable(z.string()),
    sceneNumber: z.nullable(z.string()),
    organization: z.nullable(z.string()),
    initiator: PersonValue,
    order: z.enum(['unordered', 'ordered']),
    deadline: z.nullable(Timestamp),
    parties: z.array(PlannedParty),
    documents: z.array(PlannedDocument),
    placements: z.array(PlacementRule),
    cc: z.array(z.string()),
  })
  .register(wire, { id: 'EnvelopeDraft', description: 'What would be created for a record.' });
export type EnvelopeDraft = z.infer<typeof EnvelopeDraft>;

const common = {
  /** Equal for repeated plans of the same thing: an effect with a known key is not carried out again. */
  key: z.string(),
  why: Why,
};

/** What the host carries out, in order. */
export const Effect = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('createEnvelope'),
      ...common,
      draft: EnvelopeDraft,
      launch: z.boolean(),
      /**
       * The record's newest envelope when this was planned, or null. Where another one has come since, the effect is out of
       * date and makes nothing: that is how there are never two open ones.
       */
      follows: z.optional(z.nullable(Id)),
      /** what the parties of the envelope that it follows read, which is revoked with the creation if still open. */
      revokeReason: z.optional(z.string()),
    }),
    z.object({
      kind: z.literal('launchEnvelope'),
      ...common,
      envelopeId: z.nullable(Id),
      /** C-23: the deadline where it is counted in days from the launch; null leaves the one of the envelope. */
      deadline: z.nullable(Timestamp),
    }),
    z.object({ kind: z.literal('revokeEnvelope'), ...common, envelopeId: Id, reason: z.string() }),
    z.object({ kind: z.literal('archiveEnvelope'), ...common, envelopeId: Id }),
    z.object({ kind: z.literal('remindSigners'), ...common, envelopeId: Id }),
    z.object({ kind: z.literal('autoSign'), ...common, envelopeId: z.nullable(Id), partyId: Id }),
    z.object({
      kind: z.literal('fileSigned'),
      ...common,
      envelopeId: Id,
      field: FieldRef,
      names: z.array(z.object({ documentId: Id, name: z.string() })),
      directoryId: z.nullable(Id),
      creator: z.nullable(PersonValue),
    }),
    z.object({ kind: z.literal('submitWorkflow'), ...common, recordId: Id }),
    z.object({ kind: z.literal('sendBack'), ...common, recordId: Id, nodeId: Id }),
    z.object({ kind: z.literal('writeField'), ...common, recordId: Id, field: FieldRef, value: FieldValue }),
    z.object({
      kind: z.literal('notify'),
      ...common,
      to: z.array(z.string()),
      /** In the language of the source, for who has none of `texts`. */
      text: z.string(),
      /** The same in the languages of readers; absent where an administrator wrote it in one. */
      texts: z.optional(LocalizedText),
    }),
    z.object({ kind: z.literal('runActionFlow'), ...common, actionFlowId: Id }),
    z.object({
      kind: z.literal('applySealUse'),
      ...common,
      recordId: Id,
      subject: z.string(),
      applicant: PersonValue,
      fileType: RefValue,
      seals: z.array(RefValue),
      count: z.int(),
      useCodeInto: z.nullable(FieldRef),
    }),
    z.object({
      kind: z.literal('appendSealUse'),
      ...common,
      sealUseId: Id,
      count: z.int(),
      seamCount: z.int(),
      codeInto: z.nullable(FieldRef),
    }),
    z.object({ kind: z.literal('endSealUse'), ...common, sealUseId: Id }),
  ])
  .register(wire, { id: 'Effect', description: 'Something that the host carries out.' });
export type Effect = z.infer<typeof Effect>;

/** a block stops the submit; a plan with blocks has no effects. */
export const PlanBlock = z
  .object({ code: z.string(), text: LocalizedText, why: Why })
  .register(wire, { id: 'PlanBlock', description: 'Why a submit is stopped.' });
export type PlanBlock = z.infer<typeof PlanBlock>;

export const Plan = z
  .object({
    effects: z.array(Effect),
    buttons: z.array(PlannedButton),
    tab: PlannedTab,
    messages: z.array(PlanMessage),
    blocks: z.array(PlanBlock),
    problems: z.array(PlanProblem),
  })
  .register(wire, { id: 'Plan', description: 'What happens, and what the person sees.' });
export type Plan = z.infer<typeof Plan>;

/** `POST /v1/plan`: nothing is stored. Exactly one of the mappings is given. */
export const PlanRequest = z
  .strictObject({
    mapping: z.nullable(SigningMapping),
    sealUseMapping: z.nullable(SealUseMapping),
    record: FormRecord,
    envelope: z.nullable(Envelope),
    sealUse: z.nullable(SealUse),
    event: PlanEvent,
    viewer: PersonValue,
    now: Timestamp,
  })
  .register(wire, { id: 'PlanRequest', description: 'Input of a trial run of the planner.' });
export type PlanRequest = z.infer<typeof PlanRequest>;

/** The OA reports a moment of a record's workflow; the acting person is the session's user. */
export const RecordEvent = z
  .strictObject({ point: FlowPoint })
  .register(wire, { id: 'RecordEvent', description: 'A moment of a workflow, as the OA reports it.' });
export type RecordEvent = z.infer<typeof RecordEvent>;

export const RecordEventResult = z
  .object({
    effects: z.array(z.object({ kind: z.string(), key: z.string() })),
    messages: z.array(PlanMessage),
    /** What could not be done at this moment; the tab of the record shows it until it is done. */
    problems: z.array(PlanProblem),
  })
  .register(wire, { id: 'RecordEventResult', description: 'What an event set off.' });
export type RecordEventResult = z.infer<typeof RecordEventResult>;
