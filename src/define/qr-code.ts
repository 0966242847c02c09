import { QrCode } from '../ui/qr-code.js';
import { define } from './define.js';

// loaded when a phone is first asked for
define('esign-qr-code', QrCode);
