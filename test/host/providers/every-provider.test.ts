import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { verifyPdf } from '../../../host/signer/verify-pdf.js';
import type { Envelope, FileValue } from '../../../src/schema/index.js';
import { currentEnvelope, ok, reachSigning, submit } from '../../support/journey.js';
import { A, B, openOffice, type Office } from '../../support/service-office.js';
import { openBuiltinWorld } from '../../support/service-worlds/builtin-world.js';
import type { OpenWorld } from '../../support/service-worlds/service-world.js';
import { serviceWorlds, templateWorlds } from '../../support/service-worlds/service-worlds.js';
import { databases } from '../../support/test-host.js';

const worlds: Record<string, OpenWorld> = { builtin: openBuiltinWorld, ...serviceWorlds, ...templateWorlds };

const cases = databases.flatMap((kind) => Object.entries(worlds).map(([name, open]) => ({ kind, name, open })));

describe.each(cases)('the main job with $name on $kind', ({ kind, open }) => {
  let office: Office;
  let envelope: Envelope;

  beforeAll(async () => {
    office = await openOffice(kind, open);
  });

  afterAll(() => office.close());

  it('hands the envelope over when the form is submitted, and gives the first party the turn (R-01, R-02)', async () => {
    envelope = await reachSigning(office.test);

    expect(envelope.status).toBe('launched');
    expect(envelope.parties.map(({ status }) => status)).toEqual(['pending', 'waiting']);
  });

  it('hears of the first signature and gives the turn to the second party (R-05)', async () => {
    await office.world.sign(office.test, envelope, A);
    await office.hear();

    const after = await currentEnvelope(office.test, envelope.id);
    expect(after.parties.map(({ status }) => status)).toEqual(['signed', 'pending']);
    await submit(office.test, 'signer-a', 'e-sign-a');
  });

  it('completes with the last signature, reported twice and in the other order, and writes back (R-07, R-08, C-38)', async () => {
    await office.world.sign(office.test, await currentEnvelope(office.test, envelope.id), B);
    await office.hear({ reverse: true, times: 2 });

    const after = await currentEnvelope(office.test, envelope.id);
    expect(after).toMatchObject({ status: 'completed' });
    expect(after.filedAt).not.toBeNull();
    const { record } = ok(await office.test.as('applicant').get('/demo/records/rec-1001')).body;
    expect(record).toMatchObject({ currentNodeId: 'n-archive', finished: true });
    expect(record.values['f-signed']).toHaveLength(1);
  });

  it('files a PDF with the valid signatures of two people', async () => {
    const { record } = ok(await office.test.as('applicant').get('/demo/records/rec-1001')).body;
    const [file] = record.values['f-signed'] as FileValue[];

    const { bytes } = await office.test.as('applicant').bytes(`/v1/files/${file?.fileId}`);

    const { allValid, signatures } = await verifyPdf(bytes);
    expect(allValid).toBe(true);
    expect(signatures).toHaveLength(2);
  });

  it('has nothing to complain of', () => {
    expect(office.test.failures).toEqual([]);
  });
});

describe.each(cases)('the end of an envelope with $name on $kind', ({ kind, open }) => {
  let office: Office;

  beforeAll(async () => {
    office = await openOffice(kind, open);
  });

  afterAll(() => office.close());

  it('is told when a signer declines, with the reason (R-10)', async () => {
    const envelope = await reachSigning(office.test);

    await office.world.reject(office.test, envelope, A, '价格有误');
    await office.hear();

    expect(await currentEnvelope(office.test, envelope.id)).toMatchObject({
      status: 'rejected',
      finishReason: '价格有误',
    });
  });
});
