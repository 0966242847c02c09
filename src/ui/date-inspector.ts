import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { signingDay } from '../core/calendar.js';
import { restyleDate, shownStyle } from '../core/date-marks.js';
import { LocalizeController } from '../i18n/localize.js';
import { panelDateZhCn, type PanelDateMessages } from '../i18n/panel-date.zh-cn.js';
import { DATE_SIZES } from '../schema/date-sizes.js';
import { DateFormat, type Mark, type PageBox, type Placement } from '../schema/placement.js';
import { controls } from './controls.styles.js';

/**
 * Format and size of the selected date (C-37). Each choice shows on the page at once and is one step to undo. Fires
 * `date-act` with the changed mark; a size for which there is no room becomes the largest one that fits, and says so.
 */
export class DateInspector extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        margin-bottom: var(--_gap-2);
        scroll-margin-block: var(--_gap-3, 12px);
      }
      .fields {
        display: grid;
        grid-template-columns: 1fr 4.2em;
        align-items: end;
        gap: var(--_gap-2);
      }
      label {
        display: grid;
        gap: 2px;
        min-width: 0;
        color: var(--_text-2);
        font-size: var(--_size-s);
        white-space: nowrap;
      }
      .input {
        padding-inline: 6px;
        color: var(--_text);
        font-size: var(--_size);
      }
      p {
        margin: var(--_gap-1, 4px) 0 0;
        color: var(--_text-2);
        font-size: var(--_size-s);
      }
    `,
  ];

  @property() locale = '';
  @property({ attribute: false }) mark: Mark | undefined;
  @property({ attribute: false }) pages: readonly PageBox[] = [];
  @property({ attribute: false }) placements: readonly Placement[] = [];
  /** When the signature would be made, RFC 3339: each format is shown with this day. */
  @property() now = '';

  @state() private said: { readonly of: string; readonly text: string } | undefined;

  readonly #localize = new LocalizeController<PanelDateMessages>(this, {
    'zh-CN': panelDateZhCn,
    en: async () => (await import('../i18n/panel-date.en.js')).panelDateEn,
    'zh-TW': async () => (await import('../i18n/panel-date.zh-tw.js')).panelDateZhTw,
  });

  /** The fields of another date come into view, wherever the column was scrolled to. */
  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('mark') || changed.get('mark')?.id === this.mark?.id) return;
    // only its own column scrolls, where browsers know how, and never the page around the panel
    const near: ScrollIntoViewOptions & { container: 'nearest' } = { block: 'nearest', container: 'nearest' };
    this.scrollIntoView(near);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { mark } = this;
    if (!mark || mark.kind !== 'date' || !this.#localize.isReady) return nothing;
    const words = this.#localize.messages;
    const place = this.placements.find(({ id }) => id === mark.placementId);
    const { format, fontSize } = shownStyle(mark, place);
    const isLocked = place?.policy === 'locked';
    const said = isLocked ? words.locked : this.said?.of === mark.id ? this.said.text : '';
    return html`<div class="fields" role="group" aria-label=${words.title}>
        <label
          >${words.format}
          <select
            class="input"
            data-field="date-format"
            ?disabled=${isLocked}
            @change=${({ target }: Event) => {
              const chosen = DateFormat.options.find(
                (one) => target instanceof HTMLSelectElement && one === target.value,
              );
              if (chosen) this.#change(mark, { format: chosen }, words);
            }}
          >
            ${DateFormat.options.map(
              (one) => html`<option value=${one} .selected=${one === format}>${signingDay(this.now, one)}</option>`,
            )}
          </select>
        </label>
        <label
          >${words.fontSize}
          <input
            class="input"
            type="number"
            inputmode="decimal"
            data-field="date-size"
            min=${DATE_SIZES.least}
            max=${DATE_SIZES.most}
            step="0.5"
            .value=${String(fontSize)}
            ?disabled=${isLocked}
            @change=${({ target }: Event) => {
              if (!(target instanceof HTMLInputElement)) return;
              const { valueAsNumber: typed } = target;
              if (Number.isFinite(typed)) this.#change(mark, { fontSize: Math.round(typed * 10) / 10 }, words);
              // what was typed may have no room; show what became of it
              target.value = String(fontSize);
              this.requestUpdate();
            }}
          />
        </label>
      </div>
      <p role="status" ?hidden=${said === ''}>${said}</p>`;
  }

  #change(
    mark: Mark,
    wanted: { readonly format?: DateFormat; readonly fontSize?: number },
    words: PanelDateMessages,
  ): void {
    const changed = restyleDate(mark, wanted, this.pages, this.placements);
    const { fontSize } = changed ?? {};
    const isSmaller = fontSize !== undefined && fontSize < Math.min(wanted.fontSize ?? 0, DATE_SIZES.most);
    const text = fontSize === undefined ? words.noRoom : isSmaller ? words.smaller(fontSize) : '';
    this.said = { of: mark.id, text };
    if (changed) this.dispatchEvent(new CustomEvent<Mark>('date-act', { detail: changed }));
    else this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-date-inspector': DateInspector;
  }
}
