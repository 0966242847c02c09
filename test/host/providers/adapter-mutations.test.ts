import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { TENANT } from '../../../host/demo/people.js';
import { asTenant } from '../../../host/store/tenant-scope.js';
import { CallbackRuns } from '../../support/callback-runs.js';
import { RemoteTargets } from '../../support/remote-callback-targets.js';
import { databases } from '../../support/test-host.js';

/** Printed, so that a run can be repeated: `CALLBACK_SEED=… vitest run …`. */
const SEED = Number(process.env['CALLBACK_SEED'] ?? Date.now() % 1_000_000);
const REFUSALS = Number(process.env['CALLBACK_ROUNDS'] ?? 70);
/** Each of these needs an envelope or a seal use of its own. */
const ACCEPTANCES = 2;

describe.each(databases)('mutated callbacks at the adapters (T13 to T16, G03) on %s', (kind) => {
  let targets: RemoteTargets;
  let runs: CallbackRuns;

  beforeAll(async () => {
    targets = await RemoteTargets.open(kind);
    runs = new CallbackRuns({
      test: targets.test,
      seed: SEED,
      refusals: REFUSALS,
      acceptances: ACCEPTANCES,
      countUnread,
    });
  });

  afterAll(() => targets.close());

  const countUnread = (): Promise<number> =>
    asTenant(TENANT, async () => {
      const rows = await targets.test.host.parts.db
        .selectFrom('callbacks')
        .select('delivery_key')
        .where('state', '=', 'failed')
        .where('delivery_key', 'like', 'unread:%')
        .execute();
      return rows.length;
    });

  const names = ['esign open', 'esign private', 'qiyuesuo', 'qiyuesuo seals', 'tencent', 'zhangguanjia'];
  const parts = names.flatMap((name) => [
    { name, part: 'refused' as const },
    { name, part: 'accepted' as const },
  ]);

  it.each(parts)(
    'meet their oracles at $name, those that are $part, and no forgery is accepted',
    async ({ name, part }) => {
      const target = targets.all.find((candidate) => candidate.name === name);
      if (!target) throw new Error(`no target ${name}`);

      await runs.runAll(target, part);

      expect(Object.prototype).not.toHaveProperty('polluted');
    },
    60_000,
  );

  it('are 3,000 forgeries in a usual run', () => {
    const { total, forged } = runs.counts;
    process.stdout.write(`${runs.table.join('\n')}\n${forged} forgeries of ${total} on ${kind}, seed ${SEED}\n`);

    if (REFUSALS >= 70) expect(forged).toBeGreaterThanOrEqual(3000);
  });
});
