import { BatchConfirm } from '../elements/sign-panel/batch-confirm.js';
import { BatchSign } from '../elements/sign-panel/batch-sign.js';
import { define } from './define.js';

// loaded when a page first asks to sign several envelopes together
define('esign-batch-confirm', BatchConfirm);
define('esign-batch-sign', BatchSign);
