import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { asSystem } from '../../host/store/tenant-scope.js';
import type { Envelope, Problem } from '../../src/schema/index.js';
import { configure, currentEnvelope, ok, reachSigning, submit } from '../support/journey.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

describe.each(databases)('an envelope is ended by people on %s', (kind) => {
  let test: TestHost;

  beforeEach(async () => {
    test = await openTestHost(kind);
    await configure(test);
  });

  afterEach(() => test.close());

  const end = (user: string, { id }: Envelope, act: 'revoke' | 'reject'): Promise<Answer> =>
    test.as(user).post(`/v1/envelopes/${id}/${act}`, { reason: '条款有变' });

  it.each([
    ['applicant', 'revoke', 'revoked'],
    ['signer-a', 'reject', 'rejected'],
  ] as const)('although its record was removed: %s may %s it (R-14)', async (user, act, status) => {
    const envelope = await reachSigning(test);
    await asSystem(() => test.host.parts.db.deleteFrom('demo_records' as 'envelopes').execute());

    ok(await end(user, envelope, act));

    expect(await currentEnvelope(test, envelope.id)).toMatchObject({ status, finishReason: '条款有变' });
  });

  it('by a refusal only at the node where the party signs (C-31)', async () => {
    await submit(test, 'applicant', 'e-submit');
    const { envelope } = ok(await test.as('applicant').get('/v1/records/rec-1001/tab')).body as { envelope: Envelope };

    const early = await end('signer-a', envelope, 'reject');

    expect([early.status, (early.body as Problem).code]).toEqual([409, 'out-of-turn']);
    expect(await currentEnvelope(test, envelope.id)).toMatchObject({ status: 'launched' });
    await submit(test, 'admin', 'e-dept-ok');
    await submit(test, 'admin', 'e-legal-ok');
    expect(ok(await end('signer-a', envelope, 'reject')).body).toMatchObject({ status: 'rejected' });
  });
});
