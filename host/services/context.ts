import { setTimeout as delay } from 'node:timers/promises';

import { EsignError } from '../../src/core/errors.js';
import type { ProviderId } from '../../src/schema/index.js';
import type { Report } from '../http/problem.js';
import type { ChangeFeed } from '../http/sse.js';
import { stopPoint } from '../jobs/stop-point.js';
import { storedBy, type WakeUps } from '../jobs/wake-ups.js';
import type { OaPort } from '../oa-port.js';
import type { Outgoing } from '../net/outgoing.js';
import type { HostMetrics } from '../observe/metrics.js';
import { traced } from '../observe/trace.js';
import type { SignatureProvider } from '../providers/provider.js';
import type { PdfWorkers } from '../signer/pdf-threads.js';
import type { Db, Tx } from '../store/database.js';
import type { FileStore } from '../store/files.js';
import type { SecretStore } from './binding-secrets.js';

/** What every service works with. */
export interface HostContext {
  readonly db: Db;
  readonly files: FileStore;
  readonly oa: OaPort;
  /** Reads files that strangers made. */
  readonly pdf: PdfWorkers;
  readonly clock: () => Date;
  /** Hears of failures that nobody waits for. */
  readonly report: Report;
  readonly metrics: HostMetrics;
  readonly changes: ChangeFeed;
  readonly providers: ReadonlyMap<ProviderId, SignatureProvider>;
  readonly secrets: SecretStore;
  /** The only way out: calls to services go through it. */
  readonly outgoing: Outgoing;
  /** Where the world reaches the host, without a slash at the end; empty when it was not told. */
  readonly publicUrl: string;
  readonly heartbeatMs: number;
  readonly closing: AbortSignal;
  /** Carries out what waits in the outbox of a stream; failures stay there and are tried again. */
  readonly runStream: (tenantId: string, stream: string) => Promise<void>;
  /** Asks the register about a seal use that somebody looks at; waits for it only a moment, and never fails. */
  readonly lookAtSealUse: (tenantId: string, sealUseId: string) => Promise<void>;
  /** Has another process look after stored effects, in case this one dies. */
  readonly wakeUps: WakeUps;
}

export function nowOf(context: HostContext): string {
  return context.clock().toISOString();
}

/** @throws EsignError `binding-not-usable`. */
export function providerOf(context: HostContext, id: ProviderId): SignatureProvider {
  const provider = context.providers.get(id);
  if (!provider) throw new EsignError('binding-not-usable', `this host has no adapter for ${id}`);
  return provider;
}

const RETRYABLE = new Set(['40001', '40P01']);
const DISK_FULL = '53100';

/**
 * Runs a transaction. `after` keeps what the world may hear of only once it is stored. A serialization failure or a
 * deadlock is tried again.
 */
export async function transact<T>(
  context: Pick<HostContext, 'db'> & Partial<Pick<HostContext, 'wakeUps'>>,
  work: (tx: Tx, after: (act: () => void) => void) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const acts: (() => void)[] = [];
    try {
      const result = await traced('database transaction', { 'esign.attempt': attempt }, () =>
        context.db.transaction().execute(async (tx) => {
          const value = await work(tx, (act) => acts.push(act));
          const stored = storedBy(tx);
          if (stored.length > 0) await context.wakeUps?.stored(tx, stored);
          return value;
        }),
      );
      stopPoint('after-db-commit');
      for (const act of acts) act();
      return result;
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (code === DISK_FULL) throw new EsignError('storage-full', 'the database has no room', { cause: error });
      if (typeof code !== 'string' || !RETRYABLE.has(code)) throw error;
      if (attempt >= 4) throw new EsignError('unavailable', 'the database is busy', { cause: error });
      await delay(10 * attempt + Math.random() * 20);
    }
  }
}

/** Cuts one page out of rows that were read with one row more than asked for. */
export function toPage<T>(
  rows: T[],
  limit: number,
  cursorOf: (row: T) => string,
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(cursorOf(last)) : null };
}

export interface PageRequest {
  readonly cursor?: string | undefined;
  readonly limit?: string | undefined;
}

export function limitOf({ limit }: PageRequest): number {
  return limit === undefined ? 50 : Number(limit);
}

/** @throws EsignError `invalid-input` for a cursor that this host did not make. */
export function cursorOf({ cursor }: PageRequest): string | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  // what it names goes into a query, and a database takes no control characters
  if (!/^c:[^\p{Cc}\ufffd]{1,300}$/u.test(text)) throw notOurs();
  return text.slice(2);
}

/** The cursor of a list in the order of a number. @throws EsignError `invalid-input`. */
export function numberCursorOf(query: PageRequest): number | null {
  const text = cursorOf(query);
  if (text === null) return null;
  const number = rowNumberOf(text);
  if (number === null) throw notOurs();
  return number;
}

/** What an `integer` column holds at most; a database refuses to compare it with more. */
const LAST_NUMBER = 2 ** 31 - 1;

/** The number of a row as a request names it, or null when no row can have it. */
export function rowNumberOf(text: string): number | null {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : LAST_NUMBER + 1;
  return number <= LAST_NUMBER ? number : null;
}

/** The cursor of a list in the order of making. @throws EsignError `invalid-input`. */
export function timeCursorOf(query: PageRequest): { createdAt: string; id: string } | null {
  const text = cursorOf(query);
  if (text === null) return null;
  const [, createdAt, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (\S+)$/.exec(text) ?? [];
  if (createdAt === undefined || id === undefined) throw notOurs();
  return { createdAt, id };
}

/** What {@link timeCursorOf} reads. */
export function timeCursor({ createdAt, id }: { createdAt: string; id: string }): string {
  return `${createdAt} ${id}`;
}

function notOurs(): EsignError {
  const message = 'not a cursor of this host';
  return new EsignError('invalid-input', message, {
    errors: [{ pointer: '/cursor', code: 'invalid-cursor', message }],
  });
}

function encodeCursor(text: string): string {
  return Buffer.from(`c:${text}`, 'utf8').toString('base64url');
}
