import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { purchaseContract } from '../../host/demo/workflows.js';
import { caseFile } from '../../src/core/case-file.js';
import { pinCase } from '../../src/core/cases.js';
import { sampleRecord } from '../../src/core/sample-record.js';
import type { SigningMapping } from '../../src/schema/signing-config.js';
import { aBuiltinBinding } from '../support/browser-fake-host.js';
import { purchaseMapping } from '../support/purchase-mapping.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const now = '2026-11-20T08:00:00.000Z';
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(root, 'node_modules', '.cache', 'headless-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The example as it stands in the documentation, with the built package: its exit code and what it printed. */
async function validate(world: object): Promise<{ code: number; output: string }> {
  const file = path.join(folder, 'world.json');
  writeFileSync(file, JSON.stringify(world));
  return new Promise((resolve) => {
    const example = path.join(root, 'docs', 'examples', 'validate-config.mjs');
    execFile(process.execPath, [example, file], { cwd: root }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error ? -1 : 0;
      resolve({ code, output: stdout + stderr });
    });
  });
}

describe('the core without an editor', () => {
  const workflow = purchaseContract;
  const mapping: SigningMapping = purchaseMapping();
  const record = sampleRecord(workflow, 'filled', { now });
  const pinned = pinCase({ name: '全部填写', record, operator: record.creator, now }, { mapping, workflow });
  const bindings = [aBuiltinBinding()];

  it('is built', () => {
    expect(existsSync(path.join(root, 'dist', 'core', 'index.js'))).toBe(true);
  });

  it('passes a complete mapping whose case sends what was pinned', async () => {
    const { code, output } = await validate({ mapping, workflow, bindings, caseFile: caseFile(mapping, [pinned]) });

    expect(output).toContain('cases 1/1');
    expect(output).not.toMatch(/^error/m);
    expect(code).toBe(0);
  });

  it('names what a mapping lacks, and what a case sends otherwise', async () => {
    const changed: SigningMapping = { ...mapping, required: { ...mapping.required, subject: null } };

    const { code, output } = await validate({
      mapping: changed,
      workflow,
      bindings,
      caseFile: caseFile(mapping, [pinned]),
    });

    expect(output).toContain('error REQ /required/subject');
    expect(output).toMatch(/DIFFERS 全部填写\n {2}\/required\/subject: expected/);
    expect(code).toBe(1);
  });
});
