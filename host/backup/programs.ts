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

/** What an address may say behind its question mark, as the programs want to hear it. */
const PARAMETERS: Readonly<Record<string, string>> = {
  host: 'PGHOST',
  port: 'PGPORT',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  application_name: 'PGAPPNAME',
  connect_timeout: 'PGCONNECT_TIMEOUT',
};

const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];

/** It tells the host's client to read `sslmode` as the programs do. */
const FOR_THE_HOST = 'uselibpqcompat';

/**
 * The address as variables of the environment. The programs know less than the host's client does.
 *
 * @throws Error for what they do not know: without it they might reach another server, or the same one unprotected.
 */
export function connectionOf(databaseUrl: string): Record<string, string> {
  const url = new URL(databaseUrl);
  const given: Record<string, string> = {
    PGHOST: decodeURIComponent(url.hostname).replace(/^\[(.+)\]$/, '$1'),
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
  };
  for (const [name, value] of url.searchParams) {
    if (name === FOR_THE_HOST) continue;
    const variable = PARAMETERS[name];
    if (variable === undefined || (name === 'sslmode' && !SSL_MODES.includes(value))) throw unknownTo(name, value);
    given[variable] = value;
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}

function unknownTo(name: string, value: string): Error {
  const what = name === 'sslmode' ? `${name}=${value}` : name;
  return new Error(
    `pg_dump and pg_restore do not know "${what}" of DATABASE_URL; give the backup an address with ` +
      `sslmode=${SSL_MODES.join('|')} and, where it is checked, sslrootcert`,
  );
}
