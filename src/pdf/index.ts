export { pdfAsset, setPdfAssetBase } from './assets.js';
export { openPdf, PdfDocument, type OpenOptions } from './document.js';
export { loadPdfjs } from './library.js';
export type { DocumentLimits } from './limits.js';
export { PageRenderer } from './page-renderer.js';
export type { PdfLocation } from './ranges.js';
