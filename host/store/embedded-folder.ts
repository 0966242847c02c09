import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Says that a database was made in this data folder, so that its absence is noticed. */
const MARK = 'database.made';

/**
 * F16: the embedded database makes a new one wherever it does not recognise an old one.
 *
 * @throws Error when a database was here and is not whole any more.
 */
export function refuseBrokenFolder(dataDir: string): void {
  const folder = path.join(dataDir, 'database');
  if (existsSync(path.join(folder, 'PG_VERSION'))) return;
  const hasRest = existsSync(folder) && readdirSync(folder).length > 0;
  if (hasRest || existsSync(path.join(dataDir, MARK))) throw damaged(dataDir);
}

/** @throws Error where no database is and none may be made. */
export function refuseNoDatabase(dataDir: string): void {
  refuseBrokenFolder(dataDir);
  const folder = path.join(dataDir, 'database');
  if (!existsSync(path.join(folder, 'PG_VERSION'))) {
    throw new Error(`there is no database in ${folder}; run "npm run migrate" first`);
  }
}

export function markFolder(dataDir: string): void {
  const mark = path.join(dataDir, MARK);
  if (!existsSync(mark)) writeFileSync(mark, `${new Date().toISOString()}\n`, { mode: 0o600 });
}

/** The one line that an operator sees. */
export function damaged(dataDir: string, cause?: unknown): Error {
  return new Error(
    `the embedded database in ${path.join(dataDir, 'database')} is missing or damaged and was left as it is; ` +
      `restore a backup with "npm run restore -- --from <file> --force", or move ${dataDir} away to begin again`,
    { cause },
  );
}
