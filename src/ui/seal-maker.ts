import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { handwriting, inkFault, inkOfWidth, SIGNATURE_BOX } from '../core/handwriting.js';
import { LocalizeController } from '../i18n/localize.js';
import { panelSealsZhCn, type PanelSealsMessages } from '../i18n/panel-seals.zh-cn.js';
import type { Handwriting } from '../schema/seal.js';
import { controls } from './controls.styles.js';
import type { InkPad } from './ink-pad.js';
import { modalStyles } from './modal.styles.js';
import { saveBlob } from './save-file.js';
import { sealMakerStyles } from './seal-maker.styles.js';
import { cutPicture, PictureError, readPicture, sealPng, typedPicture } from './seal-picture.js';

export type MadeKind = 'signature' | 'personal';

/** A signature or seal that a person made: outlines, or a picture that is to be uploaded first. */
export interface MadeSeal {
  readonly name: string;
  readonly kind: MadeKind;
  readonly artwork: Handwriting | ({ readonly kind: 'picture'; readonly png: Blob } & Size);
}

interface Size {
  readonly widthMm: number;
  readonly heightMm: number;
}

type Way = 'draw' | 'phone' | 'upload' | 'type';
const WAYS: readonly Way[] = ['draw', 'phone', 'upload', 'type'];
const DPI = 600;
/** Where most scans lose their paper and keep their ink. */
const DEFAULT_THRESHOLD = 0.18;
const MIN_MM = 3;
const MAX_MM = 120;

interface Cut {
  readonly png: Blob;
  readonly url: string;
  /** Height for one of width. */
  readonly ratio: number;
}

/**
 * Makes a signature or an image seal (chapter 9): by hand, from a picture, or from a typed name. Fires `maker-save` with a
 * `MadeSeal`, and `maker-close`. The one who listens stores it, and says by `busy` and `error` how that goes.
 */
export class SealMaker extends LitElement {
  static override styles = [controls, modalStyles, sealMakerStyles];

  @property() locale = '';
  @property({ type: Boolean }) busy = false;
  /** Why it could not be stored, as a sentence. */
  @property() error = '';
  /** Name of the person, to begin with where a name is typed. */
  @property() person = '';

  /** What leads to a phone and tells by `phone-ink` what was written there; without it that way is not offered. */
  @property({ attribute: false }) phone: (() => TemplateResult) | undefined;

  @state() private way: Way = 'draw';
  @state() private strokes = 0;
  @state() private phoneInk: Handwriting | null = null;
  @state() private kind: MadeKind = 'signature';
  @state() private name: string | null = null;
  @state() private typed: string | null = null;
  @state() private widthMm = SIGNATURE_BOX.widthMm;
  @state() private threshold = DEFAULT_THRESHOLD;
  @state() private keepsBackground = false;
  @state() private source: ImageData | undefined;
  @state() private cut: Cut | undefined;
  @state() private working = false;
  @state() private fault = '';

  @query('dialog') private dialogElement!: HTMLDialogElement | null;
  @query('esign-ink-pad') private pad!: InkPad | null;

  readonly #localize = new LocalizeController<PanelSealsMessages>(this, {
    'zh-CN': panelSealsZhCn,
    en: async () => (await import('../i18n/panel-seals.en.js')).panelSealsEn,
    'zh-TW': async () => (await import('../i18n/panel-seals.zh-tw.js')).panelSealsZhTw,
  });
  #abort: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort?.abort();
    this.#setCut(undefined);
  }

  protected override updated(changed: PropertyValues): void {
    if (this.dialogElement && !this.dialogElement.open) this.dialogElement.showModal();
    const isPicture = ['way', 'source', 'threshold', 'keepsBackground', 'typed'].some((name) => changed.has(name));
    if (isPicture && !this.#isInk()) void this.#recut();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#localize.isReady) return nothing;
    const texts = this.#localize.messages;
    const fault = this.fault || this.error;
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new CustomEvent('maker-close'))}>
      <form method="dialog" novalidate @submit=${this.#handleSubmit}>
        <h2 id="title">${texts.title}</h2>
        <div class="ways" role="radiogroup" aria-label=${texts.waysLabel}>
          ${WAYS.filter((way) => way !== 'phone' || this.phone).map(
            (way) =>
              html`<label class="way"
                ><input
                  type="radio"
                  name="way"
                  value=${way}
                  .checked=${this.way === way}
                  @change=${() => this.#choose(way)}
                /><span>${texts.ways[way]}</span></label
              >`,
          )}
        </div>
        ${this.#renderWay(texts)} ${this.#renderFacts(texts)}
        <p class="fault" role="alert">${fault}</p>
        <div class="actions">
          ${
            !this.#isInk() && this.cut
              ? html`<button class="button quiet" type="button" data-act="export" @click=${() => void this.#export()}>
                  ${texts.exportPng(DPI)}
                </button>`
              : nothing
          }
          <button class="button" type="button" data-act="cancel" @click=${() => this.dialogElement?.close()}>
            ${texts.cancel}
          </button>
          <button class="button primary" type="submit" data-act="save" ?disabled=${this.busy || this.working}>
            ${this.busy ? texts.saving : texts.save}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  #renderWay(texts: PanelSealsMessages): TemplateResult {
    if (this.way === 'draw') return this.#renderPad(texts);
    if (this.way !== 'phone') return this.#renderPicture(texts);
    return html`<div class="part" @phone-ink=${this.#handlePhoneInk}>${this.phone?.()}</div>`;
  }

  #renderPad(texts: PanelSealsMessages): TemplateResult {
    const isEmpty = this.strokes === 0;
    return html`<div class="part">
      <p class="hint">${texts.padHint}</p>
      <esign-ink-pad .label=${texts.pad} @ink-change=${this.#handleInk}></esign-ink-pad>
      <div class="row">
        <span class="muted grow" role="status">${texts.strokes(this.strokes)}</span>
        <button
          class="button small"
          type="button"
          data-act="undo"
          ?disabled=${isEmpty}
          @click=${() => this.pad?.undo()}
        >
          ${texts.undo}
        </button>
        <button
          class="button small"
          type="button"
          data-act="clear"
          ?disabled=${isEmpty}
          @click=${() => this.pad?.clear()}
        >
          ${texts.clear}
        </button>
      </div>
      <p class="muted">${texts.padKeyboard}</p>
    </div>`;
  }

  #renderPicture(texts: PanelSealsMessages): TemplateResult {
    return html`<div class="part">
      ${this.way === 'upload' ? this.#renderUpload(texts) : this.#renderTyped(texts)}
      <div class="preview" role="group" aria-label=${texts.preview} aria-busy=${this.working}>
        ${this.cut ? html`<img src=${this.cut.url} alt=${texts.preview} />` : nothing}
        ${this.working ? html`<span class="muted" role="status">${texts.working}</span>` : nothing}
      </div>
    </div>`;
  }

  #renderUpload(texts: PanelSealsMessages): TemplateResult {
    return html`<label
        >${texts.choose}
        <input
          class="input"
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-describedby="choose-hint"
          @change=${this.#handleFile}
        />
      </label>
      <p id="choose-hint" class="muted">${texts.chooseHint}</p>
      ${
        this.source
          ? html`<div class="row">
              <label class="grow"
                >${texts.threshold}
                <input
                  type="range"
                  min="0.02"
                  max="0.6"
                  step="0.02"
                  .value=${String(this.threshold)}
                  ?disabled=${this.keepsBackground}
                  @change=${(event: Event) => (this.threshold = Number((event.target as HTMLInputElement).value))}
                />
              </label>
              <label class="check"
                ><input
                  type="checkbox"
                  .checked=${this.keepsBackground}
                  @change=${(event: Event) => (this.keepsBackground = (event.target as HTMLInputElement).checked)}
                />${texts.keepBackground}</label
              >
            </div>`
          : nothing
      }`;
  }

  #renderTyped(texts: PanelSealsMessages): TemplateResult {
    return html`<label
        >${texts.typed}
        <input
          class="input"
          data-field="typed"
          maxlength="20"
          autocomplete="name"
          .value=${this.typed ?? this.person}
          @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
        />
      </label>
      <p class="muted">${texts.typedHint}</p>`;
  }

  #renderFacts(texts: PanelSealsMessages): TemplateResult {
    const height = this.cut && !this.#isInk() ? (this.widthMm * this.cut.ratio).toFixed(1) : '';
    return html`<div class="facts">
      <label
        >${texts.kind}
        <select class="input" @change=${(event: Event) => this.#setKind((event.target as HTMLSelectElement).value)}>
          ${(['signature', 'personal'] as const).map(
            (kind) => html`<option value=${kind} ?selected=${kind === this.kind}>${texts.kinds[kind]}</option>`,
          )}
        </select>
      </label>
      <label
        >${texts.name}
        <input
          class="input"
          data-field="name"
          maxlength="100"
          .value=${this.name ?? texts.defaultName[this.kind]}
          @input=${(event: Event) => (this.name = (event.target as HTMLInputElement).value)}
        />
      </label>
      <label
        >${texts.width}
        <input
          class="input"
          data-field="width"
          type="number"
          min=${MIN_MM}
          max=${MAX_MM}
          step="0.5"
          .value=${String(this.widthMm)}
          @input=${(event: Event) => (this.widthMm = (event.target as HTMLInputElement).valueAsNumber)}
        />
        ${height ? html`<span class="muted">${texts.height(height)}</span>` : nothing}
      </label>
    </div>`;
  }

  #setKind(value: string): void {
    this.kind = value === 'personal' ? 'personal' : 'signature';
  }

  #choose(way: Way): void {
    this.way = way;
    this.fault = '';
    this.strokes = 0;
    this.phoneInk = null;
    this.source = undefined;
    this.#setCut(undefined);
  }

  /** Whether the way leads to strokes; else it leads to a picture. */
  #isInk(): boolean {
    return this.way === 'draw' || this.way === 'phone';
  }

  #handlePhoneInk({ detail }: CustomEvent<Handwriting | null>): void {
    this.phoneInk = detail;
    this.fault = '';
  }

  #handleInk(): void {
    this.strokes = this.pad?.strokes.length ?? 0;
    this.fault = '';
  }

  async #handleFile(event: Event): Promise<void> {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (!file) return;
    this.#setCut(undefined);
    this.working = true;
    this.fault = '';
    try {
      this.source = await readPicture(file);
    } catch (error) {
      this.source = undefined;
      this.working = false;
      this.#tell(error);
    }
  }

  /** Cuts the chosen or typed picture again; the newest wish wins. */
  async #recut(): Promise<void> {
    this.#abort?.abort();
    const typed = (this.typed ?? this.person).trim();
    const picture = this.way === 'type' ? (typed ? typedPicture(typed) : undefined) : this.source;
    if (!picture) {
      this.#setCut(undefined);
      return;
    }
    const abort = new AbortController();
    this.#abort = abort;
    this.working = true;
    this.fault = '';
    try {
      const threshold = this.way === 'type' || this.keepsBackground ? null : this.threshold;
      const { png, width, height } = await cutPicture(picture, threshold, abort.signal);
      this.#setCut({ png, url: URL.createObjectURL(png), ratio: height / width });
    } catch (error) {
      if (abort.signal.aborted) return;
      this.#setCut(undefined);
      this.#tell(error);
    }
    this.working = false;
  }

  #tell(error: unknown): void {
    this.fault = this.#localize.messages.picture[error instanceof PictureError ? error.fault : 'notPicture'];
  }

  #setCut(cut: Cut | undefined): void {
    if (this.cut) URL.revokeObjectURL(this.cut.url);
    this.cut = cut;
  }

  async #export(): Promise<void> {
    if (!this.cut || !this.#isWidth()) return;
    const { png, ratio } = this.cut;
    const name = this.name ?? this.#localize.messages.defaultName[this.kind];
    saveBlob(await sealPng(png, this.widthMm, this.widthMm * ratio, DPI), `${name}.png`);
  }

  #isWidth(): boolean {
    return this.widthMm >= MIN_MM && this.widthMm <= MAX_MM;
  }

  #handleSubmit(event: Event): void {
    event.preventDefault();
    if (this.busy || this.working) return;
    const texts = this.#localize.messages;
    const name = (this.name ?? texts.defaultName[this.kind]).trim();
    const made = this.#made(texts);
    this.fault = typeof made === 'string' ? made : !name ? texts.nameMissing : '';
    if (typeof made === 'string' || !name) return;
    this.dispatchEvent(new CustomEvent<MadeSeal>('maker-save', { detail: { name, kind: this.kind, artwork: made } }));
  }

  /** What was made, or why it is nothing yet. */
  #made(texts: PanelSealsMessages): MadeSeal['artwork'] | string {
    if (!this.#isWidth()) return texts.widthFault;
    const { widthMm } = this;
    if (this.way === 'draw') {
      const fault = inkFault(this.pad?.strokes ?? []);
      if (fault) return texts.ink[fault];
      const heightMm = Math.max((widthMm * SIGNATURE_BOX.heightMm) / SIGNATURE_BOX.widthMm, MIN_MM);
      return handwriting(this.pad?.outlines ?? [], { widthMm, heightMm });
    }
    if (this.way === 'phone') return this.phoneInk ? inkOfWidth(this.phoneInk, widthMm) : texts.phoneEmpty;
    if (!this.cut) {
      if (this.way === 'type') return texts.typedEmpty;
      return this.fault || texts.choose;
    }
    const heightMm = widthMm * this.cut.ratio;
    // a long line of text or a tall one keeps its proportions inside of what a seal may be
    const scale = Math.min(1, MAX_MM / heightMm) * Math.max(1, MIN_MM / heightMm);
    return { kind: 'picture', png: this.cut.png, widthMm: round(widthMm * scale), heightMm: round(heightMm * scale) };
  }
}

function round(mm: number): number {
  return Math.min(Math.max(Math.round(mm * 10) / 10, MIN_MM), MAX_MM);
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-seal-maker': SealMaker;
  }
}
