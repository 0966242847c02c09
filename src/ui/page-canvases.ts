import { EsignError } from '../core/errors.js';
import type { PageLink } from '../core/page-links.js';
import type { PageSource } from './page-source.js';

interface LivePage {
  readonly abort: AbortController;
  readonly scale: number;
  canvas: HTMLCanvasElement | undefined;
  /** What was drawn before, at another zoom: shown scaled until the new picture is there. */
  before: HTMLCanvasElement | undefined;
  text: HTMLElement | undefined;
  links: readonly PageLink[] | undefined;
  failure: EsignError | undefined;
}

/** Keeps the pictures of the few pages that are near the window, and drops the others. */
export class PageCanvases {
  readonly #onChange: () => void;
  readonly #onError: (error: unknown) => void;
  readonly #live = new Map<number, LivePage>();
  #source: PageSource | undefined;

  constructor(onChange: () => void, onError: (error: unknown) => void) {
    this.#onChange = onChange;
    this.#onError = onError;
  }

  /** Pictures of another document are dropped first. */
  show(source: PageSource | undefined, first: number, last: number, scale: number): void {
    if (source !== this.#source) this.clear();
    this.#source = source;
    if (!source) return;
    for (const [index, page] of this.#live) {
      if (index < first || index > last) this.#drop(index, page);
    }
    for (let index = first; index <= last; index += 1) {
      const page = this.#live.get(index);
      if (!page || page.scale !== scale) void this.#draw(source, index, scale, page);
    }
  }

  canvas(index: number): HTMLCanvasElement | undefined {
    const page = this.#live.get(index);
    return page?.canvas ?? page?.before;
  }

  text(index: number): HTMLElement | undefined {
    return this.#live.get(index)?.text;
  }

  links(index: number): readonly PageLink[] {
    return this.#live.get(index)?.links ?? [];
  }

  /** Why a page could not be drawn; the others go on. */
  failure(index: number): EsignError | undefined {
    return this.#live.get(index)?.failure;
  }

  /** Draws a page that failed once more. */
  retry(index: number): void {
    const page = this.#live.get(index);
    if (!page?.failure) return;
    this.#drop(index, page);
    this.#onChange();
  }

  clear(): void {
    for (const [index, page] of this.#live) this.#drop(index, page);
    this.#source = undefined;
  }

  async #draw(source: PageSource, index: number, scale: number, old: LivePage | undefined): Promise<void> {
    old?.abort.abort();
    const page: LivePage = {
      abort: new AbortController(),
      scale,
      canvas: undefined,
      before: old?.canvas ?? old?.before,
      text: old?.text,
      links: old?.links,
      failure: undefined,
    };
    this.#live.set(index, page);
    try {
      const canvas = await source.render(index, scale, page.abort.signal);
      if (this.#live.get(index) !== page) {
        source.release(canvas);
        return;
      }
      if (page.before) source.release(page.before);
      page.before = undefined;
      page.canvas = canvas;
      this.#onChange();
      page.text ??= await source.text(index);
      this.#onChange();
      page.links ??= await source.links(index);
      if (page.links.length > 0) this.#onChange();
    } catch (error) {
      if (page.abort.signal.aborted) return;
      // what could not be read aloud is still seen
      if (!page.canvas) page.failure = EsignError.from(error);
      this.#onError(error);
      this.#onChange();
    }
  }

  #drop(index: number, page: LivePage): void {
    page.abort.abort();
    for (const canvas of [page.canvas, page.before]) if (canvas) this.#source?.release(canvas);
    this.#live.delete(index);
  }
}
