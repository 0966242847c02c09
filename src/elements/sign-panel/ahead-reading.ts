import type { HostClient } from '../../api/host-client.js';
import { EsignError } from '../../core/errors.js';
import type { LoadedPanel } from '../../machines/sign-panel.events.js';
import type { SigningTerms } from '../../schema/signing-terms.js';

/** What a signer places with whose turn has not come; a host may keep it for whose turn it is. */
export async function readAhead(
  host: Pick<HostClient, 'listSeals'>,
  readTerms: () => Promise<SigningTerms | null>,
  signal: AbortSignal,
): Promise<Omit<LoadedPanel, 'view'>> {
  try {
    const terms = await readTerms();
    // at the page of a service nothing of this host is placed
    const seals = terms?.page ? [] : await host.listSeals({ signal });
    return { seals, terms, ahead: true };
  } catch (error) {
    if (!['out-of-turn', 'forbidden'].includes(EsignError.from(error).code)) throw error;
    return { seals: [], terms: null, ahead: false };
  }
}
