/** What is used of pdf.js: a bundler may leave out the rest. */
export {
  GlobalWorkerOptions,
  PDFDataRangeTransport,
  PDFWorker,
  VerbosityLevel,
  getDocument,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
