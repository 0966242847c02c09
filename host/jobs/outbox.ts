import { AsyncLocalStorage } from 'node:async_hooks';

import { sql, type Selectable } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import type { Effect } from '../../src/schema/index.js';
import type { Report } from '../http/problem.js';
import type { Db, Queries, Tx } from '../store/database.js';
import type { OutboxContext, Tables } from '../store/tables.js';
import { stopPoint } from './stop-point.js';

export type OutboxRow = Selectable<Tables['outbox']>;

/** Carries out one effect. Repeated with the same row it must have its effect once only. */
export type CarryOut = (row: OutboxRow) => Promise<void>;

/** How long an effect may be at work before another process takes it over. */
const LEASE_MS = 60_000;
const LONG_AGO = '1970-01-01T00:00:00.000Z';
/** What nobody foresaw is given up after this many attempts; what is only away for a while is never given up. */
const MAX_ATTEMPTS = 8;
/** An effect over which this many processes died is not tried any more. */
const MAX_CRASHES = 3;
const HOUR_MS = 3_600_000;

export function recordStream(recordId: string): string {
  return `record:${recordId}`;
}

export function envelopeStream(envelope: { id: string; recordId: string | null }): string {
  return envelope.recordId === null ? `envelope:${envelope.id}` : recordStream(envelope.recordId);
}

/**
 * Stores effects in the transaction of what set them off. An effect whose key is known is not stored again, unless it
 * failed for good: then what set it off once more also gives it another chance.
 *
 * @returns The effects that are new.
 */
export async function enqueueEffects(
  tx: Tx,
  order: { tenantId: string; stream: string; effects: readonly Effect[]; context: OutboxContext; now: string },
): Promise<Effect[]> {
  const fresh: Effect[] = [];
  for (const effect of order.effects) {
    const row = await tx
      .insertInto('outbox')
      .values({
        tenant_id: order.tenantId,
        key: effect.key,
        stream: order.stream,
        effect: JSON.stringify(effect),
        context: JSON.stringify(order.context),
        state: 'pending',
        attempts: 0,
        next_at: order.now,
        lease_until: null,
        error_code: null,
        created_at: order.now,
        done_at: null,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'key'])
          .doUpdateSet((eb) => ({
            effect: eb.ref('excluded.effect'),
            context: eb.ref('excluded.context'),
            state: 'pending',
            attempts: 0,
            crashes: 0,
            next_at: order.now,
            error_code: null,
          }))
          .where('outbox.state', '=', 'failed'),
      )
      .returning('seq')
      .executeTakeFirst();
    if (!row) continue;
    fresh.push(effect);
    stopPoint('after-outbox-row');
  }
  return fresh;
}

/** What an effect that is about a record's envelope, or about its seal use, belongs to. */
export function subjectOf(kind: 'envelope' | 'sealUse', id: string | null, recordId: string | null): string {
  return id === null ? `${kind} of ${recordId ?? ''}` : `${kind} ${id}`;
}

/** Gives effects of a record that failed for good another chance, in their old order. @returns How many there are. */
export async function requeueFailed(queries: Queries, tenantId: string, stream: string, now: string): Promise<number> {
  const rows = await queries
    .updateTable('outbox')
    .set({ state: 'pending', attempts: 0, crashes: 0, next_at: now, lease_until: null, error_code: null })
    .where('tenant_id', '=', tenantId)
    .where('stream', '=', stream)
    .where('state', '=', 'failed')
    .returning('seq')
    .execute();
  return rows.length;
}

/** Whether a failure is final: the same effect would fail again in the same way. */
function isHopeless(error: EsignError, attempts: number): boolean {
  if (error.retryable) return false;
  return error.code !== 'unexpected' || attempts >= MAX_ATTEMPTS;
}

/**
 * Carries out stored effects, one at a time in a stream, and in order for each subject. It is called right after a commit, so that people need not
 * wait, and by the job queue, so that nothing is forgotten after a crash or a failure.
 */
export class Outbox {
  readonly #db: Db;
  readonly #clock: () => Date;
  readonly #carryOut: CarryOut;
  readonly #report: Report;
  readonly #running = new Map<string, Promise<void>>();
  /** The stream whose effect set off the current call: waiting for it would be waiting for oneself. */
  readonly #inside = new AsyncLocalStorage<string>();

  constructor(options: { db: Db; clock: () => Date; carryOut: CarryOut; report: Report }) {
    this.#db = options.db;
    this.#clock = options.clock;
    this.#carryOut = options.carryOut;
    this.#report = options.report;
  }

  /** Carries out what is due in a stream. Failures stay in the outbox; this never rejects because of one. */
  async runStream(tenantId: string, stream: string): Promise<void> {
    const name = JSON.stringify([tenantId, stream]);
    // the loop that is at work will come to the new effects by itself
    if (this.#inside.getStore() === name) return;
    for (let running = this.#running.get(name); running; running = this.#running.get(name)) await running;
    const run = this.#inside.run(name, () => this.#drain(tenantId, stream));
    this.#running.set(name, run);
    try {
      await run;
    } finally {
      if (this.#running.get(name) === run) this.#running.delete(name);
    }
  }

  /** Everything that is due, in every stream: at the start and as the net below. */
  async runAll(): Promise<void> {
    const now = this.#now();
    const streams = await this.#db
      .selectFrom('outbox')
      .select(['tenant_id', 'stream'])
      .where('state', '=', 'pending')
      .where('next_at', '<=', now)
      .distinct()
      .execute();
    for (const { tenant_id: tenantId, stream } of streams) {
      try {
        await this.runStream(tenantId, stream);
      } catch (error) {
        // one stream that cannot even be read must not hold up the others
        const { code, message } = EsignError.from(error);
        this.#report({ code, message: `stream ${stream} failed: ${message}`, path: 'outbox' });
      }
    }
  }

  /** The embedded database has one process: whatever was at work when it starts has died, so nobody waits for its lease. */
  async releaseAll(): Promise<void> {
    await this.#db
      .updateTable('outbox')
      .set({ lease_until: LONG_AGO })
      .where('state', '=', 'pending')
      .where('lease_until', 'is not', null)
      .execute();
  }

  /** Resolves when nothing is being carried out, so that a host can close. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  async #drain(tenantId: string, stream: string): Promise<void> {
    for (;;) {
      const row = await this.#claim(tenantId, stream);
      if (!row) return;
      stopPoint('after-effect-claimed');
      try {
        if (row.crashes >= MAX_CRASHES)
          throw new EsignError('worker-failed', 'several processes died over this effect');
        await this.#carryOut(row);
        stopPoint('after-effect-carried-out');
      } catch (error) {
        await this.#fail(row, EsignError.from(error));
        continue;
      }
      await this.#db
        .updateTable('outbox')
        .set({ state: 'done', done_at: this.#now(), lease_until: null, error_code: null })
        .where('seq', '=', row.seq)
        .execute();
    }
  }

  /** The next effect of the stream that is due, behind nothing of its own subject, and that nobody is at work on. */
  async #claim(tenantId: string, stream: string): Promise<OutboxRow | null> {
    const clock = this.#clock();
    const now = clock.toISOString();
    const rows = await this.#db
      .selectFrom('outbox')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('stream', '=', stream)
      .where('state', '=', 'pending')
      .orderBy('seq')
      .execute();
    const waiting = new Set<string>();
    for (const row of rows) {
      const { subject } = row.context;
      const isFree = !waiting.has(subject) && row.next_at <= now && (row.lease_until ?? '') < now;
      waiting.add(subject);
      if (!isFree) continue;
      const claimed = await this.#db
        .updateTable('outbox')
        .set({
          lease_until: new Date(clock.getTime() + LEASE_MS).toISOString(),
          attempts: row.attempts + 1,
          // who ends in any other way than by dying gives its lease back
          crashes: row.crashes + (row.lease_until === null ? 0 : 1),
        })
        .where('seq', '=', row.seq)
        .where('state', '=', 'pending')
        .where('attempts', '=', row.attempts)
        .returningAll()
        .executeTakeFirst();
      if (claimed) return claimed;
    }
    return null;
  }

  async #fail(row: OutboxRow, error: EsignError): Promise<void> {
    this.#report({
      code: error.code,
      message: `effect ${row.effect.kind} failed, attempt ${row.attempts}: ${error.message}`,
      path: 'outbox',
      stack: error.code === 'unexpected' && error.cause instanceof Error ? error.cause.stack : undefined,
    });
    const now = this.#clock().getTime();
    const isOver = row.crashes >= MAX_CRASHES || isHopeless(error, row.attempts);
    if (!isOver) {
      const wait = Math.min(HOUR_MS, 2 ** row.attempts * 1000);
      await this.#db
        .updateTable('outbox')
        .set({ next_at: new Date(now + wait).toISOString(), lease_until: null, error_code: error.code, crashes: 0 })
        .where('seq', '=', row.seq)
        .execute();
      return;
    }
    // what was planned behind it builds on it: a workflow must not move on over a file that was never stored
    await this.#db
      .updateTable('outbox')
      .set({
        state: 'failed',
        lease_until: null,
        error_code: error.code,
        // when the sweep may try by itself what a completed envelope still lacks
        next_at: new Date(now + HOUR_MS).toISOString(),
      })
      .where('tenant_id', '=', row.tenant_id)
      .where('stream', '=', row.stream)
      .where('state', '=', 'pending')
      .where('seq', '>=', row.seq)
      .where(sql<string>`context ->> 'subject'`, '=', row.context.subject)
      .execute();
  }

  #now(): string {
    return this.#clock().toISOString();
  }
}
