import getStroke from 'perfect-freehand';
import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { outlinePath, type InkOutline, type InkPoint, type InkStroke } from '../core/handwriting.js';

/** How thick ink is, in pixels of the pad, and how much it follows the hand. */
const PEN = { size: 6, thinning: 0.6, smoothing: 0.55, streamline: 0.4 };

/** The line around one stroke, as thick as it was pressed or, without pressure, as fast as it was drawn. */
export function inkOutline(stroke: InkStroke, isPressed: boolean): InkOutline {
  const points = stroke.map(({ x, y, pressure }) => [x, y, pressure]);
  return getStroke(points, { ...PEN, simulatePressure: !isPressed, last: true }).map(
    ([x = 0, y = 0]) => [x, y] as const,
  );
}

interface Written {
  readonly stroke: InkStroke;
  readonly outline: InkOutline;
}

/**
 * Where a name is written by hand. Fires `ink-change` after each stroke.
 *
 * The size of a pad must not change while somebody writes: it counts in its own pixels.
 */
export class InkPad extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    svg {
      display: block;
      width: 100%;
      height: var(--_pad-height, 180px);
      border: 1px dashed var(--_line-strong);
      border-radius: var(--_radius);
      background: #fff;
      fill: #16233f;
      cursor: crosshair;
      touch-action: none;
      user-select: none;
    }
    .base {
      stroke: #c3cad4;
      stroke-width: 1;
    }
  `;

  @property() label = '';
  @state() private written: readonly Written[] = [];
  @state() private current: readonly InkPoint[] = [];

  #pointer: number | undefined;
  #isPressed = false;

  get strokes(): readonly InkStroke[] {
    return this.written.map(({ stroke }) => stroke);
  }

  get outlines(): readonly InkOutline[] {
    return this.written.map(({ outline }) => outline);
  }

  undo(): void {
    this.#set(this.written.slice(0, -1));
  }

  clear(): void {
    this.#set([]);
  }

  protected override render(): TemplateResult {
    const drawn = this.written.map(({ outline }) => outline);
    const live = this.current.length > 0 ? [inkOutline(this.current, this.#isPressed)] : [];
    return html`<svg
      role="img"
      aria-label=${this.label}
      @pointerdown=${this.#handleDown}
      @pointermove=${this.#handleMove}
      @pointerup=${this.#handleUp}
      @pointercancel=${this.#handleUp}
    >
      <line class="base" x1="6%" x2="94%" y1="76%" y2="76%"></line>
      ${[...drawn, ...live].map((outline) => svg`<path d=${outlinePath(outline)}></path>`)}
    </svg>`;
  }

  #handleDown(event: PointerEvent): void {
    // a palm that lands beside the pen, or a second finger, writes nothing
    if (this.#pointer !== undefined || event.button !== 0) return;
    event.preventDefault();
    this.#pointer = event.pointerId;
    this.#isPressed = event.pointerType === 'pen';
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.current = [this.#pointOf(event)];
  }

  #handleMove(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    const events = event.getCoalescedEvents();
    const points = (events.length > 0 ? events : [event]).map((each) => this.#pointOf(each));
    this.current = [...this.current, ...points];
  }

  #handleUp(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = undefined;
    const stroke = this.current;
    this.current = [];
    if (stroke.length > 0) this.#set([...this.written, { stroke, outline: inkOutline(stroke, this.#isPressed) }]);
  }

  #pointOf({ clientX, clientY, pressure }: PointerEvent): InkPoint {
    const box = this.renderRoot.querySelector('svg')?.getBoundingClientRect();
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0), pressure: pressure || 0.5 };
  }

  #set(written: readonly Written[]): void {
    this.written = written;
    this.dispatchEvent(new CustomEvent('ink-change'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-ink-pad': InkPad;
  }
}
