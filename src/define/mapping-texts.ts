import { TextGrid } from '../ui/text-grid.js';
import { define } from './define.js';

define('esign-text-grid', TextGrid);
