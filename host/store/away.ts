import { EsignError } from '../../src/core/errors.js';

/** Classes and codes of PostgreSQL for a server that is not there, goes, comes or takes no more connections. */
const AWAY = /^(08...|57P0[1-5]|53300)$/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
/** The driver has no codes for these. */
const MESSAGES = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection)/;
const DISK_FULL = '53100';

/** What a failure of the database means to who asked (F12, F14); anything else stays what it is. */
export function toDatabaseFailure(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof EsignError) return thrown;
  const { code } = thrown as { code?: unknown };
  if (code === DISK_FULL) return new EsignError('storage-full', 'the database has no room', { cause: thrown });
  const isAway = typeof code === 'string' ? AWAY.test(code) || NETWORK.has(code) : MESSAGES.test(thrown.message);
  return isAway ? new EsignError('unavailable', 'the database is away', { cause: thrown }) : thrown;
}
