import { EsignError } from '../../src/core/errors.js';
import type { Permission, PersonValue, Session } from '../../src/schema/index.js';

/** Who is asking, as the OA says, with the person as forms hold it. */
export type HostSession = Session & { readonly person: PersonValue };

/** The OA's own way to know who sent a request; null when nobody is signed in. */
export type ResolveSession = (request: Request) => Promise<HostSession | null>;

/** @throws EsignError `forbidden` unless one of the rights is there. */
export function requirePermission(session: HostSession, ...anyOf: Permission[]): void {
  if (!anyOf.some((permission) => session.permissions.includes(permission))) {
    throw new EsignError('forbidden', `needs the right ${anyOf.join(' or ')}`);
  }
}

/** @throws EsignError `forbidden` for a write that another site's page sent with this person's cookie. */
export function refuseCrossSite(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  if (request.headers.get('sec-fetch-site') === 'cross-site') {
    throw new EsignError('forbidden', 'a page of another site may not change anything');
  }
}
