import { FillInList } from '../ui/fill-in-list.js';
import { FillIn } from '../ui/fill-in.js';
import { RemarkInspector } from '../ui/remark-inspector.js';
import { define } from './define.js';

// loaded when a box or a remark is first asked for
define('esign-fill-in', FillIn);
define('esign-fill-in-list', FillInList);
define('esign-remark-inspector', RemarkInspector);
