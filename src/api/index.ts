export * from './host-client.js';
export { createHttpHost, type HttpHostOptions } from './http-host.js';
export { createSealLibraryHost, type SealLibraryHost } from './seal-library-host.js';
