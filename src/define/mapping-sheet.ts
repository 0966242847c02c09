import { MappingSheetView } from '../ui/mapping-sheet.js';
import { define } from './define.js';

define('esign-mapping-sheet', MappingSheetView);
