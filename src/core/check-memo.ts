import type { MappingProblem } from '../schema/dom-events.js';
import type { Workflow } from '../schema/workflow.js';

interface Kept {
  readonly facts: readonly unknown[];
  readonly problems: readonly MappingProblem[];
}

// documents are never changed in place, so the same object means the same value
const kept = new WeakMap<Workflow, Map<string, Kept>>();

/**
 * What a check found at a pointer the last time, if all that it looks at (`facts`) is still the same; else it is run. Only
 * the last finding is kept for each pointer, so this holds no more than one document's worth.
 */
export function rememberedCheck(
  workflow: Workflow,
  pointer: string,
  facts: readonly unknown[],
  check: () => readonly MappingProblem[],
): readonly MappingProblem[] {
  let slots = kept.get(workflow);
  if (!slots) {
    slots = new Map();
    kept.set(workflow, slots);
  }
  const last = slots.get(pointer);
  if (last?.facts.length === facts.length && last.facts.every((fact, at) => Object.is(fact, facts[at]))) {
    return last.problems;
  }
  const problems = check();
  slots.set(pointer, { facts, problems });
  return problems;
}
