import { createHmac, randomUUID } from 'node:crypto';

import type { Envelope } from '../../src/schema/index.js';
import { callbackOf } from '../../test/simulators/plain/callback.js';
import type { PlainSimulator } from '../../test/simulators/plain/server.js';
import type { PlainEnvelope, PlainEvent } from '../../test/simulators/plain/service.js';
import type { HostProcess } from './host-process.js';
import { recordIdOf } from './office.js';
import type { Copy } from './protocol.js';
import { CALLBACK_KEY, type Tenant } from './tenants.js';
import type { Magazine, Shot } from './traffic.js';

export interface World {
  readonly host: HostProcess;
  readonly tenants: readonly Tenant[];
  readonly simulator: PlainSimulator;
}

/** Prepares so many requests of one kind. */
export type Load = (world: World, count: number) => Promise<Magazine>;

export const scenarioNames = ['events', 'callbacks', 'sign', 'mixed'] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** How many of them are prepared at the same time. */
const AT_ONCE = 8;
const COPIES_AT_ONCE = 200;
/** So many envelopes are under way at a service at the same time: their callbacks come mixed. */
const WINDOW = 50;
/** Of so many callbacks one is for the built-in provider. */
const BUILTIN_EVERY = 5;

async function eachAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
    }),
  );
}

function tenantOf({ tenants }: World, index: number): Tenant {
  const tenant = tenants[index % tenants.length];
  if (!tenant) throw new Error('there are no tenants');
  return tenant;
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function magazineOf(shots: readonly Shot[]): Magazine {
  let next = 0;
  return () => shots[next++] ?? null;
}

/** The moment at which an envelope is made, of one record after another: planner, outbox, and what the effects do. */
export const events: Load = async (world, count) => {
  await tenantOf(world, 0).envelopeOf('local', 'warm-up');
  return magazineOf(numbers(count).map((index) => tenantOf(world, index).event(recordIdOf('local', `event-${index}`))));
};

/** Two signatures for each envelope: all the first ones, then all the second ones, which complete it. */
export const signatures: Load = async (world, count) => {
  const envelopes: { tenant: Tenant; envelope: Envelope }[] = [];
  await eachAtOnce(numbers(Math.ceil(count / 2)), async (index) => {
    const tenant = tenantOf(world, index);
    envelopes.push({ tenant, envelope: await tenant.envelopeOf('local', `sign-${index}`) });
  });
  const shotsOf = (user: 'signer-a' | 'signer-b'): Shot[] =>
    envelopes.map(({ tenant, envelope }) => tenant.signature(user, envelope));
  return magazineOf([...shotsOf('signer-a'), ...shotsOf('signer-b')]);
};

/** What a service reports of envelopes, and a few voidings that another system reports to the built-in provider. */
export const callbacks: Load = async (world, count) => {
  const builtin = Math.floor(count / BUILTIN_EVERY);
  const plain = await plainCallbacks(world, count - builtin);
  const voidings = await builtinCallbacks(world, builtin);
  let sent = 0;
  return () => {
    sent += 1;
    return (sent % BUILTIN_EVERY === 0 ? voidings() : null) ?? plain() ?? voidings();
  };
};

/** Of each envelope: the first signature, the second one, and the completion, which the host then asks about. */
async function plainCallbacks(world: World, count: number): Promise<Magazine> {
  const { simulator } = world;
  const templates = await Promise.all(
    world.tenants.map((tenant) => tenant.envelopeOf('remote', `template-${tenant.id}`)),
  );
  const copies: (Copy & { readonly tenant: Tenant; readonly remote: PlainEnvelope })[] = [];
  for (const index of numbers(Math.ceil(count / 3))) {
    const tenant = tenantOf(world, index);
    const template = templates[index % templates.length];
    if (!template) throw new Error('there is no template');
    copies.push({ tenant, ...copyAtService(simulator, tenant, template, index) });
  }
  await store(world, copies);
  return plainMagazine(simulator, copies);
}

function plainMagazine(
  simulator: PlainSimulator,
  copies: readonly { readonly tenant: Tenant; readonly remote: PlainEnvelope }[],
): Magazine {
  const ready: Shot[] = [];
  let begun = 0;
  const fill = (): void => {
    const window = copies.slice(begun, begun + WINDOW);
    begun += WINDOW;
    const rounds: Shot[][] = [[], [], []];
    for (const { tenant, remote } of window) {
      const reports = remote.signers.flatMap(({ ref }) => simulator.service.sign(remote.id, ref));
      reports.forEach((event, round) => rounds[round]?.push(plainShot(simulator, tenant, event)));
    }
    ready.push(...rounds.flat());
  };
  return () => {
    // a person signs when the report is due, and not before the run: the service stamps the files then
    if (ready.length === 0 && begun < copies.length) fill();
    return ready.shift() ?? null;
  };
}

function plainShot({ secret }: PlainSimulator, { callbackPath: path }: Tenant, event: PlainEvent): Shot {
  return { method: 'POST', path, ...callbackOf(secret, event) };
}

function copyAtService(
  { service }: PlainSimulator,
  tenant: Tenant,
  template: Envelope,
  index: number,
): Copy & { readonly remote: PlainEnvelope } {
  const source = [...service.envelopes.values()].find(({ key }) => key === template.id);
  if (!source) throw new Error('the service does not have the template');
  const remote: PlainEnvelope = {
    ...source,
    id: `plain-${randomUUID()}`,
    key: `copy-${tenant.id}-${index}`,
    documents: source.documents.map((document) => ({ ...document, id: `file-${randomUUID()}` })),
    signers: source.signers.map((signer) => ({ ...signer, id: `person-${randomUUID()}` })),
  };
  // past its `create`, which looks for the key in all that are there
  service.envelopes.set(remote.id, remote);
  const places = new Map(
    template.parties.flatMap((party) => party.signers.map((signer) => [signer.id, { party, signer }] as const)),
  );
  return {
    tenantId: tenant.id,
    remote,
    envelope: {
      ...template,
      id: `env-${randomUUID()}`,
      recordId: recordIdOf('remote', `callback-${index}`),
    },
    names: {
      externalId: remote.id,
      documents: Object.fromEntries(remote.documents.map(({ id, ref }) => [id, ref])),
      signers: Object.fromEntries(
        remote.signers.flatMap(({ id, ref }) => {
          const place = places.get(ref);
          return place ? [[id, { partyId: place.party.id, signerId: place.signer.id }]] : [];
        }),
      ),
    },
  };
}

async function builtinCallbacks(world: World, count: number): Promise<Magazine> {
  const tenant = tenantOf(world, 0);
  const template = await completedEnvelope(tenant);
  const copies = numbers(count).map((index): Copy => ({
    tenantId: tenant.id,
    envelope: { ...template, id: `env-${randomUUID()}`, recordId: recordIdOf('local', `void-${index}`) },
    names: null,
  }));
  await store(world, copies);
  return magazineOf(copies.map(({ envelope }) => voidingOf(tenant, envelope)));
}

export async function completedEnvelope(tenant: Tenant, name = 'completed'): Promise<Envelope> {
  const { id, ...rest } = await tenant.envelopeOf('local', name);
  for (const user of ['signer-a', 'signer-b'] as const) await tenant.send(tenant.signature(user, { id, ...rest }));
  return tenant.read(id);
}

function voidingOf({ builtinCallbackPath: path }: Tenant, { id }: Envelope): Shot {
  const at = new Date().toISOString();
  const body = Buffer.from(JSON.stringify({ id: `voiding-${id}`, at, event: 'voided', envelopeId: id }));
  const timestamp = String(Date.now());
  const signature = createHmac('sha256', CALLBACK_KEY).update(`${timestamp}.`).update(body).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'x-esign-timestamp': timestamp,
    'x-esign-signature': signature,
  };
  return { method: 'POST', path, headers, body };
}

async function store({ host }: World, copies: readonly Copy[]): Promise<void> {
  for (let begin = 0; begin < copies.length; begin += COPIES_AT_ONCE) {
    const part = copies.slice(begin, begin + COPIES_AT_ONCE);
    await host.ask({
      do: 'store',
      copies: part.map(({ tenantId, envelope, names }) => ({ tenantId, envelope, names })),
    });
  }
}
