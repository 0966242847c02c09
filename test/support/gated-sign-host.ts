import type { HostClient } from '../../src/api/host-client.js';
import { noTerms } from '../../src/core/reading.js';
import type { RecordTab } from '../../src/schema/record-tab.js';
import { aReceipt, aSignHost, aSignTab } from './browser-sign-host.js';
import { anEnvelope } from './builders.js';
import { Gates } from './gates.js';

/** What the panel waits for. */
export type SignGate = 'load' | 'act' | 'sign' | 'reject';

/** A host that asks for a password, and answers only when a test says so, one call after the other. */
export class GatedSignHost extends Gates<SignGate> {
  tab: RecordTab = aSignTab();

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
      signEnvelope: async () => {
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
}
