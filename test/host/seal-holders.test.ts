import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { organizationOfTenant } from '../../host/demo/people.js';
import type { LibrarySeal, Problem, Seal, SealHolders } from '../../src/schema/index.js';
import { configure, ok, reachSigning, sealMark, signBody } from '../support/journey.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

const SEALS = '/v1/bindings/bind-builtin/seals';
const DESIGN = {
  name: '新合同章',
  purpose: 'contract',
  template: { type: 'ROUND_STAR', colour: 'RED', text: '上海远景信息技术有限公司', widthMm: 42, heightMm: 42 },
};
const SIGNER_A = { userId: 'signer-a', name: '李明' };
const holding = (...people: { userId: string; name: string }[]): SealHolders => ({ kind: 'people', people });

describe.each(databases)('who holds a seal of the company on %s (chapter 9)', (kind) => {
  let test: TestHost;

  /** Whether the OA cannot tell who works there. */
  let isAway: boolean;
  let asked = 0;

  beforeEach(async () => {
    isAway = false;
    const organizationOf = (tenantId: string) => {
      asked += 1;
      return isAway
        ? Promise.reject(new Error('the directory is away'))
        : Promise.resolve(organizationOfTenant(tenantId));
    };
    test = await openTestHost(kind, { changeOa: { organizationOf } });
  });

  afterEach(async () => {
    expect(test.failures).toEqual([]);
    await test.close();
  });

  const design = async (holders?: SealHolders): Promise<string> =>
    (ok(await test.as('admin').post(SEALS, { ...DESIGN, holders })).body as LibrarySeal).id;

  /** Who of the tenant finds the seal in the tray. */
  const traysWith = async (id: string): Promise<string[]> => {
    const found: string[] = [];
    for (const userId of ['admin', 'signer-a', 'signer-b', 'other-colleague', 'other-tenant']) {
      const { items } = ok(await test.as(userId).get('/v1/seals?limit=200')).body as { items: Seal[] };
      if (items.some((seal) => seal.id === id)) found.push(userId);
    }
    return found;
  };

  const faultsOf = ({ status, body }: { status: number; body: unknown }): unknown[] => [
    status,
    ...((body as Problem).errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`),
  ];

  it.each<[string, SealHolders | undefined, string[]]>([
    ['nobody else where it is not said', undefined, ['admin']],
    ['whoever designs it', { kind: 'me' }, ['admin']],
    ['chosen people', holding(SIGNER_A), ['signer-a']],
    ['everybody of the tenant', { kind: 'everyone' }, ['admin', 'signer-a', 'signer-b', 'other-colleague']],
  ])('puts a designed seal into the tray of %s', async (_, holders, expected) => {
    expect(await traysWith(await design(holders))).toEqual(expected);
  });

  it('is changed later by who keeps the seals, against the newest version alone', async () => {
    const id = await design();
    const address = `/v1/seals/${id}/holders`;
    const read = ok(await test.as('admin').get(address));
    expect([read.body, read.headers.get('etag')]).toEqual([{ kind: 'me' }, '"1"']);

    const changed = ok(await test.as('admin').put(address, holding(SIGNER_A), '"1"'));
    const late = await test.as('admin').put(address, { kind: 'everyone' }, '"1"');

    expect(changed.body).toEqual(holding(SIGNER_A));
    expect(late.status).toBe(412);
    expect(await traysWith(id)).toEqual(['signer-a']);
    ok(await test.as('admin').put(address, { kind: 'everyone' }, '"2"'));
    expect((await traysWith(id)).length).toBe(4);
    expect(ok(await test.as('admin').get(address)).body).toEqual({ kind: 'everyone' });
  });

  it('takes nobody of another tenant, nobody unknown, and not nobody at all', async () => {
    const id = await design();
    const address = `/v1/seals/${id}/holders`;

    const foreign = await test
      .as('admin')
      .put(address, holding(SIGNER_A, { userId: 'other-tenant', name: '周宇' }), '"1"');
    const none = await test.as('admin').put(address, holding(), '"1"');
    const designed = await test
      .as('admin')
      .post(SEALS, { ...DESIGN, name: '另一枚章', holders: holding({ userId: 'ghost', name: '无' }) });

    expect(faultsOf(foreign)).toEqual([422, '/people/1 SEAL-HOLDER-UNKNOWN']);
    expect(faultsOf(none)).toEqual([422, '/people SEAL-NO-HOLDER']);
    expect(faultsOf(designed)).toEqual([422, '/holders/people/0 SEAL-HOLDER-UNKNOWN']);
    expect(await traysWith(id)).toEqual(['admin']);
  });

  it('keeps personal seals, and those of another tenant, out of it', async () => {
    expect((await test.as('admin').get('/v1/seals/seal-zhao-qian/holders')).status).toBe(404);
    expect((await test.as('other-tenant').get('/v1/seals/seal-contract/holders')).status).toBe(404);
    expect((await test.as('signer-a').get('/v1/seals/seal-contract/holders')).status).toBe(403);
  });

  it('shows and changes those who hold it while the directory is away, by id alone', async () => {
    const id = await design(holding(SIGNER_A, { userId: 'signer-b', name: '赵倩' }, { userId: 'admin', name: '陈静' }));
    const address = `/v1/seals/${id}/holders`;
    isAway = true;

    const read = ok(await test.as('admin').get(address));
    const left = ok(await test.as('admin').put(address, holding(SIGNER_A, { userId: 'admin', name: '陈静' }), '"1"'));
    const grown = await test.as('admin').put(address, holding({ userId: 'applicant', name: '王磊' }), '"2"');

    const byId = { userId: 'signer-a', name: 'signer-a' };
    expect(read.body).toEqual(
      holding({ userId: 'admin', name: '陈静' }, byId, { userId: 'signer-b', name: 'signer-b' }),
    );
    expect([left.body, left.headers.get('etag')]).toEqual([holding({ userId: 'admin', name: '陈静' }, byId), '"2"']);
    // nobody can say whether somebody new is of this tenant
    expect(grown.status).toBe(500);
    expect(await traysWith(id)).toEqual(['admin', 'signer-a']);
    expect(test.failures.splice(0).map(({ message }) => message)).toContain('the directory is away');
  });

  it('answers a change by what was stored, whatever becomes of the directory meanwhile', async () => {
    const id = await design();
    const address = `/v1/seals/${id}/holders`;
    asked = 0;

    const changed = ok(await test.as('admin').put(address, holding(SIGNER_A), '"1"'));

    expect([changed.body, asked]).toEqual([holding(SIGNER_A), 1]);
  });

  it('finds people by name, id and department, those of the own tenant alone', async () => {
    const find = async (query: string): Promise<string[]> =>
      (
        ok(await test.as('admin').get(`/v1/colleagues?query=${encodeURIComponent(query)}`)).body.items as {
          userId: string;
        }[]
      ).map(({ userId }) => userId);

    expect(await find('李明')).toEqual(['signer-a']);
    expect(await find('采购部')).toEqual(['applicant', 'signer-a']);
    expect(await find('周宇')).toEqual([]);
    expect((await find('')).length).toBe(5);
  });

  it('refuses the signature with a seal that the signer does not hold, and takes it once they do', async () => {
    const id = await design();
    await configure(test);
    const envelope = await reachSigning(test);
    const sign = () =>
      test
        .as('signer-a')
        .post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope, [sealMark(envelope, { sealId: id })]));

    const forged = await sign();
    ok(await test.as('admin').put(`/v1/seals/${id}/holders`, holding(SIGNER_A), '"1"'));
    const held = await sign();

    expect(faultsOf(forged)).toEqual([422, '/marks/0/sealId seal-not-usable']);
    expect(held.status).toBe(200);
  });
});
