import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { fittingRemark } from '../core/remark-layout.js';
import { LocalizeController } from '../i18n/localize.js';
import type { PanelRemarkMessages } from '../i18n/panel-remark.zh-cn.js';
import type { Mark, Placement } from '../schema/placement.js';
import { controls } from './controls.styles.js';
import { remarkCatalog } from './remark-words.js';

/** Nothing that steers a reader: a tab becomes a space, the ends of lines of all systems one sign. */
const UNPRINTABLE = /(?!\n)\p{Cc}/gu;

/**
 * The words of the selected remark. Each change shows on the page at once; all of one sitting are one step to undo. Fires
 * `remark-act` with the changed mark; words that have no room in their place are not taken, and that is said.
 */
export class RemarkInspector extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        margin-bottom: var(--_gap-2);
        scroll-margin-block: var(--_gap-3, 12px);
      }
      label {
        display: grid;
        gap: 2px;
        color: var(--_text-2);
        font-size: var(--_size-s);
        overflow-wrap: anywhere;
      }
      textarea.input {
        min-height: 5.2em;
        padding: 6px;
        color: var(--_text);
        font-size: var(--_size);
        line-height: 1.5;
        resize: vertical;
      }
      p {
        margin: var(--_gap-1, 4px) 0 0;
        scroll-margin-block: var(--_gap-2, 8px);
        color: var(--_text-2);
        font-size: var(--_size-s);
      }
    `,
  ];

  @property() locale = '';
  @property({ attribute: false }) mark: Mark | undefined;
  @property({ attribute: false }) placements: readonly Placement[] = [];

  @state() private isFull = false;

  @query('textarea') private readonly field!: HTMLTextAreaElement | null;
  @query('#note') private readonly note!: HTMLElement | null;

  readonly #localize = new LocalizeController<PanelRemarkMessages>(this, remarkCatalog);
  #shownId: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('mark') && changed.get('mark')?.id !== this.mark?.id) this.isFull = false;
  }

  /** A place that was just chosen is written in at once. */
  protected override updated(): void {
    const { mark, field } = this;
    if (!field || !mark || this.#shownId === mark.id) return;
    this.#shownId = mark.id;
    if (mark.text === '') field.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { mark } = this;
    if (!mark || !this.#localize.isReady) return nothing;
    const words = this.#localize.messages;
    const { label } = this.placements.find(({ id }) => id === mark.placementId) ?? {};
    return html`<label
        >${label ?? words.remark}
        <textarea
          class="input"
          data-field="remark"
          rows="3"
          placeholder=${words.hint}
          aria-describedby="note"
          .value=${mark.text ?? ''}
          @input=${this.#handleInput}
          @compositionend=${this.#handleInput}
        ></textarea>
      </label>
      <p id="note" role="status">${this.isFull ? words.full : ''}</p>`;
  }

  readonly #handleInput = (event: Event): void => {
    const { mark, field } = this;
    // an input method is still choosing the characters
    if (!mark || !field || (event instanceof InputEvent && event.isComposing)) return;
    const typed = field.value.replace(UNPRINTABLE, ' ');
    const text = fittingRemark(typed, mark.text ?? '', mark.rect);
    this.isFull = text !== typed;
    // the field may stand at the lower edge: why nothing more is taken must be seen, each time
    if (this.isFull) void this.updateComplete.then(() => this.note?.scrollIntoView({ block: 'nearest' }));
    if (text !== field.value) {
      const caret = field.selectionEnd - (typed.length - text.length);
      field.value = text;
      // writing goes on where it was refused
      field.setSelectionRange(caret, caret);
    }
    if (text !== mark.text) this.dispatchEvent(new CustomEvent<Mark>('remark-act', { detail: { ...mark, text } }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-remark-inspector': RemarkInspector;
  }
}
