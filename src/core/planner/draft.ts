import { EACH_ROW_PARTY, INITIATOR_PARTY, type PlacementRule } from '../../schema/placement.js';
import type { EnvelopeDraft, PlannedDocument, PlannedParty } from '../../schema/plan.js';
import type { PlanProblem } from '../../schema/record-tab.js';
import { endOfDay } from '../calendar.js';
import { sha256OfText } from '../sha256.js';
import { contextOf, type SigningInput } from './input.js';
import { planParties } from './parties.js';
import { SlotReader } from './reader.js';
import {
  readAnyDocuments,
  readControls,
  readDeadline,
  readDocuments,
  readExternalCopies,
  readInitiator,
  readInternalCopies,
  readOrganization,
  readSubject,
  type ReadDocument,
} from './readings.js';

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
    subject: readSubject(mapping, reader) ?? '',
    remark: reader.text(mapping.optional.remark, 'C-22'),
    sceneNumber: reader.text(mapping.optional.sceneNumber, 'C-21'),
    organization: readOrganization(mapping, reader),
    initiator: readInitiator(mapping, reader) ?? record.creator,
    order: mapping.flow.order,
    deadline: planDeadline(input, launch, reader),
    parties: [],
    documents: readDocuments(mapping, reader).map((document) => toPlanned(document, reader)),
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

/** C-23: the end of the day. Days begin to count with the launch, so a draft has none of them yet. */
function planDeadline({ mapping, utcOffset }: SigningInput, launch: boolean, reader: SlotReader): string | null {
  if (mapping.optional.deadline?.kind === 'days' && !launch) return null;
  const day = readDeadline(mapping, reader);
  return day === null ? null : endOfDay(day, utcOffset);
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

/** The documents as the record has them now, without a word on whether there are any. */
export function planDocuments({ mapping }: SigningInput, reader: SlotReader): PlannedDocument[] {
  return readAnyDocuments(mapping, reader).map((document) => toPlanned(document, reader));
}

function toPlanned(document: ReadDocument, reader: SlotReader): PlannedDocument {
  const { sourceId } = document;
  if (document.kind === 'file') return { kind: 'file', sourceId, ...document.file };
  const { template, controls, texts } = document;
  const lasting = readControls(controls, lastingReader(reader));
  const sha256 = sha256OfText(JSON.stringify([template.id, lasting]));
  return {
    kind: 'template',
    sourceId,
    templateId: template.id,
    name: template.name,
    controls: [...texts],
    sha256,
  };
}

/**
 * a control may show the day, the node or who is acting. None of these is a change of the template, else its file
 * would be made again every day and for every person; so they are read as if they stood still.
 */
function lastingReader({ context }: SlotReader): SlotReader {
  const record = { ...context.record, currentNodeId: '' };
  return new SlotReader({ ...context, record, operator: record.creator, now: EPOCH });
}

/** C-49: user ids of people in the OA, and contacts of people outside. */
function planCopies({ mapping }: SigningInput, reader: SlotReader): string[] {
  const people = readInternalCopies(mapping, reader).map((person) => person.userId);
  return [...new Set([...people, ...readExternalCopies(mapping, reader)])];
}
