import { utimesSync } from 'node:fs';
import path from 'node:path';

import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { daily, FILE_COLUMNS, removeUnusedFiles } from '../../host/services/unused-files.js';
import { asSystem } from '../../host/store/tenant-scope.js';
import { configure, ok, reachSigning, signBody } from '../support/journey.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

/** Columns that hold the hash of something else than a stored file. */
const OTHER_HASHES = ['callbacks.sha256'];

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
  const clean = (): Promise<number> => asSystem(() => removeUnusedFiles(test.host.parts.db, test.host.parts.files));

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

    const removed = await clean();

    expect(removed).toBe(1);
    expect(new Set(await listed())).toEqual(new Set([...used, young]));
  });

  it('stay while a transaction that names them again is under way', async () => {
    const { files } = test.host.parts;
    const bytes = new TextEncoder().encode('stored a year ago, never used');
    const sha256 = await files.put(bytes);
    age(sha256, 9000);

    // a request stores the same bytes and has not committed its row yet
    await files.put(bytes);

    expect(await clean()).toBe(0);
    expect(await files.get(sha256)).toEqual(bytes);
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
