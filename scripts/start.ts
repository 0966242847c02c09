/** `npm start`: builds the demo page and runs the reference host in this process, on the embedded database. */
import { fileURLToPath } from 'node:url';

import { build } from 'vite';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

await build({ mode: 'demo', logLevel: 'warn' });

const { main } = await import('../host/main.js');
await main();
