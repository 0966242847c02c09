/**
 * Whether a page may stand in a frame on another page, by what its answer says. `frame-ancestors` is asked first: a
 * browser that reads it forgets `X-Frame-Options`.
 */
export function mayBeFramed(headers: Headers, page: URL, ancestor: URL): boolean {
  const policies = (headers.get('content-security-policy') ?? '').split(',');
  const lists = policies.map(frameAncestors).filter((list) => list !== null);
  if (lists.length > 0) return lists.every((list) => list.some((source) => matches(source, page, ancestor)));
  const options = (headers.get('x-frame-options') ?? '').toLowerCase().split(',');
  return options.every((option) => {
    if (option.trim() === 'deny') return false;
    return option.trim() === 'sameorigin' ? page.origin === ancestor.origin : true;
  });
}

/** The sources of the directive; empty means nobody, null that the policy does not have it. */
function frameAncestors(policy: string): string[] | null {
  for (const directive of policy.split(';')) {
    const [name, ...sources] = directive.trim().toLowerCase().split(/\s+/);
    if (name === 'frame-ancestors') return sources;
  }
  return null;
}

function matches(source: string, page: URL, ancestor: URL): boolean {
  if (source === '*') return ancestor.protocol === 'http:' || ancestor.protocol === 'https:';
  if (source === "'self'") return page.origin === ancestor.origin;
  const [, scheme, host = '', port] =
    /^(?:([a-z][a-z0-9+.-]*):(?:\/\/|$))?([^/:]*)(?::(\d+|\*))?\/?.*$/.exec(source) ?? [];
  if (!schemeFits(scheme === undefined ? page.protocol : `${scheme}:`, ancestor.protocol)) return false;
  if (host === '') return scheme !== undefined;
  const hostFits = host.startsWith('*.') ? ancestor.hostname.endsWith(host.slice(1)) : ancestor.hostname === host;
  return hostFits && portFits(port, ancestor);
}

/** A source of http takes https too: to be safer is never against the policy. */
function schemeFits(wanted: string, actual: string): boolean {
  return wanted === actual || (wanted === 'http:' && actual === 'https:');
}

function portFits(wanted: string | undefined, { port, protocol }: URL): boolean {
  if (wanted === '*') return true;
  const usual = protocol === 'https:' ? '443' : '80';
  return (wanted ?? usual) === (port === '' ? usual : port);
}
