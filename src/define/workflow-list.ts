import { WorkflowList } from '../ui/workflow-list.js';
import { define } from './define.js';

define('esign-workflow-list', WorkflowList);
