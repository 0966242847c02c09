import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';

/** Files that this very process holds; after a crash the same pid may come back as somebody else. */
const held = new Set<string>();

interface Owner {
  readonly pid: number;
  readonly started: string | null;
  /** The machine, because a pid says nothing on another one. */
  readonly host: string | null;
}

/** When a process was started, in clock ticks, where the system tells: a pid alone may have been given out again. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the name in brackets may hold blanks, so count the fields after it; the start is field 22
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    // not Linux, or no such process: the pid has to do
    return null;
  }
}

function isAlive(owner: Owner, file: string): boolean {
  if (owner.pid === process.pid) return held.has(file);
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const started = startOf(owner.pid);
  return started === null || owner.started === null || started === owner.started;
}

function readOwner(file: string): { owner: Owner | null; text: string } | null {
  try {
    const text = readFileSync(file, 'utf8');
    const [pid, started, host] = text.trim().split(' ');
    const number = Number(pid);
    if (!Number.isInteger(number) || number <= 0) return { owner: null, text };
    return { owner: { pid: number, started: started && started !== '-' ? started : null, host: host ?? null }, text };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Takes a data folder for this process alone. The embedded database has no lock of its own: two processes on one folder
 * both start and lose each other's writes in silence.
 *
 * @returns What gives the folder back.
 * @throws Error in one line, when a living process holds the folder.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'host.lock');
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (take(file)) {
      held.add(file);
      return () => {
        if (held.delete(file)) rmSync(file, { force: true });
      };
    }
    const found = readOwner(file);
    if (!found) continue;
    if (found.owner?.host && found.owner.host !== hostname()) {
      throw new Error(
        `the data folder ${folder} is in use on ${found.owner.host}; if nothing runs there any more, remove ${file}`,
      );
    }
    if (found.owner && isAlive(found.owner, file)) {
      throw new Error(
        `the data folder ${folder} is in use by process ${found.owner.pid}; stop it or choose another DATA_DIR`,
      );
    }
    removeStale(file, found.text);
  }
  throw new Error(`the data folder ${folder} could not be locked; another process is starting on it`);
}

/** Writes beside and links, so that the lock is there with its owner in it or not at all. */
function take(file: string): boolean {
  const own = `${file}.${process.pid}.${Date.now()}.new`;
  writeFileSync(own, `${process.pid} ${startOf(process.pid) ?? '-'} ${hostname()}\n`, { mode: 0o600 });
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Between looking and removing, another start may have taken the lock: what was moved away by mistake goes back. */
function removeStale(file: string, text: string): void {
  const aside = `${file}.${process.pid}.${Date.now()}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== text) linkSync(aside, file);
  rmSync(aside, { force: true });
}
