import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { diffDocuments } from '../core/diff.js';
import { isSame } from '../core/document-parts.js';
import type { FoundDraft } from '../core/draft.js';
import type { UnreadPart } from '../core/editing.js';
import type { EditorMapping } from '../core/editor-mapping.js';
import { LocalizeController } from '../i18n/localize.js';
import { controls } from './controls.styles.js';
import { saveText } from './save-file.js';
import { safetyCatalog } from './safety-words.js';

/** What there is to tell, and the mapping that it is about. */
export interface SafetyNews {
  readonly mapping: EditorMapping;
  readonly offers: readonly FoundDraft[];
  readonly unread: readonly UnreadPart[];
  readonly retrying: boolean;
  /** The version that another window stored; 0 when it is not newer than what is open. */
  readonly elsewhere: number;
  readonly dirty: boolean;
  /** Whether unsaved work cannot be kept, and nobody was told. */
  readonly unkept: boolean;
}

export interface SafetyActs {
  restore(): void;
  compare(): void;
  discard(): void;
  catchUp(): void;
  retry(): void;
  excuse(): void;
}

/** One line each: unsaved work of an earlier visit, what could not be read, what another window stored. */
export class SafetyNotices extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .notice {
        flex-wrap: wrap;
        align-items: center;
        border-width: 0 0 1px;
        border-radius: 0;
      }
      .text {
        flex: 1 1 240px;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--_gap-2);
      }
    `,
  ];

  @property({ attribute: false }) news: SafetyNews | undefined;
  @property({ attribute: false }) acts: SafetyActs | undefined;
  @property() locale = '';

  readonly #localize = new LocalizeController(this, safetyCatalog);
  #counted: { readonly draft: object; readonly count: number } | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const { news, acts } = this;
    if (!news || !acts) return nothing;
    const words = this.#localize.messages;
    const [offer] = news.offers;
    return html`${offer ? this.#renderOffer(offer, news, acts) : nothing}
    ${
      news.elsewhere > 0
        ? this.#renderNotice(
            'warning',
            (news.dirty ? words.elsewhere.dirty : words.elsewhere.clean)(news.elsewhere),
            html`<button class="button small" type="button" @click=${() => acts.catchUp()}>
              ${news.dirty ? words.elsewhere.merge : words.elsewhere.read}
            </button>`,
          )
        : nothing
    }
    ${news.unread.length > 0 ? this.#renderUnread(news, acts) : nothing}
    ${
      news.unkept
        ? this.#renderNotice(
            'warning',
            words.keeping,
            html`<button class="button small" type="button" @click=${() => acts.excuse()}>${words.dismiss}</button>`,
          )
        : nothing
    }`;
  }

  #renderNotice(kind: 'warning' | '', text: string, acts: TemplateResult): TemplateResult {
    return html`<div class="notice ${kind}" role="status">
      <span class="text">${text}</span><span class="acts">${acts}</span>
    </div>`;
  }

  #renderOffer(offer: FoundDraft, news: SafetyNews, acts: SafetyActs): TemplateResult {
    const { draft: words } = this.#localize.messages;
    const more = news.offers.length > 1 ? words.more(news.offers.length - 1) : '';
    const discard = html`<button class="button small" type="button" @click=${() => acts.discard()}>
      ${words.discard}
    </button>`;
    if (offer.kind === 'broken') {
      const save = (): void => saveText(words.fileName(news.mapping.basic.name), 'application/json', offer.text);
      return this.#renderNotice(
        'warning',
        `${words.broken}${more}`,
        html`<button class="button small" type="button" @click=${save}>${words.download}</button>${discard}`,
      );
    }
    const { base, savedAt } = offer.draft;
    const moved = isSame(base.mapping, news.mapping) ? '' : words.moved;
    return this.#renderNotice(
      'warning',
      `${words.found(this.#time(savedAt), this.#count(offer.draft))}${moved}${more}`,
      html`<button class="button small primary" type="button" @click=${() => acts.restore()}>${words.restore}</button>
        <button class="button small" type="button" @click=${() => acts.compare()}>${words.compare}</button>${discard}`,
    );
  }

  #renderUnread({ unread, retrying }: SafetyNews, acts: SafetyActs): TemplateResult {
    const { unread: words } = this.#localize.messages;
    const names = unread.map((item) => (item.part === 'catalog' ? words.catalog(item.name) : words[item.part]));
    return this.#renderNotice(
      'warning',
      words.text(names.join(words.separator)),
      html`<button class="button small" type="button" aria-disabled=${retrying} @click=${() => acts.retry()}>
        ${retrying ? words.retrying : words.retry}
      </button>`,
    );
  }

  #count(draft: Extract<FoundDraft, { kind: 'draft' }>['draft']): number {
    if (this.#counted?.draft !== draft) {
      this.#counted = { draft, count: diffDocuments(draft.base.mapping, draft.mapping).length };
    }
    return this.#counted.count;
  }

  #time(at: string): string {
    const { locale } = this.#localize;
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
  }
}
