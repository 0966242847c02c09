import { IntentDialog } from '../elements/sign-panel/intent-dialog.js';
import { define } from './define.js';

// loaded when a signature first asks for a proof
define('esign-intent-dialog', IntentDialog);
