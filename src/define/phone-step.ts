import { PhoneStep } from '../elements/sign-panel/phone-step.js';
import { define } from './define.js';

// loaded when somebody first wants to write on a phone
define('esign-phone-step', PhoneStep);
