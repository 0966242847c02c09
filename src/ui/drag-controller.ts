import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { deepClosest, deepElementFromPoint } from './deep-query.js';
import { rested } from './idle.js';

/** A press that moves less than this is a click. */
const THRESHOLD = 6;
/** A finger that moves earlier than this scrolls. */
const TOUCH_HOLD = 250;
const SPRING = 500;
const EDGE = 48;

export interface DragOptions<T> {
  /** The element that drags begin in. */
  source(): HTMLElement | null;
  /** The element that scrolls when the pointer comes near its edge. */
  scroller(): HTMLElement | null;
  /** Moves along under the pointer; lives in the same root, so that it has its styles. */
  pill(): HTMLElement | null;
  pick(x: number, y: number): T | null;
  started(item: T): void;
  /** The place under the pointer, by its `data-drop`, or null. */
  over(place: string | null): void;
  /** A step that the pointer rested on. */
  sprung(step: string): void;
  /** `place` is null when the item was let go elsewhere. */
  ended(place: string | null): void;
}

interface Drag<T> {
  readonly item: T;
  readonly x: number;
  readonly y: number;
  moving: boolean;
  place: string | null;
}

/**
 * Drags items out of one element. Places are found by our own hit test through shadow roots: the library compares
 * rectangles taken at the start, and those are wrong in lists that scroll or fold.
 */
export class DragController<T> implements ReactiveController {
  readonly #options: DragOptions<T>;
  #source: HTMLElement | null = null;
  #interactable: { unset(): void; draggable(options: { hold: number }): unknown } | undefined;
  #drag: Drag<T> | undefined;
  #spring: { step: string; timer: number } | undefined;
  #frame = 0;
  #pointer = { x: 0, y: 0 };

  constructor(host: ReactiveControllerHost, options: DragOptions<T>) {
    this.#options = options;
    host.addController(this);
  }

  hostUpdated(): void {
    const source = this.#options.source();
    if (source === this.#source) return;
    this.#release();
    this.#source = source;
    if (!source) return;
    // the browser's own drag would cancel the pointer in the middle of ours
    source.addEventListener('dragstart', preventDefault);
    source.addEventListener('click', this.#swallowClick, true);
    source.addEventListener('pointerdown', this.#setHold, true);
    source.addEventListener('touchmove', this.#keepFinger, { passive: false });
    source.addEventListener('contextmenu', this.#keepFinger);
    void this.#listen(source);
  }

  hostDisconnected(): void {
    this.#finish();
    this.#release();
  }

  /** Gives up the drag; letting go afterwards does nothing. */
  cancel(): void {
    const wasMoving = this.#drag?.moving;
    this.#finish();
    if (wasMoving) this.#options.ended(null);
  }

  /**
   * The largest library of the editor comes once the page rests, or a pointer comes near: every drag has a click way and a
   * key way until then.
   */
  async #listen(source: HTMLElement): Promise<void> {
    const approached = new Promise((resolve) => source.addEventListener('pointerover', resolve, { once: true }));
    await Promise.race([rested(), approached]);
    if (this.#source !== source) return;
    const { default: interact } = await import('interactjs');
    if (this.#source !== source) return;
    this.#interactable = interact(source)
      .styleCursor(false)
      .draggable({
        autoScroll: false,
        listeners: { start: this.#start, move: this.#move, end: this.#end },
      });
  }

  #release(): void {
    this.#source?.removeEventListener('dragstart', preventDefault);
    this.#source?.removeEventListener('click', this.#swallowClick, true);
    this.#source?.removeEventListener('pointerdown', this.#setHold, true);
    this.#source?.removeEventListener('touchmove', this.#keepFinger);
    this.#source?.removeEventListener('contextmenu', this.#keepFinger);
    this.#interactable?.unset();
    this.#interactable = undefined;
    this.#source = null;
  }

  /** The library has one hold for all pointers. */
  readonly #setHold = (event: PointerEvent): void => {
    this.#interactable?.draggable({ hold: event.pointerType === 'touch' ? TOUCH_HOLD : 0 });
  };

  /** Once the item is held, the finger neither scrolls nor opens a menu. */
  readonly #keepFinger = (event: Event): void => {
    if (this.#drag && event.cancelable) event.preventDefault();
  };

  #swallow = false;
  readonly #swallowClick = (event: Event): void => {
    if (!this.#swallow) return;
    this.#swallow = false;
    event.stopPropagation();
  };

  readonly #start = (event: { clientX0: number; clientY0: number; pointerType?: string }): void => {
    this.#swallow = false;
    const item = this.#options.pick(event.clientX0, event.clientY0);
    if (item !== null) this.#drag = { item, x: event.clientX0, y: event.clientY0, moving: false, place: null };
  };

  readonly #move = (event: { clientX: number; clientY: number }): void => {
    const drag = this.#drag;
    if (!drag) return;
    const { clientX: x, clientY: y } = event;
    if (!drag.moving) {
      if (Math.hypot(x - drag.x, y - drag.y) < THRESHOLD) return;
      drag.moving = true;
      this.#options.started(drag.item);
      this.#options.pill()?.showPopover();
      this.#frame = requestAnimationFrame(this.#scroll);
    }
    this.#pointer = { x, y };
    const pill = this.#options.pill();
    if (pill) pill.style.transform = `translate(${x + 12}px, ${y + 8}px)`;
    const hit = deepElementFromPoint(x, y);
    this.#springOpen(deepClosest(hit, '[data-step]')?.dataset['step']);
    const place = deepClosest(hit, '[data-drop]')?.dataset['drop'] ?? null;
    if (place === drag.place) return;
    drag.place = place;
    this.#options.over(place);
  };

  readonly #end = (): void => {
    const drag = this.#drag;
    this.#finish();
    if (!drag?.moving) return;
    // the click that belongs to letting go comes within this task, and not at all when it happens over something else
    this.#swallow = true;
    setTimeout(() => {
      this.#swallow = false;
    });
    this.#options.ended(drag.place);
  };

  readonly #scroll = (): void => {
    const scroller = this.#options.scroller();
    if (!this.#drag?.moving || !scroller) return;
    const box = scroller.getBoundingClientRect();
    const { x, y } = this.#pointer;
    if (x > box.left && x < box.right) {
      if (y > box.top - EDGE && y < box.top + EDGE) scroller.scrollTop -= 8;
      else if (y > box.bottom - EDGE && y < box.bottom + EDGE) scroller.scrollTop += 8;
    }
    this.#frame = requestAnimationFrame(this.#scroll);
  };

  #springOpen(step: string | undefined): void {
    if (step === this.#spring?.step) return;
    clearTimeout(this.#spring?.timer);
    this.#spring = step ? { step, timer: window.setTimeout(() => this.#options.sprung(step), SPRING) } : undefined;
  }

  #finish(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#spring?.timer);
    this.#spring = undefined;
    this.#drag = undefined;
    const pill = this.#options.pill();
    if (pill?.matches(':popover-open')) pill.hidePopover();
  }
}

function preventDefault(event: Event): void {
  event.preventDefault();
}
