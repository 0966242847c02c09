import type { HostClient } from '../../api/host-client.js';
import type { UnreadPart } from '../../core/editing.js';
import type { MappingKind } from '../../core/editor-mapping.js';
import { EsignError } from '../../core/errors.js';
import type { OptionalData } from '../../machines/mapping-editor.safety.js';
import type { Binding } from '../../schema/binding.js';
import type { CatalogItem, CatalogKind } from '../../schema/provider.js';

/** Which lists of a service the editor offers. */
const CATALOGS: Record<MappingKind, readonly CatalogKind[]> = {
  signing: ['seal', 'template'],
  'seal-use': ['physicalSeal', 'sealProcess', 'fileType'],
};

/**
 * Reads what a person can work without. What does not come is named in the answer instead of failing it; only rights
 * are never assumed.
 */
export async function readOptional(
  host: HostClient,
  kind: MappingKind,
  bindings: readonly Binding[] | Promise<readonly Binding[]>,
  signal: AbortSignal,
): Promise<OptionalData> {
  const options = { signal };
  const unread: UnreadPart[] = [];
  const catalogs = async (): Promise<[string, CatalogItem[]][]> => {
    const services = await bindings;
    return Promise.all(
      services.map(async ({ id, name }): Promise<[string, CatalogItem[]]> => {
        const lists = CATALOGS[kind].map((list) => host.listCatalog(id, list, options));
        const found = await Promise.allSettled(lists);
        if (found.some(isUnread)) unread.push({ part: 'catalog', name });
        return [id, found.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))];
      }),
    );
  };
  const [session, workflows, items] = await Promise.all([
    host.getSession(options).catch(() => {
      unread.push({ part: 'session' });
      return undefined;
    }),
    host.listWorkflows(undefined, options).catch(() => {
      unread.push({ part: 'workflows' });
      return [];
    }),
    catalogs(),
  ]);
  return {
    workflows,
    catalogs: Object.fromEntries(items),
    permissions: session?.permissions ?? [],
    owner: session && `${session.tenantId}/${session.userId}`,
    unread,
  };
}

/** A service that was never synced has no catalogue, and nothing is missing then. */
function isUnread(result: PromiseSettledResult<unknown>): boolean {
  return result.status === 'rejected' && EsignError.from(result.reason).code !== 'not-found';
}
