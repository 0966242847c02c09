import { FlowDiagram } from '../ui/flow-diagram.js';
import { CasePin } from '../ui/case-pin.js';
import { SimulationPanel } from '../ui/simulation-panel.js';
import { define } from './define.js';

// the drawing that the record moves on; it may be there already
define('esign-flow-diagram', FlowDiagram);
define('esign-simulation-panel', SimulationPanel);
define('esign-case-pin', CasePin);
