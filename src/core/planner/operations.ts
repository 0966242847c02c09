import type { Envelope } from '../../schema/envelope.js';
import type { Effect } from '../../schema/plan.js';
import type { FileOperation, FileOperationKind } from '../../schema/signing-config.js';
import { isFinal, statusAt } from '../status.js';
import { whoseTurn } from '../turn.js';
import { createOnce } from './creation.js';
import { planFiling } from './filing.js';
import { isForeseen, planSteps, type Step } from './foresight.js';
import { isSamePoint, NOTHING, why, type Outcome, type SigningInput } from './input.js';
import { launchDraft } from './launch.js';
import { planRecreation } from './recreate.js';
import { signSilently, silentParties } from './silent.js';

/**
 * the rows of C-70 at the point of the event, in the order of the list. A row that cannot act on the envelope as it is
 * then does nothing; only what an admin must put right is a problem.
 */
export function operationSteps({ mapping, event }: SigningInput): Step[] {
  if (event.kind !== 'flow') return [];
  const { point } = event;
  return mapping.operations
    .filter(({ kind, target, timing }) => isSamePoint({ kind, id: target, timing }, point))
    .map((row) => stepOf(row));
}

function stepOf(row: FileOperation): Step {
  const operate: Step = (input) => OPERATIONS[row.operation](input, row);
  // what goes on with the envelope goes on with one of the present files; what closes it takes it as it is
  return NEEDS_PRESENT_FILES.has(row.operation) ? (input) => planSteps(input, [planRecreation, operate]) : operate;
}

type Operation = (input: SigningInput, row: FileOperation) => Outcome;

const NEEDS_PRESENT_FILES: ReadonlySet<FileOperationKind> = new Set(['create', 'launch', 'autoSign', 'remind']);

const TRACE = why('R-11', 'C-70', 'fileOperation');

const OPERATIONS: Record<FileOperationKind, Operation> = {
  create: (input) => createOnce(input, TRACE),
  launch: (input) => launchDraft(input, TRACE),
  // the blocks of a plan, which leave it without effects
  verifySigned: () => NOTHING,
  autoSign: planAutoSign,
  download: planDownload,
  remind: planReminder,
  revoke: planRevocation,
  archive: planArchiving,
};

function planAutoSign(input: SigningInput): Outcome {
  const { envelope } = input;
  if (!envelope) return NOTHING;
  return { effects: silentParties(input).map((party) => signSilently(envelope, party, TRACE)), problems: [] };
}

/** the same filing as after completion, so that whichever comes first is the only one. */
function planDownload(input: SigningInput): Outcome {
  const { envelope, mapping } = input;
  const { downloadInto } = mapping.advanced;
  if (downloadInto === null) return { effects: [], problems: [{ code: 'REQ', slot: 'C-43', field: null }] };
  if (envelope?.status !== 'completed') return NOTHING;
  return planFiling(input, envelope, why('R-11', 'C-70', 'fileOperation', downloadInto));
}

/** One reminder for each row and arrival: the same point in a later version of the configuration reminds anew. */
function planReminder(input: SigningInput, { id, kind, target, timing }: FileOperation): Outcome {
  const { envelope, now, configVersion, record } = input;
  if (!isStored(envelope) || statusAt(envelope, now) !== 'launched' || whoseTurn(envelope).length === 0) return NOTHING;
  const key = `remind:${envelope.id}:${configVersion}:${kind}:${target}:${timing}:${id}:${record.visit ?? ''}`;
  return one({ kind: 'remindSigners', key, why: TRACE, envelopeId: envelope.id });
}

function planRevocation({ envelope, now }: SigningInput, { message }: FileOperation): Outcome {
  if (!isStored(envelope) || isFinal(statusAt(envelope, now))) return NOTHING;
  const reason = message['zh-CN'] || REVOKE_REASON;
  return one({ kind: 'revokeEnvelope', key: `revoke:${envelope.id}`, why: TRACE, envelopeId: envelope.id, reason });
}

/** What the parties read where the row has no message of its own. */
const REVOKE_REASON = '流程流转时系统自动撤回';

function planArchiving({ envelope }: SigningInput): Outcome {
  if (envelope?.status !== 'completed' || envelope.archivedAt !== undefined) return NOTHING;
  return one({ kind: 'archiveEnvelope', key: `archive:${envelope.id}`, why: TRACE, envelopeId: envelope.id });
}

function isStored(envelope: Envelope | null): envelope is Envelope {
  return envelope !== null && !isForeseen(envelope);
}

function one(effect: Effect): Outcome {
  return { effects: [effect], problems: [] };
}
