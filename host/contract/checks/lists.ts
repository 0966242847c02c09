import type { Endpoint, EndpointName } from '../../../src/schema/index.js';
import type { Check } from '../check.js';
import { sampleOf } from '../sample-of-schema.js';
import { described, expectRefusal, expectThat, isObject, itemsOf, textAt } from '../expectations.js';
import { Mismatch, NotChecked } from '../verdict.js';
import type { World } from '../world.js';

const RULE = 'Lists have page cursors and a limit of at most 200.';
/** How many pages of two are compared with one page of two hundred. */
const PAGES = 6;

/** A list of the contract is a route whose query takes a cursor; the parsed query says so. */
const isList = ({ query }: Endpoint): boolean =>
  query !== undefined &&
  query.safeParse({ ...(sampleOf(query) as object), cursor: 'contract-test', limit: '1' }).success;

export const listChecks: readonly Check[] = [
  {
    id: 'lists.limit',
    title: 'a limit of 1 gives one item at most, and 200 is accepted',
    rule: RULE,
    each: isList,
    run: async (world, name) => {
      await world.enlarge(name);
      const most = await page(world, name, 'limit=200');
      const one = await page(world, name, 'limit=1');
      if (most.items.length < 2) throw new NotChecked('needs a list with two items');
      expectThat(one.items.length === 1, one.reply, 'one item', `${one.items.length} items`);
      expectThat(one.next !== null, one.reply, 'a nextCursor, because there is more', 'none');
    },
  },
  {
    id: 'lists.limit-range',
    title: 'a limit of 0 or 201 is refused with 422',
    rule: RULE,
    each: isList,
    run: async (world, name) => {
      for (const limit of ['0', '201']) expectRefusal(await ask(world, name, `limit=${limit}`), 'invalid-input');
    },
  },
  {
    id: 'lists.cursor',
    title: 'a cursor that the backend did not make is refused with 422',
    rule: RULE,
    each: isList,
    run: async (world, name) =>
      expectRefusal(await ask(world, name, 'cursor=contract-test-no-cursor'), 'invalid-input'),
  },
  {
    id: 'lists.walk',
    title: 'pages of two, one after the other, are the list: nothing twice, nothing left out',
    rule: RULE,
    each: isList,
    run: async (world, name) => {
      // somebody else may change the list between two pages
      if (!(await walksRight(world, name)) && !(await walksRight(world, name))) {
        throw new Mismatch(`GET ${await world.at(name)}`, 'the items of the whole list in pages', 'other items');
      }
    },
  },
];

async function walksRight(world: World, name: EndpointName): Promise<boolean> {
  const { items: whole } = await page(world, name, 'limit=200');
  if (whole.length < 3) throw new NotChecked('needs a list with three items');
  const walked: unknown[] = [];
  let cursor: string | null = '';
  for (let pages = 0; pages < PAGES && cursor !== null; pages += 1) {
    const { items, next } = await page(world, name, `limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    walked.push(...items);
    cursor = next;
  }
  const expected = whole.slice(0, cursor === null ? whole.length : 2 * PAGES);
  return JSON.stringify(walked.map(identityOf)) === JSON.stringify(expected.map(identityOf));
}

/** What stays the same of an item; some have no id. */
function identityOf(item: unknown): unknown {
  if (!isObject(item)) return item;
  return item['id'] ?? item['sequence'] ?? item['version'] ?? item;
}

async function ask(world: World, name: EndpointName, query: string) {
  const address = await world.at(name);
  return world.admin.send(name, `${address}${address.includes('?') ? '&' : '?'}${query}`);
}

async function page(world: World, name: EndpointName, query: string) {
  const reply = await ask(world, name, query);
  // rights differ from backend to backend
  if (reply.status === 403) throw new NotChecked(`needs an admin who may read it (${described(reply)})`);
  return { reply, items: itemsOf(reply), next: textAt(reply.body, 'nextCursor') };
}
