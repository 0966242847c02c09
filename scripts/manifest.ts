/**
 * `npm run manifest` writes dist/custom-elements.json and compares it with the source: a public element without its
 * tag, an event that is fired and not documented (or the reverse), or another list in docs/embedding.md, is an error,
 * because the manifest is the API.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { elementNames, root } from './entries.js';

interface Declaration {
  tagName?: string;
  attributes?: { name?: string }[];
  events?: { name?: string }[];
}
interface Manifest {
  modules: { path: string; declarations?: Declaration[] }[];
}

const cem = path.join(root, 'node_modules', '@custom-elements-manifest', 'analyzer', 'cem.js');
const run = spawnSync(
  process.execPath,
  [cem, 'analyze', '--config', 'custom-elements-manifest.config.mjs', '--quiet'],
  {
    cwd: root,
    encoding: 'utf8',
  },
);
if (run.status !== 0) throw new Error(`cem analyze failed\n${run.stdout}${run.stderr}`);

const manifest = JSON.parse(readFileSync(path.join(root, 'dist', 'custom-elements.json'), 'utf8')) as Manifest;
const problems: string[] = [];

const guide = readFileSync(path.join(root, 'docs', 'embedding.md'), 'utf8').split('\n');

/** Attributes and events of an element in the guide's table. */
function namesInGuide(tag: string): string[] {
  const [, , ...cells] = guide.find((line) => line.startsWith(`| \`<${tag}>\``))?.split('|') ?? [];
  return [...cells.join(' ').matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
}

const sourceOf = (folder: string): string =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
const parts = sourceOf(path.join(root, 'src', 'ui'));

for (const name of elementNames()) {
  const folder = path.join(root, 'src', 'elements', name);
  const declarations = manifest.modules
    .filter((module) => module.path === `dist/elements/${name}/${name}.js`)
    .flatMap((module) => module.declarations ?? []);
  const element = declarations.find((declaration) => declaration.tagName === `esign-${name}`);
  if (!element) {
    problems.push(`${name}: the class has no "@tag esign-${name}"`);
    continue;
  }
  const documented = new Set((element.events ?? []).flatMap((event) => event.name ?? []));
  const source = sourceOf(folder);
  const fired = new Set([...source.matchAll(/\bemit\(\s*[\w.]+,\s*'(esign-[\w-]+)'/g)].map((match) => match[1]!));
  for (const event of fired) if (!documented.has(event)) problems.push(`${name}: fires ${event} without "@fires"`);
  for (const event of documented) {
    // an event of a part inside the element is the element's, too
    if (!new RegExp(`['"\`]${event}['"\`]`).test(source + parts))
      problems.push(`${name}: documents ${event}, nobody fires it`);
  }
  const attributes = (element.attributes ?? []).flatMap((attribute) => attribute.name ?? []);
  const inGuide = namesInGuide(`esign-${name}`).sort().join(', ');
  const inManifest = [...attributes, ...documented].sort().join(', ');
  if (inGuide !== inManifest)
    problems.push(`${name}: docs/embedding.md lists ${inGuide}\n  and the manifest has ${inManifest}`);
  console.log(`esign-${name}: ${documented.size} events`);
}

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
