export * from './host-client.js';
export { createHttpHost, type HttpHostOptions } from './http-host.js';
