import { SignPageStep } from '../elements/sign-panel/sign-page-step.js';
import { define } from './define.js';

// loaded where people sign at the page of a service
define('esign-sign-page', SignPageStep);
