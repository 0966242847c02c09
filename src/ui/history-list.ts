import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import type { Branch, Entry, History } from '../core/history.js';
import { LocalizeController } from '../i18n/localize.js';
import type { SentenceKey } from '../i18n/mapping-editor.zh-cn.js';
import { changesCatalog } from './changes-words.js';
import styles from './changes.styles.js';
import { controls } from './controls.styles.js';
import type { MappingView } from './mapping-view.js';

/** Every step since the page was opened, newest first, in the words of undo; choosing one goes there. */
export class HistoryList extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) history: History<unknown> | undefined;
  /** How many steps to go, forward or back. */
  @property({ attribute: false }) jump: ((by: number) => void) | undefined;
  /** Goes to the end of another line of work, by its place among them. */
  @property({ attribute: false }) take: ((at: number) => void) | undefined;
  @property() locale = '';

  readonly #localize = new LocalizeController(this, changesCatalog);

  protected override render(): TemplateResult | typeof nothing {
    const { view, history } = this;
    if (!view || !history) return nothing;
    const words = this.#localize.messages.history;
    const { undo, redo, branches = [] } = history;
    if (undo.length + redo.length + branches.length === 0) return html`<p class="muted">${words.empty}</p>`;
    return html`${view.editable ? html`<p class="muted">${words.help}</p>` : nothing}
      <ol>
        ${redo.map((entry, at) => this.#renderStep(view, this.#sentence(view, entry), redo.length - at, entry.at))}
        ${undo
          .map((entry, at) => this.#renderStep(view, this.#sentence(view, entry), at + 1 - undo.length, entry.at))
          .toReversed()}
        ${this.#renderStep(view, words.start, -undo.length)}
      </ol>
      ${this.#renderBranches(view, history, branches)}`;
  }

  #renderBranches(
    view: MappingView,
    { undo, redo }: History<unknown>,
    branches: readonly Branch<unknown>[],
  ): TemplateResult | typeof nothing {
    if (branches.length === 0) return nothing;
    const words = this.#localize.messages.history;
    const present = new Set([...undo, ...redo]);
    return html`<h3>${words.branches}</h3>
      <ol>
        ${branches
          .map((branch, at) => {
            const last = branch.undo.at(-1)!;
            const text = this.#sentence(view, last);
            const count = branch.undo.filter((entry) => !present.has(entry)).length;
            return html`<li>
              <button
                class="step branch"
                type="button"
                aria-disabled=${!view.editable}
                title=${words.take(text)}
                @click=${() => {
                  if (view.editable) this.take?.(at);
                }}
              >
                <span class="text">${text}</span>
                <span class="muted">${words.ownSteps(count)}</span>
                ${last.at === undefined ? nothing : html`<time class="muted">${this.#time(last.at)}</time>`}
              </button>
            </li>`;
          })
          .toReversed()}
      </ol>`;
  }

  #renderStep(view: MappingView, text: string, by: number, at?: number): TemplateResult {
    const words = this.#localize.messages.history;
    return html`<li>
      <button
        class="step ${by > 0 ? 'undone' : ''}"
        type="button"
        aria-current=${by === 0 ? 'step' : nothing}
        aria-disabled=${!view.editable || by === 0}
        title=${words.jump(text)}
        @click=${() => {
          if (view.editable && by !== 0) this.jump?.(by);
        }}
      >
        <span class="text">${text}</span>
        ${by === 0 ? html`<span class="badge">${words.now}</span>` : nothing}
        ${by > 0 ? html`<span class="muted">${words.undone}</span>` : nothing}
        ${at === undefined ? nothing : html`<time class="muted">${this.#time(at)}</time>`}
      </button>
    </li>`;
  }

  #sentence(view: MappingView, { label: { key, params } }: Entry): string {
    return view.messages.sentences[key as SentenceKey]?.({ ...params }) ?? key;
  }

  #time(at: number): string {
    return new Intl.DateTimeFormat(this.#localize.locale, { timeStyle: 'medium' }).format(new Date(at));
  }
}
