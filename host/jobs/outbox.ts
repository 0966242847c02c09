import { AsyncLocalStorage } from 'node:async_hooks';

import type { Selectable } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import type { Effect } from '../../src/schema/index.js';
import type { Report } from '../http/problem.js';
import type { Db, Tx } from '../store/database.js';
import type { OutboxContext, Tables } from '../store/tables.js';

export type OutboxRow = Selectable<Tables['outbox']>;

/** Carries out one effect. Repeated with the same row it must have its effect once only. */
export type CarryOut = (row: OutboxRow) => Promise<void>;

/** How long an effect may be at work before another process takes it over. */
const LEASE_MS = 60_000;
const MAX_ATTEMPTS = 8;

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
            next_at: order.now,
            error_code: null,
          }))
          .where('outbox.state', '=', 'failed'),
      )
      .returning('seq')
      .executeTakeFirst();
    if (row) fresh.push(effect);
  }
  return fresh;
}

/** Whether a failure is final: the same effect would fail again in the same way. */
function isHopeless(error: EsignError): boolean {
  return !error.retryable && error.code !== 'unexpected';
}

/**
 * Carries out stored effects, one stream at a time and in order. It is called right after a commit, so that people need not
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
    for (const { tenant_id: tenantId, stream } of streams) await this.runStream(tenantId, stream);
  }

  /** Resolves when nothing is being carried out, so that a host can close. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  async #drain(tenantId: string, stream: string): Promise<void> {
    for (;;) {
      const row = await this.#claim(tenantId, stream);
      if (!row) return;
      try {
        await this.#carryOut(row);
      } catch (error) {
        await this.#fail(row, EsignError.from(error));
        return;
      }
      await this.#db
        .updateTable('outbox')
        .set({ state: 'done', done_at: this.#now(), lease_until: null, error_code: null })
        .where('seq', '=', row.seq)
        .execute();
    }
  }

  /** The next effect of the stream, if it is due and nobody is at work on it. */
  async #claim(tenantId: string, stream: string): Promise<OutboxRow | null> {
    const now = this.#clock();
    const row = await this.#db
      .selectFrom('outbox')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('stream', '=', stream)
      .where('state', '=', 'pending')
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst();
    const isFree = row && row.next_at <= now.toISOString() && (row.lease_until ?? '') < now.toISOString();
    if (!isFree) return null;
    const claimed = await this.#db
      .updateTable('outbox')
      .set({ lease_until: new Date(now.getTime() + LEASE_MS).toISOString(), attempts: row.attempts + 1 })
      .where('seq', '=', row.seq)
      .where('state', '=', 'pending')
      .where('attempts', '=', row.attempts)
      .returningAll()
      .executeTakeFirst();
    return claimed ?? null;
  }

  async #fail(row: OutboxRow, error: EsignError): Promise<void> {
    this.#report({
      code: error.code,
      message: `effect ${row.effect.kind} failed, attempt ${row.attempts}: ${error.message}`,
      path: 'outbox',
      stack: error.code === 'unexpected' && error.cause instanceof Error ? error.cause.stack : undefined,
    });
    if (!isHopeless(error) && row.attempts < MAX_ATTEMPTS) {
      const wait = Math.min(3600, 2 ** row.attempts) * 1000;
      const next = new Date(this.#clock().getTime() + wait).toISOString();
      await this.#db
        .updateTable('outbox')
        .set({ next_at: next, lease_until: null, error_code: error.code })
        .where('seq', '=', row.seq)
        .execute();
      return;
    }
    // what was planned behind it builds on it: a workflow must not move on over a file that was never stored
    await this.#db
      .updateTable('outbox')
      .set({ state: 'failed', lease_until: null, error_code: error.code })
      .where('tenant_id', '=', row.tenant_id)
      .where('stream', '=', row.stream)
      .where('state', '=', 'pending')
      .where('seq', '>=', row.seq)
      .execute();
  }

  #now(): string {
    return this.#clock().toISOString();
  }
}
