import { isSideways, type ViewTurn } from '../core/view-turn.js';

/** CSS pixels of the loupe's side, how much it enlarges, and how far above the finger it stands. */
const SIDE = 116;
const ZOOM = 1.6;
const ABOVE = 96;

/** Shows what a finger hides while it carries a seal: the page under it, enlarged, above the finger. */
export class DragLoupe {
  readonly #pageUnder: (x: number, y: number) => HTMLCanvasElement | null;
  #canvas: HTMLCanvasElement | undefined;

  constructor(pageUnder: (x: number, y: number) => HTMLCanvasElement | null) {
    this.#pageUnder = pageUnder;
  }

  /** Shows what is at a position of the window; `picture` is what is carried, with its box in the window; both are turned as the view is. */
  show(
    parent: ShadowRoot | null,
    x: number,
    y: number,
    picture: HTMLImageElement | null,
    box: DOMRect,
    turn: ViewTurn = 0,
  ): void {
    const page = this.#pageUnder(x, y);
    const canvas = this.#canvas ?? this.#open(parent);
    const pen = canvas.getContext('2d');
    if (!pen) return;
    const ratio = canvas.width / SIDE;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, SIDE, SIDE);
    pen.setTransform(ratio * ZOOM, 0, 0, ratio * ZOOM, ratio * (SIDE / 2 - x * ZOOM), ratio * (SIDE / 2 - y * ZOOM));
    if (page) drawTurned(pen, page, page.getBoundingClientRect(), turn);
    pen.globalCompositeOperation = 'multiply';
    if (picture?.complete && picture.naturalWidth > 0) drawTurned(pen, picture, box, turn);
    pen.globalCompositeOperation = 'source-over';
    const left = Math.min(Math.max(x - SIDE / 2, 4), window.innerWidth - SIDE - 4);
    // near the top of the window there is no room above the finger
    const top = y - ABOVE - SIDE / 2 < 4 ? y + ABOVE / 2 : y - ABOVE - SIDE / 2;
    canvas.style.transform = `translate(${left}px, ${top}px)`;
  }

  hide(): void {
    this.#canvas?.remove();
    this.#canvas = undefined;
  }

  #open(parent: ShadowRoot | null): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    canvas.className = 'loupe';
    canvas.popover = 'manual';
    canvas.setAttribute('aria-hidden', 'true');
    canvas.width = SIDE * Math.min(window.devicePixelRatio, 3);
    canvas.height = canvas.width;
    parent?.append(canvas);
    if (parent) canvas.showPopover();
    this.#canvas = canvas;
    return canvas;
  }
}

function drawTurned(pen: CanvasRenderingContext2D, image: CanvasImageSource, box: DOMRect, turn: ViewTurn): void {
  const [width, height] = isSideways(turn) ? [box.height, box.width] : [box.width, box.height];
  pen.save();
  pen.translate(box.x + box.width / 2, box.y + box.height / 2);
  pen.rotate((turn * Math.PI) / 180);
  pen.drawImage(image, -width / 2, -height / 2, width, height);
  pen.restore();
}
