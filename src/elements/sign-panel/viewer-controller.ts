import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { EsignError } from '../../core/errors.js';
import { normalizeRotation } from '../../core/geometry.js';
import { nextZoom, type ZoomChoice } from '../../core/page-layout.js';
import type { ViewTurn } from '../../core/view-turn.js';
import { whenIdle } from '../../ui/idle.js';
import { loadElement } from '../../ui/lazy-element.js';
import type { Printed } from '../../ui/page-print.js';
import type { PageAct } from '../../ui/page-act.js';
import type { PageView } from '../../ui/page-view.js';
import type { ViewAct } from '../../ui/view-menu.js';

/** Widths at which the panel changes its columns, in CSS pixels: the same as in its container queries. */
const PHONE = 640;
const WIDE = 960;

export type PanelSize = 'phone' | 'medium' | 'wide';

/** How a person looks at the documents: which one, where, how large, and which columns are open. It decides nothing else. */
export class ViewerController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #view: () => PageView | null;
  readonly #onError: (error: EsignError) => void;
  readonly #resize = new ResizeObserver(([entry]) => entry && this.#fit(entry.contentRect.width));
  #documentId = '';
  #pageIndex = 0;
  #zoom: ZoomChoice = 'auto';
  #turn: ViewTurn = 0;
  #shownZoom = 1;
  #size: PanelSize = 'wide';
  /** `null` as the width says. */
  #thumbs: boolean | null = null;
  #sheet = true;
  #armed: string | null = null;
  #asked = false;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    view: () => PageView | null,
    onError: (error: EsignError) => void,
  ) {
    this.#host = host;
    this.#view = view;
    this.#onError = onError;
    host.addController(this);
  }

  get documentId(): string {
    return this.#documentId;
  }

  get pageIndex(): number {
    return this.#pageIndex;
  }

  /** What was chosen; `shownZoom` is what it came to. */
  get zoom(): ZoomChoice {
    return this.#zoom;
  }

  get shownZoom(): number {
    return this.#shownZoom;
  }

  get size(): PanelSize {
    return this.#size;
  }

  get showsThumbs(): boolean {
    return this.#thumbs ?? this.#size === 'wide';
  }

  /** Whether the sheet of seals is open, where the panel is so narrow that it is one. */
  get showsSheet(): boolean {
    return this.#sheet;
  }

  showDocument(id: string): void {
    this.#documentId = id;
    this.#host.requestUpdate();
  }

  showPage(pageIndex: number): void {
    this.#view()?.reveal(pageIndex);
  }

  setZoom(change: 'in' | 'out' | ZoomChoice): void {
    const step = change === 'in' ? 1 : change === 'out' ? -1 : 0;
    this.#zoom = change === 'in' || change === 'out' ? nextZoom(this.#shownZoom, step || 1) : change;
    this.#host.requestUpdate();
  }

  /** How the pages are turned; it is a matter of the view, and nothing else knows of it. */
  get turn(): ViewTurn {
    return this.#turn;
  }

  turnBy(degrees: 90 | -90): void {
    this.#turn = normalizeRotation(this.#turn + degrees);
    this.#host.requestUpdate();
  }

  handleView(act: Exclude<ViewAct, { kind: 'print' | 'download' }>): void {
    if (act.kind === 'turn') this.turnBy(act.by);
    else this.setZoom(act.to);
  }

  /** Opens the menu of what is seldom done with the view, which comes with its first use. */
  async openMenu(button: HTMLElement): Promise<void> {
    try {
      await loadElement('esign-view-menu');
    } catch {
      this.#onError(new EsignError('network', 'the menu of the view could not be loaded'));
      return;
    }
    const menu = this.#host.shadowRoot?.querySelector('esign-view-menu');
    await menu?.open(button);
  }

  /** Prints a document; what does it came with the menu. */
  print(printed: Printed): void {
    void this.#host.shadowRoot?.querySelector('esign-page-print')?.print(printed);
  }

  toggleThumbs(): void {
    this.#thumbs = !this.showsThumbs;
    this.#host.requestUpdate();
  }

  /** Shows the page of a thumbnail; where they lie over the pages, they leave. */
  pickThumb(pageIndex: number): void {
    this.showPage(pageIndex);
    if (this.#size === 'phone') this.toggleThumbs();
  }

  toggleSheet(isOpen = !this.#sheet): void {
    if (isOpen === this.#sheet) return;
    this.#sheet = isOpen;
    this.#host.requestUpdate();
  }

  /** Takes what the pages say of the view; answers whether that was all. */
  handlePage(act: PageAct): boolean {
    if (act.kind === 'scrolled') {
      this.#pageIndex = act.pageIndex;
      this.#shownZoom = act.zoom;
    } else if (act.kind === 'zoom') this.#zoom = act.zoom;
    else return false;
    this.#host.requestUpdate();
    return true;
  }

  /** On a phone the sheet makes room as soon as a seal waits for its place. */
  watchArmed(sealId: string | null): void {
    if (sealId !== this.#armed && sealId !== null && this.#size === 'phone') this.#sheet = false;
    this.#armed = sealId;
  }

  hostUpdated(): void {
    // the first page matters more than its picture
    if (!this.showsThumbs || this.#asked || !this.#view()) return;
    this.#asked = true;
    whenIdle(() => {
      // without pictures the pages are still there; they are asked for again when the column is opened again
      void loadElement('esign-page-thumbs').catch(() => (this.#asked = false));
    });
  }

  hostConnected(): void {
    this.#resize.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#resize.disconnect();
  }

  #fit(width: number): void {
    const size = width < PHONE ? 'phone' : width < WIDE ? 'medium' : 'wide';
    if (size === this.#size) return;
    this.#size = size;
    this.#host.requestUpdate();
  }
}
