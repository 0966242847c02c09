let base: URL | undefined;

/**
 * Names the folder with the files of pdf.js that a page must serve itself: `pdf.worker.mjs` (of `legacy/build`) and the
 * folders `cmaps`, `standard_fonts`, `wasm` and `iccs` of the `pdfjs-dist` package. It must have the page's own origin,
 * because a worker of another one is refused. The default is `assets/pdfjs/` beside the page.
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
