import { SealCallbacks } from '../ui/seal-callbacks.js';
import { define } from './define.js';

define('esign-seal-callbacks', SealCallbacks);
