import { InkPad } from '../ui/ink-pad.js';
import { SealMaker } from '../ui/seal-maker.js';
import { define } from './define.js';

// loaded when a person first makes a signature
define('esign-ink-pad', InkPad);
define('esign-seal-maker', SealMaker);
