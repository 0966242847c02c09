import { WhyPanel } from '../ui/why-panel.js';
import { define } from './define.js';

define('esign-why-panel', WhyPanel);
