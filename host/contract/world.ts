import { randomBytes } from 'node:crypto';

import { Session, type EndpointName } from '../../src/schema/index.js';
import { collectionOf, endpointAt, endpointNames, endpointOf } from './endpoint-paths.js';
import { etagOfReply, expectStatus, isObject, itemsOf, textAt } from './expectations.js';
import type { Probe, Reply, SendOptions } from './probe.js';
import { sampleOf } from './sample-of-schema.js';
import { namingBody } from './bodies.js';
import { pictureWith, uploadHeaders } from './samples.js';
import { NotChecked } from './verdict.js';

export interface WorldOptions {
  readonly admin: Probe;
  readonly nobody: Probe;
  /** Of the same tenant, without the rights of the admin. */
  readonly other: Probe | null;
  /** Of another tenant, with the same rights. */
  readonly third: Probe | null;
  /** The parsed `openapi.json`, undefined when there is none. */
  readonly document: unknown;
  /** Every answer of the run so far. */
  readonly journal: readonly Reply[];
  readonly workflowId: string | null;
  readonly recordId: string | null;
  readonly heartbeatSeconds: number;
}

/** An object for one request. */
export interface Target {
  readonly address: string;
  /** Whether it is there; otherwise the address names an object that nobody has. */
  readonly isThere: boolean;
}

const ABSENT = 'contract-test-absent';

const CONFIGS: Readonly<Record<string, { readonly taken: string }>> = {
  '/v1/signing-configs': { taken: 'signingConfigId' },
  '/v1/seal-use-configs': { taken: 'sealUseConfigId' },
};

/** Holders are kept for seals of the company, which no route takes away again: none is made for a check. */
function refuseCompanySeals(name: EndpointName): void {
  if (name === 'getBindingSealImage') throw new NotChecked('needs a seal of a service');
  if (name === 'getSealHolders' || name === 'setSealHolders') throw new NotChecked('needs a seal of the company');
}

/** Makes what the checks need, finds what is there already, and takes away what it made. */
export class World {
  readonly admin: Probe;
  readonly nobody: Probe;
  readonly other: Probe | null;
  readonly third: Probe | null;
  readonly document: unknown;
  readonly journal: readonly Reply[];
  readonly heartbeatSeconds: number;
  /** Every text that the run makes for people begins with it. */
  readonly name = `contract-test-${randomBytes(4).toString('hex')}`;
  /** The value of every secret that the run writes. */
  readonly secret = randomBytes(16).toString('hex');
  readonly #options: WorldOptions;
  readonly #made = new Map<string, Set<string>>();
  #signedId: string | null = null;
  #count = 0;

  constructor(options: WorldOptions) {
    this.#options = options;
    this.admin = options.admin;
    this.nobody = options.nobody;
    this.other = options.other;
    this.third = options.third;
    this.document = options.document;
    this.journal = options.journal;
    this.heartbeatSeconds = options.heartbeatSeconds;
  }

  /** What the backend says that it has; a backend without a document is asked for everything. */
  get offered(): readonly EndpointName[] {
    const { document } = this.#options;
    const paths = isObject(document) && isObject(document['paths']) ? document['paths'] : null;
    if (!paths) return endpointNames;
    return endpointNames.filter((name) => {
      const { method, path } = endpointOf(name);
      const methods = paths[path];
      return isObject(methods) && method.toLowerCase() in methods;
    });
  }

  needs(name: EndpointName): void {
    if (!this.offered.includes(name)) throw new NotChecked(`needs ${name}, which is not offered`);
  }

  needOther(): Probe {
    if (!this.other) throw new NotChecked('needs --other-header: another person of the same tenant');
    return this.other;
  }

  needThird(): Probe {
    if (!this.third) throw new NotChecked('needs --third-header: a person of another tenant with the same rights');
    return this.third;
  }

  async session(probe: Probe): Promise<Session> {
    const reply = await probe.send('getSession', '/v1/session');
    expectStatus(reply, 200);
    const session = Session.safeParse(reply.body);
    if (!session.success) throw new NotChecked('needs an answer of GET /v1/session that can be read');
    return session.data;
  }

  /** The address of a route at an object that is there, made by this run if it can be. */
  async at(name: EndpointName): Promise<string> {
    const { path } = endpointOf(name);
    if (!path.includes('{')) return path + queryOf(name);
    refuseCompanySeals(name);
    if (name === 'getDocumentSigned' && this.#signedId !== null) return this.#fill(name, this.#signedId);
    const id = (await this.ownId(collectionOf(path))) ?? (await this.#listed(collectionOf(path)));
    return this.#fill(name, id);
  }

  /** The same for what changes things: only what this run made may suffer from a backend that does something wrong. */
  async atOwn(name: EndpointName): Promise<string> {
    const { path } = endpointOf(name);
    if (!path.includes('{')) return path;
    refuseCompanySeals(name);
    const id = await this.ownId(collectionOf(path));
    if (id === null) throw new NotChecked(`needs an object of ${collectionOf(path)} that this run could make`);
    return this.#fill(name, id);
  }

  /** An object of this run, or an address where nothing is. */
  async atOwnOrNothing(name: EndpointName): Promise<Target> {
    try {
      return { address: await this.atOwn(name), isThere: true };
    } catch (error) {
      if (!(error instanceof NotChecked)) throw error;
      return { address: this.atNothing(name), isThere: false };
    }
  }

  /** The address of a route at an object that nobody has. */
  atNothing(name: EndpointName): string {
    return endpointOf(name).path.replaceAll(/\{\w+\}/g, ABSENT) + queryOf(name);
  }

  /** The newest entity tag of the object at an address. */
  async etagAt(name: EndpointName, address: string): Promise<string> {
    const { path } = endpointOf(name);
    const collection = collectionOf(path);
    const reader = endpointAt('GET', `${collection}/{id}`);
    if (!reader) throw new NotChecked(`needs GET ${collection}/{id}, which the contract does not have`);
    const id = address.slice(collection.length + 1).split('/')[0];
    return etagOfReply(await this.admin.send(reader, `${collection}/${id}`));
  }

  /** A body that the route takes, and the headers beside it; another variant is another body. */
  async input(name: EndpointName, variant = ''): Promise<SendOptions> {
    const { body } = endpointOf(name);
    const text = `${this.name}${variant}`;
    if (body === undefined) return {};
    if (body === 'upload') return { body: pictureWith(text), headers: uploadHeaders(`${text}.png`) };
    const made = await namingBody(this, name, text);
    const value = made ?? sampleOf(body);
    if (value === undefined) throw new NotChecked(`needs a body for ${name}, and none was found by its schema`);
    return { body: value };
  }

  /** The workflow that a configuration of this run is about: the one that has it now, or one without any. */
  async workflowFor(collection: string): Promise<string> {
    if (this.#options.workflowId !== null) return this.#options.workflowId;
    const taken = CONFIGS[collection]?.taken ?? '';
    const made = this.#made.get(collection) ?? new Set();
    const items = itemsOf(await this.admin.send('listWorkflows', '/v1/workflows?limit=200'));
    const free = items.find((item) => {
      const configId = textAt(item, taken);
      return configId === null || made.has(configId);
    });
    const id = textAt(free, 'id');
    if (id === null) throw new NotChecked('needs --workflow: every workflow is configured already');
    return id;
  }

  /** Makes an object and remembers it, whatever the answer says beside its id. */
  async make(name: EndpointName, options: SendOptions): Promise<Reply> {
    const reply = await this.admin.send(name, endpointOf(name).path, options);
    this.remember(name, reply);
    return reply;
  }

  remember(name: EndpointName, reply: Reply): void {
    const id = textAt(reply.body, 'id') ?? textAt(reply.body, 'fileId');
    if (reply.status >= 300 || id === null) return;
    const collection = name === 'upload' ? '/v1/files' : collectionOf(endpointOf(name).path);
    const ids = this.#made.get(collection) ?? new Set();
    this.#made.set(collection, ids.add(id));
  }

  /** Remembers an envelope that was signed: its signed files are those that `at` leads to. */
  keepSigned(envelopeId: string): void {
    this.#signedId = envelopeId;
  }

  /** Makes objects until a list has three, where that is easy: a list of one item has no pages. */
  async enlarge(list: EndpointName): Promise<void> {
    const { path } = endpointOf(list);
    const collection = collectionOf(path);
    if (path.includes('{')) return this.#changeThrice(collection);
    const maker = endpointAt('POST', path);
    if (!maker || collection in CONFIGS || !this.offered.includes(maker)) return;
    for (let count = this.#made.get(collection)?.size ?? 0; count < 3; count += 1) {
      await this.make(maker, await this.input(maker, this.variant()));
    }
  }

  /** Gives a history to an object of this run, for the lists of its versions and of its trail. */
  async #changeThrice(collection: string): Promise<void> {
    const edit = endpointNames.find((name) => {
      const { method, path } = endpointOf(name);
      return method === 'PUT' && path.startsWith(`${collection}/{id}`);
    });
    if (!edit || !this.offered.includes(edit) || (await this.ownId(collection)) === null) return;
    const address = await this.atOwn(edit);
    for (let count = 0; count < 3; count += 1) {
      const ifMatch = await this.etagAt(edit, address);
      await this.admin.send(edit, address, { ...(await this.input(edit, this.variant())), ifMatch });
    }
  }

  /** A text that no other request of this run has. */
  variant(): string {
    this.#count += 1;
    return `-${this.#count}`;
  }

  /** How many objects of a list hold a text; null where the contract has no such list. */
  async countOf(collection: string, text: string): Promise<number | null> {
    const list = endpointAt('GET', collection);
    if (!list || !this.offered.includes(list)) return null;
    let count = 0;
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 50; pages += 1) {
      const rest: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const reply: Reply = await this.admin.send(list, `${collection}?limit=200${rest}`);
      count += itemsOf(reply).filter((item) => JSON.stringify(item).includes(text)).length;
      cursor = textAt(reply.body, 'nextCursor');
    }
    return count;
  }

  /** Makes an object that nothing refers to, and tells the address of a route at it. */
  async atNew(name: EndpointName): Promise<string> {
    const collection = collectionOf(endpointOf(name).path);
    const maker = endpointAt('POST', collection);
    if (!maker) return this.atOwn(name);
    this.needs(maker);
    await this.makeRoom(collection);
    const { body } = await this.make(maker, await this.input(maker, this.variant()));
    const id = textAt(body, 'id');
    if (id === null) throw new NotChecked(`needs a ${maker} that succeeds`);
    return this.#fill(name, id);
  }

  /** Only one configuration of a workflow can be there: who makes one takes the last one away first. */
  async makeRoom(collection: string): Promise<void> {
    if (collection in CONFIGS) await this.#removeAll(collection);
  }

  /** Takes away what was made, as far as the contract has a way. @returns What is left. */
  async clear(): Promise<string[]> {
    const left: string[] = [];
    // an open envelope holds its binding
    const collections = new Set(['/v1/envelopes', ...this.#made.keys()]);
    for (const collection of collections) left.push(...(await this.#removeAll(collection)));
    return left;
  }

  async #removeAll(collection: string): Promise<string[]> {
    const left: string[] = [];
    for (const id of this.#made.get(collection) ?? []) {
      if (!(await this.#remove(collection, id))) left.push(`${collection}/${id}`);
    }
    this.#made.delete(collection);
    return left;
  }

  async #remove(collection: string, id: string): Promise<boolean> {
    const address = `${collection}/${id}`;
    const remove = endpointAt('DELETE', `${collection}/{id}`);
    if (remove && this.offered.includes(remove)) {
      const reader = endpointAt('GET', `${collection}/{id}`);
      const current = reader ? await this.admin.send(reader, address) : null;
      if (current?.status === 404) return true;
      const etag = current?.headers.get('etag');
      const { status } = await this.admin.send(remove, address, etag ? { ifMatch: etag } : {});
      return status < 300 || status === 404;
    }
    if (collection !== '/v1/envelopes' || !this.offered.includes('revokeEnvelope')) return false;
    const reply = await this.admin.send('revokeEnvelope', `${address}/revoke`, { body: { reason: this.name } });
    return reply.status < 300;
  }

  /** An object of this run, made now if it is not there; null when none can be made. */
  async ownId(collection: string): Promise<string | null> {
    const reader = endpointAt('GET', `${collection}/{id}`);
    for (const id of this.#made.get(collection) ?? []) {
      if (!reader || (await this.admin.send(reader, `${collection}/${id}`)).status < 300) return id;
    }
    const maker = collection === '/v1/files' ? 'upload' : endpointAt('POST', collection);
    if (!maker || !this.offered.includes(maker) || collection === '/v1/seal-uses') return null;
    await this.makeRoom(collection);
    const reply = await this.make(maker, await this.input(maker, this.variant()));
    return reply.status < 300 ? (textAt(reply.body, 'id') ?? textAt(reply.body, 'fileId')) : null;
  }

  /** The first object that a list names. */
  async #listed(collection: string): Promise<string> {
    const { workflowId, recordId } = this.#options;
    if (collection === '/v1/workflows' && workflowId !== null) return workflowId;
    if (collection === '/v1/records') {
      if (recordId === null) throw new NotChecked('needs --record: a record that the admin may read');
      return recordId;
    }
    const list = endpointAt('GET', collection);
    if (!list || !this.offered.includes(list)) throw new NotChecked(`needs an object of ${collection}`);
    const filter = list === 'listEnvelopes' ? '?list=all' : '';
    const id = textAt(itemsOf(await this.admin.send(list, collection + filter))[0], 'id');
    if (id === null) throw new NotChecked(`needs an object of ${collection}, and there is none`);
    return id;
  }

  async #fill(name: EndpointName, id: string): Promise<string> {
    // every configuration has a first version
    const path = endpointOf(name).path.replace('{version}', '1');
    const address = path.replace(/\{\w+\}/, id) + queryOf(name);
    return address.includes('{documentId}') ? address.replace('{documentId}', await this.#documentOf(id)) : address;
  }

  async #documentOf(envelopeId: string): Promise<string> {
    const { body } = await this.admin.send('getEnvelope', `/v1/envelopes/${envelopeId}`);
    const documents = isObject(body) ? body['documents'] : undefined;
    const id = Array.isArray(documents) ? textAt(documents[0], 'id') : null;
    if (id === null) throw new NotChecked('needs an envelope with a document');
    return id;
  }
}

/** What a route cannot do without in its query. */
function queryOf(name: EndpointName): string {
  const { query } = endpointOf(name);
  const needed = query ? sampleOf(query) : undefined;
  if (!isObject(needed) || Object.keys(needed).length === 0) return '';
  return `?${new URLSearchParams(needed as Record<string, string>).toString()}`;
}
