import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import type { SealUseLogMessages } from '../../i18n/seal-use-log.zh-cn.js';
import { controls } from '../../ui/controls.styles.js';
import { glyph } from '../../ui/icons.js';

const KEYS: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowLeft: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  Home: () => 0,
  End: (_, last) => last,
};

/** One photo at a time. Fires `photo-move` with the place of another one, `photo-retry` and `photo-close`, all private. */
export class PhotoViewer extends LitElement {
  static override styles = [
    controls,
    css`
      dialog {
        width: min(960px, calc(100vw - 24px));
        max-height: calc(100vh - 24px);
        overflow: hidden;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--_gap-2);
        padding: var(--_gap-2) var(--_gap-3);
      }
      h2 {
        flex: 1 1 200px;
        min-width: 0;
        margin: 0;
        font-size: var(--_size);
        font-weight: 600;
      }
      h2 small {
        display: block;
        color: var(--_text-2);
        font-size: var(--_size-s);
        font-weight: 400;
      }
      .stage {
        display: grid;
        place-items: center;
        min-height: 200px;
        height: min(70vh, 640px);
        overflow: auto;
        background: var(--_surface-3);
      }
      img {
        display: block;
      }
      img.fit {
        max-width: 100%;
        max-height: min(70vh, 640px);
      }
      .missing {
        display: grid;
        justify-items: center;
        gap: var(--_gap-2);
        padding: var(--_gap-4);
      }
      .missing p {
        margin: 0;
      }
    `,
  ];

  @property({ type: Number }) index = 0;
  @property({ type: Number }) count = 0;
  /** Empty while the picture is on its way. */
  @property() url = '';
  @property() caption = '';
  @property({ type: Boolean }) isFailed = false;
  @property({ attribute: false }) messages!: SealUseLogMessages['photos'];

  @state() private isFull = false;
  @query('dialog') private dialog!: HTMLDialogElement;

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    const { index, count, messages: photos } = this;
    return html`<dialog
      aria-labelledby="heading"
      @cancel=${this.#handleCancel}
      @close=${() => this.#tell('photo-close')}
      @keydown=${this.#handleKey}
    >
      <div class="bar">
        <h2 id="heading" aria-live="polite">${photos.name(index + 1)} / ${count}<small>${this.caption}</small></h2>
        ${this.#renderMove('left', photos.previous, index - 1)} ${this.#renderMove('right', photos.next, index + 1)}
        <button
          class="button small"
          type="button"
          aria-pressed=${this.isFull}
          ?disabled=${this.url === ''}
          @click=${() => (this.isFull = !this.isFull)}
        >
          ${photos.full}
        </button>
        <button class="button small" type="button" @click=${() => this.dialog.close()}>${photos.close}</button>
      </div>
      <div class="stage" tabindex=${this.isFull ? 0 : nothing} role="group" aria-label=${photos.name(index + 1)}>
        ${this.#renderPicture()}
      </div>
    </dialog>`;
  }

  #renderMove(icon: 'left' | 'right', label: string, to: number): TemplateResult {
    return html`<button
      class="button small"
      type="button"
      aria-label=${label}
      title=${label}
      aria-disabled=${to < 0 || to >= this.count}
      @click=${() => this.#move(to)}
    >
      ${glyph(icon)}
    </button>`;
  }

  #renderPicture(): TemplateResult {
    const { messages, url } = this;
    if (this.isFailed) {
      return html`<div class="missing" role="alert">
        <p>${messages.missing}</p>
        <button class="button" type="button" @click=${() => this.#tell('photo-retry')}>${messages.retry}</button>
      </div>`;
    }
    if (url === '') return html`<span class="spinner" role="status" aria-label=${messages.loading}></span>`;
    return html`<img
      class=${this.isFull ? '' : 'fit'}
      src=${url}
      alt="${messages.name(this.index + 1)} ${this.caption}"
    />`;
  }

  #move(to: number): void {
    if (to < 0 || to >= this.count || to === this.index) return;
    this.isFull = false;
    this.dispatchEvent(new CustomEvent<number>('photo-move', { detail: to }));
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    const to = KEYS[event.key]?.(this.index, this.count - 1);
    // the arrows scroll a picture in its full size
    if (to === undefined || this.isFull) return;
    event.preventDefault();
    this.#move(to);
  };

  readonly #handleCancel = (event: Event): void => {
    event.preventDefault();
    this.dialog.close();
  };

  #tell(type: 'photo-close' | 'photo-retry'): void {
    if (this.isConnected) this.dispatchEvent(new CustomEvent(type));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-photo-viewer': PhotoViewer;
  }
}
