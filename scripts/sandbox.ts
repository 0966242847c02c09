import type { Host } from '../host/create-host.js';
import { demoUsers } from '../host/demo/people.js';
import { registerMapping, seedRegisterRecord } from '../host/demo/register-records.js';
import { registerWorkflow } from '../host/demo/workflows.js';
import { BindingInput, type Binding, type SealUseConfig } from '../src/schema/index.js';
import { simulators, type RunningSimulator } from '../test/simulators/start.js';

/** Names of the bindings; a database that has them gets the addresses of this start. */
const NAMES: Readonly<Record<string, string>> = {
  tencent: '腾讯电子签（沙箱）',
  qiyuesuo: '契约锁（沙箱）',
  'esign-open': 'e签宝开放服务（沙箱）',
  'esign-private': 'e签宝私有云（沙箱）',
  zhangguanjia: '章管家（沙箱）',
};
const REPORT_MS = 500;

/** Simulated services beside the demo, which an admin can bind workflows to and try without an account. */
export class Sandbox {
  readonly #running: ReadonlyMap<string, RunningSimulator>;
  readonly #timer: NodeJS.Timeout;

  private constructor(running: ReadonlyMap<string, RunningSimulator>) {
    this.#running = running;
    this.#timer = setInterval(() => void Promise.all([...running.values()].map((one) => one.report())), REPORT_MS);
    this.#timer.unref();
  }

  static async open(): Promise<Sandbox> {
    const people = Object.fromEntries(demoUsers.map(({ userId, name }) => [userId, name]));
    const running = new Map<string, RunningSimulator>();
    for (const [name, start] of Object.entries(simulators)) {
      running.set(name, await start({ port: 0, callback: '', people }));
    }
    return new Sandbox(running);
  }

  /** Where the services are, for frames of their pages. */
  get origins(): string[] {
    return [...this.#running.values()].map(({ url }) => url);
  }

  /** Settings of a host that may call them, beside its own. */
  settings(own: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
    const theirs = Object.assign({}, ...[...this.#running.values()].map(({ settings }) => settings)) as object;
    const allowed = [own['OUTGOING_ALLOW'], ...this.origins].filter(Boolean).join(',');
    return { ...theirs, ...own, OUTGOING_ALLOW: allowed };
  }

  /** Makes a binding to each of them, or has the one of an earlier start lead to it, and syncs what a mapping can name. */
  async bind(host: Host): Promise<void> {
    const call = async (method: string, path: string, body?: object, tag?: string): Promise<Response> => {
      const headers = {
        'x-demo-user': 'admin',
        'content-type': 'application/json',
        ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
        ...(tag === undefined ? {} : { 'if-match': tag }),
      };
      const request = new Request(`http://localhost${path}`, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      });
      const response = await host.fetch(request);
      if (!response.ok) throw new Error(`the sandbox cannot be bound: ${await response.text()}`);
      return response;
    };
    const known = (await (await call('GET', '/v1/bindings?limit=200')).json()) as { items: Bound[] };
    const configs = (await (await call('GET', '/v1/seal-use-configs?limit=200')).json()) as { items: Configured[] };
    const configured = new Set(configs.items.map(({ mapping }) => mapping.basic.workflowId));
    for (const [name, simulator] of this.#running) {
      const before = known.items.find((binding) => binding.name === NAMES[name]);
      const input = BindingInput.parse({
        ...simulator.service,
        ...simulator.binding,
        name: NAMES[name],
        isDefault: before?.isDefault ?? false,
      });
      const tag = before && (await call('GET', `/v1/bindings/${before.id}`)).headers.get('etag');
      const saved = before
        ? await call('PATCH', `/v1/bindings/${before.id}`, input, tag ?? '')
        : await call('POST', '/v1/bindings', input);
      const binding = (await saved.json()) as Bound;
      const { id, callbackAddresses } = binding;
      simulator.reportTo(callbackAddresses[0] ?? '');
      await call('POST', `/v1/bindings/${id}/sync`);
      if (!simulator.physical) continue;
      const register = { binding, machineUrl: `${simulator.url}/machine`, ...simulator.physical };
      await seedRegisterRecord(host.parts, register);
      if (!configured.has(registerWorkflow(binding).id)) {
        await call('POST', '/v1/seal-use-configs', registerMapping(register));
      }
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.#running.values()].map((one) => one.close()));
  }
}

type Bound = Pick<Binding, 'id' | 'provider' | 'name' | 'isDefault' | 'callbackAddresses'>;
type Configured = Pick<SealUseConfig, 'mapping'>;
