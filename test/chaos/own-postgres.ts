import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
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
    await own.#run('initdb', '-D', own.#data, '-A', 'trust', '-U', 'postgres', '--no-sync');
    await own.#start();
    return own;
  }

  /** Ends the server as a power cut would, and starts it again. */
  async restart(): Promise<void> {
    await this.#run('pg_ctl', '-D', this.#data, '-m', 'immediate', '-w', 'stop');
    await this.#start();
  }

  close(): void {
    const [program = '', ...options] = this.#command('pg_ctl', '-D', this.#data, '-m', 'immediate', '-w', 'stop');
    execFileSync(program, options, { stdio: 'ignore', cwd: this.#folder });
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return path.join(this.#folder, 'data');
  }

  async #start(): Promise<void> {
    const options = `-p ${this.#port} -k ${this.#folder} -c listen_addresses=127.0.0.1`;
    await this.#run('pg_ctl', '-D', this.#data, '-w', '-o', options, '-l', path.join(this.#folder, 'log'), 'start');
  }

  #command(tool: string, ...options: string[]): string[] {
    return [...this.#asUser, path.join(this.#tools, tool), ...options];
  }

  async #run(tool: string, ...options: string[]): Promise<void> {
    const [program = '', ...all] = this.#command(tool, ...options);
    // the server inherits what the tool writes to, so nobody may wait for the end of that
    const child = spawn(program, all, { stdio: 'ignore', cwd: this.#folder });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`${tool} ended with ${code}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
