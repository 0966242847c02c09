import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Problem, SealUse } from '../../src/schema/index.js';
import { ok } from '../support/journey.js';
import { RegisterWorld } from '../support/register-world.js';
import { openQiyuesuoSide, type QiyuesuoSide } from '../support/registers/qiyuesuo-side.js';
import { databases, type Answer } from '../support/test-host.js';

const UNSUPPORTED = { service: '契约锁', acts: ['append', 'end'] };

describe.each(databases)('physical seals at 契约锁 on %s', (kind) => {
  let world: RegisterWorld<QiyuesuoSide>;
  /** Codes of the failures that the host tells its operator of. */
  let reported: string[];

  beforeEach(async () => {
    reported = [];
    world = await RegisterWorld.open(kind, openQiyuesuoSide);
  });

  afterEach(async () => {
    expect(world.test.failures.map(({ code }) => code)).toEqual(reported);
    await world.close();
  });

  it('says what it cannot be asked for, before the application and while the use is open, and refuses it (P-10 to P-14)', async () => {
    expect(await world.tab()).toMatchObject({ canApply: true, unsupported: UNSUPPORTED });

    const { id } = ok(await world.apply()).body as SealUse;
    expect(await world.tab()).toMatchObject({ canAppend: false, canEnd: false, unsupported: UNSUPPORTED });
    const refused = (answer: Answer): unknown => [answer.status, (answer.body as Problem).code];
    expect(refused(await world.append(id))).toEqual([501, 'not-implemented']);
    expect(refused(await world.end(id))).toEqual([501, 'not-implemented']);

    world.side.happen({ id }, 'smartUseCompleted');
    await world.wait(10);
    const over = await world.tab();
    expect([over.sealUse?.status, over.unsupported]).toEqual(['completed', undefined]);
    reported = ['not-implemented', 'not-implemented'];
  });

  it('says nothing of it to who could do neither anyway', async () => {
    ok(await world.apply());

    const tab = ok(await world.test.as('admin').get('/v1/records/rec-2001/seal-use')).body;

    expect(tab.unsupported).toBeUndefined();
  });

  it('says what a photo shows, as far as its name does', async () => {
    const { id } = ok(await world.apply()).body as SealUse;
    const { physical } = world.side.simulator;
    const use = world.side.find({ id });
    physical.stamp(use.id, { camera: true });
    physical.photograph(use.id, 'EMERGENCY');
    use.images.push({ ...use.images[0]!, name: 'constructor/9999.png' });

    await world.wait(10);

    const { photos = [] } = await world.sealUse();
    expect(photos.map((photo) => photo.kind).toSorted()).toEqual(['emergency', 'face', 'signatory', undefined]);
  });

  it('keeps 500 photos of a use, whatever it is called, and fetches their zip once', async () => {
    await world.write({ 'f-subject': `"';../../<img src=x onerror=1> \u202e合同` });
    const { id } = ok(await world.apply()).body as SealUse;
    const { physical } = world.side.simulator;
    const zip = vi.spyOn(physical, 'zip');
    const use = world.side.find({ id });
    for (let number = 0; number < 500; number += 1) physical.photograph(use.id, 'SIGNATORY');

    await world.wait(10);
    const { photos = [], entries } = await world.sealUse();
    await world.wait(60);
    await world.wait(400);

    expect(photos).toHaveLength(500);
    expect(entries.filter(({ kind: entry }) => entry === 'photo')).toMatchObject([{ count: 500 }]);
    expect(zip).toHaveBeenCalledTimes(1);
    const { response } = await world.test.as('applicant').bytes(`/v1/seal-uses/${id}/photos/${photos[499]!.id}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(response.headers.get('content-disposition')).toMatch(/^inline; [\x20-\x7e]+$/);
  });
});
