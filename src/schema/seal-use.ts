import * as z from 'zod/mini';

import { PersonValue, RefValue } from './form.js';
import { Id, Label, SchemaVersion, Timestamp } from './primitives.js';
import { ProviderId } from './provider-id.js';
import { wire } from './registry.js';
import { SealUseEvent } from './seal-use-event.js';

/** Chapter 7. */
export const SealUseStatus = z
  .enum(['applied', 'inUse', 'completed', 'filed', 'rejected', 'terminated', 'ended'])
  .register(wire, { id: 'SealUseStatus', description: 'Status of a physical seal use.' });
export type SealUseStatus = z.infer<typeof SealUseStatus>;

/** One entry of the time line. `count` is how many uses were added or spent, or how many photos came. */
export const SealUseEntry = z
  .object({
    id: Id,
    kind: z.union([z.enum(['applied', 'appended', 'used', 'ended', 'photo']), SealUseEvent]),
    at: Timestamp,
    by: Label,
    count: z.int(),
    seamCount: z.int(),
    note: z.nullable(z.string()),
  })
  .register(wire, { id: 'SealUseEntry', description: 'One entry of the time line of a seal use.' });
export type SealUseEntry = z.infer<typeof SealUseEntry>;

export const SealUseAllowance = z
  .object({
    count: z.int().check(z.nonnegative()),
    appended: z.int().check(z.nonnegative()),
    used: z.int().check(z.nonnegative()),
  })
  .register(wire, {
    id: 'SealUseAllowance',
    description: 'Granted, appended and used; remaining is count + appended − used.',
  });
export type SealUseAllowance = z.infer<typeof SealUseAllowance>;

/** What a register has granted and counted of one seal. */
export const SealCount = z
  .object({
    sealId: Id,
    granted: z.int(),
    used: z.int(),
    seamGranted: z.int(),
    seamUsed: z.int(),
  })
  .register(wire, { id: 'SealCount', description: 'Uses of one seal.' });
export type SealCount = z.infer<typeof SealCount>;

/** What a register takes a photo of: the face of who stamps, the stamping itself, or a stamp in an emergency. */
export const SealUsePhotoKind = z
  .enum(['face', 'signatory', 'emergency'])
  .register(wire, { id: 'SealUsePhotoKind', description: 'What a photo of a seal use shows.' });
export type SealUsePhotoKind = z.infer<typeof SealUsePhotoKind>;

export const SealUsePhoto = z
  .object({
    id: Id,
    at: z.nullable(Timestamp),
    sealId: z.nullable(Id),
    /** Absent where the register does not say. */
    kind: z.optional(SealUsePhotoKind),
  })
  .register(wire, { id: 'SealUsePhoto', description: 'A photo of a seal use.' });
export type SealUsePhoto = z.infer<typeof SealUsePhoto>;

export const SealUse = z
  .object({
    schemaVersion: SchemaVersion,
    id: Id,
    recordId: z.nullable(Id),
    configId: z.nullable(Id),
    configVersion: z.nullable(z.int()),
    bindingId: Id,
    provider: ProviderId,
    subject: Label,
    applicant: PersonValue,
    fileType: RefValue,
    seals: z.array(RefValue).check(z.minLength(1)),
    status: SealUseStatus,
    uses: SealUseAllowance,
    seamUses: SealUseAllowance,
    /** P-09, P-12: the newest last. Empty until the provider gave one. */
    useCodes: z.array(z.string()),
    /** Each seal by itself, where the register counts them apart; `uses` is then of the one that was used most. */
    bySeal: z.optional(z.array(SealCount)),
    photos: z.optional(z.array(SealUsePhoto)),
    /** Photos that the register still waits for. */
    photosOwed: z.optional(z.int()),
    entries: z.array(SealUseEntry),
    version: z.int(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .register(wire, { id: 'SealUse', description: 'One application for physical seal use (物理用印申请).' });
export type SealUse = z.infer<typeof SealUse>;

const Count = z.int().check(z.minimum(1), z.maximum(9999));
const SeamCount = z.int().check(z.minimum(0), z.maximum(9999));

/** Applies from a record by its mapping; the fields here overrule what the mapping finds. */
export const ApplySealUse = z
  .strictObject({
    recordId: Id,
    subject: z.optional(Label),
    fileTypeId: z.optional(Id),
    sealIds: z.optional(z.array(Id).check(z.minLength(1), z.maxLength(20))),
    count: z.optional(Count),
  })
  .register(wire, { id: 'ApplySealUse', description: 'Request for physical seal use.' });
export type ApplySealUse = z.infer<typeof ApplySealUse>;

export const AppendSealUse = z
  .strictObject({ count: SeamCount, seamCount: SeamCount, reason: z.string().check(z.minLength(1), z.maxLength(200)) })
  .check(
    z.refine((value) => value.count + value.seamCount > 0, {
      path: ['count'],
      error: 'one of the counts must be 1 or more',
    }),
  )
  .register(wire, { id: 'AppendSealUse', description: 'Request for more uses (P-10, P-11).' });
export type AppendSealUse = z.infer<typeof AppendSealUse>;

export const EndSealUse = z
  .strictObject({ reason: z.string().check(z.minLength(1), z.maxLength(200)) })
  .register(wire, { id: 'EndSealUse', description: 'Request that ends a seal use (P-14).' });
export type EndSealUse = z.infer<typeof EndSealUse>;

/** The built-in register of physical seals: the seal keeper stamps and enters the use code. */
export const RecordSealUse = z
  .strictObject({ useCode: z.string().check(z.minLength(4), z.maxLength(32)), count: Count, seamCount: SeamCount })
  .register(wire, { id: 'RecordSealUse', description: 'Uses spent at the built-in register.' });
export type RecordSealUse = z.infer<typeof RecordSealUse>;

/** What `<esign-seal-apply>` shows before the application: the values that the mapping finds in the record. */
export const SealUseDraft = z
  .object({
    recordId: Id,
    subject: z.string(),
    applicant: z.nullable(PersonValue),
    fileType: z.nullable(RefValue),
    seals: z.array(RefValue),
    count: z.nullable(z.int()),
    problems: z.array(z.object({ code: z.string(), slot: z.string() })),
  })
  .register(wire, { id: 'SealUseDraft', description: 'What would be applied for, from the record by the mapping.' });
export type SealUseDraft = z.infer<typeof SealUseDraft>;

/** T27: an earlier seal use whose photos are missing; until they come, its applicant applies for no other. */
export const SealUseOwed = z
  .object({ sealUseId: Id, recordId: z.nullable(Id), subject: Label, photos: z.int() })
  .register(wire, { id: 'SealUseOwed', description: 'A seal use that owes photos.' });
export type SealUseOwed = z.infer<typeof SealUseOwed>;

/** What a register of physical seals has no call for, so that nobody can do it here. */
export const SealUseUnsupported = z
  .object({ service: Label, acts: z.array(z.enum(['append', 'end'])).check(z.minLength(1)) })
  .register(wire, { id: 'SealUseUnsupported', description: 'What the service of a seal use cannot be asked for.' });
export type SealUseUnsupported = z.infer<typeof SealUseUnsupported>;

/** The state of physical seals at one record, for the element. */
export const SealUseTab = z
  .object({
    recordId: Id,
    configured: z.boolean(),
    canApply: z.boolean(),
    canAppend: z.boolean(),
    canEnd: z.boolean(),
    draft: z.nullable(SealUseDraft),
    sealUse: z.nullable(SealUse),
    /** Why an application would be refused; absent where nothing is owed. */
    owed: z.optional(SealUseOwed),
    /** What the person could do to an open use, or to the one that is about to be applied for, at another service. */
    unsupported: z.optional(SealUseUnsupported),
  })
  .register(wire, { id: 'SealUseTab', description: 'What the current person sees of physical seals at a record.' });
export type SealUseTab = z.infer<typeof SealUseTab>;
