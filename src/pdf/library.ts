/** Loads the library; ask for it early where a document will be opened soon. */
export function loadPdfjs(): Promise<typeof import('./pdfjs.js')> {
  return import('./pdfjs.js');
}
