import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { renameCase } from '../core/cases.js';
import { LocalizeController } from '../i18n/localize.js';
import type { MappingCasesMessages } from '../i18n/mapping-cases.zh-cn.js';
import { MOST_CASES, type RecordCase } from '../schema/case-file.js';
import type { FormRecord } from '../schema/form.js';
import { renderCaseName } from './case-name.js';
import { casesCatalog } from './cases-words.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import type { MappingView } from './mapping-view.js';
import { pinRecord, recordInSight } from './pin-record.js';
import type { TrialPort } from './trial-port.js';

/** Pins the record of a trial run as a case, lets it be named, and takes it back, by the rules of the list of cases. */
export class CasePin extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .notice {
        flex-wrap: wrap;
        align-items: center;
        margin-block: var(--_gap-2) 0;
      }
      .notice > span {
        flex: 1 1 200px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .rename {
        flex: 1 1 200px;
        width: auto;
        min-width: 0;
      }
    `,
  ];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) trial: TrialPort | undefined;
  /** The record that the page asked for; without it the one of the record bar is pinned. */
  @property({ attribute: false }) record: FormRecord | undefined;
  /** Whether what is seen was made with another configuration than the present one. */
  @property({ type: Boolean }) outdated = false;
  @property({ attribute: false }) say: ((text: string) => void) | undefined;
  @property() locale = '';

  /** The case that was pinned here, by its name. */
  @state() private pinned = '';
  @state() private isNaming = false;
  @state() private removed: { readonly one: RecordCase; readonly at: number } | undefined;

  readonly #localize = new LocalizeController(this, casesCatalog);

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const old = changed.get('view');
    const isOther = old !== undefined && old.trial.context.record !== this.view?.trial.context.record;
    if (!isOther && !changed.has('record')) return;
    this.pinned = '';
    this.isNaming = false;
    this.removed = undefined;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, trial } = this;
    if (!view?.editable || !trial) return nothing;
    const words = this.#localize.messages;
    const refusal = this.#refusal(trial, words);
    return html`<button
        class="button"
        type="button"
        data-act="pin"
        aria-disabled=${refusal !== ''}
        title=${refusal || nothing}
        @click=${() => (refusal ? this.say?.(refusal) : this.#pin(view, trial))}
      >
        ${glyph('plus')}${words.pinTrial}
      </button>
      <div role="status">${this.#renderNotice(trial, words)}</div>`;
  }

  #refusal({ cases }: TrialPort, words: MappingCasesMessages): string {
    if (cases.length >= MOST_CASES) return words.full(MOST_CASES);
    return this.outdated ? words.outdated : '';
  }

  #renderNotice(trial: TrialPort, words: MappingCasesMessages): TemplateResult | typeof nothing {
    const { removed } = this;
    if (removed) {
      return html`<p class="notice">
        <span>${words.removed(removed.one.name)}</span>
        <button class="button small" type="button" data-act="restore" @click=${() => this.#restore(trial, removed)}>
          ${words.restore}
        </button>
      </p>`;
    }
    const at = this.#place(trial);
    const one = trial.cases[at];
    if (!one) return nothing;
    return html`<p class="notice">
      ${
        this.isNaming
          ? renderCaseName(words, one.name, (typed, isKey) => this.#rename(trial, at, typed, isKey))
          : html`<span>${words.said.pinned(one.name)}${trial.isKept ? nothing : html` ${words.notKept}`}</span>
              <button
                class="button small"
                type="button"
                data-act="rename"
                aria-label=${words.renameOf(one.name)}
                @click=${() => this.#startNaming()}
              >
                ${words.rename}
              </button>`
      }
      <button
        class="button small"
        type="button"
        data-act="remove"
        aria-label=${words.removeOf(one.name)}
        @click=${() => this.#remove(trial, one, at)}
      >
        ${words.remove}
      </button>
    </p>`;
  }

  #place({ cases }: TrialPort): number {
    return cases.findIndex(({ name }) => name === this.pinned);
  }

  #pin(view: MappingView, trial: TrialPort): void {
    const { record } = this;
    const seen = recordInSight(view);
    const what = record ? { ...seen, record, operator: record.creator, title: record.title } : seen;
    const one = pinRecord(view, trial.cases, what);
    this.pinned = one.name;
    this.removed = undefined;
    trial.change([...trial.cases, one]);
    this.say?.(this.#localize.messages.said.pinned(one.name));
    this.#startNaming();
  }

  #startNaming(): void {
    this.isNaming = true;
    this.#focus('.rename');
  }

  #rename(trial: TrialPort, at: number, typed: string, isKey: boolean): void {
    if (!this.isNaming) return;
    this.isNaming = false;
    const renamed = renameCase(trial.cases, at, typed);
    this.pinned = renamed[at]?.name ?? '';
    if (renamed !== trial.cases) trial.change(renamed);
    if (isKey) this.#focus('[data-act="rename"]');
  }

  #remove(trial: TrialPort, one: RecordCase, at: number): void {
    this.removed = { one, at };
    this.isNaming = false;
    trial.change(trial.cases.toSpliced(at, 1));
    this.#focus('[data-act="restore"]');
  }

  #restore(trial: TrialPort, { one, at }: { readonly one: RecordCase; readonly at: number }): void {
    this.removed = undefined;
    this.pinned = one.name;
    trial.change(trial.cases.toSpliced(at, 0, one));
    this.say?.(this.#localize.messages.said.restored(one.name));
    this.#focus('[data-act="remove"]');
  }

  #focus(selector: string): void {
    // the cases come back from whoever holds them, a moment later
    requestAnimationFrame(() => {
      void this.updateComplete.then(() => {
        const found = this.renderRoot.querySelector<HTMLElement>(selector);
        found?.focus();
        if (found instanceof HTMLInputElement) found.select();
      });
    });
  }
}
