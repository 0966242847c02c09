import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { checks } from '../../host/contract/catalogue.js';
import type { ContractOptions } from '../../host/contract/options.js';
import { checkTable, lineOf } from '../../host/contract/report.js';
import { runContract } from '../../host/contract/run.js';
import type { Finding } from '../../host/contract/verdict.js';
import { answered, changed, FaultyHost, type Fault } from '../support/faulty-host.js';
import { configure, ok, reachSigning } from '../support/journey.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

// inside of node_modules, so that packages are found from there
const outDir = path.resolve('node_modules/.cache', `contract-command-${process.pid}`);
const program = path.join(outDir, 'command.js');
const people = [
  ['--header', 'x-demo-user: admin'],
  ['--other-header', 'x-demo-user: other-colleague'],
  ['--third-header', 'x-demo-user: other-tenant'],
].flat();

beforeAll(async () => {
  await build({
    root: process.cwd(),
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: path.resolve('host/contract/command.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
    },
  });
});

afterAll(() => rmSync(outDir, { recursive: true, force: true }));

function command(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

/** A demo with an envelope of a record. */
async function openBackend(kind: 'pglite' | 'postgres'): Promise<{ test: TestHost; backend: FaultyHost }> {
  const test = await openTestHost(kind, { heartbeatMs: 200 });
  await configure(test);
  await reachSigning(test);
  return { test, backend: await FaultyHost.open(test) };
}

describe('esign-host-contract', () => {
  it('needs nothing but zod and Node', () => {
    const imported = [...readFileSync(program, 'utf8').matchAll(/^import .*?from ["'](.+?)["'];?$/gm)].map(
      ([, name]) => name ?? '',
    );

    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((name) => !/^(zod\/mini$|node:)/.test(name))).toEqual([]);
  });

  it('is documented check by check (esign-host-contract --list)', async () => {
    const rows = (text: string): string[][] =>
      text
        .split('\n')
        .filter((line) => line.startsWith('| `'))
        .map((line) => line.split('|').map((cell) => cell.trim()));
    const { code, stdout } = await command('--list');

    expect(code).toBe(0);
    expect(rows(stdout)).toEqual(rows(checkTable()));
    const guide = readFileSync(path.resolve('docs/host-contract.md'), 'utf8');
    expect(rows(/<!-- checks -->[\s\S]*<!-- \/checks -->/.exec(guide)?.[0] ?? '')).toEqual(rows(checkTable()));
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  });

  it.each([
    ['no address', [], 'give one base URL'],
    ['an unknown option', ['http://127.0.0.1', '--fast'], '--fast'],
    ['an unknown group', ['http://127.0.0.1', '--only', 'nothing'], 'no such group'],
    ['no address of a page', ['ftp://127.0.0.1'], 'not an http or https address'],
    ['half a header', ['http://127.0.0.1', '--header', 'secret-word'], '--header needs "name: value"'],
    ['an address where nobody answers', ['http://127.0.0.1:9', ...people], 'GET /openapi.json: expected an answer'],
  ])('ends with code 2 and one line for %s', async (_, args, said) => {
    const { code, stdout, stderr } = await command(...args);

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.split('\n')[0]).toContain(said);
    expect(stderr).not.toContain('secret-word');
  });
});

describe.each(databases)('esign-host-contract at the reference host on %s', (kind) => {
  let test: TestHost;
  let backend: FaultyHost;

  beforeAll(async () => {
    ({ test, backend } = await openBackend(kind));
  });

  afterAll(async () => {
    await backend.close();
    await test.close();
  });

  it('finds nothing, says what it could not check, and takes away what it made', async () => {
    const args = [backend.url, ...people, '--record', 'rec-1001', '--heartbeat', '5'];

    const { code, stdout, stderr } = await command(...args);

    const lines = stdout.trimEnd().split('\n');
    const verdicts = lines.filter((line) => /^(ok|FAILED|not checked) /.test(line));
    expect({ code, stderr, failed: lines.filter((line) => line.startsWith('FAILED')) }).toEqual({
      code: 0,
      stderr: '',
      failed: [],
    });
    const passed = verdicts.filter((line) => line.startsWith('ok')).length;
    const notChecked = verdicts.filter((line) => line.startsWith('not checked'));
    expect(lines.at(-1)).toBe(`${passed} passed, 0 failed, ${notChecked.length} not checked`);
    expect(notChecked.filter((line) => !/\| (needs|not offered)/.test(line))).toEqual([]);
    const left = lines.filter((line) => line.startsWith('left behind'));
    expect(left.filter((line) => !/ of \/v1\/(files|envelopes)$/.test(line))).toEqual([]);
    // each kind of check has passed at one route at least
    const idle = checks.filter(({ id }) => !verdicts.some((line) => line.startsWith(`ok`.padEnd(12) + id)));
    expect(idle.map(({ id }) => id)).toEqual([]);
    for (const collection of ['signing-configs', 'seal-use-configs', 'seals', 'bindings']) {
      const { body } = ok(await test.as('admin').get(`/v1/${collection}?limit=200`));
      expect(JSON.stringify(body)).not.toContain('contract-test');
    }
    expect(test.failures).toEqual([]);
  });
});

interface FaultCase {
  readonly what: string;
  readonly fault: Fault;
  readonly only: string;
  /** The checks that must fail, and what their lines say. */
  readonly found: Readonly<Record<string, string>>;
}

interface Document {
  readonly paths: Record<string, unknown>;
  readonly components: { readonly schemas: Record<string, object> };
}

const userOf = (request: Request): string | null => request.headers.get('x-demo-user');
const pathOf = (request: Request): string => new URL(request.url).pathname;

let written = '';
const faults: readonly FaultCase[] = [
  {
    what: 'forgets the ETag',
    fault: async (request, ask) => answered(await ask(request), { headers: { etag: null } }),
    only: 'versions',
    found: { 'versions.read/getBinding': 'expected an ETag, came none' },
  },
  {
    what: 'does not look at If-Match',
    fault: async (request, ask) => {
      if (request.method === 'GET') return ask(request);
      const address = request.url.replace(/\/placements$/, '');
      const current = await ask(new Request(address, { headers: { 'x-demo-user': userOf(request) ?? '' } }));
      const etag = current.headers.get('etag');
      return ask(etag ? await changed(request, { headers: { 'if-match': etag } }) : request);
    },
    only: 'versions',
    found: {
      'versions.missing/saveSigningConfig': 'expected 428 version-required, came 200',
      'versions.stale/updateBinding': 'expected 412 stale-version, came 200',
      'versions.removal/deleteSigningConfig': 'expected 428 version-required, came 204',
    },
  },
  {
    what: 'forgets what it answered under a key',
    fault: async (request, ask) => ask(await changed(request, { headers: { 'idempotency-key': crypto.randomUUID() } })),
    only: 'idempotency',
    found: {
      'idempotency.missing/upload': 'expected 400 idempotency-key-required, came 201',
      'idempotency.same-answer/createSeal': 'expected the same bytes again, came another body',
      'idempotency.other-body/upload': 'expected 422 idempotency-key-reused, came 201',
      'idempotency.at-once/createSeal': 'expected one answer to 20 equal requests, came 20 answers',
    },
  },
  {
    what: 'signs once more under the same key',
    fault: async (request, ask) =>
      ask(
        pathOf(request).endsWith('/sign')
          ? await changed(request, { headers: { 'idempotency-key': crypto.randomUUID() } })
          : request,
      ),
    only: 'signing',
    found: { 'signing.once': 'expected the receipt of the first request, to the byte' },
  },
  {
    what: 'answers failures as plain JSON',
    fault: async (request, ask) => {
      const response = await ask(request);
      return response.ok ? response : answered(response, { headers: { 'content-type': 'application/json' } });
    },
    only: 'problems',
    found: { 'problems.form': 'expected application/problem+json, came the type application/json' },
  },
  {
    what: 'has codes of its own',
    fault: async (request, ask) => {
      const response = await ask(request);
      return response.ok ? response : answered(response, { change: (body) => ({ ...body, code: 'E1234' }) });
    },
    only: 'problems',
    found: { 'problems.address': 'expected 404 not-found, came 404 E1234', 'problems.form': 'member "code"' },
  },
  {
    what: 'shows an object of another tenant',
    fault: async (request, ask) =>
      ask(
        userOf(request) === 'other-tenant' && request.method === 'GET'
          ? await changed(request, { headers: { 'x-demo-user': 'admin' } })
          : request,
      ),
    only: 'access',
    found: { 'access.other-tenant/getSigningConfig': 'expected 404 not-found, came 200' },
  },
  {
    what: 'tells that an object of another tenant is there',
    fault: async (request, ask) => {
      const response = await ask(request);
      const isTold = response.status === 404 && !request.url.includes('absent');
      return isTold ? answered(response, { change: (body) => ({ ...body, detail: 'not yours' }) }) : response;
    },
    only: 'access',
    found: { 'access.other-tenant/getBinding': 'expected the same answer as for an absent object' },
  },
  {
    what: 'lets in who is not signed in',
    fault: async (request, ask) =>
      ask(userOf(request) === null ? await changed(request, { headers: { 'x-demo-user': 'applicant' } }) : request),
    only: 'access',
    found: { 'access.nobody/getSession': 'expected 401 not-signed-in, came 200' },
  },
  {
    what: 'gives everybody the rights of the admin',
    fault: async (request, ask) =>
      ask(
        userOf(request) === 'other-colleague' && !request.url.endsWith('/session')
          ? await changed(request, { headers: { 'x-demo-user': 'admin' } })
          : request,
      ),
    only: 'access',
    found: {
      'access.rights': 'expected 403 forbidden, came 200',
      'access.other-person': 'expected 404 not-found, came 200',
    },
  },
  {
    what: 'ignores Range',
    fault: async (request, ask) => ask(await changed(request, { headers: { range: null } })),
    only: 'files',
    found: {
      'files.range/getFile': 'expected 206 for bytes=1-4, came 200',
      'files.range-behind/getFile': 'expected 416 range-not-satisfiable, came 200',
    },
  },
  {
    what: 'gives a part of a file that has changed',
    fault: async (request, ask) => ask(await changed(request, { headers: { 'if-range': null } })),
    only: 'files',
    found: { 'files.if-range/getDocumentContent': 'expected 200, came 206' },
  },
  {
    what: 'believes the name of an upload',
    fault: async (request, ask) => {
      const isNamed = request.headers.get('content-disposition')?.includes('.pdf') ?? false;
      const response = await ask(request);
      return isNamed && response.ok
        ? answered(response, { change: (body) => ({ ...body, mediaType: 'application/pdf' }) })
        : response;
    },
    only: 'files',
    found: { 'files.type': 'expected the media type image/png, came application/pdf' },
  },
  {
    what: 'shows a secret',
    fault: async (request, ask) => {
      const body = request.method === 'POST' ? await request.clone().text() : '';
      written = /"callbackKey":"(\w+)"/.exec(body)?.[1] ?? written;
      const isBinding = request.method === 'GET' && /^\/v1\/bindings\/bind-/.test(pathOf(request));
      return answered(await ask(request), isBinding ? { change: (answer) => ({ ...answer, key: written }) } : {});
    },
    only: 'secrets',
    found: { 'secrets.nowhere': 'expected an answer without secrets, came the secret of a binding' },
  },
  {
    what: 'lists without pages',
    fault: async (request, ask) => {
      const url = new URL(request.url);
      url.searchParams.delete('limit');
      url.searchParams.delete('cursor');
      return ask(await changed(request, { url: url.href }));
    },
    only: 'lists',
    found: {
      'lists.limit/listWorkflows': 'expected one item, came 3 items',
      'lists.limit-range/listBindings': 'expected 422 invalid-input, came 200',
      'lists.cursor/listSeals': 'expected 422 invalid-input, came 200',
    },
  },
  {
    what: 'begins each page where the last one ended, twice',
    fault: async (request, ask) => {
      const url = new URL(request.url);
      if (url.searchParams.get('limit') === '2') url.searchParams.delete('cursor');
      return ask(await changed(request, { url: url.href }));
    },
    only: 'lists',
    found: { 'lists.walk/listWorkflows': 'expected the items of the whole list in pages' },
  },
  {
    what: 'takes fields that it does not know',
    fault: async (request, ask) => {
      const text = await request.clone().text();
      return ask(await changed(request, { body: text.replace(',"contractTestUnknown":1', '') }));
    },
    only: 'problems',
    found: { 'problems.unknown-field/createSeal': 'expected 422 invalid-input, came 201' },
  },
  {
    what: 'reads JSON that is sent as text',
    fault: async (request, ask) => {
      const isText = request.headers.get('content-type') === 'text/plain';
      return ask(isText ? await changed(request, { headers: { 'content-type': 'application/json' } }) : request);
    },
    only: 'problems',
    found: { 'problems.media-type/createSeal': 'expected 415 content-type-not-supported, came 201' },
  },
  {
    what: 'sends events without the state',
    fault: async (request, ask) =>
      pathOf(request).endsWith('/events')
        ? new Response(': hello\n\n', { headers: { 'content-type': 'text/event-stream' } })
        : ask(request),
    only: 'events',
    found: {
      'events.state/watchEnvelope': 'expected an EnvelopeChange as the first event',
      'events.heartbeat/watchEnvelope': 'expected a sign of life within 5 s, came silence',
    },
  },
  {
    what: 'takes every callback',
    fault: (request, ask) =>
      pathOf(request).startsWith('/papi/') ? Promise.resolve(new Response('ok')) : ask(request),
    only: 'callbacks',
    found: { 'callbacks.unknown-key': 'expected 401 or 404, came 200' },
  },
  {
    what: 'lets browsers guess and caches keep',
    fault: async (request, ask) =>
      answered(await ask(request), { headers: { 'x-content-type-options': null, 'cache-control': 'public' } }),
    only: 'answers',
    found: {
      'answers.sniffing': 'expected X-Content-Type-Options: nosniff, came null',
      'answers.caching': 'expected Cache-Control: no-store, came public',
    },
  },
  {
    what: 'answers another shape',
    fault: async (request, ask) =>
      answered(await ask(request), {
        ...(request.url.endsWith('/v1/session') ? { change: ({ tenantName: _, ...body }) => body } : {}),
      }),
    only: 'answers',
    found: { 'answers.shape/getSession': 'expected the schema of getSession, came something else at /tenantName' },
  },
  {
    what: 'describes another contract',
    fault: async (request, ask) => {
      const response = await ask(request);
      if (!request.url.endsWith('/openapi.json')) return response;
      const document = (await response.json()) as Document;
      const { '/v1/session': _, ...paths } = document.paths;
      const Label = { ...document.components.schemas['Label'], minLength: 2 };
      const components = { schemas: { ...document.components.schemas, Label } };
      return Response.json({ ...document, openapi: '3.0.3', paths, components });
    },
    only: 'document',
    found: {
      'document.version': 'expected OpenAPI 3.1, came 3.0.3',
      'document.route/getSession': 'expected GET /v1/session, came a document without it',
      'document.shapes/createSeal':
        "expected the contract's request body of POST /v1/seals, came another one at " +
        '/application~1json/schema/properties/name/minLength',
    },
  },
];

describe('esign-host-contract at a backend that', () => {
  let test: TestHost;
  let backend: FaultyHost;

  beforeAll(async () => {
    ({ test, backend } = await openBackend('pglite'));
  });

  afterEach(async () => {
    backend.fault = null;
    // a backend that is broken may not let the run take away what it made
    const { body } = ok(await test.as('admin').get('/v1/signing-configs?limit=200'));
    for (const { id, version, mapping } of body.items) {
      if (!String(mapping.basic.name).startsWith('contract-test')) continue;
      await test.as('admin').send('DELETE', `/v1/signing-configs/${id}`, undefined, { ifMatch: `"${version}"` });
    }
  });

  afterAll(async () => {
    await backend.close();
    await test.close();
  });

  const run = async (only: string): Promise<readonly Finding[]> => {
    const options: ContractOptions = {
      baseUrl: backend.url,
      admin: [['x-demo-user', 'admin']],
      other: [['x-demo-user', 'other-colleague']],
      third: [['x-demo-user', 'other-tenant']],
      workflowId: null,
      recordId: 'rec-1001',
      heartbeatSeconds: 5,
      only: [only],
    };
    return (await runContract(options)).findings;
  };

  it.each(faults)('$what is told so', async ({ fault, only, found }) => {
    backend.fault = fault;

    const findings = await run(only);

    const lines = Object.fromEntries(findings.map((finding) => [finding.id, lineOf(finding)]));
    for (const [id, said] of Object.entries(found)) {
      expect(lines[id]).toMatch(/^FAILED {6}/);
      expect(lines[id]).toContain(said);
      expect(lines[id]).toContain(checks.find((check) => check.id === id.split('/')[0])?.rule);
    }
  });

  it('is faulty makes the command end with code 1 and a JSON document that says why', async () => {
    backend.fault = faults.find(({ only }) => only === 'callbacks')?.fault ?? null;

    const { code, stdout } = await command(backend.url, ...people, '--only', 'callbacks', '--json');

    const report = JSON.parse(stdout) as { summary: { failed: number }; findings: Finding[] };
    expect(code).toBe(1);
    expect(report.summary.failed).toBe(2);
    expect(report.findings[0]).toMatchObject({ id: 'callbacks.unknown-key', verdict: 'failed', came: '200' });
  });
});
