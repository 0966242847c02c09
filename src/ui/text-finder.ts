import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { chosenHits, keywordHits, rectAtKeyword } from '../core/keyword-places.js';
import { sealSize } from '../core/mark-board.js';
import { countWithoutText, type TextIndex, type TextPage } from '../core/text-index.js';
import { findText, hitRects, type TextHit } from '../core/text-search.js';
import { LocalizeController } from '../i18n/localize.js';
import { panelFindZhCn, type PanelFindMessages } from '../i18n/panel-find.zh-cn.js';
import type { PageBox, Rect } from '../schema/placement.js';
import type { Seal } from '../schema/seal.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import { whenIdleAfter } from './idle.js';
import {
  firstChoice,
  occurrenceOf,
  offsetOf,
  pagesOf,
  renderChoice,
  usableSeals,
  type KeywordForm,
} from './keyword-form.js';
import type { Highlight, HighlightsOf } from './page-highlights.js';
import type { PageSource } from './page-source.js';
import { textFinderStyles } from './text-finder.styles.js';
import { renderHits } from './text-hits.js';
import { TextReader } from './text-reader.js';

/** `find` only looks; `keyword` also puts a seal at what was found. */
export type FinderMode = 'find' | 'keyword';

/** A seal that is to come on a page. */
export interface KeywordPlace {
  readonly pageIndex: number;
  readonly rect: Rect;
}

export type FinderAct =
  | { readonly kind: 'show'; readonly pageIndex: number; readonly rect: Rect }
  | { readonly kind: 'marked'; readonly highlights: HighlightsOf | undefined }
  | { readonly kind: 'place'; readonly sealId: string; readonly places: readonly KeywordPlace[] }
  | { readonly kind: 'mode'; readonly mode: FinderMode; readonly text: string }
  | { readonly kind: 'close' };

/** Hits that are kept of a search: more are no help to anybody. */
const MAX_HITS = 5000;
const LOOKED_AT = ['mode', 'seals', 'sealId', 'prescribedId'] as const;
/** Milliseconds after which what was read meanwhile is searched: every page by itself would cost more than reading it. */
const PAUSE = 200;
/** Seals that are put at once. */
const MAX_PLACES = 200;

/**
 * Finds a text in the document that is shown, and puts a seal at a keyword (C-37). It reads the text in the background while
 * a person types, and fires `finder-act`; the panel scrolls, draws and places.
 */
export class TextFinder extends LitElement {
  static override styles = [controls, textFinderStyles];

  @property() locale = '';
  @property({ reflect: true }) mode: FinderMode = 'find';
  /** Whether seals may be placed at all. */
  @property({ type: Boolean }) editable = false;
  @property({ attribute: false }) source: PageSource | undefined;
  @property({ attribute: false }) pages: readonly PageBox[] = [];
  /** Another one is another document. */
  @property() key = '';
  /** The page that the person looks at: there the search begins. */
  @property({ attribute: false }) pageIndex = 0;
  @property({ attribute: false }) seals: readonly Seal[] = [];
  /** The only seal of the company that may be placed, where one is prescribed. */
  @property({ attribute: false }) prescribedId: string | null = null;
  /** The seal that the person has chosen elsewhere. */
  @property() sealId = '';

  @state() private text = '';
  @state() private matchCase = false;
  @state() private form: KeywordForm = firstChoice;
  @state() private hits: readonly TextHit[] = [];
  @state() private current = -1;
  @state() private reader: TextReader | undefined;
  @query('input[type=search]') private input!: HTMLInputElement | null;

  readonly #localize = new LocalizeController<PanelFindMessages>(this, {
    'zh-CN': panelFindZhCn,
    en: async () => (await import('../i18n/panel-find.en.js')).panelFindEn,
    'zh-TW': async () => (await import('../i18n/panel-find.zh-tw.js')).panelFindZhTw,
  });
  /** A phone has room for the hits; what is chosen about them opens by a tap. */
  readonly #isRoomy = !matchMedia('(max-width: 640px)').matches;
  #readFrom: PageSource | undefined;
  #stopWaiting: (() => void) | undefined;

  /** Puts the cursor into the field, its text selected; a text that was marked on the page is looked for at once. */
  async begin(text = ''): Promise<void> {
    if (text) this.text = text;
    this.requestUpdate();
    await this.updateComplete;
    this.input?.focus();
    this.input?.select();
    if (text) this.#search(true);
  }

  /** Goes on to the next hit, or back, and around the end. */
  step(direction: 1 | -1): void {
    if (this.hits.length === 0) return;
    this.current = (this.current + direction + this.hits.length) % this.hits.length;
    this.#mark();
    this.#show();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const source = this.isConnected ? this.source : undefined;
    if (changed.has('key') || source !== this.#readFrom) this.#read(source);
    else if (LOOKED_AT.some((name) => changed.has(name))) this.#search(false);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#localize.isReady) return nothing;
    const texts = this.#localize.messages;
    const isKeyword = this.mode === 'keyword';
    return html`<form
      class="finder"
      role="search"
      aria-label=${isKeyword ? texts.placeTitle : texts.find}
      @submit=${(event: Event) => event.preventDefault()}
      @keydown=${this.#handleKey}
    >
      ${isKeyword ? html`<h3>${texts.placeTitle}</h3>` : nothing}
      <div class="line">
        <input
          class="input"
          type="search"
          maxlength="100"
          autocomplete="off"
          spellcheck="false"
          aria-label=${isKeyword ? texts.keyword : texts.find}
          placeholder=${isKeyword ? texts.keywordPlaceholder : texts.findPlaceholder}
          .value=${this.text}
          @input=${(event: InputEvent) => {
            if (!(event.target instanceof HTMLInputElement)) return;
            this.text = event.target.value;
            this.#search(true);
          }}
        />
        <span class="count" aria-hidden="true">${this.#counted(texts)}</span>
        ${this.#button(texts.previous, 'up', this.hits.length === 0, () => this.step(-1))}
        ${this.#button(texts.next, 'down', this.hits.length === 0, () => this.step(1))}
        ${this.#button(texts.close, 'close', false, () => this.#close())}
      </div>
      <div class="line options">${this.#renderOptions(texts)}</div>
      ${this.#renderState(texts)} ${isKeyword ? this.#renderKeyword(texts) : nothing}
      <p class="visually-hidden" role="status">${this.#spoken(texts)}</p>
    </form>`;
  }

  #renderOptions(texts: PanelFindMessages): TemplateResult {
    const check = (label: string, checked: boolean, change: (checked: boolean) => void): TemplateResult =>
      html`<label class="check">
        <input
          type="checkbox"
          .checked=${checked}
          @change=${(event: Event) => {
            change((event.target as HTMLInputElement).checked);
            this.#search(true);
          }}
        />${label}
      </label>`;
    if (this.mode === 'keyword') {
      return check(
        texts.acrossLines,
        this.form.acrossLines,
        (acrossLines) => (this.form = { ...this.form, acrossLines }),
      );
    }
    return html`${check(texts.matchCase, this.matchCase, (matchCase) => (this.matchCase = matchCase))}
    ${
      this.editable && this.#seal()
        ? html`<button
            class="button quiet small"
            type="button"
            data-act="keyword"
            @click=${() => this.#fire({ kind: 'mode', mode: 'keyword', text: this.text })}
          >
            ${texts.placeHere}
          </button>`
        : nothing
    }`;
  }

  /** How far the text is read, and what of it cannot be searched. */
  #renderState(texts: PanelFindMessages): TemplateResult | typeof nothing {
    const { reader } = this;
    if (!reader) return nothing;
    const all = this.pages.length;
    if (!reader.isWhole) {
      return html`<p class="hint">
        <progress max=${all} value=${reader.done} aria-label=${texts.reading(reader.done, all)}></progress>
        ${texts.reading(reader.done, all)}
      </p>`;
    }
    const without = countWithoutText(reader.index);
    return without > 0
      ? html`<p class="notice warning" data-notice="scan">${texts.withoutText(without, all)}</p>`
      : nothing;
  }

  #renderKeyword(texts: PanelFindMessages): TemplateResult {
    const places = this.#places();
    const isTooMany = places.length > MAX_PLACES;
    const seal = this.#seal();
    return html`
      <details ?open=${this.#isRoomy}>
        <summary>${texts.choice}</summary>
        ${renderChoice(
          this.form,
          usableSeals(this.seals, this.prescribedId),
          seal?.id ?? '',
          this.pages.length,
          texts,
          (form) => {
            this.form = form;
            this.#search(false);
            this.#followChoice();
          },
        )}
      </details>
      ${
        this.hits.length > 0
          ? renderHits({
              index: this.reader?.index ?? [],
              hits: this.hits,
              chosen: new Set(this.#chosen()),
              current: this.current,
              texts,
              show: (nth) => {
                this.current = nth;
                this.#mark();
                this.#show();
              },
            })
          : nothing
      }
      ${isTooMany ? html`<p class="notice warning">${texts.tooMany(MAX_PLACES)}</p>` : nothing}
      ${seal ? nothing : html`<p class="notice warning">${texts.noSeal}</p>`}
      <button
        class="button primary"
        type="button"
        data-act="place-keyword"
        ?disabled=${!seal || places.length === 0 || isTooMany}
        @click=${() => seal && this.#fire({ kind: 'place', sealId: seal.id, places })}
      >
        ${texts.place(places.length)}
      </button>
    `;
  }

  #button(label: string, icon: 'up' | 'down' | 'close', disabled: boolean, act: () => void): TemplateResult {
    return html`<button
      class="button quiet icon small"
      type="button"
      aria-label=${label}
      title=${label}
      ?disabled=${disabled}
      @click=${act}
    >
      ${glyph(icon)}
    </button>`;
  }

  #counted(texts: PanelFindMessages): string {
    if (this.text.trim() === '') return '';
    if (this.hits.length > 0) return texts.counted(this.current + 1, this.hits.length);
    return this.reader?.isWhole ? texts.none : '';
  }

  #spoken(texts: PanelFindMessages): string {
    const hit = this.hits[this.current];
    return hit ? texts.spoken(this.current + 1, this.hits.length, hit.pageIndex + 1) : this.#counted(texts);
  }

  #handleKey(event: KeyboardEvent): void {
    const isField = event.target === this.input;
    if (event.key === 'Escape') this.#close();
    else if (event.key === 'F3' || (event.key === 'Enter' && isField)) this.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #close(): void {
    this.#fire({ kind: 'close' });
  }

  #stop(): void {
    this.reader?.stop();
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
    this.#readFrom = this.reader = undefined;
    this.hits = [];
    this.current = -1;
  }

  #read(source: PageSource | undefined): void {
    this.#stop();
    this.#readFrom = source;
    if (!source) return;
    const reader = new TextReader(this.key, this.pages.length);
    this.reader = reader;
    void reader.read(source, this.pages, this.pageIndex, (page) => this.#readOn(reader, page));
    this.#search(false);
  }

  /** The first hit is shown as soon as it is read; the others come in some times a second, when the page rests. */
  #readOn(reader: TextReader, page: number): void {
    if (reader !== this.reader) return;
    const goesOn = (): void => {
      this.#stopWaiting?.();
      this.#stopWaiting = undefined;
      this.#search(this.current === -1 && this.text !== '');
      this.requestUpdate();
    };
    if (reader.isWhole || (this.current === -1 && this.text !== '' && this.#isOn(reader.index, page))) goesOn();
    else this.#stopWaiting ??= whenIdleAfter(PAUSE, goesOn);
  }

  #isOn(index: TextIndex, page: number): boolean {
    const alone: (TextPage | undefined)[] = [];
    alone.length = index.length;
    alone[page] = index[page];
    return this.#find(alone).length > 0;
  }

  /**
   * Searches what is read. What is new begins at the page that the person looks at, and is shown; else the hit that was shown
   * stays.
   */
  #search(isNew: boolean): void {
    const before = isNew ? undefined : this.hits[this.current];
    this.hits = this.#find();
    const same = before
      ? this.hits.findIndex((hit) => hit.pageIndex === before.pageIndex && hit.start === before.start)
      : -1;
    const next = this.hits.findIndex(({ pageIndex }) => pageIndex >= this.pageIndex);
    const fallback = this.hits.length > 0 ? Math.max(next, 0) : -1;
    this.current = same === -1 ? fallback : same;
    this.#mark();
    if (isNew) this.#show();
  }

  #find(index: TextIndex = this.reader?.index ?? []): readonly TextHit[] {
    if (this.mode === 'find') return findText(index, this.text, { matchCase: this.matchCase, limit: MAX_HITS });
    const { acrossLines } = this.form;
    return keywordHits(index, { keyword: this.text, pages: pagesOf(this.form), acrossLines });
  }

  #chosen(): readonly TextHit[] {
    return chosenHits(this.hits, occurrenceOf(this.form));
  }

  /** What was shown and is not chosen any more gives way to what is. */
  #followChoice(): void {
    const chosen = this.#chosen();
    const [first] = chosen;
    const shown = this.hits[this.current];
    if (!first || (shown && chosen.includes(shown))) return;
    this.current = this.hits.indexOf(first);
    this.#mark();
    this.#show();
  }

  #seal(): Seal | undefined {
    const usable = usableSeals(this.seals, this.prescribedId);
    const wanted = [this.form.sealId, this.sealId, this.prescribedId];
    return wanted.flatMap((id) => usable.find((seal) => seal.id === id) ?? [])[0] ?? usable[0];
  }

  /** Where the seal would come: at every hit that was chosen. */
  #places(): KeywordPlace[] {
    const seal = this.#seal();
    const index = this.reader?.index ?? [];
    if (!seal || this.mode !== 'keyword') return [];
    return this.#chosen().flatMap((hit) => {
      const box = this.pages[hit.pageIndex];
      if (!box) return [];
      const rect = rectAtKeyword({ rects: hitRects(index, hit) }, sealSize(seal), offsetOf(this.form), box);
      return [{ pageIndex: hit.pageIndex, rect }];
    });
  }

  /** Tells the panel what to mark; it asks for the pages that are shown. */
  #mark(): void {
    const { hits, current } = this;
    const index = this.reader?.index ?? [];
    const places = this.#places();
    const highlights = (pageIndex: number): Highlight[] => [
      ...hits.flatMap((hit, nth): Highlight[] =>
        hit.pageIndex === pageIndex ? [{ kind: nth === current ? 'current' : 'hit', rects: hitRects(index, hit) }] : [],
      ),
      ...places.flatMap((place): Highlight[] =>
        place.pageIndex === pageIndex ? [{ kind: 'place', rects: [place.rect] }] : [],
      ),
    ];
    this.#fire({ kind: 'marked', highlights: hits.length > 0 ? highlights : undefined });
  }

  #show(): void {
    const hit = this.hits[this.current];
    const [rect] = hit ? hitRects(this.reader?.index ?? [], hit) : [];
    if (hit && rect) this.#fire({ kind: 'show', pageIndex: hit.pageIndex, rect });
  }

  #fire(act: FinderAct): void {
    this.dispatchEvent(new CustomEvent<FinderAct>('finder-act', { detail: act }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-text-finder': TextFinder;
  }
}
