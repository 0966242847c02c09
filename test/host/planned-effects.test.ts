import { readFileSync } from 'node:fs';

import { afterEach, describe, expect, it } from 'vitest';

import type {
  Envelope,
  EnvelopeEvent,
  FileOperation,
  FlowPoint,
  Problem,
  RecordTab,
  SigningMapping,
  Upload,
} from '../../src/schema/index.js';
import { person } from '../../host/demo/people.js';
import { noticeTexts } from '../../src/core/notice-texts.js';
import { configure, currentEnvelope, ok, reachSigning, sealMark, signBody, submit } from '../support/journey.js';
import { mainField, purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const OTHER_FILE = new Uint8Array(readFileSync('host/demo/documents/technical-specification.pdf'));

function codeOf(answer: Answer): [number, string] {
  return [answer.status, (answer.body as Problem).code];
}

describe.each(databases)('what the planner plans, carried out on %s', (kind) => {
  let test: TestHost;

  afterEach(async () => {
    expect(test.failures).toEqual([]);
    await test.close();
  });

  const start = async (change: (mapping: SigningMapping) => SigningMapping): Promise<void> => {
    test = await openTestHost(kind);
    await configure(test, purchaseMapping(change));
  };
  const tabOf = async (user: string): Promise<RecordTab> =>
    ok(await test.as(user).get('/v1/records/rec-1001/tab')).body as RecordTab;
  const sign = (user: string, envelope: Envelope): Promise<Answer> =>
    test.as(user).post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope, [sealMark(envelope)]));
  const report = (point: FlowPoint): Promise<Answer> => test.as('admin').post('/v1/records/rec-1001/events', { point });
  const envelopes = async (): Promise<{ id: string; status: string }[]> =>
    ok(await test.as('admin').get('/v1/envelopes?recordId=rec-1001')).body.items as { id: string; status: string }[];
  const messages = async (user: string): Promise<string[]> =>
    (ok(await test.as(user).get('/demo/notifications')).body.items as { text: string }[]).map(({ text }) => text);
  /** Action flows that ran at the record, in order. */
  const flows = async (): Promise<string[]> => {
    const { history } = ok(await test.as('applicant').get('/demo/records/rec-1001')).body;
    const texts = (history as { text: string }[]).map(({ text }) => text).filter((text) => text.includes('动作流'));
    return texts.map((text) => text.replace('已运行动作流 ', ''));
  };
  /** Who handles the record puts another file into the form, in the place of the contract. */
  const replaceFile = async (handler: string): Promise<void> => {
    test.setTime('2026-11-22T03:00:00.000Z');
    const named = { headers: { 'content-disposition': 'attachment; filename="new.pdf"' } };
    const file = ok(await test.as(handler).post('/v1/uploads', OTHER_FILE, named)).body as Upload;
    ok(await test.as(handler).send('PATCH', '/demo/records/rec-1001', { values: { 'f-contract': [file] } }));
  };
  const listening = (events: readonly EnvelopeEvent[]): SigningMapping['advanced']['callbacks'] =>
    events.map((event) => ({ event, actionFlowId: 'af-update-ledger', enabled: true }));

  it('makes the envelope again when its file was replaced, and lets nobody sign the old one (R-03, C-40)', async () => {
    await start((mapping) => ({ ...mapping, advanced: { ...mapping.advanced, recreate: true } }));
    const old = await reachSigning(test);
    await replaceFile('signer-a');

    expect((await tabOf('signer-a')).buttons.find((button) => button.kind === 'sign')).toMatchObject({
      enabled: false,
      why: { rule: 'R-03', reason: 'sourcesChanged' },
    });
    expect(codeOf(await sign('signer-a', old))).toEqual([409, 'document-changed']);
    const click = (user: string): Promise<Answer> => test.as(user).post('/v1/records/rec-1001/envelope');
    const tabs = await Promise.all([click('signer-a'), click('signer-a'), click('applicant')]);

    expect(new Set(tabs.map(({ body }) => body.envelope.id)).size).toBe(1);
    const made = ok(tabs[0]).body.envelope as Envelope;
    expect(made.id).not.toBe(old.id);
    expect(made.documents[0]?.sourceSha256).not.toBe(old.documents[0]?.sourceSha256);
    const found = await envelopes();
    expect(found.map(({ status }) => status).sort()).toEqual(['launched', 'revoked']);
  });

  it('launches no draft of a file that was replaced (R-03, C-34)', async () => {
    await start((mapping) => ({
      ...mapping,
      flow: { ...mapping.flow, saveAsDraft: true, launchAt: [{ kind: 'exit', id: 'e-legal-ok', timing: 'after' }] },
      advanced: { ...mapping.advanced, recreate: true },
    }));
    await submit(test, 'applicant', 'e-submit');
    const { envelope } = await tabOf('applicant');
    await replaceFile('admin');

    const answer = await test.as('applicant').post(`/v1/envelopes/${envelope?.id}/launch`);

    expect(codeOf(answer)).toEqual([409, 'document-changed']);
    await submit(test, 'admin', 'e-dept-ok');
    await submit(test, 'admin', 'e-legal-ok');
    expect((await envelopes()).map(({ status }) => status).sort()).toEqual(['launched', 'revoked']);
  });

  it('makes no second envelope when an effect comes late that was planned before the first (R-01)', async () => {
    await start((mapping) => mapping);
    await submit(test, 'applicant', 'e-submit');
    const { db } = test.host.parts;
    const { seq: _, ...row } = await db
      .selectFrom('outbox')
      .selectAll()
      .where('key', 'like', 'create:%')
      .executeTakeFirstOrThrow();
    const late = { ...row, key: 'create:late', effect: JSON.stringify({ ...row.effect, key: 'create:late' }) };
    await db
      .insertInto('outbox')
      .values({ ...late, context: JSON.stringify(row.context), state: 'pending', done_at: null })
      .execute();

    await test.host.sweep();

    const done = await db.selectFrom('outbox').select('state').where('key', '=', 'create:late').execute();
    expect(done).toEqual([{ state: 'done' }]);
    expect(await envelopes()).toHaveLength(1);
  });

  it('tells each person of the demo in the own language (R-09)', async () => {
    await start((mapping) => ({
      ...mapping,
      advanced: {
        ...mapping.advanced,
        cc: { internal: [{ kind: 'field', field: mainField('f-owner', '经办人', 'person') }], external: [] },
      },
    }));
    const owner = { 'f-owner': person('other-colleague') };
    ok(await test.as('applicant').send('PATCH', '/demo/records/rec-1001', { values: owner }));

    const { subject } = await reachSigning(test);
    await test.host.sweep();

    expect(await messages('other-colleague')).toEqual([noticeTexts.en.launched(subject)]);
  });

  it('does everything once for a moment that is reported again and again (R-01, R-09, R-12)', async () => {
    await start((mapping) => ({
      ...mapping,
      advanced: {
        ...mapping.advanced,
        cc: { internal: [{ kind: 'field', field: mainField('f-owner', '经办人', 'person') }], external: [] },
        prompts: { ...mapping.advanced.prompts, whenNotSigned: true, whenSigned: true },
        callbacks: listening(['created', 'launched', 'partySigned', 'completed']),
      },
    }));
    const envelope = await reachSigning(test);
    const point: FlowPoint = { kind: 'node', id: 'n-sign-a', timing: 'before' };
    ok(await report(point));
    ok(await report(point));
    await test.host.sweep();

    expect(await flows()).toHaveLength(2);
    expect(await messages('applicant')).toEqual([`签署文件《${envelope.subject}》已发起签署，抄送给您。`]);
    expect(await messages('signer-a')).toEqual(['此流程中有一份您未签署的文件，请点击【签署文件】按钮进行签署。']);
    expect(await messages('signer-b')).toEqual([]);

    ok(await sign('signer-a', envelope));
    await submit(test, 'signer-a', 'e-sign-a');
    const second = await currentEnvelope(test, envelope.id);
    const mark = sealMark(second, { sealId: 'seal-company', rect: { ...sealMark(second).rect, x: 330 } });
    ok(await test.as('signer-b').post(`/v1/envelopes/${envelope.id}/sign`, signBody(second, [mark])));
    await test.host.sweep();

    expect(await flows()).toHaveLength(5);
    expect(await messages('signer-b')).toContain('此流程中有一份您未签署的文件，请点击【签署文件】按钮进行签署。');
    expect(await messages('signer-b')).toHaveLength(2);
    const { record } = ok(await test.as('applicant').get('/demo/records/rec-1001')).body;
    expect(record.values['f-signed']).toHaveLength(1);
  });

  it.each<[string, EnvelopeEvent[], (envelope: Envelope) => Promise<unknown>]>([
    [
      'a refusal',
      ['partyRejected', 'rejected'],
      ({ id }) => test.as('signer-a').post(`/v1/envelopes/${id}/reject`, { reason: '金额有误' }),
    ],
    [
      'a revocation',
      ['revoked'],
      ({ id }) => test.as('applicant').post(`/v1/envelopes/${id}/revoke`, { reason: '重新起草' }),
    ],
    [
      'the deadline',
      ['expired'],
      async () => {
        test.setTime('2026-12-20T00:00:00.000Z');
        await test.host.sweep();
      },
    ],
  ])('runs each flow that listens to %s, once (R-12, C-48)', async (_, events, act) => {
    await start((mapping) => ({
      ...mapping,
      optional: { ...mapping.optional, deadline: { kind: 'days', days: 3 } },
      advanced: { ...mapping.advanced, callbacks: listening(events) },
    }));
    const envelope = await reachSigning(test);
    expect(await flows()).toEqual([]);

    await act(envelope);
    await test.host.sweep();

    expect(await flows()).toEqual(events.map(() => 'af-update-ledger'));
  });

  it('carries out the operations of a point in the order of the list (R-11, C-70)', async () => {
    const row = (operation: FileOperation['operation'], target: string): FileOperation => ({
      id: `op-${operation}`,
      kind: 'exit',
      target,
      timing: 'before',
      operation,
      message: {},
    });
    await start((mapping) => ({
      ...mapping,
      // far behind the rows: without them nothing would be made before
      flow: {
        ...mapping.flow,
        createAt: [{ kind: 'exit', id: 'e-legal-ok', timing: 'before' }],
        saveAsDraft: true,
        launchAt: [{ kind: 'exit', id: 'e-legal-ok', timing: 'after' }],
      },
      operations: [
        row('create', 'e-submit'),
        row('launch', 'e-submit'),
        row('remind', 'e-legal-ok'),
        row('archive', 'e-sign-b'),
        row('revoke', 'e-dept-back'),
      ],
    }));
    await submit(test, 'applicant', 'e-submit');
    const early = await envelopes();
    await submit(test, 'admin', 'e-dept-ok');
    await submit(test, 'admin', 'e-legal-ok');
    const envelope = (await tabOf('signer-a')).envelope as Envelope;
    const trail = ok(await test.as('applicant').get(`/v1/envelopes/${envelope.id}/audit`)).body.items as {
      action: string;
    }[];

    expect(early).toMatchObject([{ id: envelope.id, status: 'launched' }]);
    expect(trail.map(({ action }) => action)).toEqual(['envelope.created', 'envelope.launched']);
    expect(await messages('signer-a')).toEqual([`请签署文件《${envelope.subject}》`]);

    ok(await sign('signer-a', envelope));
    await submit(test, 'signer-a', 'e-sign-a');
    const second = await currentEnvelope(test, envelope.id);
    const mark = sealMark(second, { sealId: 'seal-company', rect: { ...sealMark(second).rect, x: 330 } });
    ok(await test.as('signer-b').post(`/v1/envelopes/${envelope.id}/sign`, signBody(second, [mark])));

    const archived = await currentEnvelope(test, envelope.id);
    expect(archived).toMatchObject({ status: 'completed' });
    expect(archived.archivedAt).toBeDefined();
  });

  it('reminds of the deadline once, a day before it (C-23)', async () => {
    await start((mapping) => ({
      ...mapping,
      optional: { ...mapping.optional, deadline: { kind: 'days', days: 3 } },
    }));
    const envelope = await reachSigning(test);
    const at = (hours: number): string =>
      new Date(Date.parse(envelope.deadline ?? '') - hours * 3_600_000).toISOString();

    test.setTime(at(25));
    await test.host.sweep();
    expect(await messages('signer-a')).toEqual([]);
    test.setTime(at(23));
    await test.host.sweep();
    test.setTime(at(1));
    await test.host.sweep();

    expect(await messages('signer-a')).toEqual([`请签署文件《${envelope.subject}》`]);
    expect(await messages('signer-b')).toEqual([]);
  });
});
