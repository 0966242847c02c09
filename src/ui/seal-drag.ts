import { isSideways, type ViewTurn } from '../core/view-turn.js';
import { DragLoupe } from './drag-loupe.js';

/** Pixels that a pointer moves before a press becomes a drag. */
const THRESHOLD = 4;
/** Pixels from the edge of the page view in which it starts to scroll. */
const EDGE = 48;

/** The picture that follows the pointer, in CSS pixels of the window. */
export interface DraggedPicture {
  readonly image: string | undefined;
  /** Stands where there is no image: a date, and its CSS font size. */
  readonly text?: { readonly words: string; readonly fontSize: string };
  readonly width: number;
  readonly height: number;
  /** Where the pointer holds the picture, from its top left corner. */
  readonly gripX: number;
  readonly gripY: number;
  /** How the view is turned, and what lies on its pages with it. */
  readonly turn: ViewTurn;
}

export interface SealDragHandlers {
  /** The drag has begun; until now it could have been a click. */
  readonly onStart?: () => void;
  /** Where the picture is shown when its top left corner would be there; `free` asks for no snapping (Alt). */
  readonly onMove?: (left: number, top: number, free: boolean) => { left: number; top: number };
  /** The picture was let go with its top left corner there. */
  readonly onDrop: (left: number, top: number) => void;
  readonly onEnd?: () => void;
}

/**
 * Carries a seal over the pages. The picture is lifted into the top layer and moved with one transform a frame, so that
 * neither the pages nor the other seals are painted again, however many there are; it crosses page borders freely.
 */
export class SealDrag {
  readonly #parent: () => ShadowRoot | null;
  readonly #scroller: () => HTMLElement | null;
  readonly #loupe: DragLoupe;
  #stop: (() => void) | undefined;

  constructor(
    parent: () => ShadowRoot | null,
    scroller: () => HTMLElement | null,
    pageUnder: (x: number, y: number) => HTMLCanvasElement | null,
  ) {
    this.#parent = parent;
    this.#scroller = scroller;
    this.#loupe = new DragLoupe(pageUnder);
  }

  get isActive(): boolean {
    return this.#stop !== undefined;
  }

  /** Follows the pointer of a `pointerdown` until it is released; Escape or a lost pointer cancels. */
  start(press: PointerEvent, picture: DraggedPicture, handlers: SealDragHandlers): void {
    if (press.button !== 0 || this.#stop) return;
    const abort = new AbortController();
    let ghost: HTMLElement | undefined;
    let frame = 0;
    let x = press.clientX;
    let y = press.clientY;
    let free = press.altKey;
    const place = (): { left: number; top: number } => {
      const [left, top] = [x - picture.gripX, y - picture.gripY];
      return handlers.onMove?.(left, top, free) ?? { left, top };
    };

    const end = (): void => {
      abort.abort();
      cancelAnimationFrame(frame);
      ghost?.remove();
      this.#loupe.hide();
      this.#stop = undefined;
      handlers.onEnd?.();
    };
    const follow = (): void => {
      frame = 0;
      if (!ghost) return;
      // what is measured comes before what is moved: measuring after it lays everything out in the middle of the frame
      const goesOn = this.#scrollAtEdge(x, y);
      const { left, top } = place();
      ghost.style.transform = `translate(${left}px, ${top}px)`;
      if (press.pointerType === 'touch') {
        const box = new DOMRect(left, top, picture.width, picture.height);
        this.#loupe.show(this.#parent(), x, y, ghost.querySelector('img'), box, picture.turn);
      }
      if (goesOn) frame = requestAnimationFrame(follow);
    };
    const listen = <K extends keyof WindowEventMap>(type: K, listener: (event: WindowEventMap[K]) => void): void =>
      window.addEventListener(type, listener, { signal: abort.signal, capture: true });

    this.#stop = end;
    listen('pointermove', (event) => {
      if (event.pointerId !== press.pointerId) return;
      ({ clientX: x, clientY: y, altKey: free } = event);
      if (!ghost) {
        if (Math.hypot(x - press.clientX, y - press.clientY) < THRESHOLD) return;
        ghost = this.#lift(picture);
        handlers.onStart?.();
      }
      frame ||= requestAnimationFrame(follow);
    });
    listen('pointerup', (event) => {
      if (event.pointerId !== press.pointerId) return;
      ({ clientX: x, clientY: y, altKey: free } = event);
      const dropped = ghost && place();
      end();
      if (!dropped) return;
      swallowClick();
      handlers.onDrop(dropped.left, dropped.top);
    });
    listen('pointercancel', (event) => {
      if (event.pointerId === press.pointerId) end();
    });
    listen('keydown', (event) => {
      if (event.key !== 'Escape' || !ghost) return;
      event.stopPropagation();
      end();
    });
  }

  /** Ends a drag without a drop. */
  cancel(): void {
    this.#stop?.();
  }

  #lift(picture: DraggedPicture): HTMLElement {
    const ghost = document.createElement('div');
    ghost.className = 'ghost';
    ghost.popover = 'manual';
    ghost.style.width = `${picture.width}px`;
    ghost.style.height = `${picture.height}px`;
    const content = contentOf(picture);
    if (content) {
      const [width, height] = isSideways(picture.turn)
        ? [picture.height, picture.width]
        : [picture.width, picture.height];
      content.style.width = `${width}px`;
      content.style.height = `${height}px`;
      const [left, top] = [(picture.width - width) / 2, (picture.height - height) / 2];
      content.style.transform = `translate(${left}px, ${top}px) rotate(${picture.turn}deg)`;
      ghost.append(content);
    }
    this.#parent()?.append(ghost);
    ghost.showPopover();
    return ghost;
  }

  #scrollAtEdge(x: number, y: number): boolean {
    const scroller = this.#scroller();
    if (!scroller) return false;
    const { left, right, top, bottom } = scroller.getBoundingClientRect();
    if (x < left || x > right) return false;
    const up = top + EDGE - y;
    const down = y - (bottom - EDGE);
    const distance = up > 0 && up < 2 * EDGE ? -up : down > 0 && down < 2 * EDGE ? down : 0;
    if (distance === 0) return false;
    scroller.scrollTop += distance / 4;
    return true;
  }
}

function contentOf({ image, text }: DraggedPicture): HTMLElement | undefined {
  if (image) {
    const picture = document.createElement('img');
    picture.src = image;
    picture.alt = '';
    return picture;
  }
  if (!text) return undefined;
  const words = document.createElement('div');
  words.textContent = text.words;
  words.style.fontSize = text.fontSize;
  return words;
}

/**
 * A browser may send a click after a drag that ends where it began, or after a finger that rested; it means nothing to what
 * lies there. `next` waits for the finger to go, else the click comes within this task or not at all.
 */
export function swallowClick(which: 'now' | 'next' = 'now'): void {
  const abort = new AbortController();
  const { signal } = abort;
  const soon = (): unknown => setTimeout(() => abort.abort(), 0);
  window.addEventListener('click', (click) => click.stopPropagation(), { capture: true, signal });
  if (which === 'now') soon();
  else
    for (const type of ['pointerup', 'pointercancel']) window.addEventListener(type, soon, { capture: true, signal });
}
