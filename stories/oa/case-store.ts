import { CaseFile, type RecordCase } from '../../src/schema/case-file.js';

type Kind = CaseFile['kind'];

const keyOf = (workflowId: string, kind: Kind): string => `oa-cases/${kind}/${workflowId}`;

/** The cases of a mapping as this OA keeps them: in the browser of the admin. What cannot be read any more is none. */
export function readCases(workflowId: string, kind: Kind): readonly RecordCase[] {
  try {
    const stored = CaseFile.safeParse(JSON.parse(localStorage.getItem(keyOf(workflowId, kind)) ?? 'null'));
    return stored.success ? stored.data.cases : [];
  } catch {
    return [];
  }
}

/** Answers whether there was room. */
export function writeCases(workflowId: string, kind: Kind, cases: readonly RecordCase[]): boolean {
  const file: CaseFile = { format: 'esign-elements/cases', version: 1, kind, workflowId, cases: [...cases] };
  try {
    localStorage.setItem(keyOf(workflowId, kind), JSON.stringify(file));
    return true;
  } catch {
    return false;
  }
}
