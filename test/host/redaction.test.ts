import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { trace } from '@opentelemetry/api';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createLog } from '../../host/observe/log.js';
import { createPrometheus } from '../../host/observe/prometheus.js';
import { asSystem } from '../../host/store/tenant-scope.js';
import { EsignError } from '../../src/core/errors.js';
import { endpoints, type Binding } from '../../src/schema/index.js';
import { aBindingInput, anAdapter, startBindingService, type BindingService } from '../support/binding-service.js';
import { ok } from '../support/journey.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const COUNT = 200;

/** Everything that could give away a secret: the whole text, its middle, and the forms in which it travels. */
function formsOf(canary: string): string[] {
  const bytes = Buffer.from(canary);
  // base64 of a text in the middle of another has one of three phases; its inner letters stay the same in one of them
  const phases = [0, 1, 2].map((skip) => bytes.subarray(skip).toString('base64').slice(2, -4));
  return [canary, canary.slice(8, 24), bytes.toString('hex'), encodeURIComponent(canary), ...phases];
}

const spans = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));

describe.each(databases)('secrets on %s (G17)', (kind) => {
  const canaries = Array.from(
    { length: COUNT },
    () => `canary+${randomBytes(12).toString('hex')}/${randomBytes(4).toString('hex')}`,
  );
  const places: Record<string, string> = {};
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
      metrics: prometheus.metrics,
      log,
      report: log.report,
    });
    await plant();
    await drive();
    await collect();
  });

  afterAll(async () => {
    await test.close();
    await service.close();
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
      throw new EsignError('provider-failed', `no list for ${projectSecret}`, { cause: { sent: projectSecret } });
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
    expect(places['answers']).toContain('no list for [redacted]');
    expect(places['metrics']).toContain('esign_http_request_duration_seconds');
    expect(places['traces']).toContain('provider syncCatalog');
    expect(places['folder of the host']).not.toBe('');
  });

  it('reads them all back where an adapter needs them', async () => {
    const seen = new Set<string>();
    adapter.findings = ({ projectSecret = '' }) => {
      seen.add(projectSecret);
      return [];
    };
    const { items } = ok(await admin().get('/v1/bindings?limit=200')).body as { items: Binding[] };

    for (const { id } of items) await admin().post(`/v1/bindings/${id}/test`);

    expect(canaries.filter((_, index) => index % 2 === 1).every((canary) => seen.has(canary))).toBe(true);
  });

  it.each(['answers', 'log lines', 'database', 'folder of the host', 'metrics', 'traces', 'failures'])(
    'shows none of 200 in the %s',
    (place) => {
      const text = places[place] ?? '';

      const leaked = canaries.filter((canary) => formsOf(canary).some((form) => text.includes(form)));

      expect(leaked).toEqual([]);
    },
  );
});
