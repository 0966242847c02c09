import { deskElements } from '../elements/mapping-editor/editor-shell.js';

export { createHttpHost } from '../api/http-host.js';
export { MappingEditor } from '../define/mapping-editor.js';

// who loads this file shows an editor, so what draws one is on its way before an element asks for it; the element also
// says when it did not come
void deskElements.load().catch(() => undefined);
