import type { DraftStore } from '../../core/draft.js';
import { MARK_DRAFTS, markDraftKey, readMarkDraft, writeMarkDraft, type MarkDraft } from '../../core/mark-draft.js';
import type { SignPanelContext, SignPanelEmitted } from '../../machines/sign-panel.events.js';

/** Under what the marks of the person are kept; undefined for who is no signer. */
export function keyOf({ view }: SignPanelContext): string | undefined {
  return view?.me && view.envelope ? markDraftKey(view.envelope, view.me) : undefined;
}

/** Keeps what was placed, or forgets it: it was submitted, declined or removed, or the person was signed out. */
export async function keepDraft(
  event: SignPanelEmitted,
  context: SignPanelContext,
  store: DraftStore,
  isOfPage: boolean,
): Promise<void> {
  if (event.type === 'failed' && isOfPage) {
    // whoever sits down next must not find what others placed
    for (const key of Object.keys(localStorage)) if (key.startsWith(MARK_DRAFTS)) localStorage.removeItem(key);
    return;
  }
  const key = keyOf(context);
  if (!key || event.type === 'submitted') return;
  if (event.type === 'placed' && event.marks.length > 0) {
    const documents = context.view?.envelope?.documents ?? [];
    await store.write(key, writeMarkDraft(event.marks, documents, new Date().toISOString()));
  } else await store.remove(key);
}

/** The draft with the marks whose seals the person still has; null where nothing of it is left. */
export async function readBack(
  key: string,
  { view, seals }: SignPanelContext,
  store: DraftStore,
): Promise<Pick<MarkDraft, 'marks' | 'savedAt'> | null> {
  const draft = readMarkDraft(await store.read(key), view?.envelope?.documents ?? [], new Date().toISOString());
  const known = new Set(seals.map(({ id }) => id));
  const marks = draft?.marks.filter(({ sealId }) => sealId === null || known.has(sealId)) ?? [];
  return draft && marks.length > 0 ? { marks, savedAt: draft.savedAt } : null;
}
