import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Envelope, FieldRef, FormRecord, Plan, RecordTab, SigningMapping } from '../../src/schema/index.js';
import { configure, ok, submit } from '../support/journey.js';
import { mainField, purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

/** Initiator and first signer stand in one line of the supplier, the second signer is known by a mobile. */
function readingTexts(): SigningMapping {
  const names = mainField('f-supplier', '供应商名称', 'text');
  const mobile = mainField('f-supplier-mobile', '供应商联系手机', 'text');
  return purchaseMapping((mapping) => ({
    ...mapping,
    required: {
      ...mapping.required,
      initiator: { kind: 'field', field: mobile, conversion: 'findPerson' },
      signers: [{ kind: 'field', field: names, conversion: 'splitPersons' }],
    },
  }));
}

describe.each(databases)('people whom a form names as text, on %s', (kind) => {
  let test: TestHost;

  beforeEach(async () => {
    test = await openTestHost(kind);
    await configure(test, readingTexts());
  });

  afterEach(async () => {
    expect(test.failures).toEqual([]);
    await test.close();
  });

  const write = async (values: Record<string, string>): Promise<FormRecord> =>
    ok(await test.as('applicant').send('PATCH', '/demo/records/rec-1001', { values })).body.record as FormRecord;
  const save = async (mapping: SigningMapping): Promise<void> => {
    const [config] = ok(await test.as('admin').get('/v1/signing-configs')).body.items as { id: string }[];
    ok(await test.as('admin').put(`/v1/signing-configs/${config?.id}`, mapping, '"1"'));
  };
  const tab = async (): Promise<RecordTab> =>
    ok(await test.as('applicant').get('/v1/records/rec-1001/tab')).body as RecordTab;
  const signersOf = (envelope: Envelope | null): string[][] =>
    (envelope?.parties ?? []).map(({ signers }) => signers.map(({ userId }) => userId ?? ''));

  it('become initiator and signers when the OA knows them (C-12, C-15)', async () => {
    await write({ 'f-supplier': ' 李明，signer-b ', 'f-supplier-mobile': '13800000002' });

    await submit(test, 'applicant', 'e-submit');

    const { envelope, problems } = await tab();
    expect(problems).toEqual([]);
    expect(envelope?.initiator).toMatchObject({ userId: 'applicant', name: '王磊' });
    expect(signersOf(envelope)).toContainEqual(['signer-a', 'signer-b']);
  });

  it('are a problem when the OA does not know them, and strangers are not known (C-12, C-15)', async () => {
    await write({ 'f-supplier': '李明，周宇', 'f-supplier-mobile': '13800000002' });

    await submit(test, 'applicant', 'e-submit');

    // said once: that nobody is left to sign follows from it
    expect(await tab()).toMatchObject({ envelope: null, problems: [{ code: 'UNKNOWN', slot: 'C-15' }] });
  });

  it('are found in each row of a detail table (C-30)', async () => {
    const inRow = (field: string): FieldRef => ({ table: 'd-parties', field, label: field, type: 'text' });
    const mapping = readingTexts();
    const byRow: SigningMapping = {
      ...mapping,
      flow: {
        ...mapping.flow,
        addParties: { fixed: false, dynamic: true },
        dynamicParties: {
          ...mapping.flow.dynamicParties,
          table: 'd-parties',
          name: { kind: 'field', field: inRow('party-name') },
          signer: { kind: 'field', field: inRow('party-mobile'), conversion: 'splitPersons' },
          signingNodes: ['n-sign-b'],
        },
      },
    };
    await save(byRow);
    await write({ 'f-supplier': '李明', 'f-supplier-mobile': '王磊' });

    await submit(test, 'applicant', 'e-submit');

    const { envelope, problems } = await tab();
    expect(problems).toEqual([]);
    expect(signersOf(envelope)).toEqual([['signer-a'], ['signer-a'], ['signer-b']]);
  });

  it('are found in a trial run too (C-12)', async () => {
    const record = await write({ 'f-supplier': '李明', 'f-supplier-mobile': '王磊' });
    const point = { kind: 'exit', id: 'e-submit', timing: 'after' };
    const person = { userId: 'applicant', name: '王磊' };

    const answer = await test.as('admin').post('/v1/plan', {
      mapping: readingTexts(),
      sealUseMapping: null,
      record,
      envelope: null,
      sealUse: null,
      event: { kind: 'flow', point, actor: person },
      viewer: person,
      now: '2026-11-22T02:00:00.000Z',
    });

    const planned = ok(answer).body as Plan;
    expect(planned.problems).toEqual([]);
    expect(planned.effects).toMatchObject([{ kind: 'createEnvelope', draft: { initiator: { userId: 'applicant' } } }]);
  });
});
