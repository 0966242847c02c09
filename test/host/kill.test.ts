import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createDemoHost } from '../../host/demo/demo-host.js';
import type { StopPoint } from '../../host/jobs/stop-point.js';
import { findAuditBreak } from '../../host/services/audit.js';
import type { Envelope, SignEnvelope } from '../../src/schema/index.js';
import { configure, currentEnvelope, ok, reachSigning, signBody, submit } from '../support/journey.js';
import { Caller, openTestHost } from '../support/test-host.js';

const POINTS: readonly StopPoint[] = [
  'after-db-commit',
  'after-effect-claimed',
  'after-files-filed',
  'after-workflow-submitted',
  'after-effect-carried-out',
];

// the embedded database; on PostgreSQL another process finishes the work, by the same outbox
describe('a process that is killed while the last signer signs', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'esign-kill-'));
  const prepared = path.join(folder, 'prepared');
  let envelope: Envelope;
  let body: SignEnvelope;

  beforeAll(async () => {
    const test = await openTestHost('pglite', { memory: false, dataDir: prepared, clock: () => new Date() });
    await configure(test);
    const created = await reachSigning(test);
    ok(await test.as('signer-a').post(`/v1/envelopes/${created.id}/sign`, signBody(created)));
    await submit(test, 'signer-a', 'e-sign-a');
    envelope = await currentEnvelope(test, created.id);
    body = signBody(envelope);
    await test.close();
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Sends the signature to a process that dies at the point, and answers what it still said. */
  const signAndDie = async (dataDir: string, point: StopPoint, key: string): Promise<number | null> => {
    const child = spawn(process.execPath, ['--import', 'tsx', path.resolve('host/main.ts')], {
      env: { ...process.env, DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '', ESIGN_STOP_AT: point },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = once(child, 'exit') as Promise<[number | null, string | null]>;
    let text = '';
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const found = /^ready (\S+)$/m.exec(text)?.[1];
        if (found) resolve(found);
      });
      void gone.then(() => reject(new Error(`the host ended: ${text}`)));
    });
    const answer = await fetch(`${url}/v1/envelopes/${envelope.id}/sign`, {
      method: 'POST',
      headers: { 'x-demo-user': 'signer-b', 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    }).then(
      (response) => response.status,
      () => null,
    );
    const [, signal] = await gone;
    expect(signal).toBe('SIGKILL');
    return answer;
  };

  it.each(POINTS)('at "%s" loses nothing and does nothing twice', async (point) => {
    const dataDir = path.join(folder, point);
    cpSync(prepared, dataDir, { recursive: true });
    const key = randomUUID();
    expect(await signAndDie(dataDir, point, key)).toBeNull();

    const host = await createDemoHost({ dataDir, queue: false, report: () => undefined });
    try {
      const as = (user: string): Caller => new Caller(host, user);
      const receipt = ok(await as('signer-b').post(`/v1/envelopes/${envelope.id}/sign`, body, { key })).body;
      await host.sweep();

      expect(receipt).toMatchObject({ partyId: 'party-b', status: 'completed', workflowSubmitted: true });
      const after = ok(await as('applicant').get(`/v1/envelopes/${envelope.id}`)).body as Envelope;
      expect(after.documents[0]?.signedSha256).toBe(receipt.documents[0].sha256);
      expect(after.filedAt).not.toBeNull();
      const { documents } = ok(await as('signer-b').post(`/v1/envelopes/${envelope.id}/verify`)).body;
      expect(documents[0]).toMatchObject({ allValid: true });
      expect(documents[0].signatures).toHaveLength(2);
      const { record, history } = ok(await as('applicant').get('/demo/records/rec-1001')).body;
      expect(record).toMatchObject({ currentNodeId: 'n-archive', finished: true });
      expect(record.values['f-signed']).toHaveLength(1);
      const lines = history.map(({ text }: { text: string }) => text) as string[];
      expect(lines.filter((text) => text.includes('自动提交'))).toHaveLength(1);
      expect(lines.filter((text) => text.startsWith('签署文件已归入'))).toHaveLength(1);
      expect(await findAuditBreak(host.parts.db, 'tenant-yuanjing')).toBeNull();
    } finally {
      await host.close();
    }
  });
});
