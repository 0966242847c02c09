import { EsignError } from '../../src/core/errors.js';
import type { Envelope } from '../../src/schema/index.js';
import type { HostContext } from './context.js';
import { revokeAtService } from './remote-calls.js';
import { follow } from './remote-envelopes.js';

/** An envelope that has ended at its service in another way is not revoked, but brought up to date. */
export async function isRevokedAtService(
  context: HostContext,
  tenantId: string,
  envelope: Envelope,
  reason: string,
): Promise<boolean> {
  try {
    await revokeAtService(context, tenantId, envelope, reason);
    return true;
  } catch (error) {
    if (EsignError.from(error).code !== 'envelope-closed') throw error;
    await follow(context, tenantId, envelope.id);
    return false;
  }
}
