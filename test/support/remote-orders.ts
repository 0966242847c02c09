import type { RemoteOrder } from '../../host/providers/remote-service.js';
import type { Envelope } from '../../src/schema/index.js';
import { anEnvelope } from './builders.js';
import { aPage, aPdf } from './pdf-builders.js';

let count = 0;

/** An order for a service: an envelope with one page, whose signers are all reached by a mobile number. */
export async function anOrder(change: Partial<Envelope> = {}, pages = 1): Promise<RemoteOrder> {
  count += 1;
  const boxes = Array.from({ length: pages }, () => aPage());
  const base = anEnvelope({ id: `env-${count}`, placements: [], ...change });
  const documents = base.documents.map((document) => ({ ...document, pages: boxes }));
  const envelope = { ...base, documents };
  const bytes = await aPdf(boxes);
  return {
    envelope,
    files: documents.map((document) => ({ document, bytes })),
    contacts: Object.fromEntries(
      envelope.parties.flatMap((party) => party.signers).map(({ id }, index) => [id, `1380000000${index}`]),
    ),
    identityOf: () => Promise.resolve(null),
    copies: [],
    callbackAddresses: ['http://host/papi/signcenter/test/1/1/key/globalCallback'],
    idempotencyKey: envelope.id,
  };
}
