export { createHttpHost } from '../api/http-host.js';
export { MappingEditor } from '../define/mapping-editor.js';
