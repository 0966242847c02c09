import { cpSync, createReadStream, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Plugin } from 'vite';

const pdfjs = fileURLToPath(new URL('../node_modules/pdfjs-dist/', import.meta.url));

// the legacy build, because the modern one fails on Chromium 138 and older; never inlined, because policies forbid data:
const parts: Record<string, string> = {
  'pdf.worker.mjs': 'legacy/build/pdf.worker.min.mjs',
  'pdf.renderer.mjs': 'legacy/build/pdf.renderer.min.mjs',
  cmaps: 'cmaps',
  standard_fonts: 'standard_fonts',
  wasm: 'wasm',
  iccs: 'iccs',
};

/** Copies what pdf.js loads at run time into `<folder>/assets/pdfjs`. */
export function copyPdfAssets(folder: string): void {
  const target = path.join(folder, 'assets', 'pdfjs');
  mkdirSync(target, { recursive: true });
  for (const [name, source] of Object.entries(parts)) {
    cpSync(path.join(pdfjs, source), path.join(target, name), { recursive: true });
  }
}

const types: Record<string, string> = {
  '.mjs': 'text/javascript',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** Serves the files of pdf.js at `/assets/pdfjs/` in development and copies them beside the built page. */
export function pdfAssets(): Plugin {
  let outDir = '';
  return {
    name: 'esign-pdf-assets',
    configResolved(config) {
      outDir = path.resolve(config.root, config.build.outDir);
    },
    configureServer(server) {
      server.middlewares.use('/assets/pdfjs', (request, response, next) => {
        const [head = '', ...rest] = new URL(request.url ?? '/', 'http://localhost').pathname
          .split('/')
          .filter(Boolean);
        const part = parts[head];
        const file = part && path.join(pdfjs, part, ...rest.filter((segment) => segment !== '..'));
        if (!file || !existsSync(file) || !statSync(file).isFile()) {
          next();
          return;
        }
        response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream');
        createReadStream(file).pipe(response);
      });
    },
    writeBundle() {
      copyPdfAssets(outDir);
    },
  };
}
