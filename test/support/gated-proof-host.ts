import type { HostClient } from '../../src/api/host-client.js';
import { noTerms } from '../../src/core/reading.js';
import type { Intent, IntentAnswer, IntentKind } from '../../src/schema/signing-terms.js';
import { aReceipt, aSignHost } from './browser-sign-host.js';
import { Gates } from './gates.js';

export type ProofKind = Exclude<IntentKind, 'none'>;

const SENT_TO = '138****0001';

/** A host that asks for a proof before a signature, and answers only when a test says so. */
export class GatedProofHost extends Gates<'start' | 'verify' | 'sign'> {
  readonly kind: ProofKind;
  /** What the next proof comes to. */
  outcome: IntentAnswer['outcome'] = 'right';
  /** The tokens that it was asked to sign with. */
  readonly tokens: (string | undefined)[] = [];
  readonly client: HostClient;

  constructor(kind: ProofKind) {
    super();
    this.kind = kind;
    const channels = kind === 'code' ? [{ channel: 'sms' as const, masked: SENT_TO }] : [];
    this.client = aSignHost({
      getSigningTerms: () => Promise.resolve({ ...noTerms, intent: { kind, channels } }),
      startIntent: async () => {
        await this.wait('start');
        return this.intent();
      },
      verifyIntent: async () => {
        await this.wait('verify');
        return this.answer(this.outcome);
      },
      signEnvelope: async (_, { intentToken }) => {
        this.tokens.push(intentToken);
        await this.wait('sign');
        return aReceipt();
      },
    });
  }

  /** Good for ten minutes; a code can be sent again after one. */
  intent(): Intent {
    const isCode = this.kind === 'code';
    return {
      id: 'intent-1',
      kind: this.kind,
      sentTo: isCode ? SENT_TO : null,
      expiresAt: timeIn(600_000),
      resendAt: isCode ? timeIn(60_000) : null,
      attemptsLeft: 5,
    };
  }

  answer(outcome: IntentAnswer['outcome']): IntentAnswer {
    return {
      outcome,
      token: outcome === 'right' ? 'token-1' : null,
      attemptsLeft: outcome === 'locked' ? 0 : 4,
      // a fixed time, so that what is told of it does not depend on when it is asked
      lockedUntil: outcome === 'locked' ? '2030-01-31T08:30:00Z' : null,
    };
  }
}

function timeIn(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toISOString();
}
