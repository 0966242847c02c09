import type { Server } from 'node:http';

import { serve } from '@hono/node-server';

import type { Connection } from './client.js';

export interface ListenOptions {
  readonly port: number;
  readonly hostname: string;
  /** In seconds, as in the settings; those of Node without them. */
  readonly limits?: { readonly headers: number; readonly request: number; readonly keepAlive: number } | undefined;
}

/** Opens a server for what speaks Fetch. @throws Error in one line, when the port is taken. */
export function listen(
  fetch: (request: Request, connection: Connection) => Promise<Response>,
  { port, hostname, limits }: ListenOptions,
): Promise<Server> {
  const serverOptions = limits
    ? {
        headersTimeout: limits.headers * 1000,
        requestTimeout: limits.request * 1000,
        keepAliveTimeout: limits.keepAlive * 1000,
        // Node looks for slow clients every 30 seconds otherwise, whatever the limits say
        connectionsCheckingInterval: 1000,
      }
    : {};
  return new Promise((resolve, reject) => {
    // without a factory of ours it is a server of node:http
    const answer = (request: Request, { incoming }: { incoming: { socket: Connection } }): Promise<Response> =>
      fetch(request, incoming.socket);
    const server = serve({ fetch: answer, port, hostname, serverOptions }, () => resolve(server)) as Server;
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new Error(`port ${port} is taken; set PORT to another one`) : error);
    });
  });
}

export function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen on a port');
  return address.port;
}
