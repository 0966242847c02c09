import { html, nothing, type TemplateResult } from 'lit';

import type { MappingEditorEvent } from '../../machines/mapping-editor.machine.js';
import { glyph } from '../../ui/icons.js';
import type { MappingView } from '../../ui/mapping-view.js';
import { offeredDraft } from './editor-offer.js';
import {
  editorParts,
  renderMergePanel,
  renderRestorePanel,
  type EditorPart,
  type PartName,
  type PartRenderer,
} from './editor-parts.js';
import type { EditorSnapshot } from './editor-snapshot.js';

type Drawn = TemplateResult | typeof nothing;

/** A part of the editor over everything else. What a person may need meanwhile stands in it: all outside is inert. */
export function renderSheet(
  view: MappingView,
  name: PartName,
  { content, toast, close }: { readonly content: Drawn; readonly toast: Drawn; close(): void },
): TemplateResult {
  const part: EditorPart = editorParts[name];
  const handleClose = (event: Event): void => {
    event.preventDefault();
    close();
  };
  return html`<dialog class="sheet sheet-${name}" aria-labelledby="sheet-title" @cancel=${handleClose}>
    <header>
      <h2 id="sheet-title">${part.title(view.messages, view)}</h2>
      <button
        class="button quiet icon"
        type="button"
        aria-label=${view.messages.drawer.closeSheet}
        @click=${handleClose}
      >
        ${glyph('close')}
      </button>
    </header>
    <div class="content">${content}</div>
    ${toast}
  </dialog>`;
}

/** Both sides of a conflict, or of a draft that is taken back, to be merged. */
export function renderMerge(
  view: MappingView,
  snapshot: EditorSnapshot,
  parts: PartRenderer,
  send: (event: MappingEditorEvent) => void,
): Drawn {
  const draft = snapshot.matches({ document: { ready: 'restoring' } }) ? offeredDraft(snapshot.context) : undefined;
  if (!draft && !snapshot.context.theirs) return nothing;
  return parts.renderLoaded('esign-merge-panel', view, () =>
    draft ? renderRestorePanel(view, draft, send) : renderMergePanel(view, snapshot.context, send),
  );
}
