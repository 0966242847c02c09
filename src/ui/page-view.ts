import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';

import { plainText } from '../core/copied-text.js';
import { CSS_PX_PER_POINT, displayedSize, type Point } from '../core/geometry.js';
import { anchorAt, scrollOf, turnAnchor, type PageAnchor } from '../core/page-anchor.js';
import {
  fitPageZoom,
  fitWidthZoom,
  layoutPages,
  locateOnPage,
  pageAtMiddle,
  pagesInView,
  pagesShown,
  clampZoom,
  type PageFrame,
  type PageLayout,
  type ZoomChoice,
} from '../core/page-layout.js';
import { remember } from '../core/remember.js';
import { displayedRectToView, isSideways, turnedBox, viewRectToDisplayed, type ViewTurn } from '../core/view-turn.js';
import type { ErrorCode } from '../schema/problem.js';
import type { PanelSeamMessages } from '../i18n/panel-seam.zh-cn.js';
import type { PanelViewerMessages } from '../i18n/panel-viewer.zh-cn.js';
import type { SignPanelMessages } from '../i18n/sign-panel.zh-cn.js';
import type { Mark, PageBox, Placement, Rect } from '../schema/placement.js';
import { controls } from './controls.styles.js';
import { highlightStyles, renderHighlights, type HighlightsOf } from './page-highlights.js';
import { linkStyles, renderLinks } from './link-layer.js';
import { renderMarkLayer } from './mark-layer.js';
import type { PageAct, PageViewMarks } from './page-act.js';
import { PageCanvases } from './page-canvases.js';
import type { PageSource } from './page-source.js';
import { Pinch } from './pinch.js';
import { pageViewStyles } from './page-view.styles.js';

/** On a wide screen a page at full width would show but a third of its height. */
const COMFORTABLE_ZOOM = 1.1;

/**
 * The pages of one document as a column, with the marks on them. Only the pages near the window exist; the page decides
 * nothing and fires `page-act` for everything that a person does.
 */
export class PageView extends LitElement implements PageViewMarks {
  static override styles = [controls, pageViewStyles, highlightStyles, linkStyles];

  @property({ attribute: false }) pages: readonly PageBox[] = [];
  @property({ attribute: false }) source: PageSource | undefined;
  /** `fit` fills the width; `auto` does too, but never larger than is comfortable to read. */
  @property({ attribute: false }) zoom: ZoomChoice = 'auto';
  /** Marks and prepared places of this document. */
  @property({ attribute: false }) marks: readonly Mark[] = [];
  @property({ attribute: false }) placements: readonly Placement[] = [];
  /** What is marked on a page besides: hits of a search, and where a keyword would put a seal. */
  @property({ attribute: false }) highlights: HighlightsOf | undefined;
  /** Object URLs and names of seals, by seal id. */
  @property({ attribute: false }) images: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false }) names: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false }) selectedId: string | null = null;
  @property({ attribute: false }) selection: readonly string[] = [];
  @property({ attribute: false }) liftedId: string | null = null;
  @property({ attribute: false }) faultyIds: ReadonlySet<string> = new Set();
  @property({ attribute: false }) lockedIds: ReadonlySet<string> = new Set();
  /** When a signature would be made, RFC 3339: its day stands in date marks. */
  @property() now = '';
  @property({ type: Boolean }) editable = false;
  @property({ type: Boolean }) armed = false;
  @property({ attribute: false }) turn: ViewTurn = 0;
  @property({ attribute: false }) messages: SignPanelMessages | undefined;
  @property({ attribute: false }) words: PanelViewerMessages | undefined;
  /** A sentence for each failure of a page. */
  @property({ attribute: false }) errors: Readonly<Record<ErrorCode, string>> | undefined;
  @property({ attribute: false }) seamWords: PanelSeamMessages | undefined;

  @state() private viewportWidth = 0;
  @state() private viewportHeight = 0;
  @state() private scrolledTo = 0;
  @query('.scroller') private scrollerElement!: HTMLElement | null;
  @query('.sizer') private sizer!: HTMLElement | null;
  @query('.guide.down') private guideDown!: HTMLElement | null;
  @query('.guide.across') private guideAcross!: HTMLElement | null;

  readonly #canvases = new PageCanvases(
    () => this.requestUpdate(),
    (error) => this.#fire({ kind: 'failed', error }),
  );
  readonly #pinch = new Pinch({ onPinch: (factor, middle, way) => this.#zoomBetween(factor, middle, way) });
  readonly #touches = { handleEvent: (event: TouchEvent) => this.#pinch.handleEvent(event), passive: false };
  // in the next frame: a scroll bar that comes with the new layout would change the size again within this one
  readonly #resize = new ResizeObserver(() => requestAnimationFrame(() => this.#measure()));
  /** The pages as the turned view shows them. */
  #boxes: readonly PageBox[] = [];
  // a thousand pages are not measured again at each step of the wheel
  readonly #fit = remember(fitWidthZoom);
  readonly #layOut = remember(layoutPages);
  #layout: PageLayout = { frames: [], width: 0, height: 0, scale: 1 };
  #anchor: PageAnchor | undefined;
  /** Where the pointer zooms, from the corner of the window; the middle otherwise. */
  #zoomAt: Point | undefined;
  #laidOutWidth = 0;
  #frame = 0;
  /** What asked for the focus and may not be drawn yet. */
  #focusOn: string | undefined;
  #hadFocus = false;
  #lastScrolled = '';

  /** The scrolling box, for drags that reach its edge. */
  get scroller(): HTMLElement | null {
    return this.scrollerElement;
  }

  /** CSS pixels of one displayed point. */
  get scale(): number {
    return this.#layout.scale;
  }

  /** The page in the middle of the window. */
  get currentPage(): number {
    return pageAtMiddle(this.#layout, this.scrolledTo, this.viewportHeight);
  }

  /** The pages that a person has before their eyes and can read. */
  get shownPages(): number[] {
    if (!this.source || this.viewportHeight === 0) return [];
    return pagesShown(this.#layout, this.scrolledTo, this.viewportHeight).filter((page) => this.isReadable(page));
  }

  /** Whether a person can see what a page says: nothing is placed on one that could not be drawn. */
  isReadable(pageIndex: number): boolean {
    return this.#canvases.failure(pageIndex) === undefined;
  }

  /** Shows a page, or a rectangle of it in the middle of the window; `smoothly` where the person allows motion. */
  reveal(pageIndex: number, rect?: Rect, smoothly = false): void {
    const frame = this.#layout.frames[pageIndex];
    const scroller = this.scrollerElement;
    if (!frame || !scroller) return;
    const { scale } = this.#layout;
    const behavior = smoothly && !matchMedia('(prefers-reduced-motion: reduce)').matches ? 'smooth' : 'instant';
    if (!rect) scroller.scrollTo({ top: frame.top - 8, behavior });
    else {
      const { x, y, width, height } = this.#inView(pageIndex, rect);
      const top = frame.top + (y + height / 2) * scale - scroller.clientHeight / 2;
      const left = frame.left + (x + width / 2) * scale - scroller.clientWidth / 2;
      scroller.scrollTo({ left, top, behavior });
    }
    this.#scrolled();
  }

  /** Shows a page, or what is so many displayed points below its top, and gives the page the focus. */
  focusPage(pageIndex: number, y: number | null): void {
    const half = (this.scrollerElement?.clientHeight ?? 0) / this.scale / 2;
    if (y === null) this.reveal(pageIndex);
    else this.reveal(pageIndex, { x: 0, y: y - 8, width: 0, height: 2 * half });
    this.#askFocus(`[data-page="${pageIndex}"]`);
  }

  /** Shows a prepared place, unless it is in sight, and gives it the focus where `focus` says so. */
  showPlace({ id, pageIndex, rect }: Pick<Placement, 'id' | 'pageIndex' | 'rect'>, focus: boolean): void {
    if (!this.#isVisible({ pageIndex, rect })) this.reveal(pageIndex, rect, true);
    if (focus) this.#askFocus(`[data-place="${CSS.escape(id)}"]`);
  }

  /** Shows a link and gives it the focus. */
  focusLink(pageIndex: number, index: number, rect: Rect): void {
    this.reveal(pageIndex, rect);
    this.#askFocus(`[data-link="${pageIndex}-${index}"]`);
  }

  /** Shows a mark and gives it the focus, also when it is new or has just changed its page; quietly without the focus. */
  focusMark(mark: Mark, quiet = false): void {
    if (!this.#isVisible(mark)) this.reveal(mark.pageIndex, mark.rect);
    if (!quiet) this.#askFocus(`[data-mark="${CSS.escape(mark.id)}"]`);
  }

  /** Lines that what is carried clings to, in displayed points of a page; drawn by hand, because nothing else changes. */
  showGuides(guides: { pageIndex: number; x: number | null; y: number | null } | null): void {
    this.toggleAttribute('carrying', guides !== null);
    const { pageIndex = 0, x = null, y = null } = guides ?? {};
    const frame = guides ? this.#layout.frames[pageIndex] : undefined;
    const box = this.pages[pageIndex];
    const draw = (line: HTMLElement | null, at: Rect | null): void => {
      if (!line) return;
      if (!guides) line.hidden = true;
      else if (!at || !frame) line.style.transform = 'scale(0)';
      else {
        // from then on it is a layer of its own, which comes and goes without the page being painted
        line.hidden = false;
        const { x: left, y: top, width, height } = this.#inView(pageIndex, at);
        line.style.width = `${Math.max(1, width * this.scale)}px`;
        line.style.height = `${Math.max(1, height * this.scale)}px`;
        line.style.transform = `translate(${frame.left + left * this.scale}px, ${frame.top + top * this.scale}px)`;
      }
    };
    const size = box ? displayedSize(box) : { width: 0, height: 0 };
    draw(this.guideDown, x === null ? null : { x, y: 0, width: 0, height: size.height });
    draw(this.guideAcross, y === null ? null : { x: 0, y, width: size.width, height: 0 });
  }

  /** The drawn page at a position of the window. */
  canvasAt(x: number, y: number): HTMLCanvasElement | null {
    for (const sheet of this.renderRoot.querySelectorAll<HTMLElement>('.page')) {
      const { left, right, top, bottom } = sheet.getBoundingClientRect();
      if (x >= left && x <= right && y >= top && y <= bottom) return sheet.querySelector('canvas');
    }
    return null;
  }

  /** Where a picture whose top left corner is there in the window lies: on the page under its centre. */
  locate(left: number, top: number, width: number, height: number): { pageIndex: number; rect: Rect } | null {
    const [x, y] = [left + width / 2, top + height / 2];
    const seen = this.getBoundingClientRect();
    const column = this.sizer?.getBoundingClientRect();
    if (!column || x < seen.left || x > seen.right || y < seen.top || y > seen.bottom) return null;
    const found = locateOnPage(this.#layout, { x: left - column.left, y: top - column.top, width, height });
    const box = found && this.pages[found.pageIndex];
    return box ? { ...found, rect: viewRectToDisplayed(box, this.turn, found.rect) } : null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
    if (this.scrollerElement) this.#resize.observe(this.scrollerElement);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#canvases.clear();
  }

  protected override firstUpdated(): void {
    if (this.scrollerElement) this.#resize.observe(this.scrollerElement);
    this.#measure();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = (this.shadowRoot?.activeElement ?? null) !== null;
    if (changed.has('pages') || changed.has('turn')) this.#boxes = this.pages.map((box) => turnedBox(box, this.turn));
    const fit = this.#fit(this.#boxes, this.viewportWidth);
    const zoom =
      this.zoom === 'fit'
        ? fit
        : this.zoom === 'auto'
          ? Math.min(fit, COMFORTABLE_ZOOM)
          : this.zoom === 'page'
            ? fitPageZoom(this.#boxes, this.viewportWidth, this.viewportHeight)
            : this.zoom;
    const before = this.#layout;
    this.#layout = this.#layOut(this.#boxes, zoom, this.viewportWidth);
    // the first layout was made before the width was known
    if (changed.has('pages') || this.#laidOutWidth === 0) this.#anchor = undefined;
    else if (changed.has('turn')) this.#anchor = this.#turnedAnchor(before, changed.get('turn') ?? 0);
    else if (before.scale !== this.#layout.scale) this.#anchor = this.#anchorOf(before);
    this.#laidOutWidth = this.viewportWidth;
  }

  protected override render(): TemplateResult {
    const { frames, width, height } = this.#layout;
    const [first, last] = this.#live();
    const live = frames.slice(first, last + 1).map((frame, nth) => ({ frame, index: first + nth }));
    return html`
      <div
        class="scroller ${this.armed ? 'armed' : ''} ${isSideways(this.turn) ? 'sideways' : ''}"
        tabindex="0"
        role="region"
        aria-label=${this.messages?.pages ?? nothing}
        @scroll=${this.#scrolled}
        @keydown=${this.#handleKey}
        @copy=${this.#handleCopy}
        @touchstart=${this.#touches}
        @touchmove=${this.#touches}
        @touchend=${this.#touches}
        @touchcancel=${this.#touches}
        @wheel=${{ handleEvent: (event: WheelEvent) => this.#handleWheel(event), passive: false }}
      >
        <div class="sizer" .style=${`width:${width}px;height:${height}px;--page-scale:${this.scale}`}>
          ${repeat(
            live,
            ({ index }) => index,
            ({ frame, index }) => html`
              <div
                class="page"
                data-page=${index}
                role="group"
                aria-label=${this.messages?.pageLabel(index + 1) ?? nothing}
                .style=${`top:${frame.top}px;left:${frame.left}px;width:${frame.width}px;height:${frame.height}px`}
              >
                <div class="paper" .style=${paperStyle(frame, this.turn)}>
                  ${this.#canvases.canvas(index) ?? nothing}
                  ${this.highlights ? renderHighlights(this.highlights(index), this.scale) : nothing}
                  ${this.#renderMarks(index)}
                </div>
                ${this.#canvases.canvas(index) ? nothing : this.#renderWaiting(index)}
              </div>
            `,
          )}
          <div class="guide down" hidden></div>
          <div class="guide across" hidden></div>
        </div>
      </div>
    `;
  }

  /** Hundreds of marks are drawn again when one of them changed, not when the person reads on. */
  #renderMarks(index: number): unknown {
    const { messages, marks, placements, images, names, selectedId, selection, liftedId } = this;
    if (!messages) return nothing;
    const { faultyIds, lockedIds, now, editable, armed, turn, words, seamWords, pages, scale } = this;
    const under = [this.#canvases.text(index), this.#canvases.links(index), words];
    const shown = [messages, marks, placements, images, names, selectedId, selection, liftedId, faultyIds, lockedIds];
    return guard([...shown, ...under, now, editable, armed, turn, seamWords, pages, scale], () =>
      renderMarkLayer(this, pages, index, scale, messages, this.#fire, this.#renderUnder(index)),
    );
  }

  /** What lies under the marks: the text, to be selected, and the links. */
  #renderUnder(index: number): unknown {
    const links = this.#canvases.links(index);
    const text = this.#canvases.text(index) ?? nothing;
    return this.words ? [text, renderLinks(links, index, this.scale, this.words, this.#fire)] : text;
  }

  #renderWaiting(index: number): TemplateResult {
    const failure = this.#canvases.failure(index);
    if (!failure) return html`<div class="waiting"><div class="spinner"></div></div>`;
    return html`<div class="waiting" role="alert">
      <div class="failure">
        <p>${this.messages?.pageFailed}</p>
        <p>${this.errors?.[failure.code]}</p>
        <button class="button" type="button" data-act="redraw" @click=${() => this.#canvases.retry(index)}>
          ${this.messages?.retry}
        </button>
      </div>
    </div>`;
  }

  protected override updated(): void {
    const scroller = this.scrollerElement;
    if (!scroller || this.viewportHeight === 0) return;
    if (this.#anchor) {
      const { left, top } = scrollOf(this.#layout, this.#anchor);
      this.#anchor = this.#zoomAt = undefined;
      scroller.scrollTo({ left, top, behavior: 'instant' });
      this.scrolledTo = scroller.scrollTop;
    }
    this.#canvases.show(this.source, this.#range(0), this.#live(), this.scale);
    this.#restoreFocus();
    this.#tellScrolled();
  }

  /** The pages that exist: those in the window, and one on each side. */
  #live(): [number, number] {
    return this.#range(1);
  }

  #range(around: number): [number, number] {
    if (this.viewportHeight === 0) return [0, -1];
    return pagesInView(this.#layout, this.scrolledTo, this.viewportHeight, around);
  }

  #anchorOf(layout: PageLayout): PageAnchor | undefined {
    const at = this.#zoomAt ?? { x: this.viewportWidth / 2, y: this.viewportHeight / 2 };
    return anchorAt(layout, this.scrollerElement?.scrollLeft ?? 0, this.scrollerElement?.scrollTop ?? 0, at);
  }

  /** Keeps what is in the middle of the window there while the view turns. */
  #turnedAnchor(before: PageLayout, turnBefore: number): PageAnchor | undefined {
    const anchor = this.#anchorOf(before);
    return anchor && turnAnchor(anchor, this.turn - turnBefore);
  }

  /** A displayed rectangle as the view shows it, in points. */
  #inView(pageIndex: number, rect: Rect): Rect {
    const box = this.pages[pageIndex];
    return box ? displayedRectToView(box, this.turn, rect) : rect;
  }

  #isVisible({ pageIndex, rect }: Pick<Mark, 'pageIndex' | 'rect'>): boolean {
    const frame = this.#layout.frames[pageIndex];
    if (!frame) return false;
    const { y, height } = this.#inView(pageIndex, rect);
    const top = frame.top + y * this.scale;
    return top >= this.scrolledTo && top + height * this.scale <= this.scrolledTo + this.viewportHeight;
  }

  #askFocus(selector: string): void {
    this.#focusOn = selector;
    this.requestUpdate();
  }

  /** The focus is never lost with what it was on: it goes to the mark that asked for it, else to the pages. */
  #restoreFocus(): void {
    if (this.#hadFocus && !this.shadowRoot?.activeElement) this.scrollerElement?.focus({ preventScroll: true });
    if (this.#focusOn === undefined) return;
    const target = this.renderRoot.querySelector<HTMLElement>(this.#focusOn);
    if (!target) return;
    this.#focusOn = undefined;
    // a page takes the focus only when it is sent there
    if (target.matches('.page')) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  #tellScrolled(): void {
    const pageIndex = this.currentPage;
    const zoom = this.scale / CSS_PX_PER_POINT;
    const key = `${pageIndex} ${zoom}`;
    if (key === this.#lastScrolled) return;
    this.#lastScrolled = key;
    this.#fire({ kind: 'scrolled', pageIndex, zoom });
  }

  #measure(): void {
    const scroller = this.scrollerElement;
    if (!scroller) return;
    this.viewportWidth = scroller.clientWidth;
    this.viewportHeight = scroller.clientHeight;
  }

  #scrolled = (): void => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.scrolledTo = this.scrollerElement?.scrollTop ?? 0;
    });
  };

  #handleKey(event: KeyboardEvent): void {
    if (!this.editable || event.key.toLowerCase() !== 'a' || !(event.ctrlKey || event.metaKey)) return;
    const pageIndex = this.currentPage;
    if (!this.marks.some((mark) => mark.pageIndex === pageIndex)) return;
    event.preventDefault();
    this.#fire({ kind: 'selectAll', pageIndex, area: null });
  }

  #handleWheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.#zoomTo(Math.exp(-event.deltaY / 300), { x: event.clientX, y: event.clientY });
  }

  /** Zooms under the fingers, and goes with them. */
  #zoomBetween(factor: number, middle: Point, way: Point): void {
    const scroller = this.scrollerElement;
    if (scroller) {
      scroller.scrollLeft -= way.x;
      scroller.scrollTop -= way.y;
    }
    this.#zoomTo(factor, middle);
  }

  #zoomTo(factor: number, { x, y }: Point): void {
    const corner = this.getBoundingClientRect();
    this.#zoomAt = { x: x - corner.left, y: y - corner.top };
    this.#fire({ kind: 'zoom', zoom: clampZoom((this.scale / CSS_PX_PER_POINT) * factor) });
  }

  #handleCopy(event: ClipboardEvent): void {
    const marked = String(getSelection() ?? '');
    const plain = plainText(marked);
    if (plain === marked) return;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', plain);
  }

  #fire = (act: PageAct): void => {
    this.dispatchEvent(new CustomEvent<PageAct>('page-act', { detail: act }));
  };
}

/** The paper of a page as large as it is displayed, turned into its frame. */
function paperStyle(frame: PageFrame, turn: ViewTurn): string {
  const [width, height] = isSideways(turn) ? [frame.height, frame.width] : [frame.width, frame.height];
  const moved = { 0: '', 90: `${height}px,0`, 180: `${width}px,${height}px`, 270: `0,${width}px` }[turn];
  return `width:${width}px;height:${height}px;transform:${turn === 0 ? 'none' : `translate(${moved}) rotate(${turn}deg)`}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-page-view': PageView;
  }
}
