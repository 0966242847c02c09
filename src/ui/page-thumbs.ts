import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { displayedSize } from '../core/geometry.js';
import type { PanelViewerMessages } from '../i18n/panel-viewer.zh-cn.js';
import type { Mark, PageBox } from '../schema/placement.js';
import { controls } from './controls.styles.js';
import type { PageSource } from './page-source.js';
import { renderThumbMarks } from './thumb-marks.js';
import { pageThumbsStyles } from './page-thumbs.styles.js';

/** CSS pixels of a row and of the picture in it. */
const ROW = 164;
const PICTURE = { width: 104, height: 128 };
/** Milliseconds for which the column must rest before pictures are drawn. */
const REST = 200;

/** Marks that were placed on a page, and places that still wait for one. */
export interface PageCount {
  readonly placed: number;
  readonly needed: number;
}

/**
 * Small pictures of all pages, of which only those in the window exist. A list box: arrows, Home, End and the page keys
 * choose a page, and so does a click.
 *
 * @fires {CustomEvent<number>} thumb-picked - The index of the page to show.
 */
export class PageThumbs extends LitElement {
  static override styles = [controls, pageThumbsStyles];

  @property({ attribute: false }) pages: readonly PageBox[] = [];
  @property({ attribute: false }) source: PageSource | undefined;
  @property({ type: Number }) current = 0;
  /** What is on the pages, by index; a page without an entry has nothing. */
  @property({ attribute: false }) counts: ReadonlyMap<number, PageCount> = new Map();
  /** What was placed on the pages; each picture shows it small. */
  @property({ attribute: false }) marks: readonly Mark[] = [];
  /** Object URLs of seals, by seal id. */
  @property({ attribute: false }) images: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false }) messages: PanelViewerMessages | undefined;

  @state() private scrolledTo = 0;
  @state() private windowHeight = 0;
  @query('.list') private list!: HTMLElement | null;

  readonly #pictures = new Map<number, HTMLCanvasElement>();
  readonly #resize = new ResizeObserver(() => (this.windowHeight = this.list?.clientHeight ?? 0));
  #drawing: AbortController | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #drawnSource: PageSource | undefined;
  #frame = 0;
  /** The page whose picture was brought into the window last: a person may scroll on from there. */
  #kept = -1;
  /** What was asked for last: the pictures in the window, around the current page. */
  #asked = '';

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.list) this.#resize.observe(this.list);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#clear();
  }

  protected override firstUpdated(): void {
    if (this.list) this.#resize.observe(this.list);
  }

  protected override willUpdate(): void {
    if (this.source !== this.#drawnSource) this.#clear();
    this.#drawnSource = this.source;
  }

  protected override render(): TemplateResult {
    const [first, last] = this.#live();
    const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
    return html`<div
      class="list"
      role="listbox"
      tabindex="0"
      aria-label=${this.messages?.thumbs ?? nothing}
      aria-activedescendant=${rows.includes(this.current) ? `thumb-${this.current}` : nothing}
      @scroll=${this.#handleScroll}
      @keydown=${this.#handleKey}
    >
      <div class="sizer" role="presentation" .style=${`height:${this.pages.length * ROW}px`}>
        ${repeat(
          rows,
          (index) => index,
          (index) => this.#renderThumb(index),
        )}
      </div>
    </div>`;
  }

  #renderThumb(index: number): TemplateResult | typeof nothing {
    const box = this.pages[index];
    if (!box) return nothing;
    const { placed, needed } = this.counts.get(index) ?? { placed: 0, needed: 0 };
    const { width, height, scale } = sizeOf(box);
    return html`<div
      class="thumb"
      id="thumb-${index}"
      role="option"
      data-thumb=${index}
      aria-selected=${index === this.current}
      aria-posinset=${index + 1}
      aria-setsize=${this.pages.length}
      .style=${`top:${index * ROW}px;height:${ROW}px`}
      @click=${() => this.#pick(index)}
    >
      <span class="visually-hidden">${this.messages?.thumb(index + 1, placed, needed)}</span>
      <span class="picture" aria-hidden="true" .style=${`width:${width * scale}px;height:${height * scale}px`}>
        ${this.#pictures.get(index) ?? nothing}
        <span class="thumb-marks">${renderThumbMarks(this.marks, this.pages, index, scale, this.images)}</span>
        <span class="badges">
          ${placed > 0 ? html`<span class="badge placed">●${placed}</span>` : nothing}
          ${needed > 0 ? html`<span class="badge needed">○${needed}</span>` : nothing}
        </span>
      </span>
      <span class="number" aria-hidden="true">${index + 1}</span>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { list, windowHeight } = this;
    if (!list || windowHeight === 0) return;
    // who walks through the column by keys sees each step; else it follows when the pages rest
    if (changed.has('current') && this.shadowRoot?.activeElement === list) this.#keepInView(list);
    this.#drawWhenRested();
  }

  #live(): [number, number] {
    const first = Math.max(0, Math.floor(this.scrolledTo / ROW) - 1);
    const last = Math.ceil((this.scrolledTo + this.windowHeight) / ROW);
    return this.windowHeight === 0 ? [0, -1] : [first, Math.min(this.pages.length - 1, last)];
  }

  #keepInView(list: HTMLElement): void {
    this.#kept = this.current;
    const top = this.current * ROW;
    const { scrolledTo, windowHeight } = this;
    if (top < scrolledTo) list.scrollTop = top;
    else if (top + ROW > scrolledTo + windowHeight) list.scrollTop = top + ROW - windowHeight;
  }

  #drawWhenRested(): void {
    const asked = [...this.#live(), this.current].join();
    if (asked === this.#asked) return;
    this.#asked = asked;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      if (this.list && this.#kept !== this.current) this.#keepInView(this.list);
      void this.#draw();
    }, REST);
  }

  /** One after the other, and only while the pages rest: they never wait for pictures. */
  async #draw(): Promise<void> {
    const { source } = this;
    const [first, last] = this.#live();
    for (const [index, canvas] of this.#pictures) {
      if (index >= first && index <= last) continue;
      this.#pictures.delete(index);
      source?.release(canvas);
    }
    if (!source || this.#drawing) return;
    const abort = (this.#drawing = new AbortController());
    try {
      for (let index = this.#next(); index !== undefined; index = this.#next()) {
        const box = this.pages[index];
        const canvas = box && (await source.render(index, sizeOf(box).scale, abort.signal, 'later'));
        if (!canvas) return;
        if (abort.signal.aborted) {
          source.release(canvas);
          return;
        }
        this.#pictures.set(index, canvas);
        this.requestUpdate();
        if (this.#rest !== undefined) return;
      }
    } catch {
      // the page itself tells why it cannot be drawn; here its frame stays white
    } finally {
      if (this.#drawing === abort) this.#drawing = undefined;
    }
  }

  #next(): number | undefined {
    const [first, last] = this.#live();
    for (let index = first; index <= last; index += 1) if (!this.#pictures.has(index)) return index;
    return undefined;
  }

  #clear(): void {
    clearTimeout(this.#rest);
    this.#rest = undefined;
    this.#asked = '';
    this.#kept = -1;
    this.#drawing?.abort();
    this.#drawing = undefined;
    for (const canvas of this.#pictures.values()) this.#drawnSource?.release(canvas);
    this.#pictures.clear();
  }

  #pick(index: number): void {
    const page = Math.min(Math.max(0, index), this.pages.length - 1);
    this.dispatchEvent(new CustomEvent<number>('thumb-picked', { detail: page }));
  }

  readonly #handleScroll = (): void => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.scrolledTo = this.list?.scrollTop ?? 0;
    });
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    const screen = Math.max(1, Math.floor(this.windowHeight / ROW));
    const to = {
      ArrowUp: this.current - 1,
      ArrowDown: this.current + 1,
      PageUp: this.current - screen,
      PageDown: this.current + screen,
      Home: 0,
      End: this.pages.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#pick(to);
  };
}

function sizeOf(box: PageBox): { width: number; height: number; scale: number } {
  const { width, height } = displayedSize(box);
  return { width, height, scale: Math.min(PICTURE.width / width, PICTURE.height / height) };
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-page-thumbs': PageThumbs;
  }
}
