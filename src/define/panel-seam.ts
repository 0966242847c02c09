import { SeamInspector } from '../ui/seam-inspector.js';
import { define } from './define.js';

// loaded when a seam seal is first selected
define('esign-seam-inspector', SeamInspector);
