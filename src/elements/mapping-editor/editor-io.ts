import { newIdempotencyKey } from '../../api/idempotency-key.js';
import type { HostClient } from '../../api/host-client.js';
import { emptySigningMapping } from '../../core/empty-mapping.js';
import { EsignError } from '../../core/errors.js';
import type { EditorData, EditorTarget, SaveRequest, StoredConfig } from '../../machines/mapping-editor.machine.js';
import type { Binding } from '../../schema/binding.js';
import type { CatalogItem } from '../../schema/provider.js';
import type { SigningMapping } from '../../schema/signing-config.js';

/** All that the editor asks of the host. Made once per host; creation carries one key per intent. */
export class EditorIo {
  readonly #host: HostClient;
  /** A creation whose answer got lost is sent again with its own key, so that it happens once. */
  #creation: { text: string; key: string } | undefined;

  constructor(host: HostClient) {
    this.#host = host;
  }

  async load({ workflowId, configId }: EditorTarget, signal: AbortSignal): Promise<EditorData> {
    const host = this.#host;
    const options = { signal };
    const [found, workflows, bindings, providers, session] = await Promise.all([
      configId
        ? host.getSigningConfig(configId, options)
        : workflowId
          ? host.findSigningConfig(workflowId, options)
          : null,
      host.listWorkflows(undefined, options),
      host.listBindings(options),
      host.listProviders(options),
      host.getSession(options),
    ]);
    const stored = found ? { config: found.value, etag: found.etag } : undefined;
    const id = stored?.config.mapping.basic.workflowId ?? workflowId;
    const catalogs = await this.#catalogs(bindings, signal);
    const data = { workflows, bindings, providers, stored, catalogs, permissions: session.permissions };
    if (!id) return { ...data, workflow: undefined, mapping: undefined };
    const workflow = await host.getWorkflow(id, options);
    const signing = bindings.filter((binding) =>
      providers.some(({ id: provider, capabilities }) => provider === binding.provider && capabilities.eSign),
    );
    return { ...data, workflow, mapping: stored?.config.mapping ?? newMapping(workflow.id, workflow.name, signing) };
  }

  async save({ mapping, stored }: SaveRequest, signal: AbortSignal): Promise<StoredConfig> {
    if (stored) {
      const { value, etag } = await this.#host.saveSigningConfig(stored.id, mapping, stored.etag, { signal });
      return { config: value, etag };
    }
    const text = JSON.stringify(mapping);
    if (this.#creation?.text !== text) this.#creation = { text, key: newIdempotencyKey() };
    const options = { idempotencyKey: this.#creation.key, signal };
    const { value, etag } = await this.#host.createSigningConfig(mapping, options);
    return { config: value, etag };
  }

  /** What is stored now, after somebody else was faster. */
  async readCurrent(
    { workflowId, configId }: { workflowId: string; configId: string | undefined },
    signal: AbortSignal,
  ): Promise<StoredConfig> {
    const found = configId
      ? await this.#host.getSigningConfig(configId, { signal })
      : await this.#host.findSigningConfig(workflowId, { signal });
    if (!found) throw new EsignError('not-found', 'the configuration is gone');
    return { config: found.value, etag: found.etag };
  }

  async #catalogs(bindings: readonly Binding[], signal: AbortSignal): Promise<Record<string, CatalogItem[]>> {
    const lists = bindings.map(async ({ id }): Promise<[string, CatalogItem[]]> => {
      const kinds = await Promise.allSettled([
        this.#host.listCatalog(id, 'seal', { signal }),
        this.#host.listCatalog(id, 'template', { signal }),
      ]);
      // a service that was never synced has no catalogue; everything else can be mapped all the same
      return [id, kinds.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))];
    });
    return Object.fromEntries(await Promise.all(lists));
  }
}

/** A new mapping with the default service chosen already (C-03). */
function newMapping(workflowId: string, name: string, bindings: readonly Binding[]): SigningMapping {
  const mapping = emptySigningMapping(workflowId, name);
  const binding =
    bindings.find((candidate) => candidate.isDefault) ?? (bindings.length === 1 ? bindings[0] : undefined);
  if (!binding) return mapping;
  return { ...mapping, basic: { ...mapping.basic, provider: binding.provider, bindingId: binding.id } };
}
