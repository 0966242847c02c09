import { CopyPanel } from '../elements/mapping-editor/copy-panel.js';
import { TemplatePanel } from '../elements/mapping-editor/template-panel.js';
import { define } from './define.js';
// the choice of another workflow
import './workflow-list.js';

define('esign-copy-panel', CopyPanel);
define('esign-template-panel', TemplatePanel);
