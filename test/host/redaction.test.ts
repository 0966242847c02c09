import { execFile } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';

import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { trace } from '@opentelemetry/api';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readArchive } from '../../host/backup/archive.js';
import { makeBackup } from '../../host/backup/backup.js';
import { createLog } from '../../host/observe/log.js';
import { createPrometheus } from '../../host/observe/prometheus.js';
import { asSystem } from '../../host/store/tenant-scope.js';
import { EsignError } from '../../src/core/errors.js';
import { endpoints, type Binding } from '../../src/schema/index.js';
import { aBindingInput, anAdapter, startBindingService, type BindingService } from '../support/binding-service.js';
import { ok } from '../support/journey.js';
import { databases, openTestHost, postgresUrl, type Answer, type TestHost } from '../support/test-host.js';

const COUNT = 200;
/** Every canary begins with it, so that whole disks can be searched at once. */
const BEGINNING = 'canary-to-be-seen+';

/** Everything that could give away a secret: the whole text, its middle, and the forms in which it travels. */
function formsOf(canary: string): string[] {
  const bytes = Buffer.from(canary);
  // base64 of a text in the middle of another has one of three phases; its inner letters stay the same in one of them
  const phases = [0, 1, 2].map((skip) => bytes.subarray(skip).toString('base64').slice(2, -4));
  const json = JSON.stringify(canary).slice(1, -1);
  const middle = canary.length > 30 ? [canary.slice(20, 36)] : [];
  return [canary, ...middle, bytes.toString('hex'), encodeURIComponent(canary), json, ...phases];
}

const spans = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));

describe.each(databases)('secrets on %s (G17)', (kind) => {
  const canaries = Array.from(
    { length: COUNT },
    // what is written otherwise in JSON, in an address and in a page
    () => `${BEGINNING}${randomBytes(12).toString('hex')}/"\\\n<é>${randomBytes(4).toString('hex')}`,
  );
  /** The secret by which the built-in provider knows its callbacks; it has to have 32 letters. */
  const callbackKey = `${BEGINNING}"\\${randomBytes(6).toString('hex')}`;
  const places: Record<string, string> = {};
  const seen = new Set<string>();
  const backups = mkdtempSync(path.join(tmpdir(), 'esign-canary-'));
  const lines: string[] = [];
  const answers: string[] = [];
  const prometheus = createPrometheus();
  const adapter = anAdapter();
  let service: BindingService;
  let test: TestHost;

  beforeAll(async () => {
    spans.reset();
    service = await startBindingService();
    const log = createLog({ level: 'debug', destination: { write: (line: string) => lines.push(line) } });
    test = await openTestHost(kind, {
      providers: [adapter.provider],
      outgoingAllow: service.address,
      publicUrl: 'https://sign.example',
      // backups are made of a folder
      memory: false,
      metrics: prometheus.metrics,
      log,
      report: log.report,
    });
    await plant();
    await drive();
    await report();
    await readAllBack();
    await collect();
    await backUp();
  });

  afterAll(async () => {
    await test.close();
    await service.close();
    rmSync(backups, { recursive: true });
  });

  const admin = () => test.as('admin');
  const heard = (answer: Answer): Answer => {
    answers.push(answer.text, JSON.stringify([...answer.headers]));
    return answer;
  };

  /** Half of them are set when a binding is made, the other half when it is changed. */
  async function plant(): Promise<void> {
    const pairs = Array.from({ length: COUNT / 2 }, (_, index) => index * 2);
    for (let start = 0; start < pairs.length; start += 10) {
      await Promise.all(pairs.slice(start, start + 10).map(plantPair));
    }
    heard(ok(await createFirst(0)));
  }

  async function plantPair(index: number): Promise<void> {
    const made = heard(ok(await createFirst(index)));
    const next = aBindingInput(service.address, { projectSecret: canaries[index + 1] });
    const address = `/v1/bindings/${(made.body as Binding).id}`;
    heard(ok(await admin().send('PATCH', address, next, { ifMatch: '"1"' })));
  }

  function createFirst(index: number): Promise<Answer> {
    const body = aBindingInput(service.address, { projectSecret: canaries[index], name: `binding ${index}` });
    return admin().post('/v1/bindings', body, { key: `plant-${index}` });
  }

  /** What goes wrong, and a body with a secret at every address there is. */
  async function drive(): Promise<void> {
    const [canary = ''] = canaries;
    const { items } = ok(await admin().get('/v1/bindings?limit=200')).body as { items: Binding[] };
    const id = items.find(({ provider }) => provider === 'esign')?.id ?? '';
    adapter.findings = ({ projectSecret }) => {
      throw new EsignError('provider-failed', `401 for ${projectSecret}`, {
        cause: new Error(`sent ${projectSecret}`),
      });
    };
    adapter.provider.syncCatalog = ({ secrets: { projectSecret } }) => {
      const sent = JSON.stringify({ projectSecret });
      throw new EsignError('provider-failed', `no list for ${projectSecret}, ${sent}`, { cause: { sent } });
    };
    for (const wrong of wrongBodies(canary)) {
      heard(await admin().post('/v1/bindings', wrong));
      heard(await admin().send('PATCH', `/v1/bindings/${id}`, wrong, { ifMatch: '"2"' }));
    }
    heard(await admin().post('/v1/bindings', aBindingInput(service.address), { key: 'plant-0' }));
    for (const { method, path: pattern } of Object.values(endpoints)) {
      const address = `${pattern.replaceAll(/\{\w+\}/g, id)}?query=${encodeURIComponent(canary)}`;
      if (address.includes('/events?') && method === 'GET') continue;
      const body =
        method === 'GET' || method === 'DELETE' ? undefined : aBindingInput(service.address, { projectSecret: canary });
      for (const user of ['admin', 'applicant', null]) {
        if (method === 'DELETE' && user === 'admin') continue;
        heard(await test.as(user).send(method, address, body, { ifMatch: '"999"' }));
      }
    }
  }

  function wrongBodies(canary: string): unknown[] {
    return [
      aBindingInput(service.address, { projectSecret: { value: canary } }),
      aBindingInput(service.address, { projectSecret: [canary] }),
      aBindingInput(service.address, { projectSecret: canary.repeat(20) }),
      aBindingInput(service.address, { secret: canary }),
      aBindingInput(service.address, { platformAddress: canary, projectSecret: canary }),
      aBindingInput(service.address, { serviceType: canary }),
      { ...aBindingInput(service.address), provider: canary },
      { canary },
      [canary],
      canary,
      new TextEncoder().encode(`{"projectSecret":"${canary}`),
    ];
  }

  /** T18: a thousand callbacks that are taken or refused, with a secret in each of their parts. */
  async function report(): Promise<void> {
    const { headers } = ok(await admin().get('/v1/bindings/bind-builtin'));
    const form = { provider: 'builtin', serviceType: 'private', name: 'builtin', isDefault: true, callbackKey };
    const ifMatch = headers.get('etag') ?? '';
    const { body } = heard(ok(await admin().send('PATCH', '/v1/bindings/bind-builtin', form, { ifMatch })));
    const address = (body as Binding).callbackAddresses[0]?.replace('https://sign.example', 'http://host') ?? '';
    const statuses: number[] = [];
    const event = { at: '2026-11-22T02:00:00.000Z', event: 'unknown' };
    for (const [index, canary] of canaries.entries()) {
      const known = JSON.stringify({ ...event, id: `known-${index}` });
      const forged = JSON.stringify({ ...event, id: `forged-${index}`, note: canary });
      const query = `?key=${encodeURIComponent(canary)}`;
      statuses.push(
        await call(`${address}${query}`, known, callbackKey),
        await call(`${address}${query}`, forged, canary),
        await call(address, `{"note":"${canary}`, canary),
        await call(address, callbackKey, callbackKey.toUpperCase()),
        await call(address.replace(/[\w-]{32}/, encodeURIComponent(canary)), forged, callbackKey),
      );
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(COUNT);
    expect(statuses.filter((status) => status === 401)).toHaveLength(4 * COUNT);
    await test.host.idle();
  }

  async function call(address: string, body: string, key: string): Promise<number> {
    const signature = createHmac('sha256', key).update(`1795312800.${body}`).digest('hex');
    const headers = {
      'x-esign-timestamp': '1795312800',
      'x-esign-signature': signature,
      'x-key': encodeURIComponent(key),
    };
    const response = await test.host.fetch(new Request(address, { method: 'POST', headers, body }));
    answers.push(await response.text(), JSON.stringify([...response.headers]));
    return response.status;
  }

  async function readAllBack(): Promise<void> {
    adapter.findings = ({ projectSecret = '' }) => {
      seen.add(projectSecret);
      return [];
    };
    const { items } = ok(await admin().get('/v1/bindings?limit=200')).body as { items: Binding[] };
    for (const { id } of items) heard(await admin().post(`/v1/bindings/${id}/test`));
  }

  async function collect(): Promise<void> {
    await test.host.sweep();
    for (const page of ['/v1/bindings?limit=200', '/v1/audit?limit=200', '/v1/stuck-effects']) {
      heard(await admin().get(page));
    }
    places['answers'] = answers.join('\n');
    places['log lines'] = lines.join('\n');
    places['database'] = await dump();
    places['folder of the host'] = readFolder(test.dataDir);
    places['metrics'] = await (await prometheus.answer(new Request('http://host/metrics'))).text();
    places['traces'] = JSON.stringify(
      spans.getFinishedSpans().map(({ name, attributes, events, status }) => [name, attributes, events, status]),
    );
    places['failures'] = JSON.stringify(test.failures);
  }

  /** Every row of every table as text: what a backup would hold, the audit trail and the stored answers among it. */
  async function dump(): Promise<string> {
    const { db } = test.host.parts;
    return asSystem(async () => {
      const tables = await sql<{ name: string }>`
        select table_name as name from information_schema.tables
        where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(db);
      const texts: string[] = [];
      for (const { name } of tables.rows) {
        const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} t`.execute(db);
        texts.push(name, ...rows.map(({ text }) => text));
      }
      return texts.join('\n');
    });
  }

  /** The parts of an archive, unpacked: in a packed one nothing would ever be found. */
  async function backUp(): Promise<void> {
    const place =
      kind === 'postgres'
        ? { dataDir: test.dataDir, databaseUrl: postgresUrl, schema: test.schema }
        : { dataDir: test.dataDir, schema: 'esign' };
    const out = path.join(backups, 'backup.tar');
    const { files } = test.host.parts;
    if (kind === 'pglite') await test.host.close();
    await makeBackup(place, files, out, new Date('2026-11-22T03:00:00.000Z'));
    const texts: string[] = [];
    for await (const { name, bytes } of readArchive(out)) {
      const part = await buffer(bytes);
      texts.push(name, name === 'database.dump' ? await unpacked(part) : part.toString('latin1'));
    }
    places['backup'] = texts.join('\n');
  }

  async function unpacked(dump: Buffer): Promise<string> {
    if (kind === 'pglite') return gunzipSync(dump).toString('latin1');
    const file = path.join(backups, 'database.dump');
    writeFileSync(file, dump);
    const { stdout } = await promisify(execFile)('pg_restore', ['--file=-', file], { maxBuffer: 1e9 });
    return stdout;
  }

  function readFolder(folder: string): string {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
      .join('\n');
  }

  it('planted them, and saw every place where they could be', () => {
    expect(places['database']).toContain('binding_secrets');
    expect(places['database']?.match(/^\(.*,v1\./gm)?.length ?? 0).toBeGreaterThan(0);
    expect(places['database']).toContain('binding.created');
    expect(places['log lines']).toContain('/v1/bindings');
    expect(places['log lines']).toContain('no list for [redacted]');
    expect(places['answers']).toContain('projectSecret');
    expect(places['answers']).toContain('no list for [redacted], {\\"projectSecret\\":\\"[redacted]\\"}');
    expect(places['log lines']).toContain('"projectSecret":"[redacted]"');
    expect(places['database']).toContain('known-199');
    expect(places['backup']).toContain('binding_secrets');
    expect(places['backup']).toContain('binding.created');
    expect(places['metrics']).toContain('esign_http_request_duration_seconds');
    expect(places['traces']).toContain('provider syncCatalog');
    expect(places['folder of the host']).not.toBe('');
  });

  it('reads them all back where an adapter needs them', () => {
    expect(canaries.filter((_, index) => index % 2 === 1).every((canary) => seen.has(canary))).toBe(true);
  });

  it.each(['answers', 'log lines', 'database', 'folder of the host', 'metrics', 'traces', 'failures', 'backup'])(
    'shows none of 201 in the %s',
    (place) => {
      const text = places[place] ?? '';
      const isLarge = text.length > 10_000_000;
      const wanted = isLarge ? [BEGINNING] : [callbackKey, ...canaries];

      const leaked = wanted.filter((canary) => formsOf(canary).some((form) => text.includes(form)));

      expect(leaked).toEqual([]);
    },
  );
});
