import { FlowDiagram } from '../ui/flow-diagram.js';
import { SimulationPanel } from '../ui/simulation-panel.js';
import { define } from './define.js';

// the drawing that the record moves on; it may be there already
define('esign-flow-diagram', FlowDiagram);
define('esign-simulation-panel', SimulationPanel);
