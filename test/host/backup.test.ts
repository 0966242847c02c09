import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeBackup, type BackupFigures } from '../../host/backup/backup.js';
import { checkRestored, verifyTrails } from '../../host/backup/check.js';
import type { BackupPlace } from '../../host/backup/database-dump.js';
import { restoreBackup } from '../../host/backup/restore.js';
import { removeUnusedFiles, type Removal } from '../../host/services/unused-files.js';
import { openDatabase } from '../../host/store/database.js';
import { fileOwnerOf, ownedFiles } from '../../host/store/file-owner.js';
import { openFileStore, sha256Of, type FileStore } from '../../host/store/files.js';
import type { SignReceipt } from '../../src/schema/index.js';
import { configure, ok, reachSigning, signBody } from '../support/journey.js';
import { databases, openTestHost, postgresUrl } from '../support/test-host.js';

const NOW = new Date('2026-11-22T03:00:00.000Z');
const run = promisify(execFile);

async function onServer(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  const { rows } = await client.query<object>(text);
  await client.end();
  return rows;
}

const lacking = ['pg_dump', 'pg_restore'].filter((name) => spawnSync(name, ['--version']).error !== undefined);
if (lacking.length > 0 && databases.includes('postgres')) {
  process.stdout.write(`${lacking.join(' and ')} not on the PATH: backups of PostgreSQL are left out of the tests\n`);
}
/** Backups of PostgreSQL need its own programs. */
const kinds = databases.filter((kind) => kind === 'pglite' || lacking.length === 0);

describe.each(kinds)('backup and restore on %s', (kind) => {
  const id = randomUUID().replaceAll('-', '').slice(0, 12);
  const folders: string[] = [];
  let source: BackupPlace;
  let archive: string;
  let figures: BackupFigures;
  let receipt: SignReceipt;

  const newFolder = (): string => {
    const folder = mkdtempSync(path.join(tmpdir(), 'esign-backup-'));
    folders.push(folder);
    return folder;
  };
  const place = (name: string): BackupPlace => ({
    dataDir: newFolder(),
    schema: 'esign',
    ...(kind === 'postgres' ? { databaseUrl: urlOf(name) } : {}),
  });
  const urlOf = (name: string): string => {
    const url = new URL(postgresUrl);
    url.pathname = `/backup_${id}_${name}`;
    return url.href;
  };
  const filesOf = ({ dataDir }: BackupPlace): ReturnType<typeof openFileStore> =>
    openFileStore(path.join(dataDir, 'files'));
  const restore = async (target: BackupPlace, from = archive, force = false): ReturnType<typeof restoreBackup> =>
    restoreBackup(target, await filesOf(target), from, { force, now: NOW });
  beforeAll(async () => {
    if (kind === 'postgres') {
      for (const name of ['source', 'target', 'empty']) await onServer(`create database backup_${id}_${name}`);
    }
    source = place('source');
    archive = path.join(newFolder(), 'backup.tar');
    const test = await openTestHost(kind, { ...source, memory: false });
    await configure(test);
    const envelope = await reachSigning(test);
    receipt = ok(await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope))).body;
    await test.close();
    figures = await makeBackup(source, await filesOf(source), archive, NOW);
  });

  afterAll(async () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    if (kind === 'postgres') {
      for (const name of ['source', 'target', 'empty']) {
        await onServer(`drop database if exists backup_${id}_${name} with (force)`);
      }
    }
  });

  it('keeps everything in one archive that tar can read, and only its owner', async () => {
    const { stdout } = await run('tar', ['-tf', archive]);

    const names = stdout.trim().split('\n');
    expect(names[0]).toBe('database.dump');
    expect(names.at(-1)).toBe('manifest.json');
    expect(names).toContain('identity/root.pem');
    expect(names.filter((name) => name.startsWith('files/'))).toHaveLength(figures.files);
    expect(names.join('\n')).not.toContain('secret-keys');
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    expect(readdirSync(path.dirname(archive))).toEqual(['backup.tar']);
  });

  it('brings back every row, file and key: the trail is whole, and the host starts and serves', async () => {
    const target = place('target');

    const restored = await restore(target);
    const state = await checkRestored(target, await filesOf(target), { madeAt: restored.manifest.madeAt, now: NOW });

    expect(restored.kept).toEqual([]);
    expect(restored.files).toBe(figures.files);
    expect(restored.manifest.rows['audit']).toBe(figures.auditEntries);
    expect(state.badFiles).toEqual([]);
    expect(state.trails.length).toBeGreaterThan(0);
    expect(state.trails.every(({ ok: isWhole }) => isWhole)).toBe(true);
    expect(readFileSync(path.join(target.dataDir, 'identity', 'root.pem'), 'utf8')).toBe(
      readFileSync(path.join(source.dataDir, 'identity', 'root.pem'), 'utf8'),
    );

    // the template is for a folder without a database
    const test = await openTestHost(kind, { ...target, memory: false, template: undefined });
    const [document] = receipt.documents;
    const { bytes } = await test
      .as('signer-a')
      .bytes(`/v1/envelopes/${receipt.envelopeId}/documents/${document?.documentId}/content`);
    const trail = ok(await test.as('admin').get('/v1/audit?subject=host')).body;
    const verification = ok(await test.as('admin').get('/v1/audit/verification')).body;
    await test.close();
    expect(sha256Of(bytes)).toBe(document?.sha256);
    expect(trail.items).toMatchObject([{ action: 'host.restored', detail: { backupOf: NOW.toISOString() } }]);
    expect(verification.ok).toBe(true);

    // a place that is in use is left alone, and with force it is kept aside
    await expect(restore(target)).rejects.toThrow(
      /^the place is not empty, it has a database .*; nothing was changed$/,
    );
    const rotten = path.join(target.dataDir, 'files', (document?.sha256 ?? '').slice(0, 2), document?.sha256 ?? '');
    const size = statSync(rotten).size;
    writeFileSync(rotten, new Uint8Array(size));
    const store = await filesOf(target);
    const owners = await store.owners();
    const younger = await store.put(new TextEncoder().encode('signed after the backup'));

    const again = await restore(target, archive, true);
    const stateAgain = await checkRestored(target, store, { madeAt: NOW.toISOString(), now: NOW });
    const removal = await cleanUp(target, store);

    expect(again.kept).toHaveLength(kind === 'postgres' ? 3 : 2);
    expect(stateAgain.badFiles).toEqual([]);
    // files that are younger than the backup stay until the operator has looked at them
    expect(owners).toHaveLength(1);
    expect(stateAgain.otherOwners).toEqual(['before-20261122t030000z', ...owners].sort());
    expect(removal.removed).toBe(0);
    expect(removal.refused).toContain(`: ${stateAgain.otherOwners.join(', ')}`);
    expect(await store.size(younger)).toBe(23);
    for (const id of stateAgain.otherOwners) rmSync(path.join(target.dataDir, 'files', 'owners', id));
    expect(await cleanUp(target, store)).toEqual({ removed: 1, refused: null });
    const trails = await verifyTrails(target, NOW);
    expect(trails.every(({ ok: isWhole }) => isWhole)).toBe(true);
  });

  it('refuses a damaged, a cut and a foreign archive before it touches anything', async () => {
    const target = place('empty');
    const bytes = readFileSync(archive);
    const changed = (name: string, content: Uint8Array): string => {
      const file = path.join(newFolder(), name);
      writeFileSync(file, content);
      return file;
    };
    const flipped = Buffer.from(bytes);
    flipped[600] = (flipped[600] ?? 0) ^ 1;

    await expect(restore(target, changed('flipped', flipped))).rejects.toThrow(/database.dump is damaged/);
    await expect(restore(target, changed('cut', bytes.subarray(0, bytes.byteLength / 2)))).rejects.toThrow(/cut/);
    await expect(restore(target, changed('foreign', Buffer.alloc(4096)))).rejects.toThrow(/no manifest/);

    expect(readdirSync(target.dataDir)).toEqual(['files']);
    expect(readdirSync(path.join(target.dataDir, 'files'))).toEqual(['incoming']);
  });

  it('never replaces an archive, and leaves none when a file is missing', async () => {
    await expect(makeBackup(source, await filesOf(source), archive, NOW)).rejects.toThrow(/EEXIST/);

    const out = path.join(newFolder(), 'second.tar');
    const empty = await openFileStore(newFolder());
    await expect(makeBackup(source, empty, out, NOW)).rejects.toThrow(/files of the database are not in the store/);
    expect(existsSync(out)).toBe(false);
  });
});

/** As the host does it, but without a look at how old the files are. */
async function cleanUp(place: BackupPlace, store: FileStore): Promise<Removal> {
  const database = await openDatabase(place);
  const removal = await removeUnusedFiles(database.db, ownedFiles(store, await fileOwnerOf(database.db)), -60_000);
  await database.close();
  return removal;
}

describe('a backup', () => {
  it('waits for no host: while one runs it is refused, and says by whom', async () => {
    const test = await openTestHost('pglite', { memory: false });
    const place = { dataDir: test.dataDir, schema: 'esign' };
    const out = path.join(test.dataDir, 'backup.tar');

    const backup = makeBackup(place, test.host.parts.files, out, NOW);

    await expect(backup).rejects.toThrow(/is in use by process \d+/);
    expect(existsSync(out)).toBe(false);
    await test.close();
  });

  it('is not begun with an address that the programs of PostgreSQL would read otherwise', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'esign-backup-'));
    const place = { dataDir: folder, schema: 'esign', databaseUrl: 'postgres://127.0.0.1:9/x?sslmode=no-verify' };
    const files = await openFileStore(path.join(folder, 'files'));

    const backup = makeBackup(place, files, path.join(folder, 'x.tar'), NOW);

    await expect(backup).rejects.toThrow('do not know "sslmode=no-verify" of DATABASE_URL');
    expect(existsSync(path.join(folder, 'x.tar'))).toBe(false);
    rmSync(folder, { recursive: true, force: true });
  });

  it('is not made of nothing', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'esign-backup-'));

    const backup = makeBackup(
      { dataDir: folder, schema: 'esign' },
      await openFileStore(folder),
      `${folder}/x.tar`,
      NOW,
    );

    await expect(backup).rejects.toThrow('there is no database in');
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('tools that only look', () => {
  it('make nothing where they find nothing, in a folder or on a server', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'esign-nothing-'));
    const dataDir = path.join(folder, 'data');
    const schema = `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;

    await expect(verifyTrails({ dataDir, schema }, NOW)).rejects.toThrow('there is no database in');
    expect(existsSync(dataDir)).toBe(false);
    if (databases.includes('postgres')) {
      const place = { dataDir, schema, databaseUrl: postgresUrl };
      await expect(verifyTrails(place, NOW)).rejects.toThrow('the database is not up to date');
      const inRole = openDatabase({ ...place, databaseRole: schema, migrate: false });
      await expect(inRole).rejects.toThrow(`role "${schema}"`);
      expect(await onServer(`select nspname from pg_namespace where nspname like '${schema}%'`)).toEqual([]);
      expect(await onServer(`select rolname from pg_roles where rolname = '${schema}'`)).toEqual([]);
    }
    rmSync(folder, { recursive: true, force: true });
  });
});
