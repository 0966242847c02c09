import { deskElements } from '../elements/mapping-editor/editor-shell.js';
import { MappingEditor } from '../elements/mapping-editor/mapping-editor.js';
import { define } from './define.js';

deskElements.load = () => import('./mapping-desk.js');
define('esign-mapping-editor', MappingEditor);

// the declarations, too: they bring the tag's and the events' types to who only imports this
export { MappingEditor };
