import { EsignError } from '../../src/core/errors.js';
import { fold } from '../../src/core/name-search.js';
import type { Colleague, PersonValue, SealHolderKind, SealHolders } from '../../src/schema/index.js';
import { checkIfMatch } from '../http/etag.js';
import type { HostSession } from '../http/session.js';
import type { OaOrganization } from '../oa-port.js';
import type { Queries, Tx } from '../store/database.js';
import { appendAudit } from './audit.js';
import { nowOf, transact, type HostContext, type PageRequest } from './context.js';
import { pageOf } from './list-pages.js';

export interface StoredHolders {
  readonly holders: SealHolders;
  readonly version: number;
}

/** How the holders of a seal of the company can be chosen: by name only where the OA tells who works there. */
export function holderKindsOf({ oa }: HostContext): SealHolderKind[] {
  return oa.organizationOf ? ['me', 'people', 'everyone'] : ['me', 'everyone'];
}

/** The people of the tenant whose name, id, or department has every word. @throws EsignError `not-implemented`. */
export async function listColleagues(
  context: HostContext,
  { tenantId }: HostSession,
  query: PageRequest & { readonly query?: string | undefined },
): Promise<{ items: Colleague[]; nextCursor: string | null }> {
  const { people, departments } = await organizationOf(context, tenantId);
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  const words = fold(query.query ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const found = people
    .map(({ userId, name, departmentId }): Colleague => {
      const department = names.get(departmentId) ?? '';
      return { userId, name, department: department === '' ? null : department };
    })
    .filter(({ userId, name, department }) => {
      const text = fold(`${name}\n${userId}\n${department ?? ''}`);
      return words.every((word) => text.includes(word));
    });
  return pageOf(found, query, ({ userId }) => userId);
}

async function organizationOf({ oa }: HostContext, tenantId: string): Promise<OaOrganization> {
  if (!oa.organizationOf) throw new EsignError('not-implemented', 'the OA does not tell who works where');
  return oa.organizationOf(tenantId);
}

/** Who may sign with a seal of the company. @throws EsignError `not-found` also for a personal one. */
export async function readHolders(context: HostContext, session: HostSession, id: string): Promise<StoredHolders> {
  const { for_everyone: forEveryone, holders_version: version } = await getCompanySeal(
    context.db,
    session.tenantId,
    id,
  );
  const userIds = forEveryone ? [] : await holderIds(context.db, session.tenantId, id);
  const isAsked = userIds.some((userId) => userId !== session.userId);
  const people = isAsked ? await peopleIfTold(context, session) : [];
  return { holders: holdersOf({ userIds, forEveryone }, session, people), version };
}

/** Whom the OA knows. Nobody while it cannot tell: who holds a seal is worth reading without the names. */
async function peopleIfTold(context: HostContext, { tenantId }: HostSession): Promise<readonly PersonValue[]> {
  if (!context.oa.organizationOf) return [];
  try {
    return (await context.oa.organizationOf(tenantId)).people;
  } catch (error) {
    const { code, message, stack } = EsignError.from(error);
    context.report({ code, message, path: 'seal holders', stack });
    return [];
  }
}

function holdersOf(
  { userIds, forEveryone }: SealGrants,
  { userId, name }: HostSession,
  people: readonly PersonValue[],
): SealHolders {
  if (forEveryone) return { kind: 'everyone' };
  if (userIds.length === 1 && userIds[0] === userId) return { kind: 'me' };
  const names = new Map([...people.map((one) => [one.userId, one.name] as const), [userId, name]]);
  // whoever has left the OA is still shown, so that they can be taken away
  return { kind: 'people', people: userIds.map((one) => ({ userId: one, name: names.get(one) ?? one })) };
}

async function holderIds(queries: Queries, tenantId: string, sealId: string): Promise<string[]> {
  const rows = await queries
    .selectFrom('seal_grants')
    .select('user_id')
    .where('tenant_id', '=', tenantId)
    .where('seal_id', '=', sealId)
    .orderBy('user_id')
    .execute();
  return rows.map((row) => row.user_id);
}

async function getCompanySeal(queries: Queries, tenantId: string, id: string) {
  const row = await queries
    .selectFrom('seals')
    .select(['for_everyone', 'holders_version'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('owner_id', 'is', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new EsignError('not-found', 'no such seal of the company');
  return row;
}

/**
 * Changes who may sign with a seal of the company, from the next signature on.
 *
 * @throws EsignError `not-found`, `stale-version`, and what {@link grantsOf} throws.
 */
export async function setHolders(
  context: HostContext,
  session: HostSession,
  id: string,
  { holders, ifMatch }: { readonly holders: SealHolders; readonly ifMatch: string | null },
): Promise<StoredHolders> {
  const { tenantId } = session;
  const before = await holderIds(context.db, tenantId, id);
  const grants = await grantsOf(context, session, holders, { pointer: '', known: before });
  return transact(context, async (tx) => {
    await tx
      .selectFrom('seals')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .forUpdate()
      .execute();
    const version = (await getCompanySeal(tx, tenantId, id)).holders_version;
    checkIfMatch(ifMatch, version);
    await storeHolders(tx, tenantId, id, { ...grants, version: version + 1 });
    await appendAudit(tx, tenantId, {
      subject: id,
      at: nowOf(context),
      actor: session.name,
      action: 'seal.holders-changed',
      detail: { holders: grants.forEveryone ? 'everyone' : grants.userIds.join(' ') },
    });
    const stored = { ...grants, userIds: await holderIds(tx, tenantId, id) };
    return { holders: holdersOf(stored, session, grants.people), version: version + 1 };
  });
}

async function storeHolders(
  tx: Tx,
  tenantId: string,
  sealId: string,
  { userIds, forEveryone, version }: SealGrants & { readonly version: number },
): Promise<void> {
  await tx
    .updateTable('seals')
    .set({ for_everyone: forEveryone, holders_version: version })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sealId)
    .execute();
  await tx.deleteFrom('seal_grants').where('tenant_id', '=', tenantId).where('seal_id', '=', sealId).execute();
  const rows = userIds.map((userId) => ({ tenant_id: tenantId, seal_id: sealId, user_id: userId }));
  if (rows.length > 0) await tx.insertInto('seal_grants').values(rows).execute();
}

export interface SealGrants {
  readonly userIds: readonly string[];
  readonly forEveryone: boolean;
}

/**
 * What holders mean for the store, and whom the OA knows. `known` hold it already, and may stay although the OA knows them
 * no more, or cannot tell.
 *
 * @throws EsignError `not-implemented` for somebody new where the OA has no directory; `invalid-input` with `SEAL-NO-HOLDER`
 * or `SEAL-HOLDER-UNKNOWN`.
 */
export async function grantsOf(
  context: HostContext,
  session: HostSession,
  holders: SealHolders,
  { pointer, known = [] }: { readonly pointer: string; readonly known?: readonly string[] },
): Promise<SealGrants & { readonly people: readonly PersonValue[] }> {
  const { tenantId, userId } = session;
  if (holders.kind === 'everyone') return { userIds: [], forEveryone: true, people: [] };
  if (holders.kind === 'me') return { userIds: [userId], forEveryone: false, people: [] };
  if (holders.people.length === 0) {
    const errors = [{ pointer: `${pointer}/people`, code: 'SEAL-NO-HOLDER', message: 'nobody is chosen' }];
    throw new EsignError('invalid-input', 'a seal needs somebody who holds it', { errors });
  }
  const held = new Set([...known, userId]);
  const isForNew = holders.people.some((one) => !held.has(one.userId));
  const people = isForNew ? (await organizationOf(context, tenantId)).people : await peopleIfTold(context, session);
  const allowed = new Set([...held, ...people.map((one) => one.userId)]);
  const errors = holders.people.flatMap((one, index) =>
    allowed.has(one.userId)
      ? []
      : [{ pointer: `${pointer}/people/${index}`, code: 'SEAL-HOLDER-UNKNOWN', message: 'nobody of this tenant' }],
  );
  if (errors.length > 0) throw new EsignError('invalid-input', 'not everybody is of this tenant', { errors });
  return { userIds: [...new Set(holders.people.map((one) => one.userId))], forEveryone: false, people };
}
