import { expect, it } from 'vitest';

import { Sandbox } from '../../../scripts/sandbox.js';
import { remoteProviders } from '../../../host/providers/remote-providers.js';
import type { Binding } from '../../../src/schema/index.js';
import { ok } from '../../support/journey.js';
import { openTestHost } from '../../support/test-host.js';

it('gives the demo a working binding to every simulated service, and the same ones at the next start', async () => {
  const first = await Sandbox.open();
  const { OUTGOING_ALLOW: outgoingAllow = '', ...addresses } = first.settings({});
  const test = await openTestHost('pglite', {
    // services look at the time of a call
    clock: () => new Date(),
    outgoingAllow,
    publicUrl: 'http://host',
    providers: remoteProviders({
      tencentTestUrl: addresses['TENCENT_TEST_URL'],
      esignTestUrl: addresses['ESIGN_TEST_URL'],
    }),
  });
  try {
    await first.bind(test.host);
    await first.bind(test.host);

    const { items } = ok(await test.as('admin').get('/v1/bindings')).body as { items: Binding[] };
    const bound = items.filter(({ name }) => name.endsWith('（沙箱）'));
    expect(bound.map(({ provider }) => provider).sort()).toEqual([
      'esign',
      'esign',
      'qiyuesuo',
      'tencent',
      'zhangguanjia',
    ]);
    for (const { id } of bound) {
      const { body } = ok(await test.as('admin').post(`/v1/bindings/${id}/test`));
      expect(body.findings).toContainEqual({ check: 'credentials', outcome: 'ok' });
    }
    expect(test.failures).toEqual([]);
  } finally {
    await test.close();
    await first.close();
  }
});
