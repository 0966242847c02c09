/**
 * `npm run load -- [--database pglite|postgres] [--scenario events|callbacks|sign|mixed] [--seconds 20] [--rate 50|max]
 * [--connections 50] [--file-kb n] [--tenants 4] [--count n] [--profile]`: drives a host in a process of its own over
 * loopback and prints what it held. With a rate the clock decides when a request is due, and its answer is counted from
 * then on, however late it was sent.
 *
 * `npm run load -- --scenario restart [--envelopes 100000] [--restarts 3]`: kills a host that has so many envelopes and
 * prints how long it takes to come back.
 *
 * PostgreSQL is a server of the run's own. Exit code 1 when a request failed or work was left over.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { OwnPostgres } from '../../test/chaos/own-postgres.js';
import { startPlainSimulator, type PlainSimulator } from '../../test/simulators/plain/server.js';
import { buildProgram, removeProgram } from '../../test/support/program.js';
import { readDatabaseWork } from './database-work.js';
import { HostProcess } from './host-process.js';
import type { Settings } from './protocol.js';
import { hotSpots, table, TRAFFIC_HEAD, trafficRow, workRows, type Around } from './report.js';
import { measureRestarts } from './restart.js';
import { callbacks, events, scenarioNames, signatures, type Load, type ScenarioName, type World } from './scenarios.js';
import { Tenant } from './tenants.js';
import { Client, drive, type Magazine, type TrafficResult } from './traffic.js';

/** How long the host may take to finish what it has taken in. */
const DRAIN_LIMIT_MS = 120_000;
const LOOK_MS = 100;
/** Prepared for each second where the host decides how many there are. */
const MAX_RATES: Record<Exclude<ScenarioName, 'mixed'>, number> = { events: 200, callbacks: 600, sign: 40 };
/** What is sent beside each other in `mixed`, as parts of its rate. */
const MIX = { callbacks: 1, sign: 0.1, events: 0.05 } as const;
const LOADS: Record<Exclude<ScenarioName, 'mixed'>, Load> = { events, callbacks, sign: signatures };

const { values } = parseArgs({
  options: {
    database: { type: 'string', default: 'pglite' },
    scenario: { type: 'string', default: 'events' },
    seconds: { type: 'string', default: '20' },
    rate: { type: 'string', default: 'max' },
    connections: { type: 'string', default: '50' },
    tenants: { type: 'string', default: '4' },
    count: { type: 'string' },
    'file-kb': { type: 'string' },
    profile: { type: 'boolean', default: false },
    envelopes: { type: 'string', default: '100000' },
    restarts: { type: 'string', default: '3' },
  },
});
const scenario = [...scenarioNames, 'restart' as const].find((name) => name === values.scenario);
if (!scenario) throw new Error(`there is no scenario ${values.scenario}`);
if (values.database !== 'pglite' && values.database !== 'postgres') throw new Error('pglite or postgres');
const seconds = Number(values.seconds);
const rate = values.rate === 'max' ? null : Number(values.rate);
const connections = Number(values.connections);

/** Files are as large as the goals ask where files are the work, and small where they are not. */
function fileBytes(): number {
  if (values['file-kb'] !== undefined) return Number(values['file-kb']) * 1024;
  return scenario === 'sign' || scenario === 'mixed' ? 1024 * 1024 : 20 * 1024;
}

async function around(host: HostProcess, databaseUrl: string | null): Promise<Around> {
  const state = { backlog: await host.backlog(), usage: await host.usage(), at: performance.now() };
  return { ...state, database: await readDatabaseWork(databaseUrl) };
}

/** @returns How long it took until nothing was left to do, or null when it took too long. */
async function drain(host: HostProcess): Promise<number | null> {
  const start = performance.now();
  while (performance.now() - start < DRAIN_LIMIT_MS) {
    const { effects, callbacks: waiting } = await host.backlog();
    if (effects === 0 && waiting === 0) return performance.now() - start;
    await delay(LOOK_MS);
  }
  return null;
}

interface Part {
  readonly name: Exclude<ScenarioName, 'mixed'>;
  readonly rate: number | null;
  readonly magazine: Magazine;
}

async function prepare(world: World, name: ScenarioName): Promise<Part[]> {
  if (name === 'mixed' && rate === null) throw new Error('the mixed scenario needs a rate');
  const parts =
    name === 'mixed'
      ? (['callbacks', 'sign', 'events'] as const).map((part) => ({ part, rate: (rate ?? 0) * MIX[part] }))
      : [{ part: name, rate }];
  const prepared: Part[] = [];
  for (const { part, rate: share } of parts) {
    const asked = values.count === undefined ? null : Number(values.count);
    const count = asked ?? Math.ceil((share ?? MAX_RATES[part]) * seconds);
    prepared.push({ name: part, rate: share, magazine: await LOADS[part](world, count) });
  }
  return prepared;
}

async function measure(host: HostProcess, parts: readonly Part[], databaseUrl: string | null): Promise<boolean> {
  await drain(host);
  const before = await around(host, databaseUrl);
  const lag = monitorEventLoopDelay({ resolution: 2 });
  lag.enable();
  const results = await Promise.all(
    parts.map(async (part): Promise<readonly [string, TrafficResult]> => {
      const options = { url: host.url, connections: Math.ceil(connections / parts.length), seconds, rate: part.rate };
      return [part.name, await drive(part.magazine, options)];
    }),
  );
  lag.disable();
  const drainMs = await drain(host);
  const after = await around(host, databaseUrl);
  const requests = results.reduce((sum, [, { sent }]) => sum + sent, 0);
  console.log(`\n${table([TRAFFIC_HEAD, ...results.map(([name, result]) => trafficRow(name, result))])}`);
  console.log(`\n${table(workRows(before, after, { requests, drainMs }))}`);
  console.log(
    `\nload average of ${availableParallelism()} cores at the end ${(loadavg()[0] ?? 0).toFixed(1)}, ` +
      `event loop of the driver late by ${(lag.percentile(99) / 1e6).toFixed(1)} ms (p99)`,
  );
  const failures = results.flatMap(([, { failures: reasons }]) => [...reasons]);
  for (const [reason, count] of failures) console.log(`${count} x ${reason}`);
  return failures.length === 0 && drainMs !== null && after.backlog.failed === before.backlog.failed;
}

async function runScenario(
  program: string,
  settings: Settings,
  simulator: PlainSimulator,
  name: ScenarioName,
): Promise<boolean> {
  const profileDir = values.profile ? path.join(settings.dataDir, 'profile') : null;
  const host = await HostProcess.start(program, settings, profileDir);
  const client = new Client(host.url, connections);
  try {
    const tenants: Tenant[] = [];
    for (let index = 0; index < Number(values.tenants); index += 1) {
      tenants.push(await Tenant.open(`tenant-${index}`, client, simulator));
    }
    const start = performance.now();
    const parts = await prepare({ host, tenants, simulator }, name);
    console.log(`prepared in ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return await measure(host, parts, settings.databaseUrl);
  } finally {
    client.close();
    await host.stop();
    if (profileDir !== null) printProfile(profileDir);
  }
}

function printProfile(folder: string): void {
  const [file] = readdirSync(folder);
  if (file === undefined) return;
  console.log(`\nwhere the host spent its time, from its start to its end\n`);
  console.log(table([['ms', '%', 'function'], ...hotSpots(path.join(folder, file))]));
}

async function main(name: NonNullable<typeof scenario>): Promise<boolean> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'esign-load-'));
  mkdirSync(path.join(dataDir, 'data'));
  const program = await buildProgram('bench/host/child.ts');
  const simulator = await startPlainSimulator();
  const postgres = values.database === 'postgres' ? await OwnPostgres.open() : null;
  const settings: Settings = {
    dataDir: path.join(dataDir, 'data'),
    databaseUrl: postgres?.url ?? null,
    databaseRole: 'esign_load',
    logFile: path.join(dataDir, 'host.log'),
    service: {
      url: simulator.url,
      publicKey: simulator.service.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
    fileBytes: fileBytes(),
  };
  console.log(`${name} on ${values.database}, ${values.rate}/s for ${seconds} s, ${connections} connections`);
  try {
    if (name !== 'restart') return await runScenario(program, settings, simulator, name);
    const order = { envelopes: Number(values.envelopes), restarts: Number(values.restarts) };
    return await measureRestarts(program, settings, simulator, order);
  } finally {
    await simulator.close();
    postgres?.close();
    removeProgram(program);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

process.exit((await main(scenario)) ? 0 : 1);
