import type { Envelope } from '../../schema/envelope.js';
import type { Effect } from '../../schema/plan.js';
import type { PlanProblem, Why } from '../../schema/record-tab.js';
import { contextOf, NOTHING, why, type Outcome, type SigningInput } from './input.js';
import { SlotReader } from './reader.js';
import { readDownloadCreator } from './readings.js';
import { haveSourcesChanged } from './recreate.js';
import { signedFileNames } from './signed-names.js';

/**
 * when an envelope is completed, the signed files go into the record once (C-43 to C-46), and then the
 * workflow is submitted (C-38). The event alone is no proof: the envelope itself must say that it is completed.
 */
export function planCompletion(input: SigningInput): Outcome {
  const { event, envelope } = input;
  if (event.kind !== 'envelope' || event.event !== 'completed' || envelope?.status !== 'completed') return NOTHING;
  const { downloadInto } = input.mapping.advanced;
  const filing = planFiling(input, envelope, why('R-08', 'C-43', 'allSigned', downloadInto));
  const submits = input.mapping.flow.submitWorkflow && isWaitingForSignatures(input, envelope);
  const submit: Effect = {
    kind: 'submitWorkflow',
    key: `submit:${envelope.id}`,
    why: why('R-07', 'C-38', 'allSigned'),
    recordId: input.record.recordId,
  };
  return { effects: [...filing.effects, ...(submits ? [submit] : [])], problems: filing.problems };
}

/** Names of the signed files in the record, by document (C-44): legal, with the extension of a PDF, all different. */
export function signedNames(input: SigningInput, envelope: Envelope): { documentId: string; name: string }[] {
  const names = signedFileNames(input.mapping, envelope.documents, contextOf(input));
  return envelope.documents.map((document, index) => ({
    documentId: document.id,
    name: names[index] ?? document.name,
  }));
}

/** puts the signed files of a completed envelope into the record, once. */
export function planFiling(input: SigningInput, envelope: Envelope, trace: Why): Outcome {
  const { downloadInto, directoryId } = input.mapping.advanced;
  if (!downloadInto || envelope.filedAt !== null) return NOTHING;
  const reader = new SlotReader(contextOf(input));
  const creator = readDownloadCreator(input.mapping, reader);
  const problems: PlanProblem[] = reader.problems;
  const effect: Effect = {
    kind: 'fileSigned',
    key: `file:${envelope.id}`,
    why: trace,
    envelopeId: envelope.id,
    field: downloadInto,
    names: signedNames(input, envelope),
    directoryId,
    creator,
  };
  // a creator that cannot be read is told, but signed files are not held back for it
  return { effects: [effect], problems };
}

/**
 * a workflow that has moved past the signing nodes, or has ended, is not pushed on by a late signature; nor is one
 * whose files were replaced meanwhile and are to be signed once more.
 */
function isWaitingForSignatures(input: SigningInput, envelope: Envelope): boolean {
  const { record } = input;
  if (record.finished || haveSourcesChanged(input)) return false;
  // parties from outside sign at no node of the workflow, so they say nothing about where it should be
  const nodes = envelope.parties.flatMap((party) => party.signingNodes);
  return nodes.length === 0 || nodes.includes(record.currentNodeId);
}
