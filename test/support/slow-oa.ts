import type { OaPort, ResolveSession } from '../../host/index.js';

/** The OA of a server test: everybody is signed in, and its list of workflows comes when the test's gate lets it. */
export const resolveSession: ResolveSession = () =>
  Promise.resolve({
    userId: 'user-1',
    name: '李明',
    tenantId: 'tenant-1',
    tenantName: '远景贸易',
    locale: 'zh-CN',
    permissions: ['configAdmin'],
    person: { userId: 'user-1', name: '李明' },
  });

const nothing = (): Promise<never> => Promise.reject(new Error('this OA has nothing'));

export function createOa(): OaPort {
  return {
    listWorkflows: async () => {
      await fetch(process.env['SLOW_OA_GATE'] ?? '');
      return [];
    },
    getWorkflow: () => Promise.resolve(null),
    getRecord: () => Promise.resolve(null),
    mayReadRecord: () => Promise.resolve(false),
    mayHandleRecord: () => Promise.resolve(false),
    readFile: () => Promise.resolve(null),
    mayReadFile: () => Promise.resolve(false),
    writeFiles: nothing,
    writeField: nothing,
    submitWorkflow: nothing,
    sendBack: nothing,
    notify: nothing,
    runActionFlow: nothing,
  };
}
