import type { Selectable } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import { mergeObservations } from '../../src/core/status.js';
import type { CallbackState, ProviderId } from '../../src/schema/index.js';
import { stopPoint } from '../jobs/stop-point.js';
import type {
  CallbackLayout,
  CallbackNews,
  CallbackReceiver,
  RawCallback,
  UnreadCallback,
} from '../providers/callback-receiver.js';
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
import { hear, toObservations } from './remote-envelopes.js';
import type { RegisterPoller } from './register-poller.js';
import type { RemotePoller } from './remote-poller.js';
import { hearRegister } from './remote-seal-uses.js';
import { hearSealUse } from './seal-use-news.js';
import { takeBackStray } from './stray-envelopes.js';

type CallbackRow = Selectable<Tables['callbacks']>;
type CallbackAddress = Selectable<Tables['callback_addresses']>;

/** What became of one attempt to take a callback in. */
interface Outcome {
  readonly state: CallbackState;
  readonly subject?: string;
}

/** Where a callback was sent to. */
export interface CallbackTarget {
  readonly provider: string;
  readonly layout: CallbackLayout;
  readonly tenantKey: string;
}

type Trust = 'verified' | 'hint';

/** What a callback says, as far as it can be read; `error` is why it cannot. */
interface Reading {
  readonly news: CallbackNews;
  readonly error: EsignError | null;
}

/** F20: how long an envelope that nobody knows is waited for. */
const PARKED_MS = 24 * 3600 * 1000;
/** How long one process may be at work on a callback before another one tries it. */
const LEASE_MS = 60_000;
const MAX_ATTEMPTS = 8;
/** A callback at which so many processes in a row came to nothing is what they died of. */
const MAX_UNFINISHED = 10;
/** What `ensureTenantKey` makes. */
const TENANT_KEY = /^[\w-]{32}$/;
/** How many bodies one statement takes away. */
const FORGET_BATCH = 1000;
const DAY_MS = 24 * 3600 * 1000;
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
  readonly #poller: Pick<RemotePoller, 'wake'> | undefined;
  readonly #registers: Pick<RegisterPoller, 'wake'> | undefined;
  readonly #waiting: { tenantId: string; id: string }[] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #maxWaiting: number;
  /** Whether something had to be left to the database. */
  #hasMore = false;

  /** @param options.poller, options.registers Ask services at once; without them they are asked by the next sweep. */
  constructor(
    context: HostContext,
    options: {
      poller?: Pick<RemotePoller, 'wake'>;
      registers?: Pick<RegisterPoller, 'wake'>;
      maxWaiting?: number;
    } = {},
  ) {
    this.#context = context;
    this.#poller = options.poller;
    this.#registers = options.registers;
    this.#maxWaiting = options.maxWaiting ?? MAX_WAITING;
  }

  /**
   * Finds whose an address is, before anything of the body is read.
   *
   * @throws EsignError `not-signed-in` for an address that is not there.
   */
  async find({ provider, layout, tenantKey }: CallbackTarget): Promise<CallbackAddress> {
    const receiver = [...this.#context.providers.values()].find(
      ({ descriptor }) => descriptor.id === provider,
    )?.callbacks;
    const hasLayout = receiver?.layouts.some(({ n, m }) => n === layout.n && m === layout.m) ?? false;
    if (!hasLayout || !TENANT_KEY.test(tenantKey)) throw refusal();
    // whose it is stands in nothing but the address
    const address = await asSystem(() =>
      this.#context.db
        .selectFrom('callback_addresses')
        .selectAll()
        .where('tenant_key', '=', tenantKey)
        .executeTakeFirst(),
    );
    if (address?.provider !== provider) throw refusal();
    return address;
  }

  /**
   * Verifies and stores a callback. When this returns, it survives a crash. One that is the provider's but cannot be read is
   * kept too, and answered alike: the provider would send the same bytes again and again, and what helps is a newer adapter.
   *
   * @returns The receipt that the provider expects.
   * @throws EsignError `not-signed-in` for a callback that is not the provider's, in the words for an address that is not
   * there.
   */
  receive(address: CallbackAddress, callback: RawCallback): Promise<CallbackReceiver['receipt']> {
    return asTenant(address.tenant_id, () => this.#keep(address, callback));
  }

  async #keep(address: CallbackAddress, callback: RawCallback): Promise<CallbackReceiver['receipt']> {
    const { receiver, secrets, trust } = await this.#verify(address, callback);
    const reading = read(receiver, callback, secrets);
    // what nothing proves gets the same answer whatever is in it, and no room when it makes no sense
    const isKept = reading.error === null || trust === 'verified';
    const id = isKept ? await this.#store(address, callback, reading, trust) : null;
    if (isKept) stopPoint('after-callback-stored');
    this.#count(address.provider, receivedAs(reading, isKept && id === null));
    if (id !== null && reading.error) this.#tellUnread(address.provider, id, reading.error);
    if (id !== null && isToDo(reading)) this.wake(address.tenant_id, id);
    return receiver.receipt;
  }

  #tellUnread(provider: ProviderId, id: string, { code, message, stack }: EsignError): void {
    this.#context.report({
      code,
      message: `callback ${id} of ${provider} is its own, but cannot be read: ${message}`,
      path: 'callbacks',
      stack: code === 'unexpected' ? stack : undefined,
    });
  }

  /** Works on what is due: what a process left behind, what failed, and what waits for its envelope. */
  async runDue(): Promise<void> {
    const due = await this.#readDue(SWEEP_BATCH);
    const work = async (): Promise<void> => {
      for (let next = due.shift(); next && !this.#context.closing.aborted; next = due.shift()) {
        await this.#work(next.tenant_id, next.id);
      }
    };
    await Promise.all(Array.from({ length: WORKERS }, work));
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

  /** Takes away the bodies of what was done so many days ago: they name people, and nobody needs them any more. */
  async forgetBodies(days: number): Promise<void> {
    if (days === 0) return;
    const before = new Date(this.#context.clock().getTime() - days * DAY_MS).toISOString();
    for (;;) {
      const { numUpdatedRows } = await this.#context.db
        .updateTable('callbacks')
        .set({ body: '' })
        .where(({ eb, refTuple, selectFrom }) =>
          eb(
            refTuple('tenant_id', 'id'),
            'in',
            selectFrom('callbacks as c')
              .select(['c.tenant_id', 'c.id'])
              .where('c.state', 'in', ['done', 'ignored'])
              .where('c.body', '<>', '')
              .where('c.done_at', '<', before)
              .limit(FORGET_BATCH)
              .$asTuple('tenant_id', 'id'),
          ),
        )
        .executeTakeFirst();
      if (numUpdatedRows < BigInt(FORGET_BATCH)) return;
    }
  }

  /** Resolves when nothing is at work, so that a host can close. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #verify(
    address: CallbackAddress,
    callback: RawCallback,
  ): Promise<{ receiver: CallbackReceiver; secrets: Record<string, string>; trust: Trust }> {
    const receiver = this.#context.providers.get(address.provider)?.callbacks;
    if (!receiver) throw refusal();
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
    callback: RawCallback,
    reading: Reading,
    trust: Trust,
  ): Promise<string | null> {
    const { bytes } = callback;
    const { news, error } = reading;
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
        unread: error ? JSON.stringify(unreadOf(callback)) : null,
        external_id: externalIdOf(news),
        state: error ? 'failed' : news.about === null ? 'ignored' : 'received',
        subject: null,
        attempts: 0,
        next_at: isToDo(reading) ? now : null,
        error_code: error?.code ?? null,
        received_at: now,
        done_at: isToDo(reading) ? null : now,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'binding_id', 'delivery_key'])
          // the same hint again may be news: services that prove nothing number nothing, either
          .doUpdateSet({ state: 'received', next_at: now, done_at: null, waiting_since: now })
          .where('callbacks.trust', '=', 'hint')
          .where('callbacks.state', '=', 'done'),
      )
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
        unfinished: eb('unfinished', '+', 1),
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
    if (row.unfinished > MAX_UNFINISHED) {
      const message = `${MAX_UNFINISHED} attempts in a row came to no end`;
      return { state: 'failed', error: new EsignError('unexpected', message) };
    }
    try {
      return await this.#takeIn(row);
    } catch (thrown) {
      const error = EsignError.from(toDatabaseFailure(thrown));
      const isOver = error.retryable ? false : error.code !== 'unexpected' || row.attempts >= MAX_ATTEMPTS;
      return { state: isOver ? 'failed' : 'received', error };
    }
  }

  async #finish(row: CallbackRow, { state, subject, error }: Outcome & { error?: EsignError }): Promise<void> {
    const now = this.#context.clock();
    const waitingSince = Date.parse(row.waiting_since ?? row.received_at);
    const isLost = state === 'parked' && now.getTime() - waitingSince > PARKED_MS;
    const reached = isLost ? 'orphaned' : state;
    const isOpen = reached === 'received' || reached === 'parked';
    const { numUpdatedRows } = await this.#context.db
      .updateTable('callbacks')
      .set({
        state: reached,
        unfinished: 0,
        subject: subject ?? row.subject,
        error_code: error?.code ?? null,
        next_at: isOpen ? retryAt(now, row.attempts) : null,
        done_at: isOpen ? null : now.toISOString(),
      })
      .where('tenant_id', '=', row.tenant_id)
      .where('id', '=', row.id)
      // whoever has it now, because this took longer than the lease or because its envelope came to be, says what became of it
      .where('attempts', '=', row.attempts)
      .where('next_at', '=', row.next_at)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    if (reached !== 'received') this.#count(row.provider, reached);
    if (error || isLost) this.#tell(row, reached, error);
  }

  /** Merges what a callback says into what it is about. Repeated, it changes nothing. */
  async #takeIn(row: CallbackRow): Promise<Outcome> {
    const { about } = row.unread === null ? row.news : await this.#readAgain(row, row.unread);
    if (about === null) return { state: 'ignored' };
    if (about.kind === 'sealUse') return takeInSealUse(this.#context, row, about);
    if (about.kind === 'registeredUse') return this.#hearRegister(row, about);
    const { db } = this.#context;
    const remote = await findRemoteByExternalId(db, row.tenant_id, row.binding_id, about.externalId);
    if (!remote?.names) {
      // a call to the service, but only for what is as rare as a lost answer
      const madeTwice = await takeBackStray(this.#context, row, about);
      return madeTwice === null ? takeInVoiding(this.#context, row, about) : { state: 'done', subject: madeTwice };
    }
    const observations = toObservations(remote.names, about.observations, nowOf(this.#context));
    const asks = await hear(this.#context, remote, { observations, isProven: row.trust === 'verified' });
    // never here: a service that is slow must not hold up the callbacks of the others
    if (asks) this.#poller?.wake(row.tenant_id, row.binding_id);
    return { state: 'done', subject: remote.envelope_id };
  }

  /** A register has its own state: it is asked, and what the callback says is no more than a reason to. */
  async #hearRegister(row: CallbackRow, about: RegisteredAbout): Promise<Outcome> {
    const place = { tenantId: row.tenant_id, bindingId: row.binding_id };
    const remote = await hearRegister(this.#context, place, about);
    if (!remote) return { state: 'parked' };
    this.#registers?.wake(row.tenant_id);
    return { state: 'done', subject: remote.seal_use_id };
  }

  /** A body that could not be read when it came: the adapter may be a newer one by now. */
  async #readAgain(row: CallbackRow, { layout, contentType, query }: UnreadCallback): Promise<CallbackNews> {
    const receiver = this.#context.providers.get(row.provider)?.callbacks;
    if (!receiver) throw new EsignError('binding-not-usable', `this host has no adapter for ${row.provider}`);
    const callback = {
      layout,
      bytes: Buffer.from(row.body, 'base64'),
      headers: new Headers(contentType === null ? {} : { 'content-type': contentType }),
      query: new URLSearchParams(query),
    };
    const news = receiver.parse(callback, await this.#context.secrets.read(row.tenant_id, row.binding_id));
    await this.#context.db
      .updateTable('callbacks')
      .set({ unread: null, news: JSON.stringify(news), external_id: externalIdOf(news) })
      .where('tenant_id', '=', row.tenant_id)
      .where('id', '=', row.id)
      .execute();
    return news;
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

/** Reads a callback; one that cannot be read is known by its bytes. */
function read(receiver: CallbackReceiver, callback: RawCallback, secrets: Record<string, string>): Reading {
  try {
    return { news: receiver.parse(callback, secrets), error: null };
  } catch (thrown) {
    const news = { deliveryKey: `unread:${sha256Of(callback.bytes)}`, action: 'unreadable', about: null };
    return { news, error: EsignError.from(thrown) };
  }
}

function unreadOf({ layout, headers, query }: RawCallback): UnreadCallback {
  return { layout, contentType: headers.get('content-type'), query: query.toString() };
}

function externalIdOf({ about }: CallbackNews): string | null {
  return about === null || about.kind === 'sealUse' ? null : about.externalId;
}

function isToDo({ news, error }: Reading): boolean {
  return error === null && news.about !== null;
}

function receivedAs({ news, error }: Reading, isRepeated: boolean): string {
  if (isRepeated) return 'repeated';
  if (error) return 'malformed';
  return news.about === null ? 'ignored' : 'received';
}

function refusal(): EsignError {
  return new EsignError('not-signed-in', 'not a callback of this host');
}

function retryAt(now: Date, attempts: number): string {
  const minutes = RETRY_MINUTES[Math.min(attempts, RETRY_MINUTES.length) - 1] ?? 1;
  return new Date(now.getTime() + minutes * 60_000).toISOString();
}

type SealUseAbout = Extract<NonNullable<CallbackNews['about']>, { kind: 'sealUse' }>;
type RegisteredAbout = Extract<NonNullable<CallbackNews['about']>, { kind: 'registeredUse' }>;
type EnvelopeAbout = Extract<NonNullable<CallbackNews['about']>, { kind: 'envelope' }>;

async function takeInSealUse(context: HostContext, row: CallbackRow, about: SealUseAbout): Promise<Outcome> {
  const sealUse = await findSealUse(context.db, row.tenant_id, about.sealUseId);
  // a register cannot be asked, so what nothing proves is never more than an entry in the list
  if (row.trust !== 'verified') return { state: 'ignored' };
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
