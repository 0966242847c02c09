import { swallowClick } from './seal-drag.js';

/** Pixels that a pointer moves before a press becomes a band. */
const THRESHOLD = 5;

/**
 * A rectangle that a mouse draws on the empty paper of a page, to select what it touches. `onEnd` gets it in CSS pixels
 * from the corner of the page; a press without a way stays a click.
 */
export function startBand(press: PointerEvent, sheet: HTMLElement, onEnd: (band: DOMRect) => void): void {
  if (press.button !== 0 || press.pointerType === 'touch') return;
  const abort = new AbortController();
  const page = sheet.getBoundingClientRect();
  const [startX, startY] = [press.clientX - page.left, press.clientY - page.top];
  let band: HTMLElement | undefined;
  let drawn = new DOMRect();
  const end = (): void => {
    abort.abort();
    band?.remove();
  };
  const listen = <K extends keyof WindowEventMap>(type: K, listener: (event: WindowEventMap[K]) => void): void =>
    window.addEventListener(type, listener, { signal: abort.signal, capture: true });
  listen('pointermove', (event) => {
    if (event.pointerId !== press.pointerId) return;
    // the pages may be scrolled meanwhile
    const now = sheet.getBoundingClientRect();
    const [x, y] = [event.clientX - now.left, event.clientY - now.top];
    if (!band && Math.hypot(x - startX, y - startY) < THRESHOLD) return;
    if (!band) {
      band = document.createElement('div');
      band.className = 'band';
      // the paper may be turned, its frame is not
      (sheet.closest('.page') ?? sheet).append(band);
    }
    drawn = new DOMRect(Math.min(x, startX), Math.min(y, startY), Math.abs(x - startX), Math.abs(y - startY));
    band.style.left = `${drawn.x}px`;
    band.style.top = `${drawn.y}px`;
    band.style.width = `${drawn.width}px`;
    band.style.height = `${drawn.height}px`;
  });
  listen('pointerup', (event) => {
    if (event.pointerId !== press.pointerId) return;
    const isDrawn = band !== undefined;
    end();
    if (!isDrawn) return;
    swallowClick();
    onEnd(drawn);
  });
  listen('pointercancel', end);
  listen('keydown', (event) => {
    if (event.key !== 'Escape' || !band) return;
    event.stopPropagation();
    end();
  });
}
