import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { personOf, sessionOf, findUser } from '../../host/demo/people.js';
import { companyRef, purchaseContract } from '../../host/demo/workflows.js';
import type { CreateSeal, FormRecord, RecordTab } from '../../src/schema/index.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { DemoPage } from './support/demo-page.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** A project that installed the packed package, below `node_modules` so that the package's dependencies are found. */
let consumer = '';
let files: string[] = [];
let oa: ChildProcess | undefined;
let url = '';

const users = Object.fromEntries(['admin', 'applicant', 'signer-a'].map((id) => [id, findUser(id)!]));

beforeAll(async () => {
  if (!existsSync(path.join(root, 'dist', 'standalone', 'sign-panel.js'))) {
    await run(process.execPath, [path.join(root, 'node_modules/tsx/dist/cli.mjs'), 'scripts/build.ts'], { cwd: root });
  }
  const cache = path.join(root, 'node_modules', '.cache', 'esign');
  mkdirSync(cache, { recursive: true });
  consumer = mkdtempSync(path.join(cache, 'consumer-'));
  files = await install();
  writeFileSync(path.join(consumer, 'package.json'), JSON.stringify({ name: 'scratch-oa', type: 'module' }));
  copyFileSync(path.join(root, 'host/demo/documents/purchase-contract.pdf'), path.join(consumer, 'contract.pdf'));
  copyFileSync(path.join(root, 'test/e2e/support/scratch-oa.mjs'), path.join(consumer, 'scratch-oa.mjs'));
  writeFileSync(path.join(consumer, 'world.json'), JSON.stringify(world()));
  url = await start();
});

afterAll(async () => {
  if (oa?.exitCode === null) {
    const ended = new Promise((resolve) => oa?.once('exit', resolve));
    oa.kill('SIGTERM');
    await ended;
  }
  if (consumer) rmSync(consumer, { recursive: true, force: true });
});

describe('the packed package', () => {
  it('holds what package.json names, and neither sources nor tests nor the demo', () => {
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { exports: unknown };
    const targets = (value: unknown): string[] =>
      typeof value === 'string' ? [value] : Object.values(value as Record<string, unknown>).flatMap(targets);
    const named = targets(manifest.exports).filter((file) => !file.includes('*') && !file.endsWith('elements.json'));

    expect(named.filter((file) => !files.includes(file.replace('./', '')))).toEqual([]);
    expect(files.filter((file) => /(^|\/)(demo|test|stories|scripts)\//.test(file))).toEqual([]);
    expect(files.filter((file) => /\.ts$/.test(file) && !file.endsWith('.d.ts'))).toEqual([]);
    expect(files).toContain('dist/assets/pdfjs/pdf.worker.mjs');
    expect(files).toContain('dist/assets/pdfjs/pdf.renderer.mjs');
    expect(files.filter((file) => readFileSync(installed(file), 'latin1').includes(root))).toEqual([]);
  });

  it.each(['core', 'schema', 'api'])('imports esign-elements/%s without a DOM', async (entry) => {
    const code = `console.log(Object.keys(await import('esign-elements/${entry}')).length > 0)`;

    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], { cwd: consumer });

    expect(stdout.trim()).toBe('true');
  });

  it('names what is built into the files for script tags, with its licence', () => {
    const licences = (element: string): string => {
      const file = `dist/standalone/${element}.licenses.md`;
      expect(files).toContain(file);
      return readFileSync(path.join(root, file), 'utf8');
    };
    const named = (element: string): string[] =>
      [...licences(element).matchAll(/^## (.+) - /gm)].map(([, name = '']) => name);

    expect(named('sign-panel')).toEqual(expect.arrayContaining(['lit', 'pdfjs-dist', 'xstate', 'zod']));
    expect(named('mapping-editor')).toEqual(expect.arrayContaining(['interactjs', 'lit', 'xstate', 'zod']));
    expect(named('seal-apply')).toContain('lit');
    expect(named('seal-library')).toContain('lit');
    expect(licences('sign-panel')).toContain('Apache License');
  });

  it("signs on a strict page with the README's lines and a host mounted at /esign", async () => {
    await prepare();
    const page = await DemoPage.open(`${url}/oa/forms/purchase/rec-1001?user=signer-a`);
    try {
      await page.drag({ selector: 'button.seal[aria-disabled="false"]' }, { selector: '.marks' }, { x: 0.62, y: 0.4 });
      await page.find({ selector: '[data-mark]' });
      // the file of a script tag finds the files of pdf.js beside it, and draws
      await page.find({ selector: '.page canvas' });
      await page.click({ selector: 'button', text: '提交签署' });
      await page.click({ selector: 'button', text: '确认签署' });
      await page.see('签署成功');

      expect(page.log.join('\n')).toMatch(/^signed at \d{4}-\d\d-\d\dT/m);
      expect(page.complaints).toEqual([]);
    } finally {
      await page.close();
    }
  });
});

const installed = (file: string): string => path.join(consumer, 'node_modules', 'esign-elements', file);

/** Packs the built package and unpacks it as an installation does; answers the files in it. */
async function install(): Promise<string[]> {
  const shell = process.platform === 'win32';
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', consumer];
  const { stdout } = await run('npm', pack, { cwd: root, shell, maxBuffer: 16 * 1024 * 1024 });
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('['))) as {
    filename: string;
    files: { path: string }[];
  }[];
  mkdirSync(installed(''), { recursive: true });
  await run('tar', ['-xzf', packed!.filename, '--strip-components=1', '-C', path.relative(consumer, installed(''))], {
    cwd: consumer,
  });
  return packed!.files.map((file) => file.path);
}

async function start(): Promise<string> {
  const child = spawn(process.execPath, ['scratch-oa.mjs'], { cwd: consumer, stdio: ['ignore', 'pipe', 'pipe'] });
  oa = child;
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const ready = /^ready (http\S+)/m.exec(output);
      if (ready) resolve(ready[1]!);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`the scratch OA ended with ${code}:\n${output}`)));
  });
}

/** The record at the node of its first signer, and the page of README.md, word for word. */
function world(): object {
  const pdf = readFileSync(path.join(consumer, 'contract.pdf'));
  const applicant = personOf(users['applicant']!);
  const contract = {
    fileId: 'file-contract',
    name: '采购合同.pdf',
    size: pdf.byteLength,
    mediaType: 'application/pdf',
    sha256: createHash('sha256').update(pdf).digest('hex'),
  };
  const record: FormRecord = {
    recordId: 'rec-1001',
    workflowId: purchaseContract.id,
    title: '采购合同审批',
    currentNodeId: 'n-sign-a',
    finished: false,
    creator: applicant,
    values: {
      'f-title': '服务器采购合同',
      'f-org': companyRef,
      'f-signer-a': personOf(users['signer-a']!),
      'f-signer-b': applicant,
      'f-contract': [contract],
    },
    details: {},
    updatedAt: '2026-11-20T02:00:00.000Z',
  };
  const { html, script } = readmeExample();
  return {
    workflow: purchaseContract,
    record,
    sessions: Object.fromEntries(Object.entries(users).map(([id, user]) => [id, sessionOf(user)])),
    page: `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>OA</title></head><body>${html}</body></html>`,
    scripts: { '/oa/record.js': script },
  };
}

function readmeExample(): { html: string; script: string } {
  const text = readFileSync(path.join(root, 'README.md'), 'utf8').split('## Embed it')[1] ?? '';
  const block = (language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(text)?.[1] ?? '';
  return { html: block('html'), script: block('js') };
}

/** Configures, makes a seal, and reports that the record has arrived, as the OA's own server would. */
async function prepare(): Promise<void> {
  const mapping = purchaseMapping((given) => ({
    ...given,
    flow: { ...given.flow, createAt: [{ kind: 'node', id: 'n-sign-a', timing: 'before' }] },
  }));
  await call('admin', 'POST', '/v1/signing-configs', mapping);
  const seal: CreateSeal = {
    name: '李明的个人章',
    kind: 'personal',
    artwork: {
      kind: 'template',
      template: { type: 'SQUARE', colour: 'RED', text: '李明之印', widthMm: 20, heightMm: 20 },
    },
  };
  await call('signer-a', 'POST', '/v1/seals', seal);
  await call('admin', 'POST', '/v1/records/rec-1001/events', {
    point: { kind: 'node', id: 'n-sign-a', timing: 'before' },
  });
  await expect
    .poll(async () => ((await call('signer-a', 'GET', '/v1/records/rec-1001/tab')) as RecordTab).envelope?.status, {
      timeout: 20_000,
    })
    .toBe('launched');
}

async function call(user: string, method: string, address: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${url}/esign${address}`, {
    method,
    headers: {
      'x-oa-user': user,
      ...(body ? { 'content-type': 'application/json', 'idempotency-key': randomUUID() } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${await response.text()}`);
  return response.json();
}
