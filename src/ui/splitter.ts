import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import styles from './splitter.styles.js';

/** How far an arrow key moves the edge, in CSS pixels; with Shift four times as far. */
const STEP = 16;

/**
 * The edge between two regions, moved by pointer or arrow keys; a double click or Enter gives it its first place back.
 * It only says what size the region after it should have, in CSS pixels (`resized`), and never sets it.
 *
 * @fires {CustomEvent<number | null>} resized - The new size; null for the size that the region has by itself.
 */
export class Splitter extends LitElement {
  static override styles = styles;

  /** Of the edge itself: a horizontal one changes heights. */
  @property({ reflect: true }) orientation: 'horizontal' | 'vertical' = 'vertical';
  /** Size of the region after the edge. */
  @property({ type: Number }) value = 0;
  @property({ type: Number }) min = 0;
  @property({ type: Number }) max = 0;
  @property() label = '';
  /** The size that the region has now, which may be less than what it was given. */
  @property({ attribute: false }) measure: () => number = () => this.value;
  @property({ type: Boolean, reflect: true }) dragging = false;

  #from = { at: 0, value: 0 };

  constructor() {
    super();
    this.addEventListener('pointerdown', (event) => this.#start(event));
    this.addEventListener('pointermove', (event) => this.#move(event));
    for (const type of ['pointerup', 'pointercancel'] as const) {
      this.addEventListener(type, () => {
        this.dragging = false;
      });
    }
    this.addEventListener('dblclick', () => this.#say(null));
    this.addEventListener('keydown', (event) => this.#handleKey(event));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = 0;
    this.role = 'separator';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.ariaLabel = this.label;
    this.ariaOrientation = this.orientation;
    this.ariaValueNow = String(Math.round(this.value));
    this.ariaValueMin = String(this.min);
    this.ariaValueMax = String(this.max);
  }

  protected override render(): TemplateResult {
    return html`<div class="grip"></div>`;
  }

  #start(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.setPointerCapture(event.pointerId);
    this.#from = { at: this.#along(event), value: this.measure() };
    this.dragging = true;
  }

  #move(event: PointerEvent): void {
    if (this.dragging) this.#say(this.#from.value - (this.#along(event) - this.#from.at));
  }

  #handleKey(event: KeyboardEvent): void {
    const towards = this.orientation === 'horizontal' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
    const at = towards.indexOf(event.key);
    const step = event.shiftKey ? STEP * 4 : STEP;
    if (at !== -1) this.#say(this.measure() + (at === 0 ? step : -step));
    else if (event.key === 'Home') this.#say(this.min);
    else if (event.key === 'End') this.#say(this.max);
    else if (event.key === 'Enter') this.#say(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #along(event: PointerEvent): number {
    return this.orientation === 'horizontal' ? event.clientY : event.clientX;
  }

  #say(size: number | null): void {
    const detail = size === null ? null : Math.round(Math.min(this.max, Math.max(this.min, size)));
    this.dispatchEvent(new CustomEvent('resized', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-splitter': Splitter;
  }
}
