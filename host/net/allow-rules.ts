import ipaddr from 'ipaddr.js';

/** One place that the host may call, as the operator listed it. */
export interface AllowRule {
  /** For one tenant only; null for all of them. */
  readonly tenantId: string | null;
  readonly scheme: 'http' | 'https';
  /** In lower case and ASCII; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /**
   * Where the name may lead. Empty: to public addresses only, so that a change of its DNS opens no door into the own
   * network. An address of the own network has to stand here, and one of this machine by itself.
   */
  readonly networks: readonly Network[];
}

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

const FORM = 'must be a list of scheme://host[:port][=network][#tenant], for example https://sign.example.com';

/**
 * Reads a list such as `https://api.example.com, http://sign.corp:9180=10.1.2.0/24+10.1.3.7#tenant-1`. A host that is an address
 * may be that address only.
 *
 * @throws Error in one line that names the entry.
 */
export function parseAllowRules(text: string): AllowRule[] {
  return text
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map(parseRule);
}

function parseRule(entry: string): AllowRule {
  const [, address = '', networks, tenantId] = /^([^=#]+)(?:=([^#]+))?(?:#(.+))?$/.exec(entry) ?? [];
  const url = URL.canParse(address) ? new URL(address) : null;
  const target = url && targetOf(url);
  if (!target || url.pathname !== '/' || url.search || url.hash) throw new Error(`${FORM}; "${entry}" is not`);
  const listed = networks?.split('+').map((network) => parseNetwork(network, entry)) ?? [];
  return {
    ...target,
    tenantId: tenantId ?? null,
    networks: ipaddr.isValid(target.host) ? [parseNetwork(target.host, entry)] : listed,
  };
}

/** What is wider names no network of anybody, but opens all of them. */
const WIDEST = { ipv4: 8, ipv6: 16 } as const;

function parseNetwork(text: string, entry: string): Network {
  const network = readNetwork(text, entry);
  const widest = WIDEST[network[0].kind()];
  if (network[1] < widest) throw new Error(`must name no network wider than /${widest}; "${text}" in "${entry}" is`);
  return network;
}

function readNetwork(text: string, entry: string): Network {
  try {
    if (text.includes('/')) return ipaddr.parseCIDR(text);
    const address = ipaddr.parse(text);
    return [address, bitsOf(address)];
  } catch (error) {
    throw new Error(`${FORM}; "${text}" in "${entry}" is no network`, { cause: error });
  }
}

function bitsOf(address: ipaddr.IPv4 | ipaddr.IPv6): number {
  return address.kind() === 'ipv4' ? 32 : 128;
}

export type Target = Pick<AllowRule, 'scheme' | 'host' | 'port'>;

/** What an address means once its disguises are off; null for what the host never calls. */
export function targetOf(url: URL): Target | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  // a name in front of the host is there to be taken for it
  if (url.username !== '' || url.password !== '') return null;
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  const port = url.port === '' ? (scheme === 'https' ? 443 : 80) : Number(url.port);
  return { scheme, host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port };
}

export function findRule(rules: readonly AllowRule[], tenantId: string, target: Target): AllowRule | null {
  const isFor = (rule: AllowRule): boolean =>
    (rule.tenantId === null || rule.tenantId === tenantId) &&
    rule.scheme === target.scheme &&
    rule.host === target.host &&
    rule.port === target.port;
  return rules.find(isFor) ?? null;
}

/** Where clouds hand out credentials to whoever asks: denied even when listed. */
const METADATA = [
  '169.254.0.0/16',
  'fe80::/10',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  'fd00:ec2::254/128',
  'fd20:ce::254/128',
].map((network) => ipaddr.parseCIDR(network));

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/** Ranges that no listing opens: they name no single machine, or another address in disguise. */
const NEVER = new Set([
  'unspecified',
  'broadcast',
  'multicast',
  'linkLocal',
  'reserved',
  'ipv4Mapped',
  'rfc6145',
  'rfc6052',
  '6to4',
  'teredo',
]);

/** Whether the host may connect to an address to which the name of a rule leads. */
export function mayConnect(rule: AllowRule, text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  const range = address.range();
  if (NEVER.has(range) || METADATA.some((network) => isIn(address, network))) return false;
  // this machine is opened by its exact address alone: a network never means the services that trust who is local
  if (range === 'loopback')
    return rule.networks.some((network) => isIn(address, network) && network[1] === bitsOf(address));
  if (rule.networks.length > 0) return rule.networks.some((network) => isIn(address, network));
  return range === 'unicast' && (address.kind() === 'ipv4' || isIn(address, GLOBAL_UNICAST));
}

function isIn(address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Network): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
