import { LookupEditor } from '../ui/lookup-editor.js';
import { define } from './define.js';

define('esign-lookup-editor', LookupEditor);
