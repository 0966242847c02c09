import { EsignError } from '../../src/core/errors.js';
import type { CatalogItem, WorkflowSummary } from '../../src/schema/index.js';
import { etagOf } from '../http/etag.js';
import type { Handlers } from '../http/route.js';
import { createBinding, deleteBinding, updateBinding } from '../services/binding-changes.js';
import { syncBinding } from '../services/binding-sync.js';
import { testBinding } from '../services/binding-test.js';
import { getBinding, getStoredBinding, listAllBindings, listCatalogItems } from '../services/bindings.js';
import type { HostContext } from '../services/context.js';
import { pageOf } from '../services/list-pages.js';
import { staffedBinding } from '../services/seal-staff.js';

/** Session, providers, bindings and workflows. */
export function setupRoutes(context: HostContext): Handlers {
  return {
    async getSession({ session }) {
      const { person: _, ...own } = session;
      const sealStaffOf = await staffedBinding(context.db, session);
      return { value: { ...own, ...(sealStaffOf && { sealStaffOf }) } };
    },

    listProviders: () =>
      Promise.resolve({
        value: { items: [...context.providers.values()].map(({ descriptor }) => descriptor), nextCursor: null },
      }),

    async listBindings({ session, query }) {
      const bindings = await listAllBindings(context.db, session.tenantId);
      return { value: pageOf(bindings, query, ({ id }) => id) };
    },

    async getBinding({ session, params }) {
      const { binding, version } = await getStoredBinding(context.db, session.tenantId, params.id);
      return { value: binding, etag: etagOf(version) };
    },

    async createBinding({ session, body, once }) {
      const { binding, version } = await createBinding(context, session, body, once);
      return { value: binding, etag: etagOf(version) };
    },

    async updateBinding({ session, params, body, ifMatch }) {
      const { binding, version } = await updateBinding(context, session, params.id, body, ifMatch);
      return { value: binding, etag: etagOf(version) };
    },

    async deleteBinding({ session, params, ifMatch }) {
      await deleteBinding(context, session, params.id, ifMatch);
    },

    async testBinding({ session, params, request }) {
      const value = await testBinding(context, session.tenantId, params.id, request.headers.get('origin'));
      return { value };
    },

    async syncBinding({ session, params, once }) {
      const value = await syncBinding(context, session, params.id, once);
      return { value };
    },

    async listCatalog({ session, params, query }) {
      await getBinding(context.db, session.tenantId, params.id);
      const items = await listCatalogItems(context.db, session.tenantId, params.id, query.kind);
      return { value: pageOf<CatalogItem>(items, query, ({ id }) => id) };
    },

    async listWorkflows({ session, query }) {
      const workflows = await context.oa.listWorkflows(session.tenantId, query.query ?? '');
      const page = pageOf(workflows, query, ({ id }) => id);
      const configs = await context.db
        .selectFrom('configs')
        .select(['id', 'kind', 'workflow_id'])
        .where('tenant_id', '=', session.tenantId)
        .execute();
      const configOf = (kind: string, workflowId: string): string | null =>
        configs.find((config) => config.kind === kind && config.workflow_id === workflowId)?.id ?? null;
      const items = page.items.map((workflow): WorkflowSummary => ({
        ...workflow,
        signingConfigId: configOf('signing', workflow.id),
        sealUseConfigId: configOf('sealUse', workflow.id),
      }));
      return { value: { items, nextCursor: page.nextCursor } };
    },

    async getWorkflow({ session, params }) {
      const value = await context.oa.getWorkflow(session.tenantId, params.id);
      if (!value) throw new EsignError('not-found', 'no such workflow');
      return { value };
    },
  };
}
