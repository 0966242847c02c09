import type { Point } from '../core/geometry.js';

/** Two fingers at one moment: their middle, and how far they are apart. */
interface Grip {
  readonly middle: Point;
  readonly span: number;
}

export interface PinchHandlers {
  /** The fingers are so many times further apart than a moment before; their middle is there in the window and came this way. */
  readonly onPinch: (factor: number, middle: Point, way: Point) => void;
}

/**
 * Two fingers on the pages zoom them. Touch events, because a browser that scrolls with the first finger takes its pointer
 * away, and tells touches all the same.
 */
export class Pinch {
  readonly #handlers: PinchHandlers;
  #last: Grip | undefined;

  constructor(handlers: PinchHandlers) {
    this.#handlers = handlers;
  }

  /** Takes `touchstart`, `touchmove`, `touchend` and `touchcancel` of the pages, none of them passive. */
  handleEvent(event: TouchEvent): void {
    const [first, second] = event.touches;
    // a finger on a mark carries it
    if (!first || !second || event.touches.length > 2 || [first, second].some(isOnMark)) {
      this.#last = undefined;
      return;
    }
    // the browser would zoom the whole page
    if (event.cancelable) event.preventDefault();
    const grip = gripOf(first, second);
    const last = this.#last;
    this.#last = grip;
    if (event.type !== 'touchmove' || !last) return;
    const way = { x: grip.middle.x - last.middle.x, y: grip.middle.y - last.middle.y };
    this.#handlers.onPinch(grip.span / last.span, grip.middle, way);
  }
}

function gripOf(a: Touch, b: Touch): Grip {
  return {
    middle: { x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 },
    span: Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)),
  };
}

function isOnMark({ target }: Touch): boolean {
  return target instanceof Element && target.closest('.mark') !== null;
}
