import type { BatchItem, BatchOutcome, BatchReading, SubmitFault } from '../core/batch.js';
import type { BatchResolution, BatchRule } from '../core/batch-rule.js';
import type { EsignError } from '../core/errors.js';
import type { BatchResult } from '../schema/batch.js';
import type { SignEnvelope, SignReceipt } from '../schema/envelope.js';
import type { ErrorCode } from '../schema/problem.js';
import type { Seal } from '../schema/seal.js';
import type { SigningProgress } from '../schema/sign-progress.js';
import type { Intent, ReadPage } from '../schema/signing-terms.js';

/** What a person, or the page, asks for. */
type BatchRequest =
  | { type: 'target.assigned'; ids: readonly string[] }
  | { type: 'reload.requested'; ids: readonly string[] }
  | { type: 'rule.changed'; rule: BatchRule }
  | { type: 'rule.applied' }
  | { type: 'applying.stopped' }
  | { type: 'item.excluded'; id: string; isExcluded: boolean }
  | { type: 'item.shown'; id: string; pages: readonly ReadPage[] }
  | { type: 'submit.requested' }
  /** A key for each envelope that is signed; one that is sent again keeps its own. */
  | { type: 'submit.confirmed'; keys: Readonly<Record<string, string>> }
  | { type: 'intent.proved'; token: string; ids: readonly string[] }
  | { type: 'intent.kept'; intent: Intent | null; ids: readonly string[] }
  | { type: 'stop.requested' }
  | { type: 'retry.requested' }
  | { type: 'resubmit.requested'; id: string; idempotencyKey: string }
  | { type: 'dialog.closed' };

/** What the actors tell of one envelope, and that they are through. */
export type BatchNews =
  | { type: 'seals.read'; seals: readonly Seal[] }
  | { type: 'item.read'; id: string; reading: BatchReading }
  | { type: 'item.unreadable'; id: string; code: ErrorCode }
  | { type: 'reading.failed'; error: EsignError }
  | { type: 'reading.ended' }
  | { type: 'item.resolved'; id: string; resolution: BatchResolution }
  | { type: 'resolving.ended' }
  | { type: 'item.started'; id: string }
  | { type: 'item.progressed'; id: string; progress: SigningProgress }
  | { type: 'item.settled'; id: string; outcome: BatchOutcome; submitFault: SubmitFault | null }
  | { type: 'item.resubmitted'; id: string; submitFault: SubmitFault | null }
  | { type: 'signing.paused'; isPaused: boolean }
  | { type: 'signing.ended' };

export type BatchEvent = BatchRequest | BatchNews;

export type BatchEmitted =
  | { type: 'loaded' }
  | { type: 'signed'; receipt: SignReceipt; recordId: string | null }
  | { type: 'finished'; results: readonly BatchResult[] }
  | { type: 'failed'; error: EsignError };

export interface BatchContext {
  items: readonly BatchItem[];
  /** Envelopes that were over the most and are not in the batch. */
  dropped: number;
  seals: readonly Seal[];
  rule: BatchRule;
  /** The rule that the marks came of. */
  applied: BatchRule;
  /** Envelopes that are being read, or were asked to be read anew. */
  queue: readonly string[];
  /** Envelopes that are signed now, or were last. */
  orders: readonly string[];
  keys: Readonly<Record<string, string>>;
  /** A proof that was started and waits for its answer, and what it is about. */
  started: { readonly intent: Intent; readonly ids: readonly string[] } | null;
  /** The host takes no more for a moment; it goes on by itself. */
  isPaused: boolean;
  error: EsignError | undefined;
}

export interface ReadInput {
  readonly ids: readonly string[];
}

export interface ResolveInput {
  readonly items: readonly BatchItem[];
  readonly seals: readonly Seal[];
  readonly rule: BatchRule;
}

/** One signature that is sent. */
export interface SignOrder {
  readonly id: string;
  readonly recordId: string | null;
  readonly idempotencyKey: string;
  readonly request: SignEnvelope;
}

/** A workflow that is submitted again. */
export interface ResubmitInput {
  readonly id: string;
  readonly recordId: string;
  readonly idempotencyKey: string;
}

export interface SignAllInput {
  readonly orders: readonly SignOrder[];
}
