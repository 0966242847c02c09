#!/usr/bin/env node
/** `npm run host`: the reference host for an OA of your own, without the demo. docs/operations.md says how to run it. */
import { realpathSync } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { EsignError } from '../src/core/errors.js';
import { findMisspelt, readConfig, type HostConfig } from './config.js';
import { createHost, type Host, type HostParts } from './create-host.js';
import { hostOptions } from './host-options.js';
import { listen, portOf } from './http/listen.js';
import type { ResolveSession } from './http/session.js';
import type { OaPort } from './oa-port.js';
import { createLog, type HostLog } from './observe/log.js';
import { createPrometheus, type Prometheus } from './observe/prometheus.js';

/** What the module exports that `OA_MODULE` names. */
export interface OaModule {
  createOa(parts: HostParts): OaPort | Promise<OaPort>;
  readonly resolveSession: ResolveSession;
}

export interface RunningServer {
  readonly url: string;
  /** @returns Whether everything ended by itself; otherwise something was cut. */
  close(): Promise<boolean>;
}

/** @throws Error in one line, when there is no such module or it is none of an OA. */
async function loadOa(name: string | undefined): Promise<OaModule> {
  if (name === undefined) {
    throw new Error('OA_MODULE is not set: name the module of your OA, or run the demo with "npm start"');
  }
  const isFile = name.startsWith('.') || path.isAbsolute(name);
  const loaded = (await import(isFile ? pathToFileURL(path.resolve(name)).href : name)) as Partial<OaModule>;
  const { createOa, resolveSession } = loaded;
  if (typeof createOa !== 'function' || typeof resolveSession !== 'function') {
    throw new Error(`OA_MODULE ${name} has to export the functions createOa and resolveSession`);
  }
  return { createOa, resolveSession };
}

/** Opens the host and its server; logs `ready` when it answers. */
export async function serveHost(environment: Record<string, string | undefined>): Promise<RunningServer> {
  const config = readConfig(environment);
  const log = createLog({ level: config.logLevel });
  for (const warning of findMisspelt(environment)) log.warn(warning);
  const { createOa, resolveSession } = await loadOa(config.oaModule);
  const prometheus = config.metrics ? createPrometheus() : null;
  const host = await createHost({
    ...hostOptions(config),
    oa: createOa,
    resolveSession,
    log,
    metrics: prometheus?.metrics,
  });
  for (const note of host.notes) log.warn(note);
  const servers: Server[] = [];
  try {
    const limits = {
      headers: config.headersTimeout,
      request: config.requestTimeout,
      keepAlive: config.keepAliveTimeout,
    };
    const { port, hostname } = config;
    servers.push(await listen(withMetrics(host, prometheus, config), { port, hostname, limits }));
    if (prometheus && config.metricsPort !== undefined) {
      const answer = (request: Request): Promise<Response> => prometheus.answer(request);
      servers.push(await listen(answer, { port: config.metricsPort, hostname: 'localhost', limits }));
    }
  } catch (error) {
    for (const server of servers) server.close();
    await host.close();
    throw error;
  }
  const [first] = servers;
  const url = `http://${config.hostname}:${first ? portOf(first) : config.port}`;
  log.info(`ready ${url}`);
  let closing: Promise<boolean> | undefined;
  return { url, close: () => (closing ??= shutDown(host, servers, config, log)) };
}

function withMetrics(host: Host, prometheus: Prometheus | null, { metricsToken }: HostConfig): Host['fetch'] {
  if (!prometheus || metricsToken === undefined) return host.fetch;
  return (request, connection) =>
    new URL(request.url).pathname === '/metrics'
      ? prometheus.answer(request, metricsToken)
      : host.fetch(request, connection);
}

/** F15: nobody loses an answer because we were told to go. */
async function shutDown(host: Host, servers: readonly Server[], config: HostConfig, log: HostLog): Promise<boolean> {
  log.info('closing');
  host.leave();
  await delay(config.shutdownDelay * 1000);
  const ended = Promise.all(servers.map((server) => endServer(server)));
  const limitMs = config.shutdownTimeout * 1000;
  const over = new AbortController();
  const isClean = await Promise.race([
    Promise.all([ended, host.close({ waitMs: limitMs })]).then(
      () => true,
      (error: unknown) => {
        const { code, message, stack } = EsignError.from(error);
        log.report({ code, message: `closing failed: ${message}`, path: 'shutdown', stack });
        return false;
      },
    ),
    delay(limitMs, false, { signal: over.signal }),
  ]);
  over.abort();
  for (const server of servers) server.closeAllConnections();
  if (isClean) log.info('closed');
  else log.warn(`closed by force, at most ${config.shutdownTimeout} s were given; requests cut: ${host.inFlight}`);
  return isClean;
}

function endServer(server: Server): Promise<void> {
  // a connection that is open already must not bring one request after another
  server.keepAliveTimeout = 1;
  server.prependListener('request', (_, response: ServerResponse) => {
    response.shouldKeepAlive = false;
  });
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** `serveHost` for a program: a fault at the start is one line, a first signal closes, a second one ends at once. */
async function run(): Promise<void> {
  const starting = serveHost(process.env);
  let isClosing = false;
  // from the beginning: who reads `ready` may send a signal in the same moment
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isClosing) process.exit(1);
      isClosing = true;
      void starting.then(({ close }) => close()).then((isClean) => process.exit(isClean ? 0 : 1), endWithFault);
    });
  }
  await starting.catch(endWithFault);
}

function endWithFault(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

const started = process.argv[1];
// a link, as package managers make them for programs, is us too
if (started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url)) await run();
