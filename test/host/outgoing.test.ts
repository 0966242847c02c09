import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { parseAllowRules } from '../../host/net/allow-rules.js';
import { createOutgoing, type OutgoingFetch, type OutgoingOptions } from '../../host/net/outgoing.js';
import { certificateDer, issueCertificate } from '../../host/signer/certificates.js';
import { EsignError } from '../../src/core/errors.js';

interface Listener {
  readonly port: number;
  connections: number;
  close(): Promise<void>;
}

async function listen(address: string, handle: RequestListener, port = 0): Promise<Listener> {
  const server: Server = createServer(handle);
  const listener = { port, connections: 0, close: () => closeServer(server) };
  server.on('connection', () => (listener.connections += 1));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, address, resolve);
  });
  return Object.assign(listener, { port: (server.address() as AddressInfo).port });
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

const answer: RequestListener = (request, response) => {
  if (request.url === '/away') {
    response.writeHead(302, { location: `http://127.0.0.1:${inside.port}/taken` }).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'text/plain' }).end(`${request.headers.host ?? ''} ${request.url ?? ''}`);
};

/** The service that the operator listed, on an address of its own. */
let listed: Listener;
/** What no call may reach: everything else on this machine. */
let inside: Listener;

beforeAll(async () => {
  listed = await listen('127.0.0.2', answer);
  inside = await listen('127.0.0.1', answer);
});

beforeEach(() => {
  listed.connections = 0;
  inside.connections = 0;
});

afterAll(async () => {
  await listed.close();
  await inside.close();
});

/** The names of this little world; whatever else is asked for leads to the inside. */
const names: Record<string, string[]> = {
  'listed.test': ['127.0.0.2'],
  'public.test': ['93.184.215.14'],
  'rebound.test': ['127.0.0.1'],
  'half.test': ['93.184.215.14', '127.0.0.1'],
  'mapped.test': ['::ffff:127.0.0.1'],
  'translated.test': ['64:ff9b::7f00:1'],
  'tunnelled.test': ['2002:7f00:1::'],
  'local6.test': ['::1'],
  'link.test': ['fe80::1'],
  'metadata.test': ['169.254.169.254'],
  'private.test': ['10.0.0.5'],
  'zero.test': ['0.0.0.0'],
};

function open(options: Partial<OutgoingOptions> = {}, tenantId = 'acme'): OutgoingFetch {
  const rules = [
    `http://listed.test:${listed.port}=127.0.0.2`,
    ...Object.keys(names)
      .filter((name) => name !== 'listed.test')
      .map((name) => `http://${name}:${inside.port}`),
    `http://other.test:${inside.port}=127.0.0.1#another-tenant`,
    `http://169.254.169.254:${inside.port}`,
    `http://100.100.100.200:${inside.port}`,
    `http://[fe80::1]:${inside.port}`,
  ];
  const resolve = (host: string): Promise<string[]> => Promise.resolve(names[host] ?? ['127.0.0.1']);
  const allow = parseAllowRules(rules.join(','));
  return createOutgoing({ allow, resolve, connectTimeoutMs: 1000, timeoutMs: 2000, ...options }).forTenant(tenantId);
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'went through';
  } catch (error) {
    return EsignError.from(error).code;
  }
}

/** An authority and the certificate of a server that it issued, in PEM. */
async function makeTlsIdentity(commonName: string): Promise<{ ca: string; key: string; cert: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const makeKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const [authority, server] = [await makeKeys(), await makeKeys()];
  const time = { notBefore: new Date(Date.now() - 3600_000), notAfter: new Date(Date.now() + 3600_000) };
  const root = await issueCertificate({
    subject: { commonName: 'root.test', organization: 'test' },
    publicKey: authority.publicKey,
    issuerKey: authority.privateKey,
    ...time,
  });
  const leaf = await issueCertificate({
    subject: { commonName, organization: 'test' },
    publicKey: server.publicKey,
    issuer: root,
    issuerKey: authority.privateKey,
    ...time,
  });
  const pem = (label: string, bytes: Uint8Array | ArrayBuffer): string =>
    `-----BEGIN ${label}-----\n${Buffer.from(bytes as ArrayBuffer).toString('base64')}\n-----END ${label}-----\n`;
  return {
    ca: pem('CERTIFICATE', certificateDer(root)),
    cert: pem('CERTIFICATE', certificateDer(leaf)),
    key: pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', server.privateKey)),
  };
}

/** T17: each is an attempt to reach the listener on the inside, or anything that was not listed. */
function tricks(): string[] {
  const at = `:${inside.port}/`;
  return [
    // the address written in every way that some parser takes
    ...[
      '127.0.0.1',
      '127.1',
      '127.0.1',
      '2130706433',
      '0x7f000001',
      '0x7f.0.0.1',
      '0x7f.1',
      '0177.0.0.1',
      '017700000001',
      '0177.0x0.0.1',
      '00000177.0.0.1',
      '127.0.0.1.',
      '127.000.000.001',
      '0',
      '0.0.0.0',
      '0x0',
      '[::]',
      '[::1]',
      '[0:0:0:0:0:0:0:1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[0:0:0:0:0:ffff:127.0.0.1]',
      '[::127.0.0.1]',
      '[64:ff9b::127.0.0.1]',
      '[64:ff9b:1::127.0.0.1]',
      '[2002:7f00:1::]',
      '[2001:0:7f00:1::]',
      '[fe80::1]',
      '[fd00:ec2::254]',
      '[::1%25lo]',
      '１２７.０.０.１',
      '①②⑦.⓪.⓪.①',
      '127。0。0。1',
      'localhost',
      'LOCALHOST',
      'localhost.',
      'sub.localhost',
      'ip6-localhost',
      '169.254.169.254',
      '169.254.169.254.',
      '2852039166',
      '0xa9fea9fe',
      '100.100.100.200',
      '192.168.0.1',
      '10.0.0.5',
      'metadata.google.internal',
    ].map((host) => `http://${host}${at}`),
    // a listed name that leads elsewhere
    ...Object.keys(names)
      .filter((name) => name !== 'listed.test' && name !== 'public.test')
      .map((name) => `http://${name}${at}`),
    // a listed name that only seems to be the host
    `http://listed.test:${listed.port}@127.0.0.1${at}`,
    `http://listed.test@127.0.0.1${at}`,
    `http://user:word@listed.test:${listed.port}/`,
    `http://127.0.0.1${at}?@listed.test`,
    `http://127.0.0.1${at}#@listed.test`,
    `http://127.0.0.1:${inside.port}\\@listed.test/`,
    `http://listed.test.evil.test${at}`,
    `http://evil-listed.test${at}`,
    `http://listed.test.:${listed.port}/`,
    `http://listed.test%00.evil.test${at}`,
    `http://listed.test%2eevil.test${at}`,
    // other ports, other schemes
    `http://listed.test${at}`,
    'http://listed.test/',
    `http://listed.test:0${listed.port + 1}/`,
    `http://listed.test:${listed.port + 65536}/`,
    `https://listed.test:${listed.port}/`,
    `ws://listed.test:${listed.port}/`,
    `ftp://listed.test:${listed.port}/`,
    `gopher://127.0.0.1${at}_GET`,
    'file:///etc/passwd',
    'data:text/plain,hello',
    `blob:http://listed.test:${listed.port}/1`,
    `//127.0.0.1${at}`,
    '/v1/session',
    '',
    ' ',
    // of another tenant
    `http://other.test${at}`,
  ];
}

describe('outgoing calls (T17, G16)', () => {
  it('reaches nothing outside of the list by any trick of an address', async () => {
    const http = open();
    const outcomes = await Promise.all(tricks().map(async (url) => [url, await codeOf(http(url))] as const));

    expect(outcomes.length).toBeGreaterThanOrEqual(60);
    expect(outcomes.filter(([, code]) => code !== 'address-not-allowed')).toEqual([]);
    expect([listed.connections, inside.connections]).toEqual([0, 0]);
  });

  it.each([
    'http://LISTED.test:PORT/path?q=1',
    'http://ｌｉｓｔｅｄ.test:PORT/path?q=1',
    'http://listed。test:PORT/path?q=1',
    'http:\\\\listed.test:PORT\\path?q=1',
    ' http://listed.test:PORT/a/../path?q=1#part',
  ])('reaches the listed private address by %s', async (template) => {
    const response = await open()(template.replace('PORT', String(listed.port)));

    expect(await response.text()).toBe(`listed.test:${listed.port} /path?q=1`);
    expect([listed.connections, inside.connections]).toEqual([1, 0]);
  });

  it('takes a listed address of the own network without a name', async () => {
    const url = `http://127.0.0.2:${listed.port}/`;

    const response = await createOutgoing({ allow: parseAllowRules(url) }).forTenant('acme')(url);

    expect(response.status).toBe(200);
  });

  it.each(['127.0.0.0/8', '127.0.0.2/31', '127.0.0.0/30+10.0.0.0/8'])(
    'reaches nothing of this machine by a listing of %s, only by its exact address',
    async (network) => {
      const url = `http://listed.test:${listed.port}/`;
      const resolve = (): Promise<string[]> => Promise.resolve(['127.0.0.2']);
      const by = (entry: string): OutgoingFetch =>
        createOutgoing({ allow: parseAllowRules(`${url.slice(0, -1)}=${entry}`), resolve }).forTenant('acme');

      expect(await codeOf(by(network)(url))).toBe('address-not-allowed');
      expect(listed.connections).toBe(0);
      expect(await codeOf(by(`${network}+127.0.0.2`)(url))).toBe('went through');
    },
  );

  it.each([
    ['::1', '::/16'],
    ['169.254.169.254', '169.254.0.0/16'],
    ['169.254.169.254', '169.254.169.254'],
    ['100.100.100.200', '100.64.0.0/10'],
    ['fe80::1', 'fe80::1'],
    ['fd00:ec2::254', 'fd00::/16'],
  ])('does not call %s, although the list says %s', async (address, network) => {
    const url = `http://listed.test:${inside.port}/`;
    const allow = parseAllowRules(`${url.slice(0, -1)}=${network}`);
    const resolve = (): Promise<string[]> => Promise.resolve([address]);

    expect(await codeOf(createOutgoing({ allow, resolve }).forTenant('acme')(url))).toBe('address-not-allowed');
  });

  it('connects to what was checked, whatever the DNS says next', async () => {
    const answers = [['127.0.0.2'], ['127.0.0.1'], ['127.0.0.1']];
    let asked = 0;
    const resolve = (): Promise<string[]> => Promise.resolve(answers[asked++] ?? []);

    const response = await open({ resolve })(`http://listed.test:${listed.port}/`);

    expect(response.status).toBe(200);
    expect(asked).toBe(1);
    expect([listed.connections, inside.connections]).toEqual([1, 0]);
  });

  it('refuses a name that has changed to an address that is not listed', async () => {
    const resolve = (): Promise<string[]> => Promise.resolve(['127.0.0.1']);

    expect(await codeOf(open({ resolve })(`http://listed.test:${listed.port}/`))).toBe('address-not-allowed');
    expect(inside.connections).toBe(0);
  });

  it('answers a redirect as it is', async () => {
    const response = await open()(`http://listed.test:${listed.port}/away`);

    expect(response.status).toBe(302);
    expect(inside.connections).toBe(0);
  });

  it('knows no proxy of the environment', async () => {
    const before = { ...process.env };
    process.env['HTTP_PROXY'] = process.env['http_proxy'] = `http://127.0.0.1:${inside.port}`;
    process.env['NODE_USE_ENV_PROXY'] = '1';
    try {
      await open()(`http://listed.test:${listed.port}/`);
    } finally {
      process.env = before;
    }

    expect([listed.connections, inside.connections]).toEqual([1, 0]);
  });

  it('makes the headers that decide how a request is read by itself', async () => {
    const seen: Record<string, unknown>[] = [];
    const service = await listen('127.0.0.2', (request, response) => {
      seen.push(request.headers);
      request.resume().once('end', () => response.writeHead(204).end());
    });
    const url = `http://127.0.0.2:${service.port}/`;
    const http = createOutgoing({ allow: parseAllowRules(url) }).forTenant('acme');

    const response = await http(url, {
      method: 'POST',
      body: '合同',
      headers: { Host: 'inside.test', 'Transfer-Encoding': 'chunked', 'Proxy-Authorization': 'x', 'X-App': 'ours' },
    });
    await service.close();

    expect(response.status).toBe(204);
    expect(seen).toEqual([
      {
        host: `127.0.0.2:${service.port}`,
        'accept-encoding': 'identity',
        'content-length': '6',
        'x-app': 'ours',
        connection: 'close',
      },
    ]);
  });
});

describe('outgoing calls by TLS', () => {
  let service: HttpsServer;
  let ca: string;
  let port: number;

  beforeAll(async () => {
    const identity = await makeTlsIdentity('secure.test');
    ca = identity.ca;
    service = createHttpsServer({ key: identity.key, cert: identity.cert }, (request, response) => {
      response.end((request.socket as TLSSocket).servername || 'no name');
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.2', resolve));
    port = (service.address() as AddressInfo).port;
  });

  afterAll(() => new Promise((resolve) => service.close(resolve)));

  function openTls(options: Partial<OutgoingOptions>): OutgoingFetch {
    const allow = parseAllowRules(`https://secure.test:${port}=127.0.0.2, https://else.test:${port}=127.0.0.2`);
    return createOutgoing({ allow, resolve: () => Promise.resolve(['127.0.0.2']), ...options }).forTenant('acme');
  }

  it('name the service, although they connect to its address', async () => {
    const response = await openTls({ ca })(`https://secure.test:${port}/`);

    expect(await response.text()).toBe('secure.test');
  });

  it('refuse a certificate of another name, and one of an authority that is not trusted', async () => {
    expect(await codeOf(openTls({ ca })(`https://else.test:${port}/`))).toBe('provider-failed');
    expect(await codeOf(openTls({})(`https://secure.test:${port}/`))).toBe('provider-failed');
  });
});

describe('limits of an outgoing call', () => {
  async function callTo(handle: RequestListener, options: Partial<OutgoingOptions> = {}): Promise<string> {
    const service = await listen('127.0.0.2', handle);
    const url = `http://127.0.0.2:${service.port}/`;
    const http = createOutgoing({ allow: parseAllowRules(url), ...options }).forTenant('acme');
    const code = await codeOf(http(url));
    await service.close();
    return code;
  }

  it('refuses an answer that is too large, whether it says so or not', async () => {
    const large = Buffer.alloc(4096);

    expect(await callTo((_, response) => response.end(large), { maxBytes: 4095 })).toBe('bad-response');
    expect(await callTo((_, response) => response.write(large) && response.end(), { maxBytes: 4095 })).toBe(
      'bad-response',
    );
    expect(await callTo((_, response) => response.end(large), { maxBytes: 4096 })).toBe('went through');
  });

  it('refuses a packed answer', async () => {
    expect(await callTo((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'))).toBe(
      'bad-response',
    );
  });

  it.each<[string, RequestListener]>([
    ['does not answer', () => undefined],
    ['stops in the middle', (_, response) => response.writeHead(200, { 'content-length': 10 }).write('half')],
  ])('gives up when the service %s', async (_, handle) => {
    expect(await callTo(handle, { timeoutMs: 150 })).toBe('timeout');
  });

  it('gives up when the connection does not come to be', async () => {
    const server = createTcpServer().listen(0, '127.0.0.2');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const url = `https://127.0.0.2:${port}/`;

    const http = createOutgoing({ allow: parseAllowRules(url), connectTimeoutMs: 100 }).forTenant('acme');

    // the other side never speaks TLS, so the connection is never ready
    expect(await codeOf(http(url))).toBe('timeout');
    server.close();
  });

  it('does not wait for a resolver that does not answer', async () => {
    const resolve = (): Promise<string[]> => new Promise(() => undefined);

    expect(await codeOf(open({ resolve, timeoutMs: 50 })(`http://listed.test:${listed.port}/`))).toBe('timeout');
  });

  it('ends with the signal of who asked', async () => {
    const gone = new AbortController();
    const resolve = (): Promise<string[]> => {
      gone.abort();
      return Promise.resolve(['127.0.0.2']);
    };

    const call = open({ resolve })(`http://listed.test:${listed.port}/`, { signal: gone.signal });

    expect(await codeOf(call)).toBe('aborted');
  });

  it.each<[string, RequestListener]>([
    ['hangs up', (request) => request.socket.destroy()],
    ['speaks no HTTP', (request) => request.socket.end('hello\r\n\r\n')],
    [
      'switches protocols',
      (request) => request.socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    ],
  ])('says so when the service %s', async (_, handle) => {
    expect(await callTo(handle)).toBe('provider-failed');
  });
});

describe('the list of allowed addresses', () => {
  it('may be empty, and then nothing is allowed', async () => {
    const http = createOutgoing({ allow: parseAllowRules('') }).forTenant('acme');

    expect(await codeOf(http(`http://listed.test:${listed.port}/`))).toBe('address-not-allowed');
  });

  it.each([
    'listed.test',
    'ftp://listed.test',
    'http://listed.test/path',
    'http://user@listed.test',
    'http://listed.test=10.0.0.0/33',
    'http://listed.test=nowhere',
    'http://',
  ])('refuses %s in one line', (entry) => {
    expect(() => parseAllowRules(entry)).toThrow(/^must be a list of scheme:\/\/host.*is no/);
  });

  it.each(['0.0.0.0/0', '10.0.0.0/7', '::/0', 'fc00::/7', '10.1.2.3+0.0.0.0/1'])(
    'refuses a network as wide as %s at the start',
    (network) => {
      expect(() => parseAllowRules(`http://listed.test=${network}`)).toThrow(/^must name no network wider than .* is$/);
    },
  );

  it('takes the widest network that an own network has', () => {
    expect(parseAllowRules('http://listed.test=10.0.0.0/8+fd12::/16')).toHaveLength(1);
  });
});
