import * as z from 'zod/mini';

import type { CatalogItem, ConnectionFinding } from '../../../src/schema/index.js';
import type { ServiceAccess } from '../remote-service.js';
import { ServiceRefusal } from '../service-answers.js';
import { bindingOf, type TencentClient } from './client.js';

/** What one answer of a list holds at most. */
const PAGE = 200;
const JOINED = 5;
const RELEASED = 1;
const ON = 1;

const Seals = z.object({
  Seals: z.array(z.object({ SealId: z.string(), SealName: z.string(), SealStatus: z.string() })),
});
const Control = z.object({ ComponentId: z.string(), ComponentName: z.optional(z.nullable(z.string())) });
const Templates = z.object({
  Templates: z.array(
    z.object({
      TemplateId: z.string(),
      TemplateName: z.string(),
      Status: z.optional(z.int()),
      Available: z.optional(z.int()),
      Components: z.optional(z.nullable(z.array(Control))),
    }),
  ),
});
const Members = z.object({ List: z.array(z.object({ OrganizationId: z.string(), Status: z.int() })) });

/** B-16: what a mapping can name: seals and templates with the controls that the initiator fills (chapters 6.1 and 7). */
export async function readCatalog(client: TencentClient, access: ServiceAccess): Promise<CatalogItem[]> {
  const items: CatalogItem[] = [];
  // the offset of seals counts pages, that of templates counts rows
  for (let page = 0; ; page += 1) {
    const body = { Limit: PAGE, Offset: page, SealStatuses: ['ALL'] };
    const { Seals: seals } = await client.order(access, 'DescribeOrganizationSeals', body, Seals);
    items.push(
      ...seals.map(({ SealId, SealName, SealStatus }): CatalogItem => {
        return { id: SealId, kind: 'seal', name: SealName, enabled: SealStatus === 'SUCCESS' };
      }),
    );
    if (seals.length < PAGE) break;
  }
  for (let row = 0; ; row += PAGE) {
    const body = { Limit: PAGE, Offset: row, ContentType: 0 };
    const { Templates: templates } = await client.order(access, 'DescribeFlowTemplates', body, Templates);
    items.push(
      ...templates.map(({ TemplateId, TemplateName, Status = RELEASED, Available = ON, Components }): CatalogItem => ({
        id: TemplateId,
        kind: 'template',
        name: TemplateName,
        enabled: Status === RELEASED && Available === ON,
        controls: (Components ?? []).map(({ ComponentId, ComponentName }) => ({
          id: ComponentId,
          name: ComponentName || ComponentId,
        })),
      })),
    );
    if (templates.length < PAGE) return items;
  }
}

/** B-06: the cheapest signed calls tell whether the key, the clock and the member of the group are right. */
export async function tryCredentials(client: TencentClient, access: ServiceAccess): Promise<ConnectionFinding[]> {
  const member = bindingOf(access).subOrganizationId;
  try {
    await client.order(access, 'DescribeOrganizationSeals', { Limit: 1, Offset: 0 }, Seals);
    if (member !== null && !(await hasJoined(client, access, member))) return [wrong('OperationDenied.SubOrgNotJoin')];
    return [{ check: 'credentials', outcome: 'ok' }];
  } catch (error) {
    if (!(error instanceof ServiceRefusal)) throw error;
    if (error.serviceCode !== 'AuthFailure.SignatureExpire') return [wrong(error.serviceCode)];
    return [{ check: 'clock', outcome: 'failed', fix: 'set-clock', detail: `code ${error.serviceCode}` }];
  }
}

function wrong(code: string): ConnectionFinding {
  return { check: 'credentials', outcome: 'failed', fix: 'check-credentials', detail: `code ${code}` };
}

/** Chapter 9: the main enterprise may act for a member that has joined its group; it asks for its members as itself. */
async function hasJoined(client: TencentClient, access: ServiceAccess, member: string): Promise<boolean> {
  const body = { Limit: PAGE, Offset: 0, Id: member };
  const main = { ...access, binding: { ...bindingOf(access), subOrganizationId: null } };
  const { List } = await client.order(main, 'DescribeOrganizationGroupOrganizations', body, Members);
  return List.some(({ OrganizationId, Status }) => OrganizationId === member && Status === JOINED);
}
