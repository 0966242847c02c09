import { ProblemList } from '../ui/problem-list.js';
import { define } from './define.js';

define('esign-problem-list', ProblemList);
