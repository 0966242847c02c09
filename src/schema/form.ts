import * as z from 'zod/mini';

import { Id, Label, Sha256, Timestamp } from './primitives.js';
import { wire } from './registry.js';

/** Chapter 4: the types of a form field. */
export const FieldType = z
  .enum([
    'text',
    'textarea',
    'number',
    'money',
    'date',
    'datetime',
    'select',
    'checkbox',
    'person',
    'persons',
    'department',
    'organization',
    'attachment',
    'document',
    'browse',
    'link',
  ])
  .register(wire, { id: 'FieldType', description: 'Type of a form field.' });
export type FieldType = z.infer<typeof FieldType>;

/** What a `browse` field browses. */
export const BrowseTarget = z
  .enum(['template', 'seal', 'physicalSeal', 'sealProcess', 'fileType', 'workflow', 'other'])
  .register(wire, { id: 'BrowseTarget', description: 'What a browse field points at.' });
export type BrowseTarget = z.infer<typeof BrowseTarget>;

export const FieldOption = z
  .object({ value: z.string(), label: Label })
  .register(wire, { id: 'FieldOption', description: 'One choice of a select field.' });
export type FieldOption = z.infer<typeof FieldOption>;

export const Field = z
  .object({
    id: Id,
    label: Label,
    type: FieldType,
    browse: z.optional(BrowseTarget),
    options: z.optional(z.array(FieldOption)),
    /** A `select` that takes several choices; its value is then a list of named objects, the option's value as id. */
    multiple: z.optional(z.boolean()),
    required: z.optional(z.boolean()),
  })
  .register(wire, { id: 'Field', description: 'One field of a form.' });
export type Field = z.infer<typeof Field>;

/** Id of the main table in a {@link FieldRef}. */
export const MAIN_TABLE = 'main';

export const FormTable = z
  .object({ id: Id, label: Label, fields: z.array(Field) })
  .register(wire, { id: 'FormTable', description: 'The main table or one detail table (明细表) of a form.' });
export type FormTable = z.infer<typeof FormTable>;

/** `main` has the id `main`; field ids are unique inside their table. */
export const Form = z
  .object({ id: Id, label: Label, main: FormTable, details: z.array(FormTable) })
  .register(wire, { id: 'Form', description: 'A form: main table and detail tables.' });
export type Form = z.infer<typeof Form>;

/** A field with what was seen when it was bound: a later rename, retyping or removal is found by comparing. */
export const FieldRef = z
  .strictObject({ table: Id, field: Id, label: Label, type: FieldType })
  .register(wire, { id: 'FieldRef', description: 'Reference to a form field.' });
export type FieldRef = z.infer<typeof FieldRef>;

export const PersonValue = z
  .strictObject({
    userId: Id,
    name: Label,
    mobile: z.optional(z.string()),
    email: z.optional(z.string()),
    organization: z.optional(z.string()),
  })
  .register(wire, { id: 'PersonValue', description: 'A person picked in a form.' });
export type PersonValue = z.infer<typeof PersonValue>;

/** A department, organisation or browse value. */
export const RefValue = z
  .strictObject({ id: Id, name: Label })
  .register(wire, { id: 'RefValue', description: 'A named object picked in a form.' });
export type RefValue = z.infer<typeof RefValue>;

export const FileValue = z
  .strictObject({
    fileId: Id,
    name: Label,
    size: z.int().check(z.nonnegative()),
    mediaType: z.string(),
    sha256: Sha256,
  })
  .register(wire, { id: 'FileValue', description: 'A file held by a form field.' });
export type FileValue = z.infer<typeof FileValue>;

/** Dates are `YYYY-MM-DD` or RFC 3339 strings, choices are the option's value, an empty field is null. */
export const FieldValue = z
  .union([
    z.null(),
    z.string(),
    z.number(),
    z.boolean(),
    PersonValue,
    RefValue,
    z.array(PersonValue),
    z.array(RefValue),
    z.array(FileValue),
  ])
  .register(wire, { id: 'FieldValue', description: 'Value of one field.' });
export type FieldValue = z.infer<typeof FieldValue>;

export const FieldValues = z
  .record(Id, FieldValue)
  .register(wire, { id: 'FieldValues', description: 'Values by field id.' });
export type FieldValues = z.infer<typeof FieldValues>;

/** One filled-in form at its current node. Detail tables are lists of rows. */
export const FormRecord = z
  .object({
    recordId: Id,
    workflowId: Id,
    title: Label,
    currentNodeId: Id,
    /**
     * Grows with every arrival at a node. Only with it a second pass through the same moment (after a send-back) is told
     * from a repeated report of the first one; an OA that does not count gets what has to be once only once.
     */
    visit: z.optional(z.int()),
    finished: z.boolean(),
    creator: PersonValue,
    values: FieldValues,
    details: z.record(Id, z.array(FieldValues)),
    updatedAt: Timestamp,
  })
  .register(wire, { id: 'FormRecord', description: 'One filled-in form.' });
export type FormRecord = z.infer<typeof FormRecord>;
