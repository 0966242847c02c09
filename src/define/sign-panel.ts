import { panelElements } from '../elements/sign-panel/panel-parts.js';
import { SignPanel } from '../elements/sign-panel/sign-panel.js';
import { lazyElements } from '../ui/lazy-element.js';
import { define } from './define.js';

panelElements.load = () => import('./panel-parts.js');
define('esign-sign-panel', SignPanel);

lazyElements.set('esign-document-cover', () => import('./document-cover.js'));
lazyElements.set('esign-mark-arranger', () => import('./mark-arranger.js'));
lazyElements.set('esign-text-finder', () => import('./text-finder.js'));
lazyElements.set('esign-link-guide', () => import('./panel-reader.js'));
lazyElements.set('esign-view-menu', () => import('./panel-reader.js'));
lazyElements.set('esign-place-bar', () => import('./place-bar.js'));
lazyElements.set('esign-batch-sign', () => import('./batch-sign.js'));
lazyElements.set('esign-page-thumbs', () => import('./page-thumbs.js'));
lazyElements.set('esign-intent-dialog', () => import('./intent-dialog.js'));
lazyElements.set('esign-sign-progress', () => import('./sign-progress.js'));
lazyElements.set('esign-sign-page', () => import('./sign-page.js'));
lazyElements.set('esign-qr-code', () => import('./qr-code.js'));
lazyElements.set('esign-phone-step', () => import('./phone-step.js'));
lazyElements.set('esign-seam-inspector', () => import('./panel-seam.js'));
lazyElements.set('esign-date-inspector', () => import('./date-inspector.js'));
lazyElements.set('esign-fill-in', () => import('./fill-in.js'));
lazyElements.set('esign-seal-search', () => import('./seal-search.js'));
lazyElements.set('esign-seal-maker', () => import('./seal-maker.js'));

// the declarations, too: they bring the tag's and the events' types to who only imports this
export { SignPanel };
