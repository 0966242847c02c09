import { createPublicKey } from 'node:crypto';

import { serve } from '@hono/node-server';

import { createHost, type Host } from '../../host/create-host.js';
import type { HostSession } from '../../host/http/session.js';
import { armStopPoint } from '../../host/jobs/stop-point.js';
import { createQiyuesuoProvider } from '../../host/providers/qiyuesuo/qiyuesuo.js';
import { createZhangguanjiaProvider } from '../../host/providers/zhangguanjia/zhangguanjia.js';
import { findAuditBreak } from '../../host/services/audit.js';
import { asSystem } from '../../host/store/tenant-scope.js';
import { EsignError } from '../../src/core/errors.js';
import { createTestProvider } from '../support/test-provider/test-provider.js';
import type { Command, Inspection, Settings } from './protocol.js';
import { remoteOa } from './remote-oa.js';
import { catalog, personOf, rightsOf, TENANT, TENANT_NAME } from './story.js';

/** A host of its own process, which the driver arms, inspects and kills. Everything else goes over HTTP. */
const settings = JSON.parse(process.env['CHAOS_SETTINGS'] ?? '{}') as Settings;
let aheadMs = settings.aheadMs;

function sessionOf(request: Request): HostSession | null {
  const userId = request.headers.get('x-chaos-user') ?? '';
  const permissions = rightsOf(userId);
  if (!permissions) return null;
  const person = personOf(userId);
  return { userId, name: person.name, tenantId: TENANT, tenantName: TENANT_NAME, locale: 'zh-CN', permissions, person };
}

async function open(): Promise<Host> {
  return createHost({
    dataDir: settings.dataDir,
    ...(settings.databaseUrl
      ? { databaseUrl: settings.databaseUrl, schema: settings.schema, databaseRole: settings.databaseRole }
      : {}),
    resolveSession: (request) => Promise.resolve(sessionOf(request)),
    organization: TENANT_NAME,
    clock: () => new Date(Date.now() + aheadMs),
    // the driver sweeps by hand, so that a run can be repeated by its seed
    queue: false,
    leaseMs: settings.leaseMs,
    rateLimits: false,
    providers: [
      createTestProvider({ publicKey: createPublicKey(settings.service.publicKey) }),
      createZhangguanjiaProvider(),
      createQiyuesuoProvider(),
    ],
    outgoingAllow: [settings.service.url, ...settings.registers].join(','),
    publicUrl: 'http://127.0.0.1',
    checkResponses: true,
    report: ({ code, message, stack }) => process.send?.({ failure: `${code}: ${message} ${stack ?? ''}` }),
    oa: async ({ db }) => {
      for (const [position, item] of catalog.entries()) {
        await db
          .insertInto('catalog')
          .values({
            tenant_id: TENANT,
            binding_id: 'bind-builtin',
            kind: item.kind,
            id: item.id,
            doc: JSON.stringify(item),
            position,
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
      return remoteOa(settings.oaUrl);
    },
  });
}

async function brokenFiles(host: Host, hashes: readonly string[]): Promise<string[]> {
  const broken: string[] = [];
  for (const sha256 of new Set(hashes)) {
    try {
      await host.parts.files.get(sha256);
    } catch (error) {
      broken.push(`${sha256}: ${EsignError.from(error).code}`);
    }
  }
  return broken;
}

async function inspect(host: Host): Promise<Inspection> {
  const { db } = host.parts;
  const outbox = await db.selectFrom('outbox').selectAll().where('state', '<>', 'done').orderBy('seq').execute();
  const envelopes = await db.selectFrom('envelopes').select('doc').execute();
  const signatures = await db
    .selectFrom('signatures')
    .select(['envelope_id as envelopeId', 'party_id as partyId', 'signer_id as signerId'])
    .execute();
  const revisions = await db.selectFrom('revisions').select(['envelope_id as envelopeId', 'sha256']).execute();
  const files = await db.selectFrom('files').select(['id', 'name', 'sha256']).execute();
  const audit = await db.selectFrom('audit').select(['subject', 'action']).orderBy('sequence').execute();
  const callbacks = await db.selectFrom('callbacks').selectAll().execute();
  const running = await db.selectFrom('idempotency').select('key').where('state', '=', 'running').execute();
  return {
    outbox: outbox.map((row) => ({
      key: row.key,
      kind: row.effect.kind,
      state: row.state,
      errorCode: row.error_code,
      dueAt: row.lease_until !== null && row.lease_until > row.next_at ? row.lease_until : row.next_at,
    })),
    envelopes: envelopes.map(({ doc }) => doc),
    signatures,
    revisions,
    files,
    audit,
    callbacks: callbacks.map((row) => ({
      deliveryKey: row.delivery_key,
      state: row.state,
      errorCode: row.error_code,
      dueAt: row.next_at,
    })),
    auditBreak: await findAuditBreak(db, TENANT),
    brokenFiles: await brokenFiles(
      host,
      [...revisions, ...files].map(({ sha256 }) => sha256),
    ),
    runningKeys: running.map(({ key }) => key),
  };
}

async function obey(host: Host, command: Command): Promise<unknown> {
  switch (command.do) {
    case 'arm':
      return armStopPoint(command.at ?? undefined);
    case 'ahead':
      aheadMs = command.ms;
      return undefined;
    case 'sweep':
      await host.sweep();
      return host.idle();
    case 'inspect':
      return asSystem(() => inspect(host));
  }
}

const host = await open();
const server = serve({ fetch: (request) => host.fetch(request), port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.on('message', (message: { id: number; command: Command }) => {
    obey(host, message.command).then(
      (value) => process.send?.({ id: message.id, value: value ?? null }),
      (error: unknown) => process.send?.({ id: message.id, error: String(error) }),
    );
  });
  process.send?.({ ready: `http://127.0.0.1:${port}` });
});
// a driver that has gone away leaves no host behind
process.once('disconnect', () => {
  server.close();
  process.exit(0);
});
