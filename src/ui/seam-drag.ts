import type { Point } from '../core/geometry.js';

/** Pixels that a pointer moves before a press becomes a drag. */
const THRESHOLD = 3;

export interface SeamDragHandlers {
  /** How far the pointer is from where it was pressed, in CSS pixels; at most once a frame. */
  readonly onMove: (way: Point) => void;
  readonly onDrop: () => void;
  /** Escape or a lost pointer: nothing is moved. */
  readonly onCancel: () => void;
}

/** Follows a pointer, of whose way a seam seal takes what leads along its edge. */
export class SeamDrag {
  #stop: (() => void) | undefined;

  start(press: PointerEvent, handlers: SeamDragHandlers): void {
    if (press.button !== 0 || this.#stop) return;
    const abort = new AbortController();
    let frame = 0;
    let moved = false;
    let way: Point = { x: 0, y: 0 };
    const end = (dropped: boolean): void => {
      abort.abort();
      cancelAnimationFrame(frame);
      this.#stop = undefined;
      if (dropped && moved) {
        handlers.onMove(way);
        handlers.onDrop();
      } else handlers.onCancel();
    };
    const listen = <K extends keyof WindowEventMap>(type: K, listener: (event: WindowEventMap[K]) => void): void =>
      window.addEventListener(type, listener, { signal: abort.signal, capture: true });
    this.#stop = () => end(false);
    listen('pointermove', (event) => {
      if (event.pointerId !== press.pointerId) return;
      way = { x: event.clientX - press.clientX, y: event.clientY - press.clientY };
      moved ||= Math.hypot(way.x, way.y) >= THRESHOLD;
      if (!moved) return;
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        handlers.onMove(way);
      });
    });
    listen('pointerup', (event) => event.pointerId === press.pointerId && end(true));
    listen('pointercancel', (event) => event.pointerId === press.pointerId && end(false));
    listen('keydown', (event) => {
      if (event.key !== 'Escape' || !moved) return;
      event.stopPropagation();
      end(false);
    });
  }

  cancel(): void {
    this.#stop?.();
  }
}
