import { defineConfig } from 'vite';

import { pdfAssets } from './scripts/pdf-assets.js';

/** The demo page: an OA that embeds the elements. The package itself is built by scripts/build.ts. */
export default defineConfig({
  plugins: [pdfAssets()],
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
});
