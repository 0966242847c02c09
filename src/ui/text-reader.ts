import { indexPage, type TextIndex, type TextPage } from '../core/text-index.js';
import type { PageBox } from '../schema/placement.js';
import type { PageSource } from './page-source.js';

/** Pages that are asked for at the same time: enough to keep the worker busy, few enough that a page to draw does not wait. */
const IN_FLIGHT = 8;
/** Documents of which the text is kept, for a person who goes back and forth. */
const KEPT = 3;

/** Texts of documents that were read whole, by the hash of what is shown; the newest last. */
const kept = new Map<string, TextIndex>();

/** Reads the text of a document in the background, from a page on, and can be stopped at any moment. */
export class TextReader {
  readonly #pages: (TextPage | undefined)[];
  readonly #key: string;
  #done = 0;
  #stopped = false;

  /** @param key Another key is another document; what is read whole is kept under it. */
  constructor(key: string, count: number) {
    this.#key = key;
    const known = kept.get(key);
    const isKnown = known?.length === count;
    this.#pages = isKnown ? [...known] : Array.from({ length: count });
    this.#done = isKnown ? count : 0;
  }

  get index(): TextIndex {
    return this.#pages;
  }

  /** Pages that were read. */
  get done(): number {
    return this.#done;
  }

  get isWhole(): boolean {
    return this.#done === this.#pages.length;
  }

  /** Reads every page, beginning with the one that the person looks at; tells each one. */
  async read(
    source: PageSource,
    boxes: readonly PageBox[],
    from: number,
    onPage: (page: number) => void,
  ): Promise<void> {
    if (this.isWhole) return;
    const order = boxes.map((_, nth) => (from + nth) % boxes.length).filter((page) => !this.#pages[page]);
    const next = async (): Promise<void> => {
      for (let page = order.shift(); page !== undefined && !this.#stopped; page = order.shift()) {
        const box = boxes[page];
        // a page that cannot be read is one without text: the others are found
        const text = await source.runs(page).catch(() => ({ items: [], styles: {} }));
        if (this.#stopped || !box) return;
        this.#pages[page] = indexPage(box, text);
        this.#done += 1;
        onPage(page);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, next));
    if (this.isWhole) this.#keep();
  }

  stop(): void {
    this.#stopped = true;
  }

  #keep(): void {
    kept.delete(this.#key);
    kept.set(this.#key, this.#pages);
    for (const key of kept.keys()) if (kept.size > KEPT) kept.delete(key);
  }
}
