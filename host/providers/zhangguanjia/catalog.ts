import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import type { CatalogItem } from '../../../src/schema/index.js';
import type { ServiceAccess } from '../remote-service.js';
import { PATHS } from './assumed.js';
import { SERVICE, type ZhangguanjiaClient } from './client.js';

const PAGE_SIZE = 100;
const MAX_PAGES = 100;
const Flag = z.union([z.boolean(), z.string(), z.int()]);
const Id = z.string().check(z.minLength(1), z.maxLength(64));
const Seals = z.object({
  total: z.union([z.int(), z.string().check(z.regex(/^\d+$/))]),
  data_list: z.array(z.object({ seal_id: Id, seal_name: z.string(), is_enable: Flag })),
});
const FileTypes = z.object({ data_list: z.array(z.object({ type_id: Id, type_name: z.string(), is_enable: Flag })) });

/** B-16: the seals of 印章库 and the file types of 基础设置. */
export async function readCatalog(client: ZhangguanjiaClient, access: ServiceAccess): Promise<CatalogItem[]> {
  const types = await client.call(access, { method: 'GET', path: PATHS.fileTypes }, FileTypes);
  return [
    ...(await readSeals(client, access)),
    ...types.data_list.map((type): CatalogItem => ({
      id: type.type_id,
      kind: 'fileType',
      name: type.type_name,
      enabled: isOn(type.is_enable),
    })),
  ];
}

async function readSeals(client: ZhangguanjiaClient, access: ServiceAccess): Promise<CatalogItem[]> {
  const items: CatalogItem[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const path = PATHS.seals(page, PAGE_SIZE);
    const { total, data_list: found } = await client.call(access, { method: 'GET', path }, Seals);
    items.push(
      ...found.map((seal): CatalogItem => ({
        id: seal.seal_id,
        kind: 'physicalSeal',
        name: seal.seal_name,
        enabled: isOn(seal.is_enable),
      })),
    );
    if (found.length === 0 || items.length >= Number(total)) return items;
  }
  throw new EsignError('bad-response', `${SERVICE} has more than ${MAX_PAGES * PAGE_SIZE} seals`);
}

/** Values are strings there, whatever they mean. */
function isOn(flag: z.infer<typeof Flag>): boolean {
  return ['true', '1'].includes(String(flag));
}
