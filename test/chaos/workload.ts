import { blockingCount, submitEvents } from '../../src/core/graph.js';
import type {
  Binding,
  Envelope,
  Mark,
  RecordTab,
  SealUse,
  SigningConfig,
  SignReceipt,
  Upload,
} from '../../src/schema/index.js';
import { callbackOf } from '../simulators/plain/callback.js';
import type { PlainSimulator } from '../simulators/plain/server.js';
import type { PlainEnvelope } from '../simulators/plain/service.js';
import { aPage, aPdf } from '../support/pdf-builders.js';
import { codeOf, type Ledger } from './ledger.js';
import type { OaDesk } from './oa-desk.js';
import type { ChaosRegisters } from './registers.js';
import {
  contracts,
  registered,
  remoteContracts,
  sealUseMapping,
  sealUses,
  signingMapping,
  type RegisterId,
  type UserId,
} from './story.js';

/** What was done and acknowledged, in words that the oracle can look up. */
export type Deed =
  | {
      readonly kind: 'flow';
      readonly recordId: string;
      readonly envelopeId: string;
      readonly receipts: readonly SignReceipt[];
    }
  | {
      readonly kind: 'remote';
      readonly recordId: string;
      readonly envelopeId: string;
      readonly deliveryKeys: readonly string[];
    }
  | { readonly kind: 'rejection'; readonly recordId: string; readonly envelopeId: string }
  | { readonly kind: 'upload'; readonly upload: Upload }
  | { readonly kind: 'config'; readonly configId: string; readonly before: number; readonly after: number }
  | { readonly kind: 'sealUse'; readonly recordId: string; readonly sealUseId: string; readonly used: number }
  | { readonly kind: RegisterId; readonly recordId: string; readonly sealUseId: string };

export type Work = Deed['kind'];
export const works: readonly Work[] = [
  'flow',
  'remote',
  'upload',
  'config',
  'sealUse',
  'rejection',
  'zhangguanjia',
  'qiyuesuo',
];

const STROKE = 'M2 8 C6 2 10 14 14 8 C18 2 22 14 26 8';

/** People at work: each method goes on, whatever dies meanwhile, until everything it asked for was acknowledged. */
export class Workload {
  readonly #ledger: Ledger;
  readonly #desk: OaDesk;
  readonly #simulator: PlainSimulator;
  readonly #registers: ChaosRegisters;
  readonly #signatures = new Map<UserId, string>();
  #configId = '';
  #callbackPath = '';
  #made = 0;

  constructor(ledger: Ledger, desk: OaDesk, simulator: PlainSimulator, registers: ChaosRegisters) {
    this.#ledger = ledger;
    this.#desk = desk;
    this.#simulator = simulator;
    this.#registers = registers;
  }

  /** What a tenant has before the first contract. */
  async prepare(): Promise<void> {
    const config = await this.#post('service', '/v1/signing-configs', signingMapping());
    this.#configId = (config as SigningConfig).id;
    await this.#post('service', '/v1/seal-use-configs', sealUseMapping());
    await this.#bind();
    await this.#registers.prepare((path, body) => this.#post('service', path, body));
    for (const user of ['signer-a', 'signer-b'] as const) {
      const seal = await this.#post(user, '/v1/seals', {
        name: `签名 ${user}`,
        kind: 'signature',
        artwork: { kind: 'handwriting', path: STROKE, strokeWidthMm: 0.6, widthMm: 28, heightMm: 16 },
      });
      this.#signatures.set(user, (seal as { id: string }).id);
    }
  }

  async run(work: Work): Promise<Deed> {
    switch (work) {
      case 'flow':
        return this.#signContract();
      case 'remote':
        return this.#signElsewhere();
      case 'rejection':
        return this.#rejectContract();
      case 'upload':
        return this.#uploadFile();
      case 'config':
        return this.#saveConfig();
      case 'sealUse':
        return this.#useSeals();
      case 'zhangguanjia':
      case 'qiyuesuo':
        return this.#useSealsElsewhere(work);
    }
  }

  /** The moments after the moves that the host has ordered. */
  async reportArrivals(): Promise<void> {
    for (let recordId = this.#desk.arrivals.shift(); recordId; recordId = this.#desk.arrivals.shift()) {
      await this.#report(recordId, 'e-signed', 'after');
    }
  }

  async #signContract(): Promise<Deed> {
    const { recordId, envelope } = await this.#startContract();
    const receipts: SignReceipt[] = [];
    for (const user of ['signer-a', 'signer-b'] as const) {
      const current = await this.#read(user, envelope.id);
      receipts.push(
        (await this.#post(user, `/v1/envelopes/${envelope.id}/sign`, this.#signBody(user, current))) as SignReceipt,
      );
    }
    return { kind: 'flow', recordId, envelopeId: envelope.id, receipts };
  }

  async #bind(): Promise<void> {
    const { url, account, secret } = this.#simulator;
    const binding = (await this.#post('service', '/v1/bindings', {
      provider: 'esign',
      serviceType: 'private',
      name: '签署平台',
      isDefault: false,
      platformAddress: url,
      projectKey: account,
      projectSecret: secret,
    })) as Binding;
    const address = binding.callbackAddresses.find((candidate) => candidate.includes('/esign/3/1/'));
    if (address === undefined) throw new Error('the binding has no callback address');
    this.#callbackPath = new URL(address).pathname;
    const mapping = signingMapping('平台签署');
    await this.#post('service', '/v1/signing-configs', {
      ...mapping,
      basic: { ...mapping.basic, workflowId: remoteContracts.id, provider: 'esign', bindingId: binding.id },
    });
  }

  /** People sign at the service, which then reports each event, and the last one twice. */
  async #signElsewhere(): Promise<Deed> {
    const { recordId, envelope } = await this.#startContract(remoteContracts.id);
    const { service, secret } = this.#simulator;
    const remote = await this.#launchedAtService(envelope.id);
    const events = remote.signers.flatMap(({ ref }) => service.sign(remote.id, ref));
    for (const event of [...events, ...events.slice(-1)]) {
      const callback = callbackOf(secret, event);
      await this.#ledger.must({ user: 'service', method: 'POST', path: this.#callbackPath, callback });
    }
    return { kind: 'remote', recordId, envelopeId: envelope.id, deliveryKeys: events.map(({ id }) => id) };
  }

  async #launchedAtService(envelopeId: string): Promise<PlainEnvelope> {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const envelopes = [...this.#simulator.service.envelopes.values()];
      const found = envelopes.find(({ key, status }) => key === envelopeId && status === 'launched');
      if (found) return found;
      await this.wait();
    }
    throw new Error(`the service never got ${envelopeId}`);
  }

  async #rejectContract(): Promise<Deed> {
    const { recordId, envelope } = await this.#startContract();
    await this.#post('signer-a', `/v1/envelopes/${envelope.id}/reject`, { reason: '条款有误' });
    return { kind: 'rejection', recordId, envelopeId: envelope.id };
  }

  async #uploadFile(): Promise<Deed> {
    const name = `${this.#next('upload')}.pdf`;
    const bytes = await aPdf([aPage({ cropBox: [0, 0, 500 + this.#made, 700] })]);
    const { body } = await this.#ledger.must({
      user: 'applicant',
      method: 'POST',
      path: '/v1/uploads',
      upload: { bytes, name },
      key: this.#next('key'),
    });
    return { kind: 'upload', upload: body as Upload };
  }

  /** Saving has no key: whoever gets no answer looks whether the change is there. */
  async #saveConfig(): Promise<Deed> {
    const path = `/v1/signing-configs/${this.#configId}`;
    const before = await this.#ledger.must({ user: 'service', method: 'GET', path });
    const name = this.#next('config');
    const put = await this.#ledger.send({
      user: 'service',
      method: 'PUT',
      path,
      body: signingMapping(name),
      ...(before.etag === null ? {} : { ifMatch: before.etag }),
    });
    if (put.status >= 300 && codeOf(put) !== 'stale-version') throw new Error(`PUT ${path}: ${put.text}`);
    const config = (await this.#ledger.must({ user: 'service', method: 'GET', path })).body as SigningConfig;
    if (config.mapping.basic.name !== name) throw new Error(`the configuration is ${config.mapping.basic.name}`);
    return {
      kind: 'config',
      configId: config.id,
      before: (before.body as SigningConfig).version,
      after: config.version,
    };
  }

  async #useSeals(): Promise<Deed> {
    const recordId = this.#next('rec');
    await this.#desk.addRecord(recordId, sealUses.id);
    const sealUse = (await this.#post('applicant', '/v1/seal-uses', { recordId })) as SealUse;
    const useCode = sealUse.useCodes.at(-1);
    for (const count of [2, 1]) {
      await this.#post('keeper', `/v1/seal-uses/${sealUse.id}/uses`, { useCode, count, seamCount: 0 });
    }
    return { kind: 'sealUse', recordId, sealUseId: sealUse.id, used: 3 };
  }

  /** Seals are stamped at a register: twice, and where it grants more uses once again, before somebody ends the use. */
  async #useSealsElsewhere(register: RegisterId): Promise<Deed> {
    const recordId = this.#next('rec');
    await this.#desk.addRecord(recordId, registered[register].workflowId);
    const { id } = (await this.#post('applicant', '/v1/seal-uses', { recordId })) as SealUse;
    await this.#takenThere(id);
    for (let stamp = 0; stamp < 2; stamp += 1) this.#registers.stamp(register, { id });
    if (register === 'zhangguanjia') {
      const more = { count: 2, seamCount: 0, reason: '加盖附件' };
      await this.#post('applicant', `/v1/seal-uses/${id}/append`, more);
      this.#registers.stamp(register, { id });
      await this.#post('applicant', `/v1/seal-uses/${id}/end`, { reason: '已盖完' });
    } else {
      await this.#registers.finish({ id }, this.#ledger);
    }
    return { kind: register, recordId, sealUseId: id };
  }

  /** An application goes to its register by an effect. */
  async #takenThere(id: string): Promise<void> {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const { body } = await this.#ledger.must({ user: 'applicant', method: 'GET', path: `/v1/seal-uses/${id}` });
      if ((body as SealUse).useCodes.length > 0) return;
      await this.wait();
    }
    throw new Error(`${id} got no use code`);
  }

  async #startContract(workflowId = contracts.id): Promise<{ recordId: string; envelope: Envelope }> {
    const recordId = this.#next('rec');
    await this.#desk.addRecord(recordId, workflowId);
    await this.#report(recordId, 'e-submit', 'before');
    this.#desk.move(recordId, 'e-submit');
    await this.#report(recordId, 'e-submit', 'after');
    return { recordId, envelope: await this.#envelopeOf(recordId) };
  }

  /** The envelope is made by an effect: a process that died over it leaves it to the next sweep. */
  async #envelopeOf(recordId: string): Promise<Envelope> {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const path = `/v1/records/${recordId}/tab`;
      const { envelope } = (await this.#ledger.must({ user: 'signer-a', method: 'GET', path })).body as RecordTab;
      if (envelope) return envelope;
      await this.wait();
    }
    throw new Error(`${recordId} got no envelope`);
  }

  /** Lets the host do what is due; set by the driver. */
  wait: () => Promise<void> = () => Promise.resolve();

  async #report(recordId: string, exitId: string, side: 'before' | 'after'): Promise<void> {
    const events = submitEvents(contracts, exitId);
    const part = side === 'before' ? events.slice(0, blockingCount) : events.slice(blockingCount);
    for (const [index, point] of part.entries()) {
      await this.#post(
        'service',
        `/v1/records/${recordId}/events`,
        { point },
        `${recordId}:${exitId}:${side}:${index}`,
      );
    }
  }

  async #read(user: UserId, id: string): Promise<Envelope> {
    return (await this.#ledger.must({ user, method: 'GET', path: `/v1/envelopes/${id}` })).body as Envelope;
  }

  #signBody(user: UserId, envelope: Envelope): object {
    const sealId = this.#signatures.get(user) ?? null;
    const marks = envelope.documents.map((document, index): Mark => ({
      id: `mark-${index}`,
      documentId: document.id,
      kind: 'signature',
      sealId,
      placementId: null,
      pageIndex: 0,
      rect: { x: user === 'signer-a' ? 60 : 300, y: 200, width: 110, height: 45 },
    }));
    return {
      marks,
      documents: envelope.documents.map(({ id, sha256, signedSha256 }) => ({
        documentId: id,
        sha256: signedSha256 ?? sha256,
      })),
    };
  }

  async #post(user: UserId, path: string, body: unknown, key = this.#next('key')): Promise<unknown> {
    return (await this.#ledger.must({ user, method: 'POST', path, body, key })).body as unknown;
  }

  #next(name: string): string {
    this.#made += 1;
    return `${name}-${this.#made}`;
  }
}
