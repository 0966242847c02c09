import type { Context } from 'hono';
import ipaddr from 'ipaddr.js';

/** What the server knows of the connection that a request came over; a socket of Node fits as it is. */
export interface Connection {
  readonly remoteAddress?: string | undefined;
  readonly encrypted?: boolean | undefined;
}

/** Where a request came from, as far as somebody said so whom the operator trusts. */
export interface Client {
  /** Null where the server did not tell. */
  readonly address: string | null;
  readonly isSecure: boolean;
}

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** The proxies before the host; only they are believed about who is behind them. */
export class TrustedProxies {
  readonly #networks: readonly Network[];

  /** @throws Error for what is neither an address nor a network such as `10.0.0.0/8`. */
  constructor(entries: readonly string[]) {
    this.#networks = entries.map(parseNetwork);
  }

  /**
   * The client's address and whether it speaks TLS. Anybody can write `X-Forwarded-For`, so it is read from its end, as
   * long as who wrote an entry is a trusted proxy.
   */
  clientOf(context: Pick<Context, 'req' | 'env'>): Client {
    const request = context.req.raw;
    // what `fetch` of the host was given beside the request
    const { remoteAddress, encrypted = false } = (context.env ?? {}) as Connection;
    const isSecure = encrypted || new URL(request.url).protocol === 'https:';
    const peer = normalized(remoteAddress ?? '');
    if (peer === null || !this.#trusts(peer)) return { address: peer, isSecure };
    const entries = (request.headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim());
    let address = peer;
    while (this.#trusts(address)) {
      const before = normalized(entries.pop() ?? '');
      if (before === null) break;
      address = before;
    }
    const proto = request.headers.get('x-forwarded-proto')?.split(',').at(-1)?.trim().toLowerCase();
    return { address, isSecure: proto === undefined ? isSecure : proto === 'https' };
  }

  #trusts(address: string): boolean {
    const parsed = ipaddr.parse(address);
    return this.#networks.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits));
  }
}

function parseNetwork(entry: string): Network {
  try {
    if (entry.includes('/')) return ipaddr.parseCIDR(entry);
    const address = ipaddr.process(entry);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  } catch (cause) {
    throw new Error(`"${entry}" is neither an address nor a network of proxies`, { cause });
  }
}

/** One spelling of an address; an IPv4 address in an IPv6 one is that IPv4 address. Null for what is no address. */
function normalized(text: string): string | null {
  return ipaddr.isValid(text) ? ipaddr.process(text).toString() : null;
}
