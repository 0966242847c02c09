import './mapping-editor.js';
import './seal-apply.js';
import './sign-panel.js';
