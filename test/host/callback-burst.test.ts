import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { TENANT } from '../../host/demo/people.js';
import { noMetrics } from '../../host/observe/metrics.js';
import { CallbackInbox } from '../../host/services/callbacks.js';
import type { HostContext } from '../../host/services/context.js';
import { asTenant } from '../../host/store/tenant-scope.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

const ids = Array.from({ length: 9 }, (_, index) => `callback-${index}`);

describe.each(databases)('a burst of callbacks, on %s', (kind) => {
  let test: TestHost;

  beforeAll(async () => {
    test = await openTestHost(kind);
  });

  afterAll(() => test.close());

  /** News of a seal use that nobody knows: worked on, it is parked. */
  const store = (id: string): Promise<unknown> => {
    const { db, clock } = test.host.parts;
    const now = clock().toISOString();
    const about = { kind: 'sealUse', sealUseId: 'nobody', event: 'used', at: now, by: '登记' };
    const row = {
      tenant_id: TENANT,
      id,
      binding_id: 'bind-builtin',
      provider: 'builtin' as const,
      delivery_key: id,
      trust: 'verified' as const,
      body: '',
      sha256: '',
      news: JSON.stringify({ deliveryKey: id, action: 'used', about }),
      external_id: null,
      state: 'received' as const,
      subject: null,
      attempts: 0,
      next_at: now,
      error_code: null,
      received_at: now,
      done_at: null,
    };
    return db.insertInto('callbacks').values(row).execute();
  };

  it('is worked on to its end without a sweep, although it finds no room in memory (G05)', async () => {
    const closing = new AbortController();
    const context = { ...test.host.parts, metrics: noMetrics, closing: closing.signal } as unknown as HostContext;
    const inbox = new CallbackInbox(context, { maxWaiting: 2 });
    await asTenant(TENANT, async () => {
      for (const id of ids) await store(id);
    });

    for (const id of ids) inbox.wake(TENANT, id);
    await inbox.idle();

    const rows = await asTenant(TENANT, () =>
      test.host.parts.db.selectFrom('callbacks').select(['id', 'state', 'attempts']).orderBy('id').execute(),
    );
    expect(rows).toEqual(ids.map((id) => ({ id, state: 'parked', attempts: 1 })));
    expect(test.failures).toEqual([]);
  });
});
