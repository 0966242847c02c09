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
  /** Since when it has its whole time, by the clock of this process. */
  #since = performance.now();
  #isLost = false;
  #isOver = false;
  /** The number of the effect that was claimed last. */
  #effect: number | null = null;

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

  /** Whether its time may be over by now: a process that was frozen meanwhile is told of nothing when it wakes up. */
  get mayBeOver(): boolean {
    return performance.now() - this.#since >= this.#ms;
  }

  lose(): void {
    this.#isLost = true;
  }

  /** Remembers what is carried out under this lease, for {@link giveBack}. */
  hold(effect: number | null): void {
    this.#effect = effect;
  }

  /** The lease went with another statement of its holder. A renewal that was on its way then had nothing to renew. */
  end(): void {
    this.#stopRenewing();
    this.#isLost = false;
  }

  async release(): Promise<void> {
    this.#stopRenewing();
    await this.#db
      .deleteFrom('outbox_leases')
      .where('tenant_id', '=', this.tenantId)
      .where('stream', '=', this.stream)
      .where('token', '=', this.token)
      .execute();
  }

  /**
   * Releases what the database could not be told of when it was time: nobody died over the effect, so the next claim must not
   * count a death. Who took the effect over meanwhile has counted one, which is taken back.
   */
  async giveBack(): Promise<void> {
    await this.release();
    const returned = await this.#db
      .updateTable('outbox')
      .set({ lease_until: null, lease_token: null })
      .where('tenant_id', '=', this.tenantId)
      .where('stream', '=', this.stream)
      .where('state', '=', 'pending')
      .where('lease_token', '=', this.token)
      .returning('seq')
      .execute();
    if (returned.length > 0 || this.#effect === null) return;
    await this.#db
      .updateTable('outbox')
      .set((eb) => ({ crashes: eb('crashes', '-', 1) }))
      .where('seq', '=', this.#effect)
      .where('state', '=', 'pending')
      .where('crashes', '>', 0)
      .execute();
  }

  #stopRenewing(): void {
    this.#isOver = true;
    clearInterval(this.#timer);
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
    const since = performance.now();
    const { rows } = await sql<{ until: string }>`
      update outbox_leases set until = ${databaseTime(this.#ms)}
      where tenant_id = ${this.tenantId} and stream = ${this.stream} and token = ${this.token}
      returning until`.execute(this.#db);
    const until = rows[0]?.until;
    if (this.#isOver) return;
    if (until === undefined) {
      this.#isLost = true;
      clearInterval(this.#timer);
      return;
    }
    this.#since = since;
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
