/**
 * `npm run restore -- --from <file> [--force]`: puts a backup into the place that the environment names, and checks every
 * audit trail and every file after it. Without `--force` the place has to be empty; no host may run on it.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';

import { checkRestored } from '../host/backup/check.js';
import { restoreBackup } from '../host/backup/restore.js';
import { readConfig } from '../host/config.js';
import { s3Options } from '../host/host-options.js';
import { openFileStore } from '../host/store/files.js';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: 'string' }, force: { type: 'boolean', default: false } } });
  if (values.from === undefined) throw new Error('usage: npm run restore -- --from <file> [--force]');
  const config = readConfig(process.env);
  const files = await openFileStore(path.join(config.dataDir, 'files'), s3Options(config));
  const now = new Date();
  const restored = await restoreBackup(config, files, path.resolve(values.from), { force: values.force, now });
  const { madeAt, rows } = restored.manifest;
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
  console.log(`restored the backup of ${madeAt}: ${total} rows, ${restored.files} files`);
  for (const name of restored.kept) console.log(`what was there before is kept: ${name}`);
  const state = await checkRestored(config, files, { madeAt, now });
  for (const { tenantId, ok, entries, brokenAt } of state.trails) {
    console.log(`audit ${tenantId}: ${ok ? `ok, ${entries} entries` : `broken at ${brokenAt}`}`);
  }
  console.log(`files that rows name: ${state.files}, missing or damaged: ${state.badFiles.length}`);
  for (const sha256 of state.badFiles) console.error(`missing or damaged: ${sha256}`);
  if (state.otherOwners.length > 0) {
    console.log(
      `files that no row names stay until these marks are taken away: owners/${state.otherOwners.join(', owners/')}`,
    );
  }
  if (state.badFiles.length > 0 || state.trails.some(({ ok }) => !ok)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
