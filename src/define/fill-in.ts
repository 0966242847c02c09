import { FillIn } from '../ui/fill-in.js';
import { RemarkInspector } from '../ui/remark-inspector.js';
import { define } from './define.js';

// loaded when a box is first ticked or a remark first asked for
define('esign-fill-in', FillIn);
define('esign-remark-inspector', RemarkInspector);
