import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';

import { EsignError } from '../../src/core/errors.js';

/** Bytes by their hash. What was stored once never changes and is stored once only. */
export interface FileStore {
  /** Stores the bytes and answers their SHA-256; when this returns, they survive a crash of the process. */
  put(bytes: Uint8Array): Promise<string>;
  get(sha256: string): Promise<Uint8Array<ArrayBuffer>>;
  size(sha256: string): Promise<number>;
  /** The bytes from `start` to `end`, both inclusive. */
  stream(sha256: string, start: number, end: number): ReadableStream<Uint8Array>;
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A folder of files named by their hash, written beside, flushed and renamed, so that a name always means whole bytes. */
export async function openFileStore(folder: string): Promise<FileStore> {
  const incoming = path.join(folder, 'incoming');
  await mkdir(incoming, { recursive: true });
  await removeOld(incoming);
  const at = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a hash');
    return path.join(folder, sha256.slice(0, 2), sha256);
  };

  return {
    async put(bytes) {
      const sha256 = sha256Of(bytes);
      const target = at(sha256);
      if (await exists(target, bytes.byteLength)) return sha256;
      const temporary = path.join(incoming, randomUUID());
      try {
        const handle = await open(temporary, 'wx', 0o600);
        try {
          await handle.writeFile(bytes);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await mkdir(path.dirname(target), { recursive: true });
        await rename(temporary, target);
        await syncFolder(path.dirname(target));
      } catch (error) {
        await rm(temporary, { force: true });
        if (isFull(error)) throw new EsignError('storage-full', 'no room for a file', { cause: error });
        throw error;
      }
      return sha256;
    },

    async get(sha256) {
      const bytes = new Uint8Array(await readFile(at(sha256)));
      // a damaged disk must never end up in a signed file
      if (sha256Of(bytes) !== sha256)
        throw new EsignError('file-damaged', `stored file ${sha256} does not match its hash`);
      return bytes;
    },

    async size(sha256) {
      return (await stat(at(sha256))).size;
    },

    stream(sha256, start, end) {
      return Readable.toWeb(createReadStream(at(sha256), { start, end })) as ReadableStream<Uint8Array>;
    },
  };
}

/** What a crash left half written; an hour, because another process may be writing into the same folder right now. */
async function removeOld(folder: string): Promise<void> {
  const limit = Date.now() - 3_600_000;
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    if ((await stat(file)).mtimeMs < limit) await rm(file, { force: true });
  }
}

async function exists(file: string, size: number): Promise<boolean> {
  try {
    return (await stat(file)).size === size;
  } catch {
    // any failure to look at it is met again, and reported, by the write that follows
    return false;
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

function isFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EROFS';
}
