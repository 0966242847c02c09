import { SealSearch } from '../ui/seal-search.js';
import { define } from './define.js';

// loaded where a person has more seals than are seen at a glance
define('esign-seal-search', SealSearch);
