import type { Envelope, Party } from '../../schema/envelope.js';
import type { Effect } from '../../schema/plan.js';
import type { LocalizedText } from '../../schema/primitives.js';
import type { FlowPoint } from '../../schema/workflow.js';
import { noticeIn, textFor } from '../notice-texts.js';
import { signsSilently } from '../party-slots.js';
import { statusAt } from '../status.js';
import { whoseTurn } from '../turn.js';
import { isForeseen } from './foresight.js';
import { contextOf, NOTHING, why, type Outcome, type SigningInput } from './input.js';
import { SlotReader } from './reader.js';
import type { WhyReason } from '../../schema/why-reasons.js';
import { readInternalCopies } from './readings.js';
import { haveSourcesChanged } from './recreate.js';
import { isSigningNode } from './seat.js';

/**
 * instant messages. People of C-49 hear of the launch; C-52 tells signers that it is their turn, signers and the
 * initiator that a party has signed, and the initiator that positions are to be set. Each person hears of each thing once.
 * Who reads which language is known to whoever delivers them, so that each has its text in all of them.
 */
export function planNotices(input: SigningInput): Outcome {
  const { event, envelope } = input;
  if (!envelope || isForeseen(envelope)) return NOTHING;
  if (event.kind === 'flow') return isArrival(event.point) ? told(turnNotices(input, envelope)) : NOTHING;
  if (event.kind !== 'envelope') return NOTHING;
  switch (event.event) {
    case 'created':
      return told(positionNotices(input, envelope));
    case 'launched':
      return told([...copyNotices(input, envelope), ...turnNotices(input, envelope)]);
    case 'partySigned':
      return told([...signedNotices(input, envelope, event.partyId), ...turnNotices(input, envelope)]);
    default:
      return NOTHING;
  }
}

/** C-49: people of the OA; contacts outside are in the draft, for the provider. */
function copyNotices(input: SigningInput, envelope: Envelope): Effect[] {
  if (envelope.launchedAt === null) return [];
  const reader = new SlotReader(contextOf(input));
  const people = readInternalCopies(input.mapping, reader);
  const to = people.map((person) => person.userId).filter((userId) => envelope.cc.includes(userId));
  if (to.length === 0) return [];
  const texts = noticeIn(({ launched }) => launched(envelope.subject));
  return [
    { kind: 'notify', key: `notify:${envelope.id}:cc`, why: why('R-09', 'C-49', 'launched'), to, ...inSource(texts) },
  ];
}

/** Who must wait, signs at another node, or signs silently is not asked. */
function turnNotices(input: SigningInput, envelope: Envelope): Effect[] {
  const { whenNotSigned, notSignedText } = input.mapping.advanced.prompts;
  const isSigning = statusAt(envelope, input.now) === 'launched' && !haveSourcesChanged(input);
  if (!whenNotSigned || !isSigning) return [];
  const turn = whoseTurn(envelope);
  const texts = isWritten(notSignedText) ? notSignedText : noticeIn(({ notSigned }) => notSigned);
  return envelope.parties
    .filter((party) => turn.includes(party.id) && !signsSilently(party))
    .filter((party) => isSigningNode(party.signingNodes, input.record.currentNodeId))
    .flatMap((party) =>
      usersOf(party).map((userId) => notice(envelope, `notSigned:${party.id}`, userId, texts, 'yourTurn')),
    );
}

function signedNotices(input: SigningInput, envelope: Envelope, partyId: string | undefined): Effect[] {
  if (!input.mapping.advanced.prompts.whenSigned) return [];
  return envelope.parties
    .filter((party) => party.status === 'signed' && (partyId ?? party.id) === party.id)
    .flatMap((party) => {
      const texts = noticeIn(({ signed }) => signed(envelope.subject, party.name));
      const people = new Set([...usersOf(party, 'signed'), envelope.initiator.userId]);
      return [...people].map((userId) => notice(envelope, `signed:${party.id}`, userId, texts, 'signed'));
    });
}

function positionNotices(input: SigningInput, envelope: Envelope): Effect[] {
  if (!input.mapping.advanced.prompts.whenPositionsNeeded || envelope.status !== 'draft') return [];
  const texts = noticeIn(({ positionsNeeded }) => positionsNeeded(envelope.subject));
  return [notice(envelope, 'positionsNeeded', envelope.initiator.userId, texts, 'draftOfInitiator')];
}

function notice(envelope: Envelope, subject: string, userId: string, texts: LocalizedText, reason: WhyReason): Effect {
  const key = `notify:${envelope.id}:${subject}:${userId}`;
  return { kind: 'notify', key, why: why('R-09', 'C-52', reason), to: [userId], ...inSource(texts) };
}

function usersOf(party: Party, status?: Party['status']): string[] {
  const signers = party.signers.filter(
    (signer) => signer.status !== 'transferred' && signer.status === (status ?? signer.status),
  );
  return signers.flatMap(({ userId }) => (userId === null ? [] : [userId]));
}

/** The record has come to a node: there is somebody new who can act. */
function isArrival({ kind, timing }: FlowPoint): boolean {
  return kind === 'node' ? timing === 'before' : timing === 'after';
}

function isWritten(text: LocalizedText): boolean {
  return textFor(text, 'zh-CN') !== '';
}

function inSource(texts: LocalizedText): { text: string; texts: LocalizedText } {
  return { text: textFor(texts, 'zh-CN'), texts };
}

function told(effects: Effect[]): Outcome {
  return { effects, problems: [] };
}
