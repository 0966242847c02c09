import { readFileSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

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

    const named = { headers: { 'content-disposition': 'attachment; filename="contract.pdf"' } };
    const file = ok(await test.as('admin').post('/v1/uploads', FILE, named)).body as Upload;
    await edit('admin', { 'f-contract': [file] });

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
});
