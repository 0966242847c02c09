import { CaseList } from '../ui/case-list.js';
import { RecordForm } from '../ui/record-form.js';
import { define } from './define.js';

// loaded when the cases, or the form for a record, are first opened
define('esign-case-list', CaseList);
define('esign-record-form', RecordForm);
