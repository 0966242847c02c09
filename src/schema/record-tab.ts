import * as z from 'zod/mini';

import { Envelope } from './envelope.js';
import { FieldRef } from './form.js';
import { Id, LocalizedText } from './primitives.js';
import { wire } from './registry.js';
import { ButtonKind } from './signing-kinds.js';

/** The rules of chapter 6. */
export const RuleCode = z
  .enum([
    'R-01',
    'R-02',
    'R-03',
    'R-04',
    'R-05',
    'R-06',
    'R-07',
    'R-08',
    'R-09',
    'R-10',
    'R-11',
    'R-12',
    'R-13',
    'R-14',
  ])
  .register(wire, { id: 'RuleCode', description: 'A rule of the planner.' });
export type RuleCode = z.infer<typeof RuleCode>;

/** Why something is planned, shown or refused: which rule, which slot (C-07 style code), which field. */
export const Why = z
  .object({ rule: RuleCode, slot: z.nullable(z.string()), field: z.nullable(FieldRef), reason: z.string() })
  .register(wire, { id: 'Why', description: 'Why the planner decided something.' });
export type Why = z.infer<typeof Why>;

/** A button that is not enabled says why in `why.reason` (a message key). */
export const PlannedButton = z
  .object({ kind: ButtonKind, enabled: z.boolean(), label: LocalizedText, why: Why })
  .register(wire, { id: 'PlannedButton', description: 'A button that a person sees.' });
export type PlannedButton = z.infer<typeof PlannedButton>;

/** */
export const PlannedTab = z
  .object({ visible: z.boolean(), openFirst: z.boolean(), name: LocalizedText, buttonField: z.nullable(FieldRef) })
  .register(wire, { id: 'PlannedTab', description: 'How the e-seal tab appears.' });
export type PlannedTab = z.infer<typeof PlannedTab>;

/** `code` is a message key; `text` the configured text, where there is one. */
export const PlanMessage = z
  .object({ code: z.string(), text: LocalizedText, why: Why })
  .register(wire, { id: 'PlanMessage', description: 'A prompt for the person (R-09).' });
export type PlanMessage = z.infer<typeof PlanMessage>;

/** A value that a slot needs and the record does not give; nothing is created then. */
export const PlanProblem = z
  .object({ code: z.string(), slot: z.string(), field: z.nullable(FieldRef) })
  .register(wire, { id: 'PlanProblem', description: 'A fault that stops an effect.' });
export type PlanProblem = z.infer<typeof PlanProblem>;

/** Why the panel shows no document to sign; each has a screen of its own. */
export const TabState = z
  .enum([
    'notConfigured',
    'notCreated',
    'draft',
    'sign',
    'view',
    'waitingForOthers',
    'signedByMe',
    'completed',
    'rejected',
    'revoked',
    'expired',
    'terminated',
    'forbidden',
  ])
  .register(wire, { id: 'TabState', description: 'What the e-seal tab shows.' });
export type TabState = z.infer<typeof TabState>;

/** What the current person sees in the e-seal tab at the record's node. */
export const RecordTab = z
  .object({
    recordId: Id,
    state: TabState,
    tab: PlannedTab,
    buttons: z.array(PlannedButton),
    messages: z.array(PlanMessage),
    problems: z.array(PlanProblem),
    envelope: z.nullable(Envelope),
    /** The party and signer that the current person is, or null. */
    me: z.nullable(z.object({ partyId: Id, signerId: Id })),
    /** C-38: a completed signing submits the workflow by itself. */
    submitsWorkflow: z.boolean(),
    /** C-38: the submit has failed, as `problems` say, and the current person may have it tried again. */
    mayRetrySubmit: z.optional(z.boolean()),
  })
  .register(wire, { id: 'RecordTab', description: 'The e-seal tab of a record for the current person.' });
export type RecordTab = z.infer<typeof RecordTab>;
