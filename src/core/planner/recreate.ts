import type { Envelope } from '../../schema/envelope.js';
import type { PersonValue } from '../../schema/form.js';
import type { Effect, EnvelopeDraft } from '../../schema/plan.js';
import { sha256OfText } from '../sha256.js';
import { isFinal, statusAt } from '../status.js';
import { placesOf } from '../turn.js';
import { draftEnvelope, planDocuments } from './draft.js';
import { isForeseen } from './foresight.js';
import { contextOf, NOTHING, why, type Outcome, type SigningInput } from './input.js';
import { SlotReader } from './reader.js';

/** What the parties read in the envelope that is taken back. */
const REVOKE_REASON = '原文件已变更，系统已重新创建签署文件';

/**
 * R-03 (C-40): when the files, the template or its values are no longer what the envelope was made of, the envelope is
 * revoked unless it is final, and made again: at any moment of the workflow, or when somebody who has to do with it comes.
 * It is made again after completion too: what was signed is not what the record holds now. One effect does both, so that a
 * file of which no envelope can be made leaves the old one as it is.
 */
export function planRecreation(input: SigningInput): Outcome {
  const { envelope, now } = input;
  // what is not made yet is made of what the record holds then
  if (
    !envelope ||
    isForeseen(envelope) ||
    input.record.finished ||
    !isOccasion(input, envelope) ||
    !haveSourcesChanged(input)
  )
    return NOTHING;
  const launch = !input.mapping.flow.saveAsDraft;
  const { draft, problems } = draftEnvelope(input, launch);
  // the old one is kept while no new one can be made of the record
  if (!draft) return { effects: [], problems };
  const trace = why('R-03', 'C-40', 'sourcesChanged');
  const key = recreationKey(input, envelope, draft);
  const create: Effect = {
    kind: 'createEnvelope',
    key,
    why: trace,
    draft: { ...draft, initiator: initiatorOf(input, envelope, draft) },
    launch,
    follows: envelope.id,
    ...(!isFinal(statusAt(envelope, now)) && { revokeReason: REVOKE_REASON }),
  };
  return { effects: [create], problems: [] };
}

/**
 * Whether the record holds other content than the envelope was made of, where C-40 is on. Names and order are no content,
 * and neither is a signed file that was put beside or in place of its source (C-43). An envelope that ended without
 * completion is left alone: somebody decided against it.
 */
export function haveSourcesChanged(input: SigningInput): boolean {
  const { mapping, envelope, now } = input;
  if (!mapping.advanced.recreate || !envelope) return false;
  const status = statusAt(envelope, now);
  if (isFinal(status) && status !== 'completed') return false;
  const held = new Set(planDocuments(input, new SlotReader(contextOf(input))).map(({ sha256 }) => sha256));
  const known = new Set(envelope.documents.flatMap(({ sourceSha256, signedSha256 }) => [sourceSha256, signedSha256]));
  const isHeld = (sha256: string | null): boolean => sha256 !== null && held.has(sha256);
  const isGone = envelope.documents.some(
    (document) => !isHeld(document.sourceSha256) && !isHeld(document.signedSha256),
  );
  return isGone || [...held].some((sha256) => !known.has(sha256));
}

/** A look of somebody who only may read the record takes nothing back. */
function isOccasion({ event, record }: SigningInput, envelope: Envelope): boolean {
  if (event.kind === 'flow') return true;
  if (event.kind !== 'user' || !USER_OCCASIONS.has(event.action)) return false;
  const { userId } = event.actor;
  const takesPart = [envelope.initiator.userId, record.creator.userId].includes(userId);
  return takesPart || placesOf(envelope, userId).length > 0;
}

const USER_OCCASIONS: ReadonlySet<string> = new Set(['open', 'sign', 'setPositions', 'launch']);

/** The same content after the same envelope is the same envelope, however often and by whom it is asked for. */
function recreationKey(
  { record, configId, configVersion }: SigningInput,
  envelope: Envelope,
  draft: EnvelopeDraft,
): string {
  const sources = draft.documents.map(({ sourceId, sha256 }) => [sourceId, sha256]);
  const content = sha256OfText(JSON.stringify(sources)).slice(0, 32);
  return `create:${record.recordId}:${configId}:${configVersion}:after:${envelope.id}:${content}`;
}

/** C-12: with the operator as initiator, whoever happens to come by would become it. */
function initiatorOf({ mapping }: SigningInput, envelope: Envelope, draft: EnvelopeDraft): PersonValue {
  const source = mapping.required.initiator;
  return source === null || source.kind === 'operator' ? envelope.initiator : draft.initiator;
}
