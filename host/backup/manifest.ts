import * as z from 'zod/mini';

const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** What an archive holds, written last into it: without this part an archive is no backup. */
export const BackupManifest = z.object({
  format: z.literal('esign-backup'),
  version: z.literal(1),
  madeAt: z.string(),
  database: z.enum(['pglite', 'postgres']),
  schema: z.nullable(z.string()),
  /** The newest step of the database's shape. */
  migration: z.string(),
  /** Rows of every table. */
  rows: z.record(z.string(), z.int()),
  /** Every other part of the archive with its SHA-256. */
  parts: z.record(z.string(), Hash),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

export const MANIFEST = 'manifest.json';
export const DATABASE = 'database.dump';
export const FILES = 'files/';
export const IDENTITY = 'identity/';
