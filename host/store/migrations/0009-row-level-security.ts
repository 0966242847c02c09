import type { Kysely } from 'kysely';

import { protectTables } from '../row-level-security.js';

/** By name: an OA may keep tables of its own in the same schema, and they are its business. */
const TENANT_TABLES = [
  'audit',
  'audit_anchors',
  'audit_heads',
  'binding_secrets',
  'bindings',
  'callback_addresses',
  'callbacks',
  'catalog',
  'config_versions',
  'configs',
  'envelope_people',
  'envelopes',
  'files',
  'idempotency',
  'outbox',
  'outbox_leases',
  'remote_envelopes',
  'revisions',
  'seal_grants',
  'seal_uses',
  'seals',
  'signatures',
  'tenant_keys',
];

/**
 * One forgotten `where tenant_id` must not show a stranger's contract: the database itself keeps tenants apart. A step
 * after this one that makes a table with `tenant_id` calls `protectTables` itself.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await protectTables(db, TENANT_TABLES);
}
