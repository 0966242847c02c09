import type { PlanMessage, PlannedButton, PlannedTab } from '../../schema/record-tab.js';
import { findSeat } from './seat.js';
import { why, type PlanInput, type SigningInput } from './input.js';
import type { WhyReason } from '../../schema/why-reasons.js';

/** The tab of a record without an enabled configuration. */
export const NO_TAB: PlannedTab = { visible: false, openFirst: false, name: {}, buttonField: null };

/** the e-seal tab, whether it opens first at this node (C-50), its name (C-51), and the field of the buttons (C-20). */
export function planTab({ mapping, record }: SigningInput): PlannedTab {
  return {
    visible: true,
    openFirst: mapping.advanced.openTabAt.includes(record.currentNodeId),
    name: mapping.advanced.tabName,
    buttonField: mapping.optional.buttonField,
  };
}

/** an envelope that exists keeps its tab, although the configuration was disabled or removed since. */
export function planTabWithoutMapping({ envelope }: PlanInput): PlannedTab {
  return { ...NO_TAB, visible: envelope !== null && envelope.status !== 'deleted' };
}

/** the prompts of C-52 for the viewer, by what the buttons offer. */
export function planMessages(input: SigningInput, buttons: readonly PlannedButton[]): PlanMessage[] {
  const { whenSigned, whenNotSigned, whenPositionsNeeded, notSignedText } = input.mapping.advanced.prompts;
  const offers = (kind: PlannedButton['kind']): boolean => buttons.some((item) => item.kind === kind && item.enabled);
  const trace = (reason: WhyReason) => why('R-09', 'C-52', reason);
  const messages: PlanMessage[] = [];
  if (whenNotSigned && offers('sign'))
    messages.push({ code: 'notSigned', text: notSignedText, why: trace('yourTurn') });
  if (whenPositionsNeeded && offers('setPositions')) {
    messages.push({ code: 'positionsNeeded', text: {}, why: trace('draftOfInitiator') });
  }
  if (whenSigned && hasSigned(input)) messages.push({ code: 'signed', text: {}, why: trace('signed') });
  return messages;
}

function hasSigned({ envelope, viewer, mapping, record, now }: SigningInput): boolean {
  if (!envelope) return false;
  const { hideSignAt } = mapping.advanced;
  const place = { envelope, userId: viewer.userId, nodeId: record.currentNodeId, hiddenAt: hideSignAt, now };
  return findSeat(place)?.state === 'done';
}
