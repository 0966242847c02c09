import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { keyNotes, loadMasterKeys, parseMasterKeys, type MasterKeys } from '../../host/secrets/master-keys.js';
import { rotateKeys } from '../../host/secrets/rotate.js';
import { Vault } from '../../host/secrets/vault.js';
import type { Db } from '../../host/store/database.js';
import { asSystem, asTenant } from '../../host/store/tenant-scope.js';
import { EsignError } from '../../src/core/errors.js';
import { databases, openTestHost, postgresUrl, type TestHost } from '../support/test-host.js';

const NOW = '2026-11-22T02:00:00.000Z';

function aKey(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`;
}

function keysOf(...entries: string[]): MasterKeys {
  const keys = parseMasterKeys(entries.join(','));
  const [active] = keys;
  if (!active) throw new Error('no keys');
  return { active, all: new Map(keys.map((key) => [key.id, key])), file: '' };
}

async function failureOf(call: Promise<unknown>): Promise<[string, string]> {
  try {
    await call;
    return ['went through', ''];
  } catch (error) {
    const { code, message } = EsignError.from(error);
    return [code, message];
  }
}

describe.each(databases)('the vault on %s (B-07, T18)', (kind) => {
  let test: TestHost;
  let db: Db;
  let count = 0;
  /** A tenant of its own for each test. */
  let tenantId: string;
  const first = aKey('first');
  const second = aKey('second');

  beforeAll(async () => {
    test = await openTestHost(kind);
    db = test.host.parts.db;
  });

  beforeEach(() => {
    count += 1;
    tenantId = `tenant-${count}`;
  });

  afterEach(() => asSystem(() => db.deleteFrom('tenant_keys').where('tenant_id', '=', tenantId).execute()));

  afterAll(() => test.close());

  function write(keys: MasterKeys, secrets: Record<string, string>, bindingId = 'bind-1'): Promise<void> {
    const place = { tenantId, bindingId, at: NOW };
    return asTenant(tenantId, () => db.transaction().execute((tx) => new Vault(db, keys).write(tx, place, secrets)));
  }

  function read(keys: MasterKeys, bindingId = 'bind-1'): Promise<Record<string, string>> {
    return asTenant(tenantId, () => new Vault(db, keys).read(tenantId, bindingId));
  }

  function rotate(keys: MasterKeys, dataKeys: boolean) {
    return asSystem(() => rotateKeys(db, keys, { dataKeys, now: NOW }));
  }

  function rows() {
    return asTenant(tenantId, () =>
      db.selectFrom('binding_secrets').selectAll().where('tenant_id', '=', tenantId).orderBy('name').execute(),
    );
  }

  it('gives back what was stored, and keeps what is not named', async () => {
    const keys = keysOf(first);
    await write(keys, { appSecret: '密钥 one', encryptionKey: 'two' });

    await write(keys, { appSecret: 'three' });

    expect(await read(keys)).toEqual({ appSecret: 'three', encryptionKey: 'two' });
    expect(await read(keys, 'bind-2')).toEqual({});
  });

  it('stores no secret in clear, and equal secrets differently', async () => {
    await write(keysOf(first), { appSecret: 'same-secret', clientSecret: 'same-secret' });

    const [one, two] = await rows();

    expect(one?.sealed).not.toBe(two?.sealed);
    expect(JSON.stringify([one, two])).not.toContain('same-secret');
    expect(JSON.stringify([one, two])).not.toContain(Buffer.from('same-secret').toString('base64url'));
  });

  it('reads by an old master key beside a new one, and after the rotation without it', async () => {
    await write(keysOf(first), { appSecret: 'one' });

    expect(await read(keysOf(second, first))).toEqual({ appSecret: 'one' });
    await rotate(keysOf(second, first), false);

    expect(await read(keysOf(second))).toEqual({ appSecret: 'one' });
    expect(await failureOf(read(keysOf(first)))).toEqual([
      'secret-unreadable',
      'the master key second is not among SECRET_KEYS',
    ]);
  });

  it('says which master key is missing', async () => {
    await write(keysOf(first), { appSecret: 'one' });

    expect(await failureOf(read(keysOf(second)))).toEqual([
      'secret-unreadable',
      'the master key first is not among SECRET_KEYS',
    ]);
    expect(await asSystem(() => keyNotes(new Vault(db, keysOf(second)), keysOf(second)))).toContain(
      'stored secrets need the master key first, which is not among SECRET_KEYS',
    );
  });

  it('refuses another key of the same id', async () => {
    await write(keysOf(first), { appSecret: 'one' });

    const [code, message] = await failureOf(read(keysOf(aKey('first'))));

    expect(code).toBe('secret-unreadable');
    expect(message).toMatch(/^the data key \S+ does not open by first$/);
  });

  it('makes new keys for tenants, encrypts by them and forgets the old ones', async () => {
    const keys = keysOf(first);
    await write(keys, { appSecret: 'one', encryptionKey: 'two' });
    const before = await rows();

    const done = await rotate(keys, true);

    const after = await rows();
    expect(done).toMatchObject({ rewrapped: 0, resealed: 2 });
    expect(await read(keys)).toEqual({ appSecret: 'one', encryptionKey: 'two' });
    expect(new Set(after.map((row) => row.key_id)).size).toBe(1);
    expect(after[0]?.key_id).not.toBe(before[0]?.key_id);
    const stored = await asTenant(tenantId, () =>
      db.selectFrom('tenant_keys').select('id').where('tenant_id', '=', tenantId).execute(),
    );
    expect(stored.map(({ id }) => id)).toEqual([after[0]?.key_id]);
  });

  it('can be rotated again and again, and then has nothing to do', async () => {
    await write(keysOf(first), { appSecret: 'one' });
    await rotate(keysOf(second, first), false);

    expect(await rotate(keysOf(second, first), false)).toEqual({ rewrapped: 0, renewed: 0, resealed: 0 });
  });

  it('loses nothing that is read or written while it rotates', async () => {
    const keys = keysOf(first);
    await write(keys, { constant: 'always' });
    const names = Array.from({ length: 12 }, (_, index) => `secret${index}`);

    const [seen] = await Promise.all([
      Promise.all(names.map(() => read(keys))),
      Promise.all(names.map((name) => write(keys, { [name]: name }))),
      rotate(keys, true).then(() => rotate(keys, true)),
    ]);

    expect(seen.every((found) => found['constant'] === 'always')).toBe(true);
    expect(await read(keys)).toEqual({ constant: 'always', ...Object.fromEntries(names.map((name) => [name, name])) });
  });

  it('makes one key for a tenant whose first secrets come together', async () => {
    const keys = keysOf(first);

    await Promise.all(['a', 'b', 'c', 'd'].map((name) => write(keys, { [name]: name })));

    expect(new Set((await rows()).map((row) => row.key_id)).size).toBe(1);
    expect(await read(keys)).toEqual({ a: 'a', b: 'b', c: 'c', d: 'd' });
  });

  it.each(['flip', 'cut', 'other field', 'other binding', 'version', 'empty'])(
    'notices a stored text that was changed: %s',
    async (change) => {
      const keys = keysOf(first);
      await write(keys, { appSecret: 'one', encryptionKey: 'two' });
      await write(keys, { appSecret: 'three' }, 'bind-2');
      const all = await rows();
      const own = all.find((row) => row.binding_id === 'bind-1' && row.name === 'appSecret');
      const field = all.find((row) => row.binding_id === 'bind-1' && row.name === 'encryptionKey');
      const foreign = all.find((row) => row.binding_id === 'bind-2');
      const text = own?.sealed ?? '';
      const middle = text.length >> 1;
      const changed: Record<string, string> = {
        flip: text.slice(0, middle) + (text[middle] === 'A' ? 'B' : 'A') + text.slice(middle + 1),
        cut: text.slice(0, -4),
        'other field': field?.sealed ?? '',
        'other binding': foreign?.sealed ?? '',
        version: text.replace('v1', 'v2'),
        empty: '',
      };

      await asTenant(tenantId, () =>
        db
          .updateTable('binding_secrets')
          .set({ sealed: changed[change] ?? '' })
          .where('tenant_id', '=', tenantId)
          .where('binding_id', '=', 'bind-1')
          .where('name', '=', 'appSecret')
          .execute(),
      );

      expect(await failureOf(read(keys))).toEqual([
        'secret-unreadable',
        'the secret appSecret of bind-1 was changed or moved',
      ]);
    },
  );

  it('says so when the key of a tenant is gone', async () => {
    const keys = keysOf(first);
    await write(keys, { appSecret: 'one' });
    await asTenant(tenantId, () => db.deleteFrom('tenant_keys').where('tenant_id', '=', tenantId).execute());

    const [code, message] = await failureOf(read(keys));

    expect([code, message.replace(/key-\S+/, 'key-…')]).toEqual([
      'secret-unreadable',
      'the data key key-… is not stored',
    ]);
  });
});

describe('npm run keys:rotate', () => {
  const run = promisify(execFile);
  const database = databases.includes('postgres') ? 'postgres' : 'pglite';
  let test: TestHost;

  beforeAll(async () => {
    test = await openTestHost(database, { secretKeys: aKey('old'), memory: false });
  });

  afterAll(() => test.close());

  it('brings a database under the new key, and says in one line what it lacks', async () => {
    const place = { tenantId: 'acme', bindingId: 'bind-1', at: NOW };
    const { db } = test.host.parts;
    const old = keysOf(aKey('old'));
    await asTenant('acme', () =>
      db.transaction().execute((tx) => new Vault(db, old).write(tx, place, { appSecret: 'one' })),
    );
    // the embedded database belongs to one process
    if (database === 'pglite') await test.host.close();
    const rotate = (keys: string[], ...options: string[]) =>
      run(process.execPath, ['--import', 'tsx', 'scripts/rotate-keys.ts', ...options], {
        env: {
          ...process.env,
          DATA_DIR: test.dataDir,
          SECRET_KEYS: keys.join(','),
          ...(database === 'postgres' ? { DATABASE_URL: postgresUrl, DATABASE_SCHEMA: test.schema } : {}),
        },
      });
    const oldKey = `old:${Buffer.from(old.active.bytes).toString('base64')}`;
    const newKey = aKey('new');

    const rotated = await rotate([newKey, oldKey], '--data-keys');
    const lacking = await rotate([oldKey]).catch((error: unknown) => error);

    expect(rotated.stdout).toBe(
      'active master key new: 1 keys of tenants wrapped again, 1 made new, 1 secrets encrypted again\n',
    );
    expect(lacking).toMatchObject({ code: 1, stderr: 'the master key new is not among SECRET_KEYS\n' });
  });
});

describe('master keys', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'esign-keys-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are made once when none are given, in a file that only the owner may read', async () => {
    const [one, two] = await Promise.all([loadMasterKeys(folder, undefined), loadMasterKeys(folder, '')]);

    const file = path.join(folder, 'secret-keys');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(one.active).toEqual(two.active);
    const notes = await keyNotes({ missingMasterKeys: () => Promise.resolve([]) }, one);
    expect(notes).toEqual([
      `secrets are encrypted by a key in ${file}: back it up apart from the data, or set SECRET_KEYS`,
    ]);
    expect(notes.join()).not.toContain(readFileSync(file, 'utf8').split(':')[1]?.trim());
  });

  it('of the settings come first, and a file that is there still opens what is old', async () => {
    const filed = await loadMasterKeys(folder, undefined);

    const both = await loadMasterKeys(folder, aKey('named'));

    expect(both.active.id).toBe('named');
    expect([...both.all.keys()]).toEqual(['named', filed.active.id]);
    expect(await keyNotes({ missingMasterKeys: () => Promise.resolve([]) }, both)).toEqual([]);
  });

  it('of the settings alone make no file', async () => {
    await loadMasterKeys(folder, aKey('named'));

    expect(() => statSync(path.join(folder, 'secret-keys'))).toThrow('ENOENT');
  });

  it.each([
    ['no id', randomBytes(32).toString('base64')],
    ['a key that is too short', `one:${randomBytes(31).toString('base64')}`],
    ['a key that is too long', `one:${randomBytes(33).toString('base64')}`],
    ['no base64', 'one:****'],
    ['an id with a space', `o ne:${randomBytes(32).toString('base64')}`],
  ])('are refused with %s, and the message does not quote them', (_, text) => {
    let message = '';
    try {
      parseMasterKeys(text);
    } catch (error) {
      message = String(error);
    }

    expect(message).toContain('must be a list of id:key, each key 32 bytes in base64; entry');
    expect(message).not.toContain(text.slice(-8));
  });

  it('are refused when an id is there twice', () => {
    expect(() => parseMasterKeys(`${aKey('one')},${aKey('one')}`)).toThrow('names one twice');
  });

  it('are refused by the name of the file when that is damaged or empty', async () => {
    const file = path.join(folder, 'secret-keys');
    writeFileSync(file, 'rubbish');
    await expect(loadMasterKeys(folder, undefined)).rejects.toThrow(`the key file ${file} must be a list`);
    writeFileSync(file, '');

    await expect(loadMasterKeys(folder, undefined)).rejects.toThrow(`the key file ${file} is empty`);
  });
});
