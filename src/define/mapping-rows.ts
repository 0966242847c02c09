import { CallbackList } from '../ui/callback-list.js';
import { PlacementRules } from '../ui/placement-rules.js';
import { OperationList } from '../ui/operation-list.js';
import { define } from './define.js';
// the texts of a row in several languages
import './mapping-texts.js';

// loaded with the first step that has a list of rows
define('esign-callback-list', CallbackList);
define('esign-operation-list', OperationList);
define('esign-placement-rules', PlacementRules);
