import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readConfig } from '../../host/config.js';
import { main } from '../../host/main.js';
import { lockFolder } from '../../host/store/lock.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { openTestHost } from '../support/test-host.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'esign-store-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the lock of a data folder', () => {
  it('is taken once, and again after it was given back', () => {
    const unlock = lockFolder(folder);

    expect(() => lockFolder(folder)).toThrow(
      /^the data folder .* is in use by process \d+; stop it or choose another DATA_DIR$/,
    );
    unlock();
    lockFolder(folder)();
  });

  it.each([
    ['a process that is gone', '4194304 1'],
    ['an earlier process with our pid', `${process.pid} 1`],
    ['a process whose pid was given out again', `${process.ppid} 1`],
    ['a start that died while it wrote', ''],
  ])('is taken over from %s', (_, text) => {
    writeFileSync(path.join(folder, 'host.lock'), `${text}\n`);

    const unlock = lockFolder(folder);

    expect(readdirSync(folder)).toEqual(['host.lock']);
    unlock();
  });

  it('is refused on another machine, and says what to remove', () => {
    const file = path.join(folder, 'host.lock');
    writeFileSync(file, `1 1 another-machine\n`);

    expect(() => lockFolder(folder)).toThrow(
      `the data folder ${folder} is in use on another-machine; if nothing runs there any more, remove ${file}`,
    );
  });
});

describe('a host on its folder', () => {
  it('refuses a second start on the same folder in one line, and leaves the first one alone', async () => {
    const test = await openTestHost('pglite', { memory: false });

    const second = main({ environment: { DATA_DIR: test.dataDir, PORT: '0' } });

    await expect(second).rejects.toThrow(/^the data folder .* is in use by process/);
    expect((await test.as('admin').get('/v1/session')).status).toBe(200);
    await test.close();
  });

  it('has everything that it acknowledged after a kill -9, and starts on the folder again (F10)', async () => {
    const script = path.resolve('host/main.ts');
    const start = (): Promise<{ child: ChildProcess; url: string }> =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, ['--import', 'tsx', script], {
          env: { ...process.env, DATA_DIR: folder, PORT: '0', DATABASE_URL: '' },
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let text = '';
        child.stdout.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          const url = /^ready (\S+)$/m.exec(text)?.[1];
          if (url) resolve({ child, url });
        });
        child.once('exit', () => reject(new Error(`the host ended: ${text}`)));
      });
    const kill = async (child: ChildProcess): Promise<void> => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    };
    const first = await start();
    const headers = { 'x-demo-user': 'admin', 'content-type': 'application/json', 'idempotency-key': 'one' };
    const body = JSON.stringify(purchaseMapping());
    const stored = await fetch(`${first.url}/v1/signing-configs`, { method: 'POST', headers, body });
    const text = await stored.text();
    await kill(first.child);

    const second = await start();

    const repeated = await fetch(`${second.url}/v1/signing-configs`, { method: 'POST', headers, body });
    expect([stored.status, repeated.status]).toEqual([201, 201]);
    expect(await repeated.text()).toBe(text);
    await kill(second.child);
  });

  it('runs the job queue on the embedded database, and stops it', async () => {
    const test = await openTestHost('pglite', { queue: true, memory: false });

    await test.restart();

    expect((await test.as('admin').get('/v1/session')).status).toBe(200);
    expect(test.failures).toEqual([]);
    await test.close();
  });

  it('says in one line what is wrong with the settings', () => {
    expect(() => readConfig({ PORT: '99999', DATABASE_URL: 'mysql://x' })).toThrow(
      /^the settings are not right: PORT .*; DATABASE_URL .*$/,
    );
    expect(readConfig({ PORT: '', DATA_DIR: '/tmp/x' })).toMatchObject({ port: 8080, dataDir: '/tmp/x' });
  });
});
