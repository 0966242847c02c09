import type { Envelope, EnvelopeDocument, Signer, SignReceipt } from '../schema/envelope.js';
import type { Mark, Placement } from '../schema/placement.js';
import type { PlannedButton, PlanMessage, PlanProblem, RecordTab, TabState } from '../schema/record-tab.js';
import type { ButtonKind } from '../schema/signing-kinds.js';
import type { Seal } from '../schema/seal.js';
import { checkMarks, type MarkError } from './marks.js';

/** What the sign panel shows: the e-seal tab of a record, or an envelope that was opened by its own id. */
export interface PanelView {
  readonly recordId: string | null;
  /** Whether the planner decided which buttons there are. */
  readonly planned: boolean;
  readonly state: TabState;
  readonly envelope: Envelope | null;
  readonly me: { readonly partyId: string; readonly signerId: string } | null;
  readonly buttons: readonly PlannedButton[];
  readonly messages: readonly PlanMessage[];
  readonly problems: readonly PlanProblem[];
  readonly submitsWorkflow: boolean;
  /** Why the workflow was not submitted although the signing is complete (C-38); null unless that has failed. */
  readonly submitFault: string | null;
  readonly mayRetrySubmit: boolean;
}

export function viewOfTab(tab: RecordTab): PanelView {
  const { recordId, state, envelope, me, buttons, messages, problems } = tab;
  return { recordId, planned: true, state, envelope, me, buttons, messages, problems, ...submissionOf(tab) };
}

/** What a signature does to the workflow (C-38), and whether that has failed. */
export function submissionOf({ problems, submitsWorkflow, mayRetrySubmit = false }: RecordTab) {
  const submitFault = problems.find(({ slot }) => slot === 'C-38')?.code ?? null;
  return { submitsWorkflow, submitFault, mayRetrySubmit };
}

/** Whether the files of the form were replaced, so that nobody may sign the envelope until it is made again. */
export function isOutdated({ buttons }: Pick<RecordTab, 'buttons'>): boolean {
  return buttons.some(({ kind, why }) => kind === 'sign' && why.rule === 'R-03');
}

/** The newest revision: what is shown, and what a signature pins. */
export function documentHash(document: EnvelopeDocument): string {
  return document.signedSha256 ?? document.sha256;
}

/** Hashes of all documents by id, as they are now. */
export function documentHashes(view: PanelView | undefined): Record<string, string> {
  return Object.fromEntries((view?.envelope?.documents ?? []).map((document) => [document.id, documentHash(document)]));
}

/**
 * What the host says of a signature that was made at the page of a service: the place that was the person's turn before is
 * signed now. Null as long as it says no such thing.
 */
export function pageReceipt(before: PanelView | undefined, now: PanelView): SignReceipt | null {
  const { me } = before ?? {};
  const { envelope } = now;
  if (before?.state !== 'sign' || !me || !envelope || envelope.id !== before.envelope?.id) return null;
  const signer = signerOf(envelope, me);
  if (signer?.status !== 'signed' || !signer.signedAt) return null;
  return {
    envelopeId: envelope.id,
    ...me,
    signedAt: signer.signedAt,
    documents: Object.entries(documentHashes(now)).map(([documentId, sha256]) => ({ documentId, sha256 })),
    status: envelope.status,
    workflowSubmitted: isSubmitting(now),
  };
}

/** Whether a service has ended only now what this person was the last to sign there: some do so after a while (C-38). */
export function isLateEnd(before: PanelView | undefined, now: PanelView): boolean {
  const { me, envelope: open } = before ?? {};
  const signedAt = me && now.envelope && signerOf(now.envelope, me)?.signedAt;
  if (!signedAt || open?.id !== now.envelope?.id || open?.status !== 'launched' || before?.state === 'sign')
    return false;
  const others = now.envelope?.parties.flatMap(({ signers }) => signers) ?? [];
  return isSubmitting(now) && others.every((other) => (other.signedAt ?? '') <= signedAt);
}

function signerOf({ parties }: Envelope, me: NonNullable<PanelView['me']>): Signer | undefined {
  return parties.find(({ id }) => id === me.partyId)?.signers.find(({ id }) => id === me.signerId);
}

function isSubmitting({ envelope, submitsWorkflow, submitFault }: PanelView): boolean {
  return envelope?.status === 'completed' && submitsWorkflow && submitFault === null;
}

/** A planned button that the person may press. */
export function enabledButton(view: PanelView | undefined, kind: ButtonKind): PlannedButton | undefined {
  return view?.buttons.find((button) => button.kind === kind && button.enabled);
}

/** Whether signed documents may be downloaded: by the plan (C-42, C-47), without one when all have signed. */
export function mayDownload(view: PanelView | undefined): boolean {
  if (!view?.envelope) return false;
  return view.planned ? enabledButton(view, 'download') !== undefined : view.envelope.status === 'completed';
}

/** A signer may always decline, unless the plan says otherwise. */
export function mayReject(view: PanelView | undefined): boolean {
  return view?.buttons.find(({ kind }) => kind === 'reject')?.enabled ?? view?.state === 'sign';
}

/** Whether a document got a new revision since the signer opened it: they must see it before they sign it. */
export function isStale(pinned: Readonly<Record<string, string>>, view: PanelView | undefined): boolean {
  const newest = documentHashes(view);
  return Object.entries(pinned).some(([id, hash]) => newest[id] !== undefined && newest[id] !== hash);
}

/** What keeps the marks from being submitted, as the host will check it again. */
export function markFaults(
  marks: readonly Mark[],
  view: PanelView | undefined,
  seals: readonly Seal[],
): readonly MarkError[] {
  if (!view?.envelope || !view.me) return [];
  return checkMarks(marks, view.envelope, view.me.partyId, seals);
}

/** Places that wait for a mark of this person and are still empty; the required ones come first. */
export function emptyPlacements(view: PanelView | undefined, marks: readonly Mark[]): readonly Placement[] {
  const filled = new Set(marks.map((mark) => mark.placementId));
  return myPlacements(view)
    .filter(({ id }) => !filled.has(id))
    .sort((a, b) => Number(b.required) - Number(a.required));
}

/**
 * The empty place that comes next in the order of reading, after `after` and around the end; the required ones first. The
 * documents are in the order of the envelope.
 */
export function nextPlacement(
  view: PanelView | undefined,
  marks: readonly Mark[],
  after?: ReadingSpot,
): Placement | undefined {
  const empty = emptyPlacements(view, marks);
  const needed = empty.filter(({ required }) => required);
  const documents = (view?.envelope?.documents ?? []).map(({ id }) => id);
  const order = (a: ReadingSpot, b: ReadingSpot): number =>
    documents.indexOf(a.documentId) - documents.indexOf(b.documentId) ||
    a.pageIndex - b.pageIndex ||
    a.rect.y - b.rect.y ||
    a.rect.x - b.rect.x;
  const sorted = [...(needed.length > 0 ? needed : empty)].sort(order);
  return (after && sorted.find((place) => order(place, after) > 0)) ?? sorted[0];
}

type ReadingSpot = Pick<Placement, 'documentId' | 'pageIndex' | 'rect'>;

/** Prepared places of this person's party. */
export function myPlacements(view: PanelView | undefined): readonly Placement[] {
  const partyId = view?.me?.partyId;
  return (view?.envelope?.placements ?? []).filter((placement) => placement.partyId === partyId);
}
