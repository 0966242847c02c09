/**
 * Writes `contracts/openapi.json` and `contracts/json-schema/*.json` from the Zod schemas; with `--check` it compares
 * instead, and fails where the committed files are not what the schemas say.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { toJsonSchemas, toOpenApi } from '../src/core/openapi.js';

const folder = fileURLToPath(new URL('../contracts/', import.meta.url));

function documents(): Map<string, string> {
  const files = new Map<string, string>();
  const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  files.set('openapi.json', text(toOpenApi()));
  for (const [id, schema] of Object.entries(toJsonSchemas((name) => `${name}.json`))) {
    const head = { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `${id}.json` };
    files.set(path.join('json-schema', `${id}.json`), text({ ...head, ...schema }));
  }
  return files;
}

async function existing(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

async function check(wanted: Map<string, string>): Promise<string[]> {
  const found = await existing();
  const wrong = found.filter((file) => !wanted.has(file)).map((file) => `${file} is not generated any more`);
  for (const [file, text] of wanted) {
    const current = await readFile(path.join(folder, file), 'utf8').catch(() => undefined);
    if (current !== text) wrong.push(`${file} ${current === undefined ? 'is missing' : 'is out of step'}`);
  }
  return wrong;
}

const wanted = documents();
if (process.argv.includes('--check')) {
  const wrong = await check(wanted);
  for (const line of wrong) console.error(`contracts/${line}`);
  if (wrong.length > 0) console.error('run: npm run contracts');
  process.exitCode = wrong.length > 0 ? 1 : 0;
} else {
  for (const file of await existing()) if (!wanted.has(file)) await rm(path.join(folder, file));
  for (const [file, text] of wanted) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  console.log(`${wanted.size} files in contracts/`);
}
