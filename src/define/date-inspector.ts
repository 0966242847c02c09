import { DateInspector } from '../ui/date-inspector.js';
import { define } from './define.js';

// loaded when a date is first selected
define('esign-date-inspector', DateInspector);
