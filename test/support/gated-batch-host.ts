import type { HostClient } from '../../src/api/host-client.js';
import { EsignError } from '../../src/core/errors.js';
import { noTerms } from '../../src/core/reading.js';
import type { SigningTerms } from '../../src/schema/signing-terms.js';
import { aBatchEnvelope, aBatchHost } from './browser-batch-host.js';
import { aPlacement, aReceipt, seals } from './browser-sign-host.js';
import { Gates } from './gates.js';

export const passwordTerms: SigningTerms = { ...noTerms, intent: { kind: 'password', channels: [] } };

/** Two envelopes with prepared places that ask for a password; a test says what is answered, and when. */
export class GatedBatchHost {
  readonly envelopes = ['a', 'b'].map((id) => aBatchEnvelope(id, { placements: [aPlacement()] }));
  readonly reading = new Gates<'seals'>();
  readonly signing: Readonly<Record<string, Gates<'sign'>>> = { a: new Gates(), b: new Gates() };
  /** Envelopes that cannot be read. */
  unreadable: ReadonlySet<string> = new Set();

  readonly client: HostClient = aBatchHost({
    envelopes: this.envelopes,
    listSeals: async () => {
      await this.reading.wait('seals');
      return seals;
    },
    getEnvelope: (id) => {
      const value = this.envelopes.find((envelope) => envelope.id === id);
      if (!value || this.unreadable.has(id)) return Promise.reject(new EsignError('not-found', id));
      return Promise.resolve({ value, etag: '"1"' });
    },
    getSigningTerms: () => Promise.resolve(passwordTerms),
    // whoever looks for a keyword waits, until they are told to stop
    documentLocation: () => ({ url: '/never', headers: {}, credentials: 'same-origin' }),
    signEnvelope: async (id) => {
      await this.signing[id]?.wait('sign');
      return aReceipt({ envelopeId: id });
    },
  }).client;
}
