import { SealApply } from '../elements/seal-apply/seal-apply.js';
import { SealUseRequest } from '../elements/seal-apply/seal-use-request.js';
import { UseCode } from '../elements/seal-apply/use-code.js';
import { define } from './define.js';

define('esign-use-code', UseCode);
define('esign-seal-use-request', SealUseRequest);
define('esign-seal-apply', SealApply);

// the declarations, too: they bring the tag's and the events' types to who only imports this
export { SealApply };
