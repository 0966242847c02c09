import { DocumentCover } from '../ui/document-cover.js';
import { define } from './define.js';

// loaded beside the PDF layer: a document that opens at once is seen without it
define('esign-document-cover', DocumentCover);
