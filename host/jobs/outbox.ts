import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';

import { sql, type RawBuilder } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import type { Report } from '../http/problem.js';
import { toDatabaseFailure } from '../store/away.js';
import type { Db } from '../store/database.js';
import { asSystem, asTenant } from '../store/tenant-scope.js';
import { NotYet } from '../providers/not-yet.js';
import type { OutboxRow } from './outbox-rows.js';
import { stopPoint } from './stop-point.js';
import { StreamLease } from './stream-lease.js';
import { noWakeUps, type WakeUps } from './wake-ups.js';

/** Carries out one effect. Repeated with the same row it must have its effect once only. */
export type CarryOut = (row: OutboxRow) => Promise<void>;

/** How long a process that is not heard of keeps its stream. */
const LEASE_MS = 60_000;
/** A call that has not come back after this long is taken for one that never will. */
const EFFECT_LIMIT_MS = 600_000;
/** How long who set effects off waits for another one who is at work on the same stream; nothing is lost by going on. */
const PATIENCE_MS = 3000;
/** How long a stream holds up the others that the same process looks after. */
const HAND_OVER_MS = 20_000;
/** Streams that one sweep works on at the same time, so that a slow one does not hold up the others. */
const AT_ONCE = 4;
const LONG_AGO = '1970-01-01T00:00:00.000Z';
/** What nobody foresaw is given up after this many attempts; what is only away for a while is never given up. */
const MAX_ATTEMPTS = 8;
/** An effect over which this many processes died is not tried any more. */
const MAX_CRASHES = 3;
const HOUR_MS = 3_600_000;

function subjectIs(subject: string): RawBuilder<boolean> {
  return sql<boolean>`context ->> 'subject' = ${subject}`;
}

/** Of each subject only the first one that waits may be carried out; `o` is the row that is asked about. */
const IS_FIRST_OF_SUBJECT = sql<boolean>`o.state = 'pending' and not exists (
  select 1 from outbox b
  where b.tenant_id = o.tenant_id and b.stream = o.stream and b.state = 'pending' and b.seq < o.seq
    and b.context ->> 'subject' is not distinct from o.context ->> 'subject')`;

/** Whether a failure is final: the same effect would fail again in the same way. */
function isHopeless(error: EsignError, attempts: number): boolean {
  if (error.retryable) return false;
  return error.code !== 'unexpected' || attempts >= MAX_ATTEMPTS;
}

/** Longer each time, an hour at most; by chance, so that what failed together does not come back together. */
function pauseAfter(attempts: number): number {
  return Math.min(HOUR_MS, 2 ** attempts * 1000) * (0.5 + Math.random() / 2);
}

/** The reason as an operator may read it. Nobody can vouch for the words of a failure that nobody foresaw. */
function messageOf({ code, message }: EsignError): string {
  return code === 'unexpected' ? 'a failure that nobody foresaw; the log tells more' : message.slice(0, 500);
}

export interface OutboxOptions {
  readonly db: Db;
  readonly clock: () => Date;
  readonly carryOut: CarryOut;
  readonly report: Report;
  /** Who comes by later for what could not be done at once; without it only the sweep does. */
  readonly wakeUps?: WakeUps | undefined;
  readonly leaseMs?: number | undefined;
  readonly effectLimitMs?: number | undefined;
  readonly patienceMs?: number | undefined;
  /** Once it is aborted, a sweep leaves the streams that it has not come to for later. */
  readonly closing?: AbortSignal | undefined;
}

/**
 * Carries out stored effects, one at a time in a stream, and in order for each subject. It is called right after a commit,
 * so that people need not wait, and by the job queue, so that nothing is forgotten after a crash or a failure. Any number
 * of processes may do so on one database: a lease makes one of them work on a stream, and its token is asked for again
 * when the result is stored.
 */
export class Outbox {
  readonly #db: Db;
  readonly #clock: () => Date;
  readonly #carryOut: CarryOut;
  readonly #report: Report;
  readonly #wakeUps: WakeUps;
  readonly #leaseMs: number;
  readonly #effectLimitMs: number;
  readonly #patienceMs: number;
  readonly #closing: AbortSignal | undefined;
  readonly #running = new Map<string, Promise<void>>();
  /** Leases whose end could not be stored, because the database was away. */
  readonly #unreturned = new Set<StreamLease>();
  /** The stream whose effect set off the current call: waiting for it would be waiting for oneself. */
  readonly #inside = new AsyncLocalStorage<string>();

  constructor(options: OutboxOptions) {
    this.#db = options.db;
    this.#clock = options.clock;
    this.#carryOut = options.carryOut;
    this.#report = options.report;
    this.#wakeUps = options.wakeUps ?? noWakeUps;
    this.#leaseMs = options.leaseMs ?? LEASE_MS;
    this.#effectLimitMs = options.effectLimitMs ?? EFFECT_LIMIT_MS;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
    this.#closing = options.closing;
  }

  /**
   * Carries out what is due in a stream. Failures stay in the outbox; this never rejects because of one. When somebody
   * else is at work on the stream for longer than a person should wait, it is left to them.
   */
  async runStream(tenantId: string, stream: string, patienceMs = this.#patienceMs): Promise<void> {
    const name = JSON.stringify([tenantId, stream]);
    // the loop that is at work will come to the new effects by itself
    if (this.#inside.getStore() === name) return;
    const end = performance.now() + patienceMs;
    for (let running = this.#running.get(name); running; running = this.#running.get(name)) {
      // an OA may answer an effect only after a request of its own to us, which then stands here
      if (!(await endsBefore(running, end))) return;
    }
    const run = this.#inside.run(name, () => asTenant(tenantId, () => this.#drain(tenantId, stream, end)));
    this.#running.set(name, run);
    try {
      await run;
    } finally {
      if (this.#running.get(name) === run) this.#running.delete(name);
    }
  }

  /** Everything that is due, in every stream: at the start and as the net below. */
  async runAll(): Promise<void> {
    const streams = await asSystem(() =>
      this.#db
        .selectFrom('outbox')
        .select(['tenant_id', 'stream'])
        .where('state', '=', sql.lit('pending'))
        .where('next_at', '<=', this.#now())
        .distinct()
        .execute(),
    );
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = streams.pop(); next && !this.#closing?.aborted; next = streams.pop()) {
          await this.runQuietly(next.tenant_id, next.stream);
        }
      }),
    );
  }

  /**
   * Like {@link runStream}, for who has other streams to look after: it rejects not even when the stream cannot be read,
   * and a call that takes long goes on by itself.
   */
  async runQuietly(tenantId: string, stream: string): Promise<void> {
    const run = this.runStream(tenantId, stream, 0).catch((error: unknown) => {
      const { code, message } = EsignError.from(error);
      this.#report({ code, message: `stream ${stream} failed: ${message}`, path: 'outbox' });
    });
    await endsBefore(run, performance.now() + HAND_OVER_MS);
  }

  /** The embedded database has one process: whatever was at work when it starts has died, so nobody waits for its lease. */
  async releaseAll(): Promise<void> {
    await this.#db.deleteFrom('outbox_leases').execute();
    await this.#db
      .updateTable('outbox')
      .set({ lease_until: LONG_AGO })
      .where('state', '=', 'pending')
      .where('lease_until', 'is not', null)
      .execute();
  }

  /** Resolves when nothing is being carried out, so that a host can close. */
  async idle(): Promise<void> {
    // whoever set the work off hears of its failure
    while (this.#running.size > 0) await Promise.allSettled(this.#running.values());
  }

  async #drain(tenantId: string, stream: string, end: number): Promise<void> {
    await this.#giveBack(tenantId, stream);
    for (;;) {
      // asked again after each lease: who came while it was held has left its effects to us
      const dueAt = await this.#nextDue(tenantId, stream);
      if (dueAt === null) return;
      if (dueAt > this.#now()) return this.#wakeUps.later({ tenantId, stream, at: dueAt });
      const lease = await this.#take(tenantId, stream, end);
      if (!lease) return;
      try {
        await this.#work(lease);
      } catch (error) {
        this.#unreturned.add(lease);
        // another connection may do already; when the database is away, the next look at the stream comes first to this
        await this.#giveBack(tenantId, stream).catch(() => undefined);
        throw error;
      }
      if (lease.isLost) return;
    }
  }

  async #giveBack(tenantId: string, stream: string): Promise<void> {
    for (const lease of this.#unreturned) {
      if (lease.tenantId !== tenantId || lease.stream !== stream) continue;
      await lease.giveBack();
      this.#unreturned.delete(lease);
    }
  }

  /** When the first effect of the stream is due that waits for no other one, or null when there is none. */
  async #nextDue(tenantId: string, stream: string): Promise<string | null> {
    const { rows } = await sql<{ at: string | null }>`
      select min(o.next_at) as at from outbox o
      where o.tenant_id = ${tenantId} and o.stream = ${stream} and ${IS_FIRST_OF_SUBJECT}`.execute(this.#db);
    return rows[0]?.at ?? null;
  }

  /** The lease of a stream, as soon as it is free; null when that takes too long, and then somebody comes by later. */
  async #take(tenantId: string, stream: string, end: number): Promise<StreamLease | null> {
    for (;;) {
      const lease = await StreamLease.take(this.#db, tenantId, stream, this.#leaseMs);
      if (lease) return lease;
      if (performance.now() >= end) break;
      await delay(50);
    }
    const at = await StreamLease.heldUntil(this.#db, tenantId, stream);
    await this.#wakeUps.later({ tenantId, stream, at: at ?? this.#now() });
    return null;
  }

  /** Carries out what is due under a lease, and releases it. */
  async #work(lease: StreamLease): Promise<void> {
    while (!lease.isLost) {
      const row = await this.#claim(lease);
      if (!row) break;
      // claimed in time, but the answer was late: another process may be at it already
      if (lease.mayBeOver) return lease.giveBack();
      stopPoint('after-effect-claimed');
      try {
        if (row.crashes >= MAX_CRASHES)
          throw new EsignError('worker-failed', 'several processes died over this effect');
        await this.#carryOutInTime(row);
        stopPoint('after-effect-carried-out');
      } catch (error) {
        await this.#fail(lease, row, EsignError.from(toDatabaseFailure(error)));
        continue;
      }
      if (await this.#finish(lease, row)) return;
    }
    await lease.release();
  }

  /** The next effect of the stream that is due and behind nothing of its own subject, if the lease still holds. */
  async #claim(lease: StreamLease): Promise<OutboxRow | null> {
    // who ends in any other way than by dying gives its token back
    const { rows } = await sql<OutboxRow>`
      update outbox set lease_token = l.token, lease_until = l.until, attempts = attempts + 1,
        crashes = crashes + case when outbox.lease_until is null then 0 else 1 end
      from outbox_leases l
      where ${lease.isHeld} and outbox.state = 'pending' and outbox.seq = (
        select o.seq from outbox o
        where o.tenant_id = ${lease.tenantId} and o.stream = ${lease.stream} and o.next_at <= ${this.#now()}
          and ${IS_FIRST_OF_SUBJECT}
        order by o.seq limit 1)
      returning outbox.*`.execute(this.#db);
    const row = rows[0] ?? null;
    lease.hold(row?.seq ?? null);
    return row;
  }

  async #carryOutInTime(row: OutboxRow): Promise<void> {
    const stop = new AbortController();
    const limit = delay(this.#effectLimitMs, undefined, { signal: stop.signal, ref: false }).then(
      () => {
        throw new EsignError('timeout', 'the effect did not come to an end');
      },
      () => undefined,
    );
    try {
      await Promise.race([this.#carryOut(row), limit]);
    } finally {
      stop.abort();
    }
  }

  /**
   * Stores that an effect is done. When nothing else of its stream is due, the lease goes with it in the same statement,
   * which saves a commit for each effect. @returns Whether it went.
   */
  async #finish(lease: StreamLease, row: OutboxRow): Promise<boolean> {
    const now = this.#now();
    const { rows } = await sql<{ is_stored: boolean; is_released: boolean }>`
      with stored as (
        update outbox set state = 'done', done_at = ${now}, lease_until = null, lease_token = null, error_code = null,
          error_message = null
        where seq = ${row.seq} and state = 'pending' and lease_token = ${lease.token}
        returning tenant_id, stream),
      released as (
        delete from outbox_leases l using stored s
        where l.tenant_id = s.tenant_id and l.stream = s.stream and l.token = ${lease.token} and not exists (
          select 1 from outbox o
          where o.tenant_id = s.tenant_id and o.stream = s.stream and o.state = 'pending' and o.next_at <= ${now}
            and o.seq <> ${row.seq})
        returning l.token)
      select exists (select 1 from stored) as is_stored, exists (select 1 from released) as is_released`.execute(
      this.#db,
    );
    const [result] = rows;
    if (!result?.is_stored) this.#lose(lease, row);
    if (result?.is_released) lease.end();
    return result?.is_released ?? false;
  }

  /** Another process has the effect now, so what came of it here is not stored: its own result counts. */
  #lose(lease: StreamLease, row: OutboxRow): void {
    lease.lose();
    this.#report({
      code: 'worker-failed',
      message: `effect ${row.effect.kind} was taken over by another process, attempt ${row.attempts}`,
      path: 'outbox',
    });
  }

  async #fail(lease: StreamLease, row: OutboxRow, error: EsignError): Promise<void> {
    this.#report({
      code: error.code,
      message: `effect ${row.effect.kind} failed, attempt ${row.attempts}: ${error.message}`,
      path: 'outbox',
      stack: error.code === 'unexpected' && error.cause instanceof Error ? error.cause.stack : undefined,
    });
    const isOver = row.crashes >= MAX_CRASHES || isHopeless(error, row.attempts);
    const isStored = await (isOver ? this.#giveUp(lease, row, error) : this.#postpone(lease, row, error));
    if (!isStored) this.#lose(lease, row);
  }

  async #postpone(lease: StreamLease, row: OutboxRow, error: EsignError): Promise<boolean> {
    const pause = (error instanceof NotYet && error.pausesMs[row.attempts - 1]) || pauseAfter(row.attempts);
    const at = new Date(this.#clock().getTime() + pause).toISOString();
    const stored = await this.#db
      .updateTable('outbox')
      .set({
        next_at: at,
        lease_until: null,
        lease_token: null,
        error_code: error.code,
        error_message: messageOf(error),
        crashes: 0,
      })
      .where('seq', '=', row.seq)
      .where('state', '=', 'pending')
      .where('lease_token', '=', lease.token)
      .returning('seq')
      .execute();
    return stored.length > 0;
  }

  /** What was planned behind it builds on it: a workflow must not move on over a file that was never stored. */
  async #giveUp(lease: StreamLease, row: OutboxRow, error: EsignError): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      const own = await tx
        .selectFrom('outbox')
        .select('seq')
        .where('seq', '=', row.seq)
        .where('state', '=', 'pending')
        .where('lease_token', '=', lease.token)
        .forUpdate()
        .executeTakeFirst();
      if (!own) return false;
      await tx
        .updateTable('outbox')
        .set({
          state: 'failed',
          lease_until: null,
          lease_token: null,
          error_code: error.code,
          error_message: messageOf(error),
          // when the sweep may try by itself what a completed envelope still lacks
          next_at: new Date(this.#clock().getTime() + HOUR_MS).toISOString(),
        })
        .where('tenant_id', '=', row.tenant_id)
        .where('stream', '=', row.stream)
        .where('state', '=', 'pending')
        .where('seq', '>=', row.seq)
        .where(subjectIs(row.context.subject))
        .execute();
      return true;
    });
  }

  #now(): string {
    return this.#clock().toISOString();
  }
}

/** Whether work ends, in whatever way, before a moment of `performance.now()`. */
async function endsBefore(work: Promise<unknown>, end: number): Promise<boolean> {
  const stop = new AbortController();
  const late = delay(Math.max(0, end - performance.now()), false, { signal: stop.signal }).catch(() => false);
  try {
    return await Promise.race([
      work.then(
        () => true,
        // its own caller hears of that
        () => true,
      ),
      late,
    ]);
  } finally {
    stop.abort();
  }
}
