/**
 * `npm run budgets`: size over the wire (gzip -9) of each self-contained element. `entry` is what a script tag loads at
 * once, with everything that it imports statically; `ready` adds what a first view needs beside it, `total` everything
 * that it loads on demand, pdf.js apart.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import { definedNames, root } from './entries.js';

/** `entryKiB` and `totalKiB` stand at what is built and sink with it; `goalKiB` is where the entry should be (docs/performance.md). */
interface Budget {
  entryKiB: number;
  /** With the modules `first`, which an element loads at once to show what it is for, in one language. */
  readyKiB?: number;
  first?: string[];
  totalKiB?: number;
  goalKiB?: number;
}

const folder = path.join(root, 'dist', 'standalone');
const budgets = JSON.parse(readFileSync(path.join(root, 'scripts', 'budgets.json'), 'utf8')) as Record<string, Budget>;

const staticImport = /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{][^;'"()]*?from\s*)?["'](\.[^"']+)["']/g;
const dynamicImport = /import\(\s*["'`](\.[^"'`]+)["'`]\s*\)/g;

function reach(entries: string[], patterns: RegExp[]): Set<string> {
  const found = new Set(entries);
  for (const file of found) {
    const code = readFileSync(file, 'utf8');
    for (const pattern of patterns) {
      for (const match of code.matchAll(pattern)) found.add(path.resolve(path.dirname(file), match[1]!));
    }
  }
  return found;
}

/** The engine itself, told by its size and a name that survives minifying, whatever the bundler calls the chunk. */
function isPdfjs(file: string): boolean {
  const code = readFileSync(file, 'utf8');
  return code.length > 250_000 && code.includes('GlobalWorkerOptions');
}

/** The chunks of modules that are loaded on demand, by the names of these. */
function chunksOf(element: string, modules: string[]): string[] {
  const chunks = readdirSync(path.join(folder, 'chunks'));
  return modules.map((module) => {
    const file = chunks.find((name) => new RegExp(`^${element}-${module}-[\\w-]{8}\\.js$`).test(name));
    if (!file) throw new Error(`${element} has no chunk ${module}: see "first" in scripts/budgets.json`);
    return path.join(folder, 'chunks', file);
  });
}

function kib(files: Iterable<string>): number {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(readFileSync(file), { level: 9 }).length;
  return bytes / 1024;
}

let failed = 0;
const defined = definedNames();
for (const name of new Set([...Object.keys(budgets), ...defined])) {
  const entry = path.join(folder, `${name}.js`);
  const budget = budgets[name];
  if (!defined.includes(name)) {
    console.log(`${name.padEnd(18)} absent: src/define/${name}.ts does not exist`);
    continue;
  }
  if (!budget || !existsSync(entry)) {
    console.log(
      `${name.padEnd(18)} FAILED: ${budget ? 'not built, run npm run build' : 'no limit in scripts/budgets.json'}`,
    );
    failed += 1;
    continue;
  }
  const atOnce = kib(reach([entry], [staticImport]));
  const all = [...reach([entry], [staticImport, dynamicImport])];
  const total = kib(all.filter((file) => !isPdfjs(file)));
  const ready = budget.first && kib(reach([entry, ...chunksOf(name, budget.first)], [staticImport]));
  const over =
    atOnce > budget.entryKiB || (ready ?? 0) > (budget.readyKiB ?? Infinity) || total > (budget.totalKiB ?? Infinity);
  if (over) failed += 1;
  const goal = budget.goalKiB !== undefined && atOnce > budget.goalKiB ? `   goal ${budget.goalKiB} not reached` : '';
  console.log(
    `${name.padEnd(18)} entry ${atOnce.toFixed(1).padStart(6)} of ${budget.entryKiB} KiB${ready ? `   ready ${ready.toFixed(1)} of ${budget.readyKiB} KiB` : ''}   total ${total.toFixed(1).padStart(6)}` +
      `${budget.totalKiB ? ` of ${budget.totalKiB}` : ''} KiB   pdf.js ${kib(all.filter(isPdfjs)).toFixed(1)} KiB${over ? '   OVER' : ''}${goal}`,
  );
}
process.exitCode = failed > 0 ? 1 : 0;
