import { MAX_BATCH, type BatchResult } from '../schema/batch.js';
import type { SignEnvelope, SignReceipt } from '../schema/envelope.js';
import type { TabState } from '../schema/record-tab.js';
import type { ErrorCode } from '../schema/problem.js';
import type { SigningProgress } from '../schema/sign-progress.js';
import type { ReadPage, SigningTerms } from '../schema/signing-terms.js';
import type { BatchProblemCode, BatchResolution } from './batch-rule.js';
import { documentHashes, type PanelView } from './panel-view.js';
import { isRead, noTerms, readingGap } from './reading.js';

/** What is known of an envelope before anything is done to it. */
export interface BatchReading {
  readonly view: PanelView;
  readonly terms: SigningTerms | null;
  /** The files of its form were replaced, so that it has to be made again. */
  readonly isOutdated: boolean;
}

/** What the host was asked; kept while its answer is not known, so that it is asked the very same again. */
export interface BatchAttempt {
  readonly idempotencyKey: string;
  readonly request: SignEnvelope;
}

/** What the host said to a signature. A receipt is null where a signature was found by reading the envelope. */
export type BatchOutcome =
  | { readonly kind: 'signed'; readonly receipt: SignReceipt | null }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly retryable: boolean };

/** Why the workflow was not submitted after the last signature (C-38), and whether the person may have it tried again. */
export interface SubmitFault {
  readonly code: string;
  readonly mayRetry: boolean;
}

/** One envelope of a batch. */
export interface BatchItem {
  readonly id: string;
  readonly reading: BatchReading | null;
  /** Why it could not be read. */
  readonly failure: ErrorCode | null;
  readonly resolution: BatchResolution | null;
  readonly isExcluded: boolean;
  /** What of it was before the signer's eyes. */
  readonly read: readonly ReadPage[];
  /** What the intent step gave for it. */
  readonly token: string | null;
  readonly attempt: BatchAttempt | null;
  readonly isSigning: boolean;
  /** Where the host is in it, as it told last. */
  readonly progress: SigningProgress | null;
  readonly outcome: BatchOutcome | null;
  readonly submitFault: SubmitFault | null;
  readonly isResubmitting: boolean;
}

/** Where an envelope stands, in the order in which one says more than the next. */
export type BatchState =
  | 'signed'
  | 'signing'
  | 'refused'
  | 'unreadable'
  | 'reading'
  | 'notMyTurn'
  | 'notSigner'
  | 'notLaunched'
  | 'ended'
  | 'outdated'
  | 'servicePage'
  | 'excluded'
  | 'resolving'
  | 'blocked'
  | 'unread'
  | 'ready';

const BY_TAB: Readonly<Record<TabState, BatchState | null>> = {
  sign: null,
  signedByMe: 'signed',
  waitingForOthers: 'notMyTurn',
  draft: 'notLaunched',
  notConfigured: 'notSigner',
  notCreated: 'notSigner',
  view: 'notSigner',
  forbidden: 'notSigner',
  completed: 'ended',
  rejected: 'ended',
  revoked: 'ended',
  expired: 'ended',
  terminated: 'ended',
};

/** The ids of a batch as a page gives them: each once, and how many were over the most. */
export function batchIds(ids: readonly string[]): { readonly ids: readonly string[]; readonly dropped: number } {
  const distinct = [...new Set(ids.map((id) => id.trim()).filter((id) => id !== ''))];
  return { ids: distinct.slice(0, MAX_BATCH), dropped: Math.max(0, distinct.length - MAX_BATCH) };
}

export function newItem(id: string): BatchItem {
  return {
    id,
    reading: null,
    failure: null,
    resolution: null,
    isExcluded: false,
    read: [],
    token: null,
    attempt: null,
    isSigning: false,
    progress: null,
    outcome: null,
    submitFault: null,
    isResubmitting: false,
  };
}

export function batchState(item: BatchItem): BatchState {
  const { outcome, reading, resolution } = item;
  if (outcome?.kind === 'signed' || hasMySignature(reading?.view)) return 'signed';
  if (item.isSigning) return 'signing';
  if (outcome) return 'refused';
  if (item.failure) return 'unreadable';
  if (!reading) return 'reading';
  const told = BY_TAB[reading.view.state];
  if (told) return told;
  if (reading.isOutdated) return 'outdated';
  // a service takes the signature at a page of its own, one by one
  if (reading.terms?.page) return 'servicePage';
  if (item.isExcluded) return 'excluded';
  if (!resolution) return 'resolving';
  if (resolution.problems.length > 0) return 'blocked';
  return isUnread(item) ? 'unread' : 'ready';
}

/** What a view says of the workflow after the last signature (C-38). */
export function submitFaultOf({ submitFault, mayRetrySubmit, recordId }: PanelView): SubmitFault | null {
  return submitFault === null ? null : { code: submitFault, mayRetry: mayRetrySubmit && recordId !== null };
}

/** Whether the host told that the viewer has signed: nothing else is called signed. */
export function hasMySignature(view: PanelView | undefined): boolean {
  if (!view?.me) return false;
  const party = view.envelope?.parties.find(({ id }) => id === view.me?.partyId);
  // a second place that waits for the person is not signed by the first
  return view.state !== 'sign' && party?.signers.find(({ id }) => id === view.me?.signerId)?.status === 'signed';
}

/** Whether what the host wants read was not before the signer's eyes. */
export function isUnread({ reading, read }: BatchItem): boolean {
  const { view, terms } = reading ?? {};
  return !isRead(readingGap((terms ?? noTerms).reading, read, view?.envelope?.documents ?? []));
}

/** What a rule has still to be worked out for. */
export function unresolvedItems(items: readonly BatchItem[]): readonly BatchItem[] {
  return items.filter((item) => ['resolving', 'excluded'].includes(batchState(item)) && !item.resolution);
}

/** What would be signed now. */
export function readyItems(items: readonly BatchItem[]): readonly BatchItem[] {
  return items.filter((item) => batchState(item) === 'ready');
}

/** Which of them have to be proved at once: one way of proving for all that ask for it. */
export function proofGroup(items: readonly BatchItem[]): readonly BatchItem[] {
  const kindOf = ({ reading }: BatchItem): string => reading?.terms?.intent.kind ?? 'none';
  const asking = readyItems(items).filter((item) => !item.attempt && item.token === null && kindOf(item) !== 'none');
  const [first] = asking;
  return first ? asking.filter((item) => kindOf(item) === kindOf(first)) : [];
}

/** Whether a proof that was started for some envelopes is good for others: only where these are among them. */
export function isCovered(ids: readonly string[], started: readonly string[]): boolean {
  return ids.every((id) => started.includes(id));
}

/** The revisions that a signature of an envelope pins: the ones that were resolved and shown. */
export function pinnedDocuments({ reading }: BatchItem): SignEnvelope['documents'] {
  return Object.entries(documentHashes(reading?.view)).map(([documentId, sha256]) => ({ documentId, sha256 }));
}

/** What is sent for an envelope: what was sent before, where nobody knows what came of it. */
export function attemptOf(item: BatchItem, idempotencyKey: string): BatchAttempt {
  if (item.attempt) return item.attempt;
  return {
    idempotencyKey,
    request: {
      marks: [...(item.resolution?.marks ?? [])],
      documents: pinnedDocuments(item),
      ...(item.token === null ? {} : { intentToken: item.token }),
      ...(item.read.length === 0 ? {} : { reading: [...item.read] }),
    },
  };
}

/** Why an envelope is not signed, as a code; null where nothing is in its way. */
export function reasonOf(item: BatchItem): BatchProblemCode | BatchState | null {
  const state = batchState(item);
  if (item.outcome?.kind === 'refused') return item.outcome.code;
  if (state === 'unreadable') return item.failure;
  if (state === 'blocked') return item.resolution?.problems[0]?.code ?? null;
  if (state === 'unread') return 'reading-required';
  return state === 'signed' || state === 'ready' ? null : state;
}

/** The report of a batch. */
export function batchResults(items: readonly BatchItem[]): BatchResult[] {
  return items.map((item) => {
    const state = batchState(item);
    const outcome = state === 'signed' || state === 'refused' ? state : 'notTried';
    return { envelopeId: item.id, outcome, code: reasonOf(item) };
  });
}
