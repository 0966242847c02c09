import { readFileSync } from 'node:fs';

import type { DatabaseWork } from './database-work.js';
import type { Backlog, Usage } from './protocol.js';
import type { TrafficResult } from './traffic.js';

/** The smallest latency that so large a part of the answers did not exceed. */
export function percentile(sorted: Float64Array, part: number): number {
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

export function table(rows: readonly (readonly (string | number)[])[]): string {
  const texts = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? cell.toFixed(cell < 100 ? 1 : 0) : cell)),
  );
  const widths = (texts[0] ?? []).map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)));
  return texts.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')).join('\n');
}

export const TRAFFIC_HEAD = ['scenario', 'requests', 'errors', 'req/s', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms'];

export function trafficRow(name: string, { sent, seconds, latencies }: TrafficResult): (string | number)[] {
  const parts = [0.5, 0.95, 0.99, 1].map((part) => percentile(latencies, part));
  return [name, String(sent), String(sent - latencies.length), latencies.length / seconds, ...parts];
}

export interface Around {
  readonly backlog: Backlog;
  readonly usage: Usage;
  readonly database: DatabaseWork | null;
  readonly at: number;
}

/** What the host did beside its answers. */
export function workRows(
  before: Around,
  after: Around,
  { requests, drainMs }: { requests: number; drainMs: number | null },
): (string | number)[][] {
  const seconds = (after.at - before.at) / 1000;
  const effects = after.backlog.done - before.backlog.done;
  const cpuMs = after.usage.cpuMs - before.usage.cpuMs;
  return [
    ['effects carried out', String(effects)],
    ['effects/s until the end', effects / seconds],
    ['effects failed', String(after.backlog.failed - before.backlog.failed)],
    ['backlog empty after s', drainMs === null ? 'not within the limit' : drainMs / 1000],
    ['effects and callbacks left', `${after.backlog.effects} and ${after.backlog.callbacks}`],
    ['CPU of the host, % of a core', (cpuMs / (after.at - before.at)) * 100],
    ['CPU of the host for a request, ms', cpuMs / requests],
    ...databaseRows(before.database, after.database, requests),
    ['RSS of the host at most, MiB', after.usage.maxRssMiB],
  ];
}

function databaseRows(
  before: DatabaseWork | null,
  after: DatabaseWork | null,
  requests: number,
): (string | number)[][] {
  if (!before || !after) return [];
  return [
    ['transactions for a request', (after.transactions - before.transactions) / requests],
    ['flushes of the log for a request', (after.flushes - before.flushes) / requests],
  ];
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** The functions in which most of the time was spent, without what they call. */
export function hotSpots(file: string, count = 25): (string | number)[][] {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile;
  const names = new Map(
    profile.nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
      id,
      `${functionName || '(anonymous)'} ${url.split('/').slice(-3).join('/')}:${lineNumber + 1}`,
    ]),
  );
  const times = new Map<string, number>();
  profile.samples.forEach((id, index) => {
    const name = names.get(id) ?? '';
    times.set(name, (times.get(name) ?? 0) + (profile.timeDeltas[index] ?? 0) / 1000);
  });
  const busy = [...times].filter(([name]) => !name.startsWith('(idle)') && !name.startsWith('(program)'));
  const total = busy.reduce((sum, [, time]) => sum + time, 0);
  return busy
    .sort(([, left], [, right]) => right - left)
    .slice(0, count)
    .map(([name, time]) => [time, (time / total) * 100, name]);
}
