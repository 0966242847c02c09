import { FlowDiagram } from '../ui/flow-diagram.js';
import { define } from './define.js';

define('esign-flow-diagram', FlowDiagram);
