import type { PlainSimulator } from '../../test/simulators/plain/server.js';
import { HostProcess } from './host-process.js';
import type { Settings } from './protocol.js';
import { table } from './report.js';
import { completedEnvelope } from './scenarios.js';
import { Tenant } from './tenants.js';
import { Client, type Shot } from './traffic.js';

/** G25: so long may it take until a host with 100,000 envelopes is ready again. */
const READY_LIMIT_MS = 5000;
const HEAD = ['start', 'ready ms', 'first page ms', 'to do ms', 'started ms', 'again ms', 'sweep ms', 'RSS MiB'];

interface Order {
  readonly envelopes: number;
  readonly restarts: number;
}

async function fill(host: HostProcess, simulator: PlainSimulator, envelopes: number): Promise<Tenant> {
  const client = new Client(host.url, 8);
  try {
    const tenant = await Tenant.open('tenant-0', client, simulator);
    const completed = await completedEnvelope(tenant);
    const open = await tenant.envelopeOf('local', 'open');
    await host.ask({ do: 'fill', fill: { tenantId: tenant.id, envelopes, completed, open } });
    return tenant;
  } finally {
    client.close();
  }
}

async function timeOf(client: Client, shot: Shot): Promise<number> {
  const start = performance.now();
  const { status, body } = await client.send(shot);
  if (status !== 200) throw new Error(`${shot.path}: ${status} ${body.toString('utf8')}`);
  return performance.now() - start;
}

async function measureStart(
  program: string,
  settings: Settings,
  tenant: Tenant,
  name: string,
): Promise<{ row: (string | number)[]; readyMs: number; host: HostProcess }> {
  const start = performance.now();
  const host = await HostProcess.start(program, settings);
  const client = new Client(host.url, 4);
  try {
    await timeOf(client, { method: 'GET', path: '/readyz', headers: {} });
    const readyMs = performance.now() - start;
    const times: number[] = [];
    for (const [user, query] of [
      ['service', 'list=all'],
      ['signer-a', 'list=todo'],
      ['signer-a', 'list=started'],
      ['service', 'list=all'],
    ] as const) {
      times.push(await timeOf(client, tenant.get(user, `/v1/envelopes?${query}`)));
    }
    // also waits for the one of the start, so that the next kill does not come into it
    const sweepMs = Number(await host.ask({ do: 'sweep' }));
    const { maxRssMiB } = await host.usage();
    return { row: [name, readyMs, ...times, sweepMs, maxRssMiB], readyMs, host };
  } finally {
    client.close();
  }
}

/** Kills a host with so many envelopes and times how it comes back. @returns Whether it was always in time. */
export async function measureRestarts(
  program: string,
  settings: Settings,
  simulator: PlainSimulator,
  { envelopes, restarts }: Order,
): Promise<boolean> {
  let host = await HostProcess.start(program, settings);
  const rows: (string | number)[][] = [HEAD];
  let slowest = 0;
  try {
    const start = performance.now();
    const tenant = await fill(host, simulator, envelopes);
    console.log(`${envelopes} envelopes filled in within ${((performance.now() - start) / 1000).toFixed(1)} s`);
    for (let round = 0; round <= restarts; round += 1) {
      await host.stop('SIGKILL');
      // the first one after the filling has a trail of years to sign, which a host does day by day
      const measured = await measureStart(program, settings, tenant, round === 0 ? 'first' : `after kill ${round}`);
      host = measured.host;
      rows.push(measured.row);
      if (round > 0) slowest = Math.max(slowest, measured.readyMs);
    }
  } finally {
    await host.stop('SIGKILL');
  }
  console.log(`\n${table(rows)}`);
  return slowest < READY_LIMIT_MS;
}
