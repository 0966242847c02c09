import type { Check } from '../check.js';
import { Session } from '../../../src/schema/index.js';
import { expectStatus } from '../expectations.js';
import { Mismatch } from '../verdict.js';

const REQUEST = 'GET /v1/session';
const RULE = "The user, tenant, locale and rights come from the OA's session.";

export const sessionChecks: readonly Check[] = [
  {
    id: 'session.shape',
    title: 'the session names user, tenant, locale and permissions',
    rule: RULE,
    run: async ({ admin }) => {
      const reply = await admin.send('getSession', '/v1/session');
      expectStatus(reply, 200);
      const issue = Session.safeParse(reply.body).error?.issues[0];
      if (issue) throw new Mismatch(REQUEST, 'a Session', `another shape at /${issue.path.join('/')}`);
    },
  },
  {
    id: 'session.other',
    title: 'another person of the tenant has another user and the same tenant',
    rule: RULE,
    run: async (world) => {
      const [other, admin] = [await world.session(world.needOther()), await world.session(world.admin)];
      const isRight = other.userId !== admin.userId && other.tenantId === admin.tenantId;
      if (!isRight) throw new Mismatch(REQUEST, 'another user of the same tenant', 'the same user or another tenant');
    },
  },
  {
    id: 'session.third',
    title: 'a person of another tenant has another tenant',
    rule: RULE,
    run: async (world) => {
      const [third, admin] = [await world.session(world.needThird()), await world.session(world.admin)];
      if (third.tenantId === admin.tenantId) throw new Mismatch(REQUEST, 'another tenant', 'the same tenant');
    },
  },
];
