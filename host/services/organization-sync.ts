import { EsignError } from '../../src/core/errors.js';
import type { CatalogItem, ErrorCode, OrganizationScope } from '../../src/schema/index.js';
import type { OaOrganization } from '../oa-port.js';
import type { OrganizationMembers, SignatureProvider } from '../providers/provider.js';
import type { ServiceAccess } from '../providers/remote-service.js';
import type { HostContext } from './context.js';

/**
 * B-15: tells a service of the chosen part of the organisation, all of it at once, so that a lost answer is no loss.
 *
 * @returns Whom it was told of, as items of its catalog; nobody for a binding without a scope. Where the service takes no such
 * call, or fails, why: seals and templates are not less fresh for that.
 * @throws EsignError `not-implemented` when the OA does not tell who works where.
 */
export async function syncOrganization(
  { oa }: HostContext,
  tenantId: string,
  provider: SignatureProvider,
  access: ServiceAccess,
): Promise<{ members: CatalogItem[]; fault?: undefined } | { members: null; fault: ErrorCode }> {
  const { binding } = access;
  const scope = 'organizationScope' in binding ? binding.organizationScope : null;
  if (!provider.syncOrganization || scope === null || isEmpty(scope)) return { members: [] };
  if (!oa.organizationOf) throw new EsignError('not-implemented', 'the OA does not tell who works where');
  const members = membersOf(await oa.organizationOf(tenantId), scope);
  try {
    const { departments, people } = await provider.syncOrganization(access, members);
    return {
      members: [
        ...departments.map(({ id, name }): CatalogItem => ({ id, kind: 'department', name, enabled: true })),
        ...people.map(({ userId, name }): CatalogItem => ({ id: userId, kind: 'person', name, enabled: true })),
      ],
    };
  } catch (error) {
    // a mistake of ours is no answer of the service
    if (!(error instanceof EsignError)) throw error;
    return { members: null, fault: error.code };
  }
}

function isEmpty({ organizations, departments, people }: OrganizationScope): boolean {
  return organizations.length + departments.length + people.length === 0;
}

/**
 * The departments and people of a scope: a chosen subcompany or department means everything below it, a chosen person
 * nobody else. What the scope names and the organisation no longer has is left out.
 */
export function membersOf(
  { organizations, departments, people }: OaOrganization,
  scope: OrganizationScope,
): OrganizationMembers {
  const companies = below(organizations, scope.organizations);
  const ofCompanies = departments.filter(({ organizationId }) => companies.has(organizationId)).map(({ id }) => id);
  const chosen = below(departments, [...ofCompanies, ...scope.departments]);
  const named = new Set(scope.people);
  return {
    departments: departments
      .filter(({ id }) => chosen.has(id))
      .map(({ id, name, parentId }) => ({ id, name, parentId: within(chosen, parentId) })),
    people: people
      .filter(({ userId, departmentId }) => chosen.has(departmentId) || named.has(userId))
      .map((person) => ({ ...person, departmentId: within(chosen, person.departmentId) })),
  };
}

function within(chosen: ReadonlySet<string>, id: string | null): string | null {
  return id !== null && chosen.has(id) ? id : null;
}

/** The chosen ones and all below them, whatever order they stand in; a ring among them ends by itself. */
function below(
  all: readonly { readonly id: string; readonly parentId: string | null }[],
  chosen: readonly string[],
): Set<string> {
  const found = new Set(chosen);
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const { id, parentId } of all) if (parentId !== null && found.has(parentId)) found.add(id);
  }
  return found;
}
