import type { Selectable } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import { mergeObservations } from '../../src/core/status.js';
import type { CallbackState, ProviderId } from '../../src/schema/index.js';
import { stopPoint } from '../jobs/stop-point.js';
import type { CallbackNews, CallbackReceiver, RawCallback } from '../providers/callback-receiver.js';
import { toDatabaseFailure } from '../store/away.js';
import { findEnvelope } from '../store/envelopes.js';
import { sha256Of } from '../store/files.js';
import { newId } from '../store/ids.js';
import { findRemoteByExternalId } from '../store/remote-envelopes.js';
import { findSealUse } from '../store/seal-uses.js';
import type { Tables } from '../store/tables.js';
import { asSystem, asTenant } from '../store/tenant-scope.js';
import { nowOf, type HostContext } from './context.js';
import { changeEnvelope, SYSTEM } from './envelopes.js';
import { follow, hear, toObservations } from './remote-envelopes.js';
import { hearSealUse } from './seal-use-news.js';

type CallbackRow = Selectable<Tables['callbacks']>;
type CallbackAddress = Selectable<Tables['callback_addresses']>;

/** What became of one attempt to take a callback in. */
interface Outcome {
  readonly state: CallbackState;
  readonly subject?: string;
}

/** A callback with its address, before anything is known about it. */
export interface IncomingCallback extends RawCallback {
  readonly provider: string;
  readonly tenantKey: string;
}

/** F20: how long an envelope that nobody knows is waited for. */
const PARKED_MS = 24 * 3600 * 1000;
/** How long one process may be at work on a callback before another one tries it. */
const LEASE_MS = 60_000;
const MAX_ATTEMPTS = 8;
const RETRY_MINUTES = [1, 5, 15, 60];
/** How many callbacks one process works on at once: the answers to the next ones go before. */
const WORKERS = 4;
/** What waits in memory; more than that waits in the database until there is room. */
const MAX_WAITING = 1000;
const SWEEP_BATCH = 500;

/**
 * Where providers report what happened: a callback is verified and stored, then answered, and worked on after that. What a
 * callback says is never an end by itself; see {@link hear}.
 */
export class CallbackInbox {
  readonly #context: HostContext;
  readonly #waiting: { tenantId: string; id: string }[] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #maxWaiting: number;
  /** Whether something had to be left to the database. */
  #hasMore = false;

  constructor(context: HostContext, { maxWaiting = MAX_WAITING }: { maxWaiting?: number } = {}) {
    this.#context = context;
    this.#maxWaiting = maxWaiting;
  }

  /**
   * Verifies and stores a callback. When this returns, it survives a crash.
   *
   * @returns The receipt that the provider expects.
   * @throws EsignError `not-signed-in` for an address that is not there and for a callback that is not the provider's,
   * with no difference between the two; `bad-response` for one that makes no sense.
   */
  async receive(callback: IncomingCallback): Promise<CallbackReceiver['receipt']> {
    // whose it is stands in nothing but the address
    const address = await asSystem(() => this.#find(callback));
    return asTenant(address.tenant_id, () => this.#keep(address, callback));
  }

  async #keep(address: CallbackAddress, callback: IncomingCallback): Promise<CallbackReceiver['receipt']> {
    const { receiver, secrets, trust } = await this.#verify(address, callback);
    const news = receiver.parse(callback, secrets);
    const id = await this.#store(address, callback, news, trust);
    stopPoint('after-callback-stored');
    this.#count(address.provider, id === null ? 'repeated' : news.about === null ? 'ignored' : 'received');
    if (id !== null && news.about !== null) this.wake(address.tenant_id, id);
    return receiver.receipt;
  }

  /** Works on what is due: what a process left behind, what failed, and what waits for its envelope. */
  async runDue(): Promise<void> {
    for (const { tenant_id: tenantId, id } of await this.#readDue(SWEEP_BATCH)) await this.#work(tenantId, id);
  }

  #readDue(limit: number): Promise<Pick<CallbackRow, 'tenant_id' | 'id'>[]> {
    return this.#context.db
      .selectFrom('callbacks')
      .select(['tenant_id', 'id'])
      .where('next_at', '<=', nowOf(this.#context))
      .orderBy('next_at')
      .limit(limit)
      .execute();
  }

  /** Resolves when nothing is at work, so that a host can close. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #find({ tenantKey, provider }: IncomingCallback): Promise<CallbackAddress> {
    const address = await this.#context.db
      .selectFrom('callback_addresses')
      .selectAll()
      .where('tenant_key', '=', tenantKey)
      .executeTakeFirst();
    if (address?.provider !== provider) throw refusal();
    return address;
  }

  async #verify(
    address: CallbackAddress,
    callback: IncomingCallback,
  ): Promise<{ receiver: CallbackReceiver; secrets: Record<string, string>; trust: 'verified' | 'hint' }> {
    const receiver = this.#context.providers.get(address.provider)?.callbacks;
    const { n, m } = callback.layout;
    if (!receiver?.layouts.some((layout) => layout.n === n && layout.m === m)) throw refusal();
    const secrets = await this.#context.secrets.read(address.tenant_id, address.binding_id);
    const trust = receiver.verify(callback, secrets);
    if (trust === 'refused') {
      this.#count(address.provider, 'refused');
      throw refusal();
    }
    return { receiver, secrets, trust };
  }

  /** @returns The id of the stored callback, or null when the same delivery is there already. */
  async #store(
    address: CallbackAddress,
    { bytes }: RawCallback,
    news: CallbackNews,
    trust: 'verified' | 'hint',
  ): Promise<string | null> {
    const now = nowOf(this.#context);
    const row = await this.#context.db
      .insertInto('callbacks')
      .values({
        tenant_id: address.tenant_id,
        id: newId('callback'),
        binding_id: address.binding_id,
        provider: address.provider,
        delivery_key: news.deliveryKey,
        trust,
        body: Buffer.from(bytes).toString('base64'),
        sha256: sha256Of(bytes),
        news: JSON.stringify(news),
        external_id: news.about?.kind === 'envelope' ? news.about.externalId : null,
        state: news.about === null ? 'ignored' : 'received',
        subject: null,
        attempts: 0,
        next_at: news.about === null ? null : now,
        error_code: null,
        received_at: now,
        done_at: news.about === null ? now : null,
      })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'binding_id', 'delivery_key']).doNothing())
      .returning('id')
      .executeTakeFirst();
    return row?.id ?? null;
  }

  /** Works on a callback that is due as soon as there is room. */
  wake(tenantId: string, id: string): void {
    if (this.#waiting.length >= this.#maxWaiting) {
      this.#hasMore = true;
      return;
    }
    this.#waiting.push({ tenantId, id });
    if (this.#running.size >= WORKERS) return;
    const worker = this.#drain().finally(() => this.#running.delete(worker));
    this.#running.add(worker);
  }

  async #drain(): Promise<void> {
    // the answer goes out first
    await new Promise((resolve) => setImmediate(resolve));
    for (;;) {
      if (this.#waiting.length === 0) await this.#refill();
      const next = this.#waiting.shift();
      if (!next || this.#context.closing.aborted) return;
      stopPoint('after-callback-acked');
      await this.#work(next.tenantId, next.id);
    }
  }

  /** After a burst: what found no room in memory is due already, and would wait for the next sweep otherwise. */
  async #refill(): Promise<void> {
    if (!this.#hasMore || this.#context.closing.aborted) return;
    this.#hasMore = false;
    try {
      const rows = await asSystem(() => this.#readDue(this.#maxWaiting));
      for (const { tenant_id: tenantId, id } of rows) this.wake(tenantId, id);
      if (rows.length === this.#maxWaiting) this.#hasMore = true;
    } catch (error) {
      const { code, message } = EsignError.from(toDatabaseFailure(error));
      this.#context.report({ code, message: `callbacks wait for the next sweep: ${message}`, path: 'callbacks' });
    }
  }

  async #work(tenantId: string, id: string): Promise<void> {
    try {
      await asTenant(tenantId, async () => {
        const row = await this.#claim(tenantId, id);
        if (row) await this.#finish(row, await this.#attempt(row));
      });
    } catch (error) {
      // the database is away; the callback is stored, and its lease ends by itself
      const { code, message, stack } = EsignError.from(toDatabaseFailure(error));
      this.#context.report({ code, message: `callback ${id}: ${message}`, path: 'callbacks', stack });
    }
  }

  async #claim(tenantId: string, id: string): Promise<CallbackRow | null> {
    const clock = this.#context.clock();
    const row = await this.#context.db
      .updateTable('callbacks')
      .set(({ eb }) => ({
        attempts: eb('attempts', '+', 1),
        next_at: new Date(clock.getTime() + LEASE_MS).toISOString(),
      }))
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where('next_at', '<=', clock.toISOString())
      .returningAll()
      .executeTakeFirst();
    return row ?? null;
  }

  async #attempt(row: CallbackRow): Promise<Outcome & { error?: EsignError }> {
    try {
      return await takeIn(this.#context, row);
    } catch (thrown) {
      const error = EsignError.from(toDatabaseFailure(thrown));
      const isOver = error.retryable ? false : error.code !== 'unexpected' || row.attempts >= MAX_ATTEMPTS;
      return { state: isOver ? 'failed' : 'received', error };
    }
  }

  async #finish(row: CallbackRow, { state, subject, error }: Outcome & { error?: EsignError }): Promise<void> {
    const now = this.#context.clock();
    const isLost = state === 'parked' && now.getTime() - Date.parse(row.received_at) > PARKED_MS;
    const reached = isLost ? 'orphaned' : state;
    const isOpen = reached === 'received' || reached === 'parked';
    await this.#context.db
      .updateTable('callbacks')
      .set({
        state: reached,
        subject: subject ?? row.subject,
        error_code: error?.code ?? null,
        next_at: isOpen ? retryAt(now, row.attempts) : null,
        done_at: isOpen ? null : now.toISOString(),
      })
      .where('tenant_id', '=', row.tenant_id)
      .where('id', '=', row.id)
      .execute();
    if (reached !== 'received') this.#count(row.provider, reached);
    if (error || isLost) this.#tell(row, reached, error);
  }

  #tell(row: CallbackRow, state: CallbackState, error: EsignError | undefined): void {
    this.#context.report({
      code: error?.code ?? 'not-found',
      message: `callback ${row.id} of ${row.provider} is ${state}: ${error?.message ?? 'its envelope never came to be'}`,
      path: 'callbacks',
      stack: error?.code === 'unexpected' ? error.stack : undefined,
    });
  }

  #count(provider: ProviderId, outcome: string): void {
    this.#context.metrics.callbacks.inc({ provider, outcome });
  }
}

function refusal(): EsignError {
  return new EsignError('not-signed-in', 'not a callback of this host');
}

function retryAt(now: Date, attempts: number): string {
  const minutes = RETRY_MINUTES[Math.min(attempts, RETRY_MINUTES.length) - 1] ?? 1;
  return new Date(now.getTime() + minutes * 60_000).toISOString();
}

/** Merges what a callback says into what it is about. Repeated, it changes nothing. */
async function takeIn(context: HostContext, row: CallbackRow): Promise<Outcome> {
  const { about } = row.news;
  if (about === null) return { state: 'ignored' };
  if (about.kind === 'sealUse') return takeInSealUse(context, row, about);
  const remote = await findRemoteByExternalId(context.db, row.tenant_id, row.binding_id, about.externalId);
  if (!remote?.names) return takeInVoiding(context, row, about);
  const observations = toObservations(remote.names, about.observations, nowOf(context));
  const asks = await hear(context, remote, { observations, isProven: row.trust === 'verified' });
  if (asks) await followAtOnce(context, row, remote.envelope_id);
  return { state: 'done', subject: remote.envelope_id };
}

/** The question is stored and due; a service that is away now is asked again by the poller. */
async function followAtOnce(context: HostContext, row: CallbackRow, envelopeId: string): Promise<void> {
  try {
    await follow(context, row.tenant_id, envelopeId);
  } catch (error) {
    const { code, message } = EsignError.from(toDatabaseFailure(error));
    context.report({ code, message: `envelope ${envelopeId} could not be followed: ${message}`, path: 'callbacks' });
  }
}

type SealUseAbout = Extract<NonNullable<CallbackNews['about']>, { kind: 'sealUse' }>;
type EnvelopeAbout = Extract<NonNullable<CallbackNews['about']>, { kind: 'envelope' }>;

async function takeInSealUse(context: HostContext, row: CallbackRow, about: SealUseAbout): Promise<Outcome> {
  const sealUse = await findSealUse(context.db, row.tenant_id, about.sealUseId);
  if (sealUse?.bindingId !== row.binding_id) return { state: 'parked' };
  await hearSealUse(context, row.tenant_id, sealUse, about);
  return { state: 'done', subject: sealUse.id };
}

/** An envelope that is signed on this host: what becomes of it is known here, and only a voiding comes from outside. */
async function takeInVoiding(context: HostContext, row: CallbackRow, about: EnvelopeAbout): Promise<Outcome> {
  const isLocal = !context.providers.get(row.provider)?.remote;
  const envelope = isLocal ? await findEnvelope(context.db, row.tenant_id, about.externalId) : null;
  if (envelope?.bindingId !== row.binding_id || row.trust !== 'verified') return { state: 'parked' };
  const voidings = about.observations.filter((news) => news.kind === 'voided');
  await changeEnvelope(
    context,
    row.tenant_id,
    envelope.id,
    (current) => {
      if (current.status !== 'completed' || current.voidedAt !== null) return current;
      return mergeObservations(current, voidings);
    },
    { actor: SYSTEM, action: 'envelope.voided' },
  );
  return { state: 'done', subject: envelope.id };
}
