import type { HostClient, Versioned } from '../../src/api/host-client.js';
import { isSealUse, type EditorMapping } from '../../src/core/editor-mapping.js';
import { EsignError } from '../../src/core/errors.js';
import type { SealUseConfig } from '../../src/schema/seal-use-config.js';
import type { SigningConfig } from '../../src/schema/signing-config.js';
import type { Workflow, WorkflowSummary } from '../../src/schema/workflow.js';
import { FakeEditorHost } from './browser-fake-host.js';

type Config = SigningConfig | SealUseConfig;

/** A host with many workflows, each with its configuration or without; those in `forbidden` may not be read. */
export class ConfigsHost extends FakeEditorHost {
  readonly configs = new Map<string, Config>();
  readonly forbidden = new Set<string>();
  /** The keys of creations, to see what was sent twice. */
  readonly keys: string[] = [];
  /** Fails the next writing for a workflow with this. */
  readonly writeFailures = new Map<string, EsignError>();

  constructor(workflows: Workflow[]) {
    super(workflows);
  }

  /** Stores a version as somebody. */
  put(mapping: EditorMapping, updatedBy = '王敏'): Config {
    const { workflowId } = mapping.basic;
    const version = (this.configs.get(workflowId)?.version ?? 0) + 1;
    const id = `cfg-${workflowId}`;
    const config = { id, version, updatedAt: '2026-11-20T08:00:00.000Z', updatedBy, mapping } as Config;
    this.configs.set(workflowId, config);
    return config;
  }

  override get client(): HostClient {
    const find = async (workflowId: string): Promise<never> => this.#find(workflowId) as never;
    const create = async (mapping: EditorMapping, { idempotencyKey }: { idempotencyKey: string }): Promise<never> => {
      this.keys.push(idempotencyKey);
      this.#refuse(mapping);
      if (this.configs.has(mapping.basic.workflowId)) throw new EsignError('workflow-already-configured', 'taken');
      return versioned(this.put(mapping, '管理员')) as never;
    };
    const save = async (_id: string, mapping: EditorMapping, etag: string): Promise<never> => {
      this.#refuse(mapping);
      const present = this.configs.get(mapping.basic.workflowId);
      if (!present || etag !== `"${present.version}"`) throw new EsignError('stale-version', 'stale');
      return versioned(this.put(mapping, '管理员')) as never;
    };
    return {
      ...super.client,
      listWorkflows: async () => this.workflows.map((workflow) => this.#summaryOf(workflow)),
      getWorkflow: async (id) => {
        if (this.forbidden.has(id)) throw new EsignError('forbidden', 'not yours');
        const found = this.workflows.find((workflow) => workflow.id === id);
        if (!found) throw new EsignError('not-found', 'no such workflow');
        return found;
      },
      findSigningConfig: find,
      findSealUseConfig: find,
      createSigningConfig: create,
      createSealUseConfig: create,
      saveSigningConfig: save,
      saveSealUseConfig: save,
      listSigningConfigVersions: async () => [],
    };
  }

  #refuse({ basic }: EditorMapping): void {
    const failure = this.writeFailures.get(basic.workflowId);
    this.writeFailures.delete(basic.workflowId);
    if (failure) throw failure;
  }

  #find(workflowId: string): Versioned<Config> | null {
    if (this.forbidden.has(workflowId)) throw new EsignError('forbidden', 'not yours');
    const config = this.configs.get(workflowId);
    return config ? versioned(config) : null;
  }

  #summaryOf({ id, name, version, form, nodes }: Workflow): WorkflowSummary {
    const config = this.configs.get(id);
    const sealUse = config && isSealUse(config.mapping);
    return {
      id,
      name,
      version,
      fieldCount: form.main.fields.length,
      nodeCount: nodes.length,
      signingConfigId: config && !sealUse ? config.id : null,
      sealUseConfigId: config && sealUse ? config.id : null,
    };
  }
}

function versioned(config: Config): Versioned<Config> {
  return { value: structuredClone(config), etag: `"${config.version}"` };
}
