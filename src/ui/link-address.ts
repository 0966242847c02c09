/** Characters of an address that are still read: what is longer is no address that anybody can judge. */
const LONGEST = 2048;

/** An address as a person should judge it: the host in the form that cannot look like another one (punycode). */
export type CheckedAddress =
  | {
      readonly kind: 'open';
      readonly href: string;
      readonly before: string;
      readonly host: string;
      readonly after: string;
      readonly doubts: readonly AddressDoubt[];
    }
  | { readonly kind: 'refused'; readonly why: 'scheme' | 'broken' | 'long'; readonly shown: string };

/** `letters`: the host has letters that look like others; `login`: a name stands before the host; `plain`: not encrypted. */
export type AddressDoubt = 'letters' | 'login' | 'plain';

/** Whether a person may open an address of a document: only web pages and mail, whole, and not relative to this page. */
export function checkAddress(address: string): CheckedAddress {
  const shown = address.slice(0, LONGEST);
  if (address.length > LONGEST) return { kind: 'refused', why: 'long', shown };
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return { kind: 'refused', why: 'broken', shown };
  }
  const { protocol, href, host, hostname, username, password } = url;
  if (protocol === 'mailto:') return mail(href);
  if (protocol !== 'https:' && protocol !== 'http:') return { kind: 'refused', why: 'scheme', shown };
  const login = username || password ? `${username}${password && `:${password}`}@` : '';
  const before = `${protocol}//${login}`;
  const doubts: AddressDoubt[] = [];
  if (hostname.split('.').some((label) => label.startsWith('xn--'))) doubts.push('letters');
  if (login) doubts.push('login');
  if (protocol === 'http:') doubts.push('plain');
  return { kind: 'open', href, before, host, after: href.slice(before.length + host.length), doubts };
}

/** Of a mail the addressee counts; copies and texts that a link fills in follow it in sight. */
function mail(href: string): CheckedAddress {
  const query = href.indexOf('?');
  const end = query < 0 ? href.length : query;
  const start = 'mailto:'.length;
  return {
    kind: 'open',
    href,
    before: href.slice(0, start),
    host: href.slice(start, end),
    after: href.slice(end),
    doubts: [],
  };
}
