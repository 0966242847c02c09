import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A PostgreSQL of one's own, which may be ended without a farewell: nobody else's data is in it. */
export class OwnPostgres {
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  /** PostgreSQL refuses to run as root. */
  readonly #asUser: readonly string[];
  readonly #tools: string;

  private constructor(port: number) {
    this.#port = port;
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    this.#folder = mkdtempSync(path.join(tmpdir(), 'esign-postgres-'));
    this.#tools = execFileSync('pg_config', ['--bindir'], { encoding: 'utf8' }).trim();
    const isRoot = process.getuid?.() === 0;
    this.#asUser = isRoot ? ['runuser', '-u', 'postgres', '--'] : [];
    if (isRoot) {
      const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
      chownSync(this.#folder, id('-u'), id('-g'));
    }
  }

  static async open(): Promise<OwnPostgres> {
    const own = new OwnPostgres(await freePort());
    own.#run('initdb', '-D', own.#data, '-A', 'trust', '-U', 'postgres', '--no-sync');
    own.#start();
    return own;
  }

  /** Ends the server as a power cut would, and starts it again. */
  restart(): void {
    this.#run('pg_ctl', '-D', this.#data, '-m', 'immediate', '-w', 'stop');
    this.#start();
  }

  close(): void {
    this.#run('pg_ctl', '-D', this.#data, '-m', 'immediate', '-w', 'stop');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return path.join(this.#folder, 'data');
  }

  #start(): void {
    const options = `-p ${this.#port} -k ${this.#folder} -c listen_addresses=127.0.0.1`;
    this.#run('pg_ctl', '-D', this.#data, '-w', '-o', options, '-l', path.join(this.#folder, 'log'), 'start');
  }

  #run(tool: string, ...options: string[]): void {
    const [program = '', ...before] = [...this.#asUser, path.join(this.#tools, tool)];
    execFileSync(program, [...before, ...options], { stdio: ['ignore', 'ignore', 'inherit'], cwd: this.#folder });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
