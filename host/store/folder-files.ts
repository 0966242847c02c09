import { randomUUID } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { mkdir, open, opendir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';

import { EsignError } from '../../src/core/errors.js';
import { stopPoint } from '../jobs/stop-point.js';
import { HASH, OWNERS, requireHash, requireMatch, requireOwner, sha256Of, type FileStore } from './file-store.js';

/** A folder of files named by their hash, written beside, flushed and renamed, so that a name always means whole bytes. */
export async function openFolderFiles(folder: string): Promise<FileStore> {
  const incoming = path.join(folder, 'incoming');
  await mkdir(incoming, { recursive: true });
  await removeOld(incoming);
  const at = (sha256: string): string => path.join(folder, requireHash(sha256).slice(0, 2), sha256);

  return {
    async put(bytes) {
      const sha256 = sha256Of(bytes);
      stopPoint('after-hash');
      const target = at(sha256);
      if (await isKept(target, bytes.byteLength)) return sha256;
      const temporary = path.join(incoming, randomUUID());
      try {
        await writeFlushed(temporary, bytes);
        await mkdir(path.dirname(target), { recursive: true });
        await rename(temporary, target);
        stopPoint('after-rename');
        await syncFolder(path.dirname(target));
        await syncFolder(folder);
      } catch (error) {
        await rm(temporary, { force: true });
        throw failureOf(error);
      }
      return sha256;
    },

    async get(sha256) {
      const bytes = new Uint8Array(await readFile(at(sha256)).catch(refuseMissing));
      requireMatch(bytes, sha256);
      return bytes;
    },

    async size(sha256) {
      return (await stat(at(sha256)).catch(refuseMissing)).size;
    },

    stream(sha256, start, end) {
      return Readable.toWeb(createReadStream(at(sha256), { start, end })) as ReadableStream<Uint8Array>;
    },

    async *list() {
      for (const part of await readdir(folder)) {
        if (!/^[0-9a-f]{2}$/.test(part)) continue;
        for await (const { name } of await opendir(path.join(folder, part))) {
          if (!HASH.test(name)) continue;
          const info = await statIfThere(path.join(folder, part, name));
          if (info) yield { sha256: name, size: info.size, storedAt: info.mtime };
        }
      }
    },

    removeUnused: (sha256, storedBefore) => removeUnused(at(sha256), incoming, storedBefore),

    async addOwner(id) {
      const marks = path.join(folder, OWNERS);
      try {
        await mkdir(marks, { recursive: true });
        await writeFile(path.join(marks, requireOwner(id)), `${new Date().toISOString()}\n`, {
          flag: 'wx',
          flush: true,
        });
        await syncFolder(marks);
        await syncFolder(folder);
      } catch (error) {
        if (!isThere(error)) throw failureOf(error);
      }
    },

    owners: () =>
      readdir(path.join(folder, OWNERS)).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      }),

    async check() {
      const probe = path.join(incoming, randomUUID());
      try {
        await writeFlushed(probe, new Uint8Array(4096));
      } catch (error) {
        throw failureOf(error);
      } finally {
        await rm(probe, { force: true });
      }
    },
  };
}

async function writeFlushed(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    stopPoint('after-temp-file');
    await handle.sync();
    stopPoint('after-fsync');
  } finally {
    await handle.close();
  }
}

/** What a crash left half written; an hour, because another process may be writing into the same folder right now. */
async function removeOld(folder: string): Promise<void> {
  const limit = Date.now() - 3_600_000;
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const info = await statIfThere(file);
    if (info && info.mtimeMs < limit) await rm(file, { force: true });
  }
}

/** Whether the bytes are there already. They count as stored now, so that nobody takes them away as unused. */
async function isKept(file: string, size: number): Promise<boolean> {
  try {
    const now = new Date();
    await utimes(file, now, now);
    return (await stat(file)).size === size;
  } catch {
    // any failure to look at it is met again, and reported, by the write that follows
    return false;
  }
}

/**
 * Moves the file away first and looks at its time then: who stores the same bytes either finds nothing, and writes them
 * anew, or has made the file young before the move, and it goes back.
 */
async function removeUnused(file: string, incoming: string, storedBefore: Date): Promise<boolean> {
  const aside = path.join(incoming, randomUUID());
  try {
    await rename(file, aside);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
  if ((await stat(aside)).mtime < storedBefore) {
    await rm(aside, { force: true });
    return true;
  }
  await rename(aside, file);
  return false;
}

async function statIfThere(file: string): Promise<Stats | null> {
  try {
    return await stat(file);
  } catch (error) {
    // another process moves and removes in the same folder
    if (isMissing(error)) return null;
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

function isThere(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST';
}

function refuseMissing(error: unknown): never {
  if (isMissing(error)) throw new EsignError('not-found', 'a stored file is missing', { cause: error });
  throw error;
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EROFS']);

function failureOf(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return FULL.has(code) ? new EsignError('storage-full', 'no room for a file', { cause: error }) : error;
}
