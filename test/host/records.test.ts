import { afterEach, describe, expect, it } from 'vitest';

import { forwardExit, findRecord } from '../../host/demo/records.js';
import { person, TENANT } from '../../host/demo/people.js';
import { asDemoDb } from '../../host/demo/store.js';
import { Traveller, type CallHost, type TravelOrder } from '../../host/demo/travel.js';
import type { FlowPoint, Problem } from '../../src/schema/index.js';
import { configure, ok, submit } from '../support/journey.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

function codeOf(answer: Answer): [number, string] {
  return [answer.status, (answer.body as Problem).code];
}

describe.each(databases)('moments of a workflow on %s', (kind) => {
  let test: TestHost;

  afterEach(() => test.close());

  const report = (user: string, point: FlowPoint): Promise<Answer> =>
    test.as(user).post('/v1/records/rec-1001/events', { point });
  const at = (place: 'node' | 'exit', id: string, timing: 'before' | 'after'): FlowPoint => ({
    kind: place,
    id,
    timing,
  });

  it('are taken from nobody who only reads the record', async () => {
    test = await openTestHost(kind);
    await configure(test);

    expect(codeOf(await report('signer-b', at('node', 'n-start', 'after')))).toEqual([403, 'forbidden']);
    expect(codeOf(await report('other-colleague', at('node', 'n-start', 'after')))).toEqual([404, 'not-found']);
    expect(codeOf(await report('signer-b', at('exit', 'e-submit', 'after')))).toEqual([403, 'forbidden']);
    expect((await test.as('applicant').get('/v1/envelopes')).body.items).toEqual([]);
  });

  it('are taken before the move from who handles the node, and after it from the OA alone', async () => {
    test = await openTestHost(kind);

    expect((await report('applicant', at('node', 'n-start', 'after'))).status).toBe(200);
    expect((await report('applicant', at('exit', 'e-submit', 'before'))).status).toBe(200);
    expect(codeOf(await report('applicant', at('exit', 'e-submit', 'after')))).toEqual([403, 'forbidden']);
    expect(codeOf(await report('applicant', at('node', 'n-start', 'before')))).toEqual([403, 'forbidden']);
    expect((await report('admin', at('node', 'n-start', 'before'))).status).toBe(200);
  });

  it('are refused, also from the OA, where the record is not at them', async () => {
    test = await openTestHost(kind);
    const answers = [
      await report('applicant', at('node', 'n-sign-a', 'after')),
      await report('admin', at('exit', 'e-submit', 'after')),
      await report('admin', at('node', 'n-dept', 'before')),
      await report('admin', at('exit', 'no-such-exit', 'before')),
    ];

    for (const answer of answers) {
      expect(codeOf(answer)).toEqual([422, 'invalid-input']);
      expect(answer.body.errors).toMatchObject([{ pointer: '/point', code: 'not-here' }]);
    }
  });

  it('cannot be sent as the OA by guessing its secret', async () => {
    test = await openTestHost(kind);

    const answer = await test
      .as(null)
      .get('/v1/session', { headers: { 'x-demo-service': `guess ${TENANT} admin`, 'x-demo-user': 'admin' } });

    expect(codeOf(answer)).toEqual([401, 'not-signed-in']);
  });

  it('keeps one of two people who edit the form from overwriting the other (If-Match)', async () => {
    test = await openTestHost(kind);
    const etag = (await test.as('applicant').get('/demo/records/rec-1001')).headers.get('etag') ?? '';
    const edit = (ifMatch?: string): Promise<Answer> =>
      test
        .as('applicant')
        .send('PATCH', '/demo/records/rec-1001', { values: { 'f-remark': 'x' } }, ifMatch ? { ifMatch } : {});

    expect((await edit(etag)).status).toBe(200);
    expect(codeOf(await edit(etag))).toEqual([412, 'stale-version']);
    expect((await edit()).status).toBe(200);
  });

  describe('when the OA dies on the way', () => {
    let heard: string[];
    const nameOf = async (request: Request): Promise<string> => {
      const { point } = (await request.json()) as { point: FlowPoint };
      return `${point.kind} ${point.id} ${point.timing}`;
    };

    /** An OA whose host cannot be reached for the given call. */
    const traveller = (failAt = -1): Traveller => {
      let calls = 0;
      const callHost: CallHost = async (request) => {
        calls += 1;
        if (calls === failAt) throw new Error('the process died');
        heard.push(await nameOf(request));
        return Response.json({});
      };
      return new Traveller(
        asDemoDb(test.host.parts.db),
        () => '2026-11-22T02:00:00.000Z',
        callHost,
        () => undefined,
      );
    };
    const order = (change: Partial<TravelOrder> = {}): TravelOrder => ({
      tenantId: TENANT,
      key: 'submit:env-1',
      recordId: 'rec-1001',
      actor: person('applicant'),
      byPerson: false,
      text: ({ name }) => name,
      choose: forwardExit,
      ...change,
    });
    const nodeNow = async (): Promise<string | undefined> =>
      (await findRecord(asDemoDb(test.host.parts.db), TENANT, 'rec-1001'))?.currentNodeId;
    const ALL = ['node n-start after', 'exit e-submit before', 'exit e-submit after', 'node n-dept before'];

    it('moves the record once, although the order comes again after the move', async () => {
      test = await openTestHost(kind);
      heard = [];
      await expect(traveller(3).travel(order())).rejects.toThrow('the process died');
      expect(await nodeNow()).toBe('n-dept');

      const exit = await traveller().travel(order());

      expect(exit?.id).toBe('e-submit');
      expect(await nodeNow()).toBe('n-dept');
      expect(heard).toEqual(ALL);
    });

    it('goes on along the exit that was chosen first, when it died before the move', async () => {
      test = await openTestHost(kind);
      heard = [];
      await expect(traveller(2).travel(order())).rejects.toThrow('the process died');

      const exit = await traveller().travel(order({ choose: () => null }));

      expect(exit?.id).toBe('e-submit');
      expect(await nodeNow()).toBe('n-dept');
    });

    it('has nothing left to do when a person has submitted meanwhile', async () => {
      test = await openTestHost(kind);
      heard = [];
      await expect(traveller(1).travel(order())).rejects.toThrow('the process died');
      await submit(test, 'applicant', 'e-submit');

      expect(await traveller().travel(order())).toBeNull();
      expect(await nodeNow()).toBe('n-dept');
    });

    it('reports the rest of a person’s submit before the next move of the record', async () => {
      test = await openTestHost(kind);
      await configure(test);
      heard = [];
      const own = order({ key: 'submit-1', byPerson: true });
      await traveller(3).travel(own);
      expect(heard).toEqual(ALL.slice(0, 2));

      await submit(test, 'admin', 'e-dept-ok');

      // the envelope is made at "e-submit after", which was reported now and not left out
      const { body } = await test.as('applicant').get('/v1/envelopes');
      expect(body.items).toHaveLength(1);
      await traveller().resume();
      expect(heard).toEqual(ALL.slice(0, 2));
    });

    it('lets nobody move a record on that the host’s own order has not brought to its end', async () => {
      test = await openTestHost(kind);
      heard = [];
      await expect(traveller(3).travel(order())).rejects.toThrow('the process died');

      const answer = await test.as('admin').post('/demo/records/rec-1001/submit', { exitId: 'e-dept-ok' });

      expect(codeOf(answer)).toEqual([409, 'request-in-progress']);
      await traveller().travel(order());
      ok(await test.as('admin').post('/demo/records/rec-1001/submit', { exitId: 'e-dept-ok' }));
    });
  });
});
