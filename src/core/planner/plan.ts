import type { Plan } from '../../schema/plan.js';
import { planBlocks } from './blocks.js';
import { planButtons } from './buttons.js';
import { planCallbacks, planSealCallbacks } from './callbacks.js';
import { planCreation } from './creation.js';
import { planCompletion } from './filing.js';
import { planSteps, type Step } from './foresight.js';
import type { Outcome, PlanInput, SealUseInput, SigningInput } from './input.js';
import { planNotices } from './notices.js';
import { operationSteps } from './operations.js';
import { planRecreation } from './recreate.js';
import { planSealUse, planSealUseButtons } from './seal-use.js';
import { planSilentSigning } from './silent.js';
import { planMessages, planTab, planTabWithoutMapping } from './tab.js';

export type { PlanInput } from './input.js';

/**
 * Chapter 6: the one place that decides what happens at a moment of a workflow, at an event of a provider or at a click,
 * and what the viewer sees. The host carries the effects out, in order; the editor's trial run shows them. A disabled
 * mapping (C-04) plans nothing. A plan with blocks has no effects: a submit that is stopped leaves no trace.
 */
export function plan(input: PlanInput): Plan {
  const signing = planSigning(input);
  const seals = planSeals(input);
  const isBlocked = signing.blocks.length > 0;
  return {
    ...signing,
    effects: isBlocked ? [] : [...signing.effects, ...seals.effects],
    buttons: [...signing.buttons, ...seals.buttons],
    problems: isBlocked ? [] : [...signing.problems, ...seals.problems],
  };
}

function planSigning(input: PlanInput): Plan {
  if (!isSigning(input)) {
    return { effects: [], buttons: [], tab: planTabWithoutMapping(input), messages: [], blocks: [], problems: [] };
  }
  const buttons = planButtons(input);
  return {
    ...planSteps(input, stepsOf(input)),
    buttons,
    tab: planTab(input),
    messages: planMessages(input, buttons),
    blocks: planBlocks(input),
  };
}

const AT_FLOW: readonly Step[] = [planRecreation, planCreation, planSilentSigning, planNotices];
const AT_CLICK: readonly Step[] = [planRecreation, planCreation];
const AT_EVENT: readonly Step[] = [planSilentSigning, planCompletion, planCallbacks, planNotices];

/** what an admin ordered for a point comes before what happens there by itself at `before`, and behind it at `after`. */
function stepsOf(input: SigningInput): readonly Step[] {
  switch (input.event.kind) {
    case 'flow': {
      const operations = operationSteps(input);
      return input.event.point.timing === 'before' ? [...operations, ...AT_FLOW] : [...AT_FLOW, ...operations];
    }
    case 'user':
      return AT_CLICK;
    case 'envelope':
      return AT_EVENT;
    case 'sealUse':
      return [];
  }
}

function planSeals(input: PlanInput): Outcome & Pick<Plan, 'buttons'> {
  if (!isSealUse(input)) return { effects: [], buttons: [], problems: [] };
  const outcome = input.event.kind === 'sealUse' ? planSealCallbacks(input) : planSealUse(input);
  return { ...outcome, buttons: planSealUseButtons(input) };
}

function isSigning(input: PlanInput): input is SigningInput {
  return input.mapping?.basic.enabled === true;
}

function isSealUse(input: PlanInput): input is SealUseInput {
  return input.sealUseMapping?.basic.enabled === true;
}
