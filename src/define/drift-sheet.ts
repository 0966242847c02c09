import { DriftSheet } from '../ui/drift-sheet.js';
import { define } from './define.js';

define('esign-drift-sheet', DriftSheet);
