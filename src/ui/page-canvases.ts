import { EsignError } from '../core/errors.js';
import type { PageLink } from '../core/page-links.js';
import type { PageSource } from './page-source.js';

/** Milliseconds for which the pages must rest before their text and links are laid over them: one who leafs through reads nothing. */
const REST = 150;

/** Pages that are drawn at once: one who leafs fast sees no page that waited for another. */
const AT_ONCE = 3;

interface LivePage {
  readonly abort: AbortController;
  readonly scale: number;
  state: 'waiting' | 'drawing' | 'drawn' | 'failed';
  canvas: HTMLCanvasElement | undefined;
  /** What was drawn before, at another zoom: shown scaled until the new picture is there. */
  before: HTMLCanvasElement | undefined;
  text: HTMLElement | undefined;
  links: readonly PageLink[] | undefined;
  /** Its text and links were asked for; what could not be read is not asked for again. */
  isRead: boolean;
  failure: EsignError | undefined;
}

type PageRange = readonly [first: number, last: number];

/**
 * Keeps the pictures of the few pages that are near the window, and drops the others. What is in the window is drawn first,
 * what is beside it after that, some at a time.
 */
export class PageCanvases {
  readonly #onChange: () => void;
  readonly #onError: (error: unknown) => void;
  readonly #live = new Map<number, LivePage>();
  #source: PageSource | undefined;
  #inView: PageRange = [0, -1];
  #near: PageRange = [0, -1];
  #scale = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(onChange: () => void, onError: (error: unknown) => void) {
    this.#onChange = onChange;
    this.#onError = onError;
  }

  /** `near` holds `inView`. Pictures of another document are dropped first. */
  show(source: PageSource | undefined, inView: PageRange, near: PageRange, scale: number): void {
    if (source !== this.#source) this.clear();
    this.#source = source;
    if (!source) return;
    const isSame = isEqual(inView, this.#inView) && isEqual(near, this.#near) && scale === this.#scale;
    this.#inView = inView;
    this.#near = near;
    this.#scale = scale;
    for (const [index, page] of this.#live) if (!isIn(near, index)) this.#drop(index, page);
    this.#drawOn();
    if (!isSame) this.#readWhenRested();
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
    this.#source?.again(index);
    this.#onChange();
  }

  clear(): void {
    clearTimeout(this.#rest);
    this.#rest = undefined;
    for (const [index, page] of this.#live) this.#drop(index, page);
    this.#source = undefined;
    this.#inView = this.#near = [0, -1];
  }

  /** Begins with what may be drawn now. */
  #drawOn(): void {
    const [first, last] = this.#near;
    for (let index = first; index <= last; index += 1) {
      const page = this.#live.get(index);
      if (!page || page.scale !== this.#scale) this.#renew(index, page);
    }
    const [seen, beside] = [this.#waiting(true), this.#waiting(false)];
    for (const index of seen) void this.#draw(index);
    const states = [...this.#live.values()].map(({ state }) => state);
    // nothing holds up the first page that a person sees
    const most = states.includes('drawn') ? AT_ONCE : 1;
    const drawing = states.filter((state) => state === 'drawing').length;
    for (const index of beside.slice(0, Math.max(0, most - drawing))) void this.#draw(index);
  }

  #waiting(isSeen: boolean): number[] {
    const isWanted = (index: number): boolean => isIn(this.#inView, index) === isSeen;
    return [...this.#live].flatMap(([index, { state }]) => (state === 'waiting' && isWanted(index) ? [index] : []));
  }

  #renew(index: number, old: LivePage | undefined): void {
    old?.abort.abort();
    this.#live.set(index, {
      abort: new AbortController(),
      scale: this.#scale,
      state: 'waiting',
      canvas: undefined,
      before: old?.canvas ?? old?.before,
      text: old?.text,
      links: old?.links,
      isRead: old?.links !== undefined,
      failure: undefined,
    });
  }

  async #draw(index: number): Promise<void> {
    const [source, page] = [this.#source, this.#live.get(index)];
    if (!source || !page) return;
    page.state = 'drawing';
    try {
      const canvas = await source.render(index, page.scale, page.abort.signal);
      if (this.#live.get(index) !== page) {
        source.release(canvas);
        return;
      }
      if (page.before) source.release(page.before);
      page.before = undefined;
      page.canvas = canvas;
      page.state = 'drawn';
      this.#onChange();
      if (this.#rest === undefined) this.#readWhenRested();
    } catch (error) {
      if (page.abort.signal.aborted) return;
      page.state = 'failed';
      page.failure = EsignError.from(error);
      this.#onError(error);
      this.#onChange();
    } finally {
      if (source === this.#source) this.#drawOn();
    }
  }

  #readWhenRested(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      void this.#read();
    }, REST);
  }

  /** Lays text and links over the pages that have none, those in the window first, until the pages move again. */
  async #read(): Promise<void> {
    const order = [...this.#live.keys()].sort((a, b) => Number(isIn(this.#inView, b)) - Number(isIn(this.#inView, a)));
    for (const index of order) {
      const [source, page] = [this.#source, this.#live.get(index)];
      if (!source || this.#rest !== undefined) return;
      if (page?.state !== 'drawn' || page.isRead) continue;
      page.isRead = true;
      try {
        page.text = await source.text(index);
        this.#onChange();
        page.links = await source.links(index);
      } catch (error) {
        if (page.abort.signal.aborted) continue;
        // what could not be read aloud is still seen
        this.#onError(error);
      }
      this.#onChange();
    }
  }

  #drop(index: number, page: LivePage): void {
    page.abort.abort();
    for (const canvas of [page.canvas, page.before]) if (canvas) this.#source?.release(canvas);
    this.#live.delete(index);
    this.#source?.forget(index);
  }
}

function isIn([first, last]: PageRange, index: number): boolean {
  return index >= first && index <= last;
}

function isEqual(a: PageRange, b: PageRange): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
