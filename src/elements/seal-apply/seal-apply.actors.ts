import type { HostClient } from '../../api/host-client.js';
import { EsignError } from '../../core/errors.js';
import type { SealUseIntent, SealUseSituation, SealUseTarget } from '../../machines/seal-apply.setup.js';
import type { SealUse } from '../../schema/seal-use.js';

function connected(host: HostClient | undefined): HostClient {
  if (!host) throw new EsignError('unavailable', 'no host is set');
  return host;
}

/** Reads what is shown: the record's seal use, or one seal use with what its record allows to do. */
export async function readSituation(
  host: HostClient | undefined,
  target: SealUseTarget,
  signal: AbortSignal,
): Promise<SealUseSituation> {
  const client = connected(host);
  if (target.recordId) return client.getRecordSealUse(target.recordId, { signal });
  const sealUse = await client.getSealUse(target.sealUseId, { signal });
  const alone = { configured: true, canApply: false, canAppend: false, canEnd: false, draft: null, sealUse };
  if (!sealUse.recordId) return alone;
  const tab = await client.getRecordSealUse(sealUse.recordId, { signal });
  // a record may have got a newer seal use: its rights say nothing about this one
  return tab.sealUse?.id === sealUse.id ? { ...tab, draft: null, canApply: false } : alone;
}

/** Asks the host; the answer is the parsed receipt. */
export async function carryOut(host: HostClient | undefined, { ask, key }: SealUseIntent): Promise<SealUse> {
  const client = connected(host);
  // a request that may already have been stored is not aborted: its receipt is the only truth
  const options = { idempotencyKey: key };
  switch (ask.kind) {
    case 'apply':
      return client.applySealUse({ recordId: ask.recordId, count: ask.count }, options);
    case 'append':
      return client.appendSealUse(ask.id, ask.request, options);
    case 'end':
      return client.endSealUse(ask.id, ask.request, options);
  }
}
