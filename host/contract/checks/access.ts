import { Problem, type Endpoint, type EndpointName } from '../../../src/schema/index.js';
import type { Check } from '../check.js';
import { endpointOf } from '../endpoint-paths.js';
import { described, expectRefusal, expectStatus, expectThat } from '../expectations.js';
import type { Reply } from '../probe.js';
import { NotChecked } from '../verdict.js';
import type { World } from '../world.js';

const RULE = "Every read and write checks the session; another tenant's or person's object is 404.";

const hasObject = ({ path }: Endpoint): boolean => path.includes('{');

export const accessChecks: readonly Check[] = [
  {
    id: 'access.nobody',
    title: 'who is not signed in gets 401',
    rule: RULE,
    each: () => true,
    run: async (world, name) => {
      const versioned = endpointOf(name).etag === 'write' ? { ifMatch: '"1"' } : {};
      const options = { ...(await world.input(name, world.variant())), ...versioned };
      const reply = await world.nobody.send(name, world.atNothing(name), options);
      // a backend that lets nobody make something must lose it again
      world.remember(name, reply);
      expectRefusal(reply, 'not-signed-in');
    },
  },
  {
    id: 'access.other-tenant',
    title: "another tenant's object is 404, with the same body as one that is not there",
    rule: RULE,
    each: hasObject,
    run: async (world, name) => {
      const third = world.needThird();
      const { address, options } = await attempt(world, name);
      const foreign = await third.send(name, address, options);
      const absent = await third.send(name, world.atNothing(name), options);
      if (foreign.status === 403 && absent.status === 403) {
        throw new NotChecked('needs --third-header with the rights for this route');
      }
      expectRefusal(foreign, 'not-found');
      const isSame = essenceOf(foreign) === essenceOf(absent);
      expectThat(isSame, foreign, 'the same answer as for an absent object', `another one (${described(absent)})`);
    },
  },
  {
    id: 'access.other-person',
    title: "a colleague does not find somebody else's upload or personal seal",
    rule: RULE,
    run: async (world) => {
      const other = world.needOther();
      for (const name of ['getFile', 'getSealImage'] as const) {
        world.needs(name);
        expectRefusal(await other.send(name, await world.atOwn(name)), 'not-found');
      }
    },
  },
  {
    id: 'access.rights',
    title: 'who has not the right of an admin gets 403',
    rule: 'The rights come from the session, and every read and write checks them.',
    run: async (world) => {
      world.needs('listBindings');
      const other = world.needOther();
      const { permissions } = await world.session(other);
      if (permissions.includes('configAdmin')) throw new NotChecked('needs --other-header of who is no admin');
      expectStatus(await world.admin.send('listBindings', '/v1/bindings'), 200);
      expectRefusal(await other.send('listBindings', '/v1/bindings'), 'forbidden');
    },
  },
];

/** A request that would succeed for who owns the object; writes go to objects of this run only. */
async function attempt(world: World, name: EndpointName) {
  const { method, etag } = endpointOf(name);
  const address = method === 'GET' ? await world.at(name) : await world.atOwn(name);
  const versioned = etag === 'write' ? { ifMatch: await world.etagAt(name, address) } : {};
  return { address, options: { ...(await world.input(name, world.variant())), ...versioned } };
}

/** What an answer says, without what has to differ: the address that was asked for. */
function essenceOf({ status, body }: Reply): string {
  const problem = Problem.safeParse(body);
  if (!problem.success) return `${status}`;
  const { type, title, code, detail } = problem.data;
  return JSON.stringify({ status, type, title, code, detail });
}
