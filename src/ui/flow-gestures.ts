import type { LitElement } from 'lit';

/** What the gestures move: a scrolling canvas with a drawing of some scale in it. */
export interface GesturePort {
  canvas(): HTMLElement | null;
  scale(): number;
  setScale(scale: number): void;
}

export const SMALLEST_SCALE = 0.15;
export const LARGEST_SCALE = 2;

/** A press that moves no further is a click. */
const SLOP = 5;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Drag to pan, with a mouse, a pen or a finger; two fingers or Ctrl and the wheel zoom at their place. Clicks stay clicks. */
export class FlowGestures {
  readonly #host: LitElement;
  readonly #port: GesturePort;
  readonly #down = new Map<number, Place>();
  #pan: (Place & { readonly left: number; readonly top: number }) | null = null;
  #pinch: { readonly gap: number; readonly scale: number } | null = null;
  /** Whether the press became a gesture: the click that ends it is none. */
  #moved = false;
  /** Where the canvas scrolls to once the zoomed drawing is there. */
  #wanted: Pick<HTMLElement, 'scrollLeft' | 'scrollTop'> | null = null;

  constructor(host: LitElement, port: GesturePort) {
    this.#host = host;
    this.#port = port;
  }

  /** Zooms so that what is at a place of the screen stays there; without a place, the middle. */
  zoom(scale: number, place?: Place): void {
    const canvas = this.#port.canvas();
    const old = this.#port.scale();
    const next = Math.max(SMALLEST_SCALE, Math.min(LARGEST_SCALE, scale));
    if (!canvas || next === old) return;
    const box = canvas.getBoundingClientRect();
    const x = place ? place.x - box.left : canvas.clientWidth / 2;
    const y = place ? place.y - box.top : canvas.clientHeight / 2;
    // several may come before the drawing has its new size: each goes on from where the last one wants to be
    const { scrollLeft, scrollTop } = this.#wanted ?? canvas;
    const isFirst = this.#wanted === null;
    this.#wanted = { scrollLeft: ((scrollLeft + x) / old) * next - x, scrollTop: ((scrollTop + y) / old) * next - y };
    this.#port.setScale(next);
    if (isFirst) void this.#host.updateComplete.then(() => this.#settle(canvas));
  }

  /** Ctrl and the wheel, which is also what a pinch on a touch pad sends. */
  readonly wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.zoom(this.#port.scale() * Math.exp(-event.deltaY / 300), { x: event.clientX, y: event.clientY });
  };

  readonly press = (event: PointerEvent): void => {
    const canvas = this.#port.canvas();
    if (!canvas || (event.pointerType === 'mouse' && event.button > 1)) return;
    if (event.isPrimary) this.#down.clear();
    if (this.#down.size === 0) this.#moved = false;
    this.#down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const [first, second] = [...this.#down.values()];
    this.#pinch = first && second ? { gap: gapOf(first, second), scale: this.#port.scale() } : null;
    this.#pan = { x: event.clientX, y: event.clientY, left: canvas.scrollLeft, top: canvas.scrollTop };
  };

  readonly move = (event: PointerEvent): void => {
    const canvas = this.#port.canvas();
    if (!canvas || !this.#pan || !this.#down.has(event.pointerId)) return;
    this.#down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const [first, second] = [...this.#down.values()];
    if (this.#pinch && first && second) {
      this.#take(canvas, event);
      const middle = { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 };
      this.zoom((this.#pinch.scale * gapOf(first, second)) / Math.max(1, this.#pinch.gap), middle);
      return;
    }
    const [dx, dy] = [event.clientX - this.#pan.x, event.clientY - this.#pan.y];
    if (!this.#moved && Math.hypot(dx, dy) < SLOP) return;
    this.#take(canvas, event);
    canvas.scrollTo(this.#pan.left - dx, this.#pan.top - dy);
  };

  readonly release = (event: PointerEvent): void => {
    this.#down.delete(event.pointerId);
    this.#pinch = null;
    const [left] = [...this.#down.values()];
    const canvas = this.#port.canvas();
    // the finger that stays goes on panning from where it is
    this.#pan = left && canvas ? { ...left, left: canvas.scrollLeft, top: canvas.scrollTop } : null;
    if (this.#down.size === 0) canvas?.classList.remove('panning');
  };

  /** Keeps the click at the end of a gesture from what lies under it; listened to before anything inside. */
  readonly click = {
    capture: true,
    handleEvent: (event: Event): void => {
      if (!this.#moved) return;
      this.#moved = false;
      event.stopPropagation();
    },
  };

  #settle(canvas: HTMLElement): void {
    if (this.#wanted) canvas.scrollTo(this.#wanted.scrollLeft, this.#wanted.scrollTop);
    this.#wanted = null;
  }

  #take(canvas: HTMLElement, event: PointerEvent): void {
    this.#moved = true;
    canvas.classList.add('panning');
    // without it a gesture that leaves the canvas would never end; a pointer that is gone already cannot be held
    if (event.isTrusted && !canvas.hasPointerCapture(event.pointerId)) canvas.setPointerCapture(event.pointerId);
  }
}

function gapOf(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
