import type * as z from 'zod/mini';

import { endpoints, type Endpoint } from '../schema/endpoints.js';
import type { ActOptions, DocumentLocation, HostClient, ReadOptions, Versioned } from './host-client.js';
import { HttpTransport, type HttpHostOptions, type RequestParts } from './http.js';
import { followChanges } from './watch.js';

export type { HttpHostOptions } from './http.js';

type ParsedEndpoint<T extends z.ZodMiniType> = Endpoint & { readonly response: T };
type PageSchema = z.ZodMiniType<{ items: unknown[]; nextCursor: string | null }>;

/** How many pages of a list are followed before a host that never ends is given up. */
const MAX_PAGES = 500;

function acting(options: ActOptions): RequestParts {
  return { headers: { 'idempotency-key': options.idempotencyKey }, signal: options.signal };
}

/**
 * A {@link HostClient} over the host contract (HTTP, JSON, problem details).
 *
 * @example
 * panel.host = createHttpHost({ endpoint: '/esign' });
 */
export function createHttpHost(options: HttpHostOptions): HostClient {
  const transport = new HttpTransport(options);

  async function value<T extends z.ZodMiniType>(endpoint: ParsedEndpoint<T>, parts: RequestParts): Promise<z.infer<T>> {
    return (await transport.read(endpoint, endpoint.response, parts)).value;
  }

  function versioned<T extends z.ZodMiniType>(
    endpoint: ParsedEndpoint<T>,
    parts: RequestParts,
  ): Promise<Versioned<z.infer<T>>> {
    return transport.read(endpoint, endpoint.response, parts);
  }

  async function all<T extends PageSchema>(
    endpoint: ParsedEndpoint<T>,
    parts: RequestParts,
  ): Promise<z.infer<T>['items']> {
    const items: unknown[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const answer = await transport.read(endpoint, endpoint.response, {
        ...parts,
        query: { ...parts.query, limit: '200', cursor },
      });
      items.push(...answer.value.items);
      if (answer.value.nextCursor === null) break;
      cursor = answer.value.nextCursor;
    }
    return items;
  }

  /** The configuration of a workflow, or null where there is none: found by the list, read for its `ETag`. */
  async function find<L extends PageSchema, T extends z.ZodMiniType>(
    list: ParsedEndpoint<L>,
    get: ParsedEndpoint<T>,
    workflowId: string,
    options?: ReadOptions,
  ): Promise<Versioned<z.infer<T>> | null> {
    const found = await value(list, { query: { workflowId, limit: '1' }, signal: options?.signal });
    const first = found.items[0] as { id: string } | undefined;
    return first ? versioned(get, { params: { id: first.id }, signal: options?.signal }) : null;
  }

  return {
    getSession: (options) => value(endpoints.getSession, { ...options }),
    listProviders: async (options) => (await value(endpoints.listProviders, { ...options })).items,
    listBindings: (options) => all(endpoints.listBindings, { ...options }),
    listCatalog: (id, kind, options) => all(endpoints.listCatalog, { params: { id }, query: { kind }, ...options }),
    listWorkflows: (query, options) => all(endpoints.listWorkflows, { query: { query }, ...options }),
    getWorkflow: (id, options) => value(endpoints.getWorkflow, { params: { id }, ...options }),

    findSigningConfig: (workflowId, options) =>
      find(endpoints.listSigningConfigs, endpoints.getSigningConfig, workflowId, options),
    getSigningConfig: (id, options) => versioned(endpoints.getSigningConfig, { params: { id }, ...options }),
    createSigningConfig: (body, options) => versioned(endpoints.createSigningConfig, { body, ...acting(options) }),
    saveSigningConfig: (id, body, etag, options) =>
      versioned(endpoints.saveSigningConfig, { params: { id }, body, headers: { 'if-match': etag }, ...options }),
    listSigningConfigVersions: (id, options) =>
      all(endpoints.listSigningConfigVersions, { params: { id }, ...options }),
    getSigningConfigVersion: (id, version, options) =>
      value(endpoints.getSigningConfigVersion, { params: { id, version: String(version) }, ...options }),

    findSealUseConfig: (workflowId, options) =>
      find(endpoints.listSealUseConfigs, endpoints.getSealUseConfig, workflowId, options),
    getSealUseConfig: (id, options) => versioned(endpoints.getSealUseConfig, { params: { id }, ...options }),
    listSealUseConfigVersions: (id, options) =>
      all(endpoints.listSealUseConfigVersions, { params: { id }, ...options }),
    getSealUseConfigVersion: (id, version, options) =>
      value(endpoints.getSealUseConfigVersion, { params: { id, version: String(version) }, ...options }),
    createSealUseConfig: (body, options) => versioned(endpoints.createSealUseConfig, { body, ...acting(options) }),
    saveSealUseConfig: (id, body, etag, options) =>
      versioned(endpoints.saveSealUseConfig, { params: { id }, body, headers: { 'if-match': etag }, ...options }),

    plan: (body, options) => value(endpoints.plan, { body, ...options }),

    getRecordTab: (recordId, options) => value(endpoints.getRecordTab, { params: { recordId }, ...options }),
    prepareRecord: (recordId, options) => value(endpoints.prepareRecord, { params: { recordId }, ...acting(options) }),

    listEnvelopes: (list, options) => value(endpoints.listEnvelopes, { query: { list, limit: '200' }, ...options }),
    getEnvelope: (id, options) => versioned(endpoints.getEnvelope, { params: { id }, ...options }),
    createEnvelope: (body, options) => versioned(endpoints.createEnvelope, { body, ...acting(options) }),
    launchEnvelope: (id, options) => value(endpoints.launchEnvelope, { params: { id }, ...acting(options) }),
    signEnvelope: (id, body, options) => value(endpoints.signEnvelope, { params: { id }, body, ...acting(options) }),
    rejectEnvelope: (id, body, options) =>
      value(endpoints.rejectEnvelope, { params: { id }, body, ...acting(options) }),
    revokeEnvelope: (id, body, options) =>
      value(endpoints.revokeEnvelope, { params: { id }, body, ...acting(options) }),
    remindEnvelope: (id, options) => value(endpoints.remindEnvelope, { params: { id }, ...acting(options) }),
    archiveEnvelope: (id, options) => value(endpoints.archiveEnvelope, { params: { id }, ...acting(options) }),
    setPlacements: (id, body, etag, options) =>
      versioned(endpoints.setPlacements, { params: { id }, body, headers: { 'if-match': etag }, ...options }),
    verifyEnvelope: (id, options) => value(endpoints.verifyEnvelope, { params: { id }, ...options }),
    watchEnvelope: (id, onChange, signal) => {
      void followChanges(transport, endpoints.watchEnvelope, { params: { id } }, onChange, signal);
    },
    documentLocation: (id, documentId, which): DocumentLocation => ({
      url: transport.url(which === 'signed' ? endpoints.getDocumentSigned : endpoints.getDocumentContent, {
        params: { id, documentId },
      }),
      headers: transport.headers,
      credentials: 'same-origin',
    }),
    downloadSigned: async (id, documentId, options) =>
      (await transport.send(endpoints.getDocumentSigned, { params: { id, documentId }, ...options })).blob(),

    upload: (bytes, name, options) => value(endpoints.upload, { upload: { bytes, name }, ...acting(options) }),
    listSeals: (options) => all(endpoints.listSeals, { ...options }),
    createSeal: (body, options) => value(endpoints.createSeal, { body, ...acting(options) }),
    getSealImage: async (seal, options) =>
      (await transport.send(endpoints.getSealImage, { params: { id: seal.id }, ...options })).blob(),

    getRecordSealUse: (recordId, options) => value(endpoints.getRecordSealUse, { params: { recordId }, ...options }),
    getSealUse: (id, options) => value(endpoints.getSealUse, { params: { id }, ...options }),
    applySealUse: (body, options) => value(endpoints.applySealUse, { body, ...acting(options) }),
    appendSealUse: (id, body, options) => value(endpoints.appendSealUse, { params: { id }, body, ...acting(options) }),
    endSealUse: (id, body, options) => value(endpoints.endSealUse, { params: { id }, body, ...acting(options) }),
  };
}
