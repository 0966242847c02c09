import { SealApply } from '../elements/seal-apply/seal-apply.js';
import { lazyElements } from '../ui/lazy-element.js';
import { define } from './define.js';

define('esign-seal-apply', SealApply);

lazyElements.set('esign-seal-use-log', () => import('./seal-use-parts.js'));
lazyElements.set('esign-seal-use-request', () => import('./seal-use-request.js'));
lazyElements.set('esign-qr-code', () => import('./qr-code.js'));
lazyElements.set('esign-photo-viewer', () => import('./photo-viewer.js'));

// the declarations, too: they bring the tag's and the events' types to who only imports this
export { SealApply };
