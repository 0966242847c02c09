/**
 * `npm run keys:rotate`: wraps every tenant's key by the first of SECRET_KEYS; `-- --data-keys` also makes new keys for
 * the tenants and encrypts their secrets again. On PostgreSQL the hosts go on working; the embedded database belongs to
 * one process, so its host is stopped first. It reads the same environment as the host.
 */
import { parseArgs } from 'node:util';

import { readConfig } from '../host/config.js';
import { loadMasterKeys } from '../host/secrets/master-keys.js';
import { rotateKeys } from '../host/secrets/rotate.js';
import { openDatabase } from '../host/store/database.js';
import { asSystem } from '../host/store/tenant-scope.js';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'data-keys': { type: 'boolean', default: false } } });
  const config = readConfig(process.env);
  // a wrong address is refused, and steps belong to the operator's own moment
  const database = await openDatabase({ ...config, migrate: false });
  try {
    const keys = await loadMasterKeys(config.dataDir, config.secretKeys);
    const options = { dataKeys: values['data-keys'], now: new Date().toISOString() };
    const done = await asSystem(() => rotateKeys(database.db, keys, options));
    console.log(
      `active master key ${keys.active.id}: ${done.rewrapped} keys of tenants wrapped again, ` +
        `${done.renewed} made new, ${done.resealed} secrets encrypted again`,
    );
  } finally {
    await database.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
