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

export const FieldSource = z
  .strictObject({ kind: z.literal('field'), field: FieldRef, conversion: z.optional(Conversion) })
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
