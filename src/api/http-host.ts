import type * as z from 'zod/mini';

import { routes } from '../schema/routes.js';
import type { AnswersOf } from './answers.js';
import type { ActOptions, DocumentLocation, HostClient, ReadOptions, Versioned } from './host-client.js';
import { HttpTransport, type HttpHostOptions, type RequestParts } from './http.js';
import { followChanges } from './watch.js';

export type { HttpHostOptions } from './http.js';

/** How many pages of a list are followed before a host that never ends is given up. */
const MAX_PAGES = 500;

/** What another device needs to come to an address that was relative to this page. */
function absolute(address: string): string {
  return typeof location === 'undefined' ? address : new URL(address, location.href).href;
}

function acting(options: ActOptions): RequestParts {
  return { headers: { 'idempotency-key': options.idempotencyKey }, signal: options.signal };
}

// the schemas of each element, by themselves: a page loads those that it needs, while its first request is under way
const loadMapping = async () => (await import('./answers-mapping.js')).mappingAnswers;
const loadSigning = async () => (await import('./answers-signing.js')).signingAnswers;
const loadPlan = async () => ({ plan: (await import('../schema/plan.js')).Plan });
const loadSealUse = async () => (await import('./answers-seal-use.js')).sealUseAnswers;

type Names<A> = keyof A & keyof typeof routes;
type Infer<T> = T extends z.ZodMiniType ? z.infer<T> : never;
type Item<T> = Infer<T> extends { items: (infer I)[] } ? I : never;

/** The requests of one element. */
class Caller<A extends AnswersOf> {
  readonly #transport: HttpTransport;
  readonly #load: () => Promise<A>;

  constructor(transport: HttpTransport, load: () => Promise<A>) {
    this.#transport = transport;
    this.#load = load;
  }

  async value<N extends Names<A>>(name: N, parts: RequestParts): Promise<Infer<A[N]>> {
    return (await this.versioned(name, parts)).value;
  }

  versioned<N extends Names<A>>(name: N, parts: RequestParts): Promise<Versioned<Infer<A[N]>>> {
    return this.#transport.read(routes[name], this.schema(name), parts);
  }

  async schema<N extends Names<A>>(name: N): Promise<z.ZodMiniType<Infer<A[N]>>> {
    return (await this.#load())[name] as unknown as z.ZodMiniType<Infer<A[N]>>;
  }

  /** All pages of a list. */
  async all<N extends Names<A>>(name: N, parts: RequestParts): Promise<Item<A[N]>[]> {
    const items: Item<A[N]>[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query = { ...parts.query, limit: '200', cursor };
      const answer = (await this.value(name, { ...parts, query })) as {
        items: Item<A[N]>[];
        nextCursor: string | null;
      };
      items.push(...answer.items);
      if (answer.nextCursor === null) break;
      cursor = answer.nextCursor;
    }
    return items;
  }

  /** The configuration of a workflow, or null where there is none: found by the list, read for its `ETag`. */
  async find<N extends Names<A>>(
    list: Names<A>,
    get: N,
    workflowId: string,
    options?: ReadOptions,
  ): Promise<Versioned<Infer<A[N]>> | null> {
    const found = (await this.value(list, { query: { workflowId, limit: '1' }, signal: options?.signal })) as {
      items: { id: string }[];
    };
    const first = found.items[0];
    return first ? this.versioned(get, { params: { id: first.id }, signal: options?.signal }) : null;
  }
}

/**
 * A {@link HostClient} over the host contract (HTTP, JSON, problem details).
 *
 * @example
 * panel.host = createHttpHost({ endpoint: '/esign' });
 */
export function createHttpHost(options: HttpHostOptions): HostClient {
  const transport = new HttpTransport(options);
  const mapping = new Caller(transport, loadMapping);
  const signing = new Caller(transport, loadSigning);
  const planner = new Caller(transport, loadPlan);
  const sealUse = new Caller(transport, loadSealUse);

  return {
    getSession: (options) => mapping.value('getSession', { ...options }),
    listProviders: async (options) => (await mapping.value('listProviders', { ...options })).items,
    listBindings: (options) => mapping.all('listBindings', { ...options }),
    listCatalog: (id, kind, options) => mapping.all('listCatalog', { params: { id }, query: { kind }, ...options }),
    listWorkflows: (query, options) => mapping.all('listWorkflows', { query: { query }, ...options }),
    getWorkflow: (id, options) => mapping.value('getWorkflow', { params: { id }, ...options }),

    findSigningConfig: (workflowId, options) =>
      mapping.find('listSigningConfigs', 'getSigningConfig', workflowId, options),
    getSigningConfig: (id, options) => mapping.versioned('getSigningConfig', { params: { id }, ...options }),
    createSigningConfig: (body, options) => mapping.versioned('createSigningConfig', { body, ...acting(options) }),
    saveSigningConfig: (id, body, etag, options) =>
      mapping.versioned('saveSigningConfig', { params: { id }, body, headers: { 'if-match': etag }, ...options }),
    listSigningConfigVersions: (id, options) =>
      mapping.all('listSigningConfigVersions', { params: { id }, ...options }),
    getSigningConfigVersion: (id, version, options) =>
      mapping.value('getSigningConfigVersion', { params: { id, version: String(version) }, ...options }),

    findSealUseConfig: (workflowId, options) =>
      mapping.find('listSealUseConfigs', 'getSealUseConfig', workflowId, options),
    getSealUseConfig: (id, options) => mapping.versioned('getSealUseConfig', { params: { id }, ...options }),
    listSealUseConfigVersions: (id, options) =>
      mapping.all('listSealUseConfigVersions', { params: { id }, ...options }),
    getSealUseConfigVersion: (id, version, options) =>
      mapping.value('getSealUseConfigVersion', { params: { id, version: String(version) }, ...options }),
    createSealUseConfig: (body, options) => mapping.versioned('createSealUseConfig', { body, ...acting(options) }),
    saveSealUseConfig: (id, body, etag, options) =>
      mapping.versioned('saveSealUseConfig', { params: { id }, body, headers: { 'if-match': etag }, ...options }),

    plan: (body, options) => planner.value('plan', { body, ...options }),

    getRecordTab: (recordId, options) => signing.value('getRecordTab', { params: { recordId }, ...options }),
    prepareRecord: (recordId, options) => signing.value('prepareRecord', { params: { recordId }, ...acting(options) }),
    retrySubmit: (recordId, options) => signing.value('retrySubmit', { params: { recordId }, ...acting(options) }),

    listEnvelopes: (list, options) => signing.value('listEnvelopes', { query: { list, limit: '200' }, ...options }),
    getEnvelope: (id, options) => signing.versioned('getEnvelope', { params: { id }, ...options }),
    createEnvelope: (body, options) => signing.versioned('createEnvelope', { body, ...acting(options) }),
    launchEnvelope: (id, options) => signing.value('launchEnvelope', { params: { id }, ...acting(options) }),
    getSigningTerms: (id, options) => signing.value('getSigningTerms', { params: { id }, ...options }),
    startIntent: (id, body, options) => signing.value('startIntent', { params: { id }, body, ...acting(options) }),
    verifyIntent: (id, body, options) => signing.value('verifyIntent', { params: { id }, body, ...options }),
    openSignPage: (id, body, options) => signing.value('openSignPage', { params: { id }, body, ...options }),
    checkEnvelope: (id, options) => signing.value('checkEnvelope', { params: { id }, ...options }),
    signEnvelope: async (id, body, options) => {
      const parts = { ...acting(options), params: { id }, body };
      // who cannot hear how far it is can sign all the same
      const lines = options.onProgress && (await import('./sign-in-lines.js').catch(() => undefined));
      if (!lines || !options.onProgress) return signing.value('signEnvelope', parts);
      return lines.signInLines(transport, parts, signing.schema('signEnvelope'), options.onProgress);
    },
    rejectEnvelope: (id, body, options) =>
      signing.value('rejectEnvelope', { params: { id }, body, ...acting(options) }),
    revokeEnvelope: (id, body, options) =>
      signing.value('revokeEnvelope', { params: { id }, body, ...acting(options) }),
    remindEnvelope: (id, options) => signing.value('remindEnvelope', { params: { id }, ...acting(options) }),
    archiveEnvelope: (id, options) => signing.value('archiveEnvelope', { params: { id }, ...acting(options) }),
    setPlacements: (id, body, etag, options) =>
      signing.versioned('setPlacements', { params: { id }, body, headers: { 'if-match': etag }, ...options }),
    verifyEnvelope: (id, options) => signing.value('verifyEnvelope', { params: { id }, ...options }),
    watchEnvelope: (id, onChange, signal) => {
      void followChanges(transport, routes.watchEnvelope, { params: { id } }, onChange, signal);
    },
    documentLocation: (id, documentId, which): DocumentLocation => ({
      url: transport.url(which === 'signed' ? routes.getDocumentSigned : routes.getDocumentContent, {
        params: { id, documentId },
      }),
      headers: transport.headers,
      credentials: 'same-origin',
    }),
    downloadSigned: async (id, documentId, options) =>
      (await transport.send(routes.getDocumentSigned, { params: { id, documentId }, ...options })).blob(),

    upload: (bytes, name, options) => signing.value('upload', { upload: { bytes, name }, ...acting(options) }),
    listSeals: (options) => signing.all('listSeals', { ...options }),
    createSeal: (body, options) => signing.value('createSeal', { body, ...acting(options) }),
    getSealImage: async (seal, options) =>
      (await transport.send(routes.getSealImage, { params: { id: seal.id }, ...options })).blob(),
    openPhonePad: async (options) => {
      const pad = await signing.value('openPhonePad', { ...options });
      const address = /^https?:/.test(pad.address) ? pad.address : absolute(transport.url({ path: pad.address }));
      return { ...pad, address };
    },
    getPhonePad: (id, options) => signing.value('getPhonePad', { params: { id }, ...options }),
    closePhonePad: async (id, options) => {
      await transport.send(routes.closePhonePad, { params: { id }, ...options });
    },

    getRecordSealUse: (recordId, options) => sealUse.value('getRecordSealUse', { params: { recordId }, ...options }),
    getSealUse: (id, options) => sealUse.value('getSealUse', { params: { id }, ...options }),
    getSealUsePhoto: async (id, photoId, options) =>
      (await transport.send(routes.getSealUsePhoto, { params: { id, photoId }, ...options })).blob(),
    applySealUse: (body, options) => sealUse.value('applySealUse', { body, ...acting(options) }),
    appendSealUse: (id, body, options) => sealUse.value('appendSealUse', { params: { id }, body, ...acting(options) }),
    endSealUse: (id, body, options) => sealUse.value('endSealUse', { params: { id }, body, ...acting(options) }),
  };
}
