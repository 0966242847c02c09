import type { FlowPoint, PlanProblem } from '../../src/schema/index.js';
import type { Queries, Tx } from './database.js';

/** What stopped the signing at moments of the record's workflow after a time, the oldest moment first. */
export async function listRecordProblems(
  queries: Queries,
  tenantId: string,
  recordId: string,
  after: string,
): Promise<PlanProblem[]> {
  const rows = await queries
    .selectFrom('record_problems')
    .select('problems')
    .where('tenant_id', '=', tenantId)
    .where('record_id', '=', recordId)
    .where('at', '>', after)
    .orderBy('at')
    .orderBy('point')
    .execute();
  return rows.flatMap(({ problems }) => problems);
}

/** Keeps what stopped the signing at a moment, in place of what was kept of it before; an empty list leaves nothing. */
export async function keepRecordProblems(
  tx: Tx,
  tenantId: string,
  recordId: string,
  kept: { point: FlowPoint; problems: readonly PlanProblem[]; at: string },
): Promise<void> {
  const { at } = kept;
  const point = JSON.stringify([kept.point.kind, kept.point.id, kept.point.timing]);
  if (kept.problems.length === 0) {
    await problemsOf(tx, tenantId, recordId).where('point', '=', point).execute();
    return;
  }
  const problems = JSON.stringify(kept.problems);
  await tx
    .insertInto('record_problems')
    .values({ tenant_id: tenantId, record_id: recordId, point, at, problems })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'record_id', 'point']).doUpdateSet({ at, problems }))
    .execute();
}

/** Forgets what was kept of all moments: an envelope is being made. */
export async function forgetRecordProblems(tx: Tx, tenantId: string, recordId: string): Promise<void> {
  await problemsOf(tx, tenantId, recordId).execute();
}

function problemsOf(tx: Tx, tenantId: string, recordId: string) {
  return tx.deleteFrom('record_problems').where('tenant_id', '=', tenantId).where('record_id', '=', recordId);
}
