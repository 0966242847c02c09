import * as z from 'zod/mini';

/** What the generated documents say about a schema. */
export interface WireMeta {
  id: string;
  description: string;
}

/** Our own registry: `z.globalRegistry` is shared with the page's own Zod and must stay untouched. */
export const wire = z.registry<WireMeta>();

/**
 * The schemas of values that nobody may see again: what is parsed by one of them is kept out of answers and logs. A value
 * is secret because its schema stands here, whatever its field is called.
 */
export const secrets = z.registry<{ secret: true }>();
