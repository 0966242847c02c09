/**
 * `npm start`: builds the demo page and runs the reference host in this process, on the embedded database, with simulated
 * signature services beside it; `npm start -- --without-sandbox` leaves those out.
 */
import { fileURLToPath } from 'node:url';

import { readConfig } from '../host/config.js';
import { run } from '../host/main.js';
import { Sandbox } from './sandbox.js';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const sandbox = process.argv.includes('--without-sandbox') ? null : await Sandbox.open();
const environment = sandbox
  ? sandbox.settings({ PUBLIC_URL: `http://localhost:${readConfig(process.env).port}`, ...process.env })
  : process.env;

const runs = await run({
  environment,
  ...(sandbox && { frameSources: sandbox.origins }),
  // not earlier: a second start must not replace the page of the first one
  beforeReady: async (host) => {
    const [{ build }, { buildPhonePad }] = await Promise.all([import('vite'), import('./phone-pad.js')]);
    await buildPhonePad();
    await build({ mode: 'demo', logLevel: 'warn' });
    await sandbox?.bind(host);
  },
});
// what runs beside a host that does not would keep the process alive
if (!runs) await sandbox?.close();
