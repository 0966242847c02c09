import { EsignError } from '../../src/core/errors.js';
import type { CreateSeal, Seal, SealKind } from '../../src/schema/index.js';
import type { HostSession } from '../http/session.js';
import { requirePermission } from '../http/session.js';
import type { Once } from '../http/idempotency.js';
import type { SealImage } from '../providers/provider.js';
import type { Queries } from '../store/database.js';
import { newId } from '../store/ids.js';
import { appendAudit } from './audit.js';
import {
  limitOf,
  nowOf,
  providerOf,
  timeCursor,
  timeCursorOf,
  toPage,
  transact,
  type HostContext,
  type PageRequest,
} from './context.js';
import { findOwnFile } from './files.js';

export interface StoredSeal {
  readonly seal: Seal;
  readonly imageSha256: string;
  readonly imageType: string;
}

/** Seals of a company are made by its seal admins only. */
const COMPANY_KINDS: readonly SealKind[] = ['organization', 'contract', 'finance', 'legalRepresentative'];

/** The seals that the person may use: the own ones and those of the company that they hold, alone or with everybody (T27). */
function sealQuery(queries: Queries, { tenantId, userId }: HostSession) {
  return queries
    .selectFrom('seals as s')
    .leftJoin('seal_grants as g', (join) =>
      join.onRef('g.tenant_id', '=', 's.tenant_id').onRef('g.seal_id', '=', 's.id').on('g.user_id', '=', userId),
    )
    .select(['s.id', 's.doc', 's.image_sha256', 's.image_type', 's.owner_id'])
    .where('s.tenant_id', '=', tenantId)
    .where('s.deleted_at', 'is', null)
    .where((eb) =>
      eb.or([eb('s.owner_id', '=', userId), eb('g.user_id', '=', userId), eb('s.for_everyone', '=', true)]),
    );
}

export async function usableSeals(queries: Queries, session: HostSession): Promise<Map<string, StoredSeal>> {
  const rows = await sealQuery(queries, session).execute();
  return new Map(
    rows.map((row) => [row.id, { seal: row.doc, imageSha256: row.image_sha256, imageType: row.image_type }]),
  );
}

/** A seal of the company, whoever was granted it; null for one of a person, and for one that was removed. */
export async function findCompanySeal(queries: Queries, tenantId: string, id: string): Promise<StoredSeal | null> {
  const row = await queries
    .selectFrom('seals')
    .select(['doc', 'image_sha256', 'image_type'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('owner_id', 'is', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row ? { seal: row.doc, imageSha256: row.image_sha256, imageType: row.image_type } : null;
}

export async function listSeals(
  context: HostContext,
  session: HostSession,
  query: PageRequest,
): Promise<{ items: Seal[]; nextCursor: string | null }> {
  const limit = limitOf(query);
  const after = timeCursorOf(query);
  let select = sealQuery(context.db, session)
    .orderBy('s.created_at')
    .orderBy('s.id')
    .limit(limit + 1);
  if (after !== null) {
    const { createdAt, id } = after;
    select = select.where(({ eb, refTuple, tuple }) => eb(refTuple('s.created_at', 's.id'), '>', tuple(createdAt, id)));
  }
  const page = toPage(await select.execute(), limit, ({ doc }) => timeCursor(doc));
  return { items: page.items.map((row) => row.doc), nextCursor: page.nextCursor };
}

/**
 * Chapter 9: makes a seal.
 *
 * @throws EsignError `forbidden`, `glyph-missing`, `file-type-not-supported`, `not-found` for an unknown image.
 */
export async function createSeal(
  context: HostContext,
  session: HostSession,
  body: CreateSeal,
  once: Once,
): Promise<Seal> {
  const isCompany = COMPANY_KINDS.includes(body.kind);
  if (isCompany) requirePermission(session, 'sealAdmin');
  const { artwork } = body;
  let image: SealImage | null = null;
  if (artwork.kind === 'image') {
    const file = await findOwnFile(context.db, session, artwork.fileId);
    image = { bytes: await context.files.get(file.sha256), mediaType: file.media_type };
  }
  return storeSeal(context, session.tenantId, {
    request: body,
    image,
    owner: isCompany ? session.tenantName : session.name,
    ownerId: isCompany ? null : session.userId,
    grants: isCompany ? [session.userId] : [],
    actor: session.name,
    keep: (tx, seal) => once.keep(tx, seal),
  });
}

/** Draws and stores a seal; also what the demo and an import use. */
export async function storeSeal(
  context: Pick<HostContext, 'db' | 'files' | 'clock' | 'providers'>,
  tenantId: string,
  order: {
    request: CreateSeal;
    image: SealImage | null;
    owner: string;
    ownerId: string | null;
    grants: readonly string[];
    forEveryone?: boolean;
    actor: string;
    id?: string;
    /** Runs first in the transaction; what it throws leaves nothing behind. */
    before?: (tx: Parameters<Once['keep']>[0]) => Promise<void>;
    unusable?: NonNullable<Seal['unusableReason']>;
    keep?: (tx: Parameters<Once['keep']>[0], seal: Seal) => Promise<void>;
  },
): Promise<Seal> {
  const { request } = order;
  const drawn = await providerOf(context as HostContext, 'builtin').drawSeal(request.artwork, order.image);
  const id = order.id ?? newId('seal');
  const at = nowOf(context as HostContext);
  const seal: Seal = {
    schemaVersion: 1,
    id,
    name: request.name,
    kind: request.kind,
    owner: order.owner,
    artwork: request.artwork,
    imageUrl: `/v1/seals/${id}/image`,
    widthMm: drawn.widthMm,
    heightMm: drawn.heightMm,
    usable: order.unusable === undefined,
    unusableReason: order.unusable ?? null,
    createdAt: at,
  };
  const imageSha256 = await context.files.put(drawn.bytes);
  await transact(context, async (tx) => {
    await order.before?.(tx);
    await tx
      .insertInto('seals')
      .values({
        tenant_id: tenantId,
        id,
        owner_id: order.ownerId,
        doc: JSON.stringify(seal),
        image_sha256: imageSha256,
        image_type: drawn.mediaType,
        for_everyone: order.forEveryone ?? false,
        deleted_at: null,
        created_at: at,
      })
      .execute();
    for (const userId of order.grants) {
      await tx.insertInto('seal_grants').values({ tenant_id: tenantId, seal_id: id, user_id: userId }).execute();
    }
    await appendAudit(tx, tenantId, {
      subject: id,
      at,
      actor: order.actor,
      action: 'seal.created',
      detail: { kind: request.kind, image: imageSha256 },
    });
    await order.keep?.(tx, seal);
  });
  return seal;
}

/** Own seals go by their owner, company seals by a seal admin. Files that were sealed stay as they are. */
export async function deleteSeal(context: HostContext, session: HostSession, id: string): Promise<void> {
  await transact(context, async (tx) => {
    const row = await tx
      .selectFrom('seals')
      .select(['id', 'owner_id'])
      .where('tenant_id', '=', session.tenantId)
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    const isAdmin = session.permissions.includes('sealAdmin');
    const isVisible = row && (row.owner_id === session.userId || (row.owner_id === null && isAdmin));
    if (!isVisible) {
      const known = await sealQuery(tx, session).where('s.id', '=', id).executeTakeFirst();
      throw new EsignError(known ? 'forbidden' : 'not-found', 'no seal that this person may remove');
    }
    const at = nowOf(context);
    await tx
      .updateTable('seals')
      .set({ deleted_at: at })
      .where('tenant_id', '=', session.tenantId)
      .where('id', '=', id)
      .execute();
    await appendAudit(tx, session.tenantId, {
      subject: id,
      at,
      actor: session.name,
      action: 'seal.deleted',
      detail: {},
    });
  });
}

/** The stored picture of a seal that the person may use or administer. @throws EsignError `not-found`. */
export async function readSealImage(context: HostContext, session: HostSession, id: string): Promise<StoredSeal> {
  const own = (await usableSeals(context.db, session)).get(id);
  if (own) return own;
  const found = session.permissions.includes('sealAdmin')
    ? await findCompanySeal(context.db, session.tenantId, id)
    : null;
  if (!found) throw new EsignError('not-found', 'no such seal');
  return found;
}
