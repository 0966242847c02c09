import { readFileSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { EsignError } from '../../src/core/errors.js';
import type { FlowPoint, RecordEventResult, RecordTab, SigningMapping, Upload } from '../../src/schema/index.js';
import { configure, ok, submit } from '../support/journey.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

const FILE = new Uint8Array(readFileSync('host/demo/documents/technical-specification.pdf'));

describe.each(databases)('moments at which the signing could not go on, on %s', (kind) => {
  let test: TestHost;

  beforeEach(async () => {
    test = await openTestHost(kind);
  });

  afterEach(async () => {
    expect(test.failures).toEqual([]);
    await test.close();
  });

  const tabOf = async (user: string): Promise<RecordTab> =>
    ok(await test.as(user).get('/v1/records/rec-1001/tab')).body as RecordTab;
  const report = async (point: FlowPoint): Promise<RecordEventResult> =>
    ok(await test.as('admin').post('/v1/records/rec-1001/events', { point })).body as RecordEventResult;
  const edit = async (handler: string, values: Record<string, unknown>): Promise<void> => {
    ok(await test.as(handler).send('PATCH', '/demo/records/rec-1001', { values }));
  };
  const uploaded = async (): Promise<Upload> => {
    const named = { headers: { 'content-disposition': 'attachment; filename="contract.pdf"' } };
    return ok(await test.as('admin').post('/v1/uploads', FILE, named)).body as Upload;
  };
  const withFlow = (flow: Partial<SigningMapping['flow']>): SigningMapping =>
    purchaseMapping((mapping) => ({ ...mapping, flow: { ...mapping.flow, ...flow } }));

  it('tells who opens the record why nothing was made, until it is made (R-01, C-13, C-32)', async () => {
    await configure(test, purchaseMapping());
    await edit('applicant', { 'f-contract': [] });

    await submit(test, 'applicant', 'e-submit');

    const point: FlowPoint = { kind: 'exit', id: 'e-submit', timing: 'after' };
    const missing = [expect.objectContaining({ slot: 'C-13' })];
    expect(await tabOf('applicant')).toMatchObject({ envelope: null, problems: missing });
    expect((await report(point)).problems).toEqual(missing);

    await edit('admin', { 'f-contract': [await uploaded()] });

    expect((await report(point)).problems).toEqual([]);
    expect(await tabOf('applicant')).toMatchObject({ envelope: { status: 'launched' }, problems: [] });
  });

  it('keeps the reason while moments pass at which nothing was to be done (C-32)', async () => {
    await configure(test, purchaseMapping());
    await edit('applicant', { 'f-contract': [] });
    await submit(test, 'applicant', 'e-submit');

    await submit(test, 'admin', 'e-dept-ok');

    expect((await tabOf('signer-a')).problems).toMatchObject([{ slot: 'C-13' }]);
  });

  describe('a draft that is launched at a later moment (C-33, C-34)', () => {
    const launchedLate = withFlow({
      saveAsDraft: true,
      launchAt: [{ kind: 'exit', id: 'e-legal-ok', timing: 'after' }],
    });
    const later = async (): Promise<void> => {
      test.setTime('2026-11-22T05:00:00.000Z');
      await test.host.sweep();
    };
    /** Files cannot be stored, as often as is said, for a reason that passes or one that does not. */
    const refuseFiles = (times: number, code: 'storage-full' | 'file-damaged'): void => {
      const { files } = test.host.parts;
      const put = files.put.bind(files);
      let left = times;
      files.put = async (bytes) => {
        left -= 1;
        if (left >= 0) throw new EsignError(code, 'not this time');
        return put(bytes);
      };
    };

    it('is launched behind a creation that waits while the moment passes (R-01, R-02)', async () => {
      await configure(test, launchedLate);
      refuseFiles(1, 'storage-full');
      await submit(test, 'applicant', 'e-submit');
      await submit(test, 'admin', 'e-dept-ok');
      await submit(test, 'admin', 'e-legal-ok');
      expect((await tabOf('signer-a')).envelope).toBeNull();

      await later();

      const { envelope, problems } = await tabOf('signer-a');
      expect(test.failures.splice(0).map(({ code }) => code)).toEqual(['storage-full']);
      expect(envelope).toMatchObject({ status: 'launched', documents: [{ sourceId: 'src-contract' }] });
      expect(problems).toEqual([]);
    });

    it('is not launched, and says so, when its file was replaced while it waited (R-03, C-40)', async () => {
      await configure(test, { ...launchedLate, advanced: { ...launchedLate.advanced, recreate: true } });
      refuseFiles(1, 'storage-full');
      await submit(test, 'applicant', 'e-submit');
      await edit('admin', { 'f-contract': [await uploaded()] });
      await submit(test, 'admin', 'e-dept-ok');
      await submit(test, 'admin', 'e-legal-ok');

      await later();

      const { envelope, problems } = await tabOf('signer-a');
      expect(test.failures.splice(0).map(({ code }) => code)).toEqual(['storage-full', 'document-changed']);
      expect(envelope?.status).toBe('draft');
      expect(problems).toContainEqual({ code: 'document-changed', slot: 'C-34', field: null });
    });

    it('is launched behind a creation that an operator takes up again (R-01, R-02)', async () => {
      await configure(test, launchedLate);
      refuseFiles(1, 'file-damaged');
      await submit(test, 'applicant', 'e-submit');
      await submit(test, 'admin', 'e-dept-ok');
      await submit(test, 'admin', 'e-legal-ok');
      const { items } = ok(await test.as('admin').get('/v1/effects')).body as { items: { id: string; kind: string }[] };
      const creation = items.find((effect) => effect.kind === 'createEnvelope');

      ok(await test.as('admin').post(`/v1/effects/${creation?.id}/retry`));

      const { envelope, problems } = await tabOf('signer-a');
      expect(test.failures.splice(0).map(({ code }) => code)).toEqual(['file-damaged', 'not-found']);
      expect(envelope?.status).toBe('launched');
      expect(problems).toEqual([]);
    });
  });
});
