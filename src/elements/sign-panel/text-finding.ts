import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

import { EsignError } from '../../core/errors.js';
import type { EnvelopeDocument } from '../../schema/envelope.js';
import type { Rect } from '../../schema/placement.js';
import type { Locale } from '../../schema/primitives.js';
import type { SignPanelContext } from '../../machines/sign-panel.events.js';
import { deepActiveElement } from '../../ui/deep-query.js';
import { loadElement } from '../../ui/lazy-element.js';
import type { HighlightsOf } from '../../ui/page-highlights.js';
import type { PageSource } from '../../ui/page-source.js';
import type { PageView } from '../../ui/page-view.js';
import type { FinderAct, FinderMode, KeywordPlace, TextFinder } from '../../ui/text-finder.js';

interface FindingParts {
  readonly root: () => ShadowRoot | null;
  readonly pageView: () => PageView | null;
  readonly place: (sealId: string, places: readonly KeywordPlace[]) => void;
  readonly onError: (error: EsignError) => void;
}

/** What is searched, and by whom. */
interface Searched {
  readonly context: SignPanelContext;
  readonly document: EnvelopeDocument;
  readonly source: PageSource | undefined;
  readonly key: string;
  readonly pageIndex: number;
  readonly editing: boolean;
  readonly locale: Locale;
}

/** The find bar over the pages: opens, closes and loads it, and does what it asks for. */
export class TextFinding implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: FindingParts;
  #mode: FinderMode | null = null;
  #before: Element | null = null;
  #text = '';
  highlights: HighlightsOf | undefined;

  constructor(host: ReactiveControllerHost, parts: FindingParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#mode = null;
    this.highlights = undefined;
  }

  /** Whether the choice of a keyword is open, which takes the place of the seals. */
  get isDocked(): boolean {
    return this.#mode === 'keyword';
  }

  /** Where a page has what was searched. */
  hitsOn(pageIndex: number): readonly Rect[] {
    return (this.highlights?.(pageIndex) ?? []).flatMap(({ kind, rects }) => (kind === 'place' ? [] : rects));
  }

  /** Opens the bar with the cursor in its field; what is marked on the page is looked for. */
  async open(mode: FinderMode): Promise<void> {
    const marked = String(getSelection() ?? '').trim();
    if (this.#mode === null) this.#before = deepActiveElement();
    try {
      await loadElement('esign-text-finder');
    } catch {
      this.#parts.onError(new EsignError('network', 'the find bar could not be loaded'));
      return;
    }
    this.#mode = mode;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    await this.#finder?.begin(marked.length <= 100 && !marked.includes('\n') ? marked || this.#text : this.#text);
  }

  /** Ctrl+F opens the bar instead of the one of the browser, which cannot see the pages; F3 goes on. */
  handleKey(event: KeyboardEvent): boolean {
    const isFind =
      (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f';
    if (!isFind && event.key !== 'F3') return false;
    event.preventDefault();
    if (isFind || !this.#finder) void this.open(this.#mode ?? 'find');
    else this.#finder.step(event.shiftKey ? -1 : 1);
    return true;
  }

  render({ context, document, source, key, pageIndex, editing, locale }: Searched): TemplateResult | typeof nothing {
    if (this.#mode === null) return nothing;
    return html`<esign-text-finder
      .mode=${editing ? this.#mode : 'find'}
      .editable=${editing}
      .source=${source}
      .pages=${document.pages}
      .key=${key}
      .pageIndex=${pageIndex}
      .seals=${context.seals}
      .sealId=${context.armedSealId ?? ''}
      .prescribedId=${context.view?.envelope?.parties.find(({ id }) => id === context.view?.me?.partyId)?.sealId ?? null}
      .locale=${locale}
      @finder-act=${({ detail }: CustomEvent<FinderAct>) => this.#handle(detail)}
    ></esign-text-finder>`;
  }

  get #finder(): TextFinder | null {
    return this.#parts.root()?.querySelector('esign-text-finder') ?? null;
  }

  #handle(act: FinderAct): void {
    switch (act.kind) {
      case 'show':
        this.#parts.pageView()?.reveal(act.pageIndex, act.rect);
        return;
      case 'marked':
        this.highlights = act.highlights;
        break;
      case 'mode':
        this.#text = act.text;
        void this.open(act.mode);
        return;
      case 'place':
        this.#close();
        this.#parts.place(act.sealId, act.places);
        break;
      case 'close':
        this.#close();
    }
    this.#host.requestUpdate();
  }

  #close(): void {
    this.#text = '';
    this.#mode = null;
    this.highlights = undefined;
    this.#restoreFocus();
  }

  /** Back to where the person came from, or to the pages. */
  #restoreFocus(): void {
    const before = this.#before instanceof HTMLElement && this.#before.isConnected ? this.#before : null;
    (before ?? this.#parts.pageView()?.scroller)?.focus({ preventScroll: true });
    this.#before = null;
  }
}
