import { LinkGuide } from '../ui/link-guide.js';
import { PagePrint } from '../ui/page-print.js';
import { ViewMenu } from '../ui/view-menu.js';
import { define } from './define.js';

// loaded when a person first follows a link or opens the menu of the view
define('esign-link-guide', LinkGuide);
define('esign-view-menu', ViewMenu);
define('esign-page-print', PagePrint);
