import type { Check } from '../check.js';
import { expectStatus, expectThat, isObject, textAt } from '../expectations.js';
import type { Reply } from '../probe.js';
import { NotChecked } from '../verdict.js';
import type { World } from '../world.js';

const RULE = 'Secrets are write-only; logs and problem details carry none.';

export const secretChecks: readonly Check[] = [
  {
    id: 'secrets.state',
    title: 'a binding shows of a secret when it was set and its last four characters, and nothing else',
    rule: RULE,
    run: async (world) => {
      const reply = await world.admin.send('getBinding', await bindingOf(world));
      expectStatus(reply, 200);
      const states = statesOf(reply);
      expectThat(states.length > 0, reply, 'what may be shown of a secret', 'nothing');
      for (const { setAt, last4 } of states) {
        const isRight = typeof setAt === 'string' && last4 === world.secret.slice(-4);
        expectThat(isRight, reply, 'setAt and the last four characters', 'something else');
      }
    },
  },
  {
    id: 'secrets.kept',
    title: 'a change that leaves the secret out keeps it',
    rule: 'A secret that is left out keeps its stored value.',
    run: async (world) => {
      const address = await bindingOf(world);
      world.needs('updateBinding');
      const before = await world.admin.send('getBinding', address);
      const { body } = await world.input('updateBinding', world.variant());
      const plain = Object.fromEntries(
        Object.entries(isObject(body) ? body : {}).filter(([, value]) => value !== world.secret),
      );
      const ifMatch = await world.etagAt('updateBinding', address);
      const after = await world.admin.send('updateBinding', address, { body: plain, ifMatch });
      expectStatus(after, 200);
      const isKept = JSON.stringify(statesOf(after)) === JSON.stringify(statesOf(before));
      expectThat(isKept, after, 'the stored secret', 'another state of it');
    },
  },
  {
    id: 'secrets.nowhere',
    title: 'no answer of this run holds the secret that was written',
    rule: RULE,
    run: async (world) => {
      await readEverythingAbout(world);
      for (const reply of world.journal) {
        expectThat(!reply.text.includes(world.secret), reply, 'an answer without secrets', 'the secret of a binding');
      }
    },
  },
];

async function bindingOf(world: World): Promise<string> {
  world.needs('getBinding');
  const { body } = await world.input('createBinding');
  if (!isObject(body) || !Object.values(body).includes(world.secret)) throw new NotChecked('needs a secret to write');
  return world.atOwn('getBinding');
}

async function readEverythingAbout(world: World): Promise<void> {
  const address = await bindingOf(world);
  await world.admin.send('getBinding', address);
  await world.admin.send('listBindings', '/v1/bindings?limit=200');
  if (world.offered.includes('testBinding')) await world.admin.send('testBinding', `${address}/test`);
  if (world.offered.includes('listAudit')) await world.admin.send('listAudit', '/v1/audit?limit=200');
  // a refusal that repeats what it was sent would tell too
  const { body } = await world.input('createBinding', world.variant());
  await world.make('createBinding', { body: { ...(body as object), contractTestUnknown: world.secret } });
}

/** The members that look like the state of a secret. */
function statesOf({ body }: Reply): { setAt: unknown; last4: unknown }[] {
  return Object.values(isObject(body) ? body : {})
    .filter(isObject)
    .filter((value) => textAt(value, 'setAt') !== null && 'last4' in value)
    .map(({ setAt, last4 }) => ({ setAt, last4 }));
}
