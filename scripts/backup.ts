/**
 * `npm run backup -- --out <file>`: database, files and keys of the signer in one archive. It reads the same environment
 * as the host. On PostgreSQL hosts may go on working; the embedded database has to be at rest.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';

import { makeBackup } from '../host/backup/backup.js';
import { readConfig } from '../host/config.js';
import { s3Options } from '../host/host-options.js';
import { openFileStore } from '../host/store/files.js';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  if (values.out === undefined) throw new Error('usage: npm run backup -- --out <file>');
  const config = readConfig(process.env);
  const files = await openFileStore(path.join(config.dataDir, 'files'), s3Options(config));
  const started = performance.now();
  const figures = await makeBackup(config, files, path.resolve(values.out), new Date());
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${values.out}: ${figures.rows} rows, ${figures.auditEntries} of them audit entries, ` +
      `${figures.files} files with ${figures.bytes} bytes, in ${seconds} s`,
  );
  console.log(
    'the archive holds contracts and the private keys of the signer; the master keys (SECRET_KEYS) are not in it',
  );
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
