import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { displayedSize } from '../core/geometry.js';
import { LocalizeController } from '../i18n/localize.js';
import type { PageBox } from '../schema/placement.js';
import { controls } from './controls.styles.js';
import { modalStyles } from './modal.styles.js';
import type { PageSource } from './page-source.js';
import { openPrintFrame } from './print-frame.js';
import { readerCatalog } from './reader-words.js';

/** Pixels for one point of paper: 150 to an inch, which small print needs. */
const DENSITY = 150 / 72;

export interface Printed {
  readonly source: PageSource;
  readonly pages: readonly PageBox[];
  readonly name: string;
}

/** Prints a document as it is shown, a page at a time, which can be stopped until the browser has it. */
export class PagePrint extends LitElement {
  static override styles = [
    controls,
    modalStyles,
    css`
      progress {
        width: 100%;
        accent-color: var(--_accent);
      }
      .print-frame {
        position: fixed;
        inset: 0 auto auto 0;
        width: 0;
        height: 0;
        border: 0;
        visibility: hidden;
      }
    `,
  ];

  @property() locale = '';

  /** What is made ready, or could not be. */
  @state() private state: { readonly done: number; readonly count: number } | 'failed' | undefined;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  readonly #localize = new LocalizeController(this, readerCatalog);
  readonly #urls: string[] = [];
  #abort: AbortController | undefined;

  async print({ source, pages, name }: Printed): Promise<void> {
    this.#forget();
    const abort = new AbortController();
    this.#abort = abort;
    try {
      this.state = { done: 0, count: pages.length };
      await this.updateComplete;
      const target = openPrintFrame(this.renderRoot as ShadowRoot, { title: name, lang: '' }, printCss(pages));
      if (!target) throw new Error('the browser gives no frame to print from');
      for (const [index] of pages.entries()) {
        const canvas = await source.render(index, DENSITY / devicePixelRatio, abort.signal);
        try {
          target.document.body.append(await this.#picture(canvas, target, index));
        } finally {
          source.release(canvas);
        }
        abort.signal.throwIfAborted();
        this.state = { done: index + 1, count: pages.length };
      }
      await this.updateComplete;
      // closed, it gives the focus back
      this.dialog?.close();
      target.print();
    } catch {
      // why a page cannot be drawn stands on that page
      if (!abort.signal.aborted) this.state = 'failed';
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.size > 0 && this.dialog && !this.dialog.open) this.dialog.showModal();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this;
    if (!state) return nothing;
    const words = this.#localize.messages;
    return html`<dialog aria-labelledby="title" @close=${() => this.#stop()}>
      <form method="dialog">
        <h2 id="title">${words.print}</h2>
        ${
          state === 'failed'
            ? html`<p class="notice danger" role="alert">${words.printFailed}</p>`
            : html`<p>${words.printing(state.done, state.count)}</p>
                <progress aria-labelledby="title" max=${state.count} value=${state.done}></progress>`
        }
        <div class="actions">
          <button class="button" type="submit" data-act="stop-print">
            ${state === 'failed' ? words.close : words.cancel}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  /** A picture holds a page in a tenth of what its canvas needs. */
  async #picture(canvas: HTMLCanvasElement, target: Window, index: number): Promise<HTMLImageElement> {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    if (!blob) throw new Error(`page ${index + 1} gave no picture`);
    const url = URL.createObjectURL(blob);
    this.#urls.push(url);
    const image = target.document.createElement('img');
    image.className = `page-${index}`;
    image.src = url;
    await image.decode();
    return image;
  }

  #stop(): void {
    this.#abort?.abort();
    this.state = undefined;
  }

  /** What the browser was given it may still be printing, so it goes with the next time. */
  #forget(): void {
    this.#stop();
    for (const url of this.#urls.splice(0)) URL.revokeObjectURL(url);
  }
}

/** Every page on paper of its own size. */
function printCss(pages: readonly PageBox[]): string {
  const sizes = pages.map((box, index) => {
    const { width, height } = displayedSize(box);
    return `@page page-${index} { size: ${width}pt ${height}pt; margin: 0; }
.page-${index} { page: page-${index}; width: ${width}pt; height: ${height}pt; }`;
  });
  return `body { margin: 0; } img { display: block; break-after: page; } img:last-child { break-after: auto; }
${sizes.join('\n')}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-page-print': PagePrint;
  }
}
