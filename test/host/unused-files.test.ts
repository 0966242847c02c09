import { rmSync, utimesSync } from 'node:fs';
import path from 'node:path';

import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { daily } from '../../host/jobs/sweep.js';
import { FILE_COLUMNS, removeUnusedFiles, usedFiles, type Removal } from '../../host/services/unused-files.js';
import { fileOwnerOf, forgetFileOwner, ownedFiles, type OwnedFiles } from '../../host/store/file-owner.js';
import type { Db } from '../../host/store/database.js';
import { openFileStore } from '../../host/store/files.js';
import { configure, ok, reachSigning, signBody } from '../support/journey.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

/** Columns that hold the hash of something else than a stored file. */
const OTHER_HASHES = ['callbacks.sha256'];

/** Columns of documents in which the journey leaves hashes; each is that of a file, the OA's included, in the demo. */
const DOCUMENTS_WITH_HASHES = ['audit.detail', 'demo_records.doc', 'envelopes.doc', 'outbox.effect'];

interface NamedHash {
  readonly column: string;
  readonly hash: string;
}

async function hashesInDocuments(db: Db): Promise<NamedHash[]> {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = current_schema() and data_type in ('json', 'jsonb')`.execute(db);
  const found: NamedHash[] = [];
  for (const { table, column } of columns) {
    const { rows } = await sql<{ text: string }>`
      select ${sql.id(column)}::text as text from ${sql.table(table)} where ${sql.id(column)} is not null`.execute(db);
    const hashes = rows.flatMap(({ text }) => text.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? []);
    found.push(...hashes.map((hash) => ({ column: `${table}.${column}`, hash })));
  }
  return found;
}

describe.each(databases)('files that no row names on %s', (kind) => {
  let test: TestHost;

  beforeEach(async () => {
    test = await openTestHost(kind);
  });

  afterEach(() => test.close());

  const listed = async (): Promise<string[]> => {
    const names: string[] = [];
    for await (const { sha256 } of test.host.parts.files.list()) names.push(sha256);
    return names;
  };
  const age = (sha256: string, hours: number): void => {
    const time = Date.now() / 1000 - hours * 3600;
    utimesSync(path.join(test.dataDir, 'files', sha256.slice(0, 2), sha256), time, time);
  };
  const owned = async (): Promise<OwnedFiles> =>
    ownedFiles(test.host.parts.files, await fileOwnerOf(test.host.parts.db));
  const clean = async (): Promise<Removal> => removeUnusedFiles(test.host.parts.db, await owned());
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  const putOld = async (value: string): Promise<string> => {
    const sha256 = await test.host.parts.files.put(text(value));
    age(sha256, 25);
    return sha256;
  };

  it('are removed after a day, and every file of a signed contract, a seal and an upload stays (F11)', async () => {
    await configure(test);
    const envelope = await reachSigning(test);
    ok(await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope)));
    ok(await test.as('applicant').post('/v1/uploads', new TextEncoder().encode('%PDF-1.7 an upload')));
    const used = await listed();
    const { files } = test.host.parts;
    const orphan = await files.put(new TextEncoder().encode('left by a crash'));
    const young = await files.put(new TextEncoder().encode('written right now'));
    for (const sha256 of [...used, orphan]) age(sha256, 25);

    const removal = await clean();

    expect(removal).toEqual({ removed: 1, refused: null });
    expect(new Set(await listed())).toEqual(new Set([...used, young]));
  });

  it('stay while a transaction that names them again is under way', async () => {
    const { files } = test.host.parts;
    const bytes = new TextEncoder().encode('stored a year ago, never used');
    const sha256 = await files.put(bytes);
    age(sha256, 9000);

    // a request stores the same bytes and has not committed its row yet
    await files.put(bytes);

    expect(await clean()).toEqual({ removed: 0, refused: null });
    expect(await files.get(sha256)).toEqual(bytes);
  });

  it('stay while another database has files in the same store, and the reason is told once', async () => {
    const orphan = await putOld('left by a crash, or of somebody else');
    const strange = openFileStore(path.join(test.dataDir, 'files'));
    await ownedFiles(await strange, 'somebody-else').put(text('of another schema'));
    const hourly = async (times: string[]): Promise<void> => {
      for (const time of times) {
        test.setTime(time);
        await test.host.sweep();
      }
    };

    await hourly(['2026-11-22T02:01:00.000Z', '2026-11-22T04:00:00.000Z', '2026-11-23T05:00:00.000Z']);

    expect(await listed()).toContain(orphan);
    const owner = await fileOwnerOf(test.host.parts.db);
    const told = test.failures.map(({ message }) => message).filter((message) => message.startsWith('unused'));
    expect(told).toEqual([
      `unused files are not removed: the file store has other owners than this database (${owner}): somebody-else; ` +
        'see "Files that nobody names" in docs/operations.md',
    ]);
  });

  it('stay in a store that lost the mark, beside a copy of the database, and when no file is named', async () => {
    const orphan = await putOld('left by a crash, or not');
    const { db } = test.host.parts;
    const markOf = (id: string): string => path.join(test.dataDir, 'files', 'owners', id);
    const first = await fileOwnerOf(db);

    rmSync(markOf(first));
    const unmarked = await clean();
    await test.host.parts.files.addOwner(first);
    await forgetFileOwner(db);
    await (await owned()).mark();
    const copied = await clean();
    rmSync(markOf(first));
    for (const [table] of FILE_COLUMNS) await sql`delete from ${sql.table(table)}`.execute(db);
    const emptied = await clean();

    expect([unmarked, copied, emptied].map(({ refused }) => refused)).toEqual([
      `the file store has no mark of this database, owners/${first}`,
      `the file store has other owners than this database (${await fileOwnerOf(db)}): ${first}`,
      'the database names no file at all',
    ]);
    expect(await listed()).toContain(orphan);
  });

  it('stay when most of many files would go, and go when they are few', async () => {
    const few = await Promise.all(Array.from({ length: 100 }, (_, index) => putOld(`orphan ${index}`)));
    const one = await putOld('one more');
    const total = (await listed()).length;

    const refused = await clean();
    age(one, 0);
    const removal = await clean();

    expect(refused).toEqual({ removed: 0, refused: `the database does not name 101 of ${total} files` });
    expect(removal).toEqual({ removed: 100, refused: null });
    expect((await listed()).filter((sha256) => few.includes(sha256))).toEqual([]);
  });

  it('are not what any document of a row names', async () => {
    await configure(test);
    const envelope = await reachSigning(test);
    ok(await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope)));
    const { db } = test.host.parts;
    const used = await usedFiles(db);

    const named = await hashesInDocuments(db);

    expect(named.filter(({ hash }) => !used.has(hash))).toEqual([]);
    expect([...new Set(named.map(({ column }) => column))].sort()).toEqual(DOCUMENTS_WITH_HASHES);
  });

  it('are looked for in every column that names files', async () => {
    const { rows } = await sql<{ name: string }>`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = current_schema() and column_name like '%sha256%'`.execute(test.host.parts.db);

    const known = [...FILE_COLUMNS.map(([table, column]) => `${table}.${column}`), ...OTHER_HASHES];
    expect(rows.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('daily work', () => {
  it('begins an hour after the start and is due once a day', async () => {
    let now = Date.parse('2026-11-22T00:00:00Z');
    const calls: string[] = [];
    const run = daily(
      () => new Date(now),
      () => Promise.resolve(calls.push(new Date(now).toISOString())),
    );

    for (let hour = 0; hour <= 50; hour += 1) {
      await run();
      now += 3_600_000;
    }

    expect(calls).toEqual(['2026-11-22T01:00:00.000Z', '2026-11-23T01:00:00.000Z', '2026-11-24T01:00:00.000Z']);
  });
});
