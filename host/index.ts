/** What a Node backend mounts: `createHost`, the port to its own OA, and the shapes of both. */
export { createHost, type Host, type HostOptions, type HostParts } from './create-host.js';
export type * from './identity-port.js';
export type * from './oa-port.js';
export type * from './signing-port.js';
export type { HostLog, InputLine, RequestLine } from './observe/log.js';
export type { HostMetrics } from './observe/metrics.js';
export type { HostSession, ResolveSession } from './http/session.js';
export type { Connection } from './http/client.js';
export type { RateLimit, RateLimits } from './http/rate-limit.js';
/** For an OA in the same process that reads the host's tables by itself: outside of both it sees no row on PostgreSQL. */
export { asSystem, asTenant } from './store/tenant-scope.js';
