import { createReadStream, existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import { usedFiles } from '../services/unused-files.js';
import type { FileStore } from '../store/files.js';
import { ArchiveWriter } from './archive.js';
import { kindOf, openDumpable, type BackupPlace, type DumpableDatabase } from './database-dump.js';
import { DATABASE, FILES, IDENTITY, MANIFEST, type BackupManifest } from './manifest.js';

export interface BackupFigures {
  readonly rows: number;
  readonly auditEntries: number;
  readonly files: number;
  readonly bytes: number;
}

/**
 * Writes database, files and the keys of the signer into one archive. On PostgreSQL hosts may go on working: the database
 * is dumped in one state, and files are stored before the rows that name them. The master keys of the secrets are left
 * out on purpose: an archive that is stolen must not open them.
 *
 * @throws Error when the archive exists, when a process works on the embedded database, or when a file is missing.
 */
export async function makeBackup(place: BackupPlace, files: FileStore, out: string, now: Date): Promise<BackupFigures> {
  const database = await openDumpable(place);
  const archive = await ArchiveWriter.create(out).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  try {
    const figures = await fill(archive, { place, database, files, out, now });
    await archive.close();
    return figures;
  } catch (error) {
    await archive.abort();
    await rm(out, { force: true });
    throw error;
  } finally {
    await database.close();
  }
}

interface Source {
  readonly place: BackupPlace;
  readonly database: DumpableDatabase;
  readonly files: FileStore;
  readonly out: string;
  readonly now: Date;
}

async function fill(archive: ArchiveWriter, { place, database, files, out, now }: Source): Promise<BackupFigures> {
  const parts: Record<string, string> = {};
  const add = async (name: string, file: string): Promise<void> => {
    parts[name] = await archive.add(name, (await stat(file)).size, createReadStream(file) as AsyncIterable<Uint8Array>);
  };
  const dump = `${out}.database`;
  let facts;
  try {
    facts = await database.dump(dump);
    await add(DATABASE, dump);
  } finally {
    await rm(dump, { force: true });
  }
  const { count, bytes } = await addFiles(archive, parts, database, files);
  for (const name of await identityFiles(place)) await add(IDENTITY + name, path.join(place.dataDir, 'identity', name));
  const manifest: BackupManifest = {
    format: 'esign-backup',
    version: 1,
    madeAt: now.toISOString(),
    database: kindOf(place),
    schema: place.databaseUrl === undefined ? null : place.schema,
    ...facts,
    parts,
  };
  const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`, 'utf8');
  await archive.add(MANIFEST, text.byteLength, [text]);
  const rows = Object.values(facts.rows).reduce((sum, number) => sum + number, 0);
  return { rows, auditEntries: facts.rows['audit'] ?? 0, files: count, bytes };
}

async function addFiles(
  archive: ArchiveWriter,
  parts: Record<string, string>,
  database: DumpableDatabase,
  files: FileStore,
): Promise<{ count: number; bytes: number }> {
  // asked after the dump, so it holds at least what the dump names
  const missing = await usedFiles(database.db);
  let count = 0;
  let bytes = 0;
  for await (const { sha256 } of files.list()) {
    const content = await files.get(sha256);
    parts[FILES + sha256] = await archive.add(FILES + sha256, content.byteLength, [content]);
    missing.delete(sha256);
    count += 1;
    bytes += content.byteLength;
  }
  const [first] = missing;
  if (first !== undefined)
    throw new Error(`${missing.size} files of the database are not in the store, first ${first}`);
  return { count, bytes };
}

async function identityFiles({ dataDir }: BackupPlace): Promise<string[]> {
  const folder = path.join(dataDir, 'identity');
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.pem'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
