import type { MappingDraft } from '../../core/draft.js';
import type { MappingEditorContext } from '../../machines/mapping-editor.machine.js';

/** The draft that can be taken next. */
export function offeredDraft({ offers }: Pick<MappingEditorContext, 'offers'>): MappingDraft | undefined {
  const [offer] = offers;
  return offer?.kind === 'draft' ? offer.draft : undefined;
}
