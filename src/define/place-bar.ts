import { PlaceBar } from '../elements/sign-panel/place-bar.js';
import { define } from './define.js';

// loaded when marks are only placed
define('esign-place-bar', PlaceBar);
