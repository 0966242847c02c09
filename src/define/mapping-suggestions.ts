import { SuggestionTray } from '../ui/suggestion-tray.js';
import { define } from './define.js';

// loaded when the suggestions are first opened
define('esign-suggestion-tray', SuggestionTray);
