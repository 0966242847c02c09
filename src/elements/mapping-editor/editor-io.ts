import { newIdempotencyKey } from '../../api/idempotency-key.js';
import type { HostClient, Versioned } from '../../api/host-client.js';
import { emptyMapping, isSealUse, withBasic, type EditorMapping, type MappingKind } from '../../core/editor-mapping.js';
import { EsignError } from '../../core/errors.js';
import type {
  CurrentRequest,
  EditorData,
  EditorTarget,
  SaveRequest,
  StoredConfig,
} from '../../machines/mapping-editor.machine.js';
import type { Binding } from '../../schema/binding.js';
import type { CatalogItem, CatalogKind, ProviderCapabilities } from '../../schema/provider.js';
import type { Workflow } from '../../schema/workflow.js';

/** What a service must be able to do for a kind of mapping, and which of its lists the editor offers. */
const KINDS: Record<MappingKind, { needs: keyof ProviderCapabilities; catalogs: readonly CatalogKind[] }> = {
  signing: { needs: 'eSign', catalogs: ['seal', 'template'] },
  'seal-use': { needs: 'physicalSeal', catalogs: ['physicalSeal', 'sealProcess', 'fileType'] },
};

/** What the host knows; the checks are our own. */
export type LoadedData = Omit<EditorData, 'check'>;

/** All that the editor asks of the host. Made once per host; creation carries one key per intent. */
export class EditorIo {
  readonly #host: HostClient;
  /** A creation whose answer got lost is sent again with its own key, so that it happens once. */
  #creation: { text: string; key: string } | undefined;

  constructor(host: HostClient) {
    this.#host = host;
  }

  async load({ kind, workflowId, configId }: EditorTarget, signal: AbortSignal): Promise<LoadedData> {
    const host = this.#host;
    const options = { signal };
    const [found, workflows, bindings, providers, session] = await Promise.all([
      this.#find(kind, workflowId, configId, signal),
      host.listWorkflows(undefined, options),
      host.listBindings(options),
      host.listProviders(options),
      host.getSession(options),
    ]);
    const { needs, catalogs: lists } = KINDS[kind];
    const able = bindings.filter((binding) =>
      providers.some(({ id: provider, capabilities }) => provider === binding.provider && capabilities[needs]),
    );
    const stored = found ? storedOf(found) : undefined;
    const id = stored?.config.mapping.basic.workflowId ?? workflowId;
    const catalogs = await this.#catalogs(bindings, lists, signal);
    const data = { workflows, bindings, providers, stored, catalogs, permissions: session.permissions };
    if (!id) return { ...data, workflow: undefined, mapping: undefined };
    const workflow = await host.getWorkflow(id, options);
    return { ...data, workflow, mapping: stored?.config.mapping ?? newMapping(kind, workflow.id, workflow.name, able) };
  }

  /** The workflow as it is now. */
  async readWorkflow(id: string): Promise<Workflow> {
    return this.#host.getWorkflow(id);
  }

  async save({ mapping, stored }: SaveRequest, signal: AbortSignal): Promise<StoredConfig> {
    const host = this.#host;
    if (stored) {
      const { id, etag } = stored;
      return storedOf(
        isSealUse(mapping)
          ? await host.saveSealUseConfig(id, mapping, etag, { signal })
          : await host.saveSigningConfig(id, mapping, etag, { signal }),
      );
    }
    const text = JSON.stringify(mapping);
    if (this.#creation?.text !== text) this.#creation = { text, key: newIdempotencyKey() };
    const options = { idempotencyKey: this.#creation.key, signal };
    return storedOf(
      isSealUse(mapping)
        ? await host.createSealUseConfig(mapping, options)
        : await host.createSigningConfig(mapping, options),
    );
  }

  /** What is stored now, after somebody else was faster. */
  async readCurrent({ kind, workflowId, configId }: CurrentRequest, signal: AbortSignal): Promise<StoredConfig> {
    const found = await this.#find(kind, workflowId, configId ?? '', signal);
    if (!found) throw new EsignError('not-found', 'the configuration is gone');
    return storedOf(found);
  }

  async #find(
    kind: MappingKind,
    workflowId: string,
    configId: string,
    signal: AbortSignal,
  ): Promise<Versioned<StoredConfig['config']> | null> {
    const host = this.#host;
    if (configId) {
      return kind === 'signing'
        ? await host.getSigningConfig(configId, { signal })
        : await host.getSealUseConfig(configId, { signal });
    }
    if (!workflowId) return null;
    return kind === 'signing'
      ? await host.findSigningConfig(workflowId, { signal })
      : await host.findSealUseConfig(workflowId, { signal });
  }

  async #catalogs(
    bindings: readonly Binding[],
    kinds: readonly CatalogKind[],
    signal: AbortSignal,
  ): Promise<Record<string, CatalogItem[]>> {
    const lists = bindings.map(async ({ id }): Promise<[string, CatalogItem[]]> => {
      const found = await Promise.allSettled(kinds.map((kind) => this.#host.listCatalog(id, kind, { signal })));
      // a service that was never synced has no catalogue; everything else can be mapped all the same
      return [id, found.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))];
    });
    return Object.fromEntries(await Promise.all(lists));
  }
}

function storedOf({ value, etag }: Versioned<StoredConfig['config']>): StoredConfig {
  return { config: value, etag };
}

/** A new mapping with the default service chosen already (C-03). */
function newMapping(kind: MappingKind, workflowId: string, name: string, bindings: readonly Binding[]): EditorMapping {
  const mapping = emptyMapping(kind, workflowId, name);
  const binding =
    bindings.find((candidate) => candidate.isDefault) ?? (bindings.length === 1 ? bindings[0] : undefined);
  return binding ? withBasic(mapping, { provider: binding.provider, bindingId: binding.id }) : mapping;
}
