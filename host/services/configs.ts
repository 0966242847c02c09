import { EsignError } from '../../src/core/errors.js';
import { chosenCapabilities } from '../../src/core/service-capabilities.js';
import { checkSealUseMapping, checkSigningMapping } from '../../src/core/checks.js';
import type { Binding, ConfigVersion, SealUseMapping, SigningMapping, Workflow } from '../../src/schema/index.js';
import { checkIfMatch } from '../http/etag.js';
import type { Once } from '../http/idempotency.js';
import { etagOf } from '../http/etag.js';
import type { HostSession } from '../http/session.js';
import { configQuery, findConfigVersion, toConfig, type MappingOf, type StoredConfig } from '../store/configs.js';
import { isTaken, type Queries, type Tx } from '../store/database.js';
import { newId } from '../store/ids.js';
import type { ConfigKind } from '../store/tables.js';
import { appendAudit } from './audit.js';
import { findBinding, holdBinding, listAllBindings } from './bindings.js';
import { checkAutomationRight } from './config-rights.js';
import {
  cursorOf,
  limitOf,
  nowOf,
  numberCursorOf,
  toPage,
  transact,
  type HostContext,
  type PageRequest,
} from './context.js';

type Page<T> = { items: T[]; nextCursor: string | null };

export async function listConfigs<K extends ConfigKind>(
  context: HostContext,
  kind: K,
  session: HostSession,
  query: PageRequest & { workflowId?: string | undefined },
): Promise<Page<StoredConfig<K>>> {
  const limit = limitOf(query);
  const after = cursorOf(query);
  let select = configQuery(context.db, session.tenantId, kind)
    .orderBy('c.id')
    .limit(limit + 1);
  if (query.workflowId) select = select.where('c.workflow_id', '=', query.workflowId);
  if (after !== null) select = select.where('c.id', '>', after);
  const rows = await select.execute();
  const page = toPage(rows, limit, (row) => row.id);
  return { items: page.items.map((row) => toConfig<K>(row)), nextCursor: page.nextCursor };
}

/** @throws EsignError `not-found`. */
export async function getConfig<K extends ConfigKind>(
  queries: Queries,
  kind: K,
  session: HostSession,
  id: string,
): Promise<StoredConfig<K>> {
  const row = await configQuery(queries, session.tenantId, kind).where('c.id', '=', id).executeTakeFirst();
  if (!row) throw new EsignError('not-found', 'no such configuration');
  return toConfig<K>(row);
}

/**
 * C-01: stores the first version of a workflow's mapping.
 *
 * @throws EsignError `workflow-already-configured`, `config-incomplete` when it is enabled with faults,
 * `invalid-input` for a workflow that the OA does not have, `forbidden` for file operations without the right to automate.
 */
export async function createConfig<K extends ConfigKind>(
  context: HostContext,
  kind: K,
  session: HostSession,
  mapping: MappingOf[K],
  once: Once,
): Promise<StoredConfig<K>> {
  checkAutomationRight(session, null, mapping);
  await check(context, kind, session, mapping);
  const config: StoredConfig<K> = {
    id: newId(kind === 'signing' ? 'sc' : 'uc'),
    version: 1,
    updatedAt: nowOf(context),
    updatedBy: session.name,
    mapping,
  };
  try {
    await transact(context, async (tx) => {
      await holdItsBinding(tx, session, mapping);
      await tx
        .insertInto('configs')
        .values({
          tenant_id: session.tenantId,
          id: config.id,
          kind,
          workflow_id: mapping.basic.workflowId,
          version: 1,
          enabled: mapping.basic.enabled,
          created_at: config.updatedAt,
        })
        .execute();
      await writeVersion(tx, kind, session, config, 'config.created');
      await once.keep(tx, config, etagOf(1));
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new EsignError('workflow-already-configured', 'this workflow has a configuration already', { cause: error });
  }
  return config;
}

/**
 * Stores a new version; earlier ones stay as they are, because envelopes still run by them.
 *
 * @throws EsignError `not-found`, `stale-version`, `version-required`, `config-incomplete`, `invalid-input` when the
 * workflow would change, `forbidden` for other file operations without the right to automate.
 */
export async function saveConfig<K extends ConfigKind>(
  context: HostContext,
  kind: K,
  session: HostSession,
  id: string,
  mapping: MappingOf[K],
  ifMatch: string | null,
): Promise<StoredConfig<K>> {
  const before = await getConfig(context.db, kind, session, id);
  checkIfMatch(ifMatch, before.version);
  if (mapping.basic.workflowId !== before.mapping.basic.workflowId) {
    throw invalid('/basic/workflowId', 'fixed', 'a configuration keeps its workflow');
  }
  checkAutomationRight(session, before.mapping, mapping);
  await check(context, kind, session, mapping);
  return transact(context, async (tx) => {
    await holdItsBinding(tx, session, mapping);
    const row = await tx
      .selectFrom('configs')
      .select('version')
      .where('tenant_id', '=', session.tenantId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new EsignError('not-found', 'no such configuration');
    checkIfMatch(ifMatch, row.version);
    const version = row.version + 1;
    const config: StoredConfig<K> = { id, version, updatedAt: nowOf(context), updatedBy: session.name, mapping };
    await tx
      .updateTable('configs')
      .set({ version, enabled: mapping.basic.enabled })
      .where('tenant_id', '=', session.tenantId)
      .where('id', '=', id)
      .execute();
    await writeVersion(tx, kind, session, config, 'config.saved');
    return config;
  });
}

/** Removes a configuration. Its versions stay: envelopes that were made by it are finished by them. */
export async function deleteConfig(
  context: HostContext,
  kind: ConfigKind,
  session: HostSession,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  await transact(context, async (tx) => {
    const row = await tx
      .selectFrom('configs')
      .select('version')
      .where('tenant_id', '=', session.tenantId)
      .where('kind', '=', kind)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new EsignError('not-found', 'no such configuration');
    checkIfMatch(ifMatch, row.version);
    await tx.deleteFrom('configs').where('tenant_id', '=', session.tenantId).where('id', '=', id).execute();
    await appendAudit(tx, session.tenantId, {
      subject: id,
      at: nowOf(context),
      actor: session.name,
      action: 'config.deleted',
      detail: { version: row.version },
    });
  });
}

export async function listVersions(
  context: HostContext,
  kind: ConfigKind,
  session: HostSession,
  id: string,
  query: PageRequest,
): Promise<Page<ConfigVersion>> {
  await getConfig(context.db, kind, session, id);
  const limit = limitOf(query);
  const after = numberCursorOf(query);
  let select = context.db
    .selectFrom('config_versions')
    .select(['version', 'updated_at', 'updated_by'])
    .where('tenant_id', '=', session.tenantId)
    .where('config_id', '=', id)
    .orderBy('version', 'desc')
    .limit(limit + 1);
  if (after !== null) select = select.where('version', '<', after);
  const page = toPage(await select.execute(), limit, (row) => String(row.version));
  return {
    items: page.items.map((row) => ({ version: row.version, updatedAt: row.updated_at, updatedBy: row.updated_by })),
    nextCursor: page.nextCursor,
  };
}

/**
 * One version as it was saved.
 *
 * @throws EsignError `not-found`, also for what is no number.
 */
export async function getVersion<K extends ConfigKind>(
  context: HostContext,
  kind: K,
  session: HostSession,
  id: string,
  version: string,
): Promise<StoredConfig<K>> {
  await getConfig(context.db, kind, session, id);
  const found = /^[1-9]\d{0,8}$/.test(version)
    ? await findConfigVersion(context.db, session.tenantId, kind, id, Number(version))
    : null;
  if (!found) throw new EsignError('not-found', 'no such version');
  return found;
}

async function writeVersion(
  tx: Tx,
  kind: ConfigKind,
  session: HostSession,
  config: StoredConfig<ConfigKind>,
  action: string,
): Promise<void> {
  await tx
    .insertInto('config_versions')
    .values({
      tenant_id: session.tenantId,
      config_id: config.id,
      kind,
      version: config.version,
      mapping: JSON.stringify(config.mapping),
      updated_at: config.updatedAt,
      updated_by: config.updatedBy,
    })
    .execute();
  await appendAudit(tx, session.tenantId, {
    subject: config.id,
    at: config.updatedAt,
    actor: session.name,
    action,
    detail: { version: config.version, enabled: config.mapping.basic.enabled },
  });
}

/** An unfinished mapping can be kept; only one that is switched on must be whole. */
async function check(
  context: HostContext,
  kind: ConfigKind,
  session: HostSession,
  mapping: SigningMapping | SealUseMapping,
): Promise<void> {
  const workflow = await context.oa.getWorkflow(session.tenantId, mapping.basic.workflowId);
  if (!workflow) throw invalid('/basic/workflowId', 'not-found', 'the OA has no such workflow');
  if (mapping.basic.bindingId !== null) {
    refuseUnusable(await findBinding(context.db, session.tenantId, mapping.basic.bindingId), mapping);
  }
  if (!mapping.basic.enabled) return;
  const problems = await findProblems(context, kind, session, mapping, workflow);
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length === 0) return;
  throw new EsignError('config-incomplete', `${errors.length} slots of the mapping are not right`, {
    errors: errors.map(({ pointer, code, slot }) => ({ pointer, code, message: `${slot}: ${code}` })),
  });
}

/** It was there when the mapping was checked; from here on it stays until the mapping is stored. */
async function holdItsBinding(tx: Tx, session: HostSession, mapping: SigningMapping | SealUseMapping): Promise<void> {
  const { bindingId } = mapping.basic;
  if (bindingId !== null) refuseUnusable(await holdBinding(tx, session.tenantId, bindingId), mapping);
}

function refuseUnusable(binding: Binding | null, { basic }: SigningMapping | SealUseMapping): void {
  if (binding && (basic.provider === null || binding.provider === basic.provider)) return;
  const message = 'this host has no such binding of the provider';
  throw new EsignError('binding-not-usable', message, {
    errors: [{ pointer: '/basic/bindingId', code: 'not-found', message }],
  });
}

async function findProblems(
  context: HostContext,
  kind: ConfigKind,
  session: HostSession,
  mapping: SigningMapping | SealUseMapping,
  workflow: Workflow,
) {
  const bindings = await listAllBindings(context.db, session.tenantId);
  const providers = [...context.providers.values()].map(({ descriptor }) => descriptor);
  const around = { bindings, capabilities: chosenCapabilities(mapping.basic, providers, bindings) };
  return kind === 'signing'
    ? checkSigningMapping(mapping as SigningMapping, workflow, around)
    : checkSealUseMapping(mapping as SealUseMapping, workflow, around);
}

function invalid(pointer: string, code: string, message: string): EsignError {
  return new EsignError('invalid-input', message, { errors: [{ pointer, code, message }] });
}
