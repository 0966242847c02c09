import type { MappingProblem } from '../schema/dom-events.js';
import type { Workflow } from '../schema/workflow.js';
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
