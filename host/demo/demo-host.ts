import { createHost, type Host, type HostOptions } from '../create-host.js';
import { migrate } from '../store/database.js';
import { createDemoOa, type CallHost, type DemoOa } from './oa.js';
import { COMPANY, sessionOf, userOfRequest } from './people.js';
import { mountDemoRoutes } from './routes.js';
import { seedDemo } from './seed.js';
import { demoMigrations } from './store.js';

export type DemoHostOptions = Omit<HostOptions, 'oa' | 'resolveSession'>;

/** A host with an OA around it: people without passwords, workflows, records, and the pages' own routes. */
export async function createDemoHost(options: DemoHostOptions): Promise<Host> {
  let callHost: CallHost = () => Promise.reject(new Error('the host is not open yet'));
  let oa: DemoOa | undefined;
  const host = await createHost({
    organization: COMPANY,
    ...options,
    resolveSession: (request) => {
      const user = userOfRequest(request);
      return Promise.resolve(user && sessionOf(user));
    },
    oa: async (parts) => {
      await migrate(parts.db, demoMigrations, 'demo_migrations');
      await seedDemo(parts);
      oa = createDemoOa(parts, (request) => callHost(request));
      return oa;
    },
  });
  callHost = host.fetch;
  if (!oa) throw new Error('the demo has no OA');
  mountDemoRoutes(host.app, host.parts, oa);
  return host;
}
