import { SealHolders } from '../ui/seal-holders.js';
import { define } from './define.js';

define('esign-seal-holders', SealHolders);
