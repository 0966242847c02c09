import { EsignError } from '../../src/core/errors.js';
import type { Permission, PersonValue, Session } from '../../src/schema/index.js';

/** Who is asking, as the OA says, with the person as forms hold it. */
export type HostSession = Omit<Session, 'sealStaffOf'> & { readonly person: PersonValue };

/** The OA's own way to know who sent a request; null when nobody is signed in. */
export type ResolveSession = (request: Request) => Promise<HostSession | null>;

/** @throws EsignError `forbidden` unless one of the rights is there. */
export function requirePermission(session: HostSession, ...anyOf: Permission[]): void {
  if (!anyOf.some((permission) => session.permissions.includes(permission))) {
    throw new EsignError('forbidden', `needs the right ${anyOf.join(' or ')}`);
  }
}

/**
 * Refuses a write that a page of somebody else sent with this person's cookie (T24). What no page sent has neither of
 * the two headers; and where a browser sends the first, it has compared the origins better than we could.
 *
 * @throws EsignError `forbidden`.
 */
export function refuseCrossSite(request: Request, allowedOrigins: ReadonlySet<string> = new Set()): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  if (site === 'same-origin' || site === 'none') return;
  if (site === null && origin === null) return;
  const isListed = origin !== null && (isOwnOrigin(request, origin) || allowedOrigins.has(origin));
  if (site === 'cross-site' || !isListed) {
    throw new EsignError('forbidden', 'a page of another origin may not change anything');
  }
}

/** A proxy may have taken the TLS off, but it cannot have put it on. */
function isOwnOrigin(request: Request, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const own = new URL(request.url);
  const { host, protocol } = new URL(origin);
  return host === own.host && (protocol === own.protocol || protocol === 'https:');
}
