import { TextFinder } from '../ui/text-finder.js';
import { define } from './define.js';

// loaded when a person first looks for a text
define('esign-text-finder', TextFinder);
