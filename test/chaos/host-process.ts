import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

import type { Command, Inspection, Settings } from './protocol.js';

type Message =
  | { readonly ready: string }
  | { readonly failure: string }
  | { readonly id: number; readonly value?: unknown; readonly error?: string };

interface Life {
  readonly child: ChildProcess;
  readonly url: Promise<string>;
}

/** Longer than every lease of the host: after a death the clock of the next life is set ahead by as much. */
export const BEYOND_LEASES_MS = 125_000;

/** A host in a process of its own that is started again whenever it was killed. */
export class HostProcess {
  kills = 0;
  /** When the last life ended. */
  diedAt = 0;
  /** What the host reported as its own failures. */
  readonly failures: string[] = [];
  /** A point for the next life, from its first moment on. */
  nextStopAt: string | null = null;
  readonly #settings: Settings;
  readonly #program: string;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #aheadMs: number;
  #life: Life;
  #asked = 0;
  #isStopping = false;

  /** @param program The child, built to one file. */
  constructor(settings: Settings, program: string) {
    this.#settings = settings;
    this.#program = program;
    this.#aheadMs = settings.aheadMs;
    this.#life = this.#begin();
  }

  /** The address of the life that is going on, or of the next one. */
  url(): Promise<string> {
    return this.#life.url;
  }

  /** Stops the process at a point, from now on; null lets it live. */
  async arm(at: string | null): Promise<void> {
    await this.#ask({ do: 'arm', at });
  }

  /** The host's time. */
  now(): number {
    return Date.now() + this.#aheadMs;
  }

  /** Sets the host's clock ahead, to a moment that something waits for. */
  async waitUntil(moment: number): Promise<void> {
    this.#aheadMs = Math.max(this.#aheadMs, moment - Date.now() + 1);
    await this.#ask({ do: 'ahead', ms: this.#aheadMs });
  }

  async sweep(): Promise<void> {
    await this.#ask({ do: 'sweep' });
  }

  async inspect(): Promise<Inspection> {
    return (await this.#ask({ do: 'inspect' })) as Inspection;
  }

  /** Whether the process stands still at a point. */
  get isFrozen(): boolean {
    const stat = readFileSync(`/proc/${this.#life.child.pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T');
  }

  thaw(): void {
    this.#life.child.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    const { child } = this.#life;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  #begin(): Life {
    const child = spawn(process.execPath, [this.#program], {
      env: {
        ...process.env,
        ESIGN_STOP_AT: this.nextStopAt ?? '',
        CHAOS_SETTINGS: JSON.stringify({ ...this.#settings, aheadMs: this.#aheadMs }),
      },
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    this.nextStopAt = null;
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const url = new Promise<string>((resolve, reject) => {
      child.on('message', (message: Message) => {
        if ('ready' in message) resolve(message.ready);
        else if ('failure' in message) this.failures.push(message.failure);
        else this.#hear(message);
      });
      child.once('exit', (code, signal) => {
        const error = new Error(`the host ended by itself (${code ?? signal}): ${said}`);
        reject(error);
        this.#end(signal, error);
      });
    });
    // whoever asks for the address hears of the failure
    url.catch(() => undefined);
    return { child, url };
  }

  #hear({ id, value, error }: Extract<Message, { id: number }>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }

  #end(signal: NodeJS.Signals | null, error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(new Died());
    this.#waiting.clear();
    if (this.#isStopping) return;
    if (signal !== 'SIGKILL') {
      // nobody killed it: that is a finding, and nobody waits for a next life
      const url = Promise.reject(error);
      url.catch(() => undefined);
      this.#life = { child: this.#life.child, url };
      return;
    }
    this.kills += 1;
    this.diedAt = performance.now();
    this.#aheadMs += BEYOND_LEASES_MS;
    this.#life = this.#begin();
  }

  /** Asks until a life lasts long enough to answer: commands may be repeated. */
  async #ask(command: Command): Promise<unknown> {
    for (;;) {
      const life = this.#life;
      await life.url.catch((error: unknown) => {
        if (life === this.#life) throw error;
      });
      if (life !== this.#life) continue;
      this.#asked += 1;
      const id = this.#asked;
      const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
      life.child.send({ id, command }, (error) => {
        if (error) this.#hear({ id, error: 'gone' });
      });
      try {
        return await answer;
      } catch (error) {
        if (!(error instanceof Died) && life === this.#life && life.child.signalCode === null) throw error;
      }
    }
  }
}

class Died extends Error {}
