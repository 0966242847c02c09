import * as z from 'zod/mini';

import { FieldRef, FieldValue } from './form.js';
import { Id, Label, SchemaVersion, Timestamp } from './primitives.js';
import { ProviderId } from './provider-id.js';
import { wire } from './registry.js';
import { SealUseEvent } from './seal-use-event.js';
import { ValueSource } from './value-source.js';
import { FlowPoint } from './workflow.js';

export { SealUseEvent };

/** P-15: what the OA does when an event arrives. */
export const SealUseAction = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('submitWorkflow') }),
    z.strictObject({ kind: z.literal('sendBack'), nodeId: Id }),
    z.strictObject({ kind: z.literal('writeField'), field: FieldRef, value: FieldValue }),
    z.strictObject({
      kind: z.literal('notify'),
      to: ValueSource,
      text: z.string().check(z.minLength(1), z.maxLength(500)),
    }),
    z.strictObject({ kind: z.literal('runActionFlow'), actionFlowId: Id }),
  ])
  .register(wire, { id: 'SealUseAction', description: 'What runs when an event of a seal use arrives.' });
export type SealUseAction = z.infer<typeof SealUseAction>;

export const SealUseCallback = z
  .strictObject({ id: Id, event: SealUseEvent, enabled: z.boolean(), actions: z.array(SealUseAction) })
  .register(wire, { id: 'SealUseCallback', description: 'Event to actions (P-15).' });
export type SealUseCallback = z.infer<typeof SealUseCallback>;

/** Chapter 5: the physical-seal mapping of one workflow. */
export const SealUseMapping = z
  .strictObject({
    schemaVersion: SchemaVersion,
    /** P-01 */
    basic: z.strictObject({
      workflowId: Id,
      provider: z.nullable(ProviderId),
      bindingId: z.nullable(Id),
      name: z.string().check(z.maxLength(200)),
      enabled: z.boolean(),
    }),
    apply: z.strictObject({
      /** P-02 */
      subject: z.nullable(ValueSource),
      /** P-03 */
      applicant: z.nullable(ValueSource),
      /** P-04 */
      fileType: z.nullable(ValueSource),
      /** P-05 */
      physicalSeals: z.array(ValueSource).check(z.maxLength(20)),
      /** P-06 */
      useCount: z.nullable(ValueSource),
      /** P-07 */
      applyAt: z.array(FlowPoint),
      /** P-08 */
      buttonField: z.nullable(FieldRef),
      /** P-09 */
      useCodeInto: z.nullable(FieldRef),
    }),
    append: z.strictObject({
      /** P-10 */
      count: z.nullable(ValueSource),
      /** P-11 */
      seamCount: z.nullable(ValueSource),
      /** P-12 */
      codeInto: z.nullable(FieldRef),
      /** P-13 */
      appendAt: z.array(FlowPoint),
    }),
    /** P-14 */
    endAt: z.array(FlowPoint),
    /** P-15 */
    callbacks: z.array(SealUseCallback).check(z.maxLength(50)),
  })
  .register(wire, { id: 'SealUseMapping', description: 'The physical-seal mapping of one workflow (物理用印设置).' });
export type SealUseMapping = z.infer<typeof SealUseMapping>;

export const SealUseConfig = z
  .object({
    id: Id,
    version: z.int().check(z.minimum(1)),
    updatedAt: Timestamp,
    updatedBy: Label,
    mapping: SealUseMapping,
  })
  .register(wire, { id: 'SealUseConfig', description: 'A stored physical-seal configuration.' });
export type SealUseConfig = z.infer<typeof SealUseConfig>;
