import type {
  PanelTarget,
  SignPanelContext,
  SignPanelEmitted,
  SignPanelEvent,
} from '../../machines/sign-panel.events.js';
import type { Mark } from '../../schema/placement.js';
import { emit } from '../../ui/emit.js';
import { markText, seamText } from '../../ui/mark-text.js';
import type { PanelTexts } from './sign-panel.views.js';

/** Fires the public event for news of the chart; answers what a screen reader should say, if anything. */
export function tellPage(
  element: HTMLElement,
  event: SignPanelEmitted,
  texts: PanelTexts,
  context: SignPanelContext | undefined,
): string | undefined {
  switch (event.type) {
    case 'loaded': {
      const { recordId, envelope, state } = event.view;
      emit(element, 'esign-ready', { recordId, envelopeId: envelope?.id ?? null, state });
      return undefined;
    }
    case 'placed':
      emit(element, 'esign-placed', { marks: [...event.marks], done: event.done });
      // the bar says it itself
      return event.done ? undefined : describe(event.marks, texts, context);
    case 'signed':
      emit(element, 'esign-signed', { receipt: event.receipt });
      if (event.receipt.workflowSubmitted && event.recordId) {
        emit(element, 'esign-submit-workflow', { recordId: event.recordId });
      }
      return texts.signed.title;
    case 'submitted':
      if (event.recordId) emit(element, 'esign-submit-workflow', { recordId: event.recordId });
      return undefined;
    case 'rejected':
      emit(element, 'esign-rejected', { envelopeId: event.envelopeId, reason: event.reason });
      return texts.status.rejected;
    case 'failed':
      emit(element, 'esign-error', { code: event.error.code, message: event.error.message });
      return undefined;
  }
}

/** After an edit: where the selected mark is now, or how many there are. */
function describe(marks: readonly Mark[], texts: PanelTexts, context: SignPanelContext | undefined): string {
  const chosen = context?.selection.length ?? 0;
  if (chosen > 1) return texts.placing.moved(chosen);
  const mark = marks.find(({ id }) => id === context?.selectedId);
  const seal = context?.seals.find(({ id }) => id === mark?.sealId);
  const pages = context?.view?.envelope?.documents.find(({ id }) => id === mark?.documentId)?.pages ?? [];
  if (mark?.seam) return seamText(mark, seal?.name ?? texts.mark.seal, pages, texts.seam);
  return mark ? markText(mark, seal?.name ?? texts.mark[mark.kind], texts) : texts.placedCount(marks.length);
}

export function targetOf({ recordId, envelopeId }: { recordId: string; envelopeId: string }): PanelTarget | undefined {
  if (recordId) return { kind: 'record', recordId };
  return envelopeId ? { kind: 'envelope', envelopeId } : undefined;
}

/** Escape puts an armed seal back; Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z undo and redo, but not while a person types. */
export function requestOfKey(event: KeyboardEvent): SignPanelEvent | undefined {
  if (isTyping(event)) return undefined;
  if (event.key === 'Escape') return { type: 'seal.armed', sealId: null };
  if (!event.ctrlKey && !event.metaKey) return undefined;
  const key = event.key.toLowerCase();
  if (key === 'y' || (key === 'z' && event.shiftKey)) return { type: 'redo.requested' };
  return key === 'z' ? { type: 'undo.requested' } : undefined;
}

function isTyping(event: KeyboardEvent): boolean {
  return event.composedPath().some((node) => node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement);
}

/** What a key does to the view. By its place, because some layouts write other signs with Alt. */
export function viewKey(event: KeyboardEvent): 'turn' | 'back' | 'next' | undefined {
  const { altKey, ctrlKey, metaKey, code } = event;
  if (!altKey || ctrlKey || metaKey || isTyping(event)) return undefined;
  switch (code) {
    case 'KeyR':
      return 'turn';
    case 'KeyN':
      return 'next';
    case 'ArrowLeft':
      return 'back';
    default:
      return undefined;
  }
}

/** What the element waits for, in words; empty when it waits for nothing that a person asked for. */
export function waitingText(state: unknown, { busy }: PanelTexts): string {
  if (state === 'signing') return busy.signing;
  if (state === 'sendingRejection') return busy.rejecting;
  return state === 'acting' ? busy.creating : '';
}

/** The dialog that belongs to a state of the chart. */
export function openDialog(state: unknown): 'confirm' | 'prove' | 'reject' | null {
  if (typeof state !== 'object' || state === null || !('placing' in state)) return null;
  if (state.placing === 'confirming') return 'confirm';
  if (state.placing === 'proving') return 'prove';
  return state.placing === 'rejecting' ? 'reject' : null;
}
