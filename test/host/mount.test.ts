import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { getRequestListener } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createHost } from '../../host/create-host.js';
import { createSweep } from '../../host/jobs/sweep.js';
import type { OaPort } from '../../host/oa-port.js';
import { lockFolder } from '../../host/store/lock.js';
import { reachSigning, configure, ok } from '../support/journey.js';
import { openTestHost } from '../support/test-host.js';

async function listen(server: Server): Promise<number> {
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}

describe('a host in the server of an OA', () => {
  it('answers under its prefix, as docs/embedding.md shows it, and nowhere else', async () => {
    const test = await openTestHost('pglite', {
      basePath: '/esign',
      rateLimits: { address: { requests: 6, seconds: 60 } },
    });
    const answer = getRequestListener((request, { incoming }) => test.host.fetch(request, incoming.socket));
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/esign/')) void answer(request, response);
      else response.writeHead(404).end('the OA');
    });
    const url = `http://localhost:${await listen(server)}`;
    const headers = { 'x-demo-user': 'signer-a' };

    const session = await fetch(`${url}/esign/v1/session`, { headers });
    const seals = (await (await fetch(`${url}/esign/v1/seals`, { headers })).json()) as {
      items: { imageUrl: string }[];
    };
    // addresses in answers are relative to the endpoint
    const image = await fetch(`${url}/esign${seals.items[0]?.imageUrl ?? ''}`, { headers });
    const upload = await fetch(`${url}/esign/v1/uploads`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/octet-stream', 'idempotency-key': 'one' },
      body: '%PDF-1.7',
    });
    const outside = await fetch(`${url}/v1/session`, { headers });
    // what is counted by the address of the connection needs no session
    const strangers = await Promise.all(Array.from({ length: 3 }, () => fetch(`${url}/esign/v1/session`)));

    expect([session.status, image.status, upload.status]).toEqual([200, 200, 201]);
    expect(strangers.map(({ status }) => status).sort()).toEqual([401, 401, 429]);
    expect(await outside.text()).toBe('the OA');
    expect((await test.host.fetch(new Request('http://host/v1/session', { headers }))).status).toBe(404);
    expect((await test.host.fetch(new Request('http://host/esignv1/session', { headers }))).status).toBe(404);
    server.closeAllConnections();
    server.close();
    await test.close();
  });

  it('works at the root without a prefix', async () => {
    const test = await openTestHost('pglite');
    await configure(test);

    expect((await reachSigning(test)).status).toBe('launched');
    ok(await test.as('admin').get('/healthz'));
    await test.close();
  });
});

describe('closing a host', () => {
  it('waits for work that hangs no longer than it was told, and gives everything back (F15)', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'esign-close-'));
    const begun = Promise.withResolvers<void>();
    const failures: string[] = [];
    const host = await createHost({
      dataDir,
      oa: {} as OaPort,
      resolveSession: () => Promise.resolve(null),
      report: ({ code, path: place }) => failures.push(`${code} ${place}`),
      onSweep: () => {
        begun.resolve();
        return new Promise(() => undefined);
      },
    });
    await begun.promise;

    await host.close({ waitMs: 50 });

    lockFolder(dataDir)();
    expect(failures).toEqual([]);
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('begins no further step of the regular work', async () => {
    const closing = new AbortController();
    const steps: string[] = [];
    const step = (name: string) => () => {
      steps.push(name);
      if (name === 'second') closing.abort();
      return Promise.resolve();
    };
    const work = { first: step('first'), second: step('second'), third: step('third') };

    await createSweep(work, () => undefined, { closing: closing.signal })();

    expect(steps).toEqual(['first', 'second']);
  });
});

describe('npm start', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'esign-start-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const start = async (port: number): Promise<{ code: number | null; output: string; errors: string }> => {
    const child = spawn(process.execPath, ['--import', 'tsx', path.resolve('scripts/start.ts')], {
      env: { ...process.env, DATA_DIR: folder, PORT: String(port), DATABASE_URL: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output, errors };
  };

  it('says in one line that the folder is in use, and builds nothing', async () => {
    const unlock = lockFolder(folder);

    const result = await start(0);

    expect(result).toEqual({
      code: 1,
      output: '',
      errors: `the data folder ${folder} is in use by process ${process.pid}; stop it or choose another DATA_DIR\n`,
    });
    unlock();
  });

  it('says in one line that the port is taken, and gives the folder back', async () => {
    const server = createServer();
    const port = await listen(server);

    const result = await start(port);

    expect(result).toEqual({ code: 1, output: '', errors: `port ${port} is taken; set PORT to another one\n` });
    lockFolder(folder)();
    server.close();
  });
});
