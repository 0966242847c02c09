import { PageThumbs } from '../ui/page-thumbs.js';
import { define } from './define.js';

define('esign-page-thumbs', PageThumbs);
