import { checks } from './catalogue.js';
import { groupOf, type Check } from './check.js';
import { endpointNames, endpointOf } from './endpoint-paths.js';
import type { ContractOptions } from './options.js';
import { Probe, type Reply } from './probe.js';
import { Mismatch, NotChecked, type Finding } from './verdict.js';
import { World } from './world.js';

export interface Outcome {
  readonly findings: readonly Finding[];
  /** What the run made and the contract has no way to take away. */
  readonly left: readonly string[];
}

/**
 * Checks a backend.
 *
 * @throws Mismatch when nobody answers at the address.
 */
export async function runContract(
  options: ContractOptions,
  report: (finding: Finding) => void = () => undefined,
): Promise<Outcome> {
  const journal: Reply[] = [];
  const world = await openWorld(options, journal);
  const findings: Finding[] = [];
  const wanted = checks.filter((check) => options.only.length === 0 || options.only.includes(groupOf(check)));
  const keep = (finding: Finding): void => {
    findings.push(finding);
    report(finding);
  };
  try {
    for (const check of wanted) await tryCheck(check, world, keep);
  } catch (error) {
    // what was made is taken away even if the run itself has a mistake, which is the news then
    await world.clear().catch(() => undefined);
    throw error;
  }
  return { findings, left: await world.clear() };
}

async function openWorld(options: ContractOptions, journal: Reply[]): Promise<World> {
  const { baseUrl, admin, other, third, workflowId, recordId, heartbeatSeconds } = options;
  const probe = (headers: ContractOptions['admin']): Probe => new Probe(baseUrl, headers, journal);
  const nobody = probe([]);
  // it is no answer of a route, so nothing is said about its headers
  const document = await new Probe(baseUrl, [], []).raw('GET', '/openapi.json');
  return new World({
    admin: probe(admin),
    nobody,
    other: other && probe(other),
    third: third && probe(third),
    document: document.status === 200 ? document.body : undefined,
    journal,
    workflowId,
    recordId,
    heartbeatSeconds,
  });
}

async function tryCheck(check: Check, world: World, keep: (finding: Finding) => void): Promise<void> {
  const { each } = check;
  if (!each) return keep(await tryOne(check, check.id, () => check.run(world, 'getSession')));
  // the first group says of each route whether it is offered
  const offered = groupOf(check) === 'document' ? endpointNames : world.offered;
  const names = offered.filter((name) => each(endpointOf(name), name));
  if (names.length === 0) keep(await tryOne(check, check.id, noRoute));
  for (const name of names) keep(await tryOne(check, `${check.id}/${name}`, () => check.run(world, name)));
}

function noRoute(): Promise<void> {
  return Promise.reject(new NotChecked('needs a route that is offered'));
}

async function tryOne({ title, rule }: Check, id: string, run: () => Promise<void>): Promise<Finding> {
  const facts = { id, title, rule };
  try {
    await run();
    return { ...facts, verdict: 'ok' };
  } catch (error) {
    if (error instanceof NotChecked) return { ...facts, verdict: 'not checked', reason: error.message };
    if (!(error instanceof Mismatch)) throw error;
    const { request, expected, came } = error;
    return { ...facts, verdict: 'failed', request, expected, came };
  }
}
