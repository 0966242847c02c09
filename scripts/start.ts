/** `npm start`: builds the demo page and runs the reference host in this process, on the embedded database. */
import { build } from 'vite';

process.chdir(new URL('..', import.meta.url).pathname);

await build({ mode: 'demo', logLevel: 'warn' });

const { main } = await import('../host/main.js');
await main();
