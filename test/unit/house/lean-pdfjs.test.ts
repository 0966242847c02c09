import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { build } from 'vite';
import { describe, expect, it } from 'vitest';

import { leanPdfjs, leanPdfjsCode, quietPdfjsCode } from '../../../scripts/lean-pdfjs.js';
import { writePdfAssets } from '../../../scripts/pdf-assets.js';

const published = (script: string): string =>
  readFileSync(path.resolve('node_modules/pdfjs-dist/legacy/build', script), 'utf8');

async function bundled(lean: boolean): Promise<string> {
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    plugins: lean ? [leanPdfjs()] : [],
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      lib: { entry: path.resolve('src/pdf/pdfjs.ts'), formats: ['es'], fileName: 'pdfjs' },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error('nothing was built');
  return output.output.map((file) => (file.type === 'chunk' ? file.code : '')).join('');
}

describe('what of pdf.js comes to the page', () => {
  it('is what draws and reads, without editors, layers of annotations and XFA', { timeout: 60_000 }, async () => {
    const [lean, whole] = await Promise.all([bundled(true), bundled(false)]);

    const kept = ['CanvasGraphics', 'WorkerTransport', 'RendererWorker', 'PDFDataRangeTransport', 'FontLoader'];
    const left = ['AnnotationEditorUIManager', 'AnnotationEditorLayer', 'FreeTextEditor'];
    const has = (code: string, name: string): boolean => new RegExp(`class ${name}\\b`).test(code);
    expect(kept.filter((name) => !has(lean, name))).toEqual([]);
    expect(left.filter((name) => has(lean, name))).toEqual([]);
    expect(left.filter((name) => !has(whole, name))).toEqual([]);
    expect(lean).not.toContain('globalThis.pdfjsLib');
    expect(lean.length).toBeLessThan(whole.length * 0.65);
  });

  it('is asked about again with a version that is written otherwise', () => {
    const code = published('pdf.mjs');

    expect(() => leanPdfjsCode(code)).not.toThrow();
    for (const part of ['globalThis.pdfjsLib = {', ' instanceof AnnotationEditor', '\nclass ']) {
      expect(() => leanPdfjsCode(code.replaceAll(part, '\n// '))).toThrow('written otherwise');
    }
  });
});

describe('the scripts of pdf.js', () => {
  it.each(['pdf.mjs', 'pdf.worker.mjs', 'pdf.renderer.mjs'])(
    'have their polyfills, and the errors that these make, on a stack without the rest of %s',
    (script) => {
      const code = quietPdfjsCode(published(script));
      const [polyfills = '', library = ''] = code.split(/^;\/\/ \.\/src\//m, 2);

      expect(polyfills.match(/^\w+_namespaceFn\(\);$/gm)?.length).toBe(
        published(script).match(/^\w+_namespaceFn\(\);$/gm)?.length,
      );
      expect(code.slice(polyfills.length)).not.toMatch(/_namespaceFn\(\);|prototype = new Error/);
      expect(library).not.toBe('');
    },
  );

  it('are asked about again with a version that is written otherwise', () => {
    const code = published('pdf.worker.mjs');

    expect(() => quietPdfjsCode(code)).not.toThrow();
    for (const part of ['/******/ var __webpack_modules__', '_namespaceFn();', '.prototype = new Error();']) {
      expect(() => quietPdfjsCode(code.replaceAll(part, '// '))).toThrow('written otherwise');
    }
  });

  it(
    'work as they are built where a browser lacks what they bring, and keep their licence',
    { timeout: 60_000 },
    async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'esign-pdfjs-'));
      try {
        await writePdfAssets(folder);
        const worker = path.join(folder, 'assets', 'pdfjs', 'pdf.worker.mjs');
        const use = `
        delete Promise.try;
        delete Uint8Array.fromBase64;
        const { WorkerMessageHandler } = await import(${JSON.stringify(worker)});
        console.log(typeof Promise.try, typeof Uint8Array.fromBase64, typeof WorkerMessageHandler.setup);`;
        const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', use]);

        expect(stdout.trim()).toBe('function function function');
        expect(readFileSync(worker, 'utf8').slice(0, 1_000)).toContain('Licensed under the Apache License');
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
