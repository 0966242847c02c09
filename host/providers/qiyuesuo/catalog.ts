import * as z from 'zod/mini';

import type { CatalogItem, ConnectionFinding } from '../../../src/schema/index.js';
import type { ServiceAccess } from '../remote-service.js';
import { ServiceRefusal } from '../service-answers.js';
import { ask } from './client.js';

/** The type of a process for physical seals (物理用印流程). */
const PHYSICAL = 'PHYSICAL';
const ServiceId = z.string().check(z.regex(/^\d{1,19}$/));
const Seals = z.array(
  z.object({
    seals: z.array(z.object({ id: ServiceId, name: z.string(), status: z.object({ key: z.string() }) })),
  }),
);
const Templates = z.array(
  z.object({
    id: ServiceId,
    title: z.string(),
    status: z.string(),
    params: z.optional(z.array(z.object({ name: z.string() }))),
  }),
);
const Categories = z.array(z.object({ id: ServiceId, name: z.string(), type: z.string(), state: z.string() }));

/** The file type of an application for a physical seal without a process, for installations that have none. */
export const NO_PROCESS = '0';

/** B-16: what a mapping can name, from four lists of the service (`qiyuesuo.md` chapter 6). */
export async function readCatalog(access: ServiceAccess): Promise<CatalogItem[]> {
  const [electronic, physical, templates, categories] = await Promise.all([
    ask(access, '/seal/innercompany/seallist', { category: 'ELECTRONIC' }, Seals),
    ask(access, '/seal/innercompany/seallist', { category: 'PHYSICS' }, Seals),
    ask(access, '/template/list', {}, Templates),
    ask(access, '/contract/categories', {}, Categories),
  ]);
  const hasProcess = categories.some(({ type }) => type === PHYSICAL);
  return [
    ...sealsOf(electronic, 'seal'),
    ...sealsOf(physical, 'physicalSeal'),
    ...templates.map(({ id, title, status, params = [] }): CatalogItem => ({
      id,
      kind: 'template',
      name: title,
      enabled: status === 'ENABLED',
      controls: params.map(({ name }) => ({ id: name, name })),
    })),
    ...categories.map(({ id, name, type, state }): CatalogItem => ({
      id,
      // the file type of a physical seal's application is its process
      kind: type === PHYSICAL ? 'fileType' : 'sealProcess',
      name,
      enabled: state === 'ENABLED',
    })),
    ...(hasProcess ? [] : [{ id: NO_PROCESS, kind: 'fileType' as const, name: '直接申请', enabled: true }]),
  ];
}

function sealsOf(companies: z.infer<typeof Seals>, kind: 'seal' | 'physicalSeal'): CatalogItem[] {
  return companies.flatMap(({ seals }) =>
    seals.map(({ id, name, status }): CatalogItem => ({ id, kind, name, enabled: status.key === 'NORMAL' })),
  );
}

/** B-06: the cheapest signed call tells whether the token and the secret are right. */
export async function tryCredentials(access: ServiceAccess): Promise<ConnectionFinding[]> {
  try {
    await ask(access, '/company/list', {}, z.unknown());
    return [{ check: 'credentials', outcome: 'ok' }];
  } catch (error) {
    if (!(error instanceof ServiceRefusal)) throw error;
    return [{ check: 'credentials', outcome: 'failed', fix: 'check-credentials', detail: `code ${error.serviceCode}` }];
  }
}
