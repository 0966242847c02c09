import { readFileSync } from 'node:fs';

import { afterEach, describe, expect, it, onTestFinished } from 'vitest';

import { EsignError } from '../../src/core/errors.js';
import type {
  Effect,
  Envelope,
  FileOperation,
  RecordTab,
  SigningMapping,
  StuckEffect,
  Upload,
} from '../../src/schema/index.js';
import { configure, currentEnvelope, ok, reachSigning, submit } from '../support/journey.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { openRemoteWorld } from '../support/remote-world.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const OTHER_FILE = new Uint8Array(readFileSync('host/demo/documents/technical-specification.pdf'));
const NO_PDF = new TextEncoder().encode('%PDF-1.7\nno page at all\n%%EOF');

const SOON = '2026-11-22T03:00:00.000Z';
const LATER = '2026-11-22T05:00:00.000Z';
const MUCH_LATER = '2026-11-22T09:00:00.000Z';

function recreating(mapping: SigningMapping): SigningMapping {
  return { ...mapping, advanced: { ...mapping.advanced, recreate: true } };
}

/** The rows of C-70 behind the department's approval; before them nothing makes an envelope. */
function operating(operations: readonly FileOperation['operation'][], autoSign = true): SigningMapping {
  return purchaseMapping((mapping) => ({
    ...mapping,
    flow: {
      ...mapping.flow,
      createAt: [{ kind: 'exit', id: 'e-legal-ok', timing: 'after' }],
      saveAsDraft: operations.includes('launch'),
      launchAt: operations.includes('launch') ? [{ kind: 'exit', id: 'e-legal-ok', timing: 'after' }] : [],
      initiator: { order: 1, seal: { kind: 'constant', value: 'seal-contract' }, autoSign },
      placements: [
        {
          id: 'r-company',
          party: 'initiator',
          source: null,
          mark: 'seal',
          position: { kind: 'coordinate', x: 120, y: 300, pages: 'last' },
          policy: 'locked',
          signingDate: null,
        },
      ],
    },
    operations: operations.map((operation) => ({
      id: `op-${operation}`,
      kind: 'exit',
      target: 'e-dept-ok',
      timing: 'after',
      operation,
      message: {},
    })),
  }));
}

/** Who handles the record puts a file into the form, in the place of the contract. */
async function putFile(test: TestHost, handler: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const named = { headers: { 'content-disposition': 'attachment; filename="new.pdf"' } };
  const file = ok(await test.as(handler).post('/v1/uploads', bytes, named)).body as Upload;
  ok(await test.as(handler).send('PATCH', '/demo/records/rec-1001', { values: { 'f-contract': [file] } }));
}

describe.each(databases)('what is made of a record, again and behind a failure, on %s', (kind) => {
  let test: TestHost;

  afterEach(() => test.close());

  const tab = async (user = 'applicant'): Promise<RecordTab> =>
    ok(await test.as(user).get('/v1/records/rec-1001/tab')).body as RecordTab;
  const stuck = async (): Promise<StuckEffect[]> => ok(await test.as('admin').get('/v1/effects')).body.items;
  const click = (user: string): Promise<Answer> => test.as(user).post('/v1/records/rec-1001/envelope');
  const statuses = (envelope: Envelope | null): string[] => (envelope?.parties ?? []).map(({ status }) => status);
  const sweepAt = async (time: string): Promise<void> => {
    test.setTime(time);
    await test.host.sweep();
  };
  /** The next file that the host keeps finds no room. */
  const failOnce = (): void => {
    const { files } = test.host.parts;
    const put = files.put.bind(files);
    files.put = () => {
      files.put = put;
      return Promise.reject(new EsignError('storage-full', 'no room'));
    };
  };
  const change = async (effectKind: Effect['kind'], changed: { effect?: object; next_at?: string }): Promise<void> => {
    const { db } = test.host.parts;
    const rows = await db.selectFrom('outbox').select(['seq', 'effect']).execute();
    const row = rows.findLast(({ effect }) => effect.kind === effectKind);
    if (!row) throw new Error('no such effect');
    await db
      .updateTable('outbox')
      .set({
        effect: JSON.stringify({ ...row.effect, ...changed.effect }),
        state: 'pending',
        next_at: changed.next_at ?? LATER,
      })
      .where('seq', '=', row.seq)
      .execute();
  };

  it('signs silently only in the envelope of its own plan, and only for who signs by itself (C-31, C-70)', async () => {
    test = await openTestHost(kind);
    const config = await configure(test, operating(['create', 'autoSign']));
    await submit(test, 'applicant', 'e-submit');
    failOnce();
    await submit(test, 'admin', 'e-dept-ok');
    expect((await tab()).envelope).toBeNull();

    await sweepAt(LATER);
    await sweepAt(MUCH_LATER);

    const first = (await tab()).envelope;
    expect(statuses(first)).toEqual(['signed', 'pending']);
    ok(await test.as('applicant').post(`/v1/envelopes/${first?.id}/revoke`, { reason: '重新起草' }));
    const etag = config.headers.get('etag') ?? '';
    ok(await test.as('admin').put(`/v1/signing-configs/${config.body.id}`, operating([], false), etag));
    await submit(test, 'admin', 'e-legal-ok');
    const second = (await tab()).envelope;
    expect(second?.id).not.toBe(first?.id);

    await change('autoSign', {});
    await test.host.sweep();
    expect(await stuck()).toEqual([]);
    expect(statuses((await tab()).envelope)).toEqual(['pending', 'waiting']);

    await change('autoSign', { effect: { envelopeId: second?.id } });
    await test.host.sweep();
    expect(await stuck()).toMatchObject([{ kind: 'autoSign', state: 'failed', cause: { code: 'forbidden' } }]);
    expect(statuses((await tab()).envelope)).toEqual(['pending', 'waiting']);
  });

  it('signs silently when a launch that waits has come about (R-11, C-70)', async () => {
    test = await openTestHost(kind);
    await configure(test, operating(['create', 'launch', 'autoSign']));
    await submit(test, 'applicant', 'e-submit');
    failOnce();
    await submit(test, 'admin', 'e-dept-ok');
    await change('launchEnvelope', { next_at: MUCH_LATER });

    await sweepAt(LATER);

    const draft = (await tab()).envelope;
    expect(draft).toMatchObject({ status: 'draft' });
    const rows = await test.host.parts.db.selectFrom('outbox').select(['effect', 'state', 'error_code']).execute();
    expect(rows.find(({ effect }) => effect.kind === 'autoSign')).toMatchObject({
      state: 'pending',
      error_code: 'request-in-progress',
    });
    await sweepAt(MUCH_LATER);
    expect((await tab()).envelope).toMatchObject({ id: draft?.id, status: 'launched' });
    await sweepAt('2026-11-22T15:00:00.000Z');
    expect(statuses((await tab()).envelope)).toEqual(['signed', 'pending']);
  });

  it('keeps what is being signed while no envelope can be made of the new file (R-03, C-40)', async () => {
    test = await openTestHost(kind);
    await configure(test, purchaseMapping(recreating));
    const old = await reachSigning(test);
    await putFile(test, 'signer-a', NO_PDF);

    ok(await click('signer-a'));

    expect(await tab()).toMatchObject({
      envelope: { id: old.id, status: 'launched' },
      problems: [{ code: 'file-damaged' }],
    });
    await putFile(test, 'signer-a', OTHER_FILE);
    test.setTime(SOON);
    const made = ok(await click('signer-a')).body.envelope as Envelope;
    expect(made).toMatchObject({ status: 'launched' });
    expect(made.id).not.toBe(old.id);
    const ended = await currentEnvelope(test, old.id);
    expect(ended).toMatchObject({ status: 'revoked', finishReason: '原文件已变更，系统已重新创建签署文件' });
    const [left] = await stuck();
    ok(await test.as('admin').post(`/v1/effects/${left?.id}/retry`));
    expect(await tab()).toMatchObject({ envelope: { id: made.id, status: 'launched' }, problems: [] });
  });

  it('makes the envelope of the file that was put in the place of a damaged one, and signs it (R-01, C-70)', async () => {
    test = await openTestHost(kind);
    await configure(test, operating(['create', 'autoSign']));
    await putFile(test, 'applicant', NO_PDF);
    await submit(test, 'applicant', 'e-submit');
    await submit(test, 'admin', 'e-dept-ok');
    const [damaged, unsigned] = await stuck();
    expect(damaged).toMatchObject({ kind: 'createEnvelope', cause: { code: 'file-damaged' } });
    expect(unsigned).toMatchObject({ kind: 'autoSign', subject: damaged?.subject, cause: { code: 'not-found' } });
    await putFile(test, 'admin', OTHER_FILE);

    ok(await test.as('admin').post(`/v1/effects/${damaged?.id}/retry`));

    const { envelope, problems } = await tab();
    expect(envelope).toMatchObject({ status: 'launched', configVersion: 1 });
    expect(statuses(envelope)).toEqual(['signed', 'pending']);
    expect(problems).toEqual([]);
  });

  it('makes nothing new of what people have ended meanwhile (R-03)', async () => {
    test = await openTestHost(kind);
    await configure(test, purchaseMapping(recreating));
    const old = await reachSigning(test);
    await putFile(test, 'signer-a', OTHER_FILE);
    failOnce();
    ok(await click('signer-a'));
    ok(await test.as('signer-a').post(`/v1/envelopes/${old.id}/reject`, { reason: '金额有误' }));

    await sweepAt(LATER);

    expect((await tab()).envelope).toMatchObject({ id: old.id, status: 'rejected' });
    expect(await stuck()).toEqual([]);
  });

  it('launches by itself no draft of a file that was replaced (R-03, C-34)', async () => {
    test = await openTestHost(kind);
    await configure(test, recreating(operating(['create', 'launch'], false)));
    await submit(test, 'applicant', 'e-submit');
    failOnce();
    await submit(test, 'admin', 'e-dept-ok');
    await change('launchEnvelope', { next_at: MUCH_LATER });
    await sweepAt(LATER);
    expect((await tab()).envelope).toMatchObject({ status: 'draft' });
    await putFile(test, 'admin', OTHER_FILE);

    await sweepAt(MUCH_LATER);

    expect((await tab()).envelope).toMatchObject({ status: 'draft' });
    expect(await stuck()).toMatchObject([{ kind: 'launchEnvelope', cause: { code: 'document-changed' } }]);
  });

  it('takes an envelope back at its service once the new one is ready (R-03, C-40)', async () => {
    const world = await openRemoteWorld(kind);
    ({ test } = world);
    onTestFinished(() => world.simulator.close());
    await world.configure(recreating);
    const old = await world.reachSigning();
    const before = world.remote;
    await putFile(test, 'signer-a', NO_PDF);
    ok(await click('signer-a'));
    expect(before.status).toBe('launched');
    await putFile(test, 'signer-a', OTHER_FILE);
    test.setTime(SOON);

    const made = ok(await click('signer-a')).body.envelope as Envelope;

    expect(before.status).toBe('revoked');
    expect(await world.envelope(old.id)).toMatchObject({ status: 'revoked' });
    expect(world.remoteOf(made)).toMatchObject({ status: 'launched' });
  });
});
