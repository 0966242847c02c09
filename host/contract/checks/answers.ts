import type { EndpointName } from '../../../src/schema/index.js';
import type { Check } from '../check.js';
import { endpointOf } from '../endpoint-paths.js';
import { expectThat } from '../expectations.js';
import type { Reply } from '../probe.js';
import { NotChecked } from '../verdict.js';
import type { World } from '../world.js';

/** They look at every answer of the run, so they come last. */
export const answerChecks: readonly Check[] = [
  {
    id: 'answers.shape',
    title: 'every answer has the status and the schema of its endpoint',
    rule: 'Answers are what the schemas of the contract say: JSON, camelCase, ids as texts, times in RFC 3339 UTC.',
    each: ({ response }) => response !== 'bytes' && response !== 'events',
    run: async (world, name) => {
      if (!successesOf(world, name).length) await read(world, name);
      const replies = successesOf(world, name);
      if (replies.length === 0) throw new NotChecked('needs a request of this run that succeeds');
      for (const reply of replies) expectShape(reply, name);
    },
  },
  {
    id: 'answers.sniffing',
    title: 'no answer lets a browser guess its type',
    rule: 'A file of a stranger must not become a page of the host: X-Content-Type-Options: nosniff.',
    run: async (world) => {
      await world.admin.send('getSession', '/v1/session');
      for (const reply of world.journal) {
        const header = reply.headers.get('x-content-type-options');
        expectThat(header === 'nosniff', reply, 'X-Content-Type-Options: nosniff', String(header));
      }
    },
  },
  {
    id: 'answers.caching',
    title: 'no answer of a person may be kept for others',
    rule: 'Every read checks the session, so a shared cache must not answer in its place: no-store, no-cache or private.',
    run: async (world) => {
      await world.admin.send('getSession', '/v1/session');
      for (const reply of world.journal.filter(({ request }) => request.includes(' /v1/'))) {
        const header = reply.headers.get('cache-control') ?? 'none';
        expectThat(/no-store|no-cache|private/.test(header), reply, 'Cache-Control: no-store', header);
      }
    },
  },
  {
    id: 'answers.files-inert',
    title: 'a file that is opened as a page can do nothing',
    rule: 'A file of a stranger must not become a page of the host: it is a download, or in a sandbox.',
    each: ({ response }) => response === 'bytes',
    run: async (world, name) => {
      const reply = await world.admin.send(name, await world.at(name));
      if (reply.status !== 200) throw new NotChecked('needs a file that is there');
      const isDownload = reply.headers.get('content-disposition')?.startsWith('attachment') ?? false;
      const isSandboxed = reply.headers.get('content-security-policy')?.includes('sandbox') ?? false;
      expectThat(isDownload || isSandboxed, reply, 'a download or a sandbox', 'a page');
    },
  },
];

function successesOf({ journal }: World, name: EndpointName): Reply[] {
  return journal.filter((reply) => reply.name === name && reply.status < 300);
}

/** What changes nothing is asked for here; of what does, only what other checks did can be judged. */
async function read(world: World, name: EndpointName): Promise<void> {
  const { method, idempotent, etag } = endpointOf(name);
  if (method === 'GET' || (method === 'POST' && !idempotent && etag === undefined)) {
    await world.admin.send(name, await world.at(name), await world.input(name));
  }
}

function expectShape(reply: Reply, name: EndpointName): void {
  const { status, response } = endpointOf(name);
  expectThat(reply.status === status, reply, `${status}`);
  if (typeof response !== 'object') return;
  const type = reply.headers.get('content-type') ?? 'none';
  expectThat(type.startsWith('application/json'), reply, 'application/json', `the type ${type}`);
  const issue = response.safeParse(reply.body).error?.issues[0];
  const place = `/${issue?.path.join('/') ?? ''}`;
  expectThat(issue === undefined, reply, `the schema of ${name}`, `something else at ${place}`);
}
