import type { HostClient, Versioned } from '../../api/host-client.js';
import { newIdempotencyKey } from '../../api/idempotency-key.js';
import { isSealUse, kindOf, type EditorMapping, type MappingKind } from '../../core/editor-mapping.js';
import { EsignError } from '../../core/errors.js';
import { asDraftOf, transferMapping, type Transfer } from '../../core/transfer.js';
import type { ErrorCode } from '../../schema/problem.js';
import type { SealUseConfig } from '../../schema/seal-use-config.js';
import type { SigningConfig } from '../../schema/signing-config.js';
import type { Workflow, WorkflowSummary } from '../../schema/workflow.js';

export type CopyConfig = SigningConfig | SealUseConfig;

/** What was read of a workflow, and what would be written there. */
export interface CopyReport {
  readonly workflow: Workflow;
  readonly existing: Versioned<CopyConfig> | null;
  readonly transfer: Transfer;
  readonly draft: EditorMapping;
}

export type CopyState = 'reading' | 'ready' | 'unreadable' | 'writing' | 'done' | 'stale' | 'refused';

/** One workflow that a configuration is copied to. */
export interface CopyTarget {
  readonly id: string;
  readonly name: string;
  readonly state: CopyState;
  readonly choice: 'skip' | 'write';
  readonly report?: CopyReport;
  readonly code?: ErrorCode;
  readonly saved?: CopyConfig;
  /** One creation has one key, so that a retry after a lost answer makes it once only. */
  readonly key: string;
}

/** Reads a stored configuration of a workflow; null where there is none. */
export async function findConfig(
  client: HostClient,
  kind: MappingKind,
  workflowId: string,
): Promise<Versioned<CopyConfig> | null> {
  return kind === 'signing' ? client.findSigningConfig(workflowId) : client.findSealUseConfig(workflowId);
}

/** Copies one configuration to several workflows: reads each, and writes only what was chosen, one after the other. */
export class CopyRun {
  readonly #client: HostClient;
  readonly #mapping: EditorMapping;
  readonly #from: Workflow;
  readonly #changed: () => void;
  #targets: readonly CopyTarget[] = [];

  constructor(client: HostClient, mapping: EditorMapping, from: Workflow, changed: () => void) {
    this.#client = client;
    this.#mapping = mapping;
    this.#from = from;
    this.#changed = changed;
  }

  get targets(): readonly CopyTarget[] {
    return this.#targets;
  }

  get isBusy(): boolean {
    return this.#targets.some(({ state }) => state === 'writing');
  }

  /** What is to be written and was not written yet. */
  get waiting(): readonly CopyTarget[] {
    return this.#targets.filter(
      ({ state, choice }) => choice === 'write' && (state === 'ready' || state === 'refused'),
    );
  }

  async read(workflows: readonly Pick<WorkflowSummary, 'id' | 'name'>[]): Promise<void> {
    this.#targets = workflows.map(({ id, name }) => ({
      id,
      name,
      state: 'reading',
      choice: 'skip',
      key: newIdempotencyKey(),
    }));
    this.#changed();
    await Promise.all(this.#targets.map(async ({ id }) => this.readAgain(id)));
  }

  /** Where somebody else has a configuration already, a person has to say that it is replaced. */
  async readAgain(id: string): Promise<void> {
    this.#update(id, { state: 'reading', code: undefined });
    try {
      const [workflow, existing] = await Promise.all([
        this.#client.getWorkflow(id),
        findConfig(this.#client, kindOf(this.#mapping), id),
      ]);
      const transfer = transferMapping(this.#mapping, this.#from, workflow);
      const draft = asDraftOf(transfer.mapping, workflow, existing?.value.mapping.basic.name);
      const report = { workflow, existing, transfer, draft };
      this.#update(id, { state: 'ready', report, choice: existing ? 'skip' : 'write', key: newIdempotencyKey() });
    } catch (error) {
      this.#update(id, { state: 'unreadable', code: EsignError.from(error).code, choice: 'skip' });
    }
  }

  choose(id: string, choice: CopyTarget['choice']): void {
    this.#update(id, { choice });
  }

  /** Writes what waits; `saved` hears of each one. A failure does not stop the others. */
  async write(saved: (config: CopyConfig) => void): Promise<void> {
    if (this.isBusy) return;
    for (const target of this.waiting) {
      this.#update(target.id, { state: 'writing', code: undefined });
      try {
        const { value } = await this.#save(target);
        this.#update(target.id, { state: 'done', saved: value });
        saved(value);
      } catch (error) {
        const { code } = EsignError.from(error);
        const isStale = code === 'stale-version' || code === 'workflow-already-configured';
        this.#update(target.id, { state: isStale ? 'stale' : 'refused', code });
      }
    }
  }

  async #save({ report, key }: CopyTarget): Promise<Versioned<CopyConfig>> {
    if (!report) throw new EsignError('unavailable', 'nothing was read');
    const { draft, existing } = report;
    const client = this.#client;
    if (existing) {
      const { value, etag } = existing;
      return isSealUse(draft)
        ? client.saveSealUseConfig(value.id, draft, etag)
        : client.saveSigningConfig(value.id, draft, etag);
    }
    const options = { idempotencyKey: key };
    return isSealUse(draft) ? client.createSealUseConfig(draft, options) : client.createSigningConfig(draft, options);
  }

  #update(id: string, change: { [K in keyof CopyTarget]?: CopyTarget[K] | undefined }): void {
    this.#targets = this.#targets.map((target) => (target.id === id ? { ...target, ...change } : target));
    this.#changed();
  }
}
