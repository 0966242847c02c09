import { SealDesigner } from '../ui/seal-designer.js';
import { define } from './define.js';
import './seal-holders.js';

// loaded when a person first designs a seal
define('esign-seal-designer', SealDesigner);
