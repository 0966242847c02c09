import type { SealUseMapping, SigningMapping } from '../../src/schema/index.js';
import type { Queries } from './database.js';
import type { ConfigKind } from './tables.js';

/** The mapping of each kind of configuration. */
export interface MappingOf {
  signing: SigningMapping;
  sealUse: SealUseMapping;
}

export interface StoredConfig<K extends ConfigKind> {
  readonly id: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly mapping: MappingOf[K];
}

export function configQuery(queries: Queries, tenantId: string, kind: ConfigKind) {
  return queries
    .selectFrom('configs as c')
    .innerJoin('config_versions as v', (join) =>
      join
        .onRef('v.tenant_id', '=', 'c.tenant_id')
        .onRef('v.config_id', '=', 'c.id')
        .onRef('v.version', '=', 'c.version'),
    )
    .select(['c.id', 'c.version', 'v.updated_at', 'v.updated_by', 'v.mapping'])
    .where('c.tenant_id', '=', tenantId)
    .where('c.kind', '=', kind);
}

export function toConfig<K extends ConfigKind>(row: {
  id: string;
  version: number;
  updated_at: string;
  updated_by: string;
  mapping: SigningMapping | SealUseMapping;
}): StoredConfig<K> {
  return {
    id: row.id,
    version: row.version,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
    // the kind of the row decides the shape of its mapping, which the compiler cannot see
    mapping: row.mapping as MappingOf[K],
  };
}

/** The newest version of a workflow's configuration. */
export async function findWorkflowConfig<K extends ConfigKind>(
  queries: Queries,
  tenantId: string,
  kind: K,
  workflowId: string,
): Promise<StoredConfig<K> | null> {
  const row = await configQuery(queries, tenantId, kind).where('c.workflow_id', '=', workflowId).executeTakeFirst();
  return row ? toConfig<K>(row) : null;
}

/** One version as it was saved; it stays readable after the configuration was changed or removed. */
export async function findConfigVersion<K extends ConfigKind>(
  queries: Queries,
  tenantId: string,
  kind: K,
  configId: string,
  version: number,
): Promise<StoredConfig<K> | null> {
  const row = await queries
    .selectFrom('config_versions')
    .selectAll()
    .where('kind', '=', kind)
    .where('tenant_id', '=', tenantId)
    .where('config_id', '=', configId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? toConfig<K>({ ...row, id: row.config_id }) : null;
}
