import { SimulationPanel } from '../ui/simulation-panel.js';
import { define } from './define.js';

define('esign-simulation-panel', SimulationPanel);
