import { randomUUID } from 'node:crypto';

import { sql, type RawBuilder } from 'kysely';

import type { Db } from '../store/database.js';

/** A time by the clock of the database: the clocks of several machines differ, and a lease must mean the same to all. */
function databaseTime(inMs: number): RawBuilder<string> {
  return sql<string>`to_char(
    (clock_timestamp() at time zone 'UTC') + make_interval(secs => ${inMs / 1000}), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/**
 * The right of one process to work on one stream. While it is held a timer renews it, so that a long call is not taken
 * over; a process that died or was frozen renews nothing, and after `ms` another one takes the stream.
 */
export class StreamLease {
  readonly tenantId: string;
  readonly stream: string;
  readonly token = randomUUID();
  readonly #db: Db;
  readonly #ms: number;
  #timer: NodeJS.Timeout | undefined;
  #isLost = false;

  private constructor(db: Db, tenantId: string, stream: string, ms: number) {
    this.#db = db;
    this.tenantId = tenantId;
    this.stream = stream;
    this.#ms = ms;
  }

  /** @returns Null while another process holds the stream. */
  static async take(db: Db, tenantId: string, stream: string, ms: number): Promise<StreamLease | null> {
    const lease = new StreamLease(db, tenantId, stream, ms);
    const { rows } = await sql`
      insert into outbox_leases (tenant_id, stream, token, until)
      values (${tenantId}, ${stream}, ${lease.token}, ${databaseTime(ms)})
      on conflict (tenant_id, stream) do update set token = excluded.token, until = excluded.until
        where outbox_leases.until < ${databaseTime(0)}
      returning token`.execute(db);
    if (rows.length === 0) return null;
    lease.#renewRegularly();
    return lease;
  }

  /** Until when another process holds the stream, or null when it is free. */
  static async heldUntil(db: Db, tenantId: string, stream: string): Promise<string | null> {
    const { rows } = await sql<{ until: string }>`
      select until from outbox_leases
      where tenant_id = ${tenantId} and stream = ${stream} and until >= ${databaseTime(0)}`.execute(db);
    return rows[0]?.until ?? null;
  }

  /** The condition that this lease holds in the database now, with its end, for a statement that names the table `l`. */
  get isHeld(): RawBuilder<boolean> {
    return sql<boolean>`l.tenant_id = ${this.tenantId} and l.stream = ${this.stream}
      and l.token = ${this.token} and l.until > ${databaseTime(0)}`;
  }

  /** Whether another process has taken the stream over. */
  get isLost(): boolean {
    return this.#isLost;
  }

  lose(): void {
    this.#isLost = true;
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#db
      .deleteFrom('outbox_leases')
      .where('tenant_id', '=', this.tenantId)
      .where('stream', '=', this.stream)
      .where('token', '=', this.token)
      .execute();
  }

  #renewRegularly(): void {
    let isRenewing = false;
    this.#timer = setInterval(() => {
      if (isRenewing) return;
      isRenewing = true;
      // a database that is away renews nothing: the next beat tries again, and the end of the lease decides
      void this.#renew()
        .catch(() => undefined)
        .finally(() => (isRenewing = false));
    }, this.#ms / 3);
    this.#timer.unref();
  }

  async #renew(): Promise<void> {
    const { rows } = await sql<{ until: string }>`
      update outbox_leases set until = ${databaseTime(this.#ms)}
      where tenant_id = ${this.tenantId} and stream = ${this.stream} and token = ${this.token}
      returning until`.execute(this.#db);
    const until = rows[0]?.until;
    if (until === undefined) {
      this.#isLost = true;
      clearInterval(this.#timer);
      return;
    }
    await this.#db
      .updateTable('outbox')
      .set({ lease_until: until })
      .where('tenant_id', '=', this.tenantId)
      .where('stream', '=', this.stream)
      .where('state', '=', 'pending')
      .where('lease_token', '=', this.token)
      .execute();
  }
}
