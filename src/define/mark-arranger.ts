import { MarkArranger } from '../ui/mark-arranger.js';
import { define } from './define.js';

// loaded when a mark is first selected
define('esign-mark-arranger', MarkArranger);
