import { Problem, type Endpoint, type EndpointName } from '../../../src/schema/index.js';
import type { Check } from '../check.js';
import { endpointOf } from '../endpoint-paths.js';
import { expectRefusal, expectThat, faultsOf, isObject, skipIfLookedUpFirst } from '../expectations.js';
import type { Reply, SendOptions } from '../probe.js';
import { NotChecked } from '../verdict.js';
import type { World } from '../world.js';

const ERRORS = 'Errors are RFC 9457 problem details with a stable, documented code.';
const INPUT = 'Invalid input is answered with errors: [{ pointer, code, message }].';
const POINTER = /^(\/([^~/]|~[01])*)*$/;

const takesJson = ({ body }: Endpoint): boolean => typeof body === 'object';

export const problemChecks: readonly Check[] = [
  {
    id: 'problems.address',
    title: 'an address that is none is 404 not-found',
    rule: ERRORS,
    run: async ({ admin }) => expectRefusal(await admin.raw('GET', '/v1/contract-test-no-such-address'), 'not-found'),
  },
  {
    id: 'problems.absent',
    title: 'an object that is not there is 404 not-found',
    rule: ERRORS,
    each: ({ method, path }) => method === 'GET' && path.includes('{'),
    run: async (world, name) => expectRefusal(await world.admin.send(name, world.atNothing(name)), 'not-found'),
  },
  {
    id: 'problems.media-type',
    title: 'a body that is not JSON by its content type is 415',
    rule: 'Bodies are JSON: a form of another site cannot send it.',
    each: takesJson,
    run: async (world, name) => {
      const { body } = await world.input(name, world.variant());
      const headers = { 'content-type': 'text/plain' };
      const { reply, isThere } = await write(world, name, { body: JSON.stringify(body), headers });
      skipIfLookedUpFirst(reply, isThere);
      expectRefusal(reply, 'content-type-not-supported');
    },
  },
  {
    id: 'problems.broken-json',
    title: 'a body that is half of a JSON text is 422 with its place',
    rule: INPUT,
    each: takesJson,
    run: async (world, name) => expectFault(await write(world, name, { body: '{"half":' }), ''),
  },
  {
    id: 'problems.unknown-field',
    title: 'a field that the contract does not know is refused with 422',
    rule: 'Requests are strict: an unknown member is a fault and is refused.',
    each: takesJson,
    run: async (world, name) => {
      const { body } = await world.input(name, world.variant());
      if (!isObject(body)) throw new NotChecked('needs a body that is an object');
      expectFault(await write(world, name, { body: { ...body, contractTestUnknown: 1 } }), '');
    },
  },
  {
    id: 'problems.pointer',
    title: 'a field of a wrong type is refused with 422 and a pointer to it',
    rule: INPUT,
    each: takesJson,
    run: async (world, name) => {
      const { body } = await world.input(name, world.variant());
      const field = isObject(body) ? Object.keys(body)[0] : undefined;
      if (field === undefined) throw new NotChecked('needs a body with a field');
      const wrong = { ...(body as Record<string, unknown>), [field]: { contractTest: true } };
      expectFault(await write(world, name, { body: wrong }), `/${field}`);
    },
  },
  {
    id: 'problems.form',
    title: 'every refusal of this run is problem details with a code of the contract',
    rule: ERRORS,
    run: ({ journal }) => {
      const refusals = journal.filter(({ status, request }) => status >= 400 && !request.includes(' /papi/'));
      // the answer to HEAD has no body
      for (const reply of refusals.filter(({ request }) => !request.startsWith('HEAD '))) expectProblemDetails(reply);
      return Promise.resolve();
    },
  },
];

function expectProblemDetails(reply: Reply): void {
  const type = reply.headers.get('content-type') ?? 'none';
  expectThat(type.startsWith('application/problem+json'), reply, 'application/problem+json', `the type ${type}`);
  const problem = Problem.safeParse(reply.body);
  const place = problem.error?.issues[0]?.path.join('/') ?? '';
  expectThat(problem.success, reply, 'problem details', `a wrong or missing member "${place}"`);
  const said = problem.data?.status;
  expectThat(said === reply.status, reply, `status ${reply.status} in the body too`, `status ${said}`);
}

/** A request that must not have an effect, at an object of this run where there is one. */
async function write(
  world: World,
  name: EndpointName,
  options: SendOptions,
): Promise<{ reply: Reply; isThere: boolean }> {
  const { address, isThere } = await world.atOwnOrNothing(name);
  const isVersioned = endpointOf(name).etag === 'write';
  const ifMatch = isVersioned ? { ifMatch: isThere ? await world.etagAt(name, address) : '"1"' } : {};
  const reply = await world.admin.send(name, address, { ...options, ...ifMatch });
  world.remember(name, reply);
  return { reply, isThere };
}

function expectFault({ reply, isThere }: { reply: Reply; isThere: boolean }, pointer: string): void {
  skipIfLookedUpFirst(reply, isThere);
  expectRefusal(reply, 'invalid-input');
  const pointers = faultsOf(reply).map((fault) => fault.pointer);
  const isPlaced = pointers.some((found) => POINTER.test(found) && found.startsWith(pointer));
  expectThat(isPlaced, reply, `errors[] with a pointer at "${pointer}"`, `pointers "${pointers.join('", "')}"`);
}
