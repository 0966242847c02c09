import type { Plan } from '../../schema/plan.js';
import { planBlocks } from './blocks.js';
import { planButtons } from './buttons.js';
import { planCompletion } from './filing.js';
import { planCreation } from './creation.js';
import type { PlanInput, SealUseInput, SigningInput } from './input.js';
import { planSealUse, planSealUseButtons } from './seal-use.js';
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
  const creation = planCreation(input);
  const completion = planCompletion(input);
  const buttons = planButtons(input);
  return {
    effects: [...creation.effects, ...completion.effects],
    buttons,
    tab: planTab(input),
    messages: planMessages(input, buttons),
    blocks: planBlocks(input),
    problems: [...creation.problems, ...completion.problems],
  };
}

function planSeals(input: PlanInput): Pick<Plan, 'effects' | 'buttons' | 'problems'> {
  if (!isSealUse(input)) return { effects: [], buttons: [], problems: [] };
  return { ...planSealUse(input), buttons: planSealUseButtons(input) };
}

function isSigning(input: PlanInput): input is SigningInput {
  return input.mapping?.basic.enabled === true;
}

function isSealUse(input: PlanInput): input is SealUseInput {
  return input.sealUseMapping?.basic.enabled === true;
}
