import type { HostClient } from '../../src/api/host-client.js';
import { EsignError } from '../../src/core/errors.js';
import { noTerms } from '../../src/core/reading.js';
import type { RecordTab } from '../../src/schema/record-tab.js';
import type { SigningProgress } from '../../src/schema/sign-progress.js';
import { aReceipt, aSignHost, aSignTab, seals } from './browser-sign-host.js';
import { anEnvelope } from './builders.js';
import { Gates } from './gates.js';

/** What the panel waits for. */
export type SignGate = 'load' | 'act' | 'sign' | 'reject';

/** A host that asks for a password, and answers only when a test says so, one call after the other. */
export class GatedSignHost extends Gates<SignGate> {
  tab: RecordTab = aSignTab();
  /** Whether who has to wait is told what to place with. */
  tellsAhead = true;
  #onProgress: ((progress: SigningProgress) => void) | undefined;

  readonly client: HostClient & { report(change: { envelopeId: string; version: number; status: 'launched' }): void } =
    aSignHost({
      getRecordTab: async () => {
        await this.wait('load');
        return this.tab;
      },
      prepareRecord: async () => {
        await this.wait('act');
        return this.tab;
      },
      launchEnvelope: async () => {
        await this.wait('act');
        return anEnvelope();
      },
      listSeals: () =>
        this.tellsAhead ? Promise.resolve(seals) : Promise.reject(new EsignError('out-of-turn', 'others sign first')),
      signEnvelope: async (_id, _request, options) => {
        this.#onProgress = options?.onProgress;
        await this.wait('sign');
        return aReceipt();
      },
      rejectEnvelope: async () => {
        await this.wait('reject');
        return anEnvelope();
      },
      getSigningTerms: () => Promise.resolve({ ...noTerms, intent: { kind: 'password', channels: [] } }),
      startIntent: () =>
        Promise.resolve({
          id: 'intent-1',
          kind: 'password',
          sentTo: null,
          expiresAt: new Date(Date.now() + 600_000).toISOString(),
          resendAt: null,
          attemptsLeft: 5,
        }),
      verifyIntent: () => Promise.resolve({ outcome: 'right', token: 'token-1', attemptsLeft: 5, lockedUntil: null }),
    });

  /** Tells where it is in the signature that was asked for. */
  tell(progress: SigningProgress): void {
    if (!this.#onProgress) throw new Error('nobody wants to be told');
    this.#onProgress(progress);
  }
}
