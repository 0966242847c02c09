import type { Handlers } from '../http/route.js';
import type { HostContext } from '../services/context.js';
import { listStuck, retryStuck } from '../services/dead-letters.js';

/** What whoever looks after the host sees and does. */
export function operationRoutes(context: HostContext): Handlers {
  return {
    async listEffects({ session, query }) {
      return { value: await listStuck(context, session.tenantId, query) };
    },
    async retryEffect({ session, params, once }) {
      return { value: await retryStuck(context, session, params.id, once) };
    },
  };
}
