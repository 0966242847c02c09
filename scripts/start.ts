/** `npm start`: builds the demo page and runs the reference host in this process, on the embedded database. */
import { fileURLToPath } from 'node:url';

import { run } from '../host/main.js';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

await run({
  // not earlier: a second start must not replace the page of the first one
  beforeReady: async () => {
    const [{ build }, { buildPhonePad }] = await Promise.all([import('vite'), import('./phone-pad.js')]);
    await buildPhonePad();
    await build({ mode: 'demo', logLevel: 'warn' });
  },
});
