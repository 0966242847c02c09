let base: URL | undefined;

/**
 * Names the folder with the files of pdf.js that a page must serve itself: `dist/assets/pdfjs/` of this package, which
 * holds `pdf.worker.mjs`, `pdf.renderer.mjs` and the folders `cmaps`, `standard_fonts`, `wasm` and `iccs`. It must have the page's own origin,
 * because a worker of another one is refused. The default is `../assets/pdfjs/` beside a file of `standalone/`, and
 * `assets/pdfjs/` beside the page for what a bundler made.
 */
export function setPdfAssetBase(url: string | URL): void {
  base = new URL(withSlash(String(url)), document.baseURI);
}

/** Absolute address of a file or folder below the asset base. */
export function pdfAsset(path: string): string {
  return new URL(path, base ?? new URL('assets/pdfjs/', document.baseURI)).href;
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
