import { EACH_ROW_PARTY, INITIATOR_PARTY, type PlacementRule } from '../../schema/placement.js';
import type { EnvelopeDraft, PlannedDocument, PlannedParty, PlanProblem } from '../../schema/plan.js';
import type { ControlValue } from '../../schema/value-source.js';
import { calendarDay, endOfDay } from '../calendar.js';
import type { ResolveContext } from '../resolve.js';
import { sha256OfText } from '../sha256.js';
import { deadlineAtLaunch } from './deadline.js';
import { contextOf, type SigningInput } from './input.js';
import { planParties } from './parties.js';
import { fieldOf, SlotReader } from './reader.js';

const LONGEST_SUBJECT = 200;
const EPOCH = '1970-01-01T00:00:00Z';

export interface DraftOutcome {
  /** Null when a problem stops the creation. */
  readonly draft: EnvelopeDraft | null;
  readonly problems: PlanProblem[];
}

/** Reads everything that an envelope is made of from the record (C-10 to C-37, C-49); `launch`: it is launched at once. */
export function draftEnvelope(input: SigningInput, launch: boolean): DraftOutcome {
  const { mapping, record } = input;
  const reader = new SlotReader(contextOf(input));
  const draft: EnvelopeDraft = {
    recordId: record.recordId,
    workflowId: record.workflowId,
    ...planBinding(input, reader),
    subject: planSubject(input, reader),
    remark: reader.text(mapping.optional.remark, 'C-22'),
    sceneNumber: reader.text(mapping.optional.sceneNumber, 'C-21'),
    organization: planOrganization(input, reader),
    initiator: planInitiator(input, reader),
    order: mapping.flow.order,
    deadline: planDeadline(input, launch, reader),
    parties: [],
    documents: planDocuments(input, reader),
    placements: [],
    cc: planCopies(input, reader),
  };
  draft.parties = planParties(input, draft.organization, reader);
  draft.placements = planPlacements(input, draft.parties);
  return reader.problems.length === 0 ? { draft, problems: [] } : { draft: null, problems: reader.problems };
}

function planBinding({ mapping }: SigningInput, reader: SlotReader): Pick<EnvelopeDraft, 'provider' | 'bindingId'> {
  const { provider, bindingId } = mapping.basic;
  if (provider === null) reader.refuse('REQ', 'C-02');
  if (bindingId === null) reader.refuse('REQ', 'C-03');
  return { provider: provider ?? '', bindingId: bindingId ?? '' };
}

function planSubject({ mapping }: SigningInput, reader: SlotReader): string {
  const { subject } = mapping.required;
  const text = reader.text(subject, 'C-10');
  if (text === null) reader.refuse('REQ', 'C-10', fieldOf(subject));
  else if (text.length > LONGEST_SUBJECT) reader.refuse('TOO-LONG', 'C-10', fieldOf(subject));
  return text ?? '';
}

function planOrganization({ mapping }: SigningInput, reader: SlotReader): string | null {
  const { organization } = mapping.required;
  const name = reader.text(organization, 'C-11');
  if (name === null) reader.refuse('REQ', 'C-11', fieldOf(organization));
  return name;
}

/** C-12: the operator unless the mapping names somebody else. */
export function planInitiator(input: SigningInput, reader: SlotReader): EnvelopeDraft['initiator'] {
  const source = input.mapping.required.initiator ?? { kind: 'operator' as const };
  const [person] = reader.persons(source, 'C-12');
  if (!person) reader.refuse('REQ', 'C-12', fieldOf(source));
  return person ?? input.record.creator;
}

/** C-23: the end of the day that a field names; days begin to count with the launch, so a draft has none of them yet. */
function planDeadline(input: SigningInput, launch: boolean, reader: SlotReader): string | null {
  const { mapping, now, utcOffset } = input;
  const { deadline } = mapping.optional;
  if (deadline?.kind !== 'field') return launch ? deadlineAtLaunch(mapping, now, utcOffset) : null;
  const day = deadline.field && reader.day(deadline.field, 'C-23');
  if (day === null) return null;
  if (day < calendarDay(now, utcOffset)) reader.refuse('DATE-PAST', 'C-23', deadline.field);
  return endOfDay(day, utcOffset);
}

/**
 * C-37: the rules of the parties that sign. A rule for each row of the detail table becomes one rule for each party that
 * came of a row (C-30).
 */
function planPlacements({ mapping }: SigningInput, parties: readonly PlannedParty[]): PlacementRule[] {
  const { flow } = mapping;
  const known = new Set(parties.map((party) => party.id));
  const named = new Set([INITIATOR_PARTY, ...flow.parties.map((party) => party.id)]);
  const rows = parties.filter((party) => !named.has(party.id));
  return flow.placements.flatMap((rule, index) => {
    if (rule.party !== EACH_ROW_PARTY) return known.has(rule.party) ? [rule] : [];
    return rows.map((row) => ({ ...rule, id: `row-rule-${index + 1}-${row.id}`, party: row.id }));
  });
}

/** C-13: one empty attachment field among several is no fault, no file at all is one. */
function planDocuments(input: SigningInput, reader: SlotReader): PlannedDocument[] {
  const sources = input.mapping.required.documents;
  const documents = readDocuments(input, reader);
  if (documents.length === 0) {
    const first = sources[0];
    const field = first?.kind === 'field' ? first.field : fieldOf(first?.template ?? null);
    reader.refuse('REQ', 'C-13', field);
  }
  return documents;
}

/** The documents as the record has them now, without a word on whether there are any. */
export function readDocuments(input: SigningInput, reader: SlotReader): PlannedDocument[] {
  const lasting = new SlotReader(lastingContext(input));
  return input.mapping.required.documents.flatMap((source): PlannedDocument[] => {
    if (source.kind === 'field') {
      return reader.files(source.field, 'C-13').map((file) => ({ kind: 'file', sourceId: source.id, ...file }));
    }
    const templateId = reader.refs(source.template, 'C-13')[0]?.id;
    if (templateId === undefined) return [];
    const controls = readControls(source.controls, reader);
    const sha256 = sha256OfText(JSON.stringify([templateId, readControls(source.controls, lasting)]));
    return [{ kind: 'template', sourceId: source.id, templateId, controls, sha256 }];
  });
}

function readControls(controls: readonly ControlValue[], reader: SlotReader): { control: string; value: string }[] {
  return controls.map(({ control, value }) => ({ control, value: reader.text(value, 'C-13') ?? '' }));
}

/**
 * a control may show the day, the node or who is acting. None of these is a change of the template, else its file
 * would be made again every day and for every person; so they are read as if they stood still.
 */
function lastingContext(input: SigningInput): ResolveContext {
  const { record } = input;
  const standing = { ...record, currentNodeId: '' };
  return { ...contextOf(input), record: standing, operator: record.creator, now: EPOCH };
}

/** C-49: user ids of people in the OA, and contacts of people outside. */
function planCopies({ mapping }: SigningInput, reader: SlotReader): string[] {
  const { internal, external } = mapping.advanced.cc;
  const people = internal.flatMap((source) => reader.persons(source, 'C-49')).map((person) => person.userId);
  const contacts = external.flatMap((source) => (reader.text(source, 'C-49') ?? '').split(/[\s,，;；、]+/));
  return [...new Set([...people, ...contacts.filter((contact) => contact !== '')])];
}
