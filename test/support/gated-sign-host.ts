import type { HostClient } from '../../src/api/host-client.js';
import { EsignError } from '../../src/core/errors.js';
import { noTerms } from '../../src/core/reading.js';
import type { RecordTab } from '../../src/schema/plan.js';
import type { ErrorCode } from '../../src/schema/problem.js';
import { aReceipt, aSignHost, aSignTab } from './browser-sign-host.js';
import { anEnvelope } from './builders.js';

/** What the panel waits for. */
export type SignGate = 'load' | 'act' | 'sign' | 'reject';

interface Waiting {
  readonly gate: SignGate;
  open(): void;
  fail(code: ErrorCode): void;
}

/** A host that asks for a password, and answers only when a test says so, one call after the other. */
export class GatedSignHost {
  tab: RecordTab = aSignTab();
  #waiting: Waiting | null = null;

  readonly client: HostClient & { report(change: { envelopeId: string; version: number; status: 'launched' }): void } =
    aSignHost({
      getRecordTab: async () => {
        await this.#wait('load');
        return this.tab;
      },
      prepareRecord: async () => {
        await this.#wait('act');
        return this.tab;
      },
      launchEnvelope: async () => {
        await this.#wait('act');
        return anEnvelope();
      },
      signEnvelope: async () => {
        await this.#wait('sign');
        return aReceipt();
      },
      rejectEnvelope: async () => {
        await this.#wait('reject');
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

  /** The gate that the panel stands before. */
  get waitsFor(): SignGate | null {
    return this.#waiting?.gate ?? null;
  }

  open(): void {
    this.#take().open();
  }

  fail(code: ErrorCode): void {
    this.#take().fail(code);
  }

  #take(): Waiting {
    if (!this.#waiting) throw new Error('nothing waits');
    const waiting = this.#waiting;
    this.#waiting = null;
    return waiting;
  }

  async #wait(gate: SignGate): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#waiting = { gate, open: resolve, fail: (code) => reject(new EsignError(code, code)) };
    });
  }
}
