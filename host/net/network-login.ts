import ipaddr from 'ipaddr.js';

import type { NetworkLogin } from '../../src/schema/index.js';

/** From where a person reaches the OA. */
export interface Reader {
  /** The address of the person's browser, as proxies in front of the host are believed; null where it is not known. */
  readonly address: string | null;
  /** The host name of the page in the browser, without its port; null where it is not known. */
  readonly pageHost: string | null;
}

/**
 * B-13: the address of the signing platform for a person, outside (`externalAddress`) unless the rule finds them inside.
 * `subnet`: the browser's address lies in one of the networks; an IPv4 address written as IPv6 counts as IPv4. `domain`: the
 * page's host is in the list, in any case; `*.corp.example` stands for every host below it. What cannot be read is outside.
 */
export function platformAddressFor(rule: NetworkLogin, externalAddress: string, reader: Reader): string {
  if (rule.mode === 'off') return externalAddress;
  const isInside =
    rule.mode === 'subnet' ? isInNetworks(reader.address, rule.cidrs) : isListed(reader.pageHost, rule.domains);
  return isInside ? rule.internalAddress : externalAddress;
}

/** The same page at the address that the person reaches: only where the service answered with one of the binding's own. */
export function movePage(page: string, addresses: readonly string[], target: string): string {
  if (!URL.canParse(page)) return page;
  const url = new URL(page);
  const isOwn = addresses.some((address) => URL.canParse(address) && new URL(address).origin === url.origin);
  if (!isOwn) return page;
  const { protocol, host } = new URL(target);
  url.protocol = protocol;
  url.host = host;
  return url.href;
}

function isInNetworks(address: string | null, networks: readonly string[]): boolean {
  if (address === null || !ipaddr.isValid(address)) return false;
  const from = ipaddr.process(address);
  return networks.some((network) => {
    const read = readNetwork(network);
    return read !== null && read[0].kind() === from.kind() && from.match(read);
  });
}

/** A network such as `10.0.0.0/8` or a single address; null for anything else. */
function readNetwork(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | null {
  const trimmed = text.trim();
  if (ipaddr.isValidCIDR(trimmed)) return ipaddr.parseCIDR(trimmed);
  if (!ipaddr.isValid(trimmed)) return null;
  const address = ipaddr.process(trimmed);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function isListed(host: string | null, domains: readonly string[]): boolean {
  if (host === null) return false;
  const name = host.toLowerCase();
  return domains.some((entry) => {
    const domain = entry.trim().toLowerCase();
    if (domain.startsWith('*.')) return name.endsWith(domain.slice(1)) && name.length > domain.length - 1;
    return domain !== '' && name === domain;
  });
}
