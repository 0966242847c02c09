import type { Endpoint, EndpointName } from '../../../src/schema/index.js';
import type { Check } from '../check.js';
import { endpointOf } from '../endpoint-paths.js';
import { etagOfReply, expectRefusal, expectStatus, expectThat } from '../expectations.js';
import type { Reply } from '../probe.js';
import type { World } from '../world.js';

const RULE = 'ETag / If-Match on everything that is edited: stale is 412, missing is 428; a lost update is impossible.';

const isEdit = ({ etag, method }: Endpoint): boolean => etag === 'write' && method !== 'DELETE';

export const versionChecks: readonly Check[] = [
  {
    id: 'versions.read',
    title: 'a read answers an ETag, and the same one again while nothing changes',
    rule: RULE,
    each: ({ etag, method }) => etag === 'read' && method === 'GET',
    run: async (world, name) => {
      const address = await world.at(name);
      const first = await world.admin.send(name, address);
      expectStatus(first, 200);
      const second = await world.admin.send(name, address);
      expectThat(etagOfReply(first) === etagOfReply(second), second, 'the same ETag', 'another one');
    },
  },
  {
    id: 'versions.missing',
    title: 'an edit without If-Match is 428',
    rule: RULE,
    each: isEdit,
    run: async (world, name) => expectRefusal(await edit(world, name, undefined), 'version-required'),
  },
  {
    id: 'versions.any',
    title: 'an edit that matches any version is refused',
    rule: RULE,
    each: isEdit,
    run: async (world, name) => expectRefusal(await edit(world, name, '*'), 'version-required', 'stale-version'),
  },
  {
    id: 'versions.stale',
    title: 'an edit with the newest ETag answers a new one; with the old one it is 412',
    rule: RULE,
    each: isEdit,
    run: async (world, name) => {
      const etag = await world.etagAt(name, await world.atOwn(name));
      const saved = await edit(world, name, etag);
      expectStatus(saved, endpointOf(name).status);
      expectThat(etagOfReply(saved) !== etag, saved, 'a new ETag', 'the old one');
      expectRefusal(await edit(world, name, etag), 'stale-version');
    },
  },
  {
    id: 'versions.two-writers',
    title: 'of two who save the same version at once, one is told 412',
    rule: RULE,
    each: isEdit,
    run: async (world, name) => {
      const address = await world.atOwn(name);
      const etag = await world.etagAt(name, address);
      const replies = await Promise.all([edit(world, name, etag), edit(world, name, etag)]);
      const [first] = replies;
      const statuses = replies.map(({ status }) => status).sort();
      expectThat(statuses.join() === '200,412', first, '200 for one and 412 for the other', statuses.join(' and '));
      const winner = replies.find(({ status }) => status === 200) ?? first;
      const isKept = (await world.etagAt(name, address)) === etagOfReply(winner);
      expectThat(isKept, first, 'the version of who was told 200', 'another version');
    },
  },
  {
    id: 'versions.removal',
    title: 'a removal without If-Match is 428, with an old one 412, with the newest one done',
    rule: RULE,
    each: ({ etag, method }) => etag === 'write' && method === 'DELETE',
    run: async (world, name) => {
      const address = await world.atNew(name);
      expectRefusal(await world.admin.send(name, address), 'version-required');
      expectRefusal(await world.admin.send(name, address, { ifMatch: '"contract-test-stale"' }), 'stale-version');
      const done = await world.admin.send(name, address, { ifMatch: await world.etagAt(name, address) });
      expectStatus(done, endpointOf(name).status);
      expectRefusal(await world.admin.raw('GET', address), 'not-found');
    },
  },
  {
    id: 'versions.removed',
    title: 'what was removed is not found any more',
    rule: 'An object that is not there is 404.',
    each: ({ etag, method }) => etag !== 'write' && method === 'DELETE',
    run: async (world, name) => {
      const address = await world.atNew(name);
      expectStatus(await world.admin.send(name, address), endpointOf(name).status);
      expectRefusal(await world.admin.send(name, address), 'not-found');
    },
  },
];

async function edit(world: World, name: EndpointName, ifMatch: string | undefined): Promise<Reply> {
  const address = await world.atOwn(name);
  const input = await world.input(name, world.variant());
  return world.admin.send(name, address, { ...input, ...(ifMatch === undefined ? {} : { ifMatch }) });
}
