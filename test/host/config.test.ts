import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { describeSettings, findMisspelt, readConfig, settings } from '../../host/config.js';
import { hostOptions } from '../../host/host-options.js';
import { defaultRateLimits } from '../../host/http/rate-limit.js';

/** Rows of the table in docs/operations.md, cell by cell: how wide the columns are is the formatter's matter. */
function documentedRows(): string[][] {
  const text = readFileSync(path.resolve('docs/operations.md'), 'utf8');
  const block = /<!-- settings -->([\s\S]*?)<!-- \/settings -->/.exec(text)?.[1] ?? '';
  const lines = block.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  );
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name));
}

describe('the settings', () => {
  it('are documented one by one, as they are read (npm run docs:settings)', () => {
    expect(documentedRows()).toEqual(describeSettings());
  });

  it('are the only variables that the host reads', () => {
    const read = sourcesOf(path.resolve('host')).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/process\.env(?:\.(\w+)|\['(\w+)'\])/g)].map(
        ([, plain, quoted]) => plain ?? quoted,
      ),
    );

    const allowed = new Set<string | undefined>([...Object.keys(settings), 'ESIGN_STOP_AT']);
    expect(read.filter((name) => !allowed.has(name))).toEqual([]);
  });

  it('have a member of their own in the configuration', () => {
    const keys = Object.values(settings).map(({ key }) => key);

    expect(new Set(keys).size).toBe(keys.length);
    expect(Object.keys(readConfig({})).sort()).toEqual([...keys].sort());
  });

  it('have defaults that are valid themselves', () => {
    expect(readConfig({})).toMatchObject({ port: 8080, hostname: 'localhost', migrate: true, metrics: false });
  });

  it('name every fault in one message', () => {
    const environment = { PORT: 'http', DATABASE_URL: 'mysql://x', MIGRATE: 'no', SHUTDOWN_TIMEOUT: '99999' };

    expect(() => readConfig(environment)).toThrow(
      new Error(
        'the settings are not right: PORT must be a port number; DATABASE_URL must begin with postgres://; ' +
          'MIGRATE must be on or off; SHUTDOWN_TIMEOUT must be 3600 or less',
      ),
    );
  });

  it('say nothing of a value that may be a secret', () => {
    expect(() => readConfig({ METRICS_TOKEN: 'hunter2', DATABASE_URL: 'mysql://u:hunter2@h/d' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });

  it.each([
    ['RATE_PERSON', '100', 'RATE_PERSON must be requests/seconds, for example 3000/60'],
    ['TRUST_PROXY', '10.0.0.0/8, proxy', 'TRUST_PROXY "proxy" is neither an address nor a network of proxies'],
    [
      'ALLOWED_ORIGINS',
      'https://oa.example.com/',
      'ALLOWED_ORIGINS must be origins, for example https://oa.example.com',
    ],
    ['REQUEST_TIMEOUT', '5', 'HEADERS_TIMEOUT must not be longer than REQUEST_TIMEOUT'],
  ])('refuse a wrong %s', (name, value, reason) => {
    expect(() => readConfig({ [name]: value })).toThrow(new Error(`the settings are not right: ${reason}`));
  });

  it('reach the host in the form of its options', () => {
    const environment = { TRUST_PROXY: '10.0.0.0/8, ::1', RATE_COSTLY: '5/10', MAX_UPLOAD_MB: '1', MIGRATE: 'off' };

    const options = hostOptions(readConfig(environment));

    expect(options).toMatchObject({ trustProxy: ['10.0.0.0/8', '::1'], maxUploadBytes: 1_048_576, migrate: false });
    expect(options.rateLimits).toEqual({ ...defaultRateLimits, costly: { requests: 5, seconds: 10 } });
    expect(hostOptions(readConfig({ RATE_LIMITS: 'off' })).rateLimits).toBe(false);
  });

  it('refuse metrics that anybody could read', () => {
    expect(() => readConfig({ METRICS: 'on' })).toThrow('METRICS needs METRICS_TOKEN or METRICS_PORT');
    expect(readConfig({ METRICS: 'on', METRICS_PORT: '9464' }).metricsPort).toBe(9464);
  });

  it.each([
    ['DATABSE_URL', 'DATABSE_URL is not a setting; DATABASE_URL is'],
    ['PORTS', 'PORTS is not a setting; PORT is'],
    ['ESIGN_PORT', 'ESIGN_PORT is not a setting; PORT is'],
    ['ESIGN_COLOUR', 'ESIGN_COLOUR is not a setting'],
  ])('are missed when written as %s', (name, warning) => {
    expect(findMisspelt({ [name]: 'x', PORT: '1' })).toEqual([warning]);
  });

  it('warn of nothing that an ordinary environment has', () => {
    const names = ['HOME', 'PATH', 'PWD', 'USER', 'HOSTNAME', 'LANG', 'NODE_ENV', 'ESIGN_STOP_AT', 'PORT', 'SHELL'];

    expect(findMisspelt(Object.fromEntries(names.map((name) => [name, 'x'])))).toEqual([]);
  });
});
