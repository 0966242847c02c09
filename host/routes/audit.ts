import type { Handlers } from '../http/route.js';
import { verifyTrail, type AnchorKeeper } from '../services/audit-anchors.js';
import { readTrail } from '../services/audit.js';
import { limitOf, nowOf, numberCursorOf, toPage, type HostContext } from '../services/context.js';

/** The audit trail of the whole tenant, for auditors. */
export function auditRoutes(context: HostContext, keeper: AnchorKeeper): Handlers {
  return {
    async listAudit({ session, query }) {
      const limit = limitOf(query);
      const after = numberCursorOf(query) ?? 0;
      const { tenantId } = session;
      const entries = await readTrail(context.db, tenantId, { subject: query.subject, after, limit: limit + 1 });
      return { value: toPage(entries, limit, ({ sequence }) => String(sequence)) };
    },
    async verifyAudit({ session }) {
      return { value: await verifyTrail(context.db, session.tenantId, keeper, nowOf(context)) };
    },
  };
}
