import type { OrganizationMembers } from '../provider.js';
import type { ServiceAccess } from '../remote-service.js';
import { ORGANIZATION_PATH } from './assumed.js';
import { orderWhereKnown } from './client.js';

/** B-15: people are known by their mobile numbers there, so whoever has none is left out. */
export async function tellOrganization(
  access: ServiceAccess,
  { departments, people }: OrganizationMembers,
): Promise<OrganizationMembers> {
  const reachable = people.filter(({ mobile }) => mobile !== undefined && mobile !== '');
  const body = {
    departments: departments.map(({ id, name, parentId }) => ({
      id,
      name,
      ...(parentId === null ? {} : { parentId }),
    })),
    employees: reachable.map(({ userId, name, mobile, departmentId }) => ({
      number: userId,
      name,
      mobile,
      ...(departmentId === null ? {} : { departmentId }),
    })),
  };
  await orderWhereKnown(access, ORGANIZATION_PATH, body);
  return { departments, people: reachable };
}
