import { checks } from './catalogue.js';
import type { Finding, Verdict } from './verdict.js';

const WORDS: Readonly<Record<Verdict, string>> = { ok: 'ok', failed: 'FAILED', 'not checked': 'not checked' };

/** One line for one finding. */
export function lineOf({ id, verdict, title, rule, request, expected, came, reason }: Finding): string {
  const head = `${WORDS[verdict].padEnd(12)}${id}: ${title}`;
  if (verdict === 'failed') return `${head} | ${request}: expected ${expected}, came ${came} | rule: ${rule}`;
  return reason === undefined ? head : `${head} | ${reason}`;
}

export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly notChecked: number;
}

export function summaryOf(findings: readonly Finding[]): Summary {
  const count = (verdict: Verdict): number => findings.filter((finding) => finding.verdict === verdict).length;
  return { passed: count('ok'), failed: count('failed'), notChecked: count('not checked') };
}

export function summaryLine({ passed, failed, notChecked }: Summary): string {
  return `${passed} passed, ${failed} failed, ${notChecked} not checked`;
}

/** What stays behind, by where it is: the contract has no way to remove an upload, for example. */
export function leftLines(left: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const address of left) {
    const collection = address.slice(0, address.lastIndexOf('/'));
    counts.set(collection, (counts.get(collection) ?? 0) + 1);
  }
  return [...counts].map(([collection, count]) => `left behind: ${count} of ${collection}\n`).join('');
}

/** The checks as a table of Markdown, as the documentation has it. */
export function checkTable(): string {
  const rows = checks.map(
    ({ id, title, rule, each }) => `| \`${id}\` | ${title} | ${each ? 'route' : 'run'} | ${rule} |`,
  );
  return ['| check | what holds | once per | rule of the contract |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
