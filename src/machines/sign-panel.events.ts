import type { MarkMove } from '../core/arrange.js';
import type { EsignError } from '../core/errors.js';
import type { MarkBoard } from '../core/mark-board.js';
import type { SelectMode } from '../core/mark-selection.js';
import type { MarkError } from '../core/marks.js';
import type { PanelView } from '../core/panel-view.js';
import type { SignEnvelope, SignReceipt } from '../schema/envelope.js';
import type { Mark, Rect } from '../schema/placement.js';
import type { Seal } from '../schema/seal.js';
import type { SigningProgress } from '../schema/sign-progress.js';
import type { Intent, ReadPage, SigningTerms } from '../schema/signing-terms.js';

/** What the panel was pointed at; the e-seal tab of a record, or one envelope. */
export type PanelTarget =
  { readonly kind: 'record'; readonly recordId: string } | { readonly kind: 'envelope'; readonly envelopeId: string };

/** To sign, only to put marks on the pages, or to look. */
export type PanelMode = 'sign' | 'place' | 'view';

/**
 * What a person may do besides signing: make the envelope at the first click (C-32), launch a draft (C-34), or have the
 * workflow submitted after that has failed (C-38).
 */
export type PanelAct = 'create' | 'launch' | 'submit';

export type SignPanelEvent =
  | { type: 'target.assigned'; target: PanelTarget; mode: PanelMode }
  | { type: 'mode.assigned'; mode: PanelMode }
  | { type: 'reload.requested' }
  | { type: 'change.reported'; version: number }
  | { type: 'act.requested'; act: PanelAct; idempotencyKey: string }
  | { type: 'seal.armed'; sealId: string | null }
  | { type: 'mark.placed'; mark: Mark; gesture?: string | null }
  | { type: 'marks.placed'; marks: readonly Mark[] }
  | { type: 'mark.moved'; id: string; pageIndex: number; rect: Rect; gesture: string | null }
  | { type: 'mark.removed'; id: string }
  | { type: 'mark.selected'; id: string | null; mode: SelectMode }
  | { type: 'marks.selected'; ids: readonly string[] }
  | { type: 'marks.moved'; moves: readonly MarkMove[]; gesture: string | null }
  | { type: 'marks.removed'; ids: readonly string[] }
  | { type: 'seal.made'; seal: Seal }
  | { type: 'undo.requested' }
  | { type: 'redo.requested' }
  | { type: 'finish.requested'; warnings: number }
  | { type: 'submit.requested' }
  | { type: 'submit.confirmed'; idempotencyKey: string; reading?: readonly ReadPage[] }
  | { type: 'intent.kept'; intent: Intent | null }
  | { type: 'intent.proved'; token: string }
  | { type: 'progress.told'; progress: SigningProgress }
  | { type: 'reading.done' }
  | { type: 'draft.restored'; marks: readonly Mark[] }
  | { type: 'draft.discarded' }
  | { type: 'reject.requested' }
  | { type: 'reject.confirmed'; reason: string; idempotencyKey: string }
  | { type: 'dialog.closed' };

export type SignPanelEmitted =
  | { type: 'loaded'; view: PanelView }
  /** `done`: the person has said that all is placed, and the checks found nothing. */
  | { type: 'placed'; marks: readonly Mark[]; done: boolean }
  /** The host has the signature; `onPage`: it was made at the page of a service, and the host's state says so. */
  | { type: 'signed'; receipt: SignReceipt; recordId: string | null; onPage: boolean }
  /** A signature at the page of a service has submitted the workflow, some time after it was told of. */
  | { type: 'submitted'; recordId: string | null }
  | { type: 'rejected'; envelopeId: string; reason: string }
  | { type: 'failed'; error: EsignError };

export interface SignPanelContext {
  target: PanelTarget | undefined;
  mode: PanelMode;
  /** Whether the host lets a person place whose turn has not come; null until it was asked. */
  ahead: boolean | null;
  view: PanelView | undefined;
  seals: readonly Seal[];
  board: MarkBoard;
  /** The mark whose numbers are shown, and all that are worked on together. */
  selectedId: string | null;
  selection: readonly string[];
  armedSealId: string | null;
  /** Hashes of the documents that the signer has before their eyes; a signature pins them. */
  pinned: Readonly<Record<string, string>>;
  /** One key per intent: a retry of the same content carries it again, changed content gets another. */
  intentKey: string | null;
  reason: string;
  /** What the host asks for beside the marks; null where it has no word for it. */
  terms: SigningTerms | null;
  hasRead: boolean;
  /** What was read when the submit was confirmed: a retry tells the same. */
  reading: readonly ReadPage[];
  /** What the intent step started and nobody has answered yet: it is shown again when the step is opened again. */
  startedIntent: Intent | null;
  /** What the intent step gave. */
  intentToken: string | null;
  faults: readonly MarkError[];
  /** Whether the person has said that all is placed: they are asked about warnings once. */
  finish: 'asked' | 'done' | null;
  error: EsignError | undefined;
  receipt: SignReceipt | undefined;
  /** What the host told of the signature that is under way; nothing of it is signed yet. */
  progress: readonly SigningProgress[];
  /** Something changed while a dialog was open or a request was under way; it is read as soon as nothing is lost by it. */
  isBehind: boolean;
}

export interface LoadInput {
  readonly target: PanelTarget | undefined;
  readonly mode: PanelMode;
}

export interface LoadedPanel {
  readonly view: PanelView;
  readonly seals: readonly Seal[];
  readonly terms?: SigningTerms | null;
  readonly ahead?: boolean | null;
}

export interface ActInput {
  readonly act: PanelAct;
  readonly recordId: string | null;
  readonly envelopeId: string | null;
  readonly idempotencyKey: string;
}

export interface SignInput {
  readonly envelopeId: string;
  readonly request: SignEnvelope;
  readonly idempotencyKey: string;
  readonly onProgress: (progress: SigningProgress) => void;
}

export interface RejectInput {
  readonly envelopeId: string;
  readonly reason: string;
  readonly idempotencyKey: string;
}
