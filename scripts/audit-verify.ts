/**
 * `npm run audit:verify [-- --tenant <id>] [--anchors <file>]`: checks the audit trails, one line for each tenant; exit
 * code 1 when one is broken. It reads the same environment as the host. With `--anchors` the trails must also agree with
 * a file of anchors (AUDIT_ANCHORS) that was kept where nobody could change it.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { verifyTrails } from '../host/backup/check.js';
import { readConfig } from '../host/config.js';
import type { AuditAnchor } from '../host/services/audit-anchors.js';

async function readAnchorFile(file: string): Promise<AuditAnchor[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  // an anchor counts only when its signature is right, whatever else the line may be
  return lines.map((line) => JSON.parse(line) as AuditAnchor);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { tenant: { type: 'string' }, anchors: { type: 'string' } } });
  const anchors = values.anchors === undefined ? [] : await readAnchorFile(values.anchors);
  const trails = await verifyTrails(readConfig(process.env), new Date(), { tenant: values.tenant, anchors });
  for (const { tenantId, ok, entries, head, brokenAt, anchoredTo } of trails) {
    const good = `ok, ${entries} entries, head ${head ?? 'none'}, anchored to ${anchoredTo}`;
    console.log(`${tenantId}: ${ok ? good : `broken at ${brokenAt}`}`);
  }
  if (trails.some(({ ok }) => !ok)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
