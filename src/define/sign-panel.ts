import { SignPanel } from '../elements/sign-panel/sign-panel.js';
import { lazyElements } from '../ui/lazy-element.js';
import { MarkArranger } from '../ui/mark-arranger.js';
import { MarkInspector } from '../ui/mark-inspector.js';
import { PageView } from '../ui/page-view.js';
import { PartyProgress } from '../ui/party-progress.js';
import { RejectDialog } from '../ui/reject-dialog.js';
import { SealTray } from '../ui/seal-tray.js';
import { SubmitDialog } from '../ui/submit-dialog.js';
import { define } from './define.js';

define('esign-page-view', PageView);
define('esign-seal-tray', SealTray);
define('esign-mark-arranger', MarkArranger);
define('esign-mark-inspector', MarkInspector);
define('esign-party-progress', PartyProgress);
define('esign-submit-dialog', SubmitDialog);
define('esign-reject-dialog', RejectDialog);
define('esign-sign-panel', SignPanel);

lazyElements.set('esign-text-finder', () => import('./text-finder.js'));
lazyElements.set('esign-page-thumbs', () => import('./page-thumbs.js'));
lazyElements.set('esign-intent-dialog', () => import('./intent-dialog.js'));
lazyElements.set('esign-seam-inspector', () => import('./panel-seam.js'));
lazyElements.set('esign-seal-maker', () => import('./seal-maker.js'));

// the declarations, too: they bring the tag's and the events' types to who only imports this
export { SignPanel };
