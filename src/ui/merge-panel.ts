import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { diffDocuments, pointerOf } from '../core/diff.js';
import type { EditorMapping } from '../core/editor-mapping.js';
import { mergeDocuments, type Conflict, type Side } from '../core/merge.js';
import type { MappingChangesMessages } from '../i18n/mapping-changes.zh-cn.js';
import { LocalizeController } from '../i18n/localize.js';
import { groupBySteps, changesCatalog, placeName } from './changes-words.js';
import styles from './changes.styles.js';
import { safetyCatalog } from './safety-words.js';
import { controls } from './controls.styles.js';
import type { MappingView } from './mapping-view.js';
import { valueWords } from './value-words.js';

/** Two people's changes into one document: what does not conflict is kept, for the rest the person chooses (C-01). */
export class MergePanel extends LitElement {
  static override styles = [
    controls,
    styles,
    // it stands in a dialog, which has its own margin
    css`
      :host {
        padding: 0;
      }
    `,
  ];

  @property({ attribute: false }) view: MappingView | undefined;
  /** What a person wants to have back, beside `theirs`, which is open now; without it, the view's mapping is saved over theirs. */
  @property({ attribute: false }) mine: EditorMapping | undefined;
  @property({ attribute: false }) base: EditorMapping | undefined;
  @property({ attribute: false }) theirs: EditorMapping | undefined;
  @property({ attribute: false }) merge: ((choices: Readonly<Record<string, Side>>) => void) | undefined;
  @property() locale = '';

  @state() private choices: Readonly<Record<string, Side>> = {};

  readonly #localize = new LocalizeController(this, changesCatalog);
  readonly #safety = new LocalizeController(this, safetyCatalog);

  protected override render(): TemplateResult | typeof nothing {
    const { view, base, theirs } = this;
    if (!view || !base || !theirs) return nothing;
    const words = this.#words;
    const { doc, conflicts } = mergeDocuments<EditorMapping>(base, this.mine ?? view.mapping, theirs, this.choices);
    const kept = diffDocuments(base, doc).length - conflicts.length;
    return html`<p>${conflicts.length === 0 ? words.none : words.conflicts(conflicts.length)}</p>
      ${groupBySteps(view, conflicts, (conflict) => this.#pointerOf(conflict)).map(([, items]) =>
        items.map((conflict) => this.#renderConflict(view, conflict)),
      )}
      ${kept > 0 ? html`<p class="muted">${words.automatic(kept)}</p>` : nothing}
      <button class="button primary" type="button" @click=${() => this.merge?.(this.choices)}>${words.save}</button>`;
  }

  #renderConflict(view: MappingView, conflict: Conflict): TemplateResult {
    const { messages } = this.#localize;
    const { path } = conflict;
    const pointer = this.#pointerOf(conflict);
    const chosen = this.choices[path] ?? 'mine';
    const text = (value: unknown): string => valueWords(view, pointer, value) || messages.nothing;
    return html`<fieldset>
      <legend>${placeName(view, messages, pointer)}</legend>
      <p class="muted">${messages.merge.base(text(conflict.base))}</p>
      ${(['mine', 'theirs'] as const).map(
        (side) =>
          html`<label class="side">
            <input
              type="radio"
              name=${path}
              .checked=${chosen === side}
              @change=${() => {
                this.choices = { ...this.choices, [path]: side };
              }}
            />
            <span><span class="muted">${this.#words[side]}</span> ${text(conflict[side])}</span>
          </label>`,
      )}
    </fieldset>`;
  }

  /** The words of a save over somebody else's, or those of taking a draft back. */
  get #words(): MappingChangesMessages['merge'] {
    const { merge } = this.#localize.messages;
    if (!this.mine) return merge;
    const { none, conflicts, mine, theirs, take } = this.#safety.messages.draft;
    return { ...merge, none, conflicts, mine, theirs, save: take };
  }

  /** Where the conflict is in one of the documents that still have it. */
  #pointerOf({ path }: Conflict): string {
    return pointerOf(this.mine ?? this.view?.mapping, path) ?? pointerOf(this.theirs, path) ?? path;
  }
}
