import type { Point } from '../core/geometry.js';

/** The way on the screen that an arrow key means, one step long; undefined for every other key. */
export function arrowWay(key: string): Point | undefined {
  switch (key) {
    case 'ArrowLeft':
      return { x: -1, y: 0 };
    case 'ArrowRight':
      return { x: 1, y: 0 };
    case 'ArrowUp':
      return { x: 0, y: -1 };
    case 'ArrowDown':
      return { x: 0, y: 1 };
    default:
      return undefined;
  }
}
