import { assign, emit, fromPromise, setup } from 'xstate';

import { EsignError } from '../core/errors.js';
import { checkSealDesign } from '../core/seal-design.js';
import { editSeal, newSealDraft, redoSeal, undoSeal, type SealDraft, type SealEdit } from '../core/seal-draft.js';
import type { DesignSeal, LibrarySeal, SealLibraryPage } from '../schema/seal-library.js';

/** Every seal of a binding, and what holds for all of them. */
export type SealLibraryContent = Omit<SealLibraryPage, 'nextCursor'>;

/** One intent of the person: a retry after a lost answer carries the key of the first try. */
export interface SealDesignIntent {
  readonly bindingId: string;
  readonly design: DesignSeal;
  readonly key: string;
}

/** `key` is a fresh idempotency key. */
export type SealLibraryEvent =
  | { type: 'binding.assigned'; bindingId: string }
  | { type: 'refresh.requested' }
  | { type: 'sync.requested'; key: string }
  | { type: 'design.opened' }
  | { type: 'design.changed'; edit: SealEdit }
  | { type: 'undo.requested' }
  | { type: 'redo.requested' }
  | { type: 'save.requested'; key: string }
  | { type: 'close.requested' }
  | { type: 'leave.confirmed' }
  | { type: 'leave.declined' };

export type SealLibraryEmitted =
  | { type: 'created'; seal: LibrarySeal }
  | { type: 'synced'; bindingId: string }
  | { type: 'failed'; error: EsignError };

export interface SealLibraryContext {
  bindingId: string;
  content: SealLibraryContent | null;
  draft: SealDraft | null;
  intent: SealDesignIntent | null;
  error: EsignError | undefined;
}

/** Guards, actions and placeholders of `sealLibraryMachine`. */
export const sealLibrarySetup = setup({
  types: {
    context: {} as SealLibraryContext,
    events: {} as SealLibraryEvent,
    emitted: {} as SealLibraryEmitted,
    tags: {} as 'busy' | 'design',
  },
  actors: {
    load: fromPromise<SealLibraryContent, { bindingId: string }>(() =>
      Promise.reject(new Error('load is not provided')),
    ),
    sync: fromPromise<void, { bindingId: string; key: string }>(() =>
      Promise.reject(new Error('sync is not provided')),
    ),
    design: fromPromise<LibrarySeal, SealDesignIntent>(() => Promise.reject(new Error('design is not provided'))),
  },
  guards: {
    isAssigned: (_, { bindingId }: { bindingId: string }) => bindingId !== '',
    isForbidden: ({ context }) => ['forbidden', 'not-found', 'not-signed-in'].includes(context.error?.code ?? ''),
    isOffline: ({ context }) => context.error?.code === 'network',
    maySync: ({ context }) => context.content?.canSync === true && context.content.isSynced,
    mayDesign: ({ context }) => context.content?.designBar === null,
    isChanged: ({ context }) => context.draft !== null && context.draft.past.length > 0,
    canUndo: ({ context }) => context.draft !== null && context.draft.past.length > 0,
    canRedo: ({ context }) => context.draft !== null && context.draft.future.length > 0,
    isSound: ({ context }) =>
      context.draft !== null && checkSealDesign(context.draft.design).every(({ severity }) => severity !== 'error'),
  },
  actions: {
    startBinding: assign((_, { bindingId }: { bindingId: string }) => ({
      bindingId,
      content: null,
      draft: null,
      intent: null,
      error: undefined,
    })),
    keepContent: assign((_, { content }: { content: SealLibraryContent }) => ({ content, error: undefined })),
    startDraft: assign(({ context }) => ({
      draft: newSealDraft(
        context.content?.organization ?? '',
        context.content?.holderKinds.length ? { kind: 'me' } : undefined,
      ),
      intent: null,
      error: undefined,
    })),
    // what the host said was about what stood there before
    edit: assign(({ context }, { edit }: { edit: SealEdit }) => ({
      draft: context.draft && editSeal(context.draft, edit),
      error: undefined,
    })),
    undo: assign(({ context }) => ({ draft: context.draft && undoSeal(context.draft), error: undefined })),
    redo: assign(({ context }) => ({ draft: context.draft && redoSeal(context.draft), error: undefined })),
    dropDraft: assign({ draft: null, intent: null, error: undefined }),
    keepIntent: assign(({ context }, { key }: { key: string }) => {
      if (!context.draft) return {};
      const { design } = context.draft;
      const isRetry = JSON.stringify(context.intent?.design) === JSON.stringify(design);
      return {
        error: undefined,
        intent: isRetry ? context.intent : { bindingId: context.bindingId, design, key },
      };
    }),
    // a refusal is final for its key: the host would repeat it. Only a lost answer may be asked for again.
    closeIntent: assign(({ context }) => ({ intent: context.error?.retryable ? context.intent : null })),
    announceMade: emit((_, { seal }: { seal: LibrarySeal }) => ({ type: 'created' as const, seal })),
    announceSynced: emit(({ context }) => ({ type: 'synced' as const, bindingId: context.bindingId })),
    fail: assign((_, { error }: { error: unknown }) => ({ error: EsignError.from(error) })),
    announceFailed: emit(({ context }) => ({
      type: 'failed' as const,
      error: context.error ?? new EsignError('unexpected', 'nobody said why'),
    })),
  },
});
