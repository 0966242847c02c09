import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Problem, SealUse } from '../../src/schema/index.js';
import { ok, submit } from '../support/journey.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

function codeOf(answer: Answer): [number, string] {
  return [answer.status, (answer.body as Problem).code];
}

describe.each(databases)('physical seals on %s', (kind) => {
  let test: TestHost;

  beforeEach(async () => {
    test = await openTestHost(kind);
  });

  afterEach(async () => {
    expect(test.failures).toEqual([]);
    await test.close();
  });

  const apply = async (body: object = {}): Promise<SealUse> =>
    ok(await test.as('applicant').post('/v1/seal-uses', { recordId: 'rec-2001', ...body })).body as SealUse;
  const use = (sealUse: SealUse, count = 1, useCode = sealUse.useCodes.at(-1)): Promise<Answer> =>
    test.as('admin').post(`/v1/seal-uses/${sealUse.id}/uses`, { useCode, count, seamCount: 0 });
  const valueOf = async (field: string): Promise<unknown> => {
    const { record } = ok(await test.as('applicant').get('/demo/records/rec-2001')).body;
    return record.values[field];
  };

  it('shows what would be applied for (P-02 to P-06)', async () => {
    const { body } = await test.as('applicant').get('/v1/records/rec-2001/seal-use');

    expect(body).toMatchObject({ configured: true, canApply: true, canAppend: false, canEnd: false, sealUse: null });
    expect(body.draft).toMatchObject({ subject: '数据中心扩容项目投标文件用印', count: 6, problems: [] });
  });

  it('applies, gives a use code and writes it into the form (P-09, R-13)', async () => {
    const sealUse = await apply();

    expect(sealUse).toMatchObject({ status: 'applied', uses: { count: 6, appended: 0, used: 0 } });
    expect(sealUse.useCodes[0]).toMatch(/^\d{8}$/);
    expect(await valueOf('f-use-code')).toBe(sealUse.useCodes[0]);
  });

  it('takes what the person typed before what the form says, but only seals that may be used', async () => {
    const old = await test.as('applicant').post('/v1/seal-uses', { recordId: 'rec-2001', sealIds: ['ps-old'] });
    const sealUse = await apply({ count: 2, sealIds: ['ps-legal'], fileTypeId: 'ft-letter', subject: '介绍信' });

    expect(codeOf(old)).toEqual([422, 'invalid-input']);
    expect(old.body.errors[0].pointer).toBe('/sealIds');
    expect(sealUse).toMatchObject({ subject: '介绍信', uses: { count: 2 }, fileType: { id: 'ft-letter' } });
  });

  it('applies once for a record', async () => {
    await apply();

    const second = await test.as('applicant').post('/v1/seal-uses', { recordId: 'rec-2001' });

    expect(codeOf(second)).toEqual([422, 'invalid-input']);
    expect(second.body.errors[0].code).toBe('already-applied');
  });

  it('says which slot lacks a value', async () => {
    ok(await test.as('applicant').send('PATCH', '/demo/records/rec-2001', { values: { 'f-count': 1.5 } }));

    const answer = await test.as('applicant').post('/v1/seal-uses', { recordId: 'rec-2001' });

    expect(answer.body.errors).toEqual([{ pointer: '/count', code: 'COUNT-BAD', message: 'P-06: COUNT-BAD' }]);
  });

  it('lets only who handles the record apply, and refuses where nothing is set up', async () => {
    expect(codeOf(await test.as('admin').post('/v1/seal-uses', { recordId: 'rec-2001' }))).toEqual([403, 'forbidden']);
    expect(codeOf(await test.as('applicant').post('/v1/seal-uses', { recordId: 'rec-1001' }))).toEqual([
      409,
      'config-disabled',
    ]);
  });

  it('applies by itself when the record arrives at the node, and ends on the way out (P-07, P-14)', async () => {
    await submit(test, 'applicant', 'e-submit', 'rec-2001');
    await submit(test, 'admin', 'e-approve-ok', 'rec-2001');
    const applied = ok(await test.as('applicant').get('/v1/records/rec-2001/seal-use')).body.sealUse as SealUse;
    expect(applied.status).toBe('applied');
    expect(await valueOf('f-use-code')).toBe(applied.useCodes[0]);

    await submit(test, 'applicant', 'e-use-done', 'rec-2001');

    expect(ok(await test.as('applicant').get(`/v1/seal-uses/${applied.id}`)).body.status).toBe('ended');
  });

  it('counts uses by the valid use code only, and only for who keeps the seals', async () => {
    const sealUse = await apply();

    const used = ok(await use(sealUse, 2)).body as SealUse;

    expect(used).toMatchObject({ status: 'inUse', uses: { used: 2 } });
    expect(codeOf(await use(sealUse, 1, '00000000'))).toEqual([422, 'use-code-wrong']);
    expect(codeOf(await use(sealUse, 5))).toEqual([409, 'no-uses-left']);
    const address = `/v1/seal-uses/${sealUse.id}/uses`;
    const own = await test.as('applicant').post(address, { useCode: sealUse.useCodes[0], count: 1, seamCount: 0 });
    expect(codeOf(own)).toEqual([403, 'forbidden']);
  });

  it('gives the last use to exactly one of 50 at once (T27)', async () => {
    const sealUse = await apply({ count: 1 });

    const answers = await Promise.all(Array.from({ length: 50 }, () => use(sealUse)));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
    expect(ok(await test.as('applicant').get(`/v1/seal-uses/${sealUse.id}`)).body.uses.used).toBe(1);
  });

  it('grants more uses with a new code that takes the place of the old one (P-10 to P-12)', async () => {
    const sealUse = await apply();
    const request = { count: 2, seamCount: 1, reason: '加盖附件' };

    const more = ok(await test.as('applicant').post(`/v1/seal-uses/${sealUse.id}/append`, request)).body as SealUse;

    expect(more).toMatchObject({ uses: { count: 6, appended: 2 }, seamUses: { appended: 1 } });
    expect(await valueOf('f-append-code')).toBe(more.useCodes[1]);
    expect(codeOf(await use(sealUse, 1, sealUse.useCodes[0]))).toEqual([422, 'use-code-wrong']);
    expect((await use(more, 8)).status).toBe(200);
  });

  it('ends the use; then nothing is possible any more (P-14)', async () => {
    const sealUse = await apply();
    const end = (): Promise<Answer> =>
      test.as('applicant').post(`/v1/seal-uses/${sealUse.id}/end`, { reason: '已盖完' });

    expect(ok(await end()).body.status).toBe('ended');

    expect(codeOf(await end())).toEqual([409, 'seal-use-closed']);
    expect(codeOf(await use(sealUse))).toEqual([409, 'seal-use-closed']);
    const more = await test
      .as('applicant')
      .post(`/v1/seal-uses/${sealUse.id}/append`, { count: 1, seamCount: 0, reason: '再盖' });
    expect(codeOf(more)).toEqual([409, 'seal-use-closed']);
  });

  it('keeps the use code from who only hands the application in', async () => {
    const applicant = { userId: 'signer-b', name: '赵倩' };
    ok(await test.as('applicant').send('PATCH', '/demo/records/rec-2001', { values: { 'f-applicant': applicant } }));

    const handedIn = await apply();

    expect(handedIn.useCodes).toEqual([]);
    expect(ok(await test.as('signer-b').get(`/v1/seal-uses/${handedIn.id}`)).body.useCodes).toHaveLength(1);
  });

  it('shows the use code to nobody but the applicant and the seal admin', async () => {
    const sealUse = await apply();

    expect(ok(await test.as('admin').get(`/v1/seal-uses/${sealUse.id}`)).body.useCodes).toEqual(sealUse.useCodes);
    expect(codeOf(await test.as('signer-b').get(`/v1/seal-uses/${sealUse.id}`))).toEqual([404, 'not-found']);
    expect(ok(await test.as('signer-b').get('/v1/seal-uses')).body.items).toEqual([]);
  });
});
