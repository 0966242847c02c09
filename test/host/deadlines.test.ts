import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { asSystem } from '../../host/store/tenant-scope.js';
import type { Envelope } from '../../src/schema/index.js';
import { configure, currentEnvelope, ok, reachSigning, signBody, submit } from '../support/journey.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

describe.each(databases)('deadlines of very many envelopes on %s (C-23)', (kind) => {
  let test: TestHost;
  let envelope: Envelope;

  beforeEach(async () => {
    test = await openTestHost(kind);
    await configure(
      test,
      purchaseMapping((mapping) => ({
        ...mapping,
        optional: { ...mapping.optional, deadline: { kind: 'days', days: 3 } },
      })),
    );
    envelope = await reachSigning(test);
  });

  afterEach(() => test.close());

  const atHours = (hours: number): string =>
    new Date(Date.parse(envelope.deadline ?? '') + hours * 3_600_000).toISOString();
  /** More envelopes than one page has, which all come before the real one, with changes of their own. */
  const addEarlier = (changes: Partial<Envelope>) =>
    asSystem(() =>
      sql`insert into envelopes (tenant_id, id, record_id, config_id, config_version, status, initiator_id, deadline,
          created_at, version, create_key, doc)
        select tenant_id, 'early-' || n, record_id, config_id, config_version, status, initiator_id, ${atHours(-1)},
          created_at, version, null, doc || jsonb_build_object('id', 'early-' || n) || ${JSON.stringify(changes)}::jsonb
        from envelopes, generate_series(1, 250) n where id = ${envelope.id}`.execute(test.host.parts.db),
    );
  const reminders = async (): Promise<string[]> => {
    const query = test.host.parts.db
      .selectFrom('outbox')
      .select('key')
      .where('key', 'like', 'remindOfDeadline:%')
      .orderBy('seq');
    const rows = await asSystem(() => query.execute());
    return rows.map(({ key }) => key);
  };

  it('are reminded of although many earlier ones are not due for a reminder', async () => {
    // half of their time is not over
    await addEarlier({ launchedAt: atHours(-23), deadline: atHours(-1) });
    test.setTime(atHours(-23));

    await test.host.sweep();

    expect(await reminders()).toEqual([`remindOfDeadline:${envelope.id}:1`]);
    expect(test.failures).toEqual([]);
  });

  it('are told of once to each whose turn comes before them, whatever reminders there were (C-23)', async () => {
    const heard = async (): Promise<number[]> => {
      const answers = await Promise.all(
        ['signer-a', 'signer-b'].map((user) => test.as(user).get('/demo/notifications')),
      );
      return answers.map((answer) => (ok(answer).body.items as { text: string }[]).length);
    };
    ok(await test.as('applicant').post(`/v1/envelopes/${envelope.id}/remind`, undefined, { key: 'deadline' }));
    const [before = 0, beforeB = 0] = await heard();

    test.setTime(atHours(-23));
    await test.host.sweep();
    await test.host.sweep();
    expect(await heard()).toEqual([before + 1, beforeB]);

    ok(await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope)));
    await submit(test, 'signer-a', 'e-sign-a');
    const [asked = 0, askedB = 0] = await heard();
    await test.host.sweep();
    await test.host.sweep();

    expect(await heard()).toEqual([asked, askedB + 1]);
    expect(await reminders()).toEqual([`remindOfDeadline:${envelope.id}:1`, `remindOfDeadline:${envelope.id}:2`]);
  });

  it('are kept although there is no adapter any more for many earlier ones', async () => {
    await addEarlier({ provider: 'tencent', deadline: atHours(-1) });
    test.setTime(atHours(-2));

    await test.host.sweep();

    expect(await reminders()).toEqual([`remindOfDeadline:${envelope.id}:1`]);
    expect(test.failures).toHaveLength(250);
    expect(test.failures[0]).toMatchObject({ code: 'binding-not-usable' });
  });

  it('end what is overdue although many earlier ones cannot be ended', async () => {
    await addEarlier({ deadline: atHours(100) });
    test.setTime(atHours(1));

    await test.host.sweep();

    expect(await currentEnvelope(test, envelope.id)).toMatchObject({ status: 'expired', finishReason: 'deadline' });
  });
});
