import { randomBytes } from 'node:crypto';

import { createHost, type Host, type HostOptions } from '../create-host.js';
import type { OaPort } from '../oa-port.js';
import { migrate } from '../store/migrate.js';
import { createDemoOa, type DemoOa } from './oa.js';
import { COMPANY, serviceSessionOf, sessionOf, userOfRequest } from './people.js';
import { mountDemoRoutes } from './routes.js';
import { seedDemo } from './seed.js';
import { demoMigrations } from './store.js';
import type { CallHost } from './travel.js';
import { seedEnvelopes } from './waiting-envelopes.js';

export type DemoHostOptions = Omit<HostOptions, 'oa' | 'resolveSession'> & {
  /** Whether a new database also gets envelopes that wait for a signer. */
  readonly withEnvelopes?: boolean;
  /** What the OA does otherwise than the demo's, such as failing. */
  readonly changeOa?: Partial<OaPort>;
};

/** A host with an OA around it: people without passwords, workflows, records, and the pages' own routes. */
export async function createDemoHost({ withEnvelopes = false, changeOa, ...options }: DemoHostOptions): Promise<Host> {
  // only this process knows it, so only the OA in it can speak as its service
  const secret = randomBytes(24).toString('base64url');
  let fetchHost: Host['fetch'] = () => Promise.reject(new Error('the host is not open yet'));
  const callHost: CallHost = (request, { tenantId, userId }) => {
    request.headers.set('x-demo-service', `${secret} ${tenantId} ${userId}`);
    return fetchHost(request);
  };
  let oa: DemoOa | undefined;
  let isNew = false;
  const host = await createHost({
    organization: COMPANY,
    ...options,
    resolveSession: (request) => {
      const [token, tenantId = '', userId = ''] = request.headers.get('x-demo-service')?.split(' ') ?? [];
      if (token !== undefined) return Promise.resolve(token === secret ? serviceSessionOf(tenantId, userId) : null);
      const user = userOfRequest(request);
      return Promise.resolve(user && sessionOf(user));
    },
    oa: async (parts) => {
      await migrate(parts.db, demoMigrations, 'demo_migrations');
      isNew = await seedDemo(parts);
      oa = createDemoOa(parts, callHost);
      return { ...oa, ...changeOa };
    },
    onSweep: () => oa?.resume() ?? Promise.resolve(),
  });
  fetchHost = host.fetch;
  if (!oa) throw new Error('the demo has no OA');
  mountDemoRoutes(host.app, host.parts, oa);
  if (isNew && withEnvelopes) await seedEnvelopes(callHost);
  return host;
}
