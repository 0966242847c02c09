import { SafetyNotices } from '../ui/safety-notices.js';
import { Toast } from '../ui/toast.js';
import { define } from './define.js';

define('esign-safety-notices', SafetyNotices);
define('esign-toast', Toast);
