import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import pg from 'pg';

import type { StopPoint } from '../../host/jobs/stop-point.js';
import { startPlainSimulator, type PlainSimulator } from '../simulators/plain/server.js';
import { HostProcess } from './host-process.js';
import { Ledger } from './ledger.js';
import { OaDesk } from './oa-desk.js';
import { judge, type Verdict } from './oracle.js';
import { Random } from './random.js';
import { Workload, works, type Deed, type Work } from './workload.js';

export interface KillCase {
  readonly point: StopPoint;
  /** The passing of the point at which the process dies. */
  readonly passing: number;
  /** What people do meanwhile, one after another or all at once. */
  readonly works: readonly Work[];
  readonly atOnce: boolean;
  /** Where the next life dies too, while it recovers. */
  readonly again: StopPoint | null;
}

export interface CaseResult extends Verdict {
  readonly case: KillCase;
  readonly kills: number;
  readonly acknowledged: number;
  readonly recoveryMs: readonly number[];
}

/** The workload passes the later points seldom: this many rounds of it must be enough to reach one. */
const MAX_ROUNDS = 6;
const MAX_SETTLING = 200;
/** Short, because it passes by the clock of the database, which nobody sets ahead. */
const LEASE_MS = 500;

/** One database, one OA, one host that dies again and again, and the books on all of it. */
export class KillRun {
  readonly host: HostProcess;
  readonly ledger: Ledger;
  readonly desk: OaDesk;
  readonly #simulator: PlainSimulator;
  readonly #workload: Workload;
  readonly #deeds: Deed[] = [];
  readonly #release: () => Promise<void>;

  private constructor(host: HostProcess, desk: OaDesk, simulator: PlainSimulator, release: () => Promise<void>) {
    this.host = host;
    this.desk = desk;
    this.#simulator = simulator;
    this.#release = release;
    simulator.service.clock = () => new Date(host.now());
    this.ledger = new Ledger([host]);
    this.#workload = new Workload(this.ledger, desk, simulator);
    this.#workload.wait = async () => {
      await host.sweep();
      await delay(20);
    };
  }

  /** @param databaseUrl PostgreSQL, or null for the embedded database. */
  static async open(databaseUrl: string | null, program?: readonly string[]): Promise<KillRun> {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'esign-chaos-'));
    const schema = `chaos_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
    const desk = new OaDesk();
    const oaUrl = await desk.open();
    const simulator = await startPlainSimulator();
    const publicKey = simulator.service.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const host = new HostProcess(
      {
        dataDir,
        databaseUrl,
        schema,
        databaseRole: 'esign_chaos',
        oaUrl,
        service: { url: simulator.url, publicKey },
        aheadMs: 0,
        leaseMs: LEASE_MS,
      },
      program,
    );
    const run = new KillRun(host, desk, simulator, async () => {
      await desk.close();
      await simulator.close();
      if (databaseUrl !== null) await dropSchema(databaseUrl, schema);
      rmSync(dataDir, { recursive: true, force: true });
    });
    try {
      await run.#workload.prepare();
    } catch (error) {
      await run.close();
      throw error;
    }
    return run;
  }

  /** Kills the host at a point of the work, lets it recover, and compares. */
  async run(kill: KillCase): Promise<CaseResult> {
    const { kills } = this.host;
    const before = { deeds: this.#deeds.length, acknowledged: this.ledger.acknowledged.length };
    const recoveries = this.ledger.recoveries.length;
    this.host.nextStopAt = kill.again;
    await this.host.arm(`${kill.point}:${kill.passing}`);
    for (let round = 0; round < MAX_ROUNDS && this.host.kills === kills; round += 1) await this.#work(kill);
    this.host.nextStopAt = null;
    await this.host.arm(null);
    await this.#settle();
    const acknowledged = this.ledger.acknowledged.slice(before.acknowledged);
    const verdict = await this.#judge(this.#deeds.slice(before.deeds), acknowledged);
    if (this.host.kills === kills) verdict.broken.push(`${kill.point} was not reached`);
    return {
      ...verdict,
      case: kill,
      kills: this.host.kills - kills,
      acknowledged: acknowledged.length,
      recoveryMs: this.ledger.recoveries.slice(recoveries),
    };
  }

  /** Compares everything that was ever acknowledged. */
  async judgeAll(): Promise<Verdict> {
    await this.#settle();
    return this.#judge(this.#deeds, [...this.ledger.acknowledged]);
  }

  async close(): Promise<void> {
    await this.host.stop();
    await this.#release();
  }

  async #work({ works: order, atOnce }: KillCase): Promise<void> {
    const running: Promise<Deed>[] = [];
    for (const work of order) {
      const deed = this.#workload.run(work);
      running.push(deed);
      if (!atOnce) await deed;
    }
    this.#deeds.push(...(await Promise.all(running)));
  }

  /** Lets time pass until nothing waits any more. */
  async #settle(): Promise<void> {
    for (let round = 0; round < MAX_SETTLING; round += 1) {
      await this.#workload.reportArrivals();
      await this.host.sweep();
      const { outbox, callbacks } = await this.host.inspect();
      const dues = [
        ...outbox.flatMap(({ state, dueAt }) => (state === 'pending' ? [dueAt] : [])),
        ...callbacks.flatMap(({ dueAt }) => dueAt ?? []),
      ];
      if (dues.length === 0 && this.desk.arrivals.length === 0) return;
      const due = Math.max(...dues.map((at) => Date.parse(at)));
      if (due > this.host.now()) await this.host.waitUntil(due);
      else await delay(20);
    }
  }

  async #judge(deeds: readonly Deed[], acknowledged: Ledger['acknowledged']): Promise<Verdict> {
    const inspection = await this.host.inspect();
    const { desk, ledger } = this;
    const { service } = this.#simulator;
    const verdict = await judge({ deeds, acknowledged, inspection, desk, ledger, service });
    verdict.broken.push(...this.host.failures.splice(0));
    return verdict;
  }
}

async function dropSchema(databaseUrl: string, schema: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`drop schema if exists ${schema} cascade; drop schema if exists ${schema}_jobs cascade`);
  await client.end();
}

/** The same case for the same seed. */
export function randomCase(point: StopPoint, seed: number): KillCase {
  const random = new Random(seed);
  const again: readonly StopPoint[] = ['after-accept', 'after-effect-claimed', 'after-db-commit'];
  return {
    point,
    passing: random.upTo(4),
    works: random.shuffle(works),
    atOnce: random.next() < 0.5,
    again: random.next() < 0.25 ? (again[random.upTo(again.length) - 1] ?? null) : null,
  };
}
