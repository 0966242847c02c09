import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { TENANT } from '../../host/demo/people.js';
import { asSystem } from '../../host/store/tenant-scope.js';
import type { DesignSeal, LibrarySeal, Seal } from '../../src/schema/index.js';
import { addPeopleWithOneRight } from '../support/access-world.js';
import { ok } from '../support/journey.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const SEALS = '/v1/bindings/bind-builtin/seals';

function aDesign(change: Partial<DesignSeal> = {}, template: Partial<DesignSeal['template']> = {}): DesignSeal {
  const classic = {
    type: 'ROUND_STAR',
    colour: 'RED',
    text: '上海远景信息技术有限公司',
    qText: '3101150123456',
    widthMm: 42,
    heightMm: 42,
  } as const;
  return { name: '新合同章', purpose: 'contract', ...change, template: { ...classic, ...template } };
}

const faultsOf = ({ status, body }: Answer): unknown[] => [
  status,
  body.code,
  ...(body.errors ?? []).map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
];

describe.each(databases)('seals of a binding on %s', (kind) => {
  let test: TestHost;

  beforeEach(async () => {
    addPeopleWithOneRight();
    test = await openTestHost(kind);
  });

  afterEach(async () => {
    expect(test.failures).toEqual([]);
    await test.close();
  });

  const namesIn = async (query = ''): Promise<string[]> =>
    (ok(await test.as('admin').get(`${SEALS}${query}`)).body.items as LibrarySeal[]).map(({ name }) => name);

  it('lists electronic and physical seals with what is known of each', async () => {
    const { body } = ok(await test.as('admin').get(SEALS));

    const physical = body.items.filter((seal: LibrarySeal) => seal.kind === 'physical');
    expect(physical.at(-1)).toMatchObject({ name: '旧公章（已停用）', state: 'disabled', imageUrl: null, owner: null });
    expect(body.items.find((seal: LibrarySeal) => seal.id === 'seal-contract')).toMatchObject({
      kind: 'electronic',
      state: 'usable',
      imageUrl: '/v1/seals/seal-contract/image',
    });
    expect(body).toMatchObject({ canSync: true, designBar: null, organization: '上海远景信息技术有限公司' });
  });

  it('filters by kind, state and words, and pages', async () => {
    expect(await namesIn('?kind=physical&state=disabled')).toEqual(['旧公章（已停用）']);
    expect(await namesIn(`?query=${encodeURIComponent('公章 实物')}`)).toEqual(['公司公章（实物）']);
    const first = ok(await test.as('admin').get(`${SEALS}?limit=1`)).body;
    const second = ok(await test.as('admin').get(`${SEALS}?limit=1&cursor=${first.nextCursor}`)).body;
    expect(second.items[0].id).not.toBe(first.items[0].id);
  });

  it('pages through five thousand synced seals without losing one', async () => {
    const { db } = test.host.parts;
    await asSystem(async () => {
      for (let start = 0; start < 5000; start += 500) {
        const rows = Array.from({ length: 500 }, (_, index) => {
          const id = `many-${start + index}`;
          const doc = JSON.stringify({ id, kind: 'physicalSeal', name: `印章 ${start + index}`, enabled: true });
          const place = { tenant_id: TENANT, binding_id: 'bind-builtin', kind: 'physicalSeal' as const };
          return { ...place, id, doc, position: 100 + start + index };
        });
        await db.insertInto('catalog').values(rows).execute();
      }
    });

    const seen = new Set<string>();
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Answer = await test.as('admin').get(`${SEALS}?limit=200&query=印章${cursor && `&cursor=${cursor}`}`);
      for (const { id } of ok(page).body.items as LibrarySeal[]) seen.add(id);
      cursor = page.body.nextCursor as string | null;
    }

    expect(seen.size).toBe(5000);
  });

  it('tells who may look, and shows pictures to those alone who keep the seals', async () => {
    const clerk = await test.as('applicant').get(SEALS);
    const auditor = ok(await test.as('auditor').get(SEALS)).body;

    expect(clerk.status).toBe(403);
    expect(auditor).toMatchObject({ canSync: false, designBar: 'notAllowed' });
    expect(auditor.items.every(({ imageUrl }: LibrarySeal) => imageUrl === null)).toBe(true);
    expect((await test.as('auditor').post(SEALS, aDesign())).status).toBe(403);
  });

  it('makes a seal that its designer finds in the own tray, with the picture that was designed', async () => {
    const made = ok(await test.as('admin').post(SEALS, aDesign())).body as LibrarySeal;

    expect(made).toMatchObject({ name: '新合同章', purpose: 'contract', widthMm: 42, state: 'usable' });
    const tray = ok(await test.as('admin').get('/v1/seals?limit=200')).body.items as Seal[];
    expect(tray.some(({ id }) => id === made.id)).toBe(true);
    expect(await namesIn('?query=新合同章')).toEqual(['新合同章']);
    expect((await test.as('admin').get(made.imageUrl ?? '')).status).toBe(200);
    expect((await test.as('signer-b').get(made.imageUrl ?? '')).status).toBe(404);
  });

  it('makes one seal of a request that is repeated, and of two that arrive together', async () => {
    const options = { key: 'design-1' };
    const [first, second] = await Promise.all([
      test.as('admin').send('POST', SEALS, aDesign(), options),
      test.as('admin').send('POST', SEALS, aDesign(), options),
    ]);

    expect(first.body.id).toBe(second.body.id);
    expect(await namesIn('?query=新合同章')).toEqual(['新合同章']);
  });

  it('keeps names apart, also of two that are designed at once', async () => {
    const answers = await Promise.all(
      [aDesign(), aDesign({ name: '新合同章 ' })].map((body) => test.as('admin').post(SEALS, body)),
    );

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422]);
    const refused = answers.find(({ status }) => status === 422);
    expect(refused && faultsOf(refused)).toEqual([422, 'invalid-input', '/name SEAL-NAME-TAKEN']);
  });

  it.each([
    ['a short name on the arc', aDesign({}, { text: '远景' }), '/template/text SEAL-TEXT-SHORT'],
    ['a name of blanks', aDesign({ name: '  ' }), '/name SEAL-NAME'],
    ['an ellipse that is called round', aDesign({}, { heightMm: 30 }), '/template/heightMm SEAL-NOT-ROUND'],
    ['a circle that is called oval', aDesign({}, { type: 'OVAL_STAR' }), '/template/heightMm SEAL-NOT-OVAL'],
    ['a shape for a person', aDesign({}, { type: 'SQUARE' }), '/template/type SEAL-TYPE'],
    ['a sign that turns the text', aDesign({}, { text: '上海远景\u202e有限公司' }), '/template/text SEAL-TEXT-SIGNS'],
  ])('refuses %s', async (_, body, fault) => {
    const answer = await test.as('admin').post(SEALS, body);

    expect(faultsOf(answer)).toEqual([422, 'invalid-input', fault]);
    expect(await namesIn('?query=新合同章')).toEqual([]);
  });

  it('refuses characters that no typeface has', async () => {
    const answer = await test.as('admin').post(SEALS, aDesign({}, { text: '上海远景\u{2fffd}有限公司' }));

    expect([answer.status, answer.body.code]).toEqual([422, expect.stringMatching(/^(glyph-missing|invalid-input)$/)]);
  });
});
