/**
 * `npm run migrate`: brings the host's database up to date and ends; `-- --dry-run` prints the steps that are pending
 * with their SQL and changes nothing. It reads the same environment as the host.
 */
import { parseArgs } from 'node:util';

import { readConfig } from '../host/config.js';
import { rehearseMigrations, runMigrations } from '../host/store/migration-run.js';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } });
  const config = readConfig(process.env);
  if (!values['dry-run']) {
    const taken = await runMigrations(config);
    console.log(taken.length === 0 ? 'up to date' : `done: ${taken.join(', ')}`);
    return;
  }
  const steps = await rehearseMigrations(config);
  for (const { name, statements } of steps) {
    console.log(`-- ${name}`);
    for (const statement of statements) console.log(`${statement.trim()};`);
    console.log();
  }
  console.log(steps.length === 0 ? '-- up to date' : `-- ${steps.length} pending, nothing was changed`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
