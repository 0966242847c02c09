import type { MappingProblem } from '../schema/dom-events.js';
import type { Workflow } from '../schema/workflow.js';
import { applyCommand, type MappingCommand } from './commands.js';
import type { EditorMapping } from './editor-mapping.js';
import { fixesOf, type FixContext } from './fixes.js';

/** Codes whose first fix loses nothing that a person typed, so that all of a kind can be settled at once. */
export const SAFE_CODES: ReadonlySet<string> = new Set(['RENAMED', 'SIGN-ORDER', 'NAME-BAD', 'I18N-GAP', 'FLOW-BACK']);

/** One command that settles every problem of a kind, each with its first fix; null where that is not safe. */
export function fixAll(
  code: string,
  problems: readonly MappingProblem[],
  mapping: EditorMapping,
  workflow: Workflow,
  context: FixContext,
): MappingCommand | null {
  if (!SAFE_CODES.has(code)) return null;
  const commands: MappingCommand[] = [];
  let doc: EditorMapping = mapping;
  for (const found of problems.filter((problem) => problem.code === code)) {
    // against what the fixes before have made: two languages of one text must not overwrite each other
    const [fix] = fixesOf(found, doc, workflow, context);
    if (!fix) continue;
    const applied = applyCommand(doc, fix.command);
    if (Object.is(applied.doc, doc)) continue;
    doc = applied.doc;
    commands.push(fix.command);
  }
  return commands.length === 0 ? null : { type: 'batch', commands };
}
