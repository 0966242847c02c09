import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What every log line of one request shares, and of the effects that it set off at once. */
export interface RequestScope {
  readonly requestId: string;
  /** Known once the OA said who asks. */
  tenantId?: string;
  userId?: string;
}

export const requestScope = new AsyncLocalStorage<RequestScope>();

/** The caller's own id where it is a plain one: what goes into every log line must not be able to break one. */
export function requestIdOf(given: string | null): string {
  return given !== null && /^[\w.:-]{8,64}$/.test(given) ? given : randomUUID();
}
