export { createSealLibraryHost } from '../api/seal-library-host.js';
export { SealLibrary } from '../define/seal-library.js';
