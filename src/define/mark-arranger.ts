import { MarkArranger } from '../ui/mark-arranger.js';
import { MarkInspector } from '../ui/mark-inspector.js';
import { define } from './define.js';

// loaded when a mark is first selected
define('esign-mark-arranger', MarkArranger);
define('esign-mark-inspector', MarkInspector);
