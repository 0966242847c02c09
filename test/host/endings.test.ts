import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { TENANT } from '../../host/demo/people.js';
import { enqueueEffects, recordStream } from '../../host/jobs/outbox-rows.js';
import { asSystem, asTenant } from '../../host/store/tenant-scope.js';
import type { Envelope, Problem } from '../../src/schema/index.js';
import { configure, currentEnvelope, ok, reachSigning, submit } from '../support/journey.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const WHY = { rule: 'R-03', slot: null, field: null, reason: 'formChanged' } as const;

describe.each(databases)('an envelope is ended by people on %s', (kind) => {
  let test: TestHost;

  beforeEach(async () => {
    test = await openTestHost(kind);
    await configure(test);
  });

  afterEach(() => test.close());

  const end = (user: string, { id }: Envelope, act: 'revoke' | 'reject'): Promise<Answer> =>
    test.as(user).post(`/v1/envelopes/${id}/${act}`, { reason: '条款有变' });

  const removeRecords = () => asSystem(() => test.host.parts.db.deleteFrom('demo_records' as 'envelopes').execute());
  const planRevocation = ({ id, recordId, initiator }: Envelope) =>
    asTenant(TENANT, () =>
      test.host.parts.db.transaction().execute((tx) =>
        enqueueEffects(tx, {
          tenantId: TENANT,
          stream: recordStream(recordId ?? ''),
          effects: [{ kind: 'revokeEnvelope', key: 'planned', why: WHY, envelopeId: id, reason: 'formChanged' }],
          context: { recordId, configId: null, configVersion: null, actor: initiator, subject: id },
          now: '2026-11-22T02:00:00.000Z',
        }),
      ),
    );

  it.each([
    ['applicant', 'revoke', 'revoked'],
    ['signer-a', 'reject', 'rejected'],
  ] as const)('although its record was removed: %s may %s it (R-14)', async (user, act, status) => {
    const envelope = await reachSigning(test);
    await removeRecords();

    ok(await end(user, envelope, act));

    expect(await currentEnvelope(test, envelope.id)).toMatchObject({ status, finishReason: '条款有变' });
  });

  it('although its record was removed before a planned revocation was carried out (R-14)', async () => {
    const envelope = await reachSigning(test);
    await planRevocation(envelope);
    await removeRecords();

    await test.host.sweep();

    expect(await currentEnvelope(test, envelope.id)).toMatchObject({ status: 'revoked', finishReason: 'formChanged' });
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
