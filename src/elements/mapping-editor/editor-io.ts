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
import type { ProviderCapabilities } from '../../schema/provider.js';
import type { OptionalData, OptionalRequest } from '../../machines/mapping-editor.safety.js';
import type { Workflow } from '../../schema/workflow.js';
import { readOptional } from './editor-optional.js';

/** What a service must be able to do for a kind of mapping. */
const NEEDS: Record<MappingKind, keyof ProviderCapabilities> = { signing: 'eSign', 'seal-use': 'physicalSeal' };

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
    const listed = host.listBindings(options);
    const [found, providers, bindings, optional] = await Promise.all([
      this.#find(kind, workflowId, configId, signal),
      host.listProviders(options),
      listed,
      readOptional(host, kind, listed, signal),
    ]);
    const data = { ...optional, bindings, providers };
    const able = bindings.filter((binding) =>
      providers.some(({ id: provider, capabilities }) => provider === binding.provider && capabilities[NEEDS[kind]]),
    );
    const stored = found ? storedOf(found) : undefined;
    const id = stored?.config.mapping.basic.workflowId ?? workflowId;
    if (!id) {
      // here the list is all that there is to show
      const isUnread = optional.unread?.some(({ part }) => part === 'workflows');
      const workflows = isUnread ? await host.listWorkflows(undefined, options) : optional.workflows;
      return { ...data, workflows, stored, workflow: undefined, mapping: undefined };
    }
    const workflow = await host.getWorkflow(id, options);
    const mapping = stored?.config.mapping ?? newMapping(kind, workflow.id, workflow.name, able);
    return { ...data, stored, workflow, mapping };
  }

  /** Once more what could not be read. */
  async readOptional({ kind, bindings }: OptionalRequest, signal: AbortSignal): Promise<OptionalData> {
    return readOptional(this.#host, kind, bindings, signal);
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
