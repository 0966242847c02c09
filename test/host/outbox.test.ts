import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { enqueueEffects, Outbox, requeueFailed, type CarryOut } from '../../host/jobs/outbox.js';
import { EsignError } from '../../src/core/errors.js';
import type { Effect, Envelope, ErrorCode, FormRecord, RecordTab, SignEnvelope } from '../../src/schema/index.js';
import { configure, currentEnvelope, ok, reachSigning, signBody, submit } from '../support/journey.js';
import { mainField, purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

const TENANT = 'tenant-test';
const STREAM = 'record:one';

describe.each(databases)('the outbox on %s', (kind) => {
  let test: TestHost;
  let now: Date;
  let done: string[];
  let failing: Map<string, ErrorCode>;

  beforeEach(async () => {
    test = await openTestHost(kind);
    now = new Date('2026-11-22T02:00:00.000Z');
    done = [];
    failing = new Map();
  });

  afterEach(() => test.close());

  const open = (carryOut?: CarryOut): Outbox =>
    new Outbox({
      db: test.host.parts.db,
      clock: () => now,
      report: () => undefined,
      carryOut:
        carryOut ??
        ((row) => {
          const code = failing.get(row.key);
          if (code) return Promise.reject(new EsignError(code, 'fails'));
          done.push(row.key);
          return Promise.resolve();
        }),
    });
  const effectOf = (key: string): Effect => ({
    kind: 'notify',
    key,
    why: { rule: 'R-08', slot: null, field: null, reason: 'test' },
    to: [],
    text: key,
  });
  const enqueue = (subject: string, ...keys: string[]) =>
    test.host.parts.db.transaction().execute((tx) =>
      enqueueEffects(tx, {
        tenantId: TENANT,
        stream: STREAM,
        effects: keys.map(effectOf),
        context: { recordId: 'one', configId: null, configVersion: null, actor: { userId: 'u', name: 'u' }, subject },
        now: now.toISOString(),
      }),
    );
  const states = async (): Promise<Record<string, string>> => {
    const rows = await test.host.parts.db.selectFrom('outbox').select(['key', 'state']).execute();
    return Object.fromEntries(rows.map(({ key, state }) => [key, state]));
  };
  const wait = (seconds: number): void => {
    now = new Date(now.getTime() + seconds * 1000);
  };

  it('never gives up what is only away for a while, and waits an hour at most', async () => {
    await enqueue('envelope 1', 'a');
    failing.set('a', 'provider-failed');
    const outbox = open();

    for (let attempt = 0; attempt < 20; attempt += 1) {
      await outbox.runStream(TENANT, STREAM);
      wait(3600);
    }
    expect(await states()).toEqual({ a: 'pending' });
    failing.clear();
    await outbox.runStream(TENANT, STREAM);

    expect(done).toEqual(['a']);
  });

  it('gives up a bug after some attempts, and a final failure at once', async () => {
    await enqueue('envelope 1', 'bug');
    await enqueue('envelope 2', 'final');
    failing.set('bug', 'unexpected').set('final', 'not-found');
    const outbox = open();

    await outbox.runStream(TENANT, STREAM);
    expect(await states()).toEqual({ bug: 'pending', final: 'failed' });
    for (let attempt = 0; attempt < 8; attempt += 1) {
      wait(3600);
      await outbox.runStream(TENANT, STREAM);
    }

    expect(await states()).toEqual({ bug: 'failed', final: 'failed' });
  });

  it('fails what builds on a failure, and nothing of another envelope or seal use of the record', async () => {
    await enqueue('envelope 1', 'file', 'submit');
    await enqueue('sealUse 1', 'code');
    failing.set('file', 'not-found');

    await open().runStream(TENANT, STREAM);

    expect(await states()).toEqual({ file: 'failed', submit: 'failed', code: 'done' });
  });

  it('does not let what waits for its next attempt hold up the other things of the record', async () => {
    await enqueue('envelope 1', 'file', 'submit');
    await enqueue('sealUse 1', 'code');
    failing.set('file', 'unavailable');

    await open().runStream(TENANT, STREAM);

    expect(await states()).toEqual({ file: 'pending', submit: 'pending', code: 'done' });
    expect(done).toEqual(['code']);
  });

  it('takes up what failed, in its old order, when an operator asks', async () => {
    await enqueue('envelope 1', 'file', 'submit');
    failing.set('file', 'not-found');
    const outbox = open();
    await outbox.runStream(TENANT, STREAM);
    failing.clear();

    const count = await requeueFailed(test.host.parts.db, TENANT, STREAM, now.toISOString());
    await outbox.runStream(TENANT, STREAM);

    expect(count).toBe(2);
    expect(done).toEqual(['file', 'submit']);
  });

  it('stops trying an effect over which process after process dies', async () => {
    await enqueue('envelope 1', 'poison');
    let runs = 0;
    for (let life = 0; life < 6; life += 1) {
      // a process that dies: the work never ends, its lease stays
      await Promise.race([
        open(() => {
          runs += 1;
          return new Promise(() => undefined);
        }).runStream(TENANT, STREAM),
        until(async () => (await leaseOf()) !== null || (await states())['poison'] === 'failed'),
      ]);
      await open().releaseAll();
      wait(61);
    }

    expect(runs).toBe(3);
    expect(await states()).toEqual({ poison: 'failed' });
  });

  const leaseOf = async (): Promise<string | null> => {
    const row = await test.host.parts.db.selectFrom('outbox').select('lease_until').executeTakeFirstOrThrow();
    return row.lease_until !== null && row.lease_until > now.toISOString() ? row.lease_until : null;
  };

  it('goes on with the other streams when one cannot be read', async () => {
    await enqueue('envelope 1', 'a');
    await test.host.parts.db.updateTable('outbox').set({ context: 'null' }).execute();
    await test.host.parts.db.transaction().execute((tx) =>
      enqueueEffects(tx, {
        tenantId: TENANT,
        stream: 'record:two',
        effects: [effectOf('b')],
        context: {
          recordId: 'two',
          configId: null,
          configVersion: null,
          actor: { userId: 'u', name: 'u' },
          subject: '',
        },
        now: now.toISOString(),
      }),
    );

    await open().runAll();

    expect(done).toEqual(['b']);
  });
});

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setImmediate(resolve));
}

describe.each(databases)('signed files that did not reach their record on %s', (kind) => {
  let test: TestHost;

  afterEach(() => test.close());

  /** Signs to the end while the file of the document without marks is damaged, then repairs it. */
  const completeWithDamage = async (): Promise<Envelope> => {
    test = await openTestHost(kind);
    await configure(
      test,
      purchaseMapping((mapping) => ({
        ...mapping,
        required: {
          ...mapping.required,
          documents: [
            ...mapping.required.documents,
            { kind: 'field', id: 'src-tech', field: mainField('f-tech', '技术附件', 'attachment') },
          ],
        },
      })),
    );
    const envelope = await reachSigning(test);
    const [contract, technical] = envelope.documents;
    const body = (current: Envelope): SignEnvelope => ({
      ...signBody(current),
      documents: signBody(current).documents.filter(({ documentId }) => documentId === contract?.id),
    });
    ok(await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, body(envelope)));
    await submit(test, 'signer-a', 'e-sign-a');
    const sha256 = technical?.sha256 ?? '';
    const file = path.join(test.dataDir, 'files', sha256.slice(0, 2), sha256);
    const bytes = readFileSync(file);
    writeFileSync(file, 'damaged');
    const before = await currentEnvelope(test, envelope.id);
    ok(await test.as('signer-b').post(`/v1/envelopes/${envelope.id}/sign`, body(before)));
    writeFileSync(file, bytes);
    return currentEnvelope(test, envelope.id);
  };
  const recordNow = async () => ok(await test.as('applicant').get('/demo/records/rec-1001')).body.record as FormRecord;

  it('hold the workflow back, and say why', async () => {
    const envelope = await completeWithDamage();

    expect(envelope).toMatchObject({ status: 'completed', filedAt: null });
    expect(await recordNow()).toMatchObject({ currentNodeId: 'n-sign-b' });
    const tab = ok(await test.as('applicant').get('/v1/records/rec-1001/tab')).body as RecordTab;
    expect(tab.problems).toContainEqual({ code: 'file-damaged', slot: 'C-43', field: null });
  });

  it('are filed by the sweep an hour later, and then the workflow goes on (R-07, R-08)', async () => {
    const envelope = await completeWithDamage();
    await test.host.sweep();
    expect((await currentEnvelope(test, envelope.id)).filedAt).toBeNull();
    test.setTime('2026-11-22T03:00:01.000Z');

    await test.host.sweep();

    const record = await recordNow();
    expect(record).toMatchObject({ currentNodeId: 'n-archive', finished: true });
    expect(record.values['f-signed']).toHaveLength(2);
    await test.host.sweep();
    expect((await recordNow()).values['f-signed']).toHaveLength(2);
  });

  it('are filed at once when an operator asks for another attempt', async () => {
    const envelope = await completeWithDamage();

    const count = await test.host.retry('tenant-yuanjing', 'rec-1001');

    expect(count).toBe(2);
    expect((await currentEnvelope(test, envelope.id)).filedAt).not.toBeNull();
    expect(await recordNow()).toMatchObject({ currentNodeId: 'n-archive' });
  });
});
