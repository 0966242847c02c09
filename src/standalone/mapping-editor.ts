export { createHttpHost } from '../api/http-host.js';
export { MappingEditor } from '../define/mapping-editor.js';

// who loads this file shows an editor, so what draws one is on its way before an element asks for it; the element says
// when it did not come
void import('../define/mapping-desk.js').catch(() => undefined);
