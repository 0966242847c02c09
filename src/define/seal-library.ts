import { SealLibrary } from '../elements/seal-library/seal-library.js';
import { lazyElements } from '../ui/lazy-element.js';
import { define } from './define.js';

define('esign-seal-library', SealLibrary);

lazyElements.set('esign-seal-designer', () => import('./seal-designer.js'));
lazyElements.set('esign-seal-detail', () => import('./seal-detail.js'));

// the declarations, too: they bring the tag's and the events' types to who only imports this
export { SealLibrary };
