import { define } from '../../src/define/define.js';
import '../../src/define/mapping-editor.js';
import '../../src/define/seal-apply.js';
import '../../src/define/sign-panel.js';
import { AdminPage } from './admin-page.js';
import { OaApp } from './oa-app.js';
import { RecordFlow } from './record-flow.js';
import { RecordForm } from './record-form.js';
import { RecordPage } from './record-page.js';
import { RegisterDesk } from './register-desk.js';
import { WorkList } from './work-list.js';

define('oa-work-list', WorkList);
define('oa-record-form', RecordForm);
define('oa-record-flow', RecordFlow);
define('oa-register-desk', RegisterDesk);
define('oa-record-page', RecordPage);
define('oa-admin-page', AdminPage);
define('oa-app', OaApp);
