import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { verifyPdf } from '../../../host/signer/verify-pdf.js';
import type { Binding, Envelope, FileValue } from '../../../src/schema/index.js';
import type { OutgoingCallback } from '../../simulators/kit/callback-sender.js';
import { configure, currentEnvelope, ok, reachSigning, submit } from '../../support/journey.js';
import { purchaseMapping } from '../../support/purchase-mapping.js';
import { openBuiltinWorld } from '../../support/service-worlds/builtin-world.js';
import { openEsignOpenWorld } from '../../support/service-worlds/esign-open-world.js';
import { openEsignPrivateWorld } from '../../support/service-worlds/esign-private-world.js';
import { openQiyuesuoWorld } from '../../support/service-worlds/qiyuesuo-world.js';
import { openTencentWorld } from '../../support/service-worlds/tencent-world.js';
import type { OpenWorld, ServiceWorld } from '../../support/service-worlds/service-world.js';
import { databases, openTestHost, type DatabaseKind, type TestHost } from '../../support/test-host.js';

const worlds: Record<string, OpenWorld> = {
  builtin: openBuiltinWorld,
  'esign open': openEsignOpenWorld,
  'esign private': openEsignPrivateWorld,
  qiyuesuo: openQiyuesuoWorld,
  tencent: openTencentWorld,
};
const START = '2026-11-22T02:00:00.000Z';
const A = { userId: 'signer-a', mobile: '13800000003' };
const B = { userId: 'signer-b', mobile: '13800000004' };

const cases = databases.flatMap((kind) => Object.entries(worlds).map(([name, open]) => ({ kind, name, open })));

/** The demo's OA with its purchase contract, which is signed at a service. */
class Office {
  readonly test: TestHost;
  readonly world: ServiceWorld;

  constructor(test: TestHost, world: ServiceWorld) {
    this.test = test;
    this.world = world;
  }

  /** The reports of the service arrive, and the host asks it for whatever they hint at. */
  async hear(delivery?: Parameters<ServiceWorld['deliver']>[0]): Promise<void> {
    await this.world.deliver(delivery);
    await this.test.host.idle();
    await this.test.host.sweep();
    await this.test.host.idle();
  }

  async close(): Promise<void> {
    await this.test.close();
    await this.world.close();
  }
}

async function openOffice(kind: DatabaseKind, open: OpenWorld): Promise<Office> {
  let test: TestHost | null = null;
  const send = ({ address, body, headers }: OutgoingCallback): Promise<Response> => {
    if (!test) throw new Error('the host is not open yet');
    const bytes = typeof body === 'string' ? body : new Uint8Array(body);
    return test.host.fetch(new Request(address, { method: 'POST', headers, body: bytes }));
  };
  const world = await open({ clock: () => new Date(START), send });
  test = await openTestHost(kind, {
    providers: world.providers,
    outgoingAllow: world.addresses.join(','),
    publicUrl: 'http://host',
  });
  test.setTime(START);
  let binding: Binding | null = null;
  if (world.binding) {
    binding = ok(await test.as('admin').post('/v1/bindings', world.binding)).body as Binding;
    world.connect(binding);
  }
  await configure(
    test,
    purchaseMapping((mapping) => {
      const at = binding && { provider: binding.provider, bindingId: binding.id };
      const bound = { ...mapping, basic: { ...mapping.basic, ...at } };
      return world.adapt?.(bound) ?? bound;
    }),
  );
  return new Office(test, world);
}

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
