import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import type { Endpoint, EndpointName } from '../../../src/schema/index.js';
import type { Check } from '../check.js';
import { collectionOf, endpointOf } from '../endpoint-paths.js';
import { described, expectRefusal, expectThat, skipIfLookedUpFirst, textAt } from '../expectations.js';
import type { Reply, SendOptions } from '../probe.js';
import { NotChecked } from '../verdict.js';
import type { World } from '../world.js';

const RULE =
  'Idempotency-Key on every POST that creates or signs: the same key and body gives the same answer again; another body is 422.';
const AT_ONCE = 20;
const MAX_TRIES = 40;

const isCreation = ({ idempotent, path }: Endpoint): boolean => idempotent === true && !path.includes('{');

export const idempotencyChecks: readonly Check[] = [
  {
    id: 'idempotency.missing',
    title: 'a POST without a key is 400',
    rule: RULE,
    each: ({ idempotent }) => idempotent === true,
    run: async (world, name) => {
      const { address, isThere } = await world.atOwnOrNothing(name);
      const input = await world.input(name, world.variant());
      const reply = await world.admin.send(name, address, { ...input, key: null });
      world.remember(name, reply);
      skipIfLookedUpFirst(reply, isThere);
      expectRefusal(reply, 'idempotency-key-required');
    },
  },
  {
    id: 'idempotency.same-answer',
    title: 'the same key and body gives the same answer again, to the byte',
    rule: RULE,
    each: isCreation,
    run: async (world, name) => {
      const input = await newInput(world, name);
      const first = await create(world, name, input);
      const second = await world.make(name, input);
      expectThat(second.status === first.status, second, `${first.status} again`);
      expectThat(second.text === first.text, second, 'the same bytes again', 'another body');
    },
  },
  {
    id: 'idempotency.other-body',
    title: 'another body under the same key is 422',
    rule: RULE,
    each: isCreation,
    run: async (world, name) => {
      const input = await newInput(world, name);
      await create(world, name, input);
      const other = { ...(await world.input(name, world.variant())), key: input.key ?? null };
      expectRefusal(await world.make(name, other), 'idempotency-key-reused');
    },
  },
  {
    id: 'idempotency.at-once',
    title: `${AT_ONCE} equal requests at once have one effect`,
    rule: RULE,
    each: isCreation,
    run: async (world, name) => {
      const text = world.variant();
      const input = await newInput(world, name, text);
      const replies = await Promise.all(Array.from({ length: AT_ONCE }, () => createPatiently(world, name, input)));
      const first = replies.find(({ status }) => status < 300);
      if (!first) throw new NotChecked(`needs a ${name} that succeeds`);
      const answers = new Set(replies.map((reply) => reply.text));
      expectThat(answers.size === 1, first, `one answer to ${AT_ONCE} equal requests`, `${answers.size} answers`);
      const count = await world.countOf(collectionOf(endpointOf(name).path), `${world.name}${text}"`);
      expectThat(count === null || count === 1, first, 'one new object', `${count} new objects`);
    },
  },
  {
    id: 'idempotency.person',
    title: 'another person may use the same key, and gets an answer of their own',
    rule: 'Every write checks the person.',
    run: async (world) => {
      world.needs('upload');
      const other = world.needOther();
      const input = await newInput(world, 'upload');
      const mine = await create(world, 'upload', input);
      const theirs = await other.send('upload', '/v1/uploads', input);
      const isOther = theirs.status === mine.status && textAt(theirs.body, 'fileId') !== textAt(mine.body, 'fileId');
      expectThat(isOther, theirs, 'a file of their own', described(theirs));
    },
  },
];

async function newInput(world: World, name: EndpointName, variant = world.variant()): Promise<SendOptions> {
  await world.makeRoom(collectionOf(endpointOf(name).path));
  return { ...(await world.input(name, variant)), key: randomUUID() };
}

async function create(world: World, name: EndpointName, input: SendOptions): Promise<Reply> {
  const reply = await world.make(name, input);
  if (reply.status >= 300) throw new NotChecked(`needs a ${name} that succeeds, but it was ${described(reply)}`);
  return reply;
}

/** A backend may tell the later ones of equal requests to come again. */
async function createPatiently(world: World, name: EndpointName, input: SendOptions): Promise<Reply> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const reply = await world.make(name, input);
    if (reply.status !== 409 || textAt(reply.body, 'code') !== 'request-in-progress') return reply;
    await wait(Number(reply.headers.get('retry-after') ?? 1) * 1000);
  }
  throw new NotChecked('needs an answer that is not 409 request-in-progress for ever');
}
