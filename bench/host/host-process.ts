import { spawn, type ChildProcess } from 'node:child_process';

import type { Backlog, Command, Settings, Usage } from './protocol.js';

type Message = { readonly ready: string } | { readonly id: number; readonly value?: unknown; readonly error?: string };

/** A host in a process of its own. */
export class HostProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #asked = 0;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
    child.on('message', (message: Message) => {
      if ('id' in message) this.#hear(message);
    });
    child.once('exit', (code, signal) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`the host has ended (${code ?? signal})`));
    });
  }

  /** @param profileDir Where the process writes a profile of its whole life when it is stopped. */
  static async start(program: string, settings: Settings, profileDir: string | null = null): Promise<HostProcess> {
    const flags = profileDir === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`];
    const child = spawn(process.execPath, [...flags, program], {
      env: { ...process.env, NODE_ENV: 'production', LOAD_SETTINGS: JSON.stringify(settings) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const url = await new Promise<string>((resolve, reject) => {
      child.once('message', (message: Message) => {
        if ('ready' in message) resolve(message.ready);
      });
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`the host ended by itself (${code ?? signal})`)));
    });
    return new HostProcess(child, url);
  }

  async backlog(): Promise<Backlog> {
    return (await this.ask({ do: 'backlog' })) as Backlog;
  }

  async usage(): Promise<Usage> {
    return (await this.ask({ do: 'usage' })) as Usage;
  }

  ask(command: Command): Promise<unknown> {
    this.#asked += 1;
    const id = this.#asked;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#child.send({ id, command }, (error) => {
      if (error) this.#hear({ id, error: error.message });
    });
    return answer;
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill(signal);
    await gone;
  }

  #hear({ id, value, error }: Extract<Message, { id: number }>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }
}
