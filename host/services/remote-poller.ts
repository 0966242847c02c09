import { EsignError } from '../../src/core/errors.js';
import { toDatabaseFailure } from '../store/away.js';
import { asTenant } from '../store/tenant-scope.js';
import { breakerOf, type CircuitBreaker } from './circuit-breaker.js';
import { nowOf, type HostContext } from './context.js';
import { patiently } from './patience.js';
import { alarmOverdue, ask, claimNext, type DueRow } from './remote-envelopes.js';

/** How many envelopes of one service are asked about at once. */
const QUESTIONS = 4;

/** The questions to one service of one tenant: no other service waits for them. */
interface Lane {
  readonly key: string;
  readonly tenantId: string;
  readonly bindingId: string;
  readonly breaker: CircuitBreaker;
  workers: number;
  /** Whether something became due since a worker looked last. */
  isWoken: boolean;
}

/** Asks services about the envelopes that are due: each service in a lane of its own, and none that keeps failing. */
export class RemotePoller {
  readonly #context: HostContext;
  readonly #lanes = new Map<string, Lane>();
  readonly #running = new Set<Promise<void>>();

  constructor(context: HostContext) {
    this.#context = context;
  }

  /** Services that are left alone for now. */
  get openBreakers(): number {
    return [...this.#lanes.values()].filter(({ breaker }) => breaker.isOpen).length;
  }

  /** Asks a service about what is due there, as soon as there is room. */
  wake(tenantId: string, bindingId: string, workers = 1): void {
    const lane = this.#laneOf(tenantId, bindingId);
    lane.isWoken = true;
    for (let started = 0; started < workers && lane.workers < QUESTIONS; started += 1) {
      lane.workers += 1;
      const worker = this.#work(lane).finally(() => {
        lane.workers -= 1;
        this.#running.delete(worker);
        if (lane.workers === 0 && lane.breaker.isFresh) this.#lanes.delete(lane.key);
      });
      this.#running.add(worker);
    }
  }

  /** F21: asks about every envelope that is due, so that it ends although no callback ever comes. */
  async runDue(): Promise<void> {
    const services = await this.#context.db
      .selectFrom('remote_envelopes')
      .select(['tenant_id', 'binding_id'])
      .distinct()
      .where('next_poll_at', '<=', nowOf(this.#context))
      .execute();
    for (const { tenant_id: tenantId, binding_id: bindingId } of services) this.wake(tenantId, bindingId, QUESTIONS);
    await patiently(this.#running);
    for (const lane of this.#lanes.values()) {
      if (lane.breaker.isOpen) {
        await asTenant(lane.tenantId, () => alarmOverdue(this.#context, lane.tenantId, lane.bindingId));
      }
    }
  }

  /** Resolves when no question is under way, so that a host can close. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #laneOf(tenantId: string, bindingId: string): Lane {
    const key = JSON.stringify([tenantId, bindingId]);
    const known = this.#lanes.get(key);
    if (known) return known;
    const breaker = breakerOf(this.#context, bindingId);
    const lane: Lane = { key, tenantId, bindingId, breaker, workers: 0, isWoken: false };
    this.#lanes.set(key, lane);
    return lane;
  }

  /** One question after another; it rejects never. */
  async #work(lane: Lane): Promise<void> {
    // whoever woke this lane is answered first
    await new Promise((resolve) => setImmediate(resolve));
    while (!this.#context.closing.aborted) {
      const leave = lane.breaker.admit();
      if (!leave) return;
      lane.isWoken = false;
      try {
        const row = await asTenant(lane.tenantId, () => claimNext(this.#context, lane.tenantId, lane.bindingId));
        if (row) await asTenant(lane.tenantId, () => this.#ask(lane, row));
        else if (!lane.isWoken) return;
      } catch (error) {
        // the database is away; what is due stays due
        const { code, message } = EsignError.from(toDatabaseFailure(error));
        this.#context.report({
          code,
          message: `binding ${lane.bindingId} cannot be followed: ${message}`,
          path: 'poll',
        });
        return;
      } finally {
        leave();
      }
    }
  }

  async #ask(lane: Lane, row: DueRow): Promise<void> {
    try {
      await ask(this.#context, row, (call) => lane.breaker.watch(call));
    } catch (error) {
      // the next question is due already; one envelope must not keep the others waiting
      const { code, message } = EsignError.from(toDatabaseFailure(error));
      this.#context.report({
        code,
        message: `envelope ${row.envelope_id} could not be followed: ${message}`,
        path: 'poll',
      });
    }
  }
}
