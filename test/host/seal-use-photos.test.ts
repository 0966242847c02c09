import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { FILE_COLUMNS } from '../../host/services/unused-files.js';
import type { Problem, SealUse } from '../../src/schema/index.js';
import { ok, submit } from '../support/journey.js';
import { RegisterWorld } from '../support/register-world.js';
import { openZhangguanjiaSide, type ZhangguanjiaSide } from '../support/registers/zhangguanjia-side.js';
import { databases } from '../support/test-host.js';

const NEXT = 'rec-2002';

describe.each(databases)('photos of physical seals on %s', (kind) => {
  let world: RegisterWorld<ZhangguanjiaSide>;
  let reported: string[];

  beforeEach(async () => {
    reported = [];
    world = await RegisterWorld.open(kind, openZhangguanjiaSide);
  });

  afterEach(async () => {
    expect(world.test.failures.map(({ code }) => code)).toEqual(reported);
    await world.close();
  });

  const apply = async (): Promise<string> => (ok(await world.apply()).body as SealUse).id;
  const used = async (...cameras: ('works' | 'misses')[]): Promise<string> => {
    const id = await apply();
    for (const camera of cameras) world.side.simulator.service.stamp(id, 'use', { camera });
    await world.wait(10);
    return id;
  };
  const photosOf = async (): Promise<NonNullable<SealUse['photos']>> => (await world.sealUse()).photos ?? [];
  const there = (id: string): ReturnType<typeof world.side.simulator.service.find> =>
    world.side.simulator.service.find(id);

  it('keeps what the camera took and gives it to who may see the use, and to nobody else', async () => {
    const id = await used('works', 'works');

    const [photo, second] = await photosOf();

    expect(photo).toMatchObject({ sealId: 'seal-0001', at: expect.stringMatching(/Z$/) });
    const address = `/v1/seal-uses/${id}/photos/${photo?.id}`;
    const { response, bytes } = await world.test.as('applicant').bytes(address);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^inline/),
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    expect(Buffer.from(bytes).equals(there(id).photos[0]!.bytes)).toBe(true);
    expect((await world.test.as('other-colleague').get(address)).status).toBe(404);
    expect((await world.test.as('other-tenant').get(address)).status).toBe(404);
    expect((await world.test.as('applicant').get(`/v1/seal-uses/${id}/photos/${second?.id}x`)).status).toBe(404);
    expect((await world.sealUse()).entries.at(-1)).toMatchObject({ kind: 'photo', count: 2, by: '章管家' });
    expect(FILE_COLUMNS).toContainEqual(['seal_use_photos', 'sha256']);
  });

  it('takes each photo once, however often it asks', async () => {
    const id = await used('works');
    world.side.simulator.service.stamp(id, 'use', { camera: 'works' });
    await world.wait(60);
    await world.wait(400);

    expect(await photosOf()).toHaveLength(2);
    const fetched = world.side.simulator.requests.filter(({ path }) => path.startsWith('/api/sealApply/photo.htm'));
    expect(fetched).toHaveLength(2);
  });

  it('keeps no file that is no picture or too large, tells the operator once, and shows the others', async () => {
    const id = await apply();
    for (let stamp = 0; stamp < 3; stamp += 1) world.side.simulator.service.stamp(id, 'use', { camera: 'works' });
    const [script, bomb] = there(id).photos;
    script!.bytes = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
    const header = Buffer.from(bomb!.bytes);
    header.writeUInt32BE(60_000, 16);
    header.writeUInt32BE(60_000, 20);
    bomb!.bytes = header;

    await world.wait(10);
    await world.wait(60);

    expect(await photosOf()).toHaveLength(1);
    reported = ['file-type-not-supported', 'file-too-large'];
  });

  it('fetches a photo later when the register is away meanwhile, and counts stamps at once', async () => {
    const id = await apply();
    world.side.simulator.service.stamp(id, 'use', { camera: 'works' });
    world.proxy.inject([{ kind: 'refuse', status: 502 }], 'photo.htm');

    await world.wait(10);
    expect((await world.sealUse()).uses.used).toBe(1);
    expect(await photosOf()).toEqual([]);
    await world.wait(60);

    expect(await photosOf()).toHaveLength(1);
    reported = ['provider-failed', 'provider-failed'];
  });

  it('asks the register when somebody looks, and not again while the answer is fresh', async () => {
    const id = await apply();
    await world.wait(0.2);
    world.side.simulator.service.stamp(id, 'use', { camera: 'works' });
    const asked = (): number => world.side.simulator.requests.filter(({ path }) => path.includes('/detail.htm')).length;
    const before = asked();

    const { sealUse } = await world.tab();
    await world.tab();

    expect(sealUse).toMatchObject({ status: 'inUse', uses: { used: 1 }, photos: [{ sealId: 'seal-0001' }] });
    expect(asked()).toBe(before + 1);
  });

  it('keeps the counts of each seal apart', async () => {
    await world.write({
      'f-seals': [
        { id: 'seal-0001', name: '公司公章' },
        { id: 'seal-0002', name: '法人章' },
      ],
    });
    const id = await apply();
    world.side.simulator.service.stamp(id, 'use', { sealId: 'seal-0002' });
    world.side.simulator.service.stamp(id, 'use', { sealId: 'seal-0002' });
    world.side.simulator.service.stamp(id, 'use', { sealId: 'seal-0001' });

    await world.wait(10);
    ok(await world.append(id));

    const { bySeal = [], uses } = await world.sealUse();
    expect(uses).toEqual({ count: 3, appended: 2, used: 2 });
    expect(bySeal).toEqual([
      { sealId: 'seal-0001', granted: 5, used: 1, seamGranted: 1, seamUsed: 0 },
      { sealId: 'seal-0002', granted: 5, used: 2, seamGranted: 1, seamUsed: 0 },
    ]);
  });

  describe('that are missing (T27)', () => {
    beforeEach(async () => {
      const id = await used('works', 'misses');
      ok(await world.end(id));
      await world.wait(10);
      // the next application is for another form
      await world.addRecord(NEXT);
    });
    const applyNext = () => world.test.as('applicant').post('/v1/seal-uses', { recordId: NEXT });
    const nextTab = async () => ok(await world.test.as('applicant').get(`/v1/records/${NEXT}/seal-use`)).body;

    it('refuse the next application, say which use it is, and let it through when they have come', async () => {
      const owing = await world.sealUse();

      const refused = await applyNext();
      expect([refused.status, (refused.body as Problem).code]).toEqual([409, 'photos-owed']);
      expect(await nextTab()).toMatchObject({
        sealUse: null,
        owed: { sealUseId: owing.id, recordId: 'rec-2001', photos: 1 },
      });

      world.side.simulator.service.makeUp(owing.id);
      await world.wait(400);

      expect((await nextTab()).owed).toBeUndefined();
      ok(await applyNext());
      expect(await photosOf()).toHaveLength(2);
    });

    it('turn an application of the workflow down with the reason, which is tried again later', async () => {
      await submit(world.test, 'applicant', 'e-submit', NEXT);
      await submit(world.test, 'admin', 'e-approve-ok', NEXT);

      const { sealUse, canApply } = (await nextTab()) as { sealUse: SealUse; canApply: boolean };
      expect(sealUse).toMatchObject({ status: 'rejected', useCodes: [] });
      expect(sealUse.entries.at(-1)).toMatchObject({ kind: 'rejected', note: 'photos-owed' });
      expect(canApply).toBe(true);
      expect(world.side.simulator.service.uses.size).toBe(1);
    });
  });
});
