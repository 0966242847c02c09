import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { OaOrganization } from '../../host/oa-port.js';
import { membersOf } from '../../host/services/organization-sync.js';
import type { Binding, ErrorCode, OrganizationScope, SealUse } from '../../src/schema/index.js';
import type { Fault } from '../simulators/kit/fault-proxy.js';
import { ok } from '../support/journey.js';
import { RegisterWorld } from '../support/register-world.js';
import { openQiyuesuoSide, type QiyuesuoSide } from '../support/registers/qiyuesuo-side.js';
import { databases, type Answer } from '../support/test-host.js';

const NOBODY: OrganizationScope = { organizations: [], departments: [], people: [] };

describe('the scope of an organisation (B-15)', () => {
  const organization: OaOrganization = {
    organizations: [
      { id: 'group', name: '集团', parentId: null },
      { id: 'east', name: '华东公司', parentId: 'group' },
      { id: 'west', name: '华西公司', parentId: 'group' },
    ],
    departments: [
      // below before above, as a list may have it
      { id: 'team', name: '合同组', organizationId: 'east', parentId: 'legal' },
      { id: 'legal', name: '法务部', organizationId: 'east', parentId: null },
      { id: 'sales', name: '销售部', organizationId: 'west', parentId: null },
    ],
    people: [
      { userId: 'a', name: '甲', departmentId: 'legal' },
      { userId: 'b', name: '乙', departmentId: 'team' },
      { userId: 'c', name: '丙', departmentId: 'sales' },
    ],
  };
  const idsOf = (scope: Partial<OrganizationScope>): [string[], string[]] => {
    const { departments, people } = membersOf(organization, { ...NOBODY, ...scope });
    return [departments.map(({ id }) => id).sort(), people.map(({ userId }) => userId)];
  };

  it.each<[Partial<OrganizationScope>, string[], string[]]>([
    [{ organizations: ['group'] }, ['legal', 'sales', 'team'], ['a', 'b', 'c']],
    [{ organizations: ['west'] }, ['sales'], ['c']],
    [{ departments: ['legal'] }, ['legal', 'team'], ['a', 'b']],
    [{ departments: ['team'] }, ['team'], ['b']],
    [{ people: ['c'] }, [], ['c']],
    [{ departments: ['team'], people: ['a', 'c'] }, ['team'], ['a', 'b', 'c']],
    [{ organizations: ['gone'], departments: ['gone'], people: ['gone'] }, [], []],
  ])('of %j', (scope, departments, people) => {
    expect(idsOf(scope)).toEqual([departments, people]);
  });

  it('has nobody and nothing in a place that is outside of it', () => {
    const { departments, people } = membersOf(organization, { ...NOBODY, departments: ['team'], people: ['c'] });

    expect(departments).toEqual([{ id: 'team', name: '合同组', parentId: null }]);
    expect(people.map(({ userId, departmentId }) => [userId, departmentId])).toEqual([
      ['b', 'team'],
      ['c', null],
    ]);
  });

  it('comes to an end where departments stand in a ring', () => {
    const ring = organization.departments.map((one) => (one.id === 'legal' ? { ...one, parentId: 'team' } : one));

    expect(membersOf({ ...organization, departments: ring }, { ...NOBODY, departments: ['team'] }).departments).toEqual(
      [
        { id: 'team', name: '合同组', parentId: 'legal' },
        { id: 'legal', name: '法务部', parentId: 'team' },
      ],
    );
  });
});

describe.each(databases)('the organisation at 契约锁 on %s (B-15)', (kind) => {
  let world: RegisterWorld<QiyuesuoSide>;

  beforeEach(async () => {
    world = await RegisterWorld.open(kind, openQiyuesuoSide);
  });

  afterEach(() => world.close());

  const chooseScope = async (scope: Partial<OrganizationScope>): Promise<void> => {
    const address = `/v1/bindings/${world.binding.id}`;
    const ifMatch = ok(await world.test.as('admin').get(address)).headers.get('etag') ?? '';
    const input = { ...world.side.bindingAt(world.proxy.url), organizationScope: { ...NOBODY, ...scope } };
    ok(await world.test.as('admin').send('PATCH', address, input, { ifMatch }));
  };
  const sync = (): Promise<Answer> => world.test.as('admin').post(`/v1/bindings/${world.binding.id}/sync`);
  const changesOf = ({ body }: Answer): Binding['lastSyncChanges'] =>
    (body as Binding).lastSyncChanges?.filter(({ kind: what }) => what === 'department' || what === 'person');
  const toldOf = (): readonly string[] | undefined =>
    world.side.simulator.physical.organization?.employees.map(({ name }) => name);

  it('tells nobody of anybody without a scope', async () => {
    expect(changesOf(ok(await sync()))).toEqual([]);
    expect(world.side.simulator.physical.organization).toBeNull();
  });

  it('tells of the chosen ones, says what changed, and keeps the rest of the catalog', async () => {
    await chooseScope({ departments: ['采购部'] });

    expect(changesOf(ok(await sync()))).toEqual([
      { kind: 'department', total: 1, added: ['采购部'], changed: [], removed: [] },
      { kind: 'person', total: 2, added: ['王磊', '李明'], changed: [], removed: [] },
    ]);
    expect(world.side.simulator.physical.organization).toEqual({
      departments: [{ id: '采购部', name: '采购部' }],
      employees: [
        { number: 'applicant', name: '王磊', mobile: '13800000002', departmentId: '采购部' },
        { number: 'signer-a', name: '李明', mobile: '13800000003', departmentId: '采购部' },
      ],
    });
    expect(changesOf(ok(await sync()))).toEqual([]);

    await chooseScope({ people: ['applicant', 'signer-b'] });
    expect(changesOf(ok(await sync()))).toEqual([
      { kind: 'department', total: 0, added: [], changed: [], removed: ['采购部'] },
      { kind: 'person', total: 2, added: ['赵倩'], changed: [], removed: ['李明'] },
    ]);
    expect(toldOf()).toEqual(['王磊', '赵倩']);
    const seals = ok(await world.test.as('admin').get(`/v1/bindings/${world.binding.id}/catalog?kind=physicalSeal`));
    expect(seals.body.items).toHaveLength(3);
  });

  it('applies for whom the service was told of, and for nobody else', async () => {
    await chooseScope({ people: ['signer-b'] });
    ok(await sync());
    expect((ok(await world.apply()).body as SealUse).useCodes).toEqual([]);
    expect((await world.sealUse()).entries.at(-1)).toMatchObject({ kind: 'rejected', note: 'invalid-input' });

    await chooseScope({ people: ['signer-b', 'applicant'] });
    ok(await sync());
    const { id } = ok(await world.apply()).body as SealUse;

    const address = `/v1/seal-uses/${id}`;
    expect(ok(await world.test.as('applicant').get(address)).body.useCodes).toHaveLength(1);
  });

  it.each<[string, Fault, ErrorCode]>([
    ['has no such call, as none of the vendor is public', { kind: 'refuse', status: 404 }, 'not-implemented'],
    ['is away', { kind: 'refuse', status: 503 }, 'provider-failed'],
    ['answers with a page', { kind: 'page' }, 'provider-failed'],
  ])('says that the service %s, and syncs the rest of the catalog (B-16)', async (_, fault, code) => {
    await chooseScope({ departments: ['采购部'] });
    world.proxy.inject([fault], '/employee/sync');

    const first = ok(await sync());

    expect((first.body as Binding).organizationFault).toBe(code);
    expect(changesOf(first)).toEqual([]);
    const seals = ok(await world.test.as('admin').get(`/v1/bindings/${world.binding.id}/catalog?kind=physicalSeal`));
    expect(seals.body.items).toHaveLength(3);
    expect(changesOf(ok(await sync()))?.map(({ total }) => total)).toEqual([1, 2]);
    expect(toldOf()).toEqual(['王磊', '李明']);

    await chooseScope({ people: ['signer-b'] });
    world.proxy.inject([fault], '/employee/sync');
    // whom it was told of before, it still knows
    expect(changesOf(ok(await sync()))).toEqual([]);
    const told = ok(await sync()).body as Binding;
    expect(told.organizationFault).toBeUndefined();
    expect(toldOf()).toEqual(['赵倩']);
  });
});
