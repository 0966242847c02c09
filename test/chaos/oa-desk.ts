import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { FieldRef, FieldValue, FileValue, FormRecord } from '../../src/schema/index.js';
import { aPage, aPdf } from '../support/pdf-builders.js';
import { aRecord, contracts, workflows } from './story.js';

/** One order of the host, and how often it arrived. */
export interface Order {
  readonly method: string;
  readonly key: string;
  readonly recordId: string | null;
  /** What was ordered, as text: the same key must always mean the same. */
  readonly content: string;
  arrivals: number;
}

type Call = Record<string, unknown> & { key?: string; recordId?: string | null };

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * The OA of the chaos runs. It lives in the driver, outlives every kill, and keeps a ledger of what the host ordered: each
 * order is carried out once for its key, so a fact under two keys is a double of the host's making.
 */
export class OaDesk {
  readonly orders = new Map<string, Order>();
  /** Orders whose repetition said something else than the first. */
  readonly contradictions: string[] = [];
  /** Records that the host has moved on, so that the OA has moments to report. */
  readonly arrivals: string[] = [];
  readonly #records = new Map<string, FormRecord>();
  readonly #files = new Map<string, Uint8Array>();
  #server: Server | undefined;

  async open(): Promise<string> {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** A new record at the start of its workflow. */
  async addRecord(recordId: string, workflowId = contracts.id): Promise<void> {
    const bytes = await aPdf([aPage()]);
    const fileId = `file-${recordId}`;
    this.#files.set(fileId, bytes);
    const contract: FileValue = {
      fileId,
      name: `${recordId}.pdf`,
      mediaType: 'application/pdf',
      sha256: sha256(bytes),
      size: bytes.byteLength,
    };
    this.#records.set(recordId, aRecord(recordId, workflowId, contract, new Date().toISOString()));
  }

  record(recordId: string): FormRecord {
    const record = this.#records.get(recordId);
    if (!record) throw new Error(`no record ${recordId}`);
    return record;
  }

  /** Moves a record along an exit, as its handler's submit does. */
  move(recordId: string, exitId: string): void {
    const exit = contracts.exits.find(({ id }) => id === exitId);
    if (!exit) throw new Error(`no exit ${exitId}`);
    const isEnd = contracts.nodes.find(({ id }) => id === exit.to)?.kind === 'archive';
    this.#change(recordId, (record) => ({ ...record, currentNodeId: exit.to, finished: isEnd }));
  }

  ordersOf(recordId: string, method: string): Order[] {
    return [...this.orders.values()].filter((order) => order.recordId === recordId && order.method === method);
  }

  #change(recordId: string, change: (record: FormRecord) => FormRecord): void {
    this.#records.set(recordId, { ...change(this.record(recordId)), updatedAt: new Date().toISOString() });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method, call } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { method: string; call: Call };
      const answer = call.key === undefined ? this.#read(method, call) : this.#order(method, call.key, call);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer ?? null));
    } catch (error) {
      // a host that dies in the middle of a call is what the runs are about; anything else it hears as a failure
      response.writeHead(500).end(String(error));
    }
  }

  #read(method: string, call: Call): unknown {
    const record = this.#records.get(String(call.recordId));
    switch (method) {
      case 'getWorkflow':
        return workflows.find(({ id }) => id === call['workflowId']) ?? null;
      case 'getRecord':
        return record ?? null;
      case 'mayReadRecord':
      case 'mayHandleRecord':
        return record !== undefined;
      case 'readFile': {
        const fileId = String(call['fileId']);
        const bytes = this.#files.get(fileId);
        if (!bytes) return null;
        return { name: `${fileId}.pdf`, mediaType: 'application/pdf', bytes: Buffer.from(bytes).toString('base64') };
      }
      default:
        throw new Error(`the OA has no ${method}`);
    }
  }

  #order(method: string, key: string, call: Call): unknown {
    const content = JSON.stringify(call);
    const known = this.orders.get(key);
    if (known) {
      known.arrivals += 1;
      if (known.method !== method || known.content !== content) this.contradictions.push(`${method} ${key}`);
    } else {
      this.orders.set(key, { method, key, recordId: call.recordId ?? null, content, arrivals: 1 });
      this.#carryOut(method, call);
    }
    return method === 'submitWorkflow' ? { exit: contracts.exits.find(({ id }) => id === 'e-signed') } : null;
  }

  #carryOut(method: string, call: Call): void {
    const recordId = call.recordId ?? null;
    if (recordId === null) return;
    if (method === 'submitWorkflow' && this.record(recordId).currentNodeId === 'n-sign') {
      this.move(recordId, 'e-signed');
      this.arrivals.push(recordId);
    }
    if (method === 'writeField' || method === 'writeFiles') {
      const { field } = call['field'] as FieldRef;
      const value = (call['value'] ?? call['files']) as FieldValue;
      this.#change(recordId, (record) => ({ ...record, values: { ...record.values, [field]: value } }));
    }
  }
}
