/**
 * `npm test`: everything, in the order in which a mistake is cheapest to hear about. Tools count as one check each,
 * test runners with their own numbers; the last line is `N passed, N failed`. `--only unit,browser` runs a part.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { globSync } from 'node:fs';
import path from 'node:path';

import { root } from './entries.js';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface Step {
  name: string;
  /** Module below node_modules or a script of ours, with its arguments. */
  command: string[];
  env?: Record<string, string>;
  /** Reads the runner's own numbers after it ended. */
  counts?: () => Counts | undefined;
  /** Steps that must have ended before. */
  after?: string[];
  /** Keeps both cores busy by itself, so nothing runs beside it. */
  alone?: boolean;
  /** Nothing to run yet. */
  absent?: boolean;
}

const cache = path.join(root, 'node_modules', '.cache', 'esign');
mkdirSync(cache, { recursive: true });
const results = mkdtempSync(path.join(cache, 'results-'));

const tool = (file: string, ...rest: string[]): string[] => [path.join(root, 'node_modules', file), ...rest];
const script = (file: string, ...rest: string[]): string[] =>
  tool('tsx/dist/cli.mjs', path.join(root, 'scripts', file), ...rest);
const none = (pattern: string): boolean => globSync(pattern, { cwd: root }).length === 0;

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

function vitest(project: string, extra: Partial<Step> = {}): Step {
  const file = path.join(results, `${project}.json`);
  return {
    name: project,
    command: tool(
      ...(['vitest/vitest.mjs', 'run', '--project', project, '--reporter=dot', '--reporter=json'] as const),
      `--outputFile.json=${file}`,
    ),
    counts: () => {
      const report = readJson(file) as VitestReport | undefined;
      if (!report) return undefined;
      // a file that did not even load has no tests, and still failed
      const unloaded = report.testResults.filter(
        (result) => result.status === 'failed' && result.assertionResults.length === 0,
      );
      return {
        passed: report.numPassedTests,
        failed: report.numFailedTests + unloaded.length,
        skipped: report.numPendingTests,
      };
    },
    ...extra,
  };
}

const browserCounts = path.join(results, 'browser.json');

const steps: Step[] = [
  { name: 'format', command: tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.') },
  { name: 'types', command: tool('typescript/bin/tsc', '-p', 'tsconfig.json') },
  { name: 'types-pure', command: tool('typescript/bin/tsc', '-p', 'tsconfig.pure.json') },
  { name: 'types-node', command: tool('typescript/bin/tsc', '-p', 'tsconfig.node.json') },
  { name: 'lint', command: tool('eslint/bin/eslint.js', '--max-warnings', '0', '.') },
  {
    name: 'layers',
    command: tool(
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      'src',
      'host',
      '--config',
      '.dependency-cruiser.cjs',
    ),
  },
  { name: 'contracts', command: script('contracts.ts', '--check') },
  vitest('unit'),
  vitest('host'),
  { name: 'build', command: script('build.ts') },
  { name: 'budgets', command: script('budgets.ts'), after: ['build'] },
  { name: 'manifest', command: script('manifest.ts'), after: ['build'] },
  {
    name: 'storybook',
    command: tool(
      'storybook/dist/bin/dispatcher.js',
      'build',
      '-o',
      'storybook-static',
      '--quiet',
      '--disable-telemetry',
    ),
    after: ['build'],
    absent: none('stories/**/*.stories.ts'),
  },
  {
    name: 'browser',
    command: tool('@web/test-runner/dist/bin.js'),
    env: { ESIGN_WTR_COUNTS: browserCounts },
    counts: () => readJson(browserCounts) as Counts | undefined,
    alone: true,
  },
  vitest('e2e', { after: ['build'], alone: true, absent: none('test/e2e/**/*.test.ts') }),
];

const ended = new Map<string, Counts>();

async function run(step: Step): Promise<void> {
  const started = performance.now();
  const child = spawn(process.execPath, step.command, {
    cwd: root,
    env: {
      ...process.env,
      ...step.env,
      CI: '1',
      NO_COLOR: '1',
      STORYBOOK_DISABLE_TELEMETRY: '1',
      FORCE_COLOR: undefined,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));

  const own = step.counts?.();
  const counts: Counts = own ?? { passed: code === 0 && !step.counts ? 1 : 0, failed: 0, skipped: 0 };
  // a runner that dies, or reports success without having run anything, is a failure
  if (counts.failed === 0 && (code !== 0 || counts.passed === 0)) counts.failed = 1;
  ended.set(step.name, counts);

  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const detail = step.counts ? `${counts.passed} passed, ${counts.failed} failed` : '';
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} left out` : '';
  console.log(
    `${counts.failed > 0 ? 'FAILED' : 'ok    '} ${step.name.padEnd(11)} ${seconds.padStart(6)} s  ${detail}${skipped}`,
  );
  if (counts.failed > 0) console.log(indent(tail(output, 120)));
  else for (const line of output.split('\n')) if (/left out|KiB|not reachable/i.test(line)) console.log(indent(line));
}

const tail = (text: string, lines: number): string => text.trimEnd().split('\n').slice(-lines).join('\n');
const indent = (text: string): string => text.replace(/^/gm, '       ');

/** Two at a time, in order; a step waits for the steps that it needs, and some want the machine for themselves. */
async function runAll(list: Step[]): Promise<void> {
  const waiting = [...list];
  const running = new Map<Step, Promise<void>>();
  const wanted = new Set(list.map((step) => step.name));
  const isReady = (step: Step): boolean =>
    (step.after ?? []).every((name) => !wanted.has(name) || ended.has(name)) &&
    (step.alone ? running.size === 0 : ![...running.keys()].some((other) => other.alone));

  while (waiting.length > 0 || running.size > 0) {
    const next = running.size < 2 ? waiting.find(isReady) : undefined;
    if (next) {
      waiting.splice(waiting.indexOf(next), 1);
      const done = run(next).finally(() => running.delete(next));
      running.set(next, done);
    } else {
      await Promise.race(running.values());
    }
  }
}

function chosen(): Step[] {
  const at = process.argv.indexOf('--only');
  const names = at < 0 ? undefined : (process.argv[at + 1] ?? '').split(',');
  const unknown = names?.filter((name) => !steps.some((step) => step.name === name)) ?? [];
  if (unknown.length > 0 || names?.length === 0) {
    throw new Error(`--only takes some of ${steps.map((step) => step.name).join(', ')}; not ${unknown.join(', ')}`);
  }
  return steps.filter((step) => (names ? names.includes(step.name) : !step.absent));
}

const started = performance.now();
await runAll(chosen());
rmSync(results, { recursive: true, force: true });
const sum = (key: keyof Counts): number => [...ended.values()].reduce((total, counts) => total + counts[key], 0);
console.log(`took ${((performance.now() - started) / 1000).toFixed(0)} s on Node ${process.version}`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
