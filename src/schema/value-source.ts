import * as z from 'zod/mini';

import { FieldRef } from './form.js';
import { Id, Label } from './primitives.js';
import { wire } from './registry.js';

/** Named conversions of the type table (design of the mapping editor, 3.5); absent means the value goes over as it is. */
export const Conversion = z
  .enum([
    'findPerson',
    'splitPersons',
    'matchOrganization',
    'parseDate',
    'parseNumber',
    'lookup',
    'formatNumber',
    'formatDate',
    'daysAfterCreation',
    'personName',
    'personCompany',
    'personContact',
    'joinNames',
    'firstPerson',
    'departmentName',
    'departmentCompany',
    'organizationName',
    'fileNames',
    'optionLabel',
    'shownName',
    'yesNo',
    'firstRow',
    'lastRow',
    'joinRows',
    'formatAmountUpper',
    'formatDateChinese',
    'formatMonthChinese',
    'formatDateTime',
    'count',
    'filesCount',
    'any',
    'notZero',
    'zeroOne',
    'optionValue',
    'firstOption',
    'contains',
  ])
  .register(wire, { id: 'Conversion', description: 'How a value becomes the type that a slot wants.' });
export type Conversion = z.infer<typeof Conversion>;

export const SystemVariable = z
  .enum([
    'workflowName',
    'recordId',
    'recordTitle',
    'nodeName',
    'operatorName',
    'creatorName',
    'today',
    'documentName',
    'sequence',
  ])
  .register(wire, { id: 'SystemVariable', description: 'A value that the host knows at run time.' });
export type SystemVariable = z.infer<typeof SystemVariable>;

/** Templates are stored as parts, not as text with braces, so that no label can ever be mistaken for a slot. */
export const TemplatePart = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: z.string().check(z.minLength(1), z.maxLength(500)) }),
    z.strictObject({ kind: z.literal('field'), field: FieldRef }),
    z.strictObject({ kind: z.literal('system'), name: SystemVariable }),
  ])
  .register(wire, { id: 'TemplatePart', description: 'One piece of a text template.' });
export type TemplatePart = z.infer<typeof TemplatePart>;

export const TextTemplate = z
  .array(TemplatePart)
  .check(z.maxLength(50))
  .register(wire, { id: 'TextTemplate', description: 'Text with field and system slots (also naming rules, C-44).' });
export type TextTemplate = z.infer<typeof TextTemplate>;

/** `value` is what the slot gets; `label` what people read, where the two differ (a seal, a template). */
export const LookupTarget = z
  .strictObject({
    value: z.union([z.string().check(z.minLength(1), z.maxLength(1000)), z.number(), z.boolean()]),
    label: z.optional(Label),
  })
  .register(wire, { id: 'LookupTarget', description: 'What a lookup table gives.' });
export type LookupTarget = z.infer<typeof LookupTarget>;

/** An option without a target is a gap that an admin has still to fill. */
export const LookupTable = z
  .strictObject({
    rows: z
      .array(z.strictObject({ option: z.string().check(z.maxLength(200)), target: z.nullable(LookupTarget) }))
      .check(z.maxLength(500)),
    /** Whatever no row names; without it such a value is refused. */
    otherwise: z.optional(LookupTarget),
  })
  .register(wire, { id: 'LookupTable', description: 'From each option of a field to what a slot gets.' });
export type LookupTable = z.infer<typeof LookupTable>;

/** Choices by their value, people and other things by id or name. */
export const RowCondition = z
  .strictObject({
    field: FieldRef,
    equals: z.union([z.string().check(z.maxLength(1000)), z.number(), z.boolean()]),
  })
  .register(wire, { id: 'RowCondition', description: 'The rows of a detail table whose field has this value.' });
export type RowCondition = z.infer<typeof RowCondition>;

/** Which rows of a detail table give a single value. */
export const RowChoice = z
  .discriminatedUnion('pick', [
    z.strictObject({ pick: z.literal('first') }),
    z.strictObject({ pick: z.literal('last') }),
    z.strictObject({ pick: z.literal('where'), ...RowCondition.shape }),
    z.strictObject({ pick: z.literal('join') }),
    z.strictObject({ pick: z.literal('count') }),
  ])
  .register(wire, { id: 'RowChoice', description: 'Which rows of a detail table give a single value.' });
export type RowChoice = z.infer<typeof RowChoice>;

/**
 * `lookup` belongs to the conversions `lookup` and `contains`; without it a lookup takes the value as it is. `rows` is
 * applied before the conversion. The conversions `firstRow`, `lastRow` and `joinRows` say the same as `rows` and leave no
 * room for another one; they are read and no longer written.
 */
export const FieldSource = z
  .strictObject({
    kind: z.literal('field'),
    field: FieldRef,
    conversion: z.optional(Conversion),
    lookup: z.optional(LookupTable),
    rows: z.optional(RowChoice),
  })
  .register(wire, { id: 'FieldSource', description: 'The value of a form field.' });
export type FieldSource = z.infer<typeof FieldSource>;

/** `value` is what is sent; `label` what people read, where the two differ (a seal, a template, a person). */
export const ConstantSource = z
  .strictObject({
    kind: z.literal('constant'),
    value: z.union([z.string().check(z.minLength(1), z.maxLength(1000)), z.number(), z.boolean()]),
    label: z.optional(Label),
  })
  .register(wire, { id: 'ConstantSource', description: 'A fixed value.' });
export type ConstantSource = z.infer<typeof ConstantSource>;

/** Chapter 4: where the value of a slot comes from. */
export const ValueSource = z
  .discriminatedUnion('kind', [
    FieldSource,
    ConstantSource,
    z.strictObject({ kind: z.literal('operator') }),
    z.strictObject({ kind: z.literal('creator') }),
    z.strictObject({ kind: z.literal('template'), template: TextTemplate }),
  ])
  .register(wire, { id: 'ValueSource', description: 'Where the value of a slot comes from.' });
export type ValueSource = z.infer<typeof ValueSource>;

/** A value for one control of a provider's template (C-13). */
export const ControlValue = z
  .strictObject({ control: Id, value: z.nullable(ValueSource) })
  .register(wire, { id: 'ControlValue', description: 'A template control and its value.' });
export type ControlValue = z.infer<typeof ControlValue>;
