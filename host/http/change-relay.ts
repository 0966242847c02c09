import { setTimeout as delay } from 'node:timers/promises';

import { sql } from 'kysely';
import pg from 'pg';
import * as z from 'zod/mini';

import { EnvelopeChange } from '../../src/schema/index.js';
import type { Db } from '../store/database.js';
import type { Report } from './problem.js';

/** What goes over the channel: no more than what a page must ask for next. Anybody in the database can listen to it. */
const Message = z.strictObject({ tenantId: z.string(), change: EnvelopeChange });

const FIRST_PAUSE_MS = 200;
const LAST_PAUSE_MS = 10_000;
/** A connection that a firewall has dropped in silence is found by asking it something. */
const CHECK_MS = 10_000;
const ANSWER_LIMIT_MS = 5000;

export interface ChangeRelayOptions {
  readonly db: Db;
  readonly connectionString: string;
  /** Processes with the same schema hear each other. */
  readonly schema: string;
  readonly report: Report;
  /** A change that some process has stored, perhaps this one. */
  onChange(tenantId: string, change: EnvelopeChange): void;
  /** From now on nothing is missed; what happened before may have been. */
  onListening(): void;
}

/**
 * Tells the other processes on a PostgreSQL database of changes, by `NOTIFY`, and hears of theirs.
 *
 * It is sent after the commit, not in the transaction: PostgreSQL lets transactions with a `NOTIFY` commit only one after
 * another in the whole database, and the writing ones would wait for it. What a process that dies in between never sends
 * is found by the next heartbeat of a stream.
 */
export class ChangeRelay {
  readonly #options: ChangeRelayOptions;
  readonly #channel: string;
  readonly #closing = new AbortController();
  #waiting: string[] = [];
  #sending: Promise<void> | null = null;
  #listening: Promise<void> = Promise.resolve();

  constructor(options: ChangeRelayOptions) {
    this.#options = options;
    this.#channel = `esign_changes_${options.schema}`;
  }

  /** Resolves when it listens, or when the first attempt has failed; others follow by themselves. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.#listening = this.#listenForEver(resolve);
    });
  }

  tell(tenantId: string, change: EnvelopeChange): void {
    this.#waiting.push(JSON.stringify({ tenantId, change }));
    // what comes while a message is on its way goes together with the next one
    this.#sending ??= this.#sendAll();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#sending;
    await this.#listening;
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const messages = this.#waiting;
      this.#waiting = [];
      try {
        await sql`select pg_notify(${this.#channel}, message) from unnest(${messages}::text[]) as message`.execute(
          this.#options.db,
        );
      } catch (error) {
        this.#tellFailure('other processes were not told of a change', error);
      }
    }
    // in the same step as the last look, so that nobody waits for an end that does not come
    this.#sending = null;
  }

  async #listenForEver(onFirst: () => void): Promise<void> {
    const { signal } = this.#closing;
    let pause = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      try {
        await this.#listen(() => {
          pause = FIRST_PAUSE_MS;
          onFirst();
        });
      } catch (error) {
        if (!signal.aborted) this.#tellFailure('the connection for live events is lost', error);
      }
      onFirst();
      await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
      pause = Math.min(LAST_PAUSE_MS, pause * 2);
    }
  }

  /** Listens until the connection ends. @throws Error when it does not end by our will. */
  async #listen(onListening: () => void): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.connectionString,
      application_name: this.#channel,
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_LIMIT_MS,
      query_timeout: ANSWER_LIMIT_MS,
    });
    client.on('notification', ({ payload }) => this.#receive(payload ?? ''));
    const ended = endOf(client, this.#closing.signal);
    // a failure while it connects is told by `connect` too
    ended.catch(() => undefined);
    try {
      await client.connect();
      await client.query(`listen ${pg.escapeIdentifier(this.#channel)}`);
      onListening();
      this.#options.onListening();
      await ended;
    } finally {
      // a connection that is broken already has nothing more to say
      await client.end().catch(() => undefined);
    }
  }

  #receive(payload: string): void {
    try {
      const { tenantId, change } = z.parse(Message, JSON.parse(payload));
      this.#options.onChange(tenantId, change);
    } catch (error) {
      this.#tellFailure('a message of another process cannot be read', error);
    }
  }

  #tellFailure(message: string, error: unknown): void {
    const stack = error instanceof Error ? error.stack : undefined;
    this.#options.report({ code: 'unavailable', message, path: 'events', stack });
  }
}

/** Resolves when the signal fires, and rejects when the connection is lost. */
function endOf(client: pg.Client, signal: AbortSignal): Promise<void> {
  const settled = new AbortController();
  const end = new Promise<void>((resolve, reject) => {
    client.on('error', reject);
    client.on('end', () => reject(new Error('the connection was closed')));
    signal.addEventListener('abort', () => resolve(), { once: true, signal: settled.signal });
    const check = setInterval(() => void client.query('select 1').catch(reject), CHECK_MS);
    check.unref();
    settled.signal.addEventListener('abort', () => clearInterval(check), { once: true });
  });
  return end.finally(() => settled.abort());
}
