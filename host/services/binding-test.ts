import { EsignError } from '../../src/core/errors.js';
import type { Binding, ConnectionFinding, ConnectionFix, ConnectionTest } from '../../src/schema/index.js';
import { mayBeFramed } from '../net/frame-permission.js';
import type { OutgoingFetch } from '../net/outgoing.js';
import { getBinding } from './bindings.js';
import { providerOf, type HostContext } from './context.js';
import { accessTo } from './service-access.js';

/** Services refuse signatures of requests whose time is off; the strictest known one by five minutes. */
const MAX_SKEW_MS = 5 * 60_000;
const SKEW_TO_MENTION_MS = 60_000;
/** The start of any page is enough to see that somebody is there. */
const MAX_PAGE_BYTES = 2 * 1024 * 1024;

/**
 * B-06: tries the connection of a binding and says what to fix. `origin` is that of the page on which the service's page
 * will be shown; without one its checks are skipped.
 *
 * @throws EsignError `not-found`, `binding-not-usable`, `secret-unreadable`.
 */
export async function testBinding(
  context: HostContext,
  tenantId: string,
  id: string,
  origin: string | null,
): Promise<ConnectionTest> {
  const binding = await getBinding(context.db, tenantId, id);
  const provider = providerOf(context, binding.provider);
  const access = await accessTo(context, tenantId, binding);
  const page = pageOf(origin) ?? pageOf(context.publicUrl);
  const addresses = addressesIn(binding);
  const found = await Promise.all(addresses.map((address) => visit(address, access.http, context.clock, page)));
  const own = found.flat();
  const credentials: ConnectionFinding[] = provider.testConnection
    ? await provider.testConnection(access).catch(credentialsFailed)
    : [{ check: 'credentials', outcome: 'skipped' }];
  const findings = [...own, ...credentials];
  const isMissing = (check: ConnectionFinding['check']): boolean =>
    findings.every((finding) => finding.check !== check);
  const skipped = (['address', 'clock', 'protocol', 'frame'] as const).filter(isMissing);
  findings.push(...skipped.map((check): ConnectionFinding => ({ check, outcome: 'skipped' })));
  return { ok: findings.every(({ outcome }) => outcome !== 'failed'), findings };
}

interface Address {
  readonly url: string;
  /** Whether people see a page from there inside of the OA. */
  readonly isShown: boolean;
}

/** The addresses that an admin wrote into a binding, whatever its provider. */
function addressesIn(binding: Binding): Address[] {
  const addresses: Address[] = [];
  if ('platformAddress' in binding) {
    addresses.push({ url: binding.platformAddress, isShown: binding.provider === 'esign' });
  }
  if ('openUrl' in binding) addresses.push({ url: binding.openUrl, isShown: false });
  if ('externalAddress' in binding) addresses.push({ url: binding.externalAddress, isShown: true });
  return addresses;
}

function pageOf(text: string | null): URL | null {
  return text !== null && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? new URL(text) : null;
}

async function visit(
  { url, isShown }: Address,
  http: OutgoingFetch,
  clock: () => Date,
  page: URL | null,
): Promise<ConnectionFinding[]> {
  const shown = isShown && page ? [checkProtocol(new URL(url), page)] : [];
  try {
    const answer = await http(url, { maxBytes: MAX_PAGE_BYTES });
    if (isShown && page) shown.push(checkFrame(answer.headers, new URL(url), page));
    return [{ check: 'address', outcome: 'ok', detail: url }, checkClock(answer.headers, clock()), ...shown];
  } catch (error) {
    const failure = EsignError.from(error);
    return [failed('address', fixOf(failure), `${url}: ${failure.message}`), ...shown];
  }
}

function fixOf({ code, cause }: EsignError): ConnectionFix {
  if (code === 'address-not-allowed') return 'allow-address';
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /CERT|SELF_SIGNED|UNABLE_TO_|SSL|TLS/.test(reason) ? 'check-certificate' : 'check-address';
}

function checkClock(headers: Headers, now: Date): ConnectionFinding {
  const time = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(time)) return { check: 'clock', outcome: 'skipped' };
  const skew = Math.round((now.getTime() - time) / 1000);
  const detail = `this host is ${Math.abs(skew)} s ${skew < 0 ? 'behind' : 'ahead of'} the service`;
  if (Math.abs(skew) * 1000 > MAX_SKEW_MS) return failed('clock', 'set-clock', detail);
  if (Math.abs(skew) * 1000 > SKEW_TO_MENTION_MS) {
    return { check: 'clock', outcome: 'warning', fix: 'set-clock', detail };
  }
  return { check: 'clock', outcome: 'ok' };
}

/** A page of http inside of one of https stays blank; the other way round sign-in cookies may be kept from it. */
function checkProtocol(service: URL, page: URL): ConnectionFinding {
  if (service.protocol === page.protocol) return { check: 'protocol', outcome: 'ok' };
  const detail = `the OA is on ${page.protocol.slice(0, -1)}, ${service.origin} on ${service.protocol.slice(0, -1)}`;
  if (page.protocol === 'https:') return failed('protocol', 'use-https', detail);
  return { check: 'protocol', outcome: 'warning', fix: 'use-same-protocol', detail };
}

function checkFrame(headers: Headers, service: URL, page: URL): ConnectionFinding {
  if (mayBeFramed(headers, service, page)) return { check: 'frame', outcome: 'ok' };
  return failed('frame', 'allow-framing', `${service.origin} may not be shown in a frame of ${page.origin}`);
}

function credentialsFailed(error: unknown): ConnectionFinding[] {
  // the adapter's text may quote what it sent
  return [failed('credentials', 'check-credentials', EsignError.from(error).code)];
}

function failed(check: ConnectionFinding['check'], fix: ConnectionFix, detail: string): ConnectionFinding {
  return { check, outcome: 'failed', fix, detail };
}
