import type { Binding } from '../../src/schema/index.js';
import type { ServiceAccess } from '../providers/remote-service.js';
import type { HostContext } from './context.js';

/** What a call to the service of a binding is made with. @throws EsignError `secret-unreadable`. */
export async function accessTo(context: HostContext, tenantId: string, binding: Binding): Promise<ServiceAccess> {
  return {
    binding,
    secrets: await context.secrets.read(tenantId, binding.id),
    http: context.outgoing.forTenant(tenantId),
    clock: context.clock,
  };
}
