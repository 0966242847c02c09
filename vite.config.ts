import { defineConfig, type UserConfig } from 'vite';

import { leanPdfjs } from './scripts/lean-pdfjs.js';
import { pdfAssets } from './scripts/pdf-assets.js';

/** The demo page: an OA that embeds the elements. The package itself is built by scripts/build.ts. */
export default defineConfig(({ command }) => {
  // a build started from a test run would otherwise take over NODE_ENV=test, and with it Lit's development build
  if (command === 'build') process.env.NODE_ENV = 'production';
  return settings;
});

const settings: UserConfig = {
  plugins: [pdfAssets(), { ...leanPdfjs(), apply: 'build' }],
  publicDir: false,
  build: {
    outDir: 'dist/demo',
    emptyOutDir: true,
    target: 'es2022',
    // data: addresses and the preload helper's inline code are what strict policies refuse
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/v1': 'http://localhost:8080', '/openapi.json': 'http://localhost:8080' } },
};
