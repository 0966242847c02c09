import { slotAt } from '../../core/slots.js';
import type { EditorStep, MappingProblem } from '../../schema/dom-events.js';
import type { FieldRef } from '../../schema/form.js';
import { deepActiveElement, deepClosest } from '../../ui/deep-query.js';
import type { MappingView } from '../../ui/mapping-view.js';
import { bindable, type Placeable } from './editor-places.js';

/** The slot that has the cursor; the rows of a list stand beside the card of their slot. */
function focusedSlot(): string | undefined {
  const active = deepActiveElement();
  const slot = deepClosest(active, '[data-slot]')?.dataset['slot'];
  return slot ?? slotAt(deepClosest(active, '[data-item]')?.dataset['item'] ?? '')?.pointer;
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

/** The problem after or before the one that was walked to last, if its slot still has the cursor; else after or before the slot. */
export function nextProblem(
  { problems }: MappingView,
  by: number,
  last: MappingProblem | undefined,
): MappingProblem | undefined {
  const here = focusedSlot();
  const isHere = ({ pointer }: MappingProblem): boolean => here !== undefined && slotAt(pointer)?.pointer === here;
  const isLast = (problem: MappingProblem): boolean =>
    isHere(problem) && problem.code === last?.code && problem.pointer === last.pointer;
  const same = by > 0 ? problems.findLastIndex(isLast) : problems.findIndex(isLast);
  const at = same < 0 ? problems.findIndex(isHere) : same;
  const count = problems.length;
  return problems[at < 0 ? (by > 0 ? 0 : count - 1) : (at + by + count) % count];
}
