import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import pg from 'pg';

import type { StopPoint } from '../../host/jobs/stop-point.js';
import { startPlainSimulator, type PlainSimulator } from '../simulators/plain/server.js';
import { BEYOND_LEASES_MS, HostProcess } from './host-process.js';
import { Ledger } from './ledger.js';
import { OaDesk } from './oa-desk.js';
import { ChaosRegisters } from './registers.js';
import { judge, type Verdict } from './oracle.js';
import type { Settings } from './protocol.js';
import { Random } from '../support/random.js';
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
/** So many in a row; then the work must come to its end. */
const MAX_FAULTS = 10;
const MAX_SETTLING = 200;
/** Short, because it passes by the clock of the database, which nobody sets ahead. */
const LEASE_MS = 500;

/** One database, one OA, one host that dies again and again, and the books on all of it. */
export class KillRun {
  readonly host: HostProcess;
  /** Another process on the same PostgreSQL, where there is one. */
  readonly #second: HostProcess | null;
  readonly ledger: Ledger;
  readonly desk: OaDesk;
  readonly #simulator: PlainSimulator;
  readonly #registers: ChaosRegisters;
  readonly #workload: Workload;
  readonly #deeds: Deed[] = [];
  /** The host that sweeps and is looked into. */
  #working: HostProcess;
  readonly #release: () => Promise<void>;

  private constructor(
    [host, second]: readonly [HostProcess, HostProcess?],
    desk: OaDesk,
    simulator: PlainSimulator,
    registers: ChaosRegisters,
    release: () => Promise<void>,
  ) {
    this.host = host;
    this.#second = second ?? null;
    this.#working = host;
    this.desk = desk;
    this.#simulator = simulator;
    this.#registers = registers;
    this.#release = release;
    simulator.service.clock = () => new Date(this.#working.now());
    this.ledger = new Ledger(second ? [host, second] : [host]);
    this.#workload = new Workload(this.ledger, desk, simulator, registers);
    this.#workload.wait = async () => {
      await this.#working.sweep();
      await delay(20);
    };
  }

  /** @param databaseUrl PostgreSQL, or null for the embedded database. */
  static async open(databaseUrl: string | null, program: string, processes: 1 | 2 = 1): Promise<KillRun> {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'esign-chaos-'));
    const schema = `chaos_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
    const desk = new OaDesk();
    const oaUrl = await desk.open();
    const simulator = await startPlainSimulator();
    let run: KillRun | null = null;
    const registers = await ChaosRegisters.open(() => new Date(run ? run.#working.now() : Date.now()));
    const publicKey = simulator.service.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const settings: Settings = {
      dataDir,
      databaseUrl,
      schema,
      databaseRole: 'esign_chaos',
      oaUrl,
      service: { url: simulator.url, publicKey },
      registers: registers.urls,
      aheadMs: 0,
      leaseMs: LEASE_MS,
    };
    const host = new HostProcess(settings, program);
    await host.url();
    // by the time of the second one everything that the first one holds has run out
    const second = processes === 2 ? new HostProcess({ ...settings, aheadMs: BEYOND_LEASES_MS }, program) : undefined;
    run = new KillRun([host, second], desk, simulator, registers, async () => {
      await desk.close();
      await simulator.close();
      await registers.close();
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

  /**
   * Freezes the first process at a point for longer than its leases, lets the second one take over, and thaws the first
   * one, which then finds that others have done its work.
   */
  async freeze(kill: KillCase): Promise<CaseResult> {
    if (!this.#second) throw new Error('nobody would take over');
    this.ledger.timeoutMs = 1500;
    this.ledger.startOver();
    this.#working = this.#second;
    const before = { deeds: this.#deeds.length, acknowledged: this.ledger.acknowledged.length };
    const start = performance.now();
    await this.host.arm(`${kill.point}:${kill.passing}:SIGSTOP`);
    for (let round = 0; round < MAX_ROUNDS && !this.host.isFrozen; round += 1) await this.#work(kill);
    const { isFrozen } = this.host;
    await this.#settle();
    const recoveryMs = performance.now() - start;
    this.host.thaw();
    await this.host.arm(null);
    await this.host.sweep();
    await this.#settle();
    const acknowledged = this.ledger.acknowledged.slice(before.acknowledged);
    // the thawed process says that others have taken over, or that its connection is gone; the rest is a finding
    const other = this.#said().filter((text) => text.startsWith('unexpected'));
    const verdict = await this.#judge(this.#deeds.slice(before.deeds), acknowledged);
    verdict.broken.push(...other);
    if (!isFrozen) verdict.broken.push(`${kill.point} was not reached`);
    return {
      ...verdict,
      case: kill,
      kills: Number(isFrozen),
      acknowledged: acknowledged.length,
      recoveryMs: [recoveryMs],
    };
  }

  /** Lets people work while something else than the host is taken away from under it, again and again. */
  async disturb(order: readonly Work[], fault: () => Promise<void>, pauseMs: number): Promise<CaseResult> {
    const kill: KillCase = { point: 'after-accept', passing: 0, works: order, atOnce: true, again: null };
    const before = { deeds: this.#deeds.length, acknowledged: this.ledger.acknowledged.length };
    this.ledger.isPatient = true;
    let isOver = false;
    let faults = 0;
    const work = this.#work(kill).finally(() => (isOver = true));
    while (!isOver && faults < MAX_FAULTS) {
      await fault();
      faults += 1;
      await Promise.race([delay(pauseMs), work.catch(() => undefined)]);
    }
    await work;
    this.ledger.isPatient = false;
    await this.#settle();
    // what the host says about a database that is away is no finding; what it does is
    this.#said();
    const acknowledged = this.ledger.acknowledged.slice(before.acknowledged);
    const verdict = await this.#judge(this.#deeds.slice(before.deeds), acknowledged);
    return { ...verdict, case: kill, kills: faults, acknowledged: acknowledged.length, recoveryMs: [] };
  }

  #said(): string[] {
    return [this.host, this.#second].flatMap((host) => host?.failures.splice(0) ?? []);
  }

  /** Compares everything that was ever acknowledged. */
  async judgeAll(): Promise<Verdict> {
    await this.#settle();
    return this.#judge(this.#deeds, [...this.ledger.acknowledged]);
  }

  async close(): Promise<void> {
    await this.host.stop();
    await this.#second?.stop();
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
      await this.#working.sweep();
      const { outbox, callbacks } = await this.#working.inspect();
      const dues = [
        ...outbox.flatMap(({ state, dueAt }) => (state === 'pending' ? [dueAt] : [])),
        ...callbacks.flatMap(({ dueAt }) => dueAt ?? []),
      ];
      if (dues.length === 0 && this.desk.arrivals.length === 0) return;
      const due = Math.max(...dues.map((at) => Date.parse(at)));
      if (due > this.#working.now()) await this.#working.waitUntil(due);
      else await delay(20);
    }
  }

  async #judge(deeds: readonly Deed[], acknowledged: Ledger['acknowledged']): Promise<Verdict> {
    const inspection = await this.#working.inspect();
    const { desk, ledger } = this;
    const { service } = this.#simulator;
    const registers = this.#registers;
    const verdict = await judge({ deeds, acknowledged, inspection, desk, ledger, service, registers });
    verdict.broken.push(...this.#said());
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
