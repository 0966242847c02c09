import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readMarks, verifyPdf } from '../../host/signer/verify-pdf.js';
import { asSystem, asTenant } from '../../host/store/tenant-scope.js';
import type { Envelope, FileValue, RecordTab } from '../../src/schema/index.js';
import { codeOf, configure, currentEnvelope, ok, reachSigning, sealMark, signBody } from '../support/journey.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

describe.each(databases)('the main job by HTTP on %s', (kind) => {
  let test: TestHost;
  let envelope: Envelope;

  beforeAll(async () => {
    test = await openTestHost(kind);
  });

  afterAll(() => test.close());

  it('stores the mapping of the admin as version 1 with its ETag', async () => {
    const answer = await configure(test);

    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBe('"1"');
    const workflows = await test.as('admin').get('/v1/workflows?query=采购');
    expect(workflows.body.items[0].signingConfigId).toBe(answer.body.id);
  });

  it('creates and launches the envelope when the form is submitted (R-01, R-02)', async () => {
    envelope = await reachSigning(test);

    expect(envelope.status).toBe('launched');
    expect(envelope.parties.map(({ id, status }) => [id, status])).toEqual([
      ['initiator', 'pending'],
      ['party-b', 'waiting'],
    ]);
    expect(envelope.documents[0]?.pages).toHaveLength(12);
  });

  it('shows each person the tab that is theirs (R-04, R-05)', async () => {
    const first = await test.as('signer-a').get('/v1/records/rec-1001/tab');
    const second = await test.as('signer-b').get('/v1/records/rec-1001/tab');

    expect(first.body.state).toBe('sign');
    expect(first.body.me).toEqual({ partyId: 'initiator', signerId: 'initiator-signer-1' });
    expect(second.body.state).not.toBe('sign');
  });

  it('signs for the first person and gives the turn to the second', async () => {
    const answer = await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope));

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ partyId: 'initiator', status: 'launched', workflowSubmitted: false });
    const after = await currentEnvelope(test, envelope.id);
    expect(after.parties.map(({ status }) => status)).toEqual(['signed', 'pending']);
    ok(await test.as('signer-a').post('/demo/records/rec-1001/submit', { exitId: 'e-sign-a' }));
  });

  it('completes with the last signature, files the document and submits the workflow (R-07, R-08, C-38)', async () => {
    const before = await currentEnvelope(test, envelope.id);
    const mark = sealMark(before, { rect: { ...sealMark(before).rect, x: 330.25, y: 301.5 }, sealId: 'seal-company' });

    const answer = await test.as('signer-b').post(`/v1/envelopes/${envelope.id}/sign`, signBody(before, [mark]));

    expect(answer.body).toMatchObject({ status: 'completed', workflowSubmitted: true });
    const record = ok(await test.as('applicant').get('/demo/records/rec-1001')).body.record;
    expect(record).toMatchObject({ currentNodeId: 'n-archive', finished: true });
    expect((await currentEnvelope(test, envelope.id)).filedAt).not.toBeNull();
    expect(record.values['f-signed']).toHaveLength(1);
  });

  it('lets nobody submit an archived record any more', async () => {
    const answer = await test.as('signer-b').post('/demo/records/rec-1001/submit', { exitId: 'e-sign-b' });

    expect(codeOf(answer)).toEqual([412, 'stale-version']);
  });

  it('files a PDF with two valid signatures of two people, stamps where they were put', async () => {
    const record = ok(await test.as('applicant').get('/demo/records/rec-1001')).body.record;
    const [file] = record.values['f-signed'] as FileValue[];
    const { bytes } = await test.as('applicant').bytes(`/v1/files/${file?.fileId}`);

    const report = await verifyPdf(bytes);
    const marks = await readMarks(bytes);

    expect(report.signatures.map(({ signer, valid }) => [signer, valid])).toEqual([
      ['李明', true],
      ['赵倩', true],
    ]);
    expect(report.signatures[0]?.coversRevision).toBe(true);
    expect(report.signatures[1]?.coversWholeFile).toBe(true);
    const placed = marks
      .filter((mark) => mark.kind === 'signature')
      .map(({ pageIndex, rect }) => [pageIndex, rect.x, rect.y]);
    expect(placed).toHaveLength(2);
    expect(placed[1]?.[1]).toBeCloseTo(330.25, 1);
    expect(placed[1]?.[2]).toBeCloseTo(301.5, 1);
  });

  it('verifies the files on request and says that they are trusted', async () => {
    const report = await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/verify`);

    expect(report.body.documents[0]).toMatchObject({ allValid: true });
    expect(report.body.documents[0].signatures.every(({ trusted }: { trusted: boolean }) => trusted)).toBe(true);
  });

  it('keeps an audit trail whose entries hold the hash of the one before', async () => {
    const { body } = await test.as('signer-a').get(`/v1/envelopes/${envelope.id}/audit`);

    const actions = body.items.map(({ action }: { action: string }) => action);
    expect(actions).toEqual([
      'envelope.created',
      'envelope.launched',
      'envelope.signed',
      'envelope.signed',
      'envelope.filed',
    ]);
  });

  it('lists the envelope as signed by those who signed, and no longer as theirs to do', async () => {
    const signed = await test.as('signer-b').get('/v1/envelopes?list=signed');
    const todo = await test.as('signer-b').get('/v1/envelopes?list=todo');

    expect(signed.body.items.map(({ id }: { id: string }) => id)).toEqual([envelope.id]);
    expect(todo.body.items).toEqual([]);
  });

  it('had no failure of its own on the way', () => {
    expect(test.failures).toEqual([]);
  });

  it('tells signers that the workflow was not submitted, and tries again for them alone (C-38)', async () => {
    await asSystem(() =>
      test.host.parts.db
        .updateTable('outbox')
        .set({ state: 'failed', error_code: 'submit-blocked', error_message: 'blocked' })
        .where(sql<boolean>`effect ->> 'kind' = 'submitWorkflow'`)
        .execute(),
    );
    const problem = { code: 'submit-blocked', slot: 'C-38', field: null };
    const retry = async (user: string): Promise<RecordTab> =>
      ok(await test.as(user).post('/v1/records/rec-1001/submission')).body as RecordTab;

    const told = ok(await test.as('signer-b').get('/v1/records/rec-1001/tab')).body as RecordTab;
    const ofAdmin = await retry('admin');
    const ofSigner = await retry('signer-b');

    expect([told.problems, told.mayRetrySubmit]).toEqual([[problem], true]);
    expect([ofAdmin.problems, ofAdmin.mayRetrySubmit]).toEqual([[problem], false]);
    expect([ofSigner.problems, ofSigner.mayRetrySubmit]).toEqual([[], false]);
    const trail = await asTenant('tenant-yuanjing', () =>
      test.host.parts.db.selectFrom('audit').select('subject').where('action', '=', 'effect.retried').execute(),
    );
    expect(trail).toEqual([{ subject: 'rec-1001' }]);
  });
});
