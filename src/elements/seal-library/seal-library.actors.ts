import type { SealLibraryHost } from '../../api/seal-library-host.js';
import { EsignError } from '../../core/errors.js';
import type { SealDesignIntent, SealLibraryContent } from '../../machines/seal-library.setup.js';
import type { LibrarySeal } from '../../schema/seal-library.js';

/** How many pages are followed before a host that never ends is given up. */
const MOST_PAGES = 500;

function connected(host: SealLibraryHost | undefined): SealLibraryHost {
  if (!host) throw new EsignError('unavailable', 'no host is set');
  return host;
}

/** Reads every page of the seals of a binding. */
export async function readLibrary(
  host: SealLibraryHost | undefined,
  bindingId: string,
  signal: AbortSignal,
): Promise<SealLibraryContent> {
  const client = connected(host);
  const first = await client.listBindingSeals(bindingId, undefined, { signal });
  const items = [...first.items];
  let cursor = first.nextCursor;
  for (let page = 1; cursor !== null && page < MOST_PAGES; page += 1) {
    const next = await client.listBindingSeals(bindingId, cursor, { signal });
    items.push(...next.items);
    cursor = next.nextCursor;
  }
  return { ...first, items };
}

export async function syncLibrary(
  host: SealLibraryHost | undefined,
  { bindingId, key }: { bindingId: string; key: string },
): Promise<void> {
  await connected(host).syncBinding(bindingId, { idempotencyKey: key });
}

/** Makes the seal. A request that may already have been stored is not aborted: its receipt is the only truth. */
export async function makeSeal(
  host: SealLibraryHost | undefined,
  { bindingId, design, key }: SealDesignIntent,
): Promise<LibrarySeal> {
  return connected(host).designSeal(bindingId, design, { idempotencyKey: key });
}
