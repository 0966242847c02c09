import { SafetyNotices } from '../ui/safety-notices.js';
import { define } from './define.js';

define('esign-safety-notices', SafetyNotices);
