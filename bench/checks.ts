/**
 * `tsx bench/checks.ts`: what the checks of a large mapping cost, side by side: all of them anew, as for a document that
 * was just read, and after an edit, when what was found at the untouched slots is kept. Prints medians in ms.
 */
import { newParty } from '../src/core/bind.js';
import { checkMapping } from '../src/core/checks.js';
import { applyCommand } from '../src/core/commands.js';
import type { MappingProblem } from '../src/schema/dom-events.js';
import type { SigningMapping } from '../src/schema/signing-config.js';
import type { ValueSource } from '../src/schema/value-source.js';
import type { Workflow } from '../src/schema/workflow.js';
import { aMapping, aWorkflow } from '../test/support/builders.js';

const FIELDS = [100, 1000, 5000];
const PARTIES = 100;
const ROUNDS = 60;

function largeWorkflow(fields: number): Workflow {
  const workflow = aWorkflow();
  const more = Array.from({ length: fields }, (_, index) => ({
    id: `bench-${index}`,
    label: `字段${index}`,
    type: 'text' as const,
    required: false,
  }));
  const { main } = workflow.form;
  return {
    ...workflow,
    form: { ...workflow.form, main: { ...main, fields: [...main.fields, ...more] } },
  };
}

/** Each party brings three bound slots: its name, its contact, its seal. */
function largeMapping(fields: number): SigningMapping {
  const source = (index: number): ValueSource => ({
    kind: 'field',
    field: { table: 'main', field: `bench-${index % fields}`, label: `字段${index % fields}`, type: 'text' },
  });
  let mapping = aMapping();
  for (let index = 0; index < PARTIES; index += 1) {
    const party = {
      ...newParty(mapping, 'organization', 'external'),
      id: `party-${index}`,
      name: source(index),
      contact: source(index + 1),
      seal: source(index + 2),
    };
    mapping = { ...mapping, flow: { ...mapping.flow, parties: [...mapping.flow.parties, party] } };
  }
  return mapping;
}

function median(times: number[]): string {
  return times.sort((left, right) => left - right)[Math.floor(times.length / 2)]!.toFixed(2);
}

function timed(check: () => MappingProblem[], times: number[]): string {
  const started = performance.now();
  const problems = check();
  times.push(performance.now() - started);
  return JSON.stringify(problems);
}

console.log('| fields | slots | all checks ms | after an edit ms |');
console.log('| ------ | ----- | ------------- | ---------------- |');
for (const fields of FIELDS) {
  const workflow = largeWorkflow(fields);
  const context = { bindings: [], capabilities: undefined, workflows: [], configId: undefined };
  let mapping = largeMapping(fields);
  checkMapping(mapping, workflow, context);
  const whole: number[] = [];
  const edited: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const pointer = `/flow/parties/${round % PARTIES}/name`;
    const value = { kind: 'text', text: `第 ${round} 次` };
    mapping = applyCommand(mapping, { type: 'set', pointer, value }).doc;
    // in turn, so that a noisy moment hits both; another workflow object has nothing that is kept
    const kept = timed(() => checkMapping(mapping, workflow, context), edited);
    const fresh = timed(() => checkMapping(mapping, { ...workflow }, context), whole);
    if (kept !== fresh) throw new Error(`after edit ${round} the kept findings are not those of a whole check`);
  }
  console.log(`| ${fields} | ${PARTIES * 3} | ${median(whole)} | ${median(edited)} |`);
}
