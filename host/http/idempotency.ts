import { setTimeout as delay } from 'node:timers/promises';

import { EsignError } from '../../src/core/errors.js';
import { stopPoint } from '../jobs/stop-point.js';
import type { Db, Tx } from '../store/database.js';
import { sha256Of } from '../store/files.js';
import type { HostSession } from './session.js';

/** How long a request may be at work before another process may take its key over: it must have died. */
const LEASE_MS = 120_000;
const RELEASE_AGAIN_MS = 500;

export interface StoredAnswer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: unknown;
}

/** Keeps the answer of a request under its `Idempotency-Key`, in the transaction that has the effect. */
export interface Once {
  /** Of the request: equal for each time it is sent. */
  readonly key: string;
  /** Call inside of the transaction that has the effect: either both are stored or none. */
  keep(tx: Tx, body: unknown, etag?: string | null): Promise<void>;
}

interface Key {
  readonly tenantId: string;
  readonly userId: string;
  readonly key: string;
}

/**
 * The same key and body gives the same answer again, another body is refused, and equal requests that arrive together
 * have one effect. A request that failed had no effect, so its key is free again.
 */
export class Idempotency {
  readonly #db: Db;
  readonly #clock: () => Date;
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(db: Db, clock: () => Date) {
    this.#db = db;
    this.#clock = clock;
  }

  async run(
    request: {
      session: HostSession;
      key: string | null;
      method: string;
      path: string;
      bytes: Uint8Array;
      status: number;
    },
    work: (once: Once) => Promise<StoredAnswer>,
  ): Promise<StoredAnswer> {
    const { session, key } = request;
    if (!key || key.length > 200 || !/^[\x21-\x7e]+$/.test(key)) {
      throw new EsignError(
        'idempotency-key-required',
        'Idempotency-Key of 1 to 200 visible ASCII characters is missing',
      );
    }
    const id: Key = { tenantId: session.tenantId, userId: session.userId, key };
    const hash = sha256Of(`${request.method} ${request.path}\n${sha256Of(request.bytes)}`);
    const name = JSON.stringify(id);
    for (;;) {
      const running = this.#running.get(name);
      if (running) {
        // the outcome of the other request is read from the store below, a failure included
        await running.catch(() => undefined);
        continue;
      }
      const turn = this.#once(id, hash, request.status, work);
      this.#running.set(name, turn);
      try {
        return await turn;
      } finally {
        this.#running.delete(name);
      }
    }
  }

  async #once(
    id: Key,
    hash: string,
    status: number,
    work: (once: Once) => Promise<StoredAnswer>,
  ): Promise<StoredAnswer> {
    const now = this.#clock();
    const own = new Date(now.getTime() + LEASE_MS).toISOString();
    const claim = await this.#claim(id, hash, now, own).catch((error: unknown) => {
      // the row may be there although its answer is not: nobody would know whose it is
      if (!(error instanceof EsignError)) void this.#releaseLater(id, own);
      throw error;
    });
    if ('answer' in claim) return claim.answer;
    stopPoint('after-idempotency-row');
    const { lease } = claim;
    let kept = false;
    try {
      const answer = await work({
        key: id.key,
        keep: async (tx, body, etag = null) => {
          kept = true;
          await this.#finish(tx, id, lease, { status, etag, body });
        },
      });
      if (!kept) await this.#finish(this.#db, id, lease, answer);
      return answer;
    } catch (error) {
      // what went wrong is told, and not that the key could not be given back
      await this.#release(id, lease).catch(() => void this.#releaseLater(id, lease));
      throw error;
    }
  }

  /** @returns The stored answer, or the lease by which the key is now ours. */
  async #claim(
    { tenantId, userId, key }: Key,
    hash: string,
    now: Date,
    lease: string,
  ): Promise<{ answer: StoredAnswer } | { lease: string }> {
    const inserted = await this.#db
      .insertInto('idempotency')
      .values({
        tenant_id: tenantId,
        user_id: userId,
        key,
        request_hash: hash,
        state: 'running',
        lease_until: lease,
        status: null,
        etag: null,
        body: null,
        created_at: now.toISOString(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst();
    if (inserted) return { lease };
    const row = await this.#db
      .selectFrom('idempotency')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('user_id', '=', userId)
      .where('key', '=', key)
      .executeTakeFirst();
    if (!row) throw new EsignError('request-in-progress', 'the same request has just ended; send it again');
    if (row.request_hash !== hash) {
      throw new EsignError('idempotency-key-reused', 'this Idempotency-Key was used for another request');
    }
    if (row.state === 'done') {
      const body = JSON.parse(row.body ?? 'null') as unknown;
      return { answer: { status: row.status ?? 200, etag: row.etag, body } };
    }
    const taken = await this.#db
      .updateTable('idempotency')
      .set({ lease_until: lease })
      .where('tenant_id', '=', tenantId)
      .where('user_id', '=', userId)
      .where('key', '=', key)
      .where('state', '=', 'running')
      .where('lease_until', '=', row.lease_until)
      .where('lease_until', '<', now.toISOString())
      .returning('key')
      .executeTakeFirst();
    if (!taken) throw new EsignError('request-in-progress', 'the same request is still at work');
    return { lease };
  }

  /** Stores the answer, and with it the effect, only while the key is still ours: another process may have taken it over. */
  async #finish(queries: Db | Tx, { tenantId, userId, key }: Key, lease: string, answer: StoredAnswer): Promise<void> {
    const row = await queries
      .updateTable('idempotency')
      .set({ state: 'done', status: answer.status, etag: answer.etag, body: JSON.stringify(answer.body ?? null) })
      .where('tenant_id', '=', tenantId)
      .where('user_id', '=', userId)
      .where('key', '=', key)
      .where('state', '=', 'running')
      .where('lease_until', '=', lease)
      .returning('key')
      .executeTakeFirst();
    if (!row) throw new EsignError('request-in-progress', 'the same request was taken over by another process');
  }

  async #release({ tenantId, userId, key }: Key, lease: string): Promise<void> {
    await this.#db
      .deleteFrom('idempotency')
      .where('tenant_id', '=', tenantId)
      .where('user_id', '=', userId)
      .where('key', '=', key)
      .where('state', '=', 'running')
      .where('lease_until', '=', lease)
      .execute();
  }

  /** A database that went away took the key along; without this the repeated request would be refused for the whole lease. */
  async #releaseLater(id: Key, lease: string): Promise<void> {
    for (let waited = 0; waited < LEASE_MS; waited += RELEASE_AGAIN_MS) {
      await delay(RELEASE_AGAIN_MS, undefined, { ref: false });
      const isReleased = await this.#release(id, lease).then(
        () => true,
        () => false,
      );
      if (isReleased) return;
    }
  }

  /** The embedded database has one process: whatever was at work when it starts has died. */
  async releaseAll(): Promise<void> {
    await this.#db.deleteFrom('idempotency').where('state', '=', 'running').execute();
  }

  /** Forgets answers that nobody asks for again. */
  async sweep(olderThan: Date): Promise<void> {
    await this.#db.deleteFrom('idempotency').where('created_at', '<', olderThan.toISOString()).execute();
  }
}
