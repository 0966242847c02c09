import { EsignError } from '../../src/core/errors.js';
import { fold } from '../../src/core/name-search.js';
import { checkSealDesign } from '../../src/core/seal-design.js';
import { serviceCapabilities } from '../../src/core/service-capabilities.js';
import type {
  Binding,
  CatalogItem,
  CreateSeal,
  DesignSeal,
  LibrarySeal,
  LibrarySealKind,
  LibrarySealState,
  Seal,
  SealDesignBar,
  SealLibraryPage,
} from '../../src/schema/index.js';
import type { Once } from '../http/idempotency.js';
import type { HostSession } from '../http/session.js';
import type { Queries } from '../store/database.js';
import { getBinding, listCatalogItems, lockBinding } from './bindings.js';
import type { HostContext, PageRequest } from './context.js';
import { pageOf } from './list-pages.js';
import { hasSealPictures } from './seal-pictures.js';
import { grantsOf, holderKindsOf } from './seal-holders.js';
import { designAtService } from './seal-orders.js';
import { storeSeal } from './seals.js';

export interface LibraryQuery extends PageRequest {
  readonly kind?: LibrarySealKind | undefined;
  readonly state?: LibrarySealState | undefined;
  readonly query?: string | undefined;
}

/** Chapter 10: the seals of a binding as they were synced; those of the built-in signer as they are. @throws EsignError `not-found`. */
export async function readSealLibrary(
  context: HostContext,
  session: HostSession,
  bindingId: string,
  query: LibraryQuery,
): Promise<SealLibraryPage> {
  const binding = await getBinding(context.db, session.tenantId, bindingId);
  const seals = await sealsOf(context, session, binding, query.kind);
  const words = fold(query.query ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const found = seals.filter(({ name, owner, state }) => {
    const text = fold(`${name}\n${owner ?? ''}`);
    return (query.state === undefined || query.state === state) && words.every((word) => text.includes(word));
  });
  return {
    ...pageOf(found, query, ({ kind, id }) => `${kind} ${id}`),
    bindingName: binding.name,
    organization: session.tenantName,
    isSynced: context.providers.get(binding.provider)?.syncCatalog !== undefined,
    lastSyncedAt: binding.lastSyncedAt,
    canSync: session.permissions.includes('configAdmin'),
    designBar: designBarOf(context, session, binding),
    holderKinds: keepsHolders(session, binding) ? holderKindsOf(context) : [],
  };
}

async function sealsOf(
  context: HostContext,
  session: HostSession,
  binding: Binding,
  kind: LibrarySealKind | undefined,
): Promise<LibrarySeal[]> {
  const { db: queries } = context;
  const seals: LibrarySeal[] = [];
  // a picture can be copied onto any paper: only who keeps the seals sees those of others
  const hasPictures = session.permissions.includes('sealAdmin') && hasSealPictures(context, binding);
  if (kind !== 'physical') {
    if (binding.provider === 'builtin') seals.push(...(await companySeals(queries, session)));
    else {
      const items = await listCatalogItems(queries, session.tenantId, binding.id, 'seal');
      const imageUrl = ({ id }: CatalogItem): string | null =>
        hasPictures ? `/v1/bindings/${encodeURIComponent(binding.id)}/seals/${encodeURIComponent(id)}/image` : null;
      seals.push(...items.map((item) => ({ ...syncedSeal(item, 'electronic'), imageUrl: imageUrl(item) })));
    }
  }
  if (kind !== 'electronic') {
    const items = await listCatalogItems(queries, session.tenantId, binding.id, 'physicalSeal');
    seals.push(...items.map((item) => syncedSeal(item, 'physical')));
  }
  return seals;
}

async function companySeals(queries: Queries, session: HostSession): Promise<LibrarySeal[]> {
  const rows = await queries
    .selectFrom('seals')
    .select('doc')
    .where('tenant_id', '=', session.tenantId)
    .where('owner_id', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  // a picture can be copied onto any paper: only who keeps the seals sees those of others
  const seesPictures = session.permissions.includes('sealAdmin');
  return rows.map(({ doc }) => ({ ...ownSeal(doc), ...(seesPictures ? {} : { imageUrl: null }) }));
}

function ownSeal(seal: Seal): LibrarySeal {
  const { id, name, owner, kind: purpose, imageUrl, widthMm, heightMm, createdAt } = seal;
  const state = seal.usable ? 'usable' : (seal.unusableReason ?? 'disabled');
  return { id, kind: 'electronic', name, owner, state, purpose, imageUrl, widthMm, heightMm, createdAt };
}

function syncedSeal({ id, name, enabled }: CatalogItem, kind: LibrarySealKind): LibrarySeal {
  return {
    id,
    kind,
    name,
    owner: null,
    state: enabled ? 'usable' : 'disabled',
    purpose: null,
    imageUrl: null,
    widthMm: null,
    heightMm: null,
    createdAt: null,
  };
}

function designBarOf(context: HostContext, session: HostSession, binding: Binding): SealDesignBar | null {
  const provider = context.providers.get(binding.provider);
  const can = provider && serviceCapabilities(provider.descriptor, binding.serviceType);
  if (can?.sealDesign) return session.permissions.includes('sealAdmin') ? null : 'notAllowed';
  return can?.eSign ? 'madeAtService' : 'physicalOnly';
}

/** At a service of its own, the service decides who may use a seal. */
function keepsHolders(session: HostSession, { provider }: Binding): boolean {
  return provider === 'builtin' && session.permissions.includes('sealAdmin');
}

/**
 * Makes a template seal of the organisation. Its holders may use it at once; the name is the only one of its kind.
 *
 * @throws EsignError `not-found`; `not-implemented` where seals are made at the service; `invalid-input` with a
 * `SealDesignCode` or `SEAL-NAME-TAKEN` for each fault; `glyph-missing`.
 */
export async function designSeal(
  context: HostContext,
  session: HostSession,
  bindingId: string,
  design: DesignSeal,
  once: Once,
): Promise<LibrarySeal> {
  const { tenantId } = session;
  const binding = await getBinding(context.db, tenantId, bindingId);
  const bar = designBarOf(context, session, binding);
  if (bar === 'notAllowed') throw new EsignError('forbidden', 'needs the right sealAdmin');
  if (bar !== null) throw new EsignError('not-implemented', 'seals of this binding are made at its service');
  refuseFaulty(design);
  const request = requestOf(design);
  if (binding.provider !== 'builtin') {
    if (design.holders) throw invalid('/holders', 'SEAL-HOLDERS-AT-SERVICE', 'the service decides who uses its seals');
    const ordered = {
      ...design,
      name: request.name,
      template: { ...design.template, text: design.template.text.trim() },
    };
    const answer = (item: CatalogItem): LibrarySeal => syncedSeal(item, 'electronic');
    return answer(await designAtService(context, session, binding, { design: ordered, answer, once }));
  }
  const grants = await grantsOf(context, session, design.holders ?? { kind: 'me' }, { pointer: '/holders' });
  const seal = await storeSeal(context, tenantId, {
    request,
    image: null,
    owner: session.tenantName,
    ownerId: null,
    grants: grants.userIds,
    forEveryone: grants.forEveryone,
    actor: session.name,
    before: async (tx) => {
      // two that design at once stand in line here, so that the second one sees the name of the first
      await lockBinding(tx, tenantId, bindingId);
      const names = (await companySeals(tx, session)).map(({ name }) => fold(name));
      if (names.includes(fold(request.name))) throw invalid('/name', 'SEAL-NAME-TAKEN', 'a seal has this name');
    },
    keep: (tx, made) => once.keep(tx, ownSeal(made)),
  });
  return ownSeal(seal);
}

function requestOf({ name, purpose, template }: DesignSeal): CreateSeal {
  return {
    name: name.trim(),
    kind: purpose,
    artwork: { kind: 'template', template: { ...template, text: template.text.trim() } },
  };
}

function refuseFaulty(design: DesignSeal): void {
  const faults = checkSealDesign(design).filter(({ severity }) => severity === 'error');
  if (faults.length === 0) return;
  const errors = faults.map(({ pointer, code }) => ({ pointer, code, message: 'the design breaks a rule' }));
  throw new EsignError('invalid-input', 'the seal cannot be made like this', { errors });
}

function invalid(pointer: string, code: string, message: string): EsignError {
  return new EsignError('invalid-input', message, { errors: [{ pointer, code, message }] });
}
