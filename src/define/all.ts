export { MappingEditor } from './mapping-editor.js';
export { SealApply } from './seal-apply.js';
export { SealLibrary } from './seal-library.js';
export { SignPanel } from './sign-panel.js';
