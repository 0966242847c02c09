/** The elements as classes and what a page needs to feed them. Importing this registers nothing; see `define`. */
export { createHttpHost, type HttpHostOptions } from './api/http-host.js';
export type { HostClient } from './api/host-client.js';
export { EsignError } from './core/errors.js';
export { MappingEditor, type EsignEventMap } from './elements/mapping-editor/mapping-editor.js';
export { SealApply } from './elements/seal-apply/seal-apply.js';
export { SealLibrary } from './elements/seal-library/seal-library.js';
export { SignPanel } from './elements/sign-panel/sign-panel.js';
export { setPdfAssetBase } from './pdf/assets.js';
export type { DocumentLimits } from './pdf/limits.js';
