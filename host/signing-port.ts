import type {
  CodeChannel,
  Envelope,
  IntentKind,
  PersonValue,
  ReadingTerms,
  SignPageMode,
} from '../src/schema/index.js';

/** Who is about to sign what. */
export interface SigningQuestion {
  readonly tenantId: string;
  readonly person: PersonValue;
  readonly envelope: Envelope;
}

/** One proof for a batch: what is signed by it beside `envelope`. */
export interface ProofQuestion extends SigningQuestion {
  readonly also: readonly Envelope[];
}

/** What an OA asks for beside the marks; what it leaves out is not asked for. */
export interface AskedTerms {
  readonly reading?: ReadingTerms;
  readonly intent?: { readonly kind: IntentKind; readonly channels?: readonly CodeChannel[] };
  readonly rejectReasons?: readonly string[];
  /**
   * How the page of a service at which people sign is shown, and where it leads afterwards; default: a window, and nowhere.
   * Where people sign there, the service proves who they are, and reading and intent are not asked for here.
   */
  readonly page?: { readonly mode: SignPageMode; readonly returnUrl?: string };
}

/**
 * How an OA has its people prove that they mean to sign. The host makes codes, counts the tries, locks and binds what was
 * proved to the person, the envelope and the revisions; the OA knows passwords and how to reach people.
 */
export interface SigningPort {
  terms(question: SigningQuestion): Promise<AskedTerms>;
  /** For `password`: whether it is the person's. */
  checkPassword?(tenantId: string, userId: string, password: string): Promise<boolean>;
  /** For `code`: has it reach the person. `key` is equal for a repeated order, which must not send twice. */
  sendCode?(order: {
    tenantId: string;
    key: string;
    userId: string;
    channel: 'sms' | 'email';
    code: string;
    /** Of the first envelope; so many `others` are signed by the same code. */
    subject: string;
    others: number;
    expiresAt: string;
  }): Promise<void>;
  /** For `custom`: whether what the page's own step gave is right. */
  checkCustom?(question: ProofQuestion, secret: string): Promise<boolean>;
}
