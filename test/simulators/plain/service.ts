import { createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';

export type PlainStatus = 'draft' | 'launched' | 'completed' | 'rejected' | 'revoked' | 'expired';

export interface PlainSigner {
  readonly id: string;
  readonly ref: string;
  readonly name: string;
  status: 'open' | 'signed' | 'rejected';
  at: string | null;
  reason: string | null;
}

export interface PlainDocument {
  readonly id: string;
  readonly ref: string;
  readonly name: string;
  readonly original: Buffer;
  signed: Buffer;
}

export interface PlainEnvelope {
  readonly id: string;
  readonly key: string;
  readonly callbackAddresses: readonly string[];
  readonly documents: readonly PlainDocument[];
  readonly signers: readonly PlainSigner[];
  /** Where people are asked to sign. */
  readonly places: readonly string[];
  status: PlainStatus;
  deadline: string | null;
  launchedAt: string | null;
  finishedAt: string | null;
  voidedAt: string | null;
  reason: string | null;
}

/** What the service reports about an envelope, without its protection. */
export interface PlainEvent {
  readonly id: string;
  readonly type: string;
  readonly envelope: string;
  readonly signer?: string;
  readonly at: string;
  readonly reason?: string;
}

export interface PlainOrder {
  readonly key: string;
  readonly callbackAddresses: readonly string[];
  readonly documents: readonly { ref: string; name: string; content: string }[];
  readonly signers: readonly { ref: string; name: string }[];
  readonly places?: readonly string[];
}

/** A page at which one signer signs: who has its token may sign. */
export interface PlainPage {
  readonly envelope: string;
  readonly ref: string;
  readonly expiresAt: string;
}

/** What an operator of the service could do wrong, or an intruder on purpose. */
export interface PlainFaults {
  /** What the service gives out instead of the signed files. */
  files: 'unsigned' | 'other' | 'tampered' | 'missing' | 'wrongHash' | null;
  /** Answers to the next calls, before the work is done. */
  refuse: { status: number; times: number } | null;
  /** The next answers are lost after the work was done. */
  loseAnswers: number;
  /** The address of the next pages, instead of a good one. */
  page: string | null;
  /** While it is there, no answer goes out before it resolves. */
  gate: Promise<void> | null;
}

export class PlainError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The inside of a small signature service: envelopes, signers in any order, and files that carry its signatures. */
export class PlainService {
  readonly envelopes = new Map<string, PlainEnvelope>();
  /** How often each operation was carried out for each key: the proof that nothing happened twice. */
  readonly ledger = new Map<string, number>();
  /** How often each operation was asked for, in all and for each envelope. */
  readonly calls = new Map<string, number>();
  /** The pages that were given out, by their token. */
  readonly pages = new Map<string, PlainPage>();
  readonly faults: PlainFaults = { files: null, refuse: null, loseAnswers: 0, page: null, gate: null };
  readonly publicKey: KeyObject;
  clock: () => Date = () => new Date();
  readonly #privateKey: KeyObject;

  constructor() {
    const pair = generateKeyPairSync('ed25519');
    this.publicKey = pair.publicKey;
    this.#privateKey = pair.privateKey;
  }

  create(order: PlainOrder): PlainEnvelope {
    const known = [...this.envelopes.values()].find(({ key }) => key === order.key);
    if (known) return known;
    const envelope: PlainEnvelope = {
      id: `plain-${randomUUID()}`,
      key: order.key,
      callbackAddresses: order.callbackAddresses,
      documents: order.documents.map(({ ref, name, content }) => {
        const original = Buffer.from(content, 'base64');
        return { id: `file-${randomUUID()}`, ref, name, original, signed: original };
      }),
      signers: order.signers.map(({ ref, name }) => {
        return { id: `person-${randomUUID()}`, ref, name, status: 'open', at: null, reason: null };
      }),
      places: order.places ?? [],
      status: 'draft',
      deadline: null,
      launchedAt: null,
      finishedAt: null,
      voidedAt: null,
      reason: null,
    };
    this.envelopes.set(envelope.id, envelope);
    this.#note('create', order.key);
    return envelope;
  }

  launch(id: string, deadline: string | null): PlainEnvelope {
    const envelope = this.find(id);
    if (envelope.status === 'launched') return envelope;
    this.#requireOpen(envelope);
    Object.assign(envelope, { status: 'launched', deadline, launchedAt: this.#now() });
    this.#note('launch', id);
    return envelope;
  }

  revoke(id: string, reason: string): PlainEnvelope {
    const envelope = this.find(id);
    if (envelope.status === 'revoked') return envelope;
    this.#requireOpen(envelope);
    this.#end(envelope, 'revoked', reason);
    this.#note('revoke', id);
    return envelope;
  }

  remind(id: string, key: string): PlainEnvelope {
    const envelope = this.find(id);
    this.#requireOpen(envelope);
    if (!this.ledger.has(`remind ${key}`)) this.#note('remind', key);
    return envelope;
  }

  /** A person signs at the service's own page; the last one completes the envelope. */
  sign(id: string, ref: string): PlainEvent[] {
    const envelope = this.#launched(id);
    const signer = this.#signer(envelope, ref);
    if (signer.status !== 'open') throw new PlainError(409, 'has acted already');
    Object.assign(signer, { status: 'signed', at: this.#now() });
    for (const document of envelope.documents) document.signed = this.stamp(document.signed, signer.name);
    const events = [this.#event(envelope, 'signer.signed', { signer: signer.id })];
    if (!envelope.signers.every(({ status }) => status === 'signed')) return events;
    this.#end(envelope, 'completed', null);
    return [...events, this.#event(envelope, 'envelope.completed')];
  }

  reject(id: string, ref: string, reason: string): PlainEvent[] {
    const envelope = this.#launched(id);
    const signer = this.#signer(envelope, ref);
    Object.assign(signer, { status: 'rejected', at: this.#now(), reason });
    this.#end(envelope, 'rejected', reason);
    return [
      this.#event(envelope, 'signer.rejected', { signer: signer.id, reason }),
      this.#event(envelope, 'envelope.rejected', { reason }),
    ];
  }

  /** Takes a completed envelope out of force. */
  void(id: string): PlainEvent[] {
    const envelope = this.find(id);
    if (envelope.status !== 'completed') throw new PlainError(409, `is ${envelope.status}`);
    envelope.voidedAt = this.#now();
    return [this.#event(envelope, 'envelope.voided')];
  }

  /** A page for one signer, which ends after half an hour. */
  openPage(id: string, signerId: string): { token: string; expiresAt: string } {
    const signer = this.#launched(id).signers.find((candidate) => candidate.id === signerId);
    if (!signer) throw new PlainError(404, 'no such signer');
    const token = randomUUID();
    const expiresAt = new Date(this.clock().getTime() + 30 * 60_000).toISOString();
    this.pages.set(token, { envelope: id, ref: signer.ref, expiresAt });
    return { token, expiresAt };
  }

  /** @throws PlainError 410 for a page that has ended or never was. */
  page(token: string): PlainPage {
    const page = this.pages.get(token);
    if (!page || page.expiresAt <= this.#now()) throw new PlainError(410, 'this page has ended');
    return page;
  }

  /** A signature of the service: a line after the file that covers every byte before it. */
  stamp(bytes: Buffer, signer: string): Buffer {
    const head = `\n%plain-signature ${Buffer.from(JSON.stringify({ signer, at: this.#now() })).toString('base64')} `;
    const covered = Buffer.concat([bytes, Buffer.from(head)]);
    return Buffer.concat([
      covered,
      Buffer.from(sign(null, covered, this.#privateKey).toString('base64')),
      Buffer.from('\n'),
    ]);
  }

  /** The files as the service gives them out, with the hash that it states. */
  files(id: string): { document: string; sha256: string; bytes: Buffer }[] {
    const envelope = this.find(id);
    if (envelope.status !== 'completed') throw new PlainError(409, 'not completed');
    if (this.faults.files === 'missing') return [];
    return envelope.documents.map((document) => {
      const bytes = this.#fileOf(document);
      const stated = this.faults.files === 'wrongHash' ? document.original : bytes;
      return { document: document.id, sha256: createHash('sha256').update(stated).digest('hex'), bytes };
    });
  }

  find(id: string): PlainEnvelope {
    const envelope = this.envelopes.get(id);
    if (!envelope) throw new PlainError(404, 'no such envelope');
    return envelope;
  }

  #fileOf(document: PlainDocument): Buffer {
    switch (this.faults.files) {
      case 'unsigned':
        return document.original;
      case 'other':
        return this.stamp(Buffer.from('%PDF-1.7\nanother contract\n%%EOF'), 'nobody');
      case 'tampered': {
        const changed = Buffer.from(document.signed);
        const middle = Math.floor(document.original.length / 2);
        changed[middle] = (changed[middle] ?? 0) ^ 1;
        return changed;
      }
      default:
        return document.signed;
    }
  }

  #launched(id: string): PlainEnvelope {
    const envelope = this.find(id);
    if (envelope.status !== 'launched') throw new PlainError(409, `is ${envelope.status}`);
    return envelope;
  }

  #signer(envelope: PlainEnvelope, ref: string): PlainSigner {
    const signer = envelope.signers.find((candidate) => candidate.ref === ref);
    if (!signer) throw new PlainError(404, 'no such signer');
    return signer;
  }

  #requireOpen({ status }: PlainEnvelope): void {
    if (status !== 'draft' && status !== 'launched') throw new PlainError(409, `is ${status}`);
  }

  #end(envelope: PlainEnvelope, status: PlainStatus, reason: string | null): void {
    Object.assign(envelope, { status, reason, finishedAt: this.#now() });
  }

  #event({ id }: PlainEnvelope, type: string, more: { signer?: string; reason?: string } = {}): PlainEvent {
    return { id: `event-${randomUUID()}`, type, envelope: id, at: this.#now(), ...more };
  }

  #note(operation: string, key: string): void {
    const name = `${operation} ${key}`;
    this.ledger.set(name, (this.ledger.get(name) ?? 0) + 1);
  }

  #now(): string {
    return this.clock().toISOString();
  }
}
