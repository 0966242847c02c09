/**
 * `npm run chaos -- [--rounds 8] [--points after-lock,…] [--databases pglite,postgres] [--faults kill,freeze,terminate]
 * [--seed 1] [--restart-postgres]`: kills, freezes and disturbs a real host and compares it with the books of the driver.
 * Every line names what repeats it. Exit code 1 when anything was lost, doubled or broken.
 */
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';

import pg from 'pg';

import { stopPoints, type StopPoint } from '../host/jobs/stop-point.js';
import { KillRun, randomCase, type CaseResult } from '../test/chaos/kill-run.js';
import { OwnPostgres } from '../test/chaos/own-postgres.js';
import { buildProgram, removeProgram } from '../test/support/program.js';
import { works, type Work } from '../test/chaos/workload.js';

type Fault = 'kill' | 'freeze' | 'terminate' | 'restart';

interface Line {
  readonly fault: Fault;
  readonly point: string;
  readonly database: string;
  readonly results: CaseResult[];
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '8' },
    points: { type: 'string', default: stopPoints.join(',') },
    databases: { type: 'string', default: 'pglite,postgres' },
    faults: { type: 'string', default: 'kill,freeze,terminate' },
    seed: { type: 'string', default: '1' },
    'restart-postgres': { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed);
const points = values.points.split(',') as StopPoint[];
const faults = new Set(values.faults.split(','));
const postgresUrl =
  process.env['DATABASE_URL'] ?? `postgres://${encodeURIComponent(userInfo().username)}@127.0.0.1:5432/test`;
/** Two people who save one configuration at once are in conflict, as they should be; so only one does. */
const manyWorks: readonly Work[] = Array.from({ length: 6 }, () => works.filter((work) => work !== 'config')).flat();

const lines: Line[] = [];
let isClean = true;

function seedOf(point: StopPoint, round: number): number {
  return seed + round * 1000 + stopPoints.indexOf(point);
}

function note(line: Line, result: CaseResult, again: string): void {
  line.results.push(result);
  const findings = [
    ...result.lost.map((text) => `LOST ${text}`),
    ...result.doubled.map((text) => `DOUBLED ${text}`),
    ...result.broken.map((text) => `BROKEN ${text}`),
  ];
  if (findings.length === 0) return;
  isClean = false;
  console.log(`${line.fault} ${line.point} on ${line.database}: again with ${again}`);
  for (const finding of findings) console.log(`  ${finding}`);
}

function begin(fault: Fault, point: string, database: string): Line {
  const line: Line = { fault, point, database, results: [] };
  lines.push(line);
  return line;
}

async function killAll(database: string, url: string | null, program: string): Promise<void> {
  const run = await KillRun.open(url, program);
  try {
    for (const point of points) {
      const line = begin('kill', point, database);
      for (let round = 0; round < rounds; round += 1) {
        const again = `--points ${point} --databases ${database} --faults kill --rounds 1 --seed ${seed + round * 1000}`;
        note(line, await run.run(randomCase(point, seedOf(point, round))), again);
      }
      print(line);
    }
    await judgeAll(run, database);
  } finally {
    await run.close();
  }
}

async function judgeAll(run: KillRun, database: string): Promise<void> {
  const whole = begin('kill', 'everything again', database);
  const verdict = await run.judgeAll();
  const nothing = { point: 'after-accept', passing: 0, works: [], atOnce: false, again: null } as const;
  const { length } = run.ledger.acknowledged;
  note(whole, { ...verdict, case: nothing, kills: 0, acknowledged: length, recoveryMs: [] }, `--seed ${seed}`);
  print(whole);
}

async function freezeAll(url: string, program: string): Promise<void> {
  const run = await KillRun.open(url, program, 2);
  try {
    for (const point of points) {
      const line = begin('freeze', point, 'postgres');
      const kill = { ...randomCase(point, seedOf(point, 0)), atOnce: false, again: null };
      note(line, await run.freeze(kill), `--points ${point} --faults freeze --seed ${seed}`);
      print(line);
    }
  } finally {
    await run.close();
  }
}

/** Ends every connection of the host, while people work. */
async function terminateAll(url: string, program: string): Promise<void> {
  const name = `chaos-${process.pid}`;
  const marked = new URL(url);
  marked.searchParams.set('application_name', name);
  const run = await KillRun.open(marked.href, program);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const line = begin('terminate', 'every connection', 'postgres');
    for (let round = 0; round < rounds; round += 1) {
      const fault = async (): Promise<void> => {
        await client.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
          name,
        ]);
      };
      note(line, await run.disturb(manyWorks, fault, 700), `--faults terminate --seed ${seed}`);
    }
    print(line);
    printRefusals(run);
  } finally {
    await client.end();
    await run.close();
  }
}

async function restartAll(program: string): Promise<void> {
  const own = await OwnPostgres.open();
  try {
    const run = await KillRun.open(own.url, program);
    try {
      const line = begin('restart', 'the server', 'postgres');
      for (let round = 0; round < rounds; round += 1) {
        const fault = (): Promise<void> => own.restart();
        note(line, await run.disturb(manyWorks, fault, 1000), `--restart-postgres --seed ${seed}`);
      }
      print(line);
      printRefusals(run);
    } finally {
      await run.close();
    }
  } finally {
    own.close();
  }
}

function print({ fault, point, database, results }: Line): void {
  const sum = (count: (result: CaseResult) => number): number => results.reduce((all, one) => all + count(one), 0);
  const times = results.flatMap(({ recoveryMs }) => recoveryMs).sort((left, right) => left - right);
  const middle = times[Math.floor(times.length / 2)] ?? 0;
  const cells = [
    fault.padEnd(9),
    point.padEnd(24),
    database.padEnd(8),
    `faults ${sum(({ kills }) => kills)}`.padEnd(11),
    `acknowledged ${sum(({ acknowledged }) => acknowledged)}`.padEnd(18),
    `lost ${sum(({ lost }) => lost.length)}`.padEnd(7),
    `doubled ${sum(({ doubled }) => doubled.length)}`.padEnd(10),
    `broken ${sum(({ broken }) => broken.length)}`.padEnd(9),
    times.length > 0 ? `recovery p50 ${Math.round(middle)} ms, most ${Math.round(times.at(-1) ?? 0)} ms` : '',
  ];
  console.log(cells.join(' ').trimEnd());
}

function printRefusals({ ledger }: KillRun): void {
  const parts = [...ledger.refusals].map(([name, count]) => `${name}: ${count}`);
  console.log(`  answers that asked to come again: ${parts.join(', ') || 'none'}; connections cut: ${ledger.broken}`);
}

console.log(`chaos with seed ${seed}, ${rounds} rounds of ${points.length} points`);
const program = await buildProgram('test/chaos/child.ts');
try {
  const databases = values.databases.split(',');
  if (faults.has('kill') && databases.includes('pglite')) await killAll('pglite', null, program);
  if (databases.includes('postgres')) {
    if (faults.has('kill')) await killAll('postgres', postgresUrl, program);
    if (faults.has('freeze')) await freezeAll(postgresUrl, program);
    if (faults.has('terminate')) await terminateAll(postgresUrl, program);
  }
  if (values['restart-postgres']) await restartAll(program);
} finally {
  removeProgram(program);
}
const total = lines.reduce((all, { results }) => all + results.reduce((sum, { kills }) => sum + kills, 0), 0);
console.log(isClean ? `${total} faults, nothing lost, nothing doubled` : `${total} faults, with findings`);
process.exitCode = isClean ? 0 : 1;
