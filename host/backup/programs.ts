import { spawn } from 'node:child_process';

/**
 * Runs a program of PostgreSQL. The address stays out of the arguments, where every user of the machine could read the
 * password.
 *
 * @throws Error with what the program said.
 */
export async function runProgram(
  name: string,
  parameters: readonly string[],
  databaseUrl: string,
  environment: Record<string, string> = {},
): Promise<void> {
  const child = spawn(name, parameters, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...connectionOf(databaseUrl), ...environment },
  });
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      const isMissing = error.code === 'ENOENT';
      reject(isMissing ? new Error(`${name} is not on the PATH; install the client programs of PostgreSQL`) : error);
    });
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${name} failed: ${said.join('').trim()}`);
}

function connectionOf(databaseUrl: string): Record<string, string> {
  const url = new URL(databaseUrl);
  const given: Record<string, string> = {
    PGHOST: url.searchParams.get('host') ?? decodeURIComponent(url.hostname),
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    PGSSLMODE: url.searchParams.get('sslmode') ?? '',
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}
