import { PageView } from '../ui/page-view.js';
import { PartyProgress } from '../ui/party-progress.js';
import { RejectDialog } from '../ui/reject-dialog.js';
import { SealTray } from '../ui/seal-tray.js';
import { SubmitDialog } from '../ui/submit-dialog.js';
import { define } from './define.js';

// what a document is shown and signed with; loaded while the host is asked for it
define('esign-page-view', PageView);
define('esign-seal-tray', SealTray);
define('esign-party-progress', PartyProgress);
define('esign-submit-dialog', SubmitDialog);
define('esign-reject-dialog', RejectDialog);

export { renderDesk, styleDesk } from '../elements/sign-panel/sign-panel.desk.js';
