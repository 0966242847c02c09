import * as z from 'zod/mini';

import { Id, Label, page, Timestamp } from './primitives.js';
import { wire } from './registry.js';
import { SealKind, SealTemplate } from './seal.js';

/** Chapter 10, seal lists: those that are stamped into files, and those of metal and rubber. */
export const LibrarySealKind = z
  .enum(['electronic', 'physical'])
  .register(wire, { id: 'LibrarySealKind', description: 'Electronic or physical seal of a binding.' });
export type LibrarySealKind = z.infer<typeof LibrarySealKind>;

export const LibrarySealState = z
  .enum(['usable', 'disabled', 'expired', 'noPermission'])
  .register(wire, { id: 'LibrarySealState', description: 'Whether a seal of a binding can be used, and why not.' });
export type LibrarySealState = z.infer<typeof LibrarySealState>;

/** A seal of a binding as it was synced. What the service does not tell is null; lengths are millimetres. */
export const LibrarySeal = z
  .object({
    id: Id,
    kind: LibrarySealKind,
    name: Label,
    owner: z.nullable(Label),
    state: LibrarySealState,
    purpose: z.nullable(SealKind),
    /** Address of the picture (SVG or PNG), relative to the endpoint; null where there is none for this person. */
    imageUrl: z.nullable(z.string()),
    widthMm: z.nullable(z.number()),
    heightMm: z.nullable(z.number()),
    createdAt: z.nullable(Timestamp),
  })
  .register(wire, { id: 'LibrarySeal', description: 'A seal of a binding (印章列表).' });
export type LibrarySeal = z.infer<typeof LibrarySeal>;

/** Why no seal can be made here: it is made at the service, there are physical ones only, or the person may not. */
export const SealDesignBar = z
  .enum(['madeAtService', 'physicalOnly', 'notAllowed'])
  .register(wire, { id: 'SealDesignBar', description: 'Why template seals cannot be designed for a binding.' });
export type SealDesignBar = z.infer<typeof SealDesignBar>;

const Person = z.strictObject({ userId: Id, name: Label });

/** Who may sign with a seal of the organisation: everybody of the tenant, whoever chose it alone, or people by name. */
export const SealHolders = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('everyone') }),
    z.strictObject({ kind: z.literal('me') }),
    z.strictObject({ kind: z.literal('people'), people: z.array(Person).check(z.maxLength(200)) }),
  ])
  .register(wire, { id: 'SealHolders', description: 'Who may sign with a seal of the organisation.' });
export type SealHolders = z.infer<typeof SealHolders>;

export const SealHolderKind = z
  .enum(['me', 'people', 'everyone'])
  .register(wire, { id: 'SealHolderKind', description: 'How the holders of a seal are chosen.' });
export type SealHolderKind = z.infer<typeof SealHolderKind>;

/** Somebody of the OA who may be chosen; people of the same name are told apart by their department. */
export const Colleague = z
  .object({ userId: Id, name: Label, department: z.nullable(Label) })
  .register(wire, { id: 'Colleague', description: 'Somebody of the OA who may be chosen.' });
export type Colleague = z.infer<typeof Colleague>;
export const ColleaguePage = page(Colleague, 'ColleaguePage');
export type ColleaguePage = z.infer<typeof ColleaguePage>;

/** One page of the seals of a binding, with what holds for all of them. */
export const SealLibraryPage = z
  .object({
    items: z.array(LibrarySeal),
    nextCursor: z.nullable(z.string()),
    bindingName: Label,
    /** Whose seals are designed: the name that stands on the arc at first. */
    organization: Label,
    /** Whether the list is read at a service, so that it has an age. */
    isSynced: z.boolean(),
    lastSyncedAt: z.nullable(Timestamp),
    canSync: z.boolean(),
    /** Null where the person may design seals. */
    designBar: z.nullable(SealDesignBar),
    /** How the person may choose who holds electronic seals; none where the service decides, or the person may not. */
    holderKinds: z.array(SealHolderKind),
  })
  .register(wire, { id: 'SealLibraryPage', description: 'Seals of a binding and what may be done with them.' });
export type SealLibraryPage = z.infer<typeof SealLibraryPage>;

/** A template seal of an organisation (chapter 9); `core/seal-design.ts` says what is wrong with one. */
export const DesignSeal = z
  .strictObject({
    name: Label,
    purpose: z.enum(['organization', 'contract', 'finance']),
    template: SealTemplate,
    /** Left out, whoever designs it holds it alone. */
    holders: z.optional(SealHolders),
  })
  .register(wire, { id: 'DesignSeal', description: 'Request that makes a template seal of an organisation.' });
export type DesignSeal = z.infer<typeof DesignSeal>;
