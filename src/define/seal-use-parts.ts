import { SealUseLimits } from '../elements/seal-apply/seal-use-limits.js';
import { SealUseLog } from '../elements/seal-apply/seal-use-log.js';
import { UseCode } from '../elements/seal-apply/use-code.js';
import { define } from './define.js';

// loaded when a seal use is first shown
define('esign-use-code', UseCode);
define('esign-seal-use-log', SealUseLog);
define('esign-seal-use-limits', SealUseLimits);
