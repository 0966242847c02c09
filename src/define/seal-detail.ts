import { SealDetail } from '../elements/seal-library/seal-detail.js';
import { define } from './define.js';
import './seal-holders.js';

// loaded when a person first looks at one seal
define('esign-seal-detail', SealDetail);
