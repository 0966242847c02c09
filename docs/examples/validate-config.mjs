// Checks a signing configuration in Node, and runs its pinned cases: what the editor does, without the editor, for a server
// or a CI job.
//
//   node validate-config.mjs world.json
//
// `world.json` holds { mapping, workflow, bindings, caseFile }: the mapping that the editor exports, the workflow and the
// bindings as `GET /v1/workflows/{id}` and `GET /v1/bindings` answer them, and the cases that the editor exports (may be left out).
// Exit code 1 when the mapping has an error, or a case no longer sends what was pinned.
import { readFileSync } from 'node:fs';

import { checkSigningMapping, isComplete, parseOrThrow, runCases } from 'esign-elements/core';
import { CaseFile, SigningMapping, Workflow } from 'esign-elements/schema';

const world = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const mapping = parseOrThrow(SigningMapping, world.mapping);
const workflow = parseOrThrow(Workflow, world.workflow);

const problems = checkSigningMapping(mapping, workflow, { bindings: world.bindings });
for (const { severity, code, pointer } of problems) console.log(`${severity} ${code} ${pointer}`);

const cases = world.caseFile ? parseOrThrow(CaseFile, world.caseFile).cases : [];
const reports = runCases(cases, { mapping, workflow });
for (const { name, passed, differences } of reports) {
  console.log(`${passed ? 'ok' : 'DIFFERS'} ${name}`);
  for (const { pointer, expected, actual } of differences) {
    console.log(`  ${pointer}: expected ${JSON.stringify(expected)}, sends ${JSON.stringify(actual)}`);
  }
}

console.log(`${problems.length} problems, cases ${reports.filter(({ passed }) => passed).length}/${reports.length}`);
process.exitCode = isComplete(problems) && reports.every(({ passed }) => passed) ? 0 : 1;
