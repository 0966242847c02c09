export { pdfAsset, setPdfAssetBase } from './assets.js';
export { loadPdfjs, openPdf, PdfDocument, type OpenOptions } from './document.js';
export type { DocumentLimits } from './limits.js';
export { PageRenderer } from './page-renderer.js';
export type { PdfLocation } from './ranges.js';
