import path from 'node:path';

import { build } from 'vite';

import { root } from './entries.js';

/** Builds the script of the page on which phones write, in one file: `dist/assets/phone-pad.js`, where the host looks for it. */
export async function buildPhonePad(): Promise<void> {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: path.join(root, 'dist', 'assets'),
      emptyOutDir: false,
      target: 'es2022',
      minify: true,
      lib: { entry: path.join(root, 'src', 'define', 'phone-pad.ts'), formats: ['es'], fileName: () => 'phone-pad.js' },
    },
  });
}
