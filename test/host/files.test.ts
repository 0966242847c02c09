import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { transact } from '../../host/services/context.js';
import type { Db } from '../../host/store/database.js';
import { ownedFiles } from '../../host/store/file-owner.js';
import { openFileStore, sha256Of, type FileStore } from '../../host/store/files.js';
import { startS3Server, type S3Server } from '../simulators/s3/s3-server.js';
import { s3OptionsOf } from '../support/s3-options.js';

/** What the disk answers to the next write; the whole edge of the file system stays the real one otherwise. */
const disk = vi.hoisted(() => ({ fault: null as string | null }));

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs/promises')>();
  const open: typeof real.open = async (...parameters) => {
    const handle = await real.open(...parameters);
    if (disk.fault !== null && parameters[1] === 'wx') {
      const code = disk.fault;
      handle.writeFile = () => Promise.reject(Object.assign(new Error(`${code}: write`), { code }));
    }
    return handle;
  };
  return { ...real, open };
});

const text = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value);

async function readAll(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).text();
}

async function listed(store: FileStore): Promise<string[]> {
  const names: string[] = [];
  for await (const { sha256 } of store.list()) names.push(sha256);
  return names.sort();
}

let folder: string;
let service: S3Server;

beforeAll(async () => {
  service = await startS3Server();
});

afterAll(() => service.close());

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'esign-files-'));
});

afterEach(() => {
  disk.fault = null;
  rmSync(folder, { recursive: true, force: true });
});

/** A new and empty store of each kind. */
let count = 0;
const kinds: Record<string, () => Promise<FileStore>> = {
  folder: () => openFileStore(folder),
  s3: () => openFileStore(folder, s3OptionsOf(service, `test-${(count += 1)}/`)),
};

describe.each(Object.entries(kinds))('a file store in %s', (_, openStore) => {
  let store: FileStore;

  beforeEach(async () => {
    store = await openStore();
  });

  it('keeps bytes by their hash, once', async () => {
    const bytes = text('合同');

    const first = await store.put(bytes);
    const second = await store.put(bytes);

    expect([first, second]).toEqual([sha256Of(bytes), sha256Of(bytes)]);
    expect(await store.get(first)).toEqual(bytes);
    expect(await store.size(first)).toBe(6);
    expect(await listed(store)).toEqual([first]);
  });

  it('keeps one file when many store the same bytes at once', async () => {
    const bytes = new Uint8Array(200_000).fill(7);

    const hashes = await Promise.all(Array.from({ length: 20 }, () => store.put(bytes)));

    expect(new Set(hashes)).toEqual(new Set([sha256Of(bytes)]));
    expect(await listed(store)).toEqual([sha256Of(bytes)]);
    expect(await store.get(sha256Of(bytes))).toEqual(bytes);
  });

  it('streams any range of the bytes, both ends included', async () => {
    const sha256 = await store.put(text('0123456789'));

    const parts = [
      [0, 9],
      [3, 5],
      [9, 9],
    ] as const;

    expect(await Promise.all(parts.map(([start, end]) => readAll(store.stream(sha256, start, end))))).toEqual([
      '0123456789',
      '345',
      '9',
    ]);
  });

  it('keeps an empty file', async () => {
    const sha256 = await store.put(new Uint8Array());

    expect([await store.size(sha256), await store.get(sha256)]).toEqual([0, new Uint8Array()]);
  });

  it('says not-found for what is not there', async () => {
    const missing = sha256Of('nothing');

    await expect(store.get(missing)).rejects.toMatchObject({ code: 'not-found' });
    await expect(store.size(missing)).rejects.toMatchObject({ code: 'not-found' });
    expect(await store.removeUnused(missing, new Date())).toBe(false);
  });

  it.each(['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(63)}/`])(
    'takes %j for no name (T32)',
    async (name) => {
      await expect(store.get(name)).rejects.toThrow('not a hash');
      await expect(store.size(name)).rejects.toThrow('not a hash');
    },
  );

  it('removes what was stored before a moment, and nothing younger', async () => {
    const sha256 = await store.put(text('kept'));

    const tooYoung = await store.removeUnused(sha256, new Date(Date.now() - 3_600_000));
    const stillThere = await listed(store);
    const removed = await store.removeUnused(sha256, new Date(Date.now() + 3_600_000));

    expect([tooYoung, stillThere, removed, await listed(store)]).toEqual([false, [sha256], true, []]);
  });

  it('keeps the marks of its owners, and none of them is a file', async () => {
    expect(await store.owners()).toEqual([]);

    for (const id of ['one', 'two', 'one']) await store.addOwner(id);

    expect((await store.owners()).sort()).toEqual(['one', 'two']);
    expect(await listed(store)).toEqual([]);
    await expect(store.addOwner('../one')).rejects.toThrow('not an owner');
  });

  it('is marked before its owner stores the first file, and again when that failed', async () => {
    let failures = 1;
    const addOwner = (id: string): Promise<void> =>
      (failures -= 1) >= 0 ? Promise.reject(new Error('the service is away')) : store.addOwner(id);
    const files = ownedFiles({ ...store, addOwner }, 'me');

    await expect(files.put(text('x'))).rejects.toThrow('the service is away');
    const before = await listed(store);
    await files.put(text('x'));

    expect([before, await store.owners()]).toEqual([[], ['me']]);
  });

  it('says that it can be written to, and leaves nothing that counts', async () => {
    await expect(store.check()).resolves.toBeUndefined();
  });
});

describe('the folder of files', () => {
  it('never hands out bytes that do not match their hash', async () => {
    const store = await openFileStore(folder);
    const sha256 = await store.put(text('合同'));
    writeFileSync(path.join(folder, sha256.slice(0, 2), sha256), 'other');

    await expect(store.get(sha256)).rejects.toMatchObject({ code: 'file-damaged' });
  });

  it('leaves nothing beside the file, and removes what a crash left (F11)', async () => {
    const incoming = path.join(folder, 'incoming');
    mkdirSync(incoming, { recursive: true });
    writeFileSync(path.join(incoming, 'left-by-a-crash'), 'half');
    utimesSync(path.join(incoming, 'left-by-a-crash'), 1, 1);
    writeFileSync(path.join(incoming, 'being-written'), 'half');

    const store = await openFileStore(folder);
    await store.put(text('合同'));

    expect(readdirSync(incoming)).toEqual(['being-written']);
  });

  it('makes an old file young when its bytes are stored again, so that it is not taken away', async () => {
    const store = await openFileStore(folder);
    const sha256 = await store.put(text('合同'));
    utimesSync(path.join(folder, sha256.slice(0, 2), sha256), 1, 1);

    await store.put(text('合同'));

    expect(await store.removeUnused(sha256, new Date(Date.now() - 3_600_000))).toBe(false);
    expect(await store.get(sha256)).toEqual(text('合同'));
  });

  it('loses nothing when bytes are stored again while they are taken away', async () => {
    const store = await openFileStore(folder);
    for (let round = 0; round < 50; round += 1) {
      const sha256 = await store.put(text('合同'));
      utimesSync(path.join(folder, sha256.slice(0, 2), sha256), 1, 1);

      await Promise.all([store.removeUnused(sha256, new Date(Date.now() - 3_600_000)), store.put(text('合同'))]);

      expect(await store.get(sha256)).toEqual(text('合同'));
    }
  });

  it.each(['ENOSPC', 'EDQUOT', 'EROFS'])(
    'answers storage-full on %s, leaves nothing, and still reads (F14)',
    async (code) => {
      const store = await openFileStore(folder);
      const sha256 = await store.put(text('earlier'));
      disk.fault = code;

      await expect(store.put(text('new'))).rejects.toMatchObject({ code: 'storage-full' });
      await expect(store.check()).rejects.toMatchObject({ code: 'storage-full' });

      expect(await store.get(sha256)).toEqual(text('earlier'));
      expect(readdirSync(path.join(folder, 'incoming'))).toEqual([]);
      disk.fault = null;
      expect(await store.get(await store.put(text('new')))).toEqual(text('new'));
    },
  );
});

describe('a database without room', () => {
  it('is storage-full too, as a full file store is (F14)', async () => {
    const refuse = (): Promise<never> => Promise.reject(Object.assign(new Error('no room'), { code: '53100' }));
    const db = { transaction: () => ({ execute: refuse }) } as unknown as Db;

    await expect(transact({ db }, () => Promise.resolve())).rejects.toMatchObject({ code: 'storage-full' });
  });
});
