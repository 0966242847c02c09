import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { migrations } from '../store/migrations/index.js';
import type { FileStore } from '../store/files.js';
import { readArchive, type ArchivePart } from './archive.js';
import { stateOfFile } from './check.js';
import { countRows, hasDatabase, kindOf, loadDump, openDumpable, type BackupPlace } from './database-dump.js';
import { BackupManifest, DATABASE, FILES, IDENTITY, MANIFEST } from './manifest.js';
import { connectionOf } from './programs.js';

export interface RestoreFigures {
  readonly manifest: BackupManifest;
  readonly files: number;
  /** Names under which what was there before is kept. */
  readonly kept: readonly string[];
}

/**
 * Puts database, files and keys of an archive into the place that the settings name. The whole archive is read and
 * checked before anything is touched. No host may run on the place meanwhile.
 *
 * @throws Error for a damaged archive, one of another kind of database or of a newer version, and for a place that is not
 * empty, unless `force` is set; then what was there is kept under another name.
 */
export async function restoreBackup(
  place: BackupPlace,
  files: FileStore,
  from: string,
  { force, now }: { force: boolean; now: Date },
): Promise<RestoreFigures> {
  const manifest = await checkArchive(from);
  checkFit(manifest, place);
  if (!force) await refuseNonEmpty(place, files);
  const stamp = now
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, '')
    .toLowerCase();
  const dump = path.join(place.dataDir, `restore-${randomUUID()}.dump`);
  const identity = path.join(place.dataDir, `identity.restoring-${stamp}`);
  await mkdir(place.dataDir, { recursive: true });
  try {
    await keepWhatIsThere(files, stamp);
    const count = await extract(from, { files, dump, identity });
    const kept = await loadDump(place, dump, stamp);
    kept.push(...(await replaceFolder(path.join(place.dataDir, 'identity'), identity, stamp)));
    await compareRows(place, manifest);
    return { manifest, files: count, kept };
  } finally {
    await rm(dump, { force: true });
    await rm(identity, { recursive: true, force: true });
  }
}

/** Reads a whole archive. @throws Error unless every part is there and is what the manifest says. */
export async function checkArchive(from: string): Promise<BackupManifest> {
  const found = new Map<string, string>();
  let manifest: BackupManifest | undefined;
  for await (const part of readArchive(from)) {
    if (part.name === MANIFEST) manifest = BackupManifest.parse(JSON.parse(await textOf(part)));
    else if (found.has(part.name)) throw new Error(`${part.name} is twice in the archive`);
    else found.set(part.name, await hashOf(part));
  }
  if (!manifest) throw new Error('the archive has no manifest: it was cut, or is no backup');
  for (const [name, sha256] of Object.entries(manifest.parts)) {
    if (found.get(name) !== sha256)
      throw new Error(`${name} is ${found.has(name) ? 'damaged' : 'missing'} in the archive`);
    if (name.startsWith(FILES) && name !== FILES + sha256) throw new Error(`${name} is not the file of its name`);
    found.delete(name);
  }
  const [stranger] = found.keys();
  if (stranger !== undefined) throw new Error(`the manifest does not know ${stranger}`);
  if (!Object.hasOwn(manifest.parts, DATABASE)) throw new Error('the archive has no database');
  return manifest;
}

function checkFit(manifest: BackupManifest, place: BackupPlace): void {
  if (place.databaseUrl !== undefined) connectionOf(place.databaseUrl);
  if (manifest.database !== kindOf(place)) {
    throw new Error(`the backup is of ${manifest.database}, and the settings name ${kindOf(place)}`);
  }
  if (manifest.schema !== null && manifest.schema !== place.schema) {
    throw new Error(`the backup is of the schema ${manifest.schema}; set DATABASE_SCHEMA to it`);
  }
  if (!Object.hasOwn(migrations, manifest.migration)) {
    throw new Error(`the backup was made by a newer version of this program (${manifest.migration})`);
  }
}

async function refuseNonEmpty(place: BackupPlace, files: FileStore): Promise<void> {
  const found: string[] = [];
  if (await hasDatabase(place)) found.push('a database');
  if (existsSync(path.join(place.dataDir, 'identity'))) found.push('keys of a signer');
  for await (const file of files.list()) {
    found.push(`files, for example ${file.sha256}`);
    break;
  }
  if (found.length > 0) throw new Error(`the place is not empty, it has ${found.join(' and ')}; nothing was changed`);
}

async function extract(from: string, target: { files: FileStore; dump: string; identity: string }): Promise<number> {
  let count = 0;
  for await (const part of readArchive(from)) {
    if (part.name === DATABASE)
      await pipeline(Readable.from(part.bytes), createWriteStream(target.dump, { mode: 0o600 }));
    else if (part.name.startsWith(FILES)) {
      await putWhole(target.files, part.name.slice(FILES.length), await bytesOf(part));
      count += 1;
    } else if (part.name.startsWith(IDENTITY)) await writeKey(target.identity, part);
    else await bytesOf(part);
  }
  return count;
}

/**
 * Files that are younger than the backup are named by no row after it. As somebody else's they stay until the operator
 * takes the mark away.
 */
async function keepWhatIsThere(files: FileStore, stamp: string): Promise<void> {
  for await (const _ of files.list()) return files.addOwner(`before-${stamp}`);
}

/** `put` trusts a file of the right name and size, and a restore is what is done after a disk went bad. */
async function putWhole(files: FileStore, sha256: string, bytes: Uint8Array): Promise<void> {
  if ((await stateOfFile(files, sha256)) === 'damaged') await files.removeUnused(sha256, new Date(8.64e15));
  await files.put(bytes);
}

async function writeKey(folder: string, part: ArchivePart): Promise<void> {
  const file = path.join(folder, part.name.slice(IDENTITY.length));
  // names come from the archive, and must not lead out of the folder
  if (!file.startsWith(folder + path.sep)) throw new Error(`${part.name} leads out of its folder`);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, await bytesOf(part), { mode: 0o600, flush: true });
}

async function replaceFolder(folder: string, fresh: string, stamp: string): Promise<string[]> {
  if (!existsSync(fresh)) return [];
  const isThere = existsSync(folder) && (await readdir(folder)).length > 0;
  const kept = isThere ? [`${folder}.before-${stamp}`] : [];
  for (const name of kept) await rename(folder, name);
  await rename(fresh, folder);
  return kept;
}

async function compareRows(place: BackupPlace, manifest: BackupManifest): Promise<void> {
  const database = await openDumpable(place);
  try {
    const found = await countRows(database.db);
    for (const [table, count] of Object.entries(manifest.rows)) {
      if (found[table] !== count) throw new Error(`${table} has ${found[table] ?? 0} rows instead of ${count}`);
    }
  } finally {
    await database.close();
  }
}

async function hashOf({ bytes }: ArchivePart): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest('hex');
}

async function bytesOf({ bytes }: ArchivePart): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function textOf(part: ArchivePart): Promise<string> {
  return Buffer.from(await bytesOf(part)).toString('utf8');
}
