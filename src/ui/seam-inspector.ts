import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { mmToPt, ptToMm } from '../core/geometry.js';
import { changeSeamMark, seamFacts } from '../core/seam-marks.js';
import type { SeamProblem } from '../core/seam.js';
import { LocalizeController } from '../i18n/localize.js';
import { panelSeamCutZhCn, type PanelSeamCutMessages } from '../i18n/panel-seam-cut.zh-cn.js';
import type { PanelSeamMessages } from '../i18n/panel-seam.zh-cn.js';
import { MOST_PAGES_PER_SEAL, PageSelection, type Mark, type PageBox, type Seam } from '../schema/placement.js';
import type { Seal } from '../schema/seal.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';

type Words = PanelSeamCutMessages & Pick<PanelSeamMessages, 'edges'>;

export type SeamAct =
  | { readonly kind: 'change'; readonly sealId?: string; readonly seam?: Seam }
  | { readonly kind: 'move'; readonly y: number }
  | { readonly kind: 'remove' };

const SETS = ['all', 'odd', 'even', 'range'] as const;
const EDGES = ['left', 'right'] as const;

/**
 * How the selected seam seal is cut. Each change shows on the pages at once and is one step to undo; what cannot be cut is
 * told here and changes nothing. Fires `seam-act`.
 */
export class SeamInspector extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .fields {
        display: grid;
        grid-template-columns: 1fr 1fr;
        align-items: end;
        gap: var(--_gap-2);
      }
      .wide {
        grid-column: 1 / -1;
      }
      label,
      fieldset {
        display: grid;
        gap: 2px;
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
        color: var(--_text-2);
        font-size: var(--_size-s);
      }
      legend {
        padding: 0;
      }
      .input {
        color: var(--_text);
        font-size: var(--_size);
      }
      .check {
        display: flex;
        align-items: flex-start;
        gap: var(--_gap-2);
        min-height: 24px;
        color: var(--_text);
        font-size: 13px;
      }
      .check input {
        flex: none;
        width: 16px;
        height: 16px;
        margin: 2px 0 0;
      }
      .edges {
        display: grid;
        grid-template-columns: 1fr 1fr;
        border: 1px solid var(--_line-strong);
        border-radius: var(--_radius);
        overflow: hidden;
      }
      .edges button {
        min-height: calc(var(--_control) - 2px);
        border: 0;
        background: var(--_surface);
        color: var(--_text);
        font-size: 13px;
        cursor: pointer;
      }
      .edges button:focus-visible {
        outline-offset: -2px;
      }
      .edges button[aria-pressed='true'] {
        background: var(--_accent-soft);
        color: var(--_accent);
        font-weight: 500;
      }
      .edges button:disabled {
        color: var(--_text-3);
        cursor: not-allowed;
      }
      .facts {
        margin: var(--_gap-2) 0 0;
        color: var(--_text-2);
        font-size: var(--_size-s);
      }
      .facts.warning {
        color: var(--_warning);
      }
      .facts.danger {
        color: var(--_danger);
      }
    `,
  ];

  @property({ attribute: false }) mark: Mark | undefined;
  @property({ attribute: false }) pages: readonly PageBox[] = [];
  /** Seals that may be cut. */
  @property({ attribute: false }) seals: readonly Seal[] = [];
  /** Its height is fixed; or only how it is cut is. */
  @property({ attribute: false }) fixed: 'nothing' | 'cut' | 'all' = 'nothing';
  @property() locale = '';
  @property({ attribute: false }) edges: PanelSeamMessages['edges'] | undefined;

  @state() private problem: SeamProblem | undefined;
  @state() private wantsRange = false;

  readonly #localize = new LocalizeController<PanelSeamCutMessages>(this, {
    'zh-CN': panelSeamCutZhCn,
    en: async () => (await import('../i18n/panel-seam-cut.en.js')).panelSeamCutEn,
    'zh-TW': async () => (await import('../i18n/panel-seam-cut.zh-tw.js')).panelSeamCutZhTw,
  });
  #shownId = '';

  protected override willUpdate(): void {
    if (this.mark?.id === this.#shownId) return;
    this.#shownId = this.mark?.id ?? '';
    this.problem = undefined;
    this.wantsRange = false;
  }

  /** The fields of another seam come into view, wherever the column was scrolled to. */
  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('mark') || changed.get('mark')?.id === this.mark?.id) return;
    // only its own column scrolls, where browsers know how, and never the page around the panel
    const near: ScrollIntoViewOptions & { container: 'nearest' } = { block: 'nearest', container: 'nearest' };
    this.scrollIntoView(near);
  }

  protected override render(): TemplateResult {
    const { mark, edges } = this;
    const seam = mark?.seam;
    if (!mark || !seam || !edges || !this.#localize.isReady) return html``;
    const words: Words = { ...this.#localize.messages, edges };
    const { sheets, groups, sliceWidth, shifted } = seamFacts(mark, this.pages);
    const millimetres = (Math.round(ptToMm(sliceWidth) * 10) / 10).toString();
    return html`<div class="fields">
        ${this.#renderSeal(mark, words)} ${this.#renderEdge(seam, words)} ${this.#renderTop(mark, words)}
        ${this.#renderPages(seam, words)}
        <label class="check wide"
          ><input
            type="checkbox"
            data-field="double-sided"
            .checked=${seam.doubleSided}
            ?disabled=${this.fixed !== 'nothing'}
            @change=${(event: Event) => {
              if (!(event.target instanceof HTMLInputElement)) return;
              if (!this.#cut({ doubleSided: event.target.checked })) event.target.checked = seam.doubleSided;
            }}
          />${words.doubleSided}</label
        >
        ${this.#renderMost(seam, words)}
        <button
          class="button danger"
          type="button"
          data-act="remove-seam"
          @click=${() => this.#fire({ kind: 'remove' })}
        >
          ${glyph('trash')} ${words.remove}
        </button>
      </div>
      ${this.problem ? html`<p class="facts danger" role="alert">${words.problems[this.problem]}</p>` : nothing}
      <p class="facts" data-facts>${words.summary(sheets, groups, millimetres)}</p>
      ${shifted > 0 ? html`<p class="facts warning">${words.shifted(shifted)}</p>` : nothing}`;
  }

  #renderSeal(mark: Mark, words: Words): TemplateResult {
    return html`<label class="wide"
      >${words.seal}
      <select
        class="input"
        data-field="seal"
        ?disabled=${this.fixed === 'all'}
        @change=${(event: Event) => {
          if (!(event.target instanceof HTMLSelectElement)) return;
          const seal = this.seals.find(
            ({ id }) => event.target instanceof HTMLSelectElement && id === event.target.value,
          );
          if (seal && this.#isPossible({ seal })) this.#fire({ kind: 'change', sealId: seal.id });
          else event.target.value = mark.sealId ?? '';
        }}
      >
        ${this.seals.map(({ id, name }) => html`<option value=${id} ?selected=${id === mark.sealId}>${name}</option>`)}
      </select>
    </label>`;
  }

  #renderEdge(seam: Seam, words: Words): TemplateResult {
    return html`<fieldset>
      <legend>${words.edge}</legend>
      <div class="edges">
        ${EDGES.map(
          (edge) =>
            html`<button
              type="button"
              data-edge=${edge}
              aria-pressed=${seam.edge === edge}
              ?disabled=${this.fixed !== 'nothing'}
              @click=${() => seam.edge !== edge && this.#cut({ edge })}
            >
              ${words.edges[edge]}
            </button>`,
        )}
      </div>
    </fieldset>`;
  }

  #renderTop(mark: Mark, words: Words): TemplateResult {
    const shown = String(Math.round(ptToMm(mark.rect.y) * 10) / 10);
    return html`<label
      >${words.top}
      <input
        class="input"
        type="number"
        inputmode="decimal"
        step="0.1"
        min="0"
        data-field="top"
        .value=${shown}
        ?disabled=${this.fixed === 'all'}
        @change=${(event: Event) => {
          if (!(event.target instanceof HTMLInputElement)) return;
          const { valueAsNumber } = event.target;
          // what was typed may be outside of the page; show what becomes of it
          event.target.value = shown;
          if (Number.isFinite(valueAsNumber)) this.#fire({ kind: 'move', y: mmToPt(valueAsNumber) });
        }}
      />
    </label>`;
  }

  #renderPages(seam: Seam, words: Words): TemplateResult {
    const known = SETS.find((set) => set === seam.pages);
    const set = this.wantsRange ? 'range' : (known ?? 'range');
    const disabled = this.fixed !== 'nothing';
    return html`<label class=${set === 'range' ? '' : 'wide'}
        >${words.pages}
        <select
          class="input"
          data-field="pages"
          ?disabled=${disabled}
          @change=${(event: Event) => {
            if (!(event.target instanceof HTMLSelectElement)) return;
            const { value } = event.target;
            this.wantsRange = value === 'range';
            if (value !== 'range' && !this.#cut({ pages: value })) event.target.value = set;
          }}
        >
          ${SETS.map((each) => html`<option value=${each} ?selected=${each === set}>${words.pageSets[each]}</option>`)}
        </select>
      </label>
      ${
        set === 'range'
          ? html`<label
              >${words.range}
              <input
                class="input"
                data-field="range"
                inputmode="text"
                maxlength="200"
                aria-invalid=${this.problem === 'pages'}
                .value=${known ? `1-${this.pages.length}` : seam.pages}
                ?disabled=${disabled}
                @change=${(event: Event) => {
                  if (event.target instanceof HTMLInputElement) this.#takeRange(event.target.value);
                }}
              />
            </label>`
          : nothing
      }`;
  }

  #renderMost(seam: Seam, words: Words): TemplateResult {
    return html`<label
      >${words.pagesPerSeal}
      <input
        class="input"
        type="number"
        inputmode="numeric"
        min="2"
        max=${MOST_PAGES_PER_SEAL}
        step="1"
        data-field="pages-per-seal"
        placeholder=${words.automatic}
        .value=${seam.pagesPerSeal === undefined ? '' : String(seam.pagesPerSeal)}
        ?disabled=${this.fixed !== 'nothing'}
        @change=${(event: Event) => {
          if (!(event.target instanceof HTMLInputElement)) return;
          const { pagesPerSeal: _, ...rest } = seam;
          const { valueAsNumber } = event.target;
          if (!Number.isFinite(valueAsNumber)) this.#take(rest);
          else
            this.#take({
              ...rest,
              pagesPerSeal: Math.min(Math.max(Math.round(valueAsNumber), 2), MOST_PAGES_PER_SEAL),
            });
          this.requestUpdate();
        }}
      />
    </label>`;
  }

  /** People write full-width commas and dashes; what is stored is plain. */
  #takeRange(text: string): void {
    const plain = text
      .normalize('NFKC')
      .replace(/[、，]/g, ',')
      .replace(/\s*[–—~]\s*/g, '-')
      .replace(/\s+/g, '');
    const pages = PageSelection.safeParse(plain);
    if (pages.success) this.#cut({ pages: pages.data });
    else this.problem = 'pages';
  }

  #cut(change: Partial<Seam>): boolean {
    const seam = this.mark?.seam;
    return seam !== undefined && this.#take({ ...seam, ...change });
  }

  #take(seam: Seam): boolean {
    if (!this.#isPossible({ seam })) return false;
    this.#fire({ kind: 'change', seam });
    return true;
  }

  /** Asks before it changes anything, so that a seam is never lost by an option. */
  #isPossible(change: { seal?: Seal; seam?: Seam }): boolean {
    const changed = this.mark && changeSeamMark(this.mark, change, this.pages);
    this.problem = changed && !changed.ok ? changed.problem : undefined;
    return changed?.ok ?? false;
  }

  #fire(act: SeamAct): void {
    this.dispatchEvent(new CustomEvent<SeamAct>('seam-act', { detail: act }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-seam-inspector': SeamInspector;
  }
}
