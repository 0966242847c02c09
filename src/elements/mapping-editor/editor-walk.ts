import { slotAt } from '../../core/slots.js';
import type { EditorStep, MappingProblem } from '../../schema/dom-events.js';
import type { FieldRef } from '../../schema/form.js';
import { deepActiveElement, deepClosest } from '../../ui/deep-query.js';
import type { MappingView } from '../../ui/mapping-view.js';
import { bindable, type Placeable } from './editor-places.js';

function focusedSlot(): string | undefined {
  return deepClosest(deepActiveElement(), '[data-slot]')?.dataset['slot'];
}

/** The next slot that would take a field, over all steps; from outside of them the first one of the open step. */
export function nextPlace(
  view: MappingView,
  field: FieldRef,
  step: EditorStep | undefined,
  by: number,
): Placeable | undefined {
  const places = bindable(view, field);
  const here = focusedSlot();
  const at = places.findIndex(({ slot }) => slot.pointer === here);
  const first = places.findIndex(({ slot }) => slot.step === step);
  return places[at < 0 ? Math.max(0, first) : (at + by + places.length) % places.length];
}

/** The problem after or before the slot that has the cursor. */
export function nextProblem({ problems }: MappingView, by: number): MappingProblem | undefined {
  const here = focusedSlot();
  const at = problems.findIndex((problem) => slotAt(problem.pointer)?.pointer === here);
  const count = problems.length;
  return problems[at < 0 ? (by > 0 ? 0 : count - 1) : (at + by + count) % count];
}
