import * as z from 'zod/mini';

import { FieldRef } from './form.js';
import { PlacementRule } from './placement.js';
import { Id, Label, LocalizedText, SchemaVersion, Timestamp } from './primitives.js';
import { ProviderId } from './provider-id.js';
import { wire } from './registry.js';
import { PartyKind, PartyScope } from './signing-kinds.js';
import { ControlValue, RowCondition, TextTemplate, ValueSource } from './value-source.js';
import { FlowPoint, Timing } from './workflow.js';

/** Step 1. */
const BasicStep = z.strictObject({
  /** C-01 */
  workflowId: Id,
  /** C-02 */
  provider: z.nullable(ProviderId),
  /** C-03 */
  bindingId: z.nullable(Id),
  /** C-04 */
  name: z.string().check(z.maxLength(200)),
  enabled: z.boolean(),
});

/** C-13: a field that holds files, or a provider's template whose controls are filled from the form. */
export const DocumentSource = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('field'), id: Id, field: FieldRef }),
    z.strictObject({ kind: z.literal('template'), id: Id, template: ValueSource, controls: z.array(ControlValue) }),
  ])
  .register(wire, { id: 'DocumentSource', description: 'Where files to sign come from (C-13).' });
export type DocumentSource = z.infer<typeof DocumentSource>;

/** Step 2. */
const RequiredStep = z.strictObject({
  /** C-10 */
  subject: z.nullable(ValueSource),
  /** C-11 */
  organization: z.nullable(ValueSource),
  /** C-12 */
  initiator: z.nullable(ValueSource),
  /** C-13 */
  documents: z.array(DocumentSource).check(z.maxLength(20)),
  /** C-14 */
  signingNodes: z.array(Id),
  /** C-15 */
  signers: z.array(ValueSource).check(z.maxLength(20)),
});

const DeadlineDays = z.int().check(z.minimum(1), z.maximum(3650));

/**
 * C-23: a date field, or a number of days after launch. The other member is the parked value of the other way: it means
 * nothing until a person switches back. Without a field (null) there is no deadline.
 */
export const Deadline = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('field'), field: z.nullable(FieldRef), days: z.optional(DeadlineDays) }),
    z.strictObject({ kind: z.literal('days'), days: DeadlineDays, field: z.optional(FieldRef) }),
  ])
  .register(wire, { id: 'Deadline', description: 'Signing deadline (C-23).' });
export type Deadline = z.infer<typeof Deadline>;

/** Step 3. */
const OptionalStep = z.strictObject({
  /** C-20 */
  buttonField: z.nullable(FieldRef),
  /** C-21 */
  sceneNumber: z.nullable(ValueSource),
  /** C-22 */
  remark: z.nullable(ValueSource),
  /** C-23 */
  deadline: z.nullable(Deadline),
});

/** C-31: one fixed party. `name` is the organisation's or external person's name, `contact` a mobile or e-mail. */
export const PartyConfig = z
  .strictObject({
    id: Id,
    kind: PartyKind,
    scope: PartyScope,
    name: z.nullable(ValueSource),
    signers: z.array(ValueSource).check(z.maxLength(20)),
    contact: z.nullable(ValueSource),
    order: z.int().check(z.minimum(1), z.maximum(999)),
    seal: z.nullable(ValueSource),
    signingNodes: z.array(Id),
    autoSign: z.boolean(),
  })
  .register(wire, { id: 'PartyConfig', description: 'A fixed party of the signing flow (C-31).' });
export type PartyConfig = z.infer<typeof PartyConfig>;

/**
 * C-30 `dynamic`: one party per row of a detail table, or per row that `where` lets through; `order` null means the order
 * of the rows.
 */
export const DynamicParties = z
  .strictObject({
    table: z.nullable(Id),
    where: z.optional(RowCondition),
    kind: PartyKind,
    scope: PartyScope,
    name: z.nullable(ValueSource),
    signer: z.nullable(ValueSource),
    contact: z.nullable(ValueSource),
    order: z.nullable(ValueSource),
    seal: z.nullable(ValueSource),
    signingNodes: z.array(Id),
  })
  .register(wire, { id: 'DynamicParties', description: 'One party per row of a detail table (C-30).' });
export type DynamicParties = z.infer<typeof DynamicParties>;

/** Signing flow. Switching a mode off keeps its values: nothing that an admin typed is thrown away. */
const FlowStep = z.strictObject({
  /** C-30 */
  addParties: z.strictObject({ fixed: z.boolean(), dynamic: z.boolean() }),
  /** C-31 */
  parties: z.array(PartyConfig).check(z.maxLength(100)),
  dynamicParties: DynamicParties,
  /** C-32 */
  createAt: z.array(FlowPoint),
  /** C-33 */
  saveAsDraft: z.boolean(),
  /** C-34 */
  launchAt: z.array(FlowPoint),
  /** C-35 */
  order: z.enum(['unordered', 'ordered']),
  /** C-36 */
  initiatorAction: z.enum(['launch', 'launchAndSign']),
  /** The initiating organisation's own place in the order, its seal, and silent signing (C-31, C-36). */
  initiator: z.strictObject({
    order: z.int().check(z.minimum(1), z.maximum(999)),
    seal: z.nullable(ValueSource),
    autoSign: z.boolean(),
  }),
  /** C-37 */
  placements: z.array(PlacementRule).check(z.maxLength(500)),
  /** C-38 */
  submitWorkflow: z.boolean(),
});

/** Provider events that callbacks of a signing configuration may listen to (C-48, R-12). */
export const EnvelopeEvent = z
  .enum([
    'created',
    'launched',
    'partySigned',
    'partyRejected',
    'completed',
    'rejected',
    'revoked',
    'expired',
    'failed',
  ])
  .register(wire, { id: 'EnvelopeEvent', description: 'Something that happened to an envelope.' });
export type EnvelopeEvent = z.infer<typeof EnvelopeEvent>;

export const CallbackRule = z
  .strictObject({ event: EnvelopeEvent, actionFlowId: Id, enabled: z.boolean() })
  .register(wire, { id: 'CallbackRule', description: 'Event to action flow (C-48).' });
export type CallbackRule = z.infer<typeof CallbackRule>;

/** Advanced (C-40…C-52). */
const AdvancedStep = z.strictObject({
  /** C-40 */
  recreate: z.boolean(),
  /** C-41 */
  hideSignAt: z.array(Id),
  /** C-42 */
  downloadableAt: z.array(FlowPoint),
  /** C-43 */
  downloadInto: z.nullable(FieldRef),
  /** C-44 */
  namingRule: z.nullable(TextTemplate),
  /** C-45 */
  directoryId: z.nullable(Id),
  /** C-46 */
  downloadCreator: z.nullable(ValueSource),
  /** C-47 */
  downloadOnlyCompleted: z.boolean(),
  /** C-48 */
  callbacks: z.array(CallbackRule).check(z.maxLength(100)),
  /** C-49 */
  cc: z.strictObject({ internal: z.array(ValueSource), external: z.array(ValueSource) }),
  /** C-50 */
  openTabAt: z.array(Id),
  /** C-51 */
  tabName: LocalizedText,
  /** C-52 */
  prompts: z.strictObject({
    whenSigned: z.boolean(),
    whenNotSigned: z.boolean(),
    whenPositionsNeeded: z.boolean(),
    notSignedText: LocalizedText,
  }),
});

export const FileOperationKind = z
  .enum(['create', 'launch', 'verifySigned', 'autoSign', 'download', 'remind', 'revoke', 'archive'])
  .register(wire, { id: 'FileOperationKind', description: 'What runs by itself at a node or exit (C-70).' });
export type FileOperationKind = z.infer<typeof FileOperationKind>;

export const FileOperation = z
  .strictObject({
    id: Id,
    kind: z.enum(['node', 'exit']),
    target: Id,
    timing: Timing,
    operation: FileOperationKind,
    message: LocalizedText,
  })
  .register(wire, { id: 'FileOperation', description: 'A file operation at a node or exit (C-70).' });
export type FileOperation = z.infer<typeof FileOperation>;

/** C-60: labels by button; a button that is left out has its default label. */
export const ButtonLabels = z
  .strictObject({
    sign: z.optional(LocalizedText),
    setPositions: z.optional(LocalizedText),
    view: z.optional(LocalizedText),
    download: z.optional(LocalizedText),
    launch: z.optional(LocalizedText),
    revoke: z.optional(LocalizedText),
    remind: z.optional(LocalizedText),
    reject: z.optional(LocalizedText),
    verify: z.optional(LocalizedText),
    archive: z.optional(LocalizedText),
  })
  .register(wire, { id: 'ButtonLabels', description: 'Labels of buttons in each language (C-60).' });
export type ButtonLabels = z.infer<typeof ButtonLabels>;

/**
 * Chapter 4: the mapping itself, as the editor edits it and the planner reads it. Slots that are not set are null or
 * empty: an unfinished mapping can be kept, but not enabled.
 */
export const SigningMapping = z
  .strictObject({
    schemaVersion: SchemaVersion,
    basic: BasicStep,
    required: RequiredStep,
    optional: OptionalStep,
    flow: FlowStep,
    advanced: AdvancedStep,
    buttons: ButtonLabels,
    operations: z.array(FileOperation).check(z.maxLength(200)),
  })
  .register(wire, {
    id: 'SigningMapping',
    description: 'The mapping of one workflow onto signing (电子用印集成配置).',
  });
export type SigningMapping = z.infer<typeof SigningMapping>;

/** A stored mapping; each save makes a new immutable `version`, and its `ETag` is derived from it. */
export const SigningConfig = z
  .object({
    id: Id,
    version: z.int().check(z.minimum(1)),
    updatedAt: Timestamp,
    updatedBy: Label,
    mapping: SigningMapping,
  })
  .register(wire, { id: 'SigningConfig', description: 'A stored signing configuration.' });
export type SigningConfig = z.infer<typeof SigningConfig>;

export const ConfigVersion = z
  .object({ version: z.int(), updatedAt: Timestamp, updatedBy: Label })
  .register(wire, { id: 'ConfigVersion', description: 'One version of a configuration.' });
export type ConfigVersion = z.infer<typeof ConfigVersion>;
