/** What a Node backend mounts: `createHost`, the port to its own OA, and the shapes of both. */
export { createHost, type Host, type HostOptions, type HostParts } from './create-host.js';
export type * from './oa-port.js';
export type { HostSession, ResolveSession } from './http/session.js';
