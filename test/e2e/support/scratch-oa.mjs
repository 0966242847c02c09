/**
 * The OA of a developer with ten minutes: plain `node:http`, a form page that nothing inline may run on, and the host of
 * the installed package beside it. Its one record and its people come from a file; it prints its address when it is ready.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';

import { getRequestListener } from '@hono/node-server';
import { createHost } from 'esign-elements/host';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "require-trusted-types-for 'script'",
].join('; ');

const folder = path.dirname(fileURLToPath(import.meta.url));
const dist = path.dirname(fileURLToPath(import.meta.resolve('esign-elements')));
const { workflow, record, sessions, page, scripts } = JSON.parse(
  await readFile(path.join(folder, 'world.json'), 'utf8'),
);
const contract = await readFile(path.join(folder, 'contract.pdf'));

const onlyRecord = (recordId) => (recordId === record.recordId ? record : null);
const nothing = () => Promise.resolve();

const oa = {
  listWorkflows: async () => [
    { ...workflow, fieldCount: workflow.form.main.fields.length, nodeCount: workflow.nodes.length },
  ],
  getWorkflow: async (_tenant, id) => (id === workflow.id ? workflow : null),
  getRecord: async (_tenant, id) => onlyRecord(id),
  mayReadRecord: async (_tenant, id) => onlyRecord(id) !== null,
  mayHandleRecord: async (_tenant, id) => onlyRecord(id) !== null,
  readFile: async () => ({ name: 'contract.pdf', mediaType: 'application/pdf', bytes: contract }),
  mayReadFile: async () => true,
  writeFiles: nothing,
  writeField: nothing,
  submitWorkflow: async () => ({ exit: null }),
  sendBack: nothing,
  notify: nothing,
  runActionFlow: nothing,
};

const host = await createHost({
  basePath: '/esign',
  dataDir: path.join(folder, 'data'),
  resolveSession: async (request) => {
    const user = request.headers.get('x-oa-user') ?? /oa-user=([^;]*)/.exec(request.headers.get('cookie') ?? '')?.[1];
    return sessions[user] ?? null;
  },
  oa,
});
const answerByHost = getRequestListener((request, { incoming }) => host.fetch(request, incoming.socket));

const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

async function answer(request, response) {
  const { pathname } = new URL(request.url, 'http://oa');
  const send = (type, body, headers = {}) => response.writeHead(200, { 'content-type': type, ...headers }).end(body);
  if (pathname.startsWith('/oa/forms/')) {
    send('text/html; charset=utf-8', page, {
      'content-security-policy': POLICY,
      'set-cookie': `oa-user=${new URL(request.url, 'http://oa').searchParams.get('user')}; Path=/`,
    });
  } else if (pathname in scripts) send('text/javascript; charset=utf-8', scripts[pathname]);
  else if (/^\/esign\/(standalone|assets)\//.test(pathname)) {
    const file = path.join(dist, path.normalize(pathname.slice('/esign'.length)));
    const bytes = await readFile(file).catch(() => null);
    if (bytes) send(TYPES[path.extname(file)] ?? 'application/octet-stream', bytes);
    else response.writeHead(404).end();
  } else if (pathname.startsWith('/esign/')) await answerByHost(request, response);
  else response.writeHead(404).end();
}

const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1', () => process.stdout.write(`ready http://127.0.0.1:${server.address().port}\n`));
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  void host.close().then(() => process.exit(0));
});
