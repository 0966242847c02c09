import { cpSync, createReadStream, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, type Plugin } from 'vite';

import { quietPdfjsCode } from './lean-pdfjs.js';

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

const isScript = (name: string): boolean => name.endsWith('.mjs');

/** Writes what pdf.js loads at run time into `<folder>/assets/pdfjs`. */
export async function writePdfAssets(folder: string): Promise<void> {
  const target = path.join(folder, 'assets', 'pdfjs');
  mkdirSync(target, { recursive: true });
  await Promise.all(
    Object.keys(parts)
      .filter(isScript)
      .map((name) => writeScript(name, target)),
  );
  for (const [name, source] of Object.entries(parts)) {
    if (!isScript(name)) cpSync(path.join(pdfjs, source), path.join(target, name), { recursive: true });
  }
}

/** A script that runs beside the page, whose own errors no longer hold up its start. */
async function writeScript(name: string, target: string): Promise<void> {
  const entry = path.join(pdfjs, 'legacy', 'build', name);
  const [licence = ''] = /^\/\*\*[\s\S]*?\*\//.exec(readFileSync(entry, 'utf8')) ?? [];
  const quiet: Plugin = {
    name: 'quiet-pdfjs',
    transform: (code, id) => (id.endsWith(name) ? quietPdfjsCode(code) : null),
  };
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [quiet],
    build: {
      outDir: target,
      emptyOutDir: false,
      target: 'es2022',
      minify: true,
      chunkSizeWarningLimit: 2_000,
      lib: { entry, formats: ['es'], fileName: () => name },
      rolldownOptions: { treeshake: false, output: { minify: true, postBanner: licence } },
    },
  });
}

const types: Record<string, string> = {
  '.mjs': 'text/javascript',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** Serves the files of pdf.js at `/assets/pdfjs/` in development and writes them beside the built page. */
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
    async writeBundle() {
      await writePdfAssets(outDir);
    },
  };
}
