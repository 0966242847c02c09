import { EsignError } from '../../src/core/errors.js';
import { toDatabaseFailure } from '../store/away.js';
import { claimSealUse, listDueSealUses, type RemoteSealUseRow } from '../store/remote-seal-uses.js';
import { asSystem, asTenant } from '../store/tenant-scope.js';
import { nowOf, type HostContext } from './context.js';
import { nextPollAt } from './remote-calls.js';
import { askRegister } from './remote-seal-uses.js';

/** How many seal uses are asked about at once. */
const QUESTIONS = 4;
const BATCH = 200;

/** Asks registers of physical seals about the seal uses that are due, so that a callback that is lost is no loss (F21). */
export class RegisterPoller {
  readonly #context: HostContext;
  readonly #running = new Set<Promise<void>>();

  constructor(context: HostContext) {
    this.#context = context;
  }

  /** Asks about what is due of a tenant, without anybody waiting for it. */
  wake(tenantId: string): void {
    const work = this.#run(tenantId).finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  runDue(): Promise<void> {
    return this.#run();
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

  async #ask(row: RemoteSealUseRow): Promise<void> {
    try {
      await asTenant(row.tenant_id, async () => {
        const later = nextPollAt(this.#context.clock(), row.polls, null);
        const claimed = await claimSealUse(this.#context.db, row, later);
        if (claimed) await askRegister(this.#context, claimed);
      });
    } catch (error) {
      const { code, message } = EsignError.from(toDatabaseFailure(error));
      this.#context.report({
        code,
        message: `seal use ${row.seal_use_id} could not be followed: ${message}`,
        path: 'poll',
      });
    }
  }
}
