/** How far the handle is pulled before the sheet follows, in CSS pixels. */
const PULL = 24;

/** Pulling the handle of the sheet up opens it, pulling it down closes it; a click on the handle does either. */
export class SheetDrag implements EventListenerObject {
  readonly #onPull: (isOpen: boolean) => void;
  #from: number | undefined;

  constructor(onPull: (isOpen: boolean) => void) {
    this.#onPull = onPull;
  }

  handleEvent(event: PointerEvent): void {
    const handle = event.currentTarget;
    if (event.type !== 'pointerdown' || event.button !== 0 || !(handle instanceof HTMLElement)) return;
    this.#from = event.clientY;
    handle.setPointerCapture(event.pointerId);
    const end = (up: PointerEvent): void => {
      handle.removeEventListener('pointerup', end);
      handle.removeEventListener('pointercancel', end);
      const way = up.clientY - (this.#from ?? up.clientY);
      if (up.type === 'pointercancel' || Math.abs(way) < PULL) return;
      // the click that follows a pull would turn it round
      handle.addEventListener('click', (click) => click.stopImmediatePropagation(), { once: true, capture: true });
      this.#onPull(way < 0);
    };
    handle.addEventListener('pointerup', end);
    handle.addEventListener('pointercancel', end);
  }
}
