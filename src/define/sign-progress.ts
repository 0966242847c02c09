import { SignProgress } from '../elements/sign-panel/sign-progress.js';
import { define } from './define.js';

// loaded when several documents are first signed at once
define('esign-sign-progress', SignProgress);
