import { EsignError } from '../../src/core/errors.js';
import { plan, type PlanInput } from '../../src/core/planner/plan.js';
import { haveSourcesChanged } from '../../src/core/planner/recreate.js';
import { serviceCapabilities } from '../../src/core/service-capabilities.js';
import type {
  Effect,
  Envelope,
  PersonValue,
  Plan,
  PlanEvent,
  SealUse,
  SigningMapping,
} from '../../src/schema/index.js';
import { isFinal } from '../../src/core/status.js';
import { enqueueEffects, envelopeStream, subjectOf } from '../jobs/outbox-rows.js';
import { findConfigVersion, findWorkflowConfig, type StoredConfig } from '../store/configs.js';
import type { Queries, Tx } from '../store/database.js';
import { readCopies } from '../store/envelopes.js';
import type { OutboxContext } from '../store/tables.js';
import type { RecordAround } from './access.js';
import { findBinding } from './bindings.js';
import { nowOf, type HostContext } from './context.js';
import { noticeOf } from './notices.js';
import type { EnvelopeHappening } from './envelope-events.js';

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
  around: RecordAround,
  ask: { envelope: Envelope | null; event: PlanEvent; viewer: PersonValue },
): Promise<Planned> {
  const config = isAboutEnvelope(ask.event)
    ? await keptConfig(queries, tenantId, ask.envelope)
    : await signingConfigFor(queries, tenantId, around.record.workflowId, ask.envelope);
  return { plan: plan(await signingInput(context, queries, tenantId, config, around, ask)), config };
}

/** What the planner is told about signing at a record. */
export async function signingInput(
  context: HostContext,
  queries: Queries,
  tenantId: string,
  config: StoredConfig<'signing'> | null,
  { record, workflow, findPerson }: RecordAround,
  ask: { envelope: Envelope | null; event: PlanEvent; viewer: PersonValue },
): Promise<PlanInput> {
  return {
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
    findPerson,
    alternateSigners: config ? await haveAlternates(context, queries, tenantId, config.mapping) : undefined,
  };
}

/** Whether the service of a mapping lets one of several people sign for a party; undefined where nothing says so. */
export async function haveAlternates(
  context: HostContext,
  queries: Queries,
  tenantId: string,
  { basic: { provider, bindingId } }: SigningMapping,
): Promise<boolean | undefined> {
  const descriptor = provider === null ? undefined : context.providers.get(provider)?.descriptor;
  if (!descriptor) return undefined;
  const binding =
    descriptor.serviceCapabilities && bindingId !== null ? await findBinding(queries, tenantId, bindingId) : null;
  return serviceCapabilities(descriptor, binding?.serviceType).alternateSigners;
}

/**
 * Plans what follows from what has happened to an envelope, and stores the effects in the transaction of the change.
 *
 * @returns The effects that are new.
 */
export async function planHappenings(
  context: HostContext,
  tx: Tx,
  tenantId: string,
  order: {
    around: RecordAround | null;
    envelope: Envelope;
    happenings: readonly EnvelopeHappening[];
    actor: PersonValue;
  },
): Promise<Effect[]> {
  const { around, envelope, happenings, actor } = order;
  const fresh: Effect[] = [];
  for (const event of happenings) {
    const ask = { envelope, event, viewer: actor };
    const effects = around
      ? (await planSigning(context, tx, tenantId, around, ask)).plan.effects
      : await effectsWithoutRecord(tx, tenantId, envelope, event);
    const { id, recordId, configId, configVersion } = envelope;
    const subject = subjectOf('envelope', id, recordId);
    const stored = await enqueuePlanned(tx, {
      tenantId,
      stream: envelopeStream(envelope),
      effects,
      context: { recordId, configId, configVersion, actor, subject },
      now: nowOf(context),
    });
    fresh.push(...stored);
  }
  return fresh;
}

/**
 * Direct signing has no mapping to plan with; of all that a mapping can order, its form has the people who hear of the launch
 * (C-49). Contacts outside are the service's to tell.
 */
async function effectsWithoutRecord(
  tx: Tx,
  tenantId: string,
  { id, recordId, subject }: Envelope,
  { event }: EnvelopeHappening,
): Promise<Effect[]> {
  if (recordId !== null || event !== 'launched') return [];
  const to = await readCopies(tx, tenantId, id);
  if (to.length === 0) return [];
  const why = { rule: 'R-09', slot: 'C-49', field: null, reason: 'launched' } as const;
  return [{ kind: 'notify', key: `notify:${id}:cc`, why, ...noticeOf(to, ({ launched }) => launched(subject)) }];
}

/**
 * Stores planned effects in their order. Nothing is planned to build on a silent signature, so one that cannot be made
 * holds up nothing else: it is a subject of its own. What names no envelope is bound to the creation that it was planned
 * behind: by the time it is carried out, the newest envelope of the record may be one that nobody meant.
 *
 * @returns The effects that are new.
 */
export async function enqueuePlanned(
  tx: Tx,
  order: { tenantId: string; stream: string; effects: readonly Effect[]; context: OutboxContext; now: string },
): Promise<Effect[]> {
  const fresh: Effect[] = [];
  let { createKey } = order.context;
  for (const effect of order.effects) {
    if (effect.kind === 'createEnvelope') createKey = effect.key;
    const context: OutboxContext = {
      ...order.context,
      ...(effect.kind === 'autoSign' && { subject: effect.key, about: order.context.subject }),
      ...(createKey !== undefined && { createKey }),
    };
    fresh.push(...(await enqueueEffects(tx, { ...order, effects: [effect], context })));
  }
  return fresh;
}

/**
 * R-03 (C-40): nobody signs or launches what the record does not hold any more.
 *
 * @throws EsignError `document-changed`.
 */
export async function requirePresentFiles(
  context: HostContext,
  queries: Queries,
  tenantId: string,
  order: { around: RecordAround | null; envelope: Envelope; actor: PersonValue },
): Promise<void> {
  const { around, envelope, actor } = order;
  const config = await keptConfig(queries, tenantId, envelope);
  if (!around || !config?.mapping.basic.enabled) return;
  const event = { kind: 'user', action: 'sign', actor } as const;
  const input = await signingInput(context, queries, tenantId, config, around, { envelope, event, viewer: actor });
  if (haveSourcesChanged({ ...input, mapping: config.mapping })) {
    throw new EsignError('document-changed', 'the files of the form were replaced since the envelope was made');
  }
}

/** Asks the planner about physical seals at a record. */
export async function planSealUse(
  context: HostContext,
  queries: Queries,
  tenantId: string,
  { record, workflow, findPerson }: RecordAround,
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
    findPerson,
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
