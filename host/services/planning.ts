import { plan } from '../../src/core/planner/plan.js';
import type { Envelope, PersonValue, Plan, PlanEvent, SealUse, SigningMapping } from '../../src/schema/index.js';
import { isFinal } from '../../src/core/status.js';
import { findConfigVersion, findWorkflowConfig, type StoredConfig } from '../store/configs.js';
import type { Queries } from '../store/database.js';
import type { RecordAround } from './access.js';
import { nowOf, type HostContext } from './context.js';

export interface Planned {
  readonly plan: Plan;
  readonly config: StoredConfig<'signing'> | null;
}

/**
 * The signing configuration that counts: an envelope that is under way keeps the version that made it, whatever an admin
 * saved since.
 */
export async function signingConfigFor(
  queries: Queries,
  tenantId: string,
  workflowId: string,
  envelope: Envelope | null,
): Promise<StoredConfig<'signing'> | null> {
  if (envelope?.configId && envelope.configVersion !== null && !isFinal(envelope.status)) {
    const kept = await findConfigVersion(queries, tenantId, 'signing', envelope.configId, envelope.configVersion);
    if (kept) return kept;
  }
  return findWorkflowConfig(queries, tenantId, 'signing', workflowId);
}

/** Asks the planner about signing at a record. */
export async function planSigning(
  context: HostContext,
  queries: Queries,
  tenantId: string,
  { record, workflow }: RecordAround,
  ask: { envelope: Envelope | null; event: PlanEvent; viewer: PersonValue },
): Promise<Planned> {
  const config = isAboutEnvelope(ask.event)
    ? await keptConfig(queries, tenantId, ask.envelope)
    : await signingConfigFor(queries, tenantId, record.workflowId, ask.envelope);
  const planned = plan({
    mapping: config?.mapping ?? null,
    sealUseMapping: null,
    configId: config?.id ?? '',
    configVersion: config?.version ?? 0,
    record,
    workflow,
    envelope: ask.envelope,
    sealUse: null,
    event: ask.event,
    viewer: ask.viewer,
    now: nowOf(context),
  });
  return { plan: planned, config };
}

/** Asks the planner about physical seals at a record. */
export async function planSealUse(
  context: HostContext,
  queries: Queries,
  tenantId: string,
  { record, workflow }: RecordAround,
  ask: { sealUse: SealUse | null; event: PlanEvent; viewer: PersonValue },
): Promise<{ plan: Plan; config: StoredConfig<'sealUse'> | null }> {
  const config = await findWorkflowConfig(queries, tenantId, 'sealUse', record.workflowId);
  const planned = plan({
    mapping: null,
    sealUseMapping: config?.mapping ?? null,
    configId: config?.id ?? '',
    configVersion: config?.version ?? 0,
    record,
    workflow,
    envelope: null,
    sealUse: ask.sealUse,
    event: ask.event,
    viewer: ask.viewer,
    now: nowOf(context),
  });
  return { plan: planned, config };
}

/** The mapping that made an envelope, or null for direct signing. */
export async function mappingOf(
  context: HostContext,
  tenantId: string,
  envelope: Envelope,
): Promise<SigningMapping | null> {
  return (await keptConfig(context.db, tenantId, envelope))?.mapping ?? null;
}

function isAboutEnvelope(event: PlanEvent): boolean {
  return event.kind === 'envelope';
}

async function keptConfig(
  queries: Queries,
  tenantId: string,
  envelope: Envelope | null,
): Promise<StoredConfig<'signing'> | null> {
  if (!envelope?.configId || envelope.configVersion === null) return null;
  return findConfigVersion(queries, tenantId, 'signing', envelope.configId, envelope.configVersion);
}
