import { afterEach, describe, expect, it } from 'vitest';

import { COMPANY } from '../../host/demo/people.js';
import type { Envelope, FlowPoint, Placement, RecordTab, SigningMapping, StuckEffect } from '../../src/schema/index.js';
import { configure, currentEnvelope, ok, reachSigning, sealMark, signBody, submit } from '../support/journey.js';
import { mainField, purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

const AT_LAST_PAGE = {
  id: 'r-company',
  party: 'initiator',
  source: null,
  mark: 'seal',
  position: { kind: 'coordinate', x: 120, y: 300, pages: 'last' },
  policy: 'locked',
  signingDate: { format: 'yyyy-MM-dd', fontSize: 12 },
} as const;

/** The company signs by itself, and a person after it. */
function silentMapping(flow: Partial<SigningMapping['flow']> = {}): SigningMapping {
  return purchaseMapping((mapping) => ({
    ...mapping,
    flow: {
      ...mapping.flow,
      initiator: { order: 1, seal: { kind: 'constant', value: 'seal-contract' }, autoSign: true },
      placements: [AT_LAST_PAGE],
      ...flow,
    },
  }));
}

describe.each(databases)('silent signing on %s', (kind) => {
  let test: TestHost;

  afterEach(() => test.close());

  const statuses = (envelope: Envelope): string[] => envelope.parties.map(({ status }) => status);
  const problems = async (): Promise<RecordTab['problems']> =>
    (ok(await test.as('applicant').get('/v1/records/rec-1001/tab')).body as RecordTab).problems;
  const trail = async (envelope: Envelope): Promise<{ actor: string; action: string; detail: object }[]> =>
    ok(await test.as('applicant').get(`/v1/envelopes/${envelope.id}/audit`)).body.items as {
      actor: string;
      action: string;
      detail: object;
    }[];

  it('seals for the company when the record arrives, says so, and gives the turn to the next (C-36, R-05)', async () => {
    test = await openTestHost(kind);
    await configure(test, silentMapping());

    const envelope = await reachSigning(test);

    expect(statuses(envelope)).toEqual(['signed', 'pending']);
    const [report] = ok(await test.as('signer-b').post(`/v1/envelopes/${envelope.id}/verify`)).body.documents;
    expect(report).toMatchObject({ allValid: true, signatures: [{ signer: COMPANY, organization: COMPANY }] });
    expect((await trail(envelope)).find(({ action }) => action === 'envelope.signed')).toMatchObject({
      actor: '系统',
      detail: { automatic: true, party: 'initiator', rule: 'R-05', slot: 'C-36' },
    });

    const point: FlowPoint = { kind: 'node', id: 'n-sign-a', timing: 'before' };
    ok(await test.as('admin').post('/v1/records/rec-1001/events', { point }));
    await test.host.sweep();

    expect((await currentEnvelope(test, envelope.id)).version).toBe(envelope.version);
    expect(test.failures).toEqual([]);
  });

  it.each([
    ['as soon as the last person has', 'n-sign-a'],
    ['when the record arrives after the last person', 'n-sign-b'],
  ])('completes the envelope %s, and the workflow goes on (R-05, R-07, R-08)', async (_, node) => {
    test = await openTestHost(kind);
    const last = silentMapping({
      initiator: { order: 2, seal: { kind: 'constant', value: 'seal-contract' }, autoSign: true },
    });
    const [party] = last.flow.parties;
    if (!party) throw new Error('a party was expected');
    await configure(test, {
      ...last,
      required: { ...last.required, signingNodes: [node] },
      flow: { ...last.flow, parties: [{ ...party, order: 1, signingNodes: ['n-sign-a'] }] },
    });
    const envelope = await reachSigning(test);
    expect(statuses(envelope)).toEqual(['waiting', 'pending']);
    const mark = sealMark(envelope, { sealId: 'seal-company', rect: { ...sealMark(envelope).rect, x: 330 } });

    ok(await test.as('signer-b').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope, [mark])));
    if (node === 'n-sign-b') await submit(test, 'signer-a', 'e-sign-a');
    // the OA moves no record on that is still arriving, so the order comes again
    test.setTime('2026-11-22T02:05:00.000Z');
    await test.host.sweep();

    expect(await currentEnvelope(test, envelope.id)).toMatchObject({ status: 'completed' });
    const { record } = ok(await test.as('applicant').get('/demo/records/rec-1001')).body;
    expect(record.values['f-signed']).toHaveLength(1);
    expect(record.currentNodeId).toBe(node === 'n-sign-b' ? 'n-archive' : 'n-sign-b');
    expect(test.failures.filter(({ code }) => code !== 'request-in-progress')).toEqual([]);
  });

  it('signs at a point that the admin chose, before the node of the party (R-11, C-70)', async () => {
    test = await openTestHost(kind);
    const row = { id: 'op-1', kind: 'exit', target: 'e-dept-ok', timing: 'after', message: {} } as const;
    await configure(test, { ...silentMapping(), operations: [{ ...row, operation: 'autoSign' }] });
    await submit(test, 'applicant', 'e-submit');
    const before = ok(await test.as('applicant').get('/v1/records/rec-1001/tab')).body.envelope as Envelope;

    await submit(test, 'admin', 'e-dept-ok');

    expect(statuses(before)).toEqual(['pending', 'waiting']);
    expect(statuses(await currentEnvelope(test, before.id))).toEqual(['signed', 'pending']);
    const signing = (await trail(before)).filter(({ action }) => action === 'envelope.signed');
    expect(signing).toMatchObject([{ detail: { rule: 'R-11', slot: 'C-70' } }]);
  });

  it('says what is missing, holds up nothing else, and signs once it is there (C-37, C-49)', async () => {
    test = await openTestHost(kind);
    const mapping = silentMapping({ placements: [] });
    await configure(test, {
      ...mapping,
      required: { ...mapping.required, signingNodes: ['n-dept', 'n-sign-a'] },
      advanced: {
        ...mapping.advanced,
        cc: { internal: [{ kind: 'field', field: mainField('f-owner', '经办人', 'person') }], external: [] },
      },
    });
    await submit(test, 'applicant', 'e-submit');

    expect(await problems()).toEqual([{ code: 'placement-required', slot: 'C-36', field: null }]);
    expect(ok(await test.as('applicant').get('/demo/notifications')).body.items).toHaveLength(1);
    const { items } = ok(await test.as('admin').get('/v1/effects')).body as { items: StuckEffect[] };
    expect(items).toMatchObject([{ kind: 'autoSign', state: 'failed', cause: { code: 'placement-required' } }]);

    const envelope = ok(await test.as('applicant').get('/v1/records/rec-1001/tab')).body.envelope as Envelope;
    expect(items).toMatchObject([{ subject: `envelope ${envelope.id}` }]);
    const place = {
      id: 'place-1',
      partyId: 'initiator',
      documentId: envelope.documents[0]?.id,
      mark: 'seal',
      policy: 'locked',
      required: true,
      pageIndex: 11,
      rect: sealMark(envelope).rect,
      zone: null,
    };
    const address = `/v1/envelopes/${envelope.id}/placements`;
    ok(await test.as('applicant').put(address, { placements: [place] }, `"${envelope.version}"`));
    ok(await test.as('admin').post(`/v1/effects/${items[0]?.id}/retry`));

    expect(statuses(await currentEnvelope(test, envelope.id))).toEqual(['signed', 'pending']);
    expect((await trail(envelope)).map(({ action }) => action)).toContain('effect.retried');
    expect(await problems()).toEqual([]);
  });

  it('fills in nothing: what must be filled in keeps it from signing, what may be left out does not (C-37)', async () => {
    test = await openTestHost(kind);
    await configure(test, silentMapping({ placements: [] }));
    const envelope = await reachSigning(test);
    const place = (mark: Placement['mark'], required: boolean): Placement => ({
      id: `place-${mark}`,
      partyId: 'initiator',
      documentId: envelope.documents[0]?.id ?? '',
      mark,
      policy: 'locked',
      required,
      pageIndex: 11,
      rect: mark === 'checkbox' ? { x: 100, y: 100, width: 14, height: 14 } : sealMark(envelope).rect,
      zone: null,
    });
    const retryWith = async (required: boolean): Promise<Envelope> => {
      const { version } = await currentEnvelope(test, envelope.id);
      const placements = [place('seal', true), place('checkbox', required)];
      ok(await test.as('applicant').put(`/v1/envelopes/${envelope.id}/placements`, { placements }, `"${version}"`));
      const { items } = ok(await test.as('admin').get('/v1/effects')).body as { items: StuckEffect[] };
      ok(await test.as('admin').post(`/v1/effects/${items[0]?.id}/retry`));
      return currentEnvelope(test, envelope.id);
    };

    const refused = await retryWith(true);

    expect(statuses(refused)).toEqual(['pending', 'waiting']);
    expect(refused.documents[0]?.signedSha256).toBeNull();
    expect(await problems()).toMatchObject([{ code: 'placement-required', slot: 'C-36' }]);
    expect(statuses(await retryWith(false))).toEqual(['signed', 'pending']);
  });

  it('cannot be enabled where it would have to fill something in (C-37)', async () => {
    test = await openTestHost(kind);
    const box = { ...AT_LAST_PAGE, id: 'r-box', mark: 'checkbox', signingDate: null } as const;
    const config = (required: boolean): SigningMapping =>
      silentMapping({ placements: [AT_LAST_PAGE, { ...box, required }] });

    await expect(configure(test, config(true))).rejects.toThrow('FILL-SILENT');
    await configure(test, config(false));
  });

  it('uses no seal that is gone, and none of a person (C-36)', async () => {
    test = await openTestHost(kind);
    await configure(
      test,
      silentMapping({ initiator: { order: 1, seal: { kind: 'constant', value: 'seal-zhao-qian' }, autoSign: true } }),
    );

    const envelope = await reachSigning(test);

    expect(statuses(envelope)).toEqual(['pending', 'waiting']);
    expect(await problems()).toMatchObject([{ code: 'seal-not-usable', slot: 'C-36' }]);
  });
});
