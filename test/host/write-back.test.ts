import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { demoSealUseMapping } from '../../host/demo/seed.js';
import type { SealUse, SealUseMapping } from '../../src/schema/index.js';
import { configure, currentEnvelope, ok, reachSigning, sealMark, signBody, submit } from '../support/journey.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

describe.each(databases)('what goes back into the OA on %s', (kind) => {
  let test: TestHost;

  beforeEach(async () => {
    test = await openTestHost(kind);
  });

  afterEach(async () => {
    expect(test.failures).toEqual([]);
    await test.close();
  });

  const historyOf = async (recordId: string): Promise<{ by: string; text: string }[]> =>
    ok(await test.as('applicant').get(`/demo/records/${recordId}`)).body.history;

  it('files into the folder and in the name that the configuration gives (R-08, C-45, C-46)', async () => {
    const mapping = purchaseMapping();
    await configure(test, {
      ...mapping,
      advanced: { ...mapping.advanced, directoryId: 'kb-contracts', downloadCreator: { kind: 'creator' } },
    });
    const envelope = await reachSigning(test);
    ok(await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope)));
    await submit(test, 'signer-a', 'e-sign-a');
    const half = await currentEnvelope(test, envelope.id);
    const mark = sealMark(half, { sealId: 'seal-company', rect: { ...sealMark(half).rect, x: 330 } });
    ok(await test.as('signer-b').post(`/v1/envelopes/${envelope.id}/sign`, signBody(half, [mark])));

    const filed = (await historyOf('rec-1001')).filter(({ text }) => text.includes('归入'));
    expect(filed).toHaveLength(1);
    expect(filed[0]).toMatchObject({ by: '王磊' });
    expect(filed[0]?.text).toContain('目录 kb-contracts');
  });

  describe('uses that a moment of the workflow appends (R-13, P-10, P-13)', () => {
    /** Appends at the way out of the node, which a record passes again after it was sent back. */
    const appending = (): SealUseMapping => {
      const mapping = demoSealUseMapping();
      return {
        ...mapping,
        apply: { ...mapping.apply, applyAt: [{ kind: 'node', id: 'n-start', timing: 'after' }] },
        append: { ...mapping.append, appendAt: [{ kind: 'node', id: 'n-approve', timing: 'after' }] },
      };
    };
    const leaving = { point: { kind: 'node', id: 'n-approve', timing: 'after' } };
    const usesOf = async (): Promise<SealUse['uses']> =>
      (ok(await test.as('applicant').get('/v1/records/rec-2001/seal-use')).body.sealUse as SealUse).uses;

    beforeEach(async () => {
      const configs = ok(await test.as('admin').get('/v1/seal-use-configs?workflowId=wf-seal-use')).body;
      ok(await test.as('admin').put(`/v1/seal-use-configs/${configs.items[0].id}`, appending(), '"1"'));
      ok(await test.as('applicant').send('PATCH', '/demo/records/rec-2001', { values: { 'f-append': 2 } }));
      await submit(test, 'applicant', 'e-submit', 'rec-2001');
    });

    it('counts a moment once that is reported again under another key, because the submit had failed', async () => {
      ok(await test.as('admin').post('/v1/records/rec-2001/events', leaving));
      ok(await test.as('admin').post('/v1/records/rec-2001/events', leaving));

      expect(await usesOf()).toMatchObject({ count: 6, appended: 2 });
    });

    it('counts the same moment again when the record comes by again', async () => {
      ok(await test.as('admin').post('/v1/records/rec-2001/events', leaving));
      await submit(test, 'admin', 'e-approve-back', 'rec-2001');
      await submit(test, 'applicant', 'e-submit', 'rec-2001');
      await submit(test, 'admin', 'e-approve-ok', 'rec-2001');

      expect(await usesOf()).toMatchObject({ count: 6, appended: 4 });
    });
  });
});
