import { EsignError } from '../../src/core/errors.js';
import { toDatabaseFailure } from '../store/away.js';
import { claimSealUse, hastenSealUse, listDueSealUses, type RemoteSealUseRow } from '../store/remote-seal-uses.js';
import { asSystem, asTenant } from '../store/tenant-scope.js';
import { breakerOf, type CircuitBreaker } from './circuit-breaker.js';
import { nowOf, type HostContext } from './context.js';
import { patiently } from './patience.js';
import { nextPollAt } from './remote-calls.js';
import { askRegister } from './remote-seal-uses.js';

/** How many seal uses are asked about at once. */
const QUESTIONS = 4;
const BATCH = 200;
/** An answer is good for so long, however often somebody looks. */
const FRESH_MS = 5000;
/** How long who looks waits for a register; what it answers later is seen at the next look. */
const LOOK_MS = 1500;

/** Asks registers of physical seals about the seal uses that are due, so that a callback that is lost is no loss (F21). */
export class RegisterPoller {
  readonly #context: HostContext;
  readonly #running = new Set<Promise<void>>();
  readonly #breakers = new Map<string, CircuitBreaker>();

  constructor(context: HostContext) {
    this.#context = context;
  }

  /** Registers that are left alone for now. */
  get openBreakers(): number {
    return [...this.#breakers.values()].filter(({ isOpen }) => isOpen).length;
  }

  /** Asks about what is due, of one tenant or of all, without anybody waiting for it. */
  wake(tenantId?: string): void {
    void this.#track(this.#run(tenantId));
  }

  #track(asking: Promise<void>): Promise<void> {
    const work = asking.finally(() => this.#running.delete(work));
    this.#running.add(work);
    return work;
  }

  async runDue(): Promise<void> {
    this.wake();
    await patiently(this.#running);
  }

  /**
   * Asks about a seal use that somebody is looking at, unless it was asked just now, and waits a moment for the answer: who
   * has stamped at the device wants to see it.
   */
  async look(tenantId: string, sealUseId: string): Promise<void> {
    const now = this.#context.clock();
    const since = new Date(now.getTime() - FRESH_MS).toISOString();
    const times = { now: now.toISOString(), since };
    const due = await hastenSealUse(this.#context.db, { tenantId, sealUseId }, times);
    if (due) await patiently([this.#track(this.#ask(due))], LOOK_MS);
  }

  /** Resolves when no question is under way, so that a host can close. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** It rejects never: what could not be asked is due again later. */
  async #run(tenantId?: string): Promise<void> {
    try {
      const due = await asSystem(() =>
        listDueSealUses(this.#context.db, nowOf(this.#context), { tenantId, limit: BATCH }),
      );
      const work = async (): Promise<void> => {
        for (let row = due.shift(); row && !this.#context.closing.aborted; row = due.shift()) await this.#ask(row);
      };
      await Promise.all(Array.from({ length: QUESTIONS }, work));
    } catch (error) {
      const { code, message } = EsignError.from(toDatabaseFailure(error));
      this.#context.report({ code, message: `registers cannot be followed: ${message}`, path: 'poll' });
    }
  }

  #breakerOf({ tenant_id, binding_id }: RemoteSealUseRow): CircuitBreaker {
    const key = JSON.stringify([tenant_id, binding_id]);
    const breaker = this.#breakers.get(key) ?? breakerOf(this.#context, binding_id);
    this.#breakers.set(key, breaker);
    return breaker;
  }

  async #ask(row: RemoteSealUseRow): Promise<void> {
    const breaker = this.#breakerOf(row);
    const leave = breaker.admit();
    if (!leave) return;
    try {
      await asTenant(row.tenant_id, async () => {
        const times = { now: nowOf(this.#context), nextPollAt: nextPollAt(this.#context.clock(), row.polls, null) };
        const claimed = await claimSealUse(this.#context.db, row, times);
        if (claimed) await askRegister(this.#context, claimed, (call) => breaker.watch(call));
      });
    } catch (error) {
      const { code, message } = EsignError.from(toDatabaseFailure(error));
      this.#context.report({
        code,
        message: `seal use ${row.seal_use_id} could not be followed: ${message}`,
        path: 'poll',
      });
    } finally {
      leave();
    }
  }
}
