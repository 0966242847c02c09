import path from 'node:path';

import * as z from 'zod/mini';

import { TrustedProxies } from './http/client.js';
import { parseAllowRules } from './net/allow-rules.js';
import { parseMasterKeys } from './secrets/master-keys.js';

/*
 * To add a setting, add one row to `settings`: its type, default and meaning here, the rest follows. `HostConfig` gets a
 * member by the row's `key`; an option of `createHost` gets its value in `host/host-options.ts`; `npm run docs:settings`
 * writes the table of docs/operations.md. What only holds for several settings together is a line in `conflicts`.
 */

interface Setting {
  /** The member of `HostConfig`. */
  readonly key: string;
  /** What may be written, in words for the table of the documentation. */
  readonly type: string;
  readonly schema: z.ZodMiniType<unknown, string>;
  /** As it would be written; null when the setting may be absent. */
  readonly fallback: string | null;
  readonly meaning: string;
}

const Text = z.string().check(z.minLength(1));
const Folder = z.pipe(
  Text,
  z.transform((name: string) => path.resolve(name)),
);
const Port = numberUpTo(65535, 'must be a port number');
const Seconds = numberUpTo(3600, 'must be a number of seconds up to 3600');
const OnOff = z.pipe(
  z.enum(['on', 'off'], 'must be on or off'),
  z.transform((text: 'on' | 'off') => text === 'on'),
);
/** Long enough that nobody guesses it. */
const Token = z.string().check(z.minLength(24, 'must have 24 characters or more'));

/** A text in a form of its own; its reader's message, which quotes no secret, is the fault. */
function textReadBy(read: (text: string) => unknown): z.ZodMiniType<string, string> {
  return z.string().check((payload) => {
    try {
      read(payload.value);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      payload.issues.push({ code: 'custom', input: payload.value, message });
    }
  });
}

function numberUpTo(maximum: number, message: string): z.ZodMiniType<number, string> {
  const digits = z.string().check(
    z.regex(/^\d{1,9}$/, message),
    z.refine((text) => Number(text) <= maximum, `must be ${maximum} or less`),
  );
  return z.pipe(
    digits,
    z.transform((text: string) => Number(text)),
  );
}

/** A list with commas; what one entry may be is checked by its reader. */
function listOf(check: (entry: string) => unknown): z.ZodMiniType<readonly string[], string> {
  const entriesOf = (text: string): string[] => text.split(',').map((entry) => entry.trim());
  return z.pipe(
    textReadBy((text) => entriesOf(text).forEach(check)),
    z.transform(entriesOf),
  );
}

/** So many requests in so many seconds, `3000/60`. */
const Rate = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,6}\/[1-9]\d{0,3}$/, 'must be requests/seconds, for example 3000/60')),
  z.transform((text: string) => {
    const [requests, seconds] = text.split('/').map(Number);
    return { requests: requests ?? 0, seconds: seconds ?? 0 };
  }),
);

function requireOrigin(text: string): void {
  if (!/^https?:/.test(text) || !URL.canParse(text) || new URL(text).origin !== text) {
    throw new Error('must be origins, for example https://oa.example.com');
  }
}

/** Every setting of the reference host. What is not named here is not read. */
export const settings = {
  PORT: {
    key: 'port',
    type: 'port',
    schema: Port,
    fallback: '8080',
    meaning: 'Port of the server; 0 takes a free one.',
  },
  HOST: {
    key: 'hostname',
    type: 'address',
    schema: Text,
    fallback: 'localhost',
    meaning: 'Address to listen on; only this machine unless it is set. In a container: `0.0.0.0`.',
  },
  OA_MODULE: {
    key: 'oaModule',
    type: 'file or package',
    schema: Text,
    fallback: null,
    meaning: 'Module of the OA: exports `createOa` and `resolveSession`. Read by `npm run host`, which needs it.',
  },
  DATA_DIR: {
    key: 'dataDir',
    type: 'folder',
    schema: Folder,
    fallback: 'data',
    meaning: 'Folder for files, keys and the embedded database.',
  },
  DATABASE_URL: {
    key: 'databaseUrl',
    type: 'URL',
    schema: z.url({ protocol: /^postgres(ql)?$/, error: 'must begin with postgres://' }),
    fallback: null,
    meaning: 'PostgreSQL, for example `postgres://user@host/name`; without it the embedded database is used.',
  },
  DATABASE_SCHEMA: {
    key: 'schema',
    type: 'name',
    schema: z.string().check(z.regex(/^[a-z][a-z0-9_]{0,40}$/, 'must be a plain lower-case name')),
    fallback: 'esign',
    meaning: 'Schema of the tables on PostgreSQL; several hosts may share one database.',
  },
  DATABASE_ROLE: {
    key: 'databaseRole',
    type: 'name',
    schema: z.string().check(z.regex(/^[a-z][a-z0-9_]{0,40}$/, 'must be a plain lower-case name')),
    fallback: null,
    meaning:
      'Role in which the host works when the login of `DATABASE_URL` is above row-level security; made where it is ' +
      'missing and the login may do that.',
  },
  MIGRATE: {
    key: 'migrate',
    type: '`on` or `off`',
    schema: OnOff,
    fallback: 'on',
    meaning: 'Whether a start brings the database up to date. With `off` it refuses to start while steps are pending.',
  },
  LOG_LEVEL: {
    key: 'logLevel',
    type: '`debug`, `info`, `warn`, `error` or `silent`',
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent'),
    fallback: 'info',
    meaning: 'What is logged: `info` has one line for each request, `warn` and `error` only what went wrong.',
  },
  METRICS: {
    key: 'metrics',
    type: '`on` or `off`',
    schema: OnOff,
    fallback: 'off',
    meaning: 'Serves Prometheus metrics; needs `METRICS_TOKEN` or `METRICS_PORT`.',
  },
  METRICS_TOKEN: {
    key: 'metricsToken',
    type: 'text of 24 characters or more',
    schema: Token,
    fallback: null,
    meaning: 'Serves `/metrics` on `PORT` to who sends this as a bearer token.',
  },
  METRICS_PORT: {
    key: 'metricsPort',
    type: 'port',
    schema: Port,
    fallback: null,
    meaning: 'Serves `/metrics` without a token on a port of its own, on this machine only.',
  },
  SHUTDOWN_DELAY: {
    key: 'shutdownDelay',
    type: 'seconds',
    schema: Seconds,
    fallback: '2',
    meaning: 'How long `/readyz` says 503 before the server stops accepting, so that a load balancer hears of it.',
  },
  SHUTDOWN_TIMEOUT: {
    key: 'shutdownTimeout',
    type: 'seconds',
    schema: Seconds,
    fallback: '20',
    meaning: 'How long a shutdown waits for the requests in flight and the work at hand; what is left over is cut.',
  },
  HEADERS_TIMEOUT: {
    key: 'headersTimeout',
    type: 'seconds',
    schema: Seconds,
    fallback: '20',
    meaning: 'How long a client may take to send the headers of a request; 0 for no limit.',
  },
  REQUEST_TIMEOUT: {
    key: 'requestTimeout',
    type: 'seconds',
    schema: Seconds,
    fallback: '120',
    meaning: 'How long a client may take to send a whole request; 0 for no limit.',
  },
  KEEP_ALIVE_TIMEOUT: {
    key: 'keepAliveTimeout',
    type: 'seconds',
    schema: Seconds,
    fallback: '75',
    meaning: 'How long an idle connection is kept; longer than that of the proxy in front.',
  },
  TRUST_PROXY: {
    key: 'trustProxy',
    type: 'list of addresses and networks',
    schema: listOf((entry) => new TrustedProxies([entry])),
    fallback: null,
    meaning: 'The proxies in front: only they are believed about who is behind them (`X-Forwarded-For`, `-Proto`).',
  },
  ALLOWED_ORIGINS: {
    key: 'allowedOrigins',
    type: 'list of origins',
    schema: listOf(requireOrigin),
    fallback: null,
    meaning: 'Origins beside the own one whose pages may write, for example of an OA under another name.',
  },
  MAX_UPLOAD_MB: {
    key: 'maxUploadMb',
    type: 'number',
    schema: numberUpTo(2000, 'must be a number of megabytes'),
    fallback: '50',
    meaning: 'How large an uploaded file may be, in MiB.',
  },
  RATE_LIMITS: {
    key: 'rateLimits',
    type: '`on` or `off`',
    schema: OnOff,
    fallback: 'on',
    meaning: 'Refuses too many requests with 429; each process counts for itself. Off where a gateway counts them.',
  },
  RATE_PERSON: {
    key: 'ratePerson',
    type: 'requests/seconds',
    schema: Rate,
    fallback: '3000/60',
    meaning: 'Requests of one person.',
  },
  RATE_COSTLY: {
    key: 'rateCostly',
    type: 'requests/seconds',
    schema: Rate,
    fallback: '60/60',
    meaning: 'Requests of one person that are costly: signing, verifying, codes.',
  },
  RATE_ADDRESS: {
    key: 'rateAddress',
    type: 'requests/seconds',
    schema: Rate,
    fallback: '30000/60',
    meaning: 'Requests from one address; a whole company may be behind one.',
  },
  RATE_CALLBACKS: {
    key: 'rateCallbacks',
    type: 'requests/seconds',
    schema: Rate,
    fallback: '30000/60',
    meaning: "Callbacks of one provider's account.",
  },
  PDF_TIMEOUT: {
    key: 'pdfTimeout',
    type: 'seconds',
    schema: Seconds.check(z.refine((seconds: number) => seconds > 0, 'must be 1 or more')),
    fallback: '20',
    meaning: 'How long the host reads one file that came from outside before it is refused with `file-too-large`.',
  },
  CALLBACK_RETENTION: {
    key: 'callbackRetentionDays',
    type: 'days',
    schema: numberUpTo(36_500, 'must be a number of days up to 36500'),
    fallback: '180',
    meaning: 'For how long the bodies of callbacks that are done are kept, which name people; 0 keeps them.',
  },
  SECRET_KEYS: {
    key: 'secretKeys',
    type: 'list of `id:key`',
    schema: textReadBy(parseMasterKeys),
    fallback: null,
    meaning:
      'Master keys of the stored secrets, each 32 bytes in base64; the first one is used for what is new, the others ' +
      'still open what is old. Without it a key file is made in `DATA_DIR`.',
  },
  OUTGOING_ALLOW: {
    key: 'outgoingAllow',
    type: 'list of `scheme://host[:port][=network][#tenant]`',
    schema: textReadBy(parseAllowRules),
    fallback: null,
    meaning:
      'Where the host may call; nowhere without it. A name may lead to public addresses only, unless the network in ' +
      'which it lies is named too.',
  },
  PUBLIC_URL: {
    key: 'publicUrl',
    type: 'URL',
    schema: z.url({ protocol: /^https?$/, error: 'must begin with https:// or http://' }),
    fallback: null,
    meaning: 'Where the world reaches the host; the callback addresses of bindings begin with it.',
  },
  TENCENT_TEST_URL: {
    key: 'tencentTestUrl',
    type: 'URL',
    schema: z.url({ protocol: /^https?$/, error: 'must begin with https:// or http://' }),
    fallback: null,
    meaning:
      'Where calls to the test environment of 腾讯电子签 go instead, for a simulator (`npm run simulate -- tencent`); ' +
      'the address must be in `OUTGOING_ALLOW`, too.',
  },
  ESIGN_TEST_URL: {
    key: 'esignTestUrl',
    type: 'URL',
    schema: z.url({ protocol: /^https?$/, error: 'must begin with https:// or http://' }),
    fallback: null,
    meaning:
      'Where calls to the test environment of the open service of e签宝 go instead, for a simulator (`npm run simulate -- ' +
      'esign-open`); the address must be in `OUTGOING_ALLOW`, too.',
  },
  FILES: {
    key: 'files',
    type: '`folder` or `s3`',
    schema: z.enum(['folder', 's3'], 'must be folder or s3'),
    fallback: 'folder',
    meaning: 'Where the bytes of files are kept: in `DATA_DIR`, or in a bucket of an S3-compatible service.',
  },
  S3_ENDPOINT: {
    key: 's3Endpoint',
    type: 'URL',
    schema: z.url({ protocol: /^https?$/, error: 'must begin with https:// or http://' }),
    fallback: null,
    meaning: 'Address of an S3-compatible service; without it AWS in `S3_REGION` is meant.',
  },
  S3_REGION: {
    key: 's3Region',
    type: 'text',
    schema: Text,
    fallback: 'us-east-1',
    meaning: 'Region of the bucket; services that know none take the default.',
  },
  S3_BUCKET: {
    key: 's3Bucket',
    type: 'text',
    schema: Text,
    fallback: null,
    meaning: 'The bucket. It has to exist; `FILES=s3` needs it.',
  },
  S3_PREFIX: {
    key: 's3Prefix',
    type: 'text',
    schema: z.string().check(z.regex(/^([\w.-]+\/)+$/, 'must be names that each end in /')),
    fallback: 'esign/',
    meaning: 'What stands before the name of every object; each installation needs one of its own.',
  },
  S3_ACCESS_KEY_ID: {
    key: 's3AccessKeyId',
    type: 'text',
    schema: Text,
    fallback: null,
    meaning:
      'Access key. Without it the AWS client looks where it always does: environment, files, role of the machine.',
  },
  S3_SECRET_ACCESS_KEY: {
    key: 's3SecretAccessKey',
    type: 'text',
    schema: Text,
    fallback: null,
    meaning: 'Secret of the access key.',
  },
  S3_FORCE_PATH_STYLE: {
    key: 's3ForcePathStyle',
    type: '`on` or `off`',
    schema: OnOff,
    fallback: 'off',
    meaning: 'The bucket in the path of an address instead of in its host name, as MinIO wants it.',
  },
  AUDIT_ANCHORS: {
    key: 'auditAnchors',
    type: 'file',
    schema: Folder,
    fallback: null,
    meaning:
      'File that gets the daily signed heads of the audit trails, one line of JSON each. Ship it to where the ' +
      'administrator of the database cannot write.',
  },
} as const satisfies Record<string, Setting>;

type Settings = typeof settings;
type Value<S extends Setting> = z.output<S['schema']> | (S['fallback'] extends string ? never : undefined);

export type HostConfig = { readonly [N in keyof Settings as Settings[N]['key']]: Value<Settings[N]> };

/** What no setting can tell by itself. */
const conflicts: readonly ((config: HostConfig) => string | null)[] = [
  ({ metrics, metricsToken, metricsPort }) =>
    metrics && metricsToken === undefined && metricsPort === undefined
      ? 'METRICS needs METRICS_TOKEN or METRICS_PORT'
      : null,
  ({ files, s3Bucket }) => (files === 's3' && s3Bucket === undefined ? 'FILES=s3 needs S3_BUCKET' : null),
  ({ s3AccessKeyId, s3SecretAccessKey }) =>
    (s3AccessKeyId === undefined) === (s3SecretAccessKey === undefined)
      ? null
      : 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together',
  ({ headersTimeout, requestTimeout }) =>
    requestTimeout > 0 && headersTimeout > requestTimeout
      ? 'HEADERS_TIMEOUT must not be longer than REQUEST_TIMEOUT'
      : null,
];

/**
 * Reads the settings from the environment; an empty variable counts as not set.
 *
 * @throws Error with every fault in one line.
 */
export function readConfig(environment: Record<string, string | undefined>): HostConfig {
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [name, { key, schema, fallback }] of Object.entries<Setting>(settings)) {
    const given = environment[name];
    const text = given === undefined || given === '' ? fallback : given;
    const result = text === null ? null : schema.safeParse(text);
    if (result && !result.success) faults.push(`${name} ${result.error.issues[0]?.message ?? 'is not right'}`);
    values[key] = result?.data;
  }
  // the loop sets every member that the type derives from the table
  const config = values as HostConfig;
  if (faults.length === 0) faults.push(...conflicts.map((check) => check(config)).filter((fault) => fault !== null));
  if (faults.length > 0) throw new Error(`the settings are not right: ${faults.join('; ')}`);
  return config;
}

/** Names that look like a setting and are none, in words for the log: a misspelt setting is silent otherwise. */
export function findMisspelt(environment: Record<string, string | undefined>): string[] {
  const known = Object.keys(settings);
  return Object.keys(environment).flatMap((name) => {
    if (known.includes(name) || name === 'ESIGN_STOP_AT') return [];
    const bare = name.replace(/^ESIGN_/, '');
    const near = known.find((other) => bare === other || isNear(bare, other));
    if (near !== undefined) return [`${name} is not a setting; ${near} is`];
    return bare === name ? [] : [`${name} is not a setting`];
  });
}

/** One slip in a short name, two in a long one; of a very short name everything would be near. */
function isNear(name: string, other: string): boolean {
  return distance(name, other) <= (other.length <= 6 ? 1 : 2);
}

/** How many letters have to be put in, left out or changed. */
function distance(one: string, two: string): number {
  let previous = Array.from({ length: two.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= two.length; column += 1) {
      const change = (previous[column - 1] ?? 0) + (one[row - 1] === two[column - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[two.length] ?? 0;
}

/** The rows of the documentation: name, type, default, meaning. */
export function describeSettings(): string[][] {
  return Object.entries<Setting>(settings).map(([name, { type, fallback, meaning }]) => [
    `\`${name}\``,
    type,
    fallback === null ? '' : `\`${fallback}\``,
    meaning,
  ]);
}
