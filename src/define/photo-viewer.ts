import { PhotoViewer } from '../elements/seal-apply/photo-viewer.js';
import { define } from './define.js';

// loaded when a photo is first opened
define('esign-photo-viewer', PhotoViewer);
