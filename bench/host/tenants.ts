import { remoteContracts, signingMapping, type UserId } from '../../test/chaos/story.js';
import type { PlainSimulator } from '../../test/simulators/plain/server.js';
import type { Binding, Envelope, RecordTab, SignEnvelope } from '../../src/schema/index.js';
import { recordIdOf, USER_HEADER } from './office.js';
import type { Client, Shot } from './traffic.js';

const STROKE = 'M2 8 C6 2 10 14 14 8 C18 2 22 14 26 8';

/** By which the built-in provider knows its callbacks. */
export const CALLBACK_KEY = 'load-callback-key-of-the-builtin';

/** A company that signs, with everything set up before the first contract. */
export class Tenant {
  readonly id: string;
  /** Where the service reports, as a path. */
  callbackPath = '';
  /** Where a register of seals reports to the built-in provider. */
  builtinCallbackPath = '';
  readonly #client: Client;
  readonly #seals = new Map<UserId, string>();
  #keys = 0;

  private constructor(id: string, client: Client) {
    this.id = id;
    this.#client = client;
  }

  static async open(id: string, client: Client, simulator: PlainSimulator): Promise<Tenant> {
    const tenant = new Tenant(id, client);
    await tenant.#ask(tenant.post('service', '/v1/signing-configs', signingMapping()));
    await tenant.#bind(simulator);
    await tenant.#openBuiltinCallbacks();
    for (const user of ['signer-a', 'signer-b'] as const) {
      const artwork = { kind: 'handwriting', path: STROKE, strokeWidthMm: 0.6, widthMm: 28, heightMm: 16 };
      const seal = await tenant.#ask<{ id: string }>(
        tenant.post(user, '/v1/seals', { name: `签名 ${user}`, kind: 'signature', artwork }),
      );
      tenant.#seals.set(user, seal.id);
    }
    return tenant;
  }

  async #bind({ url, account, secret }: PlainSimulator): Promise<void> {
    const binding = await this.#ask<Binding>(
      this.post('service', '/v1/bindings', {
        provider: 'esign',
        serviceType: 'private',
        name: '签署平台',
        isDefault: false,
        platformAddress: url,
        projectKey: account,
        projectSecret: secret,
      }),
    );
    this.callbackPath = pathOf(binding, '/esign/3/1/');
    const mapping = signingMapping('平台签署');
    const basic = { ...mapping.basic, workflowId: remoteContracts.id, provider: 'esign', bindingId: binding.id };
    await this.#ask(this.post('service', '/v1/signing-configs', { ...mapping, basic }));
  }

  async #openBuiltinCallbacks(): Promise<void> {
    const path = '/v1/bindings/bind-builtin';
    const { etag } = await this.#client.send(this.get('service', path));
    const form = { provider: 'builtin', serviceType: 'private', name: '内置签署服务', isDefault: true };
    const { headers, ...patch } = this.post('service', path, { ...form, callbackKey: CALLBACK_KEY });
    const change: Shot = { ...patch, method: 'PATCH', headers: { ...headers, 'if-match': etag ?? '' } };
    this.builtinCallbackPath = pathOf(await this.#ask<Binding>(change), '/builtin/0/1/');
  }

  /** The report of the moment at which the envelope of a record is made. */
  event(recordId: string): Shot {
    const point = { kind: 'exit', id: 'e-submit', timing: 'after' };
    return this.post('service', `/v1/records/${recordId}/events`, { point });
  }

  async envelopeOf(kind: 'local' | 'remote', name: string): Promise<Envelope> {
    const recordId = recordIdOf(kind, name);
    await this.#ask(this.event(recordId));
    const { envelope, problems } = await this.#ask<RecordTab>(this.get('signer-a', `/v1/records/${recordId}/tab`));
    if (!envelope) throw new Error(`${recordId} got no envelope: ${JSON.stringify(problems)}`);
    return envelope;
  }

  signature(user: 'signer-a' | 'signer-b', envelope: Envelope): Shot {
    const body: SignEnvelope = {
      marks: envelope.documents.map(({ id }, index) => ({
        id: `mark-${index}`,
        documentId: id,
        kind: 'signature',
        sealId: this.#seals.get(user) ?? null,
        placementId: null,
        pageIndex: 0,
        rect: { x: user === 'signer-a' ? 60 : 300, y: 200, width: 110, height: 45 },
      })),
      // what was signed since begins with the bytes of this revision
      documents: envelope.documents.map(({ id, sha256 }) => ({ documentId: id, sha256 })),
    };
    return this.post(user, `/v1/envelopes/${envelope.id}/sign`, body);
  }

  async read(id: string): Promise<Envelope> {
    return this.#ask<Envelope>(this.get('service', `/v1/envelopes/${id}`));
  }

  get(user: UserId, path: string): Shot {
    return { method: 'GET', path, headers: { [USER_HEADER]: `${this.id}/${user}` } };
  }

  post(user: UserId, path: string, body: unknown): Shot {
    this.#keys += 1;
    return {
      method: 'POST',
      path,
      headers: {
        [USER_HEADER]: `${this.id}/${user}`,
        'content-type': 'application/json',
        'idempotency-key': `key-${this.#keys}`,
      },
      body: Buffer.from(JSON.stringify(body)),
    };
  }

  /** Sends what prepares a run, which must succeed. */
  async send(shot: Shot): Promise<void> {
    await this.#ask(shot);
  }

  async #ask<T>(shot: Shot): Promise<T> {
    const { status, body } = await this.#client.send(shot);
    const text = body.toString('utf8');
    if (status < 200 || status > 299) throw new Error(`${shot.method} ${shot.path}: ${status} ${text}`);
    return JSON.parse(text) as T;
  }
}

function pathOf({ callbackAddresses }: Binding, layout: string): string {
  const address = callbackAddresses.find((candidate) => candidate.includes(layout));
  if (address === undefined) throw new Error('the binding has no callback address');
  return new URL(address).pathname;
}
