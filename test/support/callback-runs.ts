import { expect } from 'vitest';

import {
  historyOperators,
  operators,
  type Case,
  type Event,
  type Operator,
  type Oracle,
  type Sent,
  type Target,
} from './callback-operators.js';
import { Random } from './random.js';
import type { TestHost } from './test-host.js';

const LARGE = 4;

/** A subject with the events about it, and what has become of it. */
export interface Subject {
  readonly event: Event;
  readonly history: readonly Event[];
  /** What the events tell comes true at the service; nothing to do where the events alone decide. */
  happen?(): Promise<void>;
  effects(): Promise<number>;
  isEnded(): Promise<boolean>;
}

/** A target as the runs need it. */
export interface RunTarget extends Target {
  /** One with a history is about to end; of another one, the event is not the last. */
  subject(kind: 'event' | 'history'): Promise<Subject>;
  /** Operators that cannot apply, with the reason. */
  readonly unfit?: Readonly<Record<string, string>>;
  /** Whether nothing proves its callbacks: what is refused elsewhere is a reason to ask here. */
  readonly isUnproven?: boolean;
}

export interface RunOptions {
  readonly test: TestHost;
  readonly seed: number;
  /** How often each operator mutates that is refused; each one that is accepted needs a subject of its own. */
  readonly refusals: number;
  readonly acceptances: number;
  /** How many callbacks are kept that could not be read. */
  countUnread(): Promise<number>;
}

/** Runs every operator at a target, and holds each to its oracle. */
export class CallbackRuns {
  readonly #options: RunOptions;
  readonly table: string[] = [];
  /** How many callbacks were sent, and how many of them by somebody who must not be believed. */
  readonly counts = { total: 0, forged: 0 };

  constructor(options: RunOptions) {
    this.#options = options;
  }

  /** @param part Those that come to nothing, or those that have a subject of their own each. */
  async runAll(target: RunTarget, part?: 'refused' | 'accepted'): Promise<void> {
    const victim = await target.subject('event');
    const all = [...operators, ...historyOperators];
    for (const operator of all.filter(({ oracle }) => !part || oracle.startsWith('accept') === (part === 'accepted'))) {
      const reason = target.unfit?.[operator.code];
      const oracle = oracleAt(target, operator);
      const count = reason === undefined ? await this.#run({ ...operator, oracle }, target, victim) : 0;
      this.counts.total += count;
      if (oracle === 'reject-401' || oracle === 'ask-only') this.counts.forged += count;
      this.table.push(
        `${operator.code.padEnd(5)} ${target.name.padEnd(14)} ${reason ?? `${oracle.padEnd(17)} ${count}`}`,
      );
    }
    await this.#options.test.host.idle();
    expect(await victim.effects(), `a forgery was accepted at ${target.name}, seed ${this.#options.seed}`).toBe(0);
  }

  #run(operator: Operator, target: RunTarget, victim: Subject): Promise<number> {
    if (historyOperators.some(({ code }) => code === operator.code)) return this.#runHistories(operator, target);
    if (operator.oracle === 'keep-failed' || operator.oracle === 'drop') return this.#runKept(operator, target, victim);
    const isHarmless = operator.oracle.startsWith('reject') || operator.oracle === 'ask-only';
    return isHarmless ? this.#runRefusals(operator, target, victim) : this.#runAcceptances(operator, target);
  }

  async #runRefusals(operator: Operator, target: RunTarget, victim: Subject): Promise<number> {
    const rounds = operator.code === 'C21' ? LARGE : this.#options.refusals;
    const expected = operator.oracle === 'ask-only' ? 200 : Number(operator.oracle.slice('reject-'.length));
    const statuses = await Promise.all(
      Array.from({ length: rounds }, async (_, round) => {
        const [sent] = operator.make(this.aCase(victim, target, round));
        if (!sent) throw new Error(`${operator.code} sends nothing`);
        return this.#send(target, sent);
      }),
    );
    const wrong = statuses.flatMap((status, round) => (status === expected ? [] : [{ round, status }]));
    expect(wrong, this.#where(operator, target)).toEqual([]);
    await this.#options.test.host.idle();
    expect(await victim.effects(), this.#where(operator, target)).toBe(0);
    return rounds;
  }

  async #runKept(operator: Operator, target: RunTarget, victim: Subject): Promise<number> {
    const { refusals, countUnread } = this.#options;
    const before = await countUnread();
    const sent = Array.from({ length: refusals }, (_, round) =>
      operator.make(this.aCase(victim, target, round)),
    ).flat();
    const statuses = await Promise.all(sent.map((one) => this.#send(target, one)));
    const bodies = new Set(sent.map(({ body }) => Buffer.from(body).toString('base64')));
    expect(new Set(statuses), this.#where(operator, target)).toEqual(new Set([200]));
    const kept = operator.oracle === 'drop' ? 0 : bodies.size;
    expect((await countUnread()) - before, this.#where(operator, target)).toBe(kept);
    return refusals;
  }

  async #runAcceptances(operator: Operator, target: RunTarget): Promise<number> {
    for (let round = 0; round < this.#options.acceptances; round += 1) {
      const subject = await target.subject('event');
      const isOnce = operator.oracle === 'accept-once';
      if (isOnce) await subject.happen?.();
      const statuses = await this.#sendAll(target, operator.make(this.aCase(subject, target, round)));
      const where = `${this.#where(operator, target)}, round ${round}`;
      expect(new Set(statuses), where).toEqual(new Set([200]));
      expect(await subject.effects(), where).toBe(isOnce ? 1 : 0);
    }
    return this.#options.acceptances;
  }

  async #runHistories(operator: Operator, target: RunTarget): Promise<number> {
    for (let round = 0; round < this.#options.acceptances; round += 1) {
      const subject = await target.subject('history');
      await subject.happen?.();
      const statuses = await this.#sendAll(target, operator.make(this.aCase(subject, target, round)));
      const where = `${this.#where(operator, target)}, round ${round}`;
      expect(new Set(statuses), where).toEqual(new Set([200]));
      expect(await subject.isEnded(), where).toBe(true);
    }
    return this.#options.acceptances;
  }

  /** One mutation to be. */
  aCase({ event, history }: Subject, target: Target, round: number): Case {
    return { event, history, target, random: new Random(this.#options.seed * 1000 + round) };
  }

  async #send(target: Target, sent: Sent): Promise<number> {
    const { method = 'POST', body, headers, address = target.address } = sent;
    const request = new Request(address, {
      method,
      headers,
      ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
    });
    return (await this.#options.test.host.fetch(request)).status;
  }

  async #sendAll(target: Target, all: readonly Sent[]): Promise<number[]> {
    const statuses: number[] = [];
    for (const sent of all) statuses.push(await this.#send(target, sent));
    await this.#options.test.host.idle();
    return statuses;
  }

  #where({ code }: Operator, { name }: Target): string {
    return `${code} ${name}, seed ${this.#options.seed}`;
  }
}

/** Where nothing proves a callback, what is refused elsewhere is a reason to ask. */
function oracleAt({ isUnproven = false }: RunTarget, { code, oracle }: Operator): Oracle {
  if (!isUnproven) return oracle;
  if (oracle === 'keep-failed') return 'drop';
  return oracle === 'reject-401' || code === 'C12' || code === 'C13' ? 'ask-only' : oracle;
}
