import type { HostClient } from '../../api/host-client.js';
import { viewOfEnvelope } from '../../core/envelope-view.js';
import { EsignError } from '../../core/errors.js';
import type { PanelView } from '../../core/panel-view.js';
import type { Envelope } from '../../schema/envelope.js';
import type { RecordTab } from '../../schema/record-tab.js';

/** What a panel shows of an envelope that is opened by its own id. */
export async function readEnvelope(
  host: Pick<HostClient, 'getRecordTab' | 'getEnvelope' | 'getSession'>,
  envelopeId: string,
  signal: AbortSignal,
): Promise<PanelView> {
  const [{ value: envelope }, { userId, name }] = await Promise.all([
    host.getEnvelope(envelopeId, { signal }),
    host.getSession({ signal }),
  ]);
  const tab = await ownTab(host, envelope, signal);
  return viewOfEnvelope(envelope, { userId, name }, new Date().toISOString(), tab);
}

/** The tab of the record that an envelope belongs to; null where there is none, or for a signer who may not read the record. */
export async function ownTab(
  host: Pick<HostClient, 'getRecordTab'>,
  { id, recordId }: Envelope,
  signal: AbortSignal,
): Promise<RecordTab | null> {
  if (recordId === null) return null;
  try {
    const tab = await host.getRecordTab(recordId, { signal });
    // the record may have got another envelope meanwhile
    return tab.envelope?.id === id ? tab : null;
  } catch (error) {
    if (['forbidden', 'not-found'].includes(EsignError.from(error).code)) return null;
    throw error;
  }
}
