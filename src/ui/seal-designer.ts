import { css, html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { checkSealDesign, isOval, LEGAL_SIZES, textLength } from '../core/seal-design.js';
import type { SealDraft, SealEdit } from '../core/seal-draft.js';
import { drawSeal, type SealShape } from '../core/seal-drawing.js';
import { LocalizeController } from '../i18n/localize.js';
import { sealDesignerZhCn, type SealDesignerMessages } from '../i18n/seal-designer.zh-cn.js';
import type { SealHolderKind, SealHolders } from '../schema/seal-library.js';
import type { SealColor } from '../schema/seal.js';
import { controls } from './controls.styles.js';
import { modalStyles } from './modal.styles.js';
import { saveBlob } from './save-file.js';
import type { FindColleagues } from './seal-holders.js';
import { sealPng } from './seal-picture.js';

/** What the designer asks for; who listens answers with another draft. */
export type SealDesignerAct =
  | { readonly kind: 'edit'; readonly edit: SealEdit }
  | { readonly kind: 'undo' | 'redo' | 'save' | 'close' | 'leave' | 'stay' };

const SHAPES = ['ROUND_STAR', 'ROUND_NONE', 'OVAL_STAR', 'OVAL_NONE'] as const;
const PURPOSES = ['organization', 'contract', 'finance'] as const;
const COLOURS: readonly SealColor[] = ['RED', 'BLUE', 'BLACK'];
const DPI = [300, 600] as const;

/**
 * Designs a template seal of an organisation (chapter 9) with its live vector preview. Draws a draft and fires `designer-act`
 * with a `SealDesignerAct`; it changes nothing by itself.
 */
export class SealDesigner extends LitElement {
  static override styles = [
    controls,
    modalStyles,
    css`
      dialog {
        width: min(760px, calc(100vw - 32px));
        max-width: none;
      }
      .columns {
        display: flex;
        flex-wrap: wrap;
        gap: var(--_gap-4);
      }
      .fields {
        display: grid;
        flex: 1 1 260px;
        gap: var(--_gap-3);
        min-width: 0;
      }
      .side {
        display: grid;
        flex: 1 1 200px;
        align-content: start;
        gap: var(--_gap-2);
      }
      .paper {
        display: grid;
        place-items: center;
        padding: var(--_gap-3);
        border: 1px solid var(--_line);
        border-radius: 8px;
        background: #fff;
      }
      .paper svg {
        width: 200px;
        max-width: 100%;
        height: 200px;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--_gap-2);
      }
      .row > label {
        flex: 1 1 90px;
      }
      .hint {
        font-weight: 400;
        font-size: var(--_size-s);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .error {
        color: var(--_danger);
      }
      .actions {
        position: sticky;
        bottom: 0;
        flex-wrap: wrap;
        align-items: center;
        margin: 0;
        padding-block: var(--_gap-3);
        background: var(--_surface);
      }
      .fields,
      .side {
        min-height: 0;
      }
    `,
  ];

  @property() locale = '';
  @property({ attribute: false }) draft: SealDraft | undefined;
  /** How the holders may be chosen; none where the service decides. */
  @property({ attribute: false }) holderKinds: readonly SealHolderKind[] = [];
  @property({ attribute: false }) find: FindColleagues | undefined;
  @property({ type: Boolean }) busy = false;
  /** The person was asked whether the design may be lost. */
  @property({ type: Boolean }) leaving = false;
  /** Why it could not be stored: a code of a finding, or a sentence. */
  @property({ attribute: false }) error = { code: '', text: '' };
  @state() private exportFailed = false;
  @query('dialog') private dialogElement!: HTMLDialogElement | null;
  @query('.paper svg') private picture!: SVGSVGElement | null;

  readonly #localize = new LocalizeController<SealDesignerMessages>(this, {
    'zh-CN': sealDesignerZhCn,
    en: async () => (await import('../i18n/seal-designer.en.js')).sealDesignerEn,
    'zh-TW': async () => (await import('../i18n/seal-designer.zh-tw.js')).sealDesignerZhTw,
  });

  protected override updated(): void {
    if (this.dialogElement && !this.dialogElement.open) this.dialogElement.showModal();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { draft } = this;
    if (!this.#localize.isReady || !draft) return nothing;
    const texts = this.#localize.messages;
    return html`<dialog aria-labelledby="title" @cancel=${this.#handleCancel} @keydown=${this.#handleKey}>
      <form method="dialog" novalidate @submit=${this.#handleSubmit}>
        <h2 id="title">${texts.heading}</h2>
        <div class="columns">
          <div class="fields">${this.#renderFields(draft, texts)}</div>
          <div class="side">${this.#renderSide(draft, texts)}</div>
        </div>
        ${this.leaving ? this.#renderLeave(texts) : this.#renderActions(draft, texts)}
      </form>
    </dialog>`;
  }

  #renderFields({ design }: SealDraft, texts: SealDesignerMessages): TemplateResult {
    const { name, purpose, template } = design;
    const words = (field: 'text' | 'hText' | 'qText', label: string, hint: string): TemplateResult =>
      html`<label
        >${label}
        <input
          class="input"
          data-field=${field}
          .value=${template[field] ?? ''}
          aria-describedby="${field}-hint"
          @input=${(event: Event) => this.#edit({ field, value: valueOf(event) })}
        />
        <span class="muted hint" id="${field}-hint">${hint}</span>
      </label>`;
    return html`<label
        >${texts.name}
        <input
          class="input"
          data-field="name"
          .value=${name}
          placeholder=${texts.nameHint}
          @input=${(event: Event) => this.#edit({ field: 'name', value: valueOf(event) })}
        />
      </label>
      <div class="row">
        ${this.#renderChoice('purpose', texts.purpose, texts.purposes, purpose, PURPOSES, (value) => ({ field: 'purpose', value }))}
        ${this.#renderChoice('type', texts.shape, texts.shapes, template.type, SHAPES, (value) => ({ field: 'type', value }))}
        ${this.#renderChoice('colour', texts.colour, texts.colours, template.colour, COLOURS, (value) => ({ field: 'colour', value }))}
      </div>
      ${words('text', texts.text, texts.textHint(textLength(template.text.trim())))}
      ${words('hText', texts.hText, texts.hTextHint)} ${words('qText', texts.qText, texts.qTextHint)}
      <div class="row">${this.#renderSize(design.template, texts)}</div>
      ${
        design.holders
          ? html`<esign-seal-holders
              locale=${this.#localize.locale}
              .kinds=${this.holderKinds}
              .value=${design.holders}
              .find=${this.find}
              ?disabled=${this.busy}
              @holders-change=${({ detail }: CustomEvent<SealHolders>) => this.#edit({ field: 'holders', value: detail })}
            ></esign-seal-holders>`
          : nothing
      }`;
  }

  #renderChoice<V extends string>(
    field: string,
    label: string,
    names: Readonly<Record<V, string>>,
    chosen: string,
    values: readonly V[],
    editOf: (value: V) => SealEdit,
  ): TemplateResult {
    const choose = (event: Event): void => {
      const value = values.find((one) => one === valueOf(event));
      if (value) this.#edit(editOf(value));
    };
    return html`<label
      >${label}
      <select class="input" data-field=${field} @change=${choose}>
        ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${names[value]}</option>`)}
      </select>
    </label>`;
  }

  #renderSize(
    { type, widthMm, heightMm }: SealDraft['design']['template'],
    texts: SealDesignerMessages,
  ): TemplateResult {
    const usual = LEGAL_SIZES[isOval(type) ? 'oval' : 'round'];
    const isUsual = usual.some(([width, height]) => width === widthMm && height === heightMm);
    const length = (
      label: string,
      value: number,
      sizeOf: (value: number) => readonly [number, number],
    ): TemplateResult =>
      html`<label
        >${label}
        <input
          class="input"
          type="number"
          min="10"
          max="100"
          step="0.5"
          .value=${String(value)}
          @change=${(event: Event) => {
            const given = Number(valueOf(event));
            if (given > 0) this.#edit({ field: 'size', value: sizeOf(given) });
          }}
        />
      </label>`;
    return html`<label
        >${texts.size}
        <select class="input" data-field="size" @change=${this.#handleSize}>
          ${usual.map(
            ([width, height]) =>
              html`<option value="${width} ${height}" ?selected=${width === widthMm && height === heightMm}>
                ${texts.sizeOf(width, height)}
              </option>`,
          )}
          ${isUsual ? nothing : html`<option value="" selected>${texts.otherSize}</option>`}
        </select>
      </label>
      ${length(texts.width, widthMm, (width) => [width, isOval(type) ? heightMm : width])}
      ${isOval(type) ? length(texts.height, heightMm, (height) => [widthMm, height]) : nothing}`;
  }

  #renderSide({ design }: SealDraft, texts: SealDesignerMessages): TemplateResult {
    const { template } = design;
    const findings = checkSealDesign(design);
    const { code, text } = this.error;
    return html`<div class="paper">${previewOf(design, texts)}</div>
      <p class="muted hint">${texts.previewNote}</p>
      <div class="row">
        ${DPI.map(
          (dpi) =>
            html`<button
              class="button small"
              type="button"
              data-act="export-${dpi}"
              @click=${() => void this.#export(template, design.name, dpi)}
            >
              ${texts.exportPng(dpi)}
            </button>`,
        )}
      </div>
      <div role="status" aria-label=${texts.findings}>
        ${
          findings.length === 0
            ? html`<p class="hint">${texts.sound}</p>`
            : html`<ul>
                ${findings.map(
                  ({ code: found, severity }) =>
                    html`<li class="hint ${severity}" data-code=${found}>
                      ${severity === 'error' ? texts.error : texts.warning}: ${texts.codes[found] ?? found}
                    </li>`,
                )}
              </ul>`
        }
      </div>
      <p class="fault" role="alert">${this.exportFailed ? texts.exportFailed : (texts.codes[code] ?? text)}</p>`;
  }

  #renderActions({ past, future, design }: SealDraft, texts: SealDesignerMessages): TemplateResult {
    const isSound = checkSealDesign(design).every(({ severity }) => severity !== 'error');
    const act = (kind: 'undo' | 'redo' | 'close', label: string, isOff: boolean): TemplateResult =>
      html`<button class="button" type="button" data-act=${kind} ?disabled=${isOff} @click=${() => this.#act({ kind })}>
        ${label}
      </button>`;
    return html`<div class="actions">
      ${act('undo', texts.undo, this.busy || past.length === 0)}
      ${act('redo', texts.redo, this.busy || future.length === 0)} ${act('close', texts.cancel, this.busy)}
      <button class="button primary" type="submit" data-act="save" ?disabled=${this.busy || !isSound}>
        ${this.busy ? texts.saving : texts.save}
      </button>
    </div>`;
  }

  #renderLeave(texts: SealDesignerMessages): TemplateResult {
    return html`<div class="actions" role="alertdialog" aria-label=${texts.leave}>
      <p>${texts.leave}</p>
      <button class="button" type="button" data-act="stay" @click=${() => this.#act({ kind: 'stay' })}>
        ${texts.leaveNo}
      </button>
      <button class="button" type="button" data-act="leave" @click=${() => this.#act({ kind: 'leave' })}>
        ${texts.leaveYes}
      </button>
    </div>`;
  }

  async #export(
    { widthMm, heightMm }: SealDraft['design']['template'],
    name: string,
    dpi: (typeof DPI)[number],
  ): Promise<void> {
    const { picture } = this;
    if (!picture) return;
    this.exportFailed = false;
    const source = new Blob([new XMLSerializer().serializeToString(picture)], { type: 'image/svg+xml' });
    try {
      saveBlob(await sealPng(source, widthMm, heightMm, dpi), `${name.trim() || 'seal'}-${dpi}.png`);
    } catch {
      this.exportFailed = true;
    }
  }

  #act(detail: SealDesignerAct): void {
    this.dispatchEvent(new CustomEvent('designer-act', { detail }));
  }

  #edit(edit: SealEdit): void {
    this.#act({ kind: 'edit', edit });
  }

  readonly #handleSubmit = (event: Event): void => {
    event.preventDefault();
    this.#act({ kind: 'save' });
  };

  readonly #handleSize = (event: Event): void => {
    const [width = 0, height = 0] = valueOf(event).split(' ').map(Number);
    if (width > 0 && height > 0) this.#edit({ field: 'size', value: [width, height] });
  };

  /** Escape asks to leave; whoever listens decides whether the design may be lost. */
  readonly #handleCancel = (event: Event): void => {
    event.preventDefault();
    if (!this.busy) this.#act({ kind: this.leaving ? 'stay' : 'close' });
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || this.busy) return;
    const key = event.key.toLowerCase();
    const kind = key === 'y' || (key === 'z' && event.shiftKey) ? 'redo' : key === 'z' ? 'undo' : undefined;
    if (!kind) return;
    event.preventDefault();
    this.#act({ kind });
  };
}

/** The seal as vectors, in millimetres, with the fonts of this machine. */
function previewOf({ template }: SealDraft['design'], texts: SealDesignerMessages): TemplateResult {
  const { widthMm, heightMm, colour, shapes } = drawSeal(template);
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${widthMm}mm"
    height="${heightMm}mm"
    viewBox="0 0 ${widthMm} ${heightMm}"
    role="img"
    aria-label=${texts.previewOf(template.text, widthMm, heightMm)}
  >
    <g fill=${colour} stroke="none" font-family="SimSun, 'Noto Serif SC', serif" text-anchor="middle">
      ${shapes.map((shape) => partOf(shape, colour))}
    </g>
  </svg>`;
}

function partOf(shape: SealShape, colour: string): SVGTemplateResult {
  switch (shape.kind) {
    case 'ellipse':
      return svg`<ellipse cx=${shape.cx} cy=${shape.cy} rx=${shape.rx} ry=${shape.ry} fill="none" stroke=${colour} stroke-width=${shape.strokeWidth} />`;
    case 'rect':
      return svg`<rect x=${shape.x} y=${shape.y} width=${shape.width} height=${shape.height} fill="none" stroke=${colour} stroke-width=${shape.strokeWidth} />`;
    case 'polygon':
      return svg`<polygon points=${shape.points.map((point) => point.join(',')).join(' ')} />`;
    case 'glyph':
      return svg`<text font-size=${shape.size} dy="0.36em" transform="translate(${shape.x} ${shape.y}) rotate(${shape.rotation}) scale(${shape.scaleX} 1)">${shape.char}</text>`;
  }
}

function valueOf(event: Event): string {
  const { currentTarget } = event;
  return currentTarget instanceof HTMLInputElement || currentTarget instanceof HTMLSelectElement
    ? currentTarget.value
    : '';
}
