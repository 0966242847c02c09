import type { Workflow } from '../schema/workflow.js';
import { applyCommand, noChange, type MappingCommand } from './commands.js';
import { fixKey, type Drift } from './drift.js';
import type { EditorMapping } from './editor-mapping.js';
import { fixesOf, type FixContext } from './fixes.js';
import { pointerKeys } from './pointer.js';

/**
 * One command for all that was chosen, by the id of the drift; what was not chosen stays as it is. Later items of a list
 * come first, so that taking one out does not move those that are still to be changed.
 */
export function followDrift(
  drifts: readonly Drift[],
  chosen: ReadonlyMap<string, string>,
  mapping: EditorMapping,
  workflow: Workflow,
  context: FixContext,
): MappingCommand {
  const acts = drifts.flatMap((drift) => {
    const key = chosen.get(drift.id);
    return key === undefined ? [] : drift.places.map((place) => ({ place, key }));
  });
  acts.sort((a, b) => comparePointers(b.place.pointer, a.place.pointer));
  const commands: MappingCommand[] = [];
  let doc: EditorMapping = mapping;
  for (const { place, key } of acts) {
    const fix = fixesOf(place, doc, workflow, context).find((candidate) => fixKey(candidate) === key);
    if (!fix) continue;
    commands.push(fix.command);
    doc = applyCommand(doc, fix.command).doc;
  }
  return commands.length === 0 ? noChange : { type: 'batch', commands };
}

/** The order of a document's places; numbers by their value. */
function comparePointers(a: string, b: string): number {
  const [left, right] = [pointerKeys(a), pointerKeys(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const [own = '', other = ''] = [left[at], right[at]];
    if (own === other) continue;
    const isNumber = /^\d+$/.test(own) && /^\d+$/.test(other);
    return isNumber ? Number(own) - Number(other) : own < other ? -1 : 1;
  }
  return left.length - right.length;
}
