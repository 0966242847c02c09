import type { Envelope } from '../../schema/envelope.js';
import type { FieldRef } from '../../schema/form.js';
import type { PlannedButton, Why } from '../../schema/record-tab.js';
import type { LocalizedText } from '../../schema/primitives.js';
import type { ButtonKind } from '../../schema/signing-kinds.js';
import type { SigningMapping } from '../../schema/signing-config.js';
import type { FlowPoint, Workflow } from '../../schema/workflow.js';
import { statusAt } from '../status.js';
import { whoseTurn } from '../turn.js';
import { why, type SigningInput } from './input.js';
import { lazyActions } from './lazy.js';
import type { WhyReason } from '../../schema/why-reasons.js';
import { haveSourcesChanged } from './recreate.js';
import { findSeat } from './seat.js';

/**
 * the buttons that the viewer sees at the record's node, in the order in which they are shown. A signer whose turn has
 * not come, or whose files were replaced, sees the button disabled with the reason; who has nothing to sign
 * sees none.
 */
export function planButtons(input: SigningInput): PlannedButton[] {
  const { envelope } = input;
  if (!envelope || envelope.status === 'deleted') {
    const slots = { sign: 'C-14', setPositions: 'C-32', launch: 'C-32' } as const;
    return lazyActions(input, input.viewer).map((kind) =>
      button(input, kind, true, why('R-04', slots[kind], 'madeAtFirstClick', input.mapping.optional.buttonField)),
    );
  }
  return [
    ...signButtons(input, envelope),
    ...draftButtons(input, envelope),
    button(input, 'view', true, trace(input, 'C-20', 'envelopeExists')),
    ...downloadButtons(input, envelope),
    ...initiatorButtons(input, envelope),
    ...closingButtons(input, envelope),
    ...restartButtons(input),
  ];
}

/** C-60: the configured label; an empty one leaves the default of the language. */
export function labelOf(mapping: SigningMapping, kind: ButtonKind): LocalizedText {
  const labels: Partial<Record<ButtonKind, LocalizedText>> = mapping.buttons;
  return labels[kind] ?? {};
}

/** C-42: a node counts while the record stands at it, an exit before or after the move along it. */
export function isShownAt(points: readonly FlowPoint[], nodeId: string, workflow: Pick<Workflow, 'exits'>): boolean {
  return points.some((point) => {
    if (point.kind === 'node') return point.id === nodeId;
    const exit = workflow.exits.find((candidate) => candidate.id === point.id);
    return (point.timing === 'before' ? exit?.from : exit?.to) === nodeId;
  });
}

function signButtons(input: SigningInput, envelope: Envelope): PlannedButton[] {
  const { mapping, record, viewer, now } = input;
  const seat = findSeat({
    envelope,
    userId: viewer.userId,
    nodeId: record.currentNodeId,
    hiddenAt: mapping.advanced.hideSignAt,
    now,
  });
  if (seat?.state !== 'ready' && seat?.state !== 'waiting') return [];
  const isOutdated = haveSourcesChanged(input);
  const isReady = seat.state === 'ready' && !isOutdated;
  const waits = isOutdated ? why('R-03', 'C-40', 'sourcesChanged') : why('R-05', 'C-35', 'waitingForOthers');
  const reason = isReady ? trace(input, 'C-14', 'yourTurn') : waits;
  return [button(input, 'sign', isReady, reason), button(input, 'reject', isReady, reason)];
}

function draftButtons(input: SigningInput, envelope: Envelope): PlannedButton[] {
  if (envelope.status !== 'draft' || !isInitiator(input, envelope)) return [];
  const reason = trace(input, 'C-33', 'draftOfInitiator');
  return [button(input, 'setPositions', true, reason), button(input, 'launch', true, reason)];
}

function downloadButtons(input: SigningInput, envelope: Envelope): PlannedButton[] {
  const { mapping, record, workflow, now } = input;
  const { downloadableAt, downloadOnlyCompleted } = mapping.advanced;
  const status = statusAt(envelope, now);
  if (status !== 'completed' && (downloadOnlyCompleted || status !== 'launched')) return [];
  // the slot narrows down where the button is; nobody who leaves it empty wants to hide it everywhere
  if (downloadableAt.length === 0) return [button(input, 'download', true, trace(input, 'C-47', 'downloadable'))];
  if (!isShownAt(downloadableAt, record.currentNodeId, workflow)) return [];
  return [button(input, 'download', true, trace(input, 'C-42', 'downloadableHere'))];
}

function initiatorButtons(input: SigningInput, envelope: Envelope): PlannedButton[] {
  if (statusAt(envelope, input.now) !== 'launched' || !isInitiator(input, envelope)) return [];
  const reason = trace(input, 'C-12', 'launchedByViewer');
  const someoneIsAwaited = whoseTurn(envelope).length > 0;
  return [...(someoneIsAwaited ? [button(input, 'remind', true, reason)] : []), button(input, 'revoke', true, reason)];
}

/** Signatures can be verified as soon as there is one; who launched what is completed may put it away. */
function closingButtons(input: SigningInput, envelope: Envelope): PlannedButton[] {
  const isSigned = envelope.documents.some(({ signedSha256 }) => signedSha256 !== null);
  const mayArchive =
    envelope.status === 'completed' && envelope.archivedAt === undefined && isInitiator(input, envelope);
  return [
    ...(isSigned ? [button(input, 'verify', true, trace(input, 'C-60', 'signaturesExist'))] : []),
    ...(mayArchive ? [button(input, 'archive', true, trace(input, 'C-60', 'completedByAll'))] : []),
  ];
}

/** C-32 empty: what ended without completion can be started again by the initiator. */
function restartButtons(input: SigningInput): PlannedButton[] {
  const reason = trace(input, 'C-32', 'endedInVain');
  return lazyActions(input, input.viewer).map((kind) => button(input, kind, true, reason));
}

function isInitiator({ viewer }: SigningInput, envelope: Envelope): boolean {
  return envelope.initiator.userId === viewer.userId;
}

function button({ mapping }: SigningInput, kind: ButtonKind, enabled: boolean, reason: Why): PlannedButton {
  return { kind, enabled, label: labelOf(mapping, kind), why: reason };
}

/** Traces carry the field on which the form shows the buttons (C-20). */
function trace({ mapping }: SigningInput, slot: string, reason: WhyReason): Why {
  const field: FieldRef | null = mapping.optional.buttonField;
  return why('R-04', slot, reason, field);
}
