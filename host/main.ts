import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Server } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { findMisspelt, readConfig } from './config.js';
import type { Host } from './create-host.js';
import { createDemoHost, type DemoHostOptions } from './demo/demo-host.js';
import { hostOptions } from './host-options.js';
import { listen, portOf } from './http/listen.js';

/** What the demo page and everything in it may do. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
].join('; ');

const MEDIA_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

export interface MainOptions {
  /** The built demo page; `dist/demo` when it was built. */
  readonly staticDir?: string;
  /** The assets of pdf.js, when they are not in `staticDir`; `dist/assets/pdfjs` when it was built. */
  readonly pdfAssetDir?: string;
  readonly environment?: Record<string, string | undefined>;
  /** Signature services beside the built-in one, and the origins of their pages that may stand in a frame. */
  readonly providers?: DemoHostOptions['providers'];
  readonly frameSources?: readonly string[];
  /** Done once folder and port are ours, and before the host says that it is ready: building the page. */
  readonly beforeReady?: (host: Host) => Promise<void>;
}

export interface Running {
  readonly url: string;
  readonly host: Host;
  close(): Promise<void>;
}

function builtFolders(): MainOptions {
  const staticDir = path.resolve('dist/demo');
  const pdfAssetDir = path.resolve('dist/assets/pdfjs');
  return { ...(existsSync(staticDir) ? { staticDir } : {}), ...(existsSync(pdfAssetDir) ? { pdfAssetDir } : {}) };
}

/** The file that an address means, or null: nothing outside of the folder, no folders, no hidden files. */
async function findStatic(folder: string, address: string): Promise<string | null> {
  let name: string;
  try {
    name = decodeURIComponent(address);
  } catch {
    // a broken escape names no file
    return null;
  }
  if (name.includes('\0') || name.split('/').some((part) => part.startsWith('.'))) return null;
  const file = path.join(folder, path.normalize(`/${name}`));
  const info = await stat(file).catch(() => null);
  return info?.isFile() ? file : null;
}

async function serveStatic(
  request: Request,
  { staticDir, pdfAssetDir, frameSources = [] }: MainOptions,
): Promise<Response | null> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return null;
  const { pathname } = new URL(request.url);
  const isPage = pathname === '/' || pathname === '/index.html';
  const folders: (readonly [folder: string, address: string])[] = [];
  if (staticDir) folders.push([staticDir, isPage ? '/index.html' : pathname]);
  const assets = '/assets/pdfjs/';
  if (pdfAssetDir && pathname.startsWith(assets)) folders.push([pdfAssetDir, pathname.slice(assets.length)]);
  for (const [folder, address] of folders) {
    const file = await findStatic(folder, address);
    if (!file) continue;
    const isHashed = /-[\w-]{8}\.\w+$/.test(file);
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(await readFile(file)), {
      headers: {
        'content-type': MEDIA_TYPES[path.extname(file)] ?? 'application/octet-stream',
        'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
        'content-security-policy': frameSources.length > 0 ? `${POLICY}; frame-src ${frameSources.join(' ')}` : POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      },
    });
  }
  return null;
}

/**
 * Starts the demo: host, demo OA and page in one process. Prints `ready http://localhost:<port>` when it answers.
 */
export async function main(given: MainOptions = {}): Promise<Running> {
  let folders: MainOptions | null = null;
  const environment = given.environment ?? process.env;
  const config = readConfig(environment);
  for (const warning of findMisspelt(environment)) process.stderr.write(`${warning}\n`);
  const host = await createDemoHost({
    ...hostOptions(config),
    withEnvelopes: true,
    ...(given.providers && { providers: given.providers }),
  });
  let server: Server;
  try {
    server = await listen(
      async (request, connection) => {
        if (!folders) return new Response('starting\n', { status: 503, headers: { 'retry-after': '2' } });
        return (await serveStatic(request, folders)) ?? host.fetch(request, connection);
      },
      { port: config.port, hostname: config.hostname },
    );
  } catch (error) {
    await host.close();
    throw error;
  }
  try {
    await given.beforeReady?.(host);
  } catch (error) {
    server.close();
    await host.close();
    throw error;
  }
  folders = { ...builtFolders(), ...given };
  const url = `http://localhost:${portOf(server)}`;
  if (!config.databaseUrl) {
    process.stdout.write(
      'embedded database: safe against a killed process, not against a power cut; use DATABASE_URL for production\n',
    );
  }
  for (const note of host.notes) process.stdout.write(`${note}\n`);
  process.stdout.write(`ready ${url}\n`);

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= (async () => {
      const ended = new Promise((resolve) => server.close(resolve));
      // streams end with the host; what is left over is cut
      await host.close();
      server.closeAllConnections();
      await ended;
    })();
    return closing;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void close().then(() => process.exit(0));
    });
  }
  return { url, host, close };
}

/** `main` for a program: what goes wrong is one line, and the exit code is 1. Answers whether it runs. */
export async function run(options: MainOptions = {}): Promise<boolean> {
  try {
    await main(options);
    return true;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
    return false;
  }
}

const isEntry = process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url);
if (isEntry) await run();
