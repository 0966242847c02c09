import { execFile } from 'node:child_process';
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
import { openFileStore, sha256Of } from '../../host/store/files.js';
import type { SignReceipt } from '../../src/schema/index.js';
import { configure, ok, reachSigning, signBody } from '../support/journey.js';
import { databases, openTestHost, postgresUrl } from '../support/test-host.js';

const NOW = new Date('2026-11-22T03:00:00.000Z');
const run = promisify(execFile);

async function onServer(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  await client.query(text);
  await client.end();
}

describe.each(databases)('backup and restore on %s', (kind) => {
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
    const again = await restore(target, archive, true);
    expect(again.kept).toHaveLength(kind === 'postgres' ? 3 : 2);
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

describe('a backup of the embedded database', () => {
  it('waits for no host: while one runs it is refused, and says by whom', async () => {
    const test = await openTestHost('pglite', { memory: false });
    const place = { dataDir: test.dataDir, schema: 'esign' };
    const out = path.join(test.dataDir, 'backup.tar');

    const backup = makeBackup(place, test.host.parts.files, out, NOW);

    await expect(backup).rejects.toThrow(/is in use by process \d+/);
    expect(existsSync(out)).toBe(false);
    await test.close();
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
