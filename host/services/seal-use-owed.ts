import type { PersonValue, SealUseOwed } from '../../src/schema/index.js';
import type { Queries } from '../store/database.js';
import { findOwingSealUse } from '../store/seal-uses.js';
import type { HostContext } from './context.js';

/** T27: the earlier seal use of a person at a binding whose photos are missing. */
export async function owedBy(
  queries: Queries,
  tenantId: string,
  applicant: PersonValue | null,
  bindingId: string | null | undefined,
): Promise<SealUseOwed | null> {
  if (!applicant || !bindingId) return null;
  const owing = await findOwingSealUse(queries, tenantId, { applicantId: applicant.userId, bindingId });
  if (!owing) return null;
  return { sealUseId: owing.id, recordId: owing.recordId, subject: owing.subject, photos: owing.photosOwed ?? 0 };
}

/** As {@link owedBy}, after the register was asked whether the photos have come. */
export async function stillOwedBy(
  context: HostContext,
  tenantId: string,
  applicant: PersonValue | null,
  bindingId: string | null | undefined,
): Promise<SealUseOwed | null> {
  const owed = await owedBy(context.db, tenantId, applicant, bindingId);
  if (!owed) return null;
  await context.lookAtSealUse(tenantId, owed.sealUseId);
  return owedBy(context.db, tenantId, applicant, bindingId);
}
