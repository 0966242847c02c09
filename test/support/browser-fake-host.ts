import type { HostClient, Versioned } from '../../src/api/host-client.js';
import { EsignError } from '../../src/core/errors.js';
import type { Binding } from '../../src/schema/binding.js';
import type { CatalogItem, Permission, ProviderDescriptor } from '../../src/schema/provider.js';
import type { SealUseConfig, SealUseMapping } from '../../src/schema/seal-use-config.js';
import type { SigningConfig, SigningMapping } from '../../src/schema/signing-config.js';
import type { Workflow, WorkflowSummary } from '../../src/schema/workflow.js';
import { aWorkflow } from './builders.js';

const AT = '2026-11-20T08:00:00.000Z';

export function aDescriptor(overrides: Partial<ProviderDescriptor> = {}): ProviderDescriptor {
  return {
    id: 'builtin',
    name: '内置签署',
    serviceTypes: ['private'],
    fields: [],
    unverified: [],
    capabilities: {
      eSign: true,
      physicalSeal: true,
      physicalAppend: true,
      physicalEnd: true,
      multiDocument: true,
      ordered: 'native',
      cc: true,
      draft: 'native',
      formFieldPlacement: true,
      seamPlacement: true,
      keywordPlacement: true,
      templates: false,
      remind: true,
      emailSigner: true,
      silentSign: true,
      maxFileBytes: 20 * 1024 * 1024,
      fileExtensions: ['pdf'],
    },
    ...overrides,
  };
}

export function aBuiltinBinding(): Binding {
  return {
    provider: 'builtin',
    serviceType: 'private',
    name: '内置签署服务',
    isDefault: true,
    schemaVersion: 1,
    id: 'bind-builtin',
    callbackAddresses: [],
    createdAt: AT,
    updatedAt: AT,
    lastSyncedAt: null,
  };
}

/** A host for the editor that lives in the page: one workflow, one service, versions and conflicts like the real one. */
export class FakeEditorHost {
  readonly workflows: Workflow[];
  bindings: Binding[] = [aBuiltinBinding()];
  catalog: CatalogItem[] = [{ id: 'seal-company', kind: 'seal', name: '公司公章', enabled: true }];
  /** What the service can do, where a test wants it different. */
  capabilities: Partial<ProviderDescriptor['capabilities']> = {};
  /** Another one for each host, so that what is kept by person never meets what other tests keep. */
  userId: string = `admin-${crypto.randomUUID()}`;
  permissions: Permission[] = ['configAdmin', 'automation'];
  stored: SigningConfig | null = null;
  storedSealUse: SealUseConfig | null = null;
  /** Every version of `stored`, oldest first. */
  readonly versions: SigningConfig[] = [];
  /** What was sent to be saved, in order. */
  readonly saves: SigningMapping[] = [];
  readonly sealUseSaves: SealUseMapping[] = [];
  /** The next call of a method fails with this. */
  readonly failures = new Map<string, EsignError>();

  constructor(workflows: Workflow[] = [aWorkflow()]) {
    this.workflows = workflows;
  }

  /** The client that is given to the element; only what the editor calls. */
  get client(): HostClient {
    const known: Partial<HostClient> = {
      listProviders: async () => {
        const { capabilities, ...descriptor } = aDescriptor();
        return [{ ...descriptor, capabilities: { ...capabilities, ...this.capabilities } }];
      },
      getSession: async () => {
        this.#fail('getSession');
        return {
          userId: this.userId,
          name: '管理员',
          tenantId: 'tenant-1',
          tenantName: '远景装备',
          locale: 'zh-CN',
          permissions: this.permissions,
        };
      },
      listBindings: async () => this.bindings,
      listCatalog: async (_id, kind) => {
        this.#fail('listCatalog');
        return this.catalog.filter((item) => item.kind === kind);
      },
      listWorkflows: async () => {
        this.#fail('listWorkflows');
        return this.workflows.map((workflow) => this.#summary(workflow));
      },
      getWorkflow: async (id) => {
        this.#fail('getWorkflow');
        const found = this.workflows.find((workflow) => workflow.id === id);
        if (!found) throw new EsignError('not-found', 'no such workflow');
        return found;
      },
      findSigningConfig: async (workflowId) =>
        this.stored?.mapping.basic.workflowId === workflowId ? this.#versioned(this.stored) : null,
      getSigningConfig: async (id) => {
        if (this.stored?.id !== id) throw new EsignError('not-found', 'no such configuration');
        return this.#versioned(this.stored);
      },
      listSigningConfigVersions: async () =>
        this.versions.map(({ version, updatedAt, updatedBy }) => ({ version, updatedAt, updatedBy })).toReversed(),
      getSigningConfigVersion: async (_id, version) => {
        const found = this.versions.find((config) => config.version === version);
        if (!found) throw new EsignError('not-found', 'no such version');
        return found;
      },
      createSigningConfig: async (mapping) => {
        this.#fail('createSigningConfig');
        if (this.stored) throw new EsignError('workflow-already-configured', 'taken');
        this.saves.push(mapping);
        return this.#versioned(this.storeAs('管理员', mapping));
      },
      saveSigningConfig: async (_id, mapping, etag) => {
        this.#fail('saveSigningConfig');
        if (etag !== `"${this.stored?.version ?? 0}"`) throw new EsignError('stale-version', 'stale');
        this.saves.push(mapping);
        return this.#versioned(this.storeAs('管理员', mapping));
      },
      findSealUseConfig: async (workflowId) =>
        this.storedSealUse?.mapping.basic.workflowId === workflowId ? this.#versioned(this.storedSealUse) : null,
      getSealUseConfig: async (id) => {
        if (this.storedSealUse?.id !== id) throw new EsignError('not-found', 'no such configuration');
        return this.#versioned(this.storedSealUse);
      },
      createSealUseConfig: async (mapping) => {
        this.#fail('createSealUseConfig');
        if (this.storedSealUse) throw new EsignError('workflow-already-configured', 'taken');
        this.sealUseSaves.push(mapping);
        return this.#versioned(this.storeSealUseAs('管理员', mapping));
      },
      saveSealUseConfig: async (_id, mapping, etag) => {
        this.#fail('saveSealUseConfig');
        if (etag !== `"${this.storedSealUse?.version ?? 0}"`) throw new EsignError('stale-version', 'stale');
        this.sealUseSaves.push(mapping);
        return this.#versioned(this.storeSealUseAs('管理员', mapping));
      },
    };
    return known as HostClient;
  }

  /** Stores a version as somebody, for example somebody else while the editor is open. */
  storeAs(updatedBy: string, mapping: SigningMapping): SigningConfig {
    const version = (this.stored?.version ?? 0) + 1;
    this.stored = { id: 'config-1', version, updatedAt: AT, updatedBy, mapping };
    this.versions.push(this.stored);
    return this.stored;
  }

  storeSealUseAs(updatedBy: string, mapping: SealUseMapping): SealUseConfig {
    const version = (this.storedSealUse?.version ?? 0) + 1;
    this.storedSealUse = { id: 'seal-use-config-1', version, updatedAt: AT, updatedBy, mapping };
    return this.storedSealUse;
  }

  #fail(method: string): void {
    const failure = this.failures.get(method);
    this.failures.delete(method);
    if (failure) throw failure;
  }

  #versioned<C extends SigningConfig | SealUseConfig>(config: C): Versioned<C> {
    return { value: structuredClone(config), etag: `"${config.version}"` };
  }

  #summary(workflow: Workflow): WorkflowSummary {
    return {
      id: workflow.id,
      name: workflow.name,
      version: workflow.version,
      fieldCount: workflow.form.main.fields.length,
      nodeCount: workflow.nodes.length,
      signingConfigId: this.stored?.mapping.basic.workflowId === workflow.id ? this.stored.id : null,
      sealUseConfigId: this.storedSealUse?.mapping.basic.workflowId === workflow.id ? this.storedSealUse.id : null,
    };
  }
}
