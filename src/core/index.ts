/** The pure heart: what the editor's simulator, the elements and the host decide with. No DOM, no clock, no network. */
export * from './bind.js';
export * from './checks.js';
export * from './commands.js';
export * from './empty-mapping.js';
export * from './errors.js';
export * from './field-index.js';
export * from './geometry.js';
export * from './graph-layout.js';
export * from './graph.js';
export * from './history.js';
export * from './page-ranges.js';
export * from './parse.js';
export * from './pointer.js';
export * from './seal-use-slots.js';
export * from './slots.js';
export * from './template-text.js';
export * from './type-matrix.js';
