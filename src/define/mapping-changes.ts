import { ComparePanel } from '../elements/mapping-editor/compare-panel.js';
import { HistoryList } from '../ui/history-list.js';
import { MergePanel } from '../ui/merge-panel.js';
import { define } from './define.js';
// the choice of another workflow
import './workflow-list.js';

define('esign-compare-panel', ComparePanel);
define('esign-history-list', HistoryList);
define('esign-merge-panel', MergePanel);
