import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import type { EditorStep } from '../schema/dom-events.js';
import type { MappingEditorMessages } from '../i18n/mapping-editor.zh-cn.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import styles from './step-list.styles.js';

/** How far a step is: what is open, and how many slots of it would take the armed field. */
export interface StepState {
  readonly step: EditorStep;
  readonly errors: number;
  readonly warnings: number;
  readonly fits: number;
  /** Whether errors of the step are shown at their slots already. */
  readonly touched: boolean;
  /** Whether nothing in the step was set: a step that nobody opened is not praised as complete. */
  readonly untouched: boolean;
}

/**
 * The steps of the editor as vertical tabs.
 *
 * @fires {CustomEvent<EditorStep>} step-choose - A person opened a step; does not bubble.
 */
export class StepList extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) steps: readonly StepState[] = [];
  @property() current: EditorStep = 'basic';
  @property({ attribute: false }) messages: MappingEditorMessages | undefined;
  @property({ type: Number }) done = 0;
  @property({ type: Number }) total = 0;

  protected override updated(changed: PropertyValues<this>): void {
    // on a narrow page the tabs are a row that scrolls; the first view begins at its start, without a layout of its own
    if (changed.get('current') !== undefined) {
      this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.messages?.steps;
    if (!words) return nothing;
    return html`
      <div
        class="tabs"
        role="tablist"
        aria-orientation="vertical"
        aria-label=${words.label}
        @keydown=${this.#handleKey}
      >
        ${this.steps.map(
          (state, index) =>
            html`<button
              class="tab"
              role="tab"
              type="button"
              aria-selected=${state.step === this.current}
              tabindex=${state.step === this.current ? 0 : -1}
              data-step=${state.step}
              @click=${() => this.#choose(state.step)}
            >
              <span class="number" aria-hidden="true">${index + 1}</span>
              <span class="name">${words[state.step]}</span>
              ${this.#renderState(state)}
            </button>`,
        )}
      </div>
      ${this.total > 0 ? html`<p class="progress muted">${words.progress(this.done, this.total)}</p>` : nothing}
      ${
        this.total > 0
          ? html`<progress
              max=${this.total}
              value=${this.done}
              aria-label=${words.progress(this.done, this.total)}
            ></progress>`
          : nothing
      }
    `;
  }

  #renderState(state: StepState): TemplateResult | typeof nothing {
    const words = this.messages!.steps;
    if (state.fits > 0) return html`<span class="badge accent">${words.fits(state.fits)}</span>`;
    if (state.errors > 0) {
      return html`<span class="badge ${state.touched ? 'danger' : ''}"
        ><span aria-hidden="true">${state.errors}</span
        ><span class="visually-hidden">${words.errors(state.errors)}</span></span
      >`;
    }
    if (state.warnings > 0) {
      return html`<span class="badge warning"
        ><span aria-hidden="true">${state.warnings}</span
        ><span class="visually-hidden">${words.warnings(state.warnings)}</span></span
      >`;
    }
    if (state.untouched) {
      return html`<span class="untouched"><span class="visually-hidden">${words.untouched}</span></span>`;
    }
    return html`<span class="ok">${glyph('check')}<span class="visually-hidden">${words.complete}</span></span>`;
  }

  #choose(step: EditorStep): void {
    this.dispatchEvent(new CustomEvent<EditorStep>('step-choose', { detail: step }));
  }

  #handleKey(event: KeyboardEvent): void {
    const index = this.steps.findIndex(({ step }) => step === this.current);
    const last = this.steps.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: Math.min(last, index + 1),
      ArrowRight: Math.min(last, index + 1),
      ArrowUp: Math.max(0, index - 1),
      ArrowLeft: Math.max(0, index - 1),
      Home: 0,
      End: last,
    };
    const next = this.steps[moves[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    this.#choose(next.step);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`[data-step="${next.step}"]`)?.focus(),
    );
  }
}
