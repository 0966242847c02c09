import { InkPad } from '../ui/ink-pad.js';
import { PhonePadPage } from '../ui/phone-pad.js';
import { define } from './define.js';

// the script of the page that the host shows to phones
define('esign-ink-pad', InkPad);
define('esign-phone-pad', PhonePadPage);
