import { setPdfAssetBase } from '../pdf/assets.js';

export { createHttpHost } from '../api/http-host.js';
export { SignPanel } from '../define/sign-panel.js';
export { setPdfAssetBase };

// a variable, because bundlers take `new URL(…, import.meta.url)` for a file that they should copy or inline
const self = import.meta.url;

// a script tag says where this file is, the page's own address says nothing about it
setPdfAssetBase(new URL('../assets/pdfjs/', self));

// who loads this file shows a document, so what it is shown with is on its way before a panel asks for it; the panel says
// when it did not come
void import('../define/panel-parts.js').catch(() => undefined);
