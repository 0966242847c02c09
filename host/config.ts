import path from 'node:path';

import * as z from 'zod/mini';

const Port = z.string().check(
  z.regex(/^\d{1,5}$/, 'must be a port number'),
  z.refine((text) => Number(text) <= 65535, 'must be 65535 or less'),
);

/** Every setting of the reference host. What is not named here is not read. */
const Environment = z.object({
  /** Port of the server; 0 takes a free one. */
  PORT: z.optional(Port),
  /** Address to listen on. Only this machine unless it is set: the demo knows no passwords. */
  HOST: z.optional(z.string().check(z.minLength(1))),
  /** Folder for files, keys and the embedded database. */
  DATA_DIR: z.optional(z.string().check(z.minLength(1))),
  /** PostgreSQL, for example postgres://user@host/name; without it the embedded database is used. */
  DATABASE_URL: z.optional(z.url({ protocol: /^postgres(ql)?$/, error: 'must begin with postgres://' })),
  /** Schema of the tables on PostgreSQL. */
  DATABASE_SCHEMA: z.optional(z.string().check(z.regex(/^[a-z][a-z0-9_]{0,40}$/, 'must be a plain lower-case name'))),
});

export interface HostConfig {
  readonly port: number;
  readonly hostname: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly schema: string | undefined;
}

/**
 * Reads the settings from the environment; an empty variable counts as not set.
 *
 * @throws Error with every fault in one line.
 */
export function readConfig(environment: Record<string, string | undefined>): HostConfig {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = Environment.safeParse(given);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new Error(`the settings are not right: ${faults.join('; ')}`);
  }
  const { PORT = '8080', HOST = 'localhost', DATA_DIR = 'data', DATABASE_URL, DATABASE_SCHEMA } = result.data;
  return {
    port: Number(PORT),
    hostname: HOST,
    dataDir: path.resolve(DATA_DIR),
    databaseUrl: DATABASE_URL,
    schema: DATABASE_SCHEMA,
  };
}
