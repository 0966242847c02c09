import type { CaseFile, RecordCase } from '../schema/case-file.js';
import { kindOf, type EditorMapping } from './editor-mapping.js';

/** The cases of a mapping as a file. */
export function caseFile(mapping: EditorMapping, cases: readonly RecordCase[]): CaseFile {
  const { workflowId } = mapping.basic;
  return { format: 'esign-elements/cases', version: 1, kind: kindOf(mapping), workflowId, cases: [...cases] };
}
