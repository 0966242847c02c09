import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { stopPoints } from '../../host/jobs/stop-point.js';
import { KillRun, type CaseResult } from '../chaos/kill-run.js';
import { buildProgram, removeProgram } from '../support/program.js';
import { shortProfile } from '../chaos/short-profile.js';
import { databases, postgresUrl } from '../support/test-host.js';

/** The long profile, with random work and more faults, is `npm run chaos`. */
describe('a host that is killed at its worst moments (F10, F11, F38, G01, G02)', () => {
  let program: string;

  beforeAll(async () => {
    program = await buildProgram('test/chaos/child.ts');
  });

  afterAll(() => removeProgram(program));

  it('is killed at every named point', () => {
    const points = new Set(shortProfile.map(({ point }) => point));

    expect(stopPoints.filter((point) => !points.has(point))).toEqual([]);
  });

  it.concurrent.each(databases)(
    'loses nothing and does nothing twice on %s',
    async (kind) => {
      const run = await KillRun.open(kind === 'postgres' ? postgresUrl : null, program);
      try {
        const results: CaseResult[] = [];
        for (const kill of shortProfile) results.push(await run.run(kill));
        const whole = await run.judgeAll();

        expect(results.filter(({ lost, doubled, broken }) => lost.length + doubled.length + broken.length > 0)).toEqual(
          [],
        );
        expect(results.map(({ kills }) => kills)).toEqual(shortProfile.map(() => 1));
        expect(whole).toEqual({ lost: [], doubled: [], broken: [] });
      } finally {
        await run.close();
      }
    },
    300_000,
  );
});
