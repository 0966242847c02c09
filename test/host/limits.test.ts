import { setTimeout as delay } from 'node:timers/promises';

import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';

import { readBytes, readJson } from '../../host/http/body.js';
import { TrustedProxies } from '../../host/http/client.js';
import { DATA_POLICY } from '../../host/http/headers.js';
import { limitCallbacks, RateLimiter, TooManyRequests } from '../../host/http/rate-limit.js';
import { endpoints, type Endpoint, type EndpointName, type Problem } from '../../src/schema/index.js';
import { configure, ok } from '../support/journey.js';
import { databases, openTestHost, type DatabaseKind, type TestHost } from '../support/test-host.js';

const [first = 'pglite'] = databases;
let open: TestHost | undefined;

afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function start(options: Parameters<typeof openTestHost>[1], kind: DatabaseKind = first): Promise<TestHost> {
  open = await openTestHost(kind, options);
  return open;
}

async function sendCallback(test: TestHost, tenantKey: string, remoteAddress: string): Promise<number> {
  const address = `http://host/papi/signcenter/builtin/0/1/${tenantKey}/globalCallback`;
  const request = new Request(address, { method: 'POST', body: '{}' });
  return (await test.host.fetch(request, { remoteAddress })).status;
}

describe('limits of requests (T34)', () => {
  it('lets each person in so often, and says when to come again', async () => {
    const test = await start({ rateLimits: { person: { requests: 3, seconds: 60 } } });
    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await test.as('applicant').get('/v1/session')).status);
    const refused = await test.as('applicant').get('/v1/session');

    expect(statuses).toEqual([200, 200, 200]);
    expect([refused.status, (refused.body as Problem).code]).toEqual([429, 'rate-limited']);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(1);
    expect(seconds).toBeLessThanOrEqual(60);
    ok(await test.as('signer-a').get('/v1/session'));
  });

  it('gives who guesses a use code the limit, and not one try more, in 2,000', async () => {
    const test = await start({ rateLimits: { costly: { requests: 20, seconds: 600 } } });
    const sealUse = ok(await test.as('applicant').post('/v1/seal-uses', { recordId: 'rec-2001' })).body;
    let tested = 0;
    let refused = 0;
    for (let code = 10_000_000; code < 10_002_000; code += 1) {
      const guess = { useCode: String(code), count: 1, seamCount: 0 };
      const { status } = await test.as('admin').post(`/v1/seal-uses/${sealUse.id}/uses`, guess);
      if (status === 429) refused += 1;
      else tested += 1;
    }

    expect({ tested, refused }).toEqual({ tested: 20, refused: 1980 });
    ok(await test.as('admin').get(`/v1/seal-uses/${sealUse.id}`));
  });

  it('counts an address before it asks who is there', async () => {
    const test = await start({ rateLimits: { address: { requests: 2, seconds: 60 } } });
    const ask = (remoteAddress: string): Promise<Response> =>
      test.host.fetch(new Request('http://host/v1/session'), { remoteAddress });
    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await ask('203.0.113.7')).status);

    expect(statuses).toEqual([401, 401, 429]);
    expect((await ask('203.0.113.8')).status).toBe(401);
  });

  it('counts the callbacks of a provider’s account, whoever sends them', async () => {
    const test = await start({ rateLimits: { callbacks: { requests: 2, seconds: 60 } } });
    await configure(test);
    const { tenant_key: key } = await test.host.parts.db
      .selectFrom('callback_addresses')
      .select('tenant_key')
      .where('provider', '=', 'builtin')
      .executeTakeFirstOrThrow();
    const statuses = [];
    for (const sender of ['203.0.113.7', '203.0.113.8', '203.0.113.9']) {
      statuses.push(await sendCallback(test, key, sender));
    }

    expect(statuses).toEqual([401, 401, 429]);
    expect(await sendCallback(test, 'another', '203.0.113.9')).toBe(401);
  });

  it('counts who guesses at accounts by the address, and no account for them', async () => {
    const limits = { callbacks: { requests: 1, seconds: 60 }, address: { requests: 3, seconds: 60 } };
    const test = await start({ rateLimits: limits });
    const statuses = [];
    for (const key of ['a', 'a', 'b', 'c']) statuses.push(await sendCallback(test, key, '203.0.113.7'));

    expect(statuses).toEqual([401, 401, 401, 429]);
    expect(await sendCallback(test, 'a', '203.0.113.8')).toBe(401);
  });

  it('remembers one address, however many long paths are sent from it (T16)', async () => {
    const limiter = new RateLimiter();
    const app = new Hono();
    app.use('/papi/*', limitCallbacks(limiter, new TrustedProxies([])));
    const answers = await Promise.all(
      Array.from({ length: 1000 }, async (_, index) =>
        app.request(`/papi/${'x'.repeat(8000)}${index}`, { method: 'POST' }, { remoteAddress: '203.0.113.7' }),
      ),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(limiter.size).toBe(1);
  });

  it('counts a network of IPv6 as one address', async () => {
    const limiter = new RateLimiter({ address: { requests: 2, seconds: 60 } });
    await limiter.countAddress('2001:db8:1:2::1');
    await limiter.countAddress('2001:db8:1:2:ffff:ffff:ffff:ffff');

    await expect(limiter.countAddress('2001:db8:1:2:1::')).rejects.toBeInstanceOf(TooManyRequests);
    await expect(limiter.countAddress('2001:db8:1:3::1')).resolves.toBeUndefined();
  });

  it('forgets the count that began first when there are too many of them', async () => {
    const limiter = new RateLimiter({ address: { requests: 1, seconds: 60 } }, { maxKeys: 2 });
    for (const address of ['203.0.113.1', '203.0.113.2', '203.0.113.3']) await limiter.countAddress(address);

    expect(limiter.size).toBe(2);
    await expect(limiter.countAddress('203.0.113.3')).rejects.toBeInstanceOf(TooManyRequests);
    await expect(limiter.countAddress('203.0.113.2')).rejects.toBeInstanceOf(TooManyRequests);
    await expect(limiter.countAddress('203.0.113.1')).resolves.toBeUndefined();
  });

  it('counts nothing where it is switched off', async () => {
    const limiter = new RateLimiter(false);

    const flood = async (): Promise<void> => {
      for (let index = 0; index < 100_000; index += 1) await limiter.count('costly', 'person');
    };

    await expect(flood()).resolves.toBeUndefined();
  });

  it('has room for a person at work, and none for a flood', async () => {
    const limiter = new RateLimiter();
    const flood = async (): Promise<void> => {
      for (let index = 0; index < 10_000; index += 1) await limiter.count('person', 'person');
    };
    for (let index = 0; index < 2000; index += 1) await limiter.count('person', 'person');

    await expect(flood()).rejects.toBeInstanceOf(TooManyRequests);
  });
});

describe('the address of a client', () => {
  const clientOf = (trusted: string[], remoteAddress: string, headers: Record<string, string> = {}) => {
    const raw = new Request('http://host/', { headers });
    return new TrustedProxies(trusted).clientOf({ req: { raw }, env: { remoteAddress } } as never);
  };

  it.each([
    { of: 'nobody trusted', trusted: [], peer: '203.0.113.7', forwarded: '198.51.100.1', is: '203.0.113.7' },
    { of: 'a stranger', trusted: ['10.0.0.0/8'], peer: '203.0.113.7', forwarded: '198.51.100.1', is: '203.0.113.7' },
    { of: 'a proxy', trusted: ['10.0.0.0/8'], peer: '10.1.2.3', forwarded: '198.51.100.1', is: '198.51.100.1' },
    {
      of: 'a proxy in IPv6 dress',
      trusted: ['10.0.0.0/8'],
      peer: '::ffff:10.1.2.3',
      forwarded: '198.51.100.1',
      is: '198.51.100.1',
    },
    {
      of: 'two proxies',
      trusted: ['10.0.0.0/8'],
      peer: '10.1.2.3',
      forwarded: '198.51.100.1, 10.9.9.9',
      is: '198.51.100.1',
    },
    {
      of: 'an invented entry',
      trusted: ['10.0.0.0/8'],
      peer: '10.1.2.3',
      forwarded: '127.0.0.1, 198.51.100.1',
      is: '198.51.100.1',
    },
    {
      of: 'an entry that is no address',
      trusted: ['10.0.0.0/8'],
      peer: '10.1.2.3',
      forwarded: '<script>',
      is: '10.1.2.3',
    },
    { of: 'no entry', trusted: ['10.1.2.3'], peer: '10.1.2.3', forwarded: '', is: '10.1.2.3' },
    { of: 'IPv6', trusted: ['fd00::/8'], peer: 'fd00::1', forwarded: '2001:DB8::0001', is: '2001:db8::1' },
  ])('is read for $of', ({ trusted, peer, forwarded, is }) => {
    expect(clientOf(trusted, peer, { 'x-forwarded-for': forwarded }).address).toBe(is);
  });

  it('is not known where the server does not tell it', () => {
    expect(clientOf([], 'unix socket').address).toBeNull();
  });

  it.each(['10.0.0.0/33', 'proxy.example', ''])('takes no proxy %j', (entry) => {
    expect(() => new TrustedProxies([entry])).toThrow('neither an address nor a network');
  });

  it('is secure by the word of a trusted proxy only', () => {
    const headers = { 'x-forwarded-proto': 'https' };

    expect(clientOf(['10.1.2.3'], '10.1.2.3', headers).isSecure).toBe(true);
    expect(clientOf([], '10.1.2.3', headers).isSecure).toBe(false);
  });
});

describe('a body (T16)', () => {
  const slow = (parts: string[], pauseMs: number): Request =>
    new Request('http://host/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      duplex: 'half',
      body: new ReadableStream<Uint8Array>({
        async pull(controller) {
          const part = parts.shift();
          if (part === undefined) return controller.close();
          await delay(pauseMs);
          controller.enqueue(new TextEncoder().encode(part));
        },
      }),
    } as RequestInit);

  it('is given up when it does not come in time', async () => {
    const body = new ReadableStream<Uint8Array>();
    const never = new Request('http://host/', { method: 'POST', duplex: 'half', body } as RequestInit);

    await expect(readBytes(never, 1000, 20)).rejects.toMatchObject({ code: 'timeout', status: 504 });
  });

  it('is given up when it comes drop by drop', async () => {
    const drops = slow(
      Array.from({ length: 1000 }, () => ' '),
      5,
    );

    await expect(readBytes(drops, 1000, 30)).rejects.toMatchObject({ code: 'timeout' });
  });

  it('may take longer the more of it comes', async () => {
    const large = slow(
      Array.from({ length: 4 }, () => 'x'.repeat(64 * 1024)),
      20,
    );

    expect((await readBytes(large, 1024 * 1024, 40)).byteLength).toBe(256 * 1024);
  });

  it('of JSON has an end in size and in depth', async () => {
    const nested = slow(['['.repeat(70), ']'.repeat(70)], 0);
    const large = slow(
      Array.from({ length: 6 }, () => ' '.repeat(1024 * 1024)),
      0,
    );

    await expect(readJson(nested)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(readJson(large)).rejects.toMatchObject({ code: 'body-too-large' });
  });

  it('of an upload has the end that was set', async () => {
    const test = await start({ maxUploadBytes: 1000 });
    const answer = await test.as('applicant').post('/v1/uploads', new Uint8Array(1001));

    expect([answer.status, (answer.body as Problem).code]).toEqual([413, 'body-too-large']);
  });
});

describe('headers', () => {
  it('are on every answer of every route, a refusal included', async () => {
    const test = await start({});
    const names = Object.keys(endpoints) as EndpointName[];
    const missing: string[] = [];
    const addresses = [
      ...names.map((name): readonly [string, string] => {
        const { method, path }: Endpoint = endpoints[name];
        return [method, path.replace(/\{\w+\}/g, 'absent')];
      }),
      ['GET', '/openapi.json'],
      ['GET', '/healthz'],
      ['GET', '/readyz'],
      ['GET', '/nowhere'],
      ['GET', '/demo/users'],
      ['POST', '/papi/signcenter/builtin/1/1/x/globalCallback'],
    ] as const;
    for (const [method, path] of addresses) {
      for (const user of ['admin', null]) {
        const { headers } = await test.as(user).send(method, path, method === 'GET' ? undefined : {});
        const isRight =
          headers.get('x-content-type-options') === 'nosniff' &&
          headers.get('referrer-policy') === 'no-referrer' &&
          headers.get('cross-origin-resource-policy') === 'same-origin' &&
          headers.get('cache-control') === 'no-store' &&
          headers.get('content-security-policy') === DATA_POLICY &&
          headers.get('permissions-policy')?.includes('camera=()') === true &&
          headers.get('strict-transport-security') === null;
        if (!isRight) missing.push(`${method} ${path} for ${user ?? 'nobody'}`);
      }
    }

    expect(missing).toEqual([]);
    expect(addresses.length).toBeGreaterThan(60);
  });

  it('keep a file from becoming a page', async () => {
    const test = await start({});
    const { response } = await test.as('applicant').bytes('/v1/files/file-contract');

    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    );
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
  });

  it('ask for TLS the next time where there was TLS', async () => {
    const test = await start({ trustProxy: ['10.0.0.0/8'] });
    const ask = async (url: string, remoteAddress: string): Promise<string | null> => {
      const request = new Request(url, { headers: { 'x-forwarded-proto': 'https' } });
      return (await test.host.fetch(request, { remoteAddress })).headers.get('strict-transport-security');
    };

    expect(await ask('https://host/healthz', '203.0.113.7')).toMatch(/^max-age=\d{8}$/);
    expect(await ask('http://host/healthz', '10.0.0.1')).toMatch(/^max-age=\d{8}$/);
    expect(await ask('http://host/healthz', '203.0.113.7')).toBeNull();
  });
});
