import { EsignError } from '../../src/core/errors.js';
import type { Binding } from '../../src/schema/index.js';
import type { HostSession } from '../http/session.js';
import type { ServiceAccess } from '../providers/remote-service.js';
import { detectFileType } from '../signer/file-type.js';
import { pictureSize } from '../signer/picture-size.js';
import { findBinding, listCatalogItems } from './bindings.js';
import { providerOf, type HostContext } from './context.js';
import { accessTo } from './service-access.js';

/** How long the links of a binding serve all pictures of a page of seals; shorter than any service keeps them. */
const LINKS_MS = 60_000;
const MAX_BYTES = 2 * 1024 * 1024;
const MAX_PIXELS = 16_000_000;
const TIMEOUT_MS = 20_000;

interface KnownLinks {
  readonly until: number;
  readonly links: Promise<ReadonlyMap<string, string>>;
}

export interface SealPicture {
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/png' | 'image/jpeg';
  readonly name: string;
}

/** Whether the service of a binding gives pictures of its seals. */
export function hasSealPictures(context: HostContext, { provider, serviceType }: Binding): boolean {
  return context.providers.get(provider)?.sealPictures?.serviceType === serviceType;
}

/**
 * Pictures of seals of a service. Its links live for minutes, so they are asked for when somebody looks, once for a whole page
 * of seals; the pictures are passed on and kept nowhere.
 */
export class SealPictures {
  readonly #context: HostContext;
  readonly #known = new Map<string, KnownLinks>();

  constructor(context: HostContext) {
    this.#context = context;
  }

  /** @throws EsignError `not-found`; `file-type-not-supported`, `file-too-large`, and what the service throws. */
  async read({ tenantId, tenantName }: HostSession, bindingId: string, sealId: string): Promise<SealPicture> {
    const { db } = this.#context;
    const binding = await findBinding(db, tenantId, bindingId);
    const seals = await listCatalogItems(db, tenantId, bindingId, 'seal');
    const seal = seals.find(({ id }) => id === sealId);
    if (!binding || !seal || !hasSealPictures(this.#context, binding)) throw noPicture();
    const access = await accessTo(this.#context, tenantId, binding);
    const link = (await this.#linksOf(tenantId, tenantName, access)).get(sealId);
    if (link === undefined) throw noPicture();
    const answer = await access.http(link, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES });
    if (!answer.ok) throw new EsignError('provider-failed', `the picture of a seal answers ${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { bytes, mediaType: typeOf(bytes), name: seal.name };
  }

  #linksOf(tenantId: string, organization: string, access: ServiceAccess): Promise<ReadonlyMap<string, string>> {
    const key = JSON.stringify([tenantId, access.binding.id]);
    const now = this.#context.clock().getTime();
    const known = this.#known.get(key);
    if (known && now < known.until) return known.links;
    for (const [other, { until }] of this.#known) if (until <= now) this.#known.delete(other);
    const { sealPictures } = providerOf(this.#context, access.binding.provider);
    const links = sealPictures?.links(access, organization) ?? Promise.resolve(new Map<string, string>());
    this.#known.set(key, { until: now + LINKS_MS, links });
    // a failure is nobody else's
    links.catch(() => this.#known.delete(key));
    return links;
  }
}

/** A vector picture may hold scripts, so none is passed on. */
function typeOf(bytes: Uint8Array): SealPicture['mediaType'] {
  const type = detectFileType(bytes);
  const size = pictureSize(bytes);
  if ((type !== 'png' && type !== 'jpeg') || !size) throw new EsignError('file-type-not-supported', 'it is no picture');
  if (size.width * size.height > MAX_PIXELS) throw new EsignError('file-too-large', 'it has too many pixels');
  return type === 'png' ? 'image/png' : 'image/jpeg';
}

function noPicture(): EsignError {
  return new EsignError('not-found', 'no such picture of a seal');
}
