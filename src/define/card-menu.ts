import { CardMenu } from '../ui/card-menu.js';
import { define } from './define.js';

define('esign-card-menu', CardMenu);
