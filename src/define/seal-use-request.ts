import { SealUseRequest } from '../elements/seal-apply/seal-use-request.js';
import { define } from './define.js';

// loaded when more uses are first asked for, or a use is first ended
define('esign-seal-use-request', SealUseRequest);
