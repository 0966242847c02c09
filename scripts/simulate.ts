/**
 * `npm run simulate -- tencent|qiyuesuo|esign-open|esign-private|zhangguanjia [--port N] [--callback URL]`: runs a simulated service on
 * loopback until it is stopped, and prints what to type into a binding. `--callback` is the callback address of the binding.
 */
import { parseArgs } from 'node:util';

import { demoUsers } from '../host/demo/people.js';
import { simulators } from '../test/simulators/start.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string', default: '0' }, callback: { type: 'string', default: '' } },
});
const start = simulators[positionals[0] ?? ''];
if (!start) {
  console.error(`which one? ${Object.keys(simulators).join(', ')}`);
  process.exit(1);
}
const people = Object.fromEntries(demoUsers.map(({ userId, name }) => [userId, name]));
const simulator = await start({ port: Number(values.port), callback: values.callback, people });
const table = (rows: Readonly<Record<string, string>>): string =>
  Object.entries(rows)
    .map(([name, value]) => `  ${name}: ${value}`)
    .join('\n');
console.log(`${positionals[0]} is simulated at ${simulator.url}`);
console.log(`settings of the host\n${table(simulator.settings)}`);
console.log(`fields of the binding\n${table(simulator.binding)}`);

const timer = setInterval(() => void simulator.report(), 500);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    clearInterval(timer);
    void simulator.close();
  });
}
