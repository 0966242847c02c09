import type { MappingProblem } from '../schema/dom-events.js';
import type { Workflow } from '../schema/workflow.js';
import { applyCommand, type MappingCommand } from './commands.js';
import type { EditorMapping } from './editor-mapping.js';
import type { Fix, FixContext } from './fix.js';
import { fieldFixes } from './fix-fields.js';
import { flowFixes } from './fix-flow.js';
import { textFixes } from './fix-texts.js';

export type { Fix, FixContext, FixId } from './fix.js';

/**
 * The acts that may settle a problem, the best first; none where only a person knows what is meant, and then the way to
 * the slot remains. Pure: nothing changes until a command is applied.
 */
export function fixesOf(
  problem: MappingProblem,
  mapping: EditorMapping,
  workflow: Workflow,
  context: FixContext,
): readonly Fix[] {
  switch (problem.code) {
    case 'REQ':
    case 'TYPE':
    case 'GONE':
    case 'RENAMED':
    case 'RETYPED':
    case 'CARD':
    case 'SCOPE':
    case 'DUP-BIND':
    case 'FILE-NONE':
    case 'FILE-TYPE':
    case 'SIGN-CONTACT':
    case 'ID-BAD':
      return fieldFixes(problem, mapping, workflow, context);
    case 'SIGN-NONE':
    case 'SIGN-ORDER':
    case 'SIGN-DUP':
    case 'FLOW-ORDER':
    case 'FLOW-BACK':
    case 'FLOW-HIDE':
    case 'FLOW-TWICE':
    case 'FLOW-LOST':
    case 'FLOW-OPEN':
    case 'FLOW-ARCHIVE':
    case 'FLOW-EARLY':
    case 'CALL-OFF':
    case 'CALL-DUP':
    case 'OP-NO-STOP':
    case 'OP-NO-PASS':
    case 'OP-LATE':
    case 'OP-NEEDS':
    case 'DATE-PAST':
    case 'CAPABILITY':
      return flowFixes(problem, mapping);
    case 'NAME-BAD':
    case 'I18N-GAP':
    case 'LABEL-DUP':
    case 'LABEL-LONG':
      return textFixes(problem, mapping);
    default:
      return [];
  }
}

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
