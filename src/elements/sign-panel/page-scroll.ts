import { css, type ReactiveController, type ReactiveControllerHost } from 'lit';

import type { PageView } from '../../ui/page-view.js';

type Panel = ReactiveControllerHost & HTMLElement & { readonly pageScroll: boolean };

const { styleSheet } = css`
  /* also where the page has given the element a height */
  :host([page-scroll]) {
    height: auto !important;
  }
  :host([page-scroll]) .panel {
    position: sticky;
    top: var(--esign-panel-top, 0);
    height: var(--esign-panel-height, min(860px, 86vh));
    min-height: 420px;
  }
  :host([page-scroll])::after {
    display: block;
    height: var(--_rest, 0);
    content: '';
  }
`;

const followed = new WeakSet<Panel>();

/** Has the page scroll what a panel shows, from now on and as long as its `pageScroll` says so. */
export function followPage(panel: Panel, view: () => PageView | null): void {
  if (followed.has(panel)) return;
  followed.add(panel);
  if (styleSheet) panel.shadowRoot?.adoptedStyleSheets.push(styleSheet);
  panel.addController(new PageScroll(panel, view));
}

/**
 * The element is as tall as its pages, and what is seen of it sticks to the window meanwhile. How far it was pushed down in
 * the element is how far its pages are scrolled: so they stay a few, and whatever shows a page takes the window along.
 */
class PageScroll implements ReactiveController {
  readonly #panel: Panel;
  readonly #view: () => PageView | null;
  // in the next frame: the height of the element is watched, too
  readonly #resize = new ResizeObserver(() => requestAnimationFrame(() => this.#measure()));
  #scroller: HTMLElement | null = null;
  /** Where both were brought last: only what differs was done by a person, or by who shows a page. */
  #at = 0;

  constructor(panel: Panel, view: () => PageView | null) {
    this.#panel = panel;
    this.#view = view;
  }

  hostConnected(): void {
    document.addEventListener('scroll', this.#followPage, { capture: true, passive: true });
    this.hostUpdated();
  }

  hostDisconnected(): void {
    document.removeEventListener('scroll', this.#followPage, { capture: true });
    this.#release();
  }

  hostUpdated(): void {
    const scroller = this.#panel.pageScroll ? (this.#view()?.scroller ?? null) : null;
    if (scroller === this.#scroller) return;
    this.#release();
    if (!scroller) return;
    this.#scroller = scroller;
    scroller.addEventListener('scroll', this.#followPages, { passive: true });
    // the wheel and the finger go on to the page
    scroller.style.overflowY = 'hidden';
    scroller.style.overscrollBehavior = 'auto';
    for (const box of [scroller, ...scroller.children]) this.#resize.observe(box);
    this.#at = scroller.scrollTop;
  }

  #release(): void {
    this.#resize.disconnect();
    this.#scroller?.removeEventListener('scroll', this.#followPages);
    this.#scroller?.style.removeProperty('overflow-y');
    this.#scroller?.style.removeProperty('overscroll-behavior');
    this.#panel.style.removeProperty('--_rest');
    this.#scroller = null;
  }

  #measure(): void {
    if (!this.#scroller) return;
    const { scrollHeight, clientHeight } = this.#scroller;
    this.#panel.style.setProperty('--_rest', `${scrollHeight - clientHeight}px`);
  }

  /** How far what is seen was pushed down, and how far it would be if the window were where the pages are. */
  #place(pages: number): { pushed: number; missing: number } {
    const seen = this.#panel.shadowRoot?.querySelector('.panel');
    if (!seen) return { pushed: 0, missing: 0 };
    const { top } = this.#panel.getBoundingClientRect();
    const box = scrollBox(this.#panel);
    const edge = box === document.scrollingElement ? 0 : box.getBoundingClientRect().top;
    return {
      pushed: seen.getBoundingClientRect().top - top,
      missing: top + pages - edge - (parseFloat(getComputedStyle(seen).top) || 0),
    };
  }

  readonly #followPage = (): void => {
    const { pushed } = this.#place(0);
    if (!this.#scroller || Math.abs(pushed - this.#at) <= 1) return;
    this.#at = pushed;
    this.#scroller.scrollTop = pushed;
  };

  readonly #followPages = (): void => {
    const top = this.#scroller?.scrollTop ?? 0;
    if (Math.abs(top - this.#at) <= 1) return;
    this.#at = top;
    this.#measure();
    scrollBox(this.#panel).scrollTop += this.#place(top).missing;
  };
}

/** What scrolls an element: a box around it, else the window. */
function scrollBox(element: Element): Element {
  const { body, scrollingElement, documentElement } = document;
  const root = scrollingElement ?? documentElement;
  let box: Element | null | undefined = element;
  while (box && box !== body && box !== root) {
    if (/auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
    const parent: Node | null = box.assignedSlot ?? box.parentNode;
    box = parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
  }
  return root;
}
