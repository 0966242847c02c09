import { readFileSync } from 'node:fs';
import path from 'node:path';

import { build } from 'vite';
import { describe, expect, it } from 'vitest';

import { leanPdfjs, leanPdfjsCode } from '../../../scripts/lean-pdfjs.js';

const library = path.resolve('node_modules/pdfjs-dist/legacy/build/pdf.mjs');

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
    const code = readFileSync(library, 'utf8');

    expect(() => leanPdfjsCode(code)).not.toThrow();
    for (const part of ['globalThis.pdfjsLib = {', ' instanceof AnnotationEditor', '\nclass ']) {
      expect(() => leanPdfjsCode(code.replaceAll(part, '\n// '))).toThrow('written otherwise');
    }
  });
});
