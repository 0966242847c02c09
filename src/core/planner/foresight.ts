import type { Envelope, EnvelopeDocument, Party } from '../../schema/envelope.js';
import type { Effect, PlannedDocument, PlannedParty } from '../../schema/plan.js';
import { SCHEMA_VERSION } from '../../schema/primitives.js';
import { ProviderId } from '../../schema/provider-id.js';
import { openTurns } from '../turn.js';
import type { Outcome, SigningInput } from './input.js';

type CreateEffect = Extract<Effect, { kind: 'createEnvelope' }>;

/** One thing that may be planned at an event. */
export type Step = (input: SigningInput) => Outcome;

/**
 * Plans one step after the other, each on the envelope as the steps before will have left it: a row that launches what the
 * row above creates must find it. An effect that two steps plan alike is one effect.
 */
export function planSteps(input: SigningInput, steps: readonly Step[]): Outcome {
  const effects = new Map<string, Effect>();
  const problems = new Map<string, Outcome['problems'][number]>();
  let ahead = input;
  for (const step of steps) {
    const outcome = step(ahead);
    for (const problem of outcome.problems) problems.set(JSON.stringify(problem), problem);
    for (const effect of outcome.effects) {
      if (effects.has(effect.key)) continue;
      effects.set(effect.key, effect);
      ahead = { ...ahead, envelope: foresee(ahead, effect) };
    }
  }
  return { effects: [...effects.values()], problems: [...problems.values()] };
}

/** Whether an envelope is only planned: what names it by id cannot act on it yet. */
export function isForeseen(envelope: Pick<Envelope, 'version'>): boolean {
  return envelope.version === FORESEEN_VERSION;
}

/** The id by which an effect names an envelope; null means the newest one of the record. */
export function idOf(envelope: Envelope): string | null {
  return isForeseen(envelope) ? null : envelope.id;
}

/** Stored envelopes count from 1. */
const FORESEEN_VERSION = 0;

/**
 * The envelope once the effect was carried out. What depends on others (a silent signature, a reminder) is not foreseen:
 * nothing may be built on it before it has happened.
 */
function foresee(input: SigningInput, effect: Effect): Envelope | null {
  const { envelope, now } = input;
  if (effect.kind === 'createEnvelope') return foreseenEnvelope(input, effect);
  if (!envelope) return null;
  switch (effect.kind) {
    case 'launchEnvelope':
      return launched({ ...envelope, deadline: effect.deadline ?? envelope.deadline }, now);
    case 'revokeEnvelope':
      return { ...envelope, status: 'revoked', finishedAt: now, finishReason: effect.reason };
    case 'fileSigned':
      return { ...envelope, filedAt: now };
    case 'archiveEnvelope':
      return { ...envelope, archivedAt: now };
    default:
      return envelope;
  }
}

/** An envelope that people can sign from `now` (RFC 3339) on: those whose turn it is become pending. */
export function launched(envelope: Envelope, now: string): Envelope {
  return openTurns({ ...envelope, status: 'launched', launchedAt: now });
}

/** The envelope that a creation will make, with the key of the creation as its id. */
export function foreseenEnvelope(
  { configId, configVersion, now }: Pick<Envelope, 'configId' | 'configVersion'> & { now: string },
  effect: CreateEffect,
): Envelope {
  const { draft, key, launch } = effect;
  const envelope: Envelope = {
    ...draft,
    schemaVersion: SCHEMA_VERSION,
    id: key,
    version: FORESEEN_VERSION,
    configId,
    configVersion,
    provider: ProviderId.parse(draft.provider),
    status: 'draft',
    parties: draft.parties.map(toParty),
    documents: draft.documents.map(foreseenDocument),
    placements: [],
    createdAt: now,
    launchedAt: null,
    finishedAt: null,
    finishReason: null,
    voidedAt: null,
    filedAt: null,
  };
  return launch ? launched(envelope, now) : envelope;
}

/** A planned party as it stands in a new envelope. */
export function toParty({ seal, signers, ...party }: PlannedParty): Party {
  return {
    ...party,
    status: 'waiting',
    sealId: seal,
    signers: signers.map((signer, index) => ({
      ...signer,
      id: `${party.id}-signer-${index + 1}`,
      status: 'waiting',
      signedAt: null,
      reason: null,
    })),
  };
}

function foreseenDocument(planned: PlannedDocument, index: number): EnvelopeDocument {
  const name = planned.name ?? (planned.kind === 'template' ? planned.templateId : '');
  const file = planned.kind === 'file' ? planned : { name, size: 0, mediaType: 'application/pdf' };
  return {
    id: `document-${index + 1}`,
    name: file.name,
    mediaType: file.mediaType,
    size: file.size,
    sha256: planned.sha256,
    sourceSha256: planned.sha256,
    sourceId: planned.sourceId,
    signedSha256: null,
    pages: [],
  };
}
