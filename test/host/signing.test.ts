import { randomUUID } from 'node:crypto';

import { afterEach, describe, expect, it } from 'vitest';

import { findAuditBreak } from '../../host/services/audit.js';
import { readMarks } from '../../host/signer/verify-pdf.js';
import { mmToPt } from '../../src/core/geometry.js';
import { dateBox } from '../../src/core/signing-date.js';
import type { Envelope, EnvelopeChange, Mark, Placement, Problem, SigningMapping } from '../../src/schema/index.js';
import { tamper } from '../support/audit.js';
import { largestError } from '../support/geometry-proof.js';
import { configure, currentEnvelope, ok, reachSigning, sealMark, signBody, submit } from '../support/journey.js';
import { mainField, purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type Answer, type DatabaseKind, type TestHost } from '../support/test-host.js';

function codeOf(answer: Answer): [number, string] {
  return [answer.status, (answer.body as Problem).code];
}

describe.each(databases)('signing on %s', (kind: DatabaseKind) => {
  let test: TestHost;

  afterEach(() => test.close());

  /** A host with an envelope that waits for its first signer. */
  const start = async (
    change?: (mapping: SigningMapping) => SigningMapping,
    options: { memory?: boolean } = {},
  ): Promise<Envelope> => {
    test = await openTestHost(kind, options);
    await configure(test, purchaseMapping(change));
    return reachSigning(test);
  };
  const sign = (user: string, envelope: Envelope, body: unknown = signBody(envelope), key?: string): Promise<Answer> =>
    test.as(user).post(`/v1/envelopes/${envelope.id}/sign`, body, key ? { key } : {});

  it('refuses who may see but not sign, and whose turn has not come (R-05)', async () => {
    const envelope = await start();

    expect(codeOf(await sign('applicant', envelope))).toEqual([403, 'not-a-signer']);
    expect(codeOf(await sign('signer-b', envelope))).toEqual([409, 'out-of-turn']);
  });

  it('has one effect for 20 equal requests at once, and refuses another one of the same party', async () => {
    const envelope = await start();
    const key = randomUUID();

    const answers = await Promise.all(Array.from({ length: 20 }, () => sign('signer-a', envelope, undefined, key)));

    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(codeOf(await sign('signer-a', envelope))).toEqual([409, 'already-signed']);
    const audit = await test.as('signer-a').get(`/v1/envelopes/${envelope.id}/audit`);
    expect(audit.body.items.filter(({ action }: { action: string }) => action === 'envelope.signed')).toHaveLength(1);
  });

  it('signs once when two tabs send different keys at the same time', async () => {
    const envelope = await start();

    const answers = await Promise.all([sign('signer-a', envelope), sign('signer-a', envelope)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('keeps both signatures when two people sign side by side (C-35 unordered)', async () => {
    const envelope = await start((mapping) => ({
      ...mapping,
      flow: {
        ...mapping.flow,
        order: 'unordered',
        submitWorkflow: false,
        parties: mapping.flow.parties.map((party) => ({ ...party, signingNodes: ['n-sign-a'] })),
      },
    }));

    const answers = await Promise.all([sign('signer-a', envelope), sign('signer-b', envelope)]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const report = await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/verify`);
    expect(report.body.documents[0]).toMatchObject({ allValid: true });
    expect(report.body.documents[0].signatures).toHaveLength(2);
  });

  it('refuses a file that is not the one that was shown, and a mark whose hash is missing', async () => {
    const envelope = await start();
    const other = {
      ...signBody(envelope),
      documents: [{ documentId: envelope.documents[0]?.id, sha256: '0'.repeat(64) }],
    };
    const missing = { ...signBody(envelope), marks: [sealMark(envelope, { documentId: 'doc-other' })] };

    expect(codeOf(await sign('signer-a', envelope, other))).toEqual([409, 'document-changed']);
    expect(codeOf(await sign('signer-a', envelope, missing))).toEqual([409, 'document-changed']);
  });

  it('refuses marks outside of the page, with a seal of others, or with one that is switched off', async () => {
    const envelope = await start();
    const rect = sealMark(envelope).rect;
    const outside = signBody(envelope, [sealMark(envelope, { rect: { ...rect, x: 580 } })]);
    const ofOthers = signBody(envelope, [sealMark(envelope, { sealId: 'seal-zhao-qian' })]);
    const off = signBody(envelope, [sealMark(envelope, { sealId: 'seal-finance' })]);

    expect(codeOf(await sign('signer-a', envelope, outside))).toEqual([422, 'placement-outside-page']);
    expect(codeOf(await sign('signer-a', envelope, ofOthers))).toEqual([422, 'seal-not-usable']);
    expect(codeOf(await sign('signer-a', envelope, off))).toEqual([422, 'seal-not-usable']);
  });

  it('ends for all when a signer rejects, with the reason, and accepts nothing after it (R-14)', async () => {
    const envelope = await start();

    const answer = await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/reject`, { reason: '金额有误' });

    expect(answer.body).toMatchObject({ status: 'rejected', finishReason: '金额有误' });
    expect(codeOf(await sign('signer-a', envelope))).toEqual([409, 'envelope-closed']);
    const tab = await test.as('signer-a').get('/v1/records/rec-1001/tab');
    expect(tab.body.state).toBe('rejected');
  });

  it('writes nothing into the audit trail when a launch changes nothing', async () => {
    const envelope = await start();
    const audit = async (): Promise<unknown[]> =>
      (await test.as('applicant').get(`/v1/envelopes/${envelope.id}/audit`)).body.items as unknown[];
    const before = await audit();

    const answer = ok(await test.as('applicant').post(`/v1/envelopes/${envelope.id}/launch`));

    expect(answer.body.version).toBe(envelope.version);
    expect(await audit()).toEqual(before);
  });

  it('lets only the initiator revoke, and nobody sign after it (R-14)', async () => {
    const envelope = await start();
    const address = `/v1/envelopes/${envelope.id}/revoke`;

    expect(codeOf(await test.as('signer-a').post(address, { reason: '重新起草' }))).toEqual([403, 'forbidden']);
    expect(ok(await test.as('applicant').post(address, { reason: '重新起草' })).body.status).toBe('revoked');
    expect(codeOf(await test.as('applicant').post(address, { reason: '重新起草' }))).toEqual([409, 'envelope-closed']);
    expect(codeOf(await sign('signer-a', envelope))).toEqual([409, 'envelope-closed']);
  });

  it('reminds whose turn it is, once for a key', async () => {
    const envelope = await start();
    const key = randomUUID();
    const remind = (): Promise<Answer> =>
      test.as('applicant').post(`/v1/envelopes/${envelope.id}/remind`, undefined, { key });

    ok(await remind());
    ok(await remind());

    const { body } = await test.as('signer-a').get('/demo/notifications');
    expect(body.items).toHaveLength(1);
    expect((await test.as('signer-b').get('/demo/notifications')).body.items).toEqual([]);
  });

  it('takes no signature after the deadline, before and after the sweep has come by (C-23, R-14)', async () => {
    const envelope = await start((mapping) => ({
      ...mapping,
      optional: { ...mapping.optional, deadline: { kind: 'days', days: 3 } },
    }));
    expect(envelope.deadline).not.toBeNull();
    test.setTime('2026-11-30T00:00:00.000Z');

    expect(codeOf(await sign('signer-a', envelope))).toEqual([409, 'envelope-closed']);
    expect((await currentEnvelope(test, envelope.id)).status).toBe('expired');
    await test.host.sweep();
    const swept = await currentEnvelope(test, envelope.id);
    expect(swept).toMatchObject({ status: 'expired', finishReason: 'deadline' });
    expect(codeOf(await sign('signer-a', envelope))).toEqual([409, 'envelope-closed']);
  });

  it('keeps a draft until it is launched (C-33, C-34), and refuses to sign it', async () => {
    test = await openTestHost(kind);
    await configure(
      test,
      purchaseMapping((mapping) => ({
        ...mapping,
        flow: { ...mapping.flow, saveAsDraft: true, launchAt: [{ kind: 'exit', id: 'e-legal-ok', timing: 'after' }] },
      })),
    );
    await submit(test, 'applicant', 'e-submit');
    const draft = ok(await test.as('signer-a').get('/v1/records/rec-1001/tab')).body.envelope as Envelope;
    expect(draft.status).toBe('draft');
    expect(codeOf(await sign('signer-a', draft))).toEqual([409, 'envelope-not-launched']);

    await submit(test, 'admin', 'e-dept-ok');
    await submit(test, 'admin', 'e-legal-ok');

    expect((await currentEnvelope(test, draft.id)).status).toBe('launched');
  });

  it('sets places by If-Match, only on pages that exist, and only for the initiator', async () => {
    const envelope = await start();
    const address = `/v1/envelopes/${envelope.id}/placements`;
    const place = {
      id: 'place-1',
      partyId: 'initiator',
      documentId: envelope.documents[0]?.id,
      mark: 'seal',
      policy: 'locked',
      required: true,
      pageIndex: 11,
      rect: sealMark(envelope).rect,
      zone: null,
    };
    const etag = `"${envelope.version}"`;

    expect(codeOf(await test.as('signer-a').put(address, { placements: [place] }, etag))).toEqual([403, 'forbidden']);
    expect(codeOf(await test.as('applicant').put(address, { placements: [place] }, '"99"'))).toEqual([
      412,
      'stale-version',
    ]);
    const far = { ...place, pageIndex: 40 };
    expect(codeOf(await test.as('applicant').put(address, { placements: [far] }, etag))).toEqual([
      422,
      'placement-invalid',
    ]);
    const set = await test.as('applicant').put(address, { placements: [place] }, etag);
    expect(set.headers.get('etag')).toBe(`"${envelope.version + 1}"`);
    expect(codeOf(await sign('signer-a', envelope))).toEqual([422, 'placement-required']);
    const filled = signBody(envelope, [sealMark(envelope, { placementId: 'place-1' })]);
    expect((await sign('signer-a', envelope, filled)).status).toBe(200);
  });

  it('tells listeners the state at once and each change after it (server-sent events)', async () => {
    const envelope = await start();
    const stop = new AbortController();
    const response = await test.host.fetch(
      new Request(`http://host/v1/envelopes/${envelope.id}/events`, {
        headers: { 'x-demo-user': 'signer-b' },
        signal: stop.signal,
      }),
    );
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const decoder = new TextDecoder();
    let text = '';
    const next = async (count: number): Promise<EnvelopeChange[]> => {
      for (;;) {
        const found = [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? '') as EnvelopeChange);
        if (found.length >= count) return found;
        const { value, done } = await reader.read();
        if (done) throw new Error(`the stream ended early: ${text}`);
        text += decoder.decode(value, { stream: true });
      }
    };
    const [first] = await next(1);

    ok(await sign('signer-a', envelope));

    const [, second] = await next(2);
    expect(first).toEqual({ envelopeId: envelope.id, version: envelope.version, status: 'launched' });
    expect(second).toEqual({ envelopeId: envelope.id, version: envelope.version + 1, status: 'launched' });
    stop.abort();
    await reader.closed;
  });

  it('stops a submit that needs signatures, with the text of the admin (R-06, C-70)', async () => {
    await start((mapping) => ({
      ...mapping,
      operations: [
        {
          id: 'op-1',
          kind: 'node',
          target: 'n-sign-a',
          timing: 'after',
          operation: 'verifySigned',
          message: { 'zh-CN': '请先签署合同' },
        },
      ],
    }));

    const answer = await test.as('signer-a').post('/demo/records/rec-1001/submit', { exitId: 'e-sign-a' });

    expect(codeOf(answer)).toEqual([409, 'submit-blocked']);
    expect(answer.body.detail).toBe('请先签署合同');
    const record = ok(await test.as('signer-a').get('/demo/records/rec-1001')).body.record;
    expect(record.currentNodeId).toBe('n-sign-a');
  });

  it('makes the envelope at the first click where no point is set (C-32 empty), and once only', async () => {
    test = await openTestHost(kind);
    await configure(
      test,
      purchaseMapping((mapping) => ({ ...mapping, flow: { ...mapping.flow, createAt: [] } })),
    );
    await submit(test, 'applicant', 'e-submit');
    await submit(test, 'admin', 'e-dept-ok');
    await submit(test, 'admin', 'e-legal-ok');
    expect((await test.as('signer-a').get('/v1/records/rec-1001/tab')).body.state).toBe('notCreated');
    const click = (): Promise<Answer> => test.as('signer-a').post('/v1/records/rec-1001/envelope');

    const answers = await Promise.all([click(), click(), click()]);

    expect(new Set(answers.map(({ body }) => body.envelope.id)).size).toBe(1);
    expect(answers[0]?.body.state).toBe('sign');
  });

  it('lets the initiator start again after an end without completion (C-32 empty)', async () => {
    test = await openTestHost(kind);
    await configure(
      test,
      purchaseMapping((mapping) => ({ ...mapping, flow: { ...mapping.flow, createAt: [] } })),
    );
    await reachSigning(test);
    const click = (user: string): Promise<Answer> => test.as(user).post('/v1/records/rec-1001/envelope');
    const first = ok(await click('signer-a')).body.envelope as Envelope;
    ok(await sign('signer-a', first, signBody(first, [sealMark(first)])));
    await submit(test, 'signer-a', 'e-sign-a');
    ok(await test.as('signer-b').post(`/v1/envelopes/${first.id}/reject`, { reason: '金额有误' }));

    test.setTime('2026-11-23T09:00:00.000Z');

    const ofSigner = ok(await click('signer-b')).body;
    const offered = ok(await test.as('applicant').get('/v1/records/rec-1001/tab')).body;
    const answers = await Promise.all([click('applicant'), click('applicant')]);

    expect(ofSigner).toMatchObject({ state: 'rejected', envelope: { id: first.id } });
    expect(offered.buttons.map((button: { kind: string }) => button.kind)).toContain('launch');
    expect(answers.map(({ body }) => body.envelope.status)).toEqual(['launched', 'launched']);
    expect(new Set(answers.map(({ body }) => body.envelope.id)).size).toBe(1);
    expect(answers[0]?.body.envelope.id).not.toBe(first.id);
  });

  it('counts the days of a draft from its launch, also by hand (C-23, C-33)', async () => {
    test = await openTestHost(kind);
    await configure(
      test,
      purchaseMapping((mapping) => ({
        ...mapping,
        optional: { ...mapping.optional, deadline: { kind: 'days', days: 3 } },
        flow: { ...mapping.flow, saveAsDraft: true, launchAt: [{ kind: 'exit', id: 'e-legal-ok', timing: 'after' }] },
      })),
    );
    await submit(test, 'applicant', 'e-submit');
    const draft = ok(await test.as('applicant').get('/v1/records/rec-1001/tab')).body.envelope as Envelope;
    test.setTime('2026-12-30T00:00:00.000Z');

    const launched = ok(await test.as('applicant').post(`/v1/envelopes/${draft.id}/launch`)).body;

    expect(draft.deadline).toBeNull();
    expect(launched).toMatchObject({ status: 'launched', deadline: '2027-01-02T15:59:59.999Z' });
  });

  it('prepares places that can be filled: on the page, with room to move, and dates without a seal (C-37)', async () => {
    const rule = { party: 'initiator', source: null, mark: 'seal', signingDate: null } as const;
    const envelope = await start((mapping) => ({
      ...mapping,
      flow: {
        ...mapping.flow,
        placements: [
          {
            ...rule,
            id: 'r1',
            policy: 'movable',
            position: { kind: 'coordinate', x: 300, y: 400, pages: 'last' },
          },
          {
            ...rule,
            id: 'r2',
            policy: 'locked',
            position: { kind: 'coordinate', x: 5000, y: 5000, pages: 'last' },
            signingDate: { format: 'yyyy-MM-dd', fontSize: 12 },
          },
        ],
      },
    }));
    const [movable, locked, date] = envelope.placements;
    if (!movable || !locked || !date) throw new Error('three places were expected');
    const mark = (place: Placement, change: Partial<Mark> = {}): Mark =>
      sealMark(envelope, {
        id: `mark-${place.id}`,
        kind: place.mark,
        placementId: place.id,
        pageIndex: place.pageIndex,
        rect: place.rect,
        ...change,
      });
    const moved = { ...movable.rect, x: movable.rect.x - 100 };
    const far = { ...movable.rect, y: 0 };
    const dated = mark(date, { sealId: null });

    expect(movable.zone).toMatchObject({ x: movable.rect.x - mmToPt(60), y: movable.rect.y - mmToPt(60) });
    expect(locked.rect.x + locked.rect.width).toBeLessThan(596);
    expect(date.rect.y + date.rect.height).toBeLessThan(locked.rect.y);
    expect(date.dateFormat).toBe('yyyy-MM-dd');
    const wrong = signBody(envelope, [mark(movable, { rect: far }), mark(locked), dated]);
    expect(codeOf(await sign('signer-a', envelope, wrong))).toEqual([422, 'placement-invalid']);
    const right = signBody(envelope, [mark(movable, { rect: moved }), mark(locked), dated]);
    expect((await sign('signer-a', envelope, right)).status).toBe(200);
  });

  it('stamps a date in the format and the size of its place, or as the signer chose (C-37)', async () => {
    const rule = { party: 'initiator', source: null, mark: 'seal', policy: 'free' } as const;
    const envelope = await start((mapping) => ({
      ...mapping,
      flow: {
        ...mapping.flow,
        placements: [
          {
            ...rule,
            id: 'r1',
            position: { kind: 'coordinate', x: 100, y: 100, pages: 'first' },
            signingDate: { format: 'yyyy/MM/dd', fontSize: 18 },
          },
        ],
      },
    }));
    const [seal, date] = envelope.placements;
    if (!seal || !date) throw new Error('two places were expected');
    const sealed = sealMark(envelope, { placementId: seal.id, pageIndex: seal.pageIndex, rect: seal.rect });
    const dateAt = (change: Partial<Mark> = {}): Mark =>
      sealMark(envelope, {
        id: 'date',
        kind: 'date',
        sealId: null,
        placementId: date.id,
        pageIndex: date.pageIndex,
        rect: date.rect,
        ...change,
      });
    const chosen = { dateFormat: 'dd/MM/yyyy', fontSize: 30 } as const;
    const large = { ...date.rect, ...dateBox(chosen.dateFormat, chosen.fontSize) };
    const own = dateAt({ id: 'own', placementId: null, ...chosen, rect: { ...large, y: 500 } });

    expect(date).toMatchObject({ dateFormat: 'yyyy/MM/dd', fontSize: 18, rect: dateBox('yyyy/MM/dd', 18) });
    const tight = await sign('signer-a', envelope, signBody(envelope, [sealed, dateAt(chosen)]));
    expect(codeOf(tight)).toEqual([422, 'placement-invalid']);
    ok(await sign('signer-a', envelope, signBody(envelope, [sealed, dateAt(), own])));
    const address = `/v1/envelopes/${envelope.id}/documents/${envelope.documents[0]?.id}/content`;
    const stamped = await readMarks((await test.as('signer-a').bytes(address)).bytes);
    for (const { pageIndex, rect } of [dateAt(), own]) {
      const near = stamped.filter((found) => found.pageIndex === pageIndex && largestError(rect, found.rect) < 0.5);
      expect(near).toHaveLength(1);
    }
  });

  it('does not enable a mapping that asks the built-in signer for what it cannot do (C-13)', async () => {
    test = await openTestHost(kind);
    const template = { kind: 'constant' as const, value: 't-1', label: '采购合同模板' };
    const unable = purchaseMapping((mapping) => ({
      ...mapping,
      required: {
        ...mapping.required,
        documents: [{ kind: 'template', id: 'src-template', template, controls: [] }],
      },
    }));

    const answer = await test.as('admin').post('/v1/signing-configs', unable);

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('CAPABILITY');
  });

  it('refuses the first click where nothing is set up', async () => {
    test = await openTestHost(kind);

    expect(codeOf(await test.as('applicant').post('/v1/records/rec-1001/envelope'))).toEqual([409, 'config-disabled']);
  });

  it('finishes by the version that made the envelope, whatever was saved since (T12)', async () => {
    const envelope = await start();
    const config = ok(await test.as('admin').get('/v1/signing-configs?workflowId=wf-purchase-contract')).body.items[0];
    const other = purchaseMapping((mapping) => ({
      ...mapping,
      basic: { ...mapping.basic, enabled: false },
      advanced: { ...mapping.advanced, downloadInto: mainField('f-tech', '技术附件', 'attachment') },
    }));
    ok(await test.as('admin').put(`/v1/signing-configs/${config.id}`, other, '"1"'));

    ok(await sign('signer-a', envelope));
    await submit(test, 'signer-a', 'e-sign-a');
    ok(await sign('signer-b', await currentEnvelope(test, envelope.id)));

    const { record } = ok(await test.as('applicant').get('/demo/records/rec-1001')).body;
    expect(record.values['f-signed']).toHaveLength(1);
    expect(record.values['f-tech']).toHaveLength(1);
  });

  it('goes on after a restart with what was stored, and finds a changed audit entry', async () => {
    const envelope = await start(undefined, { memory: false });
    ok(await sign('signer-a', envelope));

    await test.restart();

    expect((await currentEnvelope(test, envelope.id)).parties[0]?.status).toBe('signed');
    const { db } = test.host.parts;
    expect(await findAuditBreak(db, 'tenant-yuanjing')).toBeNull();
    await tamper(db, (tx) => tx.updateTable('audit').set({ actor: '别人' }).where('sequence', '=', 3).execute());
    expect(await findAuditBreak(db, 'tenant-yuanjing')).toBe(3);
  });

  it('carries out what was stored before the process died', async () => {
    const envelope = await start(undefined, { memory: false });
    const { db } = test.host.parts;
    await db.updateTable('outbox').set({ state: 'pending', done_at: null }).where('key', 'like', 'create:%').execute();

    await test.restart();
    await test.host.sweep();

    const rows = await creations(test);
    expect(rows).toEqual([{ state: 'done' }]);
    const all = await test.as('applicant').get('/v1/envelopes?list=started');
    expect(all.body.items.map(({ id }: { id: string }) => id)).toEqual([envelope.id]);
  });

  it('plans a trial run and stores nothing', async () => {
    test = await openTestHost(kind);
    const { record } = ok(await test.as('applicant').get('/demo/records/rec-1001')).body;
    const request = {
      mapping: purchaseMapping(),
      sealUseMapping: null,
      record,
      envelope: null,
      sealUse: null,
      event: { kind: 'flow', point: { kind: 'exit', id: 'e-submit', timing: 'after' }, actor: record.creator },
      viewer: record.creator,
      now: '2026-11-22T02:00:00.000Z',
    };

    const answer = await test.as('admin').post('/v1/plan', request);

    expect(answer.body.effects.map(({ kind: effect }: { kind: string }) => effect)).toEqual(['createEnvelope']);
    expect((await test.as('applicant').get('/v1/envelopes')).body.items).toEqual([]);
    const neither = await test.as('admin').post('/v1/plan', { ...request, mapping: null });
    expect(codeOf(neither)).toEqual([422, 'invalid-input']);
  });
});

async function creations(test: TestHost): Promise<{ state: string }[]> {
  return test.host.parts.db.selectFrom('outbox').select('state').where('key', 'like', 'create:%').execute();
}
