import { CommandPalette } from '../elements/mapping-editor/command-palette.js';
import { ShortcutList } from '../ui/shortcut-list.js';
import { define } from './define.js';

define('esign-command-palette', CommandPalette);
define('esign-shortcut-list', ShortcutList);
