import * as z from 'zod/mini';

/** What the generated documents say about a schema. */
export interface WireMeta {
  id: string;
  description: string;
}

/** Our own registry: `z.globalRegistry` is shared with the page's own Zod and must stay untouched. */
export const wire = z.registry<WireMeta>();
