import type { Envelope, Party } from '../../schema/envelope.js';
import type { Effect } from '../../schema/plan.js';
import type { LocalizedText } from '../../schema/primitives.js';
import type { FlowPoint } from '../../schema/workflow.js';
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

/** C-52: the default text of the specification. */
const NOT_SIGNED_TEXT = '此流程中有一份您未签署的文件，请点击【签署文件】按钮进行签署。';

/**
 * instant messages. People of C-49 hear of the launch; C-52 tells signers that it is their turn, signers and the
 * initiator that a party has signed, and the initiator that positions are to be set. Each person hears of each thing once.
 * The OA sends them in its own language, so that texts are those of the source language.
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
  const text = `签署文件《${envelope.subject}》已发起签署，抄送给您。`;
  return [{ kind: 'notify', key: `notify:${envelope.id}:cc`, why: why('R-09', 'C-49', 'launched'), to, text }];
}

/** Who must wait, signs at another node, or signs silently is not asked. */
function turnNotices(input: SigningInput, envelope: Envelope): Effect[] {
  const { whenNotSigned, notSignedText } = input.mapping.advanced.prompts;
  const isSigning = statusAt(envelope, input.now) === 'launched' && !haveSourcesChanged(input);
  if (!whenNotSigned || !isSigning) return [];
  const turn = whoseTurn(envelope);
  const text = sourceText(notSignedText) || NOT_SIGNED_TEXT;
  return envelope.parties
    .filter((party) => turn.includes(party.id) && !signsSilently(party))
    .filter((party) => isSigningNode(party.signingNodes, input.record.currentNodeId))
    .flatMap((party) =>
      usersOf(party).map((userId) => notice(envelope, `notSigned:${party.id}`, userId, text, 'yourTurn')),
    );
}

function signedNotices(input: SigningInput, envelope: Envelope, partyId: string | undefined): Effect[] {
  if (!input.mapping.advanced.prompts.whenSigned) return [];
  return envelope.parties
    .filter((party) => party.status === 'signed' && (partyId ?? party.id) === party.id)
    .flatMap((party) => {
      const text = `签署文件《${envelope.subject}》：${party.name}已签署。`;
      const people = new Set([...usersOf(party, 'signed'), envelope.initiator.userId]);
      return [...people].map((userId) => notice(envelope, `signed:${party.id}`, userId, text, 'signed'));
    });
}

function positionNotices(input: SigningInput, envelope: Envelope): Effect[] {
  if (!input.mapping.advanced.prompts.whenPositionsNeeded || envelope.status !== 'draft') return [];
  const text = `签署文件《${envelope.subject}》需要您指定签署位置。`;
  return [notice(envelope, 'positionsNeeded', envelope.initiator.userId, text, 'draftOfInitiator')];
}

function notice(envelope: Envelope, subject: string, userId: string, text: string, reason: WhyReason): Effect {
  const key = `notify:${envelope.id}:${subject}:${userId}`;
  return { kind: 'notify', key, why: why('R-09', 'C-52', reason), to: [userId], text };
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

function sourceText(text: LocalizedText): string {
  return text['zh-CN'] || text['zh-TW'] || text.en || text.ja || '';
}

function told(effects: Effect[]): Outcome {
  return { effects, problems: [] };
}
