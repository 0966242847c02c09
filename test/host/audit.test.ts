import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { anchorTrails, createAnchorKeeper, verifyTrail, type AnchorKeeper } from '../../host/services/audit-anchors.js';
import {
  breakAtEnd,
  CHAIN_START,
  follow,
  hashOfEntry,
  type AuditFact,
  type ChainEntry,
  type ChainHead,
} from '../../host/services/audit-chain.js';
import { appendAudit, findAuditBreak, readTrail } from '../../host/services/audit.js';
import { loadOrCreateIdentity, type HostIdentity } from '../../host/signer/identity.js';
import type { Db, Tx } from '../../host/store/database.js';
import { asSystem } from '../../host/store/tenant-scope.js';
import { tamper } from '../support/audit.js';
import { configure, reachSigning } from '../support/journey.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

const TENANT = 'tenant-audit';
const AT = '2026-11-22T02:00:00.000Z';

function factOf(index: number): AuditFact {
  return {
    subject: `env-${index % 7}`,
    at: AT,
    actor: `person-${index % 5}`,
    action: 'envelope.signed',
    detail: { file: `hash-${index}`, count: index, good: true, note: null },
  };
}

/** A trail as the host writes it. */
function aTrail(length: number, tenantId = TENANT): ChainEntry[] {
  const entries: ChainEntry[] = [];
  let previous: string | null = null;
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const fact = factOf(sequence);
    const hash = hashOfEntry(tenantId, sequence, fact, previous);
    entries.push({ ...fact, sequence, previous_hash: previous, hash });
    previous = hash;
  }
  return entries;
}

function headOf(entries: readonly ChainEntry[]): ChainHead {
  const last = entries.at(-1);
  return last ? { sequence: last.sequence, hash: last.hash } : CHAIN_START;
}

function findBreak(entries: readonly ChainEntry[], kept: ChainHead | null): number | null {
  let reached = CHAIN_START;
  for (const entry of entries) {
    const next = follow(TENANT, reached, entry);
    if (!next) return reached.sequence + 1;
    reached = next;
  }
  return breakAtEnd(reached, kept);
}

describe('the chain of a trail', () => {
  const trail = aTrail(60);
  const kept = headOf(trail);

  it('is whole as it was written, however long', () => {
    expect(findBreak([], null)).toBeNull();
    expect(findBreak([], CHAIN_START)).toBeNull();
    expect(findBreak(trail, kept)).toBeNull();
  });

  it('shows each of 1,000 random edits, and where the first one is (T29, G26)', () => {
    const at = fc.integer({ min: 1, max: trail.length });
    const edits: fc.Arbitrary<{ entries: ChainEntry[]; first: number }> = fc.oneof(
      at.map((sequence) => ({ entries: trail.filter((entry) => entry.sequence !== sequence), first: sequence })),
      fc
        .tuple(at, fc.constantFrom('subject', 'at', 'actor', 'action', 'hash', 'previous_hash'), fc.string())
        .filter(([sequence, member, text]) => trail[sequence - 1]?.[member as 'actor'] !== text)
        .map(([sequence, member, text]) => ({
          entries: trail.map((entry) => (entry.sequence === sequence ? { ...entry, [member]: text } : entry)),
          first: sequence,
        })),
      fc.tuple(at, fc.constantFrom('file', 'count', 'good', 'note', 'more')).map(([sequence, name]) => ({
        entries: trail.map((entry) =>
          entry.sequence === sequence ? { ...entry, detail: { ...entry.detail, [name]: 'changed' } } : entry,
        ),
        first: sequence,
      })),
      fc
        .tuple(at, at)
        .filter(([one, other]) => one !== other)
        .map(([one, other]) => {
          const entries = [...trail];
          [entries[one - 1], entries[other - 1]] = [entries[other - 1] as ChainEntry, entries[one - 1] as ChainEntry];
          return { entries, first: Math.min(one, other) };
        }),
      fc
        .tuple(at, at)
        .filter(([one, other]) => one !== other)
        .map(([one, other]) => {
          // the contents change places, and the numbers stay in order
          const swapped = (entry: ChainEntry, from: number): ChainEntry => ({
            ...(trail[from - 1] as ChainEntry),
            sequence: entry.sequence,
          });
          const entries = trail.map((entry) =>
            entry.sequence === one ? swapped(entry, other) : entry.sequence === other ? swapped(entry, one) : entry,
          );
          return { entries, first: Math.min(one, other) };
        }),
      at.map((sequence) => ({ entries: trail.slice(0, sequence - 1), first: sequence })),
      at.map((sequence) => ({ entries: trail.slice(sequence), first: 1 })),
      at.map((sequence) => ({
        entries: trail.flatMap((entry) => (entry.sequence === sequence ? [entry, entry] : [entry])),
        first: sequence + 1,
      })),
    );

    fc.assert(
      fc.property(edits, ({ entries, first }) => {
        expect(findBreak(entries, kept)).toBe(first);
      }),
      { numRuns: 1000 },
    );
  });

  it('is broken behind its end when the head was cut back, forged or taken away', () => {
    expect(findBreak(trail, headOf(trail.slice(0, 40)))).toBe(41);
    expect(findBreak(trail, { sequence: 60, hash: 'f'.repeat(64) })).toBe(60);
    expect(findBreak(trail, { sequence: 61, hash: 'f'.repeat(64) })).toBe(61);
    expect(findBreak(trail, null)).toBe(61);
  });

  it('of one tenant is none of another', () => {
    expect(findBreak(aTrail(3, 'tenant-other'), headOf(aTrail(3, 'tenant-other')))).toBe(1);
  });

  it('does not depend on the order of keys, which a database does not keep', () => {
    const fact = factOf(1);
    const turned = { ...fact, detail: Object.fromEntries(Object.entries(fact.detail).reverse()) };

    expect(hashOfEntry(TENANT, 1, turned, null)).toBe(hashOfEntry(TENANT, 1, fact, null));
  });
});

describe.each(databases)('the audit trail on %s', (kind) => {
  let test: TestHost;
  let db: Db;
  let identity: HostIdentity;
  let keeper: AnchorKeeper;
  let folder: string;
  let tenantId: string;
  let count = 0;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'esign-audit-'));
    test = await openTestHost(kind);
    db = test.host.parts.db;
    identity = await loadOrCreateIdentity(path.join(folder, 'identity'), { organization: 'Test' });
    keeper = createAnchorKeeper(identity);
  });

  afterAll(async () => {
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    tenantId = `${TENANT}-${(count += 1)}`;
  });

  // a trail that one test broke must not be anchored by the next one
  afterEach(() =>
    edit(async (tx) => {
      await tx.deleteFrom('audit_anchors').execute();
      await tx.deleteFrom('audit').where('tenant_id', 'like', `${TENANT}-%`).execute();
      await tx.deleteFrom('audit_heads').where('tenant_id', 'like', `${TENANT}-%`).execute();
    }),
  );

  const append = (from: number, to: number, tenant = tenantId): Promise<void> =>
    asSystem(() =>
      db.transaction().execute(async (tx) => {
        for (let index = from; index <= to; index += 1) await appendAudit(tx, tenant, factOf(index));
      }),
    );
  const edit = (work: (tx: Tx) => Promise<unknown>): Promise<void> => asSystem(() => tamper(db, work));
  const verify = (known: Parameters<typeof verifyTrail>[4] = []): ReturnType<typeof verifyTrail> =>
    asSystem(() => verifyTrail(db, tenantId, keeper, AT, known));
  const anchor = (at = AT, file?: string): Promise<void> =>
    asSystem(() => anchorTrails({ db, keeper, clock: () => new Date(at), file }));

  it('is whole, and says how far it reaches', async () => {
    await append(1, 25);

    expect(await verify()).toMatchObject({ ok: true, entries: 25, brokenAt: null, anchoredTo: 0, checkedAt: AT });
  });

  it('loses no entry and has no fork when many write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => append(index, index)));

    expect(await verify()).toMatchObject({ ok: true, entries: 20 });
  });

  it('is found whole while entries are being added', async () => {
    await append(1, 5);

    const writing = Promise.all(Array.from({ length: 10 }, (_, index) => append(index, index)));
    const during = await Promise.all([verify(), verify(), verify()]);
    await writing;

    expect(during.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(await verify()).toMatchObject({ ok: true, entries: 15 });
  });

  it.each<[string, number, (tx: Tx, tenant: string) => Promise<unknown>]>([
    [
      'a changed member',
      3,
      (tx, tenant) =>
        tx
          .updateTable('audit')
          .set({ actor: '别人' })
          .where('sequence', '=', 3)
          .where('tenant_id', '=', tenant)
          .execute(),
    ],
    [
      'a changed detail',
      7,
      (tx, tenant) =>
        tx
          .updateTable('audit')
          .set({ detail: '{}' })
          .where('sequence', '=', 7)
          .where('tenant_id', '=', tenant)
          .execute(),
    ],
    [
      'an entry that is gone',
      5,
      (tx, tenant) => tx.deleteFrom('audit').where('sequence', '=', 5).where('tenant_id', '=', tenant).execute(),
    ],
    [
      'a cut tail',
      8,
      (tx, tenant) => tx.deleteFrom('audit').where('sequence', '>', 7).where('tenant_id', '=', tenant).execute(),
    ],
    [
      'a cut beginning',
      1,
      (tx, tenant) => tx.deleteFrom('audit').where('sequence', '<', 4).where('tenant_id', '=', tenant).execute(),
    ],
    [
      'a moved entry',
      4,
      async (tx, tenant) => {
        await tx
          .updateTable('audit')
          .set({ sequence: 99 })
          .where('sequence', '=', 4)
          .where('tenant_id', '=', tenant)
          .execute();
        await tx
          .updateTable('audit')
          .set({ sequence: 4 })
          .where('sequence', '=', 6)
          .where('tenant_id', '=', tenant)
          .execute();
        await tx
          .updateTable('audit')
          .set({ sequence: 6 })
          .where('sequence', '=', 99)
          .where('tenant_id', '=', tenant)
          .execute();
      },
    ],
    ['a head that is gone', 11, (tx, tenant) => tx.deleteFrom('audit_heads').where('tenant_id', '=', tenant).execute()],
  ])('shows %s, at %i (T29)', async (_, brokenAt, work) => {
    await append(1, 10);

    await edit((tx) => work(tx, tenantId));

    expect(await verify()).toMatchObject({ ok: false, brokenAt, entries: brokenAt - 1, head: null });
    expect(await asSystem(() => findAuditBreak(db, tenantId))).toBe(brokenAt);
  });

  it('reads a long trail page by page, across the borders of the pages', async () => {
    await append(1, 2001);

    expect(await verify()).toMatchObject({ ok: true, entries: 2001 });
    await edit((tx) => tx.deleteFrom('audit').where('sequence', '=', 2001).where('tenant_id', '=', tenantId).execute());
    expect(await verify()).toMatchObject({ brokenAt: 2001 });
  });

  describe('anchors', () => {
    const rewrite = async (tx: Tx, length: number): Promise<void> => {
      await tx.deleteFrom('audit').where('tenant_id', '=', tenantId).execute();
      await tx.deleteFrom('audit_heads').where('tenant_id', '=', tenantId).execute();
      for (let index = 1; index <= length; index += 1) {
        await appendAudit(tx, tenantId, { ...factOf(index), actor: index === 6 ? '别人' : factOf(index).actor });
      }
    };

    it('are signed once a day, for what grew', async () => {
      const count = async (): Promise<number[]> => {
        const rows = await asSystem(() =>
          db
            .selectFrom('audit_anchors')
            .select('sequence')
            .where('tenant_id', '=', tenantId)
            .orderBy('sequence')
            .execute(),
        );
        return rows.map(({ sequence }) => sequence);
      };
      await append(1, 4);
      await anchor('2026-11-22T02:00:00.000Z');
      await append(5, 10);
      await anchor('2026-11-22T12:00:00.000Z');
      const sameDay = await count();
      await anchor('2026-11-23T02:00:00.000Z');
      await anchor('2026-11-24T02:00:00.000Z');

      expect([sameDay, await count()]).toEqual([[4], [4, 10]]);
      expect(await verify()).toMatchObject({ ok: true, anchoredTo: 10 });
    });

    it('show a trail that was written anew with every hash right (T29)', async () => {
      await append(1, 4);
      await anchor('2026-11-22T02:00:00.000Z');
      await append(5, 10);
      await anchor('2026-11-23T02:00:00.000Z');

      await edit((tx) => rewrite(tx, 10));

      expect(await asSystem(() => findAuditBreak(db, tenantId))).toBeNull();
      expect(await verify()).toMatchObject({ ok: false, brokenAt: 5, anchoredTo: 4 });
    });

    it('show a trail that was cut together with its head', async () => {
      await append(1, 10);
      await anchor();

      await edit((tx) => rewrite(tx, 3));

      expect(await verify()).toMatchObject({ ok: false, brokenAt: 4 });
    });

    it('count only when a key of this host signed them', async () => {
      await append(1, 10);
      const stranger = await loadOrCreateIdentity(path.join(folder, `stranger-${kind}`), { organization: 'Test' });
      await asSystem(() => anchorTrails({ db, keeper: createAnchorKeeper(stranger), clock: () => new Date(AT) }));

      expect(await verify()).toMatchObject({ ok: false, brokenAt: 1 });
    });

    it('kept in a file show it too, when those in the database were taken away', async () => {
      const file = path.join(folder, `anchors-${kind}.jsonl`);
      await append(1, 10);
      await anchor(AT, file);
      const known = readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Awaited<ReturnType<AnchorKeeper['sign']>>)
        .filter((line) => line.tenant_id === tenantId);
      await edit(async (tx) => {
        await tx.deleteFrom('audit_anchors').execute();
        await rewrite(tx, 10);
      });

      expect(await verify()).toMatchObject({ ok: true });
      expect(await verify(known)).toMatchObject({ ok: false, brokenAt: 1 });
    });

    it('do not vouch for a broken trail', async () => {
      await append(1, 10);
      await edit((tx) => tx.deleteFrom('audit').where('sequence', '=', 5).where('tenant_id', '=', tenantId).execute());

      await expect(anchor()).rejects.toThrow(`the audit trail is broken: ${tenantId} at 5`);
    });
  });

  it.each([
    ['change an entry', 'update audit set actor = actor'],
    ['remove an entry', 'delete from audit'],
    ['empty the trail', 'truncate audit'],
    ['move a head back', 'update audit_heads set sequence = sequence - 1'],
    ['remove a head', 'delete from audit_heads'],
    ['remove an anchor', 'delete from audit_anchors'],
  ])('cannot be edited by the host itself: %s', async (_, statement) => {
    await append(1, 2);
    await anchor();

    await expect(asSystem(() => sql.raw(statement).execute(db))).rejects.toThrow(
      /append-only|permission denied|must be owner/,
    );

    expect(await verify()).toMatchObject({ ok: true, entries: 2 });
  });

  it('is listed whole or by subject, oldest first', async () => {
    await append(1, 10);

    const all = await asSystem(() => readTrail(db, tenantId, { after: 0, limit: 100 }));
    const some = await asSystem(() => readTrail(db, tenantId, { subject: 'env-3', after: 0, limit: 100 }));

    expect(all.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(some.map(({ sequence, subject }) => [sequence, subject])).toEqual([
      [3, 'env-3'],
      [10, 'env-3'],
    ]);
  });

  it('is read and verified over HTTP by an auditor, and by nobody else', async () => {
    await configure(test);
    const envelope = await reachSigning(test);

    const first = await test.as('admin').get('/v1/audit?limit=1');
    const next = await test.as('admin').get(`/v1/audit?limit=200&cursor=${String(first.body.nextCursor)}`);
    const about = await test.as('admin').get(`/v1/audit?subject=${envelope.id}`);
    const verified = await test.as('admin').get('/v1/audit/verification');

    expect(first.body.items[0].sequence).toBe(1);
    expect(next.body.items[0].sequence).toBe(2);
    const total = 1 + (next.body.items.length as number);
    expect(verified.body).toMatchObject({ ok: true, entries: total, head: next.body.items.at(-1).hash });
    expect(new Set(about.body.items.map(({ subject }: { subject: string }) => subject))).toEqual(
      new Set([envelope.id]),
    );
    for (const user of ['applicant', 'signer-a']) {
      expect((await test.as(user).get('/v1/audit')).status).toBe(403);
      expect((await test.as(user).get('/v1/audit/verification')).status).toBe(403);
    }
    expect((await test.as(null).get('/v1/audit')).status).toBe(401);
  });
});
